"""`planparse inspect`: what kind of pages a file has and what reading them will cost; nothing is extracted."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planparse.cli.delivery import open_document
from planparse.cli.flags import Quiet, takes_settings
from planparse.cli.terminal import say, write_data
from planparse.errors import OutputRefusedError
from planparse.options import Options
from planparse.settings import Settings

if TYPE_CHECKING:
    from planparse.ingest.source import Source
    from planparse.inspection import Inspection


PIPED_WIDTH = 120
"""Columns of the table where it is not shown on a terminal."""


DRAWN_DPI = 110
"""Resolution of the pictures of --draw: a page fills a screen, and its words can be read."""


class InspectFormat(StrEnum):
    """How the findings are shown."""

    TABLE = "table"
    JSON = "json"


InputFile = Annotated[Path, typer.Argument(metavar="FILE", help="A document; - for stdin.")]
Format = Annotated[
    InspectFormat, typer.Option("--format", metavar="table|json", help="How to show it.", rich_help_panel="Output")
]

Draw = Annotated[
    Path | None,
    typer.Option(
        "--draw",
        metavar="DIR",
        file_okay=False,
        help="Also read the pages, and draw the words and cells that were found into pictures in this folder.",
        rich_help_panel="Output",
    ),
]


@takes_settings(
    "ocr",
    "pages",
    "lang",
    "dpi",
    "password",
    "max_pages",
    "max_pixels",
    "max_expanded_bytes",
    "page_timeout",
    "jobs",
    "cache",
)
def inspect(
    file: InputFile,
    settings: Settings,
    output_format: Format = InspectFormat.TABLE,
    draw: Draw = None,
    quiet: Quiet = False,
) -> None:
    """Show what kind of pages a file has and what reading costs.

    For each page: what its text layer is worth and why, and whether extract would use it or read the page by OCR.
    Nothing is extracted. In the pictures of --draw words are green, orange or red by their confidence.

    \b
    planparse inspect ke-hoach.pdf
    planparse inspect ke-hoach.pdf --draw pages/

    \b
    Exit codes: 0 done; 2 wrong usage; 3 a program or language data is missing;
    4 unreadable; 8 output refused.
    """
    from planparse.inspection import inspect_source

    with open_document(file, settings.options) as source:
        found = inspect_source(source, settings.options)
        if output_format is InspectFormat.JSON:
            from planparse.export.json import to_json

            write_data(to_json(found))
        else:
            _show(found)
        if draw is not None:
            drawn = _draw(source, settings.options, draw)
            if not quiet:
                say(f"Drew {drawn} pages into {draw}.")


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
    by = f", by {found.engine}" if found.engine else ""
    console.print(f"Text layers: {verdicts}. Pages for OCR: {found.ocr_pages}{by}. Time: about {found.seconds:g} s.")


def _draw(source: Source, options: Options, folder: Path) -> int:
    from planparse.drawing import draw_page
    from planparse.pagetext import PageStatus
    from planparse.reading import read_pages

    drawable = {page.number for page in source.pages() if page.has_picture}
    files = {number: folder / f"page-{number:04}.png" for number in sorted(drawable)}
    for file in files.values():
        if file.exists():
            raise OutputRefusedError(f"{file} exists.", "Name a new folder with --draw.")
    folder.mkdir(parents=True, exist_ok=True)
    for reading in read_pages(source, options):
        number = reading.page.number
        if number in files and reading.status is not PageStatus.SKIPPED:
            draw_page(source.render(number, DRAWN_DPI, colour=True), reading.page, DRAWN_DPI).save(files[number])
    return len(files)
