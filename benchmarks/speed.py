"""How fast planparse is, on documents that you name.

    python benchmarks/speed.py --dump samples/*-dump.txt --digital samples/*-digital.pdf --scan samples/*-scan.pdf

Prints a table: the whole process for `--help` and for each text dump; pages per second of one core for all digital PDFs
together, in one process, less its start-up; the CPU time of each scan against that of bare `tesseract -l vie` on the
same pages at 200 dpi. Figures are medians of several runs (`OMP_THREAD_LIMIT=1`, `--jobs 1`; child processes count).
CPU seconds hardly depend on what else the machine does, seconds do.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

PROGRAM = (sys.executable, "-c", "from planparse.cli import main; main()")
SCAN_DPI = 200
"""What planparse renders pages at unless it finds a reason for more."""


@dataclass(frozen=True)
class Cost:
    """Wall clock and CPU seconds of one process and its children."""

    wall: float
    cpu: float


def cost(command: Sequence[str | Path]) -> Cost:
    """Run a command to its end."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [str(part) for part in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        check=True,
    )
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def median(measure: Callable[[], Cost], runs: int) -> Cost:
    """The median of several runs, for each figure; the first run, which warms the disk cache, does not count."""
    measure()
    costs = [measure() for _ in range(runs)]
    return Cost(statistics.median(c.wall for c in costs), statistics.median(c.cpu for c in costs))


def extract(*paths: Path) -> tuple[str, ...]:
    """The command that reads documents."""
    return (*PROGRAM, "extract", "--quiet", "--jobs", "1", "--format", "jsonl", *map(str, paths))


def page_count(path: Path) -> int:
    """Pages of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def bare_tesseract(path: Path) -> Cost:
    """Tesseract alone on the pages of a PDF, rendered beforehand."""
    import pypdfium2

    total = Cost(0.0, 0.0)
    with tempfile.TemporaryDirectory() as folder:
        document = pypdfium2.PdfDocument(path)
        for number, page in enumerate(document):
            picture = Path(folder) / f"{number}.png"
            page.render(scale=SCAN_DPI / 72, grayscale=True).to_pil().save(picture, dpi=(SCAN_DPI, SCAN_DPI))
        document.close()
        for picture in sorted(Path(folder).iterdir()):
            one = cost(("tesseract", picture, "stdout", "-l", "vie", "--oem", "1", "--psm", "3", "tsv"))
            total = Cost(total.wall + one.wall, total.cpu + one.cpu)
    return total


def rows(choice: argparse.Namespace, startup: float) -> list[tuple[str, str, str]]:
    """Name, figure and what the figure is made of, for each thing that was asked for."""
    found = []
    for path in choice.dump:
        whole = median(lambda path=path: cost(extract(path)), choice.runs)
        found.append((f"text, whole process: {path.name}", f"{whole.wall:.2f} s", f"{whole.cpu:.2f} s CPU"))
    if choice.digital:
        whole = median(lambda: cost(extract(*choice.digital)), choice.runs).cpu
        pages = sum(map(page_count, choice.digital))
        rate = f"{pages / max(1e-3, whole - startup):.1f} pages/s"
        name = f"digital PDF: {len(choice.digital)} files"
        found.append((name, rate, f"{pages} pages in {whole:.2f} s CPU, {startup:.2f} s of it start-up"))
    for path in choice.scan:
        ours = median(lambda path=path: cost(extract(path)), choice.runs).cpu
        bare = median(lambda path=path: bare_tesseract(path), choice.runs).cpu
        found.append((f"scan: {path.name}", f"{ours / bare:.2f} x bare", f"{ours:.1f} s against {bare:.1f} s CPU"))
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for kind, default in (("dump", ["health-dump.txt"]), ("digital", ["health-digital.pdf"]), ("scan", [])):
        samples = [Path(__file__).parent.parent / "samples" / name for name in default]
        parser.add_argument(f"--{kind}", nargs="*", type=Path, default=samples)
    parser.add_argument("--runs", type=int, default=5)
    choice = parser.parse_args()
    helped = median(lambda: cost((*PROGRAM, "--help")), choice.runs)
    one_line = Path(tempfile.mkdtemp()) / "line.txt"
    one_line.write_text("KẾ HOẠCH\n", encoding="utf-8")
    startup = median(lambda: cost(extract(one_line)), choice.runs).cpu
    table = [("planparse --help", f"{helped.wall:.2f} s", f"{helped.cpu:.2f} s CPU"), *rows(choice, startup)]
    width = max(len(name) for name, _, _ in table)
    for name, figure, detail in table:
        print(f"{name:<{width}}  {figure:>14}  {detail}")


if __name__ == "__main__":
    main()
