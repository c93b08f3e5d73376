"""Writing dictionaries: a line added by a domain expert, or a whole file that was learned."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from planparse.dictionary_check import columns_of
from planparse.errors import OutputRefusedError, UnreadableInputError, UsageError
from planparse.export.atomic import write_atomically
from planparse.knowledge import Dictionaries, shipped_dictionaries


def add_line(folder: Path, name: str, values: Mapping[str, str]) -> Path:
    """Append one fact to a dictionary of the user's own folder, and return the file.

    Raises:
        UsageError: there is no such dictionary or column, or the first column has no value.
        OutputRefusedError: the folder cannot be written, or is that of planparse itself.
    """
    file_name = name if name.endswith(".tsv") else f"{name}.tsv"
    if not (shipped_dictionaries() / file_name).is_file():
        known = ", ".join(sorted(path.stem for path in shipped_dictionaries().glob("*.tsv")))
        raise UsageError(f"There is no dictionary {name}.", f"The dictionaries are {known}.")
    if folder.resolve() == shipped_dictionaries().resolve():
        raise OutputRefusedError("The dictionaries of planparse stay as they are.", "Name a folder of your own.")
    present = Dictionaries(folder).path(file_name)
    line = _line(columns_of(present), values, file_name)
    text = present.read_text(encoding="utf-8-sig").rstrip("\n")
    write_atomically(folder / file_name, f"{text}\n{line}\n".encode())
    return folder / file_name


def _line(columns: Sequence[str], values: Mapping[str, str], file_name: str) -> str:
    unknown = [column for column in values if column not in columns]
    if unknown:
        raise UsageError(f"{file_name} has no column {unknown[0]}.", f"Its columns are {', '.join(columns)}.")
    if not values.get(columns[0], "").strip():
        raise UsageError(f"The column {columns[0]} needs a value.", f"Add {columns[0]}=VALUE.")
    if any(mark in value for value in values.values() for mark in "\t\n\r"):
        raise UsageError("A value can hold neither tabs nor line breaks.")
    return unicodedata.normalize("NFC", "\t".join(values.get(column, "").strip() for column in columns))


def prepare_output(file: Path, *, overwrite: bool) -> None:
    """Make the folder of a file that is to be written, or stop before long work whose result could not be written.

    Raises:
        OutputRefusedError: the file exists, or its folder cannot be made.
    """
    if file.exists() and not overwrite:
        raise OutputRefusedError(f"{file} exists.", "Use --overwrite to replace it.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputRefusedError(f"{file.parent} cannot be made: {error.strerror}.") from error


def read_pairs(file: Path) -> Iterator[tuple[str, str]]:
    """The pairs of printed and read lines of a TSV file.

    Raises:
        UnreadableInputError: the file cannot be read, is not UTF-8, or a line has no tab.
    """
    try:
        lines = unicodedata.normalize("NFC", file.read_text(encoding="utf-8-sig")).splitlines()
    except OSError as error:
        raise UnreadableInputError(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UnreadableInputError(f"{file} is not UTF-8 text.") from error
    for number, line in enumerate(lines, start=1):
        printed, tab, read = line.partition("\t")
        if not tab:
            raise UnreadableInputError(f"{file}, line {number} has no tab.", "Write: printed line, tab, line as read.")
        yield printed, read


def write_rows(file: Path, rows: Sequence[object]) -> None:
    """Write instances of one dataclass as a dictionary whose columns are the fields."""
    assert rows
    names = [field.name for field in dataclasses.fields(rows[0])]  # type: ignore[arg-type]
    lines = ["\t".join(names), *("\t".join(str(getattr(row, name)) for name in names) for row in rows)]
    write_atomically(file, ("\n".join(lines) + "\n").encode())
