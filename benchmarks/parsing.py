"""How fast planparse parses: CPU time per 1,000 words from restored text to the validated record, stage by stage.

    python benchmarks/parsing.py samples/*-dump.txt
    python benchmarks/parsing.py corpus.jsonl.xz --every 4
    python benchmarks/parsing.py --growth

A corpus is text files or JSON Lines (packed or not) with a field `text` or `md` per document. Markdown as sites give it
becomes a text dump: marks go, cells that stand alone between bars become rows of tabs, lines are wrapped. Reading and
restoring happen first and are not counted. `--growth` parses texts that are one thing only, ten times longer each time.
"""

from __future__ import annotations

import argparse
import gc
import json
import lzma
import multiprocessing
import re
import statistics
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from planparse import pipeline
from planparse.diagnostics.catalogue import catalogue
from planparse.emission import source_record
from planparse.export.json import to_json
from planparse.ingest.opening import open_source
from planparse.knowledge import Dictionaries
from planparse.memory import collect_seldom
from planparse.options import Options
from planparse.pagetext import Origin, PageReading
from planparse.reading import read_pages
from planparse.records import SourceRecord
from planparse.restoration.edits import RestoredText
from planparse.restoration.model import RestorationModel
from planparse.restoration.restore import restore_pages
from planparse.tables.text_grids import find_text_grids
from planparse.validation.run import validate_record

CELL_LINES = 8
"""Lines of a cell in markdown; more lines between two bars are the text between two tables."""
WIDTH = 90
WARM_UP = 8
"""Documents that are parsed before the clock starts: the first one may have no table, or no deadline."""
BAR = "|"
STAGES = {
    "tables": ("stitch", "table_record"),
    "outline": ("build_outline", "section_tree"),
    "header": ("find_header", "closing_columns", "find_recipients", "find_signatory"),
    "citations": ("read_citations", "find_short_references"),
    "targets": ("find_targets",),
    "assignments": ("find_assignments",),
    "diagnostics": ("cross_check",),
}
"""The functions of the pipeline that are timed; what remains is the making of the record."""


def documents(path: Path) -> Iterator[str]:
    """The texts of a file."""
    data = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    if ".jsonl" not in path.name:
        yield data.decode("utf-8")
        return
    for line in data.splitlines():
        document = json.loads(line)
        yield document["text"] if "text" in document else as_dump(document["md"])


def as_dump(markdown: str) -> str:
    """Markdown as the text dump that a plan would be: no marks, rows of cells between tabs, wrapped lines."""
    plain = re.sub(r"\*+|^#+ *", "", markdown, flags=re.MULTILINE)
    lines: list[str] = []
    for row in rows(plain.split("\n")):
        lines += ["\t".join(row)] if len(row) > 1 else textwrap.wrap(row[0], WIDTH) or [""]
    return "\n".join(lines)


def rows(lines: Sequence[str]) -> Iterator[list[str]]:
    """Rows of cells, and every other line as a row of one; a bar after a bar begins the next row."""
    row: list[str] = []
    at = 0
    while at < len(lines):
        if lines[at].strip() != BAR:
            yield [lines[at]]
            at += 1
            continue
        end = next((i for i in range(at + 1, min(at + CELL_LINES + 2, len(lines))) if lines[i].strip() == BAR), None)
        if end is not None and end > at + 1:
            row.append(" ".join(" ".join(lines[at + 1 : end]).split()))
            at = end
            continue
        if row:
            yield row
        row = []
        at += 1


@dataclass(frozen=True)
class Prepared:
    """A document that was read and restored."""

    words: int
    record: SourceRecord
    readings: Sequence[PageReading]
    restored: Sequence[RestoredText]


def prepared(text: str) -> Prepared:
    """Read and restore a text as `planparse extract` would."""
    dictionaries, options = Dictionaries(), Options()
    with open_source(None, options, data=text.encode(), name="text.txt") as source:
        readings = read_pages(source, options)
        restored = restore_pages(
            [reading.page for reading in readings],
            [reading.verdict for reading in readings],
            RestorationModel.load(dictionaries),
        )
        return Prepared(len(text.split()), source_record(source), readings, restored)


