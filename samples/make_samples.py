"""Writes the sample plans and their gold records: `python samples/make_samples.py [FOLDER] [--quick]`.

Everything comes from the typed sources in `writing/`; bodies, places and people are invented. Needs the typeface
FreeSerif (`apt-get install fonts-freefont-ttf`); the products that an English OCR has read also need `tesseract-ocr`
with `eng`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from writing.commune_plan import COMMUNE_PLAN
from writing.drawing import digital_pdf
from writing.english import EnglishPage, TesseractMissingError, read_page
from writing.fonts import FontMissingError
from writing.gold import Gold, as_json, gold_records, only_pages, respelled, without_places
from writing.health_plan import HEALTH_PLAN
from writing.legacy import in_legacy_fonts, old_spelling
from writing.model import Plan
from writing.scanning import Scanner, fax, grey_png, image_pdf, jpeg, render, scanned, stamped, tiff
from writing.sheets import Typeset
from writing.typesetting import typeset
from writing.worddocument import word_document

Files = Iterator[tuple[str, bytes]]
PHOTO = Scanner(dpi=150, skew=-0.5, noise=1.5, dust=0)
FAX = Scanner(dpi=200, skew=0.4, noise=3.0)


def with_gold(name: str, suffix: str, product: bytes, gold: Gold, transcription: str | None) -> Files:
    """A product, its gold records and, where it is not text itself, its transcription."""
    yield f"{name}{suffix}", product
    yield f"{name}.gold.json", as_json(gold).encode()
    if transcription is not None:
        yield f"{name}.txt", transcription.encode()


def pdf_title(plan: Plan) -> str:
    """What the document's properties say."""
    return f"Kế hoạch số {plan.letterhead.number}"


def text_product(key: str, plan: Plan, document: Typeset) -> Files:
    """Clean text, as a careful copy and paste gives it."""
    yield from with_gold(f"{key}-text", ".txt", document.text().encode(), gold_records(plan, document), None)


def digital_product(key: str, plan: Plan, document: Typeset) -> Files:
    """A PDF as a word processor prints it."""
    pdf = digital_pdf(document, pdf_title(plan))
    yield from with_gold(f"{key}-digital", ".pdf", pdf, gold_records(plan, document), document.text())


def word_product(key: str, plan: Plan, document: Typeset) -> Files:
    """A Word document; it has no pages, so its records have no places."""
    gold = without_places(gold_records(plan, document))
    yield from with_gold(f"{key}-word", ".docx", word_document(plan), gold, document.text())


def legacy_product(key: str, plan: Plan, document: Typeset) -> Files:
    """A PDF printed from TCVN3 fonts: the page is right, its text layer is not Unicode."""
    old = in_legacy_fonts(document)
    gold = respelled(gold_records(plan, document), old_spelling)
    yield from with_gold(f"{key}-tcvn3", ".pdf", digital_pdf(old, pdf_title(plan)), gold, old.text())


def scan_pictures(plan: Plan, document: Typeset, scanner: Scanner) -> list[bytes]:
    """The pages as JPEG after stamp, pen and scanner; only the stamped page keeps its colours."""
    pages = render(digital_pdf(document, pdf_title(plan)), scanner.dpi)
    stamp_page = 0
    if document.stamp_at:
        stamp_page, x, y = document.stamp_at
        pages[stamp_page - 1] = stamped(pages[stamp_page - 1], (x, y), *plan.signature.stamp, scanner.dpi)
    return [
        jpeg(scanned(page, scanner, number), scanner.quality, colour=number == stamp_page)
        for number, page in enumerate(pages, start=1)
    ]


def scan_products(key: str, plan: Plan, document: Typeset) -> Files:
    """The signed, stamped and scanned plan: pictures only, with an English OCR's layer, and that OCR's text alone."""
    scanner, gold = Scanner(), gold_records(plan, document)
    pictures = scan_pictures(plan, document, scanner)
    yield from with_gold(f"{key}-scan", ".pdf", image_pdf(pictures, pdf_title(plan)), gold, document.text())
    readings = [
        read_page(picture, sheet, scanner, number)
        for number, (picture, sheet) in enumerate(zip(pictures, document.sheets, strict=True), start=1)
    ]
    layered = image_pdf(pictures, pdf_title(plan), [page.layer(scanner.dpi) for page in readings])
    yield from with_gold(f"{key}-garbled", ".pdf", layered, gold, document.text())
    yield from dump_product(key, readings, gold, document)


def dump_product(key: str, readings: list[EnglishPage], gold: Gold, document: Typeset) -> Files:
    """The text that the English OCR read, up to the signature: of ruled tables such dumps keep nothing usable."""
    last = document.stamp_at[0] if document.stamp_at else len(readings)
    body = readings[:last]
    gold = without_places(only_pages(gold, range(1, last + 1), last))
    yield from with_gold(f"{key}-dump", ".txt", "\n".join(page.dump() for page in body).encode(), gold, None)
    yield f"{key}-dump.restored.txt", "\n".join(page.restored() for page in body).encode()


def first_page_product(key: str, plan: Plan, document: Typeset) -> Files:
    """The first page alone, as a grey picture."""
    page = render(digital_pdf(document, pdf_title(plan)), PHOTO.dpi)[0]
    picture = grey_png(scanned(page, PHOTO, 1), PHOTO.dpi)
    last_body_page = document.stamp_at[0] if document.stamp_at else 1
    gold = only_pages(gold_records(plan, document), range(1, 2), last_body_page)
    yield from with_gold(f"{key}-page", ".png", picture, gold, document.text().split("\f", maxsplit=1)[0])


def fax_product(key: str, plan: Plan, document: Typeset) -> Files:
    """All pages in black and white in one TIFF."""
    pages = render(digital_pdf(document, pdf_title(plan)), FAX.dpi)
    pictures = [fax(scanned(page, FAX, number)) for number, page in enumerate(pages, start=1)]
    yield from with_gold(f"{key}-fax", ".tiff", tiff(pictures, FAX.dpi), gold_records(plan, document), document.text())


Maker = Callable[[str, Plan, Typeset], Files]
QUICK: tuple[Maker, ...] = (text_product, digital_product)
PICTURES: dict[str, tuple[Maker, ...]] = {
    "health": (word_product, first_page_product, scan_products),
    "commune": (legacy_product, fax_product),
}
PLANS = {"health": HEALTH_PLAN, "commune": COMMUNE_PLAN}


def products(quick: bool = False) -> Files:
    """Every file, as its name and its bytes; `quick` leaves out what needs rendering or OCR."""
    for key, plan in PLANS.items():
        document = typeset(plan)
        for make in QUICK if quick else QUICK + PICTURES[key]:
            yield from make(key, plan, document)


def main() -> int:
    """Write the files; 3 where the typeface or Tesseract is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    parser.add_argument("--quick", action="store_true", help="only clean text and digital PDF")
    choice = parser.parse_args()
    choice.folder.mkdir(parents=True, exist_ok=True)
    try:
        for name, content in products(choice.quick):
            (choice.folder / name).write_bytes(content)
            print(f"{len(content):>10,} bytes  {name}")
    except (FontMissingError, TesseractMissingError) as error:
        print(error, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
