"""`planparse validate`: do records keep what the output contract promises."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planparse.cli.flags import Quiet, takes_settings
from planparse.cli.terminal import printable, say, write_data
from planparse.errors import ExitCode
from planparse.settings import Settings
from planparse.validation.formats import ReportFormat

if TYPE_CHECKING:
    from rich.console import Console

    from planparse.validation.finding import Checked, Totals

SHOWN_FINDINGS = 20
"""Findings of one record that are shown on a terminal; piped, and in the other formats, there are all."""

Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH", help="Records: JSON, JSON Lines, folders of them, the folder of a batch; - for stdin."
    ),
]
Format = Annotated[
    ReportFormat,
    typer.Option("--format", metavar="table|json|junit|sarif", help="How to report.", rich_help_panel="Output"),
]


@takes_settings("dictionaries")
def validate(
    paths: Paths,
    settings: Settings,
    output_format: Format = ReportFormat.TABLE,
    quiet: Quiet = False,
) -> None:
    """Check that records keep the output contract.

    Ids, places, dates, tables, evidence and diagnostics have to fit together, and what a record says has to stand where
    it was read; docs/validation.md lists every rule. In the folder of a batch the manifest is compared with the files.
    Records are read one by one, so that there may be any number of them.

    \b
    planparse validate records/
    planparse extract plans/*.pdf --format jsonl | planparse validate -
    planparse validate records/ --format junit > report.xml

    \b
    Exit codes: 0 all is sound; 2 wrong usage; 4 nothing to read;
    7 something is wrong.
    """
    from planparse.knowledge import Dictionaries
    from planparse.validation.finding import Totals
    from planparse.validation.reports import report
    from planparse.validation.run import validate as check

    totals = Totals()
    results = check(paths, Dictionaries(settings.options.dictionaries))
    if output_format is ReportFormat.TABLE and sys.stdout.isatty():
        _show(results, totals)
    else:
        for part in report(results, output_format, totals):
            write_data(part)
        if output_format is not ReportFormat.TABLE and not quiet:
            say(totals.in_words())
    if totals.findings:
        raise typer.Exit(ExitCode.INVALID)


def _show(results: Iterable[Checked], totals: Totals) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for checked in totals.watch(results):
        if checked.findings:
            _show_one(checked, console)
    console.print(Text(totals.in_words(), style="bold red" if totals.findings else "green"))


def _show_one(checked: Checked, console: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    console.print(Text(printable(checked.name), style="bold"))
    table = Table(box=None, show_header=False, pad_edge=True, padding=(0, 1))
    table.add_column(overflow="fold", max_width=36)
    table.add_column(no_wrap=True, style="red")
    table.add_column(overflow="fold")
    for finding in checked.findings[:SHOWN_FINDINGS]:
        table.add_row(*(Text(printable(cell)) for cell in (finding.path, finding.code, finding.message)))
    console.print(table)
    rest = len(checked.findings) - SHOWN_FINDINGS
    if rest > 0:
        console.print(f" ... and {rest} more; --format json lists all.", style="dim")
    console.print()
