"""`planparse restore`: damaged text in, restored text out, line for line."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planparse.cli.delivery import open_document
from planparse.cli.flags import takes_settings
from planparse.cli.terminal import write_data
from planparse.errors import UsageError
from planparse.options import OcrMode, Options
from planparse.settings import Settings

if TYPE_CHECKING:
    from planparse.ingest.source import Source
    from planparse.restoration.edits import RestoredText

COLUMNS = ("line", "before", "after", "score", "why", "candidates")

TextFile = Annotated[Path, typer.Argument(metavar="FILE|-", help="A text file, or - for stdin.")]
Explain = Annotated[bool, typer.Option("--explain", help="List the edits instead of the text.")]


@dataclass(frozen=True, slots=True)
class ExplainedEdit:
    """One edit as it is shown."""

    line: int
    before: str
    after: str
    score: float
    why: str
    candidates: str


@takes_settings("dictionaries")
def restore(file: TextFile, settings: Settings, explain: Explain = False) -> None:
    """Give damaged Vietnamese text its letters and diacritics back.

    Reads the text dump of an English OCR, a text in a legacy encoding or one without diacritics, and prints it line
    for line. Numbers, dates and document symbols are never changed; a sound text is printed as it is. --explain lists
    the edits: line, before, after, score, why, other candidates; as a table on a terminal, else separated by tabs.

    \b
    planparse restore ke-hoach.txt > restored.txt
    planparse restore ke-hoach.txt --explain > edits.tsv

    \b
    Exit codes: 0 done; 2 wrong usage, or no text file; 4 unreadable;
    8 output refused.
    """
    options = replace(settings.options, ocr=OcrMode.NEVER)
    with open_document(file, options) as source:
        texts = _restored(source, options)
    if not explain:
        write_data("\f".join(text.text for text in texts))
        return
    edits = list(explained(texts))
    if sys.stdout.isatty():
        _show_table(edits)
    else:
        write_data("".join("\t".join(cells) + "\n" for cells in (COLUMNS, *map(_cells, edits))))


def _restored(source: Source, options: Options) -> Sequence[RestoredText]:
    from planparse.ingest.sniff import Kind
    from planparse.knowledge import Dictionaries
    from planparse.reading import read_pages
    from planparse.restoration.model import RestorationModel
    from planparse.restoration.restore import restore_pages

    if source.media_type != Kind.TEXT.value:
        raise UsageError(f"{source.name} is no text file.", "planparse extract reads it.")
    readings = read_pages(source, options)
    model = RestorationModel.load(Dictionaries(options.dictionaries))
    return restore_pages([reading.page for reading in readings], [reading.verdict for reading in readings], model)


def explained(texts: Sequence[RestoredText]) -> Iterator[ExplainedEdit]:
    """The edits of all pages in order, each with its line in the document."""
    for text in texts:
        line, position = text.page.first_line, 0
        for edit in text.edits:
            line += text.page.text.count("\n", position, edit.start)
            position = edit.start
            others = [f"{reading} {probability:.2f}" for reading, probability in edit.candidates]
            yield ExplainedEdit(line, edit.before, edit.after, edit.score, edit.why, ", ".join(others))


def _cells(edit: ExplainedEdit) -> tuple[str, ...]:
    cells = (str(edit.line), edit.before, edit.after, f"{edit.score:.3f}", edit.why, edit.candidates)
    return tuple(" ".join(cell.split()) for cell in cells)


def _show_table(edits: Sequence[ExplainedEdit]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*COLUMNS, box=box.SIMPLE_HEAD)
    for edit in edits:
        table.add_row(*(Text(cell) for cell in _cells(edit)))
    Console().print(table)