class Clock:
    """CPU seconds of each stage. Functions of the pipeline are wrapped where the pipeline looks them up."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        for stage, names in STAGES.items():
            for name in names:
                setattr(pipeline, name, self._timed(stage, getattr(pipeline, name)))
        self.parse = self._timed("record", pipeline.parse)
        self.find_grids = self._timed("tables", find_text_grids)
        self.validate = self._timed("validation", validate_record)
        self._inside = 0.0

    def _timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: object) -> object:
            outer, self._inside = self._inside, 0.0
            started = time.process_time()
            try:
                result = function(*arguments)
                return tuple(result) if isinstance(result, Iterator) else result
            finally:
                spent = time.process_time() - started
                self.seconds[stage] += spent - self._inside
                self._inside = outer + spent

        return timed

    def run(self, document: Prepared) -> None:
        """Parse and validate one document."""
        dictionaries = Dictionaries()
        for reading in document.readings:
            if reading.page.origin is Origin.TEXT:
                self.find_grids(replace(reading.page, grids=()))
        record = self.parse(document.record, document.readings, document.restored, dictionaries)
        self.validate(to_json(record), frozenset(catalogue(dictionaries)))


def measured(corpus: Sequence[Prepared]) -> dict[str, float]:
    """CPU seconds of each stage for all documents."""
    clock = Clock()
    for document in corpus[:WARM_UP]:
        clock.run(document)  # compiles patterns and reads dictionaries
    clock.seconds.clear()
    collect_seldom()
    gc.collect()
    gc.freeze()  # the corpus, which a program that reads one document does not hold
    for document in corpus:
        clock.run(document)
    return dict(clock.seconds)


def in_child(corpus: Sequence[Prepared]) -> dict[str, float]:
    """What `measured` gives, in a process of its own, which remembers no text of an earlier run."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=lambda: sender.send(measured(corpus)))
    child.start()
    sender.close()
    seconds: dict[str, float] = receiver.recv()
    child.join()
    return seconds


def speed(corpus: Sequence[Prepared], runs: int) -> None:
    """Print milliseconds per 1,000 words: each stage, parsing without validation, and all; medians of several runs."""
    words = sum(document.words for document in corpus)
    costs = [in_child(corpus) for _ in range(runs)]
    print(f"{len(corpus)} documents, {words} words; ms CPU per 1,000 words, median of {runs} runs")
    for stage in costs[0]:
        print(f"{stage:12} {statistics.median(c[stage] for c in costs) / words * 1e6:6.2f}")
    for name, left_out in (("parsing", "validation"), ("all", "")):
        totals = sorted((sum(c.values()) - c.get(left_out, 0.0)) / words * 1e6 for c in costs)
        print(f"{name:12} {statistics.median(totals):6.2f}  ({totals[0]:.2f} to {totals[-1]:.2f})")


GROWING = {
    "one line": "chỉ tiêu đạt 95% vào năm 2030, giao Sở Y tế chủ trì theo Kế hoạch số 12/KH-UBND ngày 01/02/2026, ",
    "lines of one word": "Quyết\n",
    "bullets": "- Sở Y tế chủ trì.\n",
    "symbols": "Nghị định số 63/2010/NĐ-CP; ",
    "numbers": "12,5% ",
    "headings": "1. Mục tiêu\n",
    "rows": "1\tSở Y tế\tQuý II/2026\t95%\n",
    "capitals": "ỦY BAN NHÂN DÂN\n",
    "bars": "12/34-56/",
    "targets": "phấn đấu đạt 90% số hộ dân, ",
    "sentences": "Đến năm 2030 đạt 95% số xã (theo biểu). ",
    "short forms": "theo Quyết định số 12/QĐ-UBND và Quyết định này, ",
    "subjects": "Quyết định số 12/QĐ-UBND về việc giao chỉ tiêu (Kế hoạch số 12/KH-UBND) ",
    "laws": "Luật Đấu thầu năm 2023, ",
    "units": "giao Sở Y tế phối hợp với Sở Nội vụ, ",
    "labels": "Đơn vị chủ trì: Sở Y tế; ",
    "brackets": "(",
    "columns": "Sở Y tế\tTrang\n\n",
    "pages": "Kế hoạch\fSở Y tế\f",
    "recipients": "Nơi nhận:\n- Sở Y tế;\n- Lưu: VT.\n",
}
"""Texts that are one thing only; what takes a parser quadratic time shows in one of them."""
SMALLEST, LARGEST = 20_000, 2_000_000


def growth(limit: int) -> None:
    """Print how many times longer a text of ten times the size takes: about 10 where the time grows linearly."""
    short = prepared("KẾ HOẠCH\n")  # compiles patterns and reads dictionaries
    pipeline.parse(short.record, short.readings, short.restored, Dictionaries())
    for name, unit in GROWING.items():
        spent: list[float] = []
        size = SMALLEST
        while size <= limit:
            document = prepared("KẾ HOẠCH\nThực hiện công tác y tế\n" + unit * (size // len(unit)))
            started = time.process_time()
            pipeline.parse(document.record, document.readings, document.restored, Dictionaries())
            spent.append(time.process_time() - started)
            size *= 10
        ratios = "  ".join(f"{after / before:5.1f}" for before, after in pairwise(spent))
        print(f"{name:18} " + " ".join(f"{s:8.2f} s" for s in spent) + f"   x {ratios}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="*", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take every n-th document only")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--largest", type=int, default=LARGEST, help="characters of the longest text of --growth")
    choice = parser.parse_args()
    if choice.growth:
        growth(choice.largest)
    if choice.corpus:
        texts = [text for path in choice.corpus for text in documents(path)]
        speed([prepared(text) for text in texts[:: choice.every]], choice.runs)


if __name__ == "__main__":
    main()
