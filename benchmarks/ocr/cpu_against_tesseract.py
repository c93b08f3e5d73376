"""CPU time of reading scans, against the bare `tesseract` program on the same page pictures.

    python benchmarks/ocr/cpu_against_tesseract.py SCAN.pdf... [--repeat 3] [--program]

Both sides read every page at the resolution of its scan. The time of planparse is that of this process (rendering, line
detection, composition) and of all Tesseract processes it starts; the bare program gets ready-made pictures and is
started once for each document. Printed are the medians of the repeats and their ratio. planparse reads with tesserocr
where that is installed, unless `--program` is given.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from planparse.ingest.opening import open_source
from planparse.ingest.source import Source
from planparse.ocr import kept_engine
from planparse.ocr.engine import SWITCH, program
from planparse.ocr.picture import write_pgm
from planparse.ocr.read import choose_dpi, read_picture
from planparse.options import Options


def cpu_seconds() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def taken(work: Callable[[], object]) -> float:
    before = cpu_seconds()
    work()
    return cpu_seconds() - before


def bare(listing: Path, folder: Path) -> None:
    command = [program(), str(listing), str(folder / "out"), "-l", "vie"]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"})


def ours(source: Source, options: Options) -> None:
    for page in source.pages():
        read_picture(
            lambda dpi, colour, number=page.number: source.render(number, dpi, colour=colour),
            number=page.number,
            width=page.width or 0,
            height=page.height or 0,
            options=options,
            native_dpi=page.evidence.picture_dpi,
        )
    kept_engine.POOL.close()  # the time of a child process counts when it has ended


def report(name: str, theirs: float, own: float) -> None:
    print(f"{name:40s} bare {theirs:6.2f} s  planparse {own:6.2f} s  {own / theirs:.2f} x")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scans", nargs="+", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--program", action="store_true")
    arguments = parser.parse_args()
    if arguments.program:
        os.environ[SWITCH] = "0"
    options = Options()
    total = [0.0, 0.0]
    for path in arguments.scans:
        with open_source(path, options) as source, tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            pictures = []
            for page in source.pages():
                picture = source.render(page.number, choose_dpi(options, page.evidence.picture_dpi))
                pictures.append(folder / f"{page.number}.pgm")
                write_pgm(np.asarray(picture), pictures[-1])
            listing = folder / "pictures.txt"
            listing.write_text("".join(f"{picture}\n" for picture in pictures), encoding="utf-8")
            runs = [
                (taken(partial(bare, listing, folder)), taken(partial(ours, source, options)))
                for _ in range(arguments.repeat)
            ]
        theirs, own = (statistics.median(values) for values in zip(*runs, strict=True))
        total = [total[0] + theirs, total[1] + own]
        report(path.name, theirs, own)
    report("total", *total)


if __name__ == "__main__":
    main()
