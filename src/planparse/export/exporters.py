"""The formats that records are exported to, and the way from stored records to a finished output.

A format is a line in `EXPORTERS` and a module with a function `export(records, target, options)`:

    records   the stored records, one at a time; to be read once
    target    a file to create, or an empty folder to fill; it becomes the output when the function returns
    options   what the user chose
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from planparse.errors import MissingDependencyError, UnreadableInputError, UsageError

if TYPE_CHECKING:
    from planparse.errors import PlanparseError
    from planparse.export.columns import Headings, Table
    from planparse.export.stored import StoredRecord

    Problem = Callable[[str, PlanparseError], None]


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: what its output is called and which module writes it."""

    module: str
    suffix: str
    about: str
    folder: bool = False
    """Whether the output is a folder with a file per table; a single table is then a file."""
    also: tuple[str, ...] = ()
    """Files in the folder beside those of the tables."""
    single_tables: bool = False
    """Whether one table can be asked for."""
    text: bool = True
    """Whether the output can be printed on stdout."""
    package: str = ""
    """Python package that it needs beyond those of planparse."""
    extra: str = ""
    """Extra of planparse that installs it."""


EXPORTERS: dict[str, Exporter] = {
    "xlsx": Exporter("planparse.export.xlsx", ".xlsx", "a workbook for Excel", text=False),
    "csv": Exporter("planparse.export.csv", ".csv", "a file per table for spreadsheets", True, single_tables=True),
    "jsonl": Exporter("planparse.export.jsonl", ".jsonl", "flat rows as JSON lines", True, single_tables=True),
    "parquet": Exporter(
        "planparse.export.parquet",
        ".parquet",
        "typed columns for analysis",
        True,
        single_tables=True,
        text=False,
        package="pyarrow",
        extra="parquet",
    ),
    "sqlite": Exporter("planparse.export.sqlite", ".sqlite", "a database file", text=False),
    "datapackage": Exporter(
        "planparse.export.datapackage", ".csv", "CSV with a schema (Frictionless)", True, ("datapackage.json",)
    ),
    "dot": Exporter("planparse.export.graph", ".dot", "who cites what, as a graph for Graphviz"),
    "ics": Exporter("planparse.export.calendar", ".ics", "deadlines as a calendar"),
}


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What a user can choose about an export."""

    headings: Headings | None = None
    """Language of the headings; None for what is usual in the format."""
    delimiter: str = ","
    """Between the cells of a CSV file."""
    table: Table | None = None
    """The only table to write; None for all."""
    min_confidence: float = 0.0
    """Records below are left out."""
    source_dir: Path | None = None
    """Folder of the documents, for links to them."""
    output: Path | None = None
    """Where the output will lie, for relative links."""


@dataclass(slots=True)
class Totals:
    """What became of the inputs."""

    documents: int = 0
    problems: int = 0
    found: dict[str, int] = field(default_factory=dict)
    """Citations, targets, assignments and diagnostics that were written."""


def exporter_named(name: str) -> Exporter:
    """The format of a name, ready to be used.

    Raises:
        UsageError: there is no such format.
        MissingDependencyError: its Python package is not installed.
    """
    if name not in EXPORTERS:
        raise UsageError(f"There is no format {name}.", f"The formats are {', '.join(EXPORTERS)}.")
    exporter = EXPORTERS[name]
    if exporter.package:
        try:
            import_module(exporter.package)
        except ImportError as error:
            raise MissingDependencyError(
                f"The Python package {exporter.package} is not installed.",
                f"Install it with: pip install 'planparse[{exporter.extra}]'",
            ) from error
    return exporter


def output_files(exporter: Exporter, output: Path, table: Table | None) -> tuple[Path, ...]:
    """The files that an export will write."""
    if table is not None or not exporter.folder:
        return (output,)
    from planparse.export.tables import TABLES

    names = (*exporter.also, *(f"{each.name}{exporter.suffix}" for each in TABLES))
    return tuple(output / name for name in names)


def export_records(
    inputs: Sequence[Path], exporter: Exporter, target: Path, options: ExportOptions, on_problem: Problem
) -> Totals:
    """Read the records of all inputs and write them to a target; see the top of this module.

    Raises:
        UnreadableInputError: there is no usable record in the inputs.
        OSError: the target cannot be written.
    """
    from planparse.export.stored import find_record_files, read_records

    totals = Totals()

    def count_problem(place: str, error: PlanparseError) -> None:
        totals.problems += 1
        on_problem(place, error)

    files = find_record_files(inputs, count_problem)
    records = _counted(read_records(files, count_problem), options.min_confidence, totals)
    import_module(exporter.module).export(records, target, options)
    if not totals.documents:
        raise UnreadableInputError("No usable record was found.", "Records are what planparse extract -o DIR writes.")
    return totals


def _counted(records: Iterable[StoredRecord], minimum: float, totals: Totals) -> Iterator[StoredRecord]:
    for stored in records:
        kept = stored.at_least(minimum) if minimum else stored
        totals.documents += 1
        for name in ("citations", "targets", "assignments", "diagnostics"):
            totals.found[name] = totals.found.get(name, 0) + len(getattr(kept.record, name))
        yield kept
