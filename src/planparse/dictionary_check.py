"""Checks of a folder of dictionaries that a domain expert has edited, before anything is read with them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planparse.errors import DictionaryError
from planparse.knowledge import shipped_dictionaries

_TRIAL = "KẾ HOẠCH\nCăn cứ Luật Đất đai;\nI. MỤC TIÊU\nTỷ lệ hồ sơ đúng hạn đạt 95%.\n"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong in a dictionary; `line` is 0 for the file as a whole."""

    file: str
    line: int
    message: str


def check_folder(folder: Path) -> Iterator[Mistake]:
    """Look through all dictionaries of a folder, in the order of their names.

    Raises:
        DictionaryError: the folder is missing or holds no dictionary.
    """
    files = sorted(path for path in folder.glob("*.tsv"))
    if not files:
        raise DictionaryError(f"{folder} holds no dictionaries (*.tsv).", "Check --dictionaries.")
    for file in files:
        yield from check_file(file)


def try_out(folder: Path) -> None:
    """Read a line of each kind with these dictionaries, so that every stage loads what it needs of them.

    Raises:
        DictionaryError: a cell holds what its column cannot mean, such as a word where a number belongs.
    """
    from planparse.ingest.opening import open_source
    from planparse.options import Options
    from planparse.pipeline import extract_source

    options = Options(dictionaries=folder)
    with open_source(None, options, data=_TRIAL.encode(), name="trial") as source:
        extract_source(source, options)


def check_file(file: Path) -> Iterator[Mistake]:
    """Look through one dictionary: its columns, its lines, its characters, facts that stand there twice."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        yield Mistake(file.name, 0, f"is not UTF-8 (byte {error.start})")
        return
    header: list[str] | None = None
    seen: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.rstrip("\r")  # noqa: PLW2901
        if not line.strip() or line.startswith("#"):
            continue
        if header is None:
            header = line.split("\t")
            yield from _check_header(file, number, header)
            continue
        for message in _line_mistakes(line, header):
            yield Mistake(file.name, number, message)
        first = seen.setdefault(unicodedata.normalize("NFC", line.strip()), number)
        if first != number:
            yield Mistake(file.name, number, f"says the same as line {first}")
    if header is None:
        yield Mistake(file.name, 0, "names no columns")


def _check_header(file: Path, number: int, header: list[str]) -> Iterator[Mistake]:
    model = shipped_dictionaries() / file.name
    if not model.is_file():
        yield Mistake(file.name, 0, "has no counterpart in planparse, so that it is never read")
        return
    for column in columns_of(model):
        if column not in header:
            yield Mistake(file.name, number, f"the column {column} is missing")


def _line_mistakes(line: str, header: list[str]) -> Iterator[str]:
    cells = line.split("\t")
    if len(cells) > len(header):
        yield f"has {len(cells)} cells for {len(header)} columns"
    if not cells[0].strip():
        yield f"the first column, {header[0]}, is empty"
    if not unicodedata.is_normalized("NFC", line):
        yield "has letters with separate diacritics (not NFC)"
    if any(unicodedata.category(character) in ("Cc", "Cf") for character in line.replace("\t", "")):
        yield "has an invisible character"


def columns_of(file: Path) -> tuple[str, ...]:
    """The column names of a dictionary."""
    for line in file.read_text(encoding="utf-8-sig").splitlines():
        if line.strip() and not line.startswith("#"):
            return tuple(line.split("\t"))
    return ()
