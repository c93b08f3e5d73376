"""Scans read by an English Tesseract, as scanners do it: text dumps of which the records are known.

    python benchmarks/ocr/printed_plans.py CORPUS.jsonl.xz --out SCANS --documents 24 --seed 307
    python benchmarks/ocr/english_dumps.py SCANS --out DUMPS [--jobs 2]
    planparse evaluate DUMPS --misses --reliability

Every page is read whole and without a layout, so that the two columns of letterhead and closing block run into each
other as they do in the text layers of scanners. `NAME.txt` is the dump, `NAME.restored.txt` what was printed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pypdfium2

DPI = 200
COMMAND = ("tesseract", "-", "-", "-l", "eng", "--psm", "3", "--dpi", str(DPI))


def pictures(scan: Path) -> Iterator[bytes]:
    """The pages of a scan as PNG."""
    document = pypdfium2.PdfDocument(scan)
    try:
        for page in document:
            picture = BytesIO()
            page.render(scale=DPI / 72, grayscale=True).to_pil().save(picture, "PNG")
            yield picture.getvalue()
    finally:
        document.close()


def read(picture: bytes) -> str:
    """What an English OCR makes of a page."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(COMMAND, input=picture, capture_output=True, check=True, env=environment)
    return done.stdout.decode("utf-8").replace("\f", "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scans", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(arguments.jobs) as pool:
        for scan in sorted(arguments.scans.glob("*.pdf")):
            text = "".join(pool.map(read, list(pictures(scan))))
            (out / f"{scan.stem}.txt").write_text(text, encoding="utf-8")
            shutil.copy(scan.with_suffix(".gold.json"), out)
            shutil.copy(scan.with_suffix(".txt"), out / f"{scan.stem}.restored.txt")


if __name__ == "__main__":
    main()
