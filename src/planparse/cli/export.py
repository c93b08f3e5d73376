"""`planparse export`: records in, tables, a graph or a calendar out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planparse.cli.flags import Quiet, Verbose
from planparse.cli.terminal import Talk, complain, say, talk_level, write_data
from planparse.errors import ExitCode, OutputRefusedError, UsageError
from planparse.export.exporters import EXPORTERS, Exporter, ExportOptions, Totals, exporter_named

if TYPE_CHECKING:
    from planparse.export.columns import Headings, Table

DELIMITERS = {",": ",", ";": ";", "tab": "\t"}
BLOCK = 1 << 20

Records = Annotated[
    list[Path], typer.Argument(metavar="PATH", help="Records: JSON or JSONL files, folders of them; - for stdin.")
]
To = Annotated[str, typer.Option("--to", metavar="|".join(EXPORTERS), help="Format.", rich_help_panel="Output")]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE|DIR",
        help="Where to write: a file for xlsx, sqlite and a single table, else a folder. A single table goes to stdout "
        "if not given.",
        rich_help_panel="Output",
    ),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace outputs that exist.", rich_help_panel="Output")]
TableName = Annotated[
    str | None,
    typer.Option("--table", metavar="NAME", help="Only this table (csv, jsonl, parquet).", rich_help_panel="Output"),
]
HeadingsChoice = Annotated[
    str | None,
    typer.Option(
        "--headers",
        metavar="vi|en|names",
        help="Headings: Vietnamese, English, or names as in a database. [default: vi; names for csv]",
        rich_help_panel="Output",
    ),
]
Delimiter = Annotated[
    str, typer.Option("--delimiter", metavar=",|;|tab", help="Between the cells of csv.", rich_help_panel="Output")
]
MinConfidence = Annotated[
    float,
    typer.Option("--min-confidence", metavar="X", min=0, max=1, help="Leave out what is less sure than X (0 to 1)."),
]
SourceDir = Annotated[
    Path | None,
    typer.Option(
        "--source-dir",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="Folder of the documents; rows of xlsx then link to them.",
    ),
]


def export(
    records: Records,
    *,
    to: To,
    output: Output = None,
    overwrite: Overwrite = False,
    table: TableName = None,
    headers: HeadingsChoice = None,
    delimiter: Delimiter = ",",
    min_confidence: MinConfidence = 0.0,
    source_dir: SourceDir = None,
    verbose: Verbose = 0,
    quiet: Quiet = False,
) -> None:
    """Make tables, a graph or a calendar out of records.

    Tables come as a workbook, CSV, JSON lines, Parquet, a database or a data package.

    Reads what planparse extract and planparse batch have written; the tables are documents, citations,
    short_references, targets, assignments, assignment_units, recipients, tables, table_cells, sections, diagnostics
    and pages. dot draws who cites what, for Graphviz; ics has the deadlines of the assignments, for a calendar program.

    \b
    planparse export records/ --to xlsx -o plans.xlsx --source-dir plans/
    planparse export records/ --to sqlite -o plans.sqlite
    planparse export records/ --to csv --table targets > targets.csv
    planparse export records/ --to ics -o deadlines.ics
    planparse export records/ --to dot | dot -Tsvg > citations.svg

    csv sets an apostrophe before text that a spreadsheet would run as a formula; datapackage does not.

    \b
    Exit codes: 0 all was exported; 2 wrong usage; 3 a Python package is missing;
    4 there is no usable record; 5 some inputs could not be used, the rest is
    exported; 8 output refused; 130 interrupted.
    """
    level = talk_level(verbose, quiet=quiet)
    exporter = exporter_named(to)
    target = None if output in (None, "-") else Path(output or "")
    options = ExportOptions(
        headings=_headings(headers),
        delimiter=_delimiter(delimiter),
        table=_table(table, to, exporter),
        min_confidence=min_confidence,
        source_dir=source_dir,
        output=target,
    )
    if target is None:
        totals = _to_stdout(records, to, exporter, options)
    else:
        totals = _to_place(records, exporter, target, options, overwrite=overwrite)
        if level is not Talk.QUIET:
            _say_result(target, totals)
    raise typer.Exit(ExitCode.PARTIAL if totals.problems else ExitCode.OK)


def _headings(name: str | None) -> Headings | None:
    from planparse.export.columns import Headings

    if name is not None and name not in set(Headings):
        raise UsageError(f"There are no headings {name}.", "Use --headers vi, en or names.")
    return None if name is None else Headings(name)


def _delimiter(name: str) -> str:
    if name not in DELIMITERS:
        raise UsageError(f'The delimiter "{name}" is unknown.', 'Use --delimiter ",", ";" or tab.')
    return DELIMITERS[name]


def _table(name: str | None, to: str, exporter: Exporter) -> Table | None:
    from planparse.export.tables import TABLES

    if name is None:
        return None
    if not exporter.single_tables:
        able = [each for each, its in EXPORTERS.items() if its.single_tables]
        raise UsageError(f"{to} always holds all tables.", f"--table is for {', '.join(able)}.")
    for table in TABLES:
        if table.name == name:
            return table
    raise UsageError(f"There is no table {name}.", f"The tables are {', '.join(table.name for table in TABLES)}.")


def _to_place(
    inputs: list[Path], exporter: Exporter, output: Path, options: ExportOptions, *, overwrite: bool
) -> Totals:
    from planparse.export.exporters import export_records, output_files
    from planparse.export.staging import check_output, staged

    folder = exporter.folder and options.table is None
    files = output_files(exporter, output, options.table)
    _check_apart(inputs, files)
    check_output(output, files, folder=folder, overwrite=overwrite)
    with staged(output, folder=folder) as target:
        return export_records(inputs, exporter, target, options, _complain)


def _to_stdout(inputs: list[Path], to: str, exporter: Exporter, options: ExportOptions) -> Totals:
    from tempfile import TemporaryDirectory

    from planparse.export.exporters import export_records

    if not exporter.text or (exporter.folder and options.table is None):
        alone = ", or --table NAME for one table on stdout" if exporter.text and exporter.single_tables else ""
        raise UsageError(f"{to} does not fit on stdout.", f"Say where to write with -o{alone}.")
    with TemporaryDirectory() as folder:
        target = Path(folder) / "output"
        totals = export_records(inputs, exporter, target, options, _complain)
        with target.open("rb") as file:
            while block := file.read(BLOCK):
                write_data(block)
    return totals


def _check_apart(inputs: list[Path], files: tuple[Path, ...]) -> None:
    """No output may replace an input, or be taken for a record the next time."""
    places = [path.resolve() for path in inputs]
    for file in files:
        for path, place in zip(inputs, places, strict=True):
            within = place.is_dir() and file.suffix in (".json", ".jsonl") and file.resolve().is_relative_to(place)
            if within or file.resolve() == place:
                raise OutputRefusedError(f"{file} lies over or among the records in {path}.", "Choose another output.")


def _complain(place: str, error: Exception) -> None:
    from planparse.errors import PlanparseError

    complain(error if isinstance(error, PlanparseError) else str(error), about=place)


def _say_result(output: Path, totals: Totals) -> None:
    from planparse.export.phrases import counted

    parts = [counted(totals.documents, "document")]
    parts += [counted(number, name.removesuffix("s")) for name, number in totals.found.items()]
    left_out = f"; {counted(totals.problems, 'input')} left out" if totals.problems else ""
    say(f"{output}: {', '.join(parts)}{left_out}.")
