"""The vocabulary of the shipped dictionaries, and citations written out for comparison."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from planparse.citations.mention import Span
from planparse.citations.passage_reader import citations_in
from planparse.citations.roles import Surroundings
from planparse.citations.vocabulary import Vocabulary, vocabulary
from planparse.knowledge import Dictionaries


@dataclass(frozen=True)
class Cited:
    """A mention with the words of its spans."""

    document_type: str
    number: str | None
    date: str | None
    issuer: str | None
    subject: str | None
    provision: str | None
    role: str


Cite = Callable[..., list[Cited]]


@pytest.fixture(scope="session")
def words() -> Vocabulary:
    return vocabulary(Dictionaries())


@pytest.fixture(scope="session")
def cite(words: Vocabulary) -> Cite:
    def read(text: str, **around: object) -> list[Cited]:
        def printed(span: Span | None) -> str | None:
            return None if span is None else text[slice(*span)]

        return [
            Cited(
                m.document_type,
                m.number,
                m.date,
                printed(m.issuer),
                printed(m.subject),
                printed(m.provision),
                m.role.value,
            )
            for m in citations_in(text, Surroundings(**around), words)  # type: ignore[arg-type]
        ]

    return read
