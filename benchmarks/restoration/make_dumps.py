"""Print whole documents and read them with an English OCR: dumps whose printed text is known.

    python benchmarks/restoration/make_dumps.py TEXT.txt... --out FOLDER [--tessdata DIR] [--fonts DIR]

Each text, one paragraph a line, is printed in three faces. The four kinds of dumps (engine modes 1 and 2, clean and
spoiled) take turns over the texts, so that four texts show them all. FOLDER gets `NAME.FACE.gold.txt`, the text as it
was printed, and `NAME.FACE.txt`, the text as it was read; form feeds part the pages.
"""

from __future__ import annotations

import argparse
import random
import unicodedata
from pathlib import Path

from make_noise_pairs import FONT_FOLDER, FONTS, LINES_PER_PAGE, as_jpeg, print_lines, read_page, spoil, wrap
from PIL import ImageFont

FACES = {"termes": FONTS[0][0], "freeserif": FONTS[3][0], "noto": FONTS[6][0]}
KINDS = ((1, False), (2, False), (1, True), (2, True))
"""Engine mode, and whether the pages are spoiled."""
SIZE = 13.5
DPI = 200


def main() -> None:
    arguments = _arguments()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(arguments.texts):
        oem, spoiled = KINDS[number % len(KINDS)]
        paragraphs = unicodedata.normalize("NFC", text.read_text(encoding="utf-8")).split("\n")
        for face, name in FACES.items():
            font = ImageFont.truetype(str(arguments.fonts / name), round(SIZE * DPI / 72))
            rng = random.Random(f"{number} {face}")
            lines = [line for paragraph in paragraphs for line in wrap(paragraph, font, round(6.6 * DPI))]
            pages = [lines[i : i + LINES_PER_PAGE] for i in range(0, len(lines), LINES_PER_PAGE)]
            read = []
            for page in pages:
                picture = print_lines(page, font, DPI)
                if spoiled:
                    picture = as_jpeg(spoil(picture, rng.choice(("soft", "grain", "fax", "skew")), rng), rng)
                read.append(read_page(picture, DPI, oem, arguments.tessdata if oem == 2 else None).strip())
            label = f"{text.stem}.{face}-oem{oem}-{'spoiled' if spoiled else 'clean'}"
            (arguments.out / f"{label}.gold.txt").write_text("\f".join("\n".join(page) for page in pages))
            (arguments.out / f"{label}.txt").write_text("\f".join(read))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tessdata", type=Path, help="folder of an eng.traineddata that holds the old engine")
    parser.add_argument("--fonts", type=Path, default=FONT_FOLDER)
    return parser.parse_args()


if __name__ == "__main__":
    main()
