"""Writes the sample plans and their gold records: `python samples/make_samples.py [FOLDER] [--only text|digital|all]`.

Everything comes from the typed sources in `writing/`; bodies, places and people are invented. Needs the typeface FreeSerif
(`apt-get install fonts-freefont-ttf`); the products that an English OCR has read also need `tesseract-ocr` with `eng`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from writing.drawing import digital_pdf
from writing.fonts import FontMissingError
from writing.gold import Gold, as_json, gold_records
from writing.health_plan import HEALTH_PLAN
from writing.model import Plan
from writing.scanning import Scanner, image_pdf, jpeg, render, scanned, stamped
from writing.sheets import Typeset
from writing.typesetting import typeset

PLANS = {"health": HEALTH_PLAN}
TITLES = {"health": "Kế hoạch số 217/KH-SYT"}
Files = Iterator[tuple[str, bytes]]


def with_gold(name: str, suffix: str, product: bytes, gold: Gold, transcription: str | None) -> Files:
    """A product, its gold records and, where it is not text itself, its transcription."""
    yield f"{name}{suffix}", product
    yield f"{name}.gold.json", as_json(gold).encode()
    if transcription is not None:
        yield f"{name}.txt", transcription.encode()


def text_products(key: str, plan: Plan, document: Typeset) -> Files:
    """Clean text, as a careful copy and paste gives it."""
    yield from with_gold(f"{key}-text", ".txt", document.text().encode(), gold_records(plan, document), None)


def digital_products(key: str, plan: Plan, document: Typeset) -> Files:
    """A PDF as a word processor prints it."""
    pdf = digital_pdf(document, TITLES[key])
    yield from with_gold(f"{key}-digital", ".pdf", pdf, gold_records(plan, document), document.text())


def scan_pictures(key: str, plan: Plan, document: Typeset, scanner: Scanner) -> list[bytes]:
    """The pages as JPEG after stamp, pen and scanner; only the stamped page keeps its colours."""
    pages = render(digital_pdf(document, TITLES[key]), scanner.dpi)
    if document.stamp_at:
        number, x, y = document.stamp_at
        pages[number - 1] = stamped(pages[number - 1], (x, y), *plan.signature.stamp, scanner.dpi)
    stamp_page = document.stamp_at[0] if document.stamp_at else 0
    return [
        jpeg(scanned(page, scanner, number), scanner.quality, colour=number == stamp_page)
        for number, page in enumerate(pages, start=1)
    ]


def scan_products(key: str, plan: Plan, document: Typeset) -> Files:
    """The printed, signed, stamped and scanned plan: pictures only."""
    pictures = scan_pictures(key, plan, document, Scanner())
    pdf = image_pdf(pictures, TITLES[key])
    yield from with_gold(f"{key}-scan", ".pdf", pdf, gold_records(plan, document), document.text())


MAKERS: dict[str, tuple[Callable[[str, Plan, Typeset], Files], ...]] = {
    "text": (text_products,),
    "digital": (text_products, digital_products),
    "all": (text_products, digital_products, scan_products),
}


def products(only: str) -> Files:
    """Every file, as its name and its bytes."""
    for key, plan in PLANS.items():
        document = typeset(plan)
        for maker in MAKERS[only]:
            yield from maker(key, plan, document)


def main() -> int:
    """Write the files; 3 where the typeface is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    parser.add_argument("--only", choices=sorted(MAKERS), default="all")
    choice = parser.parse_args()
    choice.folder.mkdir(parents=True, exist_ok=True)
    try:
        for name, content in products(choice.only):
            (choice.folder / name).write_bytes(content)
            print(f"{name}  {len(content):,} bytes")
    except FontMissingError as error:
        print(error, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
