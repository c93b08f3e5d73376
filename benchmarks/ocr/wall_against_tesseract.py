"""Wall time of planparse for a folder of scans on two cores, against two `tesseract` programs on the same pages.

    python benchmarks/ocr/wall_against_tesseract.py SCAN.pdf... [--repeat 3] [--program]

The bare program is started for each page, two at a time, with a grey PNG at the resolution of the scan that was made
before. planparse is timed whole, from its start to the last record: `batch` with two workers, and `extract` with two
threads, which reads document after document. It reads with tesserocr (`pip install planparse[fast]`), unless
`--program` is given. The three take turns, since a shared machine changes its pace; printed are all times and the ratio
of the medians, above 1 where planparse is faster.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from planparse.ingest.opening import open_source
from planparse.ocr.engine import PAGE_LAYOUT, SWITCH, program
from planparse.ocr.read import choose_dpi
from planparse.options import Options

AT_ONCE = 2
ENVIRONMENT = {**os.environ, "OMP_THREAD_LIMIT": "1"}


def draw_pages(scans: Sequence[Path], folder: Path) -> list[tuple[Path, int]]:
    """A picture of each page, and its resolution."""
    options = Options()
    pictures = []
    for scan in scans:
        with open_source(scan, options) as source:
            for page in source.pages():
                dpi = choose_dpi(options, page.evidence.picture_dpi)
                path = folder / f"{scan.stem}-{page.number}.png"
                source.render(page.number, dpi).convert("L").save(path)
                pictures.append((path, round(dpi)))
    return pictures


def ask(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, env=ENVIRONMENT)


def read_barely(pictures: Sequence[tuple[Path, int]]) -> None:
    commands = [
        [program(), str(path), str(path.with_suffix("")), "-l", "vie", "--psm", str(PAGE_LAYOUT), "--dpi", str(dpi)]
        for path, dpi in pictures
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(ask, commands))


def batch(folder: Path) -> None:
    output = folder.parent / "records"
    ask([sys.executable, "-m", "planparse", "batch", str(folder), "-o", str(output), "--workers", str(AT_ONCE)])
    shutil.rmtree(output)


def extract(scans: Sequence[Path]) -> None:
    ask([sys.executable, "-m", "planparse", "extract", *map(str, scans), "--jobs", str(AT_ONCE), "--format", "jsonl"])


def wall(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scans", nargs="+", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--program", action="store_true")
    arguments = parser.parse_args()
    if arguments.program:
        ENVIRONMENT[SWITCH] = "0"
    elif find_spec("tesserocr") is None:
        parser.error("tesserocr is not installed: pip install planparse[fast], or give --program")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "scans")
        folder.mkdir()
        scans = [Path(shutil.copy(scan, folder)) for scan in arguments.scans]
        pictures = draw_pages(scans, Path(scratch))
        sides = {
            "two programs": partial(read_barely, pictures),
            "batch": partial(batch, folder),
            "extract": partial(extract, scans),
        }
        times: dict[str, list[float]] = {name: [] for name in sides}
        for _ in range(arguments.repeat):
            for name, work in sides.items():
                times[name].append(wall(work))
    bare = median(times["two programs"])
    for name, taken in times.items():
        listed = " ".join(f"{seconds:6.1f}" for seconds in taken)
        print(f"{len(pictures)} pages  {name:12s} {listed} s  {bare / median(taken):.2f} x")


if __name__ == "__main__":
    main()
