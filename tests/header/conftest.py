"""Outlines of texts, and the vocabulary of the shipped dictionaries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest

from planparse.citations.vocabulary import Vocabulary, vocabulary
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Outline
from planparse.layout.outline_builder import build_outline
from planparse.pagetext import Origin, PageText, Word
from planparse.restoration.edits import RestoredText


@pytest.fixture(scope="session")
def words() -> Vocabulary:
    return vocabulary(Dictionaries())


@pytest.fixture(scope="session")
def outline_of() -> Callable[..., Outline]:
    def build(text: str, origin: Origin = Origin.TEXT) -> Outline:
        pages = []
        for number, part in enumerate(unicodedata.normalize("NFC", text).split("\f"), start=1):
            places = tuple(Word(m.start(), m.end()) for m in re.finditer(r"\S+", part))
            pages.append(RestoredText(PageText(number, part, places, origin)))
        return build_outline(pages, [], Dictionaries())

    return build
