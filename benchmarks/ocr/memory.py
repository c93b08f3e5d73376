"""Memory that reading a long scan takes: the pages of the given scans, over and over, as one file.

    python benchmarks/ocr/memory.py SCAN.pdf... [--pages 200] [--jobs 1]

Printed are the size of the file, the peak of `planparse extract` and of the largest process that it starts, and what
planparse held on the way, in MB that are in memory (RSS). No cache is used, and the record goes to a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

import psutil
import pypdfium2

LOOK_SECONDS = 0.1
SAY_SECONDS = 60.0
MEGABYTE = 1024**2


def join(scans: Sequence[Path], pages: int, target: Path) -> None:
    """Write a file of so many pages."""
    joined = pypdfium2.PdfDocument.new()
    for scan in cycle(scans):
        left = pages - len(joined)
        if left <= 0:
            break
        with pypdfium2.PdfDocument(scan) as source:
            joined.import_pages(source, list(range(min(left, len(source)))))
    joined.save(target)


def looks(program: subprocess.Popen[bytes]) -> Iterator[tuple[int, int]]:
    """Bytes of a program and of its largest child, again and again until it ends."""
    process = psutil.Process(program.pid)
    while program.poll() is None:
        try:
            own = process.memory_info().rss
            children = [child.memory_info().rss for child in process.children(recursive=True)]
        except psutil.Error:  # one of them has just ended
            continue
        yield own, max(children, default=0)
        time.sleep(LOOK_SECONDS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scans", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file, record = Path(folder, "long.pdf"), Path(folder, "record.json")
        join(arguments.scans, arguments.pages, file)
        print(f"{arguments.pages} pages, {file.stat().st_size / MEGABYTE:.0f} MB", flush=True)
        command = [sys.executable, "-m", "planparse", "extract", str(file), "-o", str(record)]
        started = said = time.monotonic()
        largest, child = 0, 0
        with subprocess.Popen(
            [*command, "--jobs", str(arguments.jobs)], env={**os.environ, "OMP_THREAD_LIMIT": "1"}
        ) as program:
            for own, other in looks(program):
                largest, child = max(largest, own), max(child, other)
                if time.monotonic() - said >= SAY_SECONDS:
                    said = time.monotonic()
                    print(f"{said - started:5.0f} s {own / MEGABYTE:5.0f} MB", flush=True)
        print(
            f"exit code {program.returncode}; planparse at most {largest / MEGABYTE:.0f} MB, "
            f"the largest process it started {child / MEGABYTE:.0f} MB"
        )


if __name__ == "__main__":
    main()
