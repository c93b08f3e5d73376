"""Fixtures of the layout tests."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest

from planparse.knowledge import Dictionaries
from planparse.layout.outline import Outline
from planparse.layout.outline_builder import build_outline
from planparse.pagetext import Origin, PageText, Word
from planparse.restoration.edits import RestoredText
from planparse.tables.stitch import stitch
from planparse.tables.text_grids import find_text_grids


def pages_of(text: str) -> list[RestoredText]:
    """The pages of a text, separated by form feeds."""
    pages, line = [], 1
    for number, page in enumerate(unicodedata.normalize("NFC", text).split("\f"), start=1):
        words = tuple(Word(m.start(), m.end()) for m in re.finditer(r"\S+", page))
        pages.append(RestoredText(find_text_grids(PageText(number, page, words, Origin.TEXT, first_line=line))))
        line += page.count("\n")
    return pages


@pytest.fixture(scope="session")
def dictionaries() -> Dictionaries:
    return Dictionaries()


@pytest.fixture(scope="session")
def outline_of(dictionaries: Dictionaries) -> Callable[[str], Outline]:
    def build(text: str) -> Outline:
        pages = pages_of(text)
        return build_outline(pages, stitch(pages), dictionaries)

    return build
