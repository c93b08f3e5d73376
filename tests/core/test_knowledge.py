"""Dictionaries are read into typed rows, and a bad line is named."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from planparse.errors import DictionaryError
from planparse.knowledge import Dictionaries, shipped_dictionaries


@dataclass(frozen=True)
class Unit:
    name: str
    aliases: tuple[str, ...]
    weight: float
    counted: bool


def folder(tmp_path: Path, text: str) -> Dictionaries:
    (tmp_path / "things.tsv").write_text(text, encoding="utf-8")
    return Dictionaries(tmp_path)


def test_rows_are_typed_and_unknown_columns_ignored(tmp_path: Path) -> None:
    text = "# a comment\nname\tnote\taliases\tweight\tcounted\r\n\ngiường\tx\tgiường bệnh | gb\t0.5\tyes\r\n"
    assert folder(tmp_path, text).rows("things.tsv", Unit) == (Unit("giường", ("giường bệnh", "gb"), 0.5, True),)


def test_text_is_nfc(tmp_path: Path) -> None:
    text = "name\taliases\tweight\tcounted\ngiươ\u0300ng\t\t1\tno\n"
    assert folder(tmp_path, text).rows("things.tsv", Unit)[0].name == "giường"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name\taliases\tweight\nx\t\t1\n", "line 1: the column counted is missing"),
        ("name\taliases\tweight\tcounted\nx\t\tmuch\tno\n", "line 2"),
        ("name\taliases\tweight\tcounted\nx\t\t1\tmaybe\n", "line 2: 'maybe' is neither yes nor no"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DictionaryError, match=message):
        folder(tmp_path, text).rows("things.tsv", Unit)


def test_a_missing_dictionary_is_named() -> None:
    with pytest.raises(DictionaryError, match=r"no-such\.tsv"):
        Dictionaries().path("no-such.tsv")


def test_a_file_of_the_users_folder_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    shipped = next(path for path in shipped_dictionaries().iterdir() if path.suffix == ".tsv")
    (tmp_path / shipped.name).write_text("name\n", encoding="utf-8")
    assert Dictionaries(tmp_path).path(shipped.name) == tmp_path / shipped.name
    assert Dictionaries().path(shipped.name) == shipped
