"""What a batch shows: a bar where a person is watching, a line now and then elsewhere; its status, and its troubles."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from planparse.cli.terminal import Talk, printable, say, write_data

if TYPE_CHECKING:
    from planparse.batches.coordinator import OnProgress, Progress
    from planparse.batches.state import Entry, Totals

PIPED_WIDTH = 160
"""Columns of a table where it is not shown on a terminal."""

LINE_SECONDS = 30.0
LINE_DOCUMENTS = 1000
"""A line is said after so much time or so many documents, whichever comes first."""


def counted(number: int, noun: str) -> str:
    """A number of things; `export.phrases` has the same and loads the models of the records."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@contextmanager
def batch_progress(level: Talk) -> Iterator[OnProgress | None]:
    """What to call with the progress of a batch."""
    if level is Talk.QUIET:
        yield None
    elif level is Talk.NORMAL and sys.stderr.isatty():
        with _bar() as callback:
            yield callback
    else:
        yield _Lines().show


def in_words(progress: Progress) -> str:
    """The progress as one line: `120 of 3400 documents, 812 pages, 2 failed`."""
    parts = [f"{progress.finished} of {progress.documents} documents", f"{progress.pages} pages read"]
    if progress.partial:
        parts.append(f"{progress.partial} in part")
    if progress.failed:
        parts.append(f"{progress.failed} failed")
    return ", ".join(parts)


@contextmanager
def _bar() -> Iterator[OnProgress]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), TextColumn("{task.description}", markup=False), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True, refresh_per_second=4) as bar:
        task = bar.add_task("", total=None)

        def show(progress: Progress) -> None:
            # Documents of earlier runs take no time, and would make the rest look near.
            bar.update(
                task,
                description=in_words(progress),
                completed=progress.finished - progress.unchanged,
                total=progress.documents - progress.unchanged,
            )

        yield show


class _Lines:
    def __init__(self) -> None:
        self._time = time.monotonic()
        self._finished = 0

    def show(self, progress: Progress) -> None:
        now = time.monotonic()
        new = progress.finished - progress.unchanged - self._finished
        if now - self._time >= LINE_SECONDS or new >= LINE_DOCUMENTS:
            self._time, self._finished = now, progress.finished - progress.unchanged
            say(f"{in_words(progress)}.")


def show_status(totals: Totals) -> None:
    """Print a batch in numbers."""
    rows = [("documents", totals.documents), ("done", totals.done), ("partial", totals.partial)]
    rows += [(f"failed: {reason}", count) for reason, count in totals.failed] or [("failed", 0)]
    rows += [("not yet read", totals.unread), ("pages", totals.pages)]
    width = max(len(name) for name, _ in rows)
    text = "".join(f"{name:{width}}  {count:>7,}\n" for name, count in rows)
    if totals.gone:
        text += f"{counted(totals.gone, 'document')} of earlier runs are no inputs any more; their records were left.\n"
    write_data(text)


def show_troubles(entries: Iterable[Entry]) -> None:
    """Print the documents that failed or were read in part, each with the reason."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else PIPED_WIDTH)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("document", overflow="fold")
    table.add_column("reason", no_wrap=True)
    table.add_column("what happened", overflow="fold")
    for entry in entries:
        result = entry.result
        if result is not None and entry.present and result.outcome != "done":
            reason = result.reason or "partial"
            table.add_row(Text(printable(entry.key)), str(reason), Text(printable(result.message)))
    if table.row_count:
        console.print(table)
    else:
        console.print("Nothing went wrong.")
