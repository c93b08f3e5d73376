"""Fixtures of the tests of assignments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest

from planparse.assignments.find import find_assignments
from planparse.assignments.vocabulary import Vocabulary, vocabulary
from planparse.knowledge import Dictionaries
from planparse.layout.outline_builder import build_outline
from planparse.pagetext import Origin, PageText, Word
from planparse.records import Assignment, Header
from planparse.restoration.edits import RestoredText
from planparse.tables.stitch import stitch
from planparse.tables.text_grids import find_text_grids

HEADER = Header(date="2026-01-12")


@pytest.fixture(scope="session")
def dictionaries() -> Dictionaries:
    return Dictionaries()


@pytest.fixture(scope="session")
def words(dictionaries: Dictionaries) -> Vocabulary:
    return vocabulary(dictionaries)


@pytest.fixture(scope="session")
def assignments_of(dictionaries: Dictionaries) -> Callable[[str], tuple[Assignment, ...]]:
    """Find the assignments of a text, dated 12 January 2026."""

    def find(text: str) -> tuple[Assignment, ...]:
        text = unicodedata.normalize("NFC", text)
        tokens = tuple(Word(m.start(), m.end()) for m in re.finditer(r"\S+", text))
        pages = [RestoredText(find_text_grids(PageText(1, text, tokens, Origin.TEXT)))]
        return find_assignments(build_outline(pages, stitch(pages), dictionaries), HEADER, dictionaries)

    return find
