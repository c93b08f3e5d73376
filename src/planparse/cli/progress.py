"""A progress bar on stderr, only where a person is watching."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from planparse.cli.terminal import Talk, printable, talks_json

PageCallback = Callable[[int, int], None]
"""Called with the pages read so far and the pages to read."""


@contextmanager
def page_progress(name: str, level: Talk, what: str = "pages") -> Iterator[PageCallback | None]:
    """A bar that counts the pages of one document and is gone afterwards; nothing where stderr is no terminal.

    Args:
        what: what is counted, where it is something else.
    """
    if level is not Talk.NORMAL or talks_json() or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TextColumn(what))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(printable(name), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
