"""Dictionaries (từ điển): the knowledge that a domain expert edits, one line of a TSV file per fact.

A dictionary is UTF-8 text: lines starting with `#` are comments, the first other line names the columns, columns are
separated by tabs, and a column that holds a list separates its items with ` | `. Columns named `example` and
`counter_example` are run by the tests.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, cast, get_type_hints

from planparse.errors import DictionaryError

Row = TypeVar("Row")


def shipped_dictionaries() -> Path:
    """The folder of the dictionaries that come with planparse, in a wheel or in a source checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "dictionaries"
    return inside if inside.is_dir() else package.parents[1] / "dictionaries"


@dataclass(frozen=True)
class Dictionaries:
    """The dictionary files: those of `override` first, the shipped ones for the rest."""

    override: Path | None = None

    def path(self, name: str) -> Path:
        """Where the file `name` lies.

        Raises:
            DictionaryError: neither folder has it.
        """
        for folder in (self.override, shipped_dictionaries()):
            if folder is not None and (folder / name).is_file():
                return folder / name
        raise DictionaryError(f"The dictionary {name} is missing.", "Reinstall planparse or check --dictionaries.")

    def rows(self, name: str, row_type: type[Row]) -> tuple[Row, ...]:
        """The lines of a TSV dictionary as instances of a frozen dataclass whose fields are the column names.

        Fields may be `str`, `int`, `float`, `bool` (`yes`/`no`) or `tuple[str, ...]`. Columns that the dataclass does
        not have are ignored, so that notes and examples cost nothing at run time.

        Raises:
            DictionaryError: the file is missing, or a line has too few columns or a bad value.
        """
        return cast("tuple[Row, ...]", _read_rows(self.path(name), cast("Hashable", row_type)))


@lru_cache(maxsize=64)
def _read_rows(path: Path, row_type: Hashable) -> tuple[object, ...]:
    assert isinstance(row_type, type) and dataclasses.is_dataclass(row_type)
    fields = [(f.name, get_type_hints(row_type)[f.name]) for f in dataclasses.fields(row_type)]
    header: list[str] | None = None
    rows: list[object] = []
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.rstrip("\r")  # noqa: PLW2901 - a spreadsheet may have saved the file with CRLF
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            missing = [name for name, _ in fields if name not in header]
            if missing:
                raise DictionaryError(f"{path.name}, line {number}: the column {missing[0]} is missing.")
            continue
        values = dict(zip(header, cells, strict=False))
        try:
            rows.append(row_type(*(_value(values.get(name, ""), kind) for name, kind in fields)))
        except ValueError as error:
            raise DictionaryError(f"{path.name}, line {number}: {error}.") from error
    return tuple(rows)


def _value(cell: str, kind: object) -> object:
    cell = cell.strip()
    if kind is str:
        return cell
    if kind is int:
        return int(cell)
    if kind is float:
        return float(cell)
    if kind is bool:
        if cell not in ("yes", "no", ""):
            raise ValueError(f"{cell!r} is neither yes nor no")
        return cell == "yes"
    return tuple(item.strip() for item in cell.split(" | ") if item.strip())
