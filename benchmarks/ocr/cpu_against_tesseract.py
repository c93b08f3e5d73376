"""CPU time of reading scans, against the bare `tesseract` program on the same page pictures.

    python benchmarks/ocr/cpu_against_tesseract.py SCAN.pdf... [--repeat 3] [--program]

All sides read every page at the resolution of its scan, page by page in turns, since a shared machine changes its
pace within minutes: the bare program took 7.4 to 11.3 s for the same document on one of them. The time of planparse is
that of this process (taking the picture out of the file, line detection, composition) and of all Tesseract processes
it starts, which are kept from page to page. The bare program is timed twice: started for each page, with a grey PNG as
`pdftoppm` makes them, and kept like those of planparse, with pictures that cost nothing to open. Printed are the sums
over all pages and repeats, and the ratio of planparse to either. planparse reads with tesserocr where that is
installed, unless `--program` is given.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import psutil

from planparse.ingest.opening import open_source
from planparse.ingest.page import Page
from planparse.ingest.source import Source
from planparse.ocr.engine import PAGE_LAYOUT, SWITCH, program
from planparse.ocr.kept_program import KeptProgram, start
from planparse.ocr.picture import Grey
from planparse.ocr.processes import Deadline
from planparse.ocr.read import choose_dpi, read_picture
from planparse.ocr.runs import Runs
from planparse.options import Options

PAGE_SECONDS = 300.0


def write_pgm(grey: Grey, path: Path) -> None:
    rows, columns = grey.shape
    path.write_bytes(b"P5\n%d %d\n255\n" % (columns, rows) + grey.tobytes())


def process_seconds(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:  # it counts among those that have ended
        return 0.0
    return float(times.user + times.system)


def own_seconds(bare: KeptProgram) -> float:
    """CPU seconds of this process and of all that it has started, but for the bare program."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    here = psutil.Process()
    alive = [here, *(child for child in here.children(recursive=True) if child.pid != bare.process.pid)]
    return ended.ru_utime + ended.ru_stime + sum(map(process_seconds, alive))


def taken(clock: Callable[[], float], work: Callable[[], object]) -> float:
    before = clock()
    work()
    return clock() - before


def ours(source: Source, page: Page, options: Options, runs: Runs) -> None:
    read_picture(
        lambda dpi, _colour: source.pixels(page.number, dpi),
        number=page.number,
        width=page.width or 0,
        height=page.height or 0,
        options=options,
        native_dpi=page.evidence.picture_dpi,
        runs=runs,
    )


def ended_seconds() -> float:
    """CPU seconds of the processes that this one has started and that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def start_and_read(picture: Path, dpi: float, lang: str) -> None:
    layout = ("--psm", str(PAGE_LAYOUT), "-l", lang, "--dpi", str(round(dpi)))
    command = [program(), str(picture), str(picture.with_suffix("")), *layout]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"})


def seconds(source: Source, folder: Path, repeat: int, options: Options) -> tuple[float, ...]:
    """Seconds for the pages of a document, so many times: the bare program started for each, kept, and planparse."""
    pages = list(source.pages())
    sums = [0.0, 0.0, 0.0]
    with Runs() as runs:
        for page in pages:
            dpi = choose_dpi(options, page.evidence.picture_dpi)
            drawn = source.render(page.number, dpi).convert("L")
            picture, png = folder / "page.pgm", folder / "page.png"
            drawn.save(png)
            write_pgm(np.asarray(drawn), picture)
            bare = start(program(), ("--psm", str(PAGE_LAYOUT), "-l", options.lang, "--dpi", str(round(dpi))))
            try:
                sides: Sequence[tuple[int, Callable[[], float], Callable[[], object]]] = (
                    (0, ended_seconds, partial(start_and_read, png, dpi, options.lang)),
                    (
                        1,
                        partial(process_seconds, psutil.Process(bare.process.pid)),
                        lambda bare=bare, picture=picture: bare.read([picture], folder, Deadline.after(PAGE_SECONDS)),
                    ),
                    (2, partial(own_seconds, bare), partial(ours, source, page, options, runs)),
                )
                for _, _, work in sides:  # load the models
                    work()
                for turn in range(repeat):
                    for side, clock, work in sides if turn % 2 else reversed(sides):
                        sums[side] += taken(clock, work)
            finally:
                bare.kill()
    return tuple(sums)


def report(name: str, started: float, kept: float, own: float) -> None:
    print(
        f"{name:40s} started {started:6.2f} s  kept {kept:6.2f} s  planparse {own:6.2f} s  "
        f"{own / started:.2f} x  {own / kept:.2f} x",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scans", nargs="+", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--program", action="store_true")
    arguments = parser.parse_args()
    if arguments.program:
        os.environ[SWITCH] = "0"
    options = Options()
    total = [0.0, 0.0, 0.0]
    for path in arguments.scans:
        with open_source(path, options) as source, tempfile.TemporaryDirectory() as scratch:
            taken_here = seconds(source, Path(scratch), arguments.repeat, options)
        total = [before + more for before, more in zip(total, taken_here, strict=True)]
        report(path.name, *taken_here)
    report("total", *total)


if __name__ == "__main__":
    main()
