"""A progress bar on stderr, only where a person is watching."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from planparse.cli.terminal import Talk, printable

PageCallback = Callable[[int, int], None]
DocumentCallback = Callable[[str], PageCallback | None]
"""Called with the name of each document as it is begun; gives the callback for its pages."""


@contextmanager
def page_progress(level: Talk) -> Iterator[DocumentCallback]:
    """A bar that counts the pages of one document after the other, or nothing where stderr is no terminal."""
    if level is not Talk.NORMAL or not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TextColumn("pages"))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def begin(name: str) -> PageCallback:
            bar.reset(task, description=printable(name), total=None)
            return lambda done, total: bar.update(task, completed=done, total=total)

        yield begin
