"""`planparse inspect`: what kind of pages a file has and what reading them will cost; nothing is extracted."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planparse.cli.delivery import open_document
from planparse.cli.flags import takes_settings
from planparse.cli.terminal import write_data
from planparse.settings import Settings

if TYPE_CHECKING:
    from planparse.inspection import Inspection


PIPED_WIDTH = 120
"""Columns of the table where it is not shown on a terminal."""


class InspectFormat(StrEnum):
    """How the findings are shown."""

    TABLE = "table"
    JSON = "json"


InputFile = Annotated[Path, typer.Argument(metavar="FILE", help="A document; - for stdin.")]
Format = Annotated[
    InspectFormat, typer.Option("--format", metavar="table|json", help="How to show it.", rich_help_panel="Output")
]


@takes_settings("ocr", "pages", "lang", "dpi", "password", "max_pages", "max_pixels", "max_expanded_bytes")
def inspect(file: InputFile, settings: Settings, output_format: Format = InspectFormat.TABLE) -> None:
    """Show what kind of pages a file has and what reading costs.

    For each page: what its text layer is worth and why, and whether extract would use it or read the page by OCR.
    Nothing is extracted.

    \b
    planparse inspect ke-hoach.pdf
    planparse inspect ke-hoach.pdf --format json
    """
    from planparse.inspection import inspect_source

    with open_document(file, settings.options) as source:
        found = inspect_source(source, settings.options)
        if output_format is InspectFormat.JSON:
            from planparse.export.json import to_json

            write_data(to_json(found))
        else:
            _show(found)


def _show(found: Inspection) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else PIPED_WIDTH)
    console.print(f"{found.name}: {found.media_type}, {found.page_count} pages")
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in ("page", "characters"):
        table.add_column(name, justify="right", no_wrap=True)
    for name in ("text layer", "read from", "why"):
        table.add_column(name, overflow="fold")
    for page in found.pages:
        kind = " ".join(filter(None, (page.verdict.kind.value, page.verdict.encoding)))
        why = page.problem or " ".join(page.verdict.reasons)
        table.add_row(str(page.number), str(page.characters), kind, page.way.replace("_", " "), Text(why))
    console.print(table)
    verdicts = ", ".join(f"{count} {kind.value}" for kind, count in found.verdicts.most_common())
    console.print(f"Text layers: {verdicts}. Pages for OCR: {found.ocr_pages}. Time: about {found.seconds:g} s.")
