"""Every example in the dictionaries of citations is found, every counter-example is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest

from planparse.citations.issuers import agrees
from planparse.citations.phrases import key
from planparse.citations.symbols import find_symbols
from planparse.citations.vocabulary import Vocabulary
from planparse.knowledge import Dictionaries

Cite = Callable[..., list[Any]]
Row = TypeVar("Row")


@dataclass(frozen=True)
class TypeExample:
    name: str
    example: str
    counter_example: str


@dataclass(frozen=True)
class IssuerExample:
    code: str
    example: str


@dataclass(frozen=True)
class WordsExample:
    words: str
    example: str


@dataclass(frozen=True)
class IssuerWordsExample(WordsExample):
    issuer: str


@dataclass(frozen=True)
class ClauseExample(WordsExample):
    subject: str


@dataclass(frozen=True)
class RoleExample(WordsExample):
    role: str
    counter_example: str


@dataclass(frozen=True)
class OpenerExample(WordsExample):
    role: str


def rows(name: str, kind: type[Row]) -> list[Row]:
    return [row for row in Dictionaries().rows(name, kind) if row.example]  # type: ignore[attr-defined]


@pytest.mark.parametrize("row", rows("document_types.tsv", TypeExample), ids=lambda r: r.name)
def test_document_types(row: TypeExample, cite: Cite) -> None:
    assert row.name in [c.document_type for c in cite(row.example)]
    assert not row.counter_example or cite(row.counter_example) == []


@pytest.mark.parametrize("row", rows("issuers.tsv", IssuerExample), ids=lambda r: r.code)
def test_issuers(row: IssuerExample, words: Vocabulary) -> None:
    assert next(find_symbols(row.example, words)).issuer_code == row.code


def test_issuers_agree_with_their_codes(words: Vocabulary) -> None:
    assert all(agrees(issuer.code, name, words) for issuer in words.issuers for name in issuer.names)
    assert not agrees("CP", "Sở Y tế", words)
    assert not agrees("SYT", "Chính phủ", words)


@dataclass(frozen=True)
class MisreadExample:
    read: str
    example: str
    number: str


@pytest.mark.parametrize("row", rows("symbol_misreadings.tsv", MisreadExample), ids=lambda r: r.read)
def test_symbol_misreadings(row: MisreadExample, words: Vocabulary, cite: Cite) -> None:
    (found,) = cite(row.example)
    assert found.number == row.number
    assert all(not s.repaired or s.joined for s in find_symbols(row.example, words, trusted=True))


@dataclass(frozen=True)
class ProvinceExample:
    name: str
    kind: str
    spellings: tuple[str, ...]
    example: str


@pytest.mark.parametrize("row", rows("provinces.tsv", ProvinceExample), ids=lambda r: r.name)
def test_provinces(row: ProvinceExample, cite: Cite) -> None:
    assert [c.issuer for c in cite(row.example)] == [f"UBND {row.kind} {row.name}"]
    for spelling in row.spellings:
        assert [c.issuer for c in cite(row.example.replace(row.name, spelling))] == [f"UBND {row.kind} {spelling}"]


@pytest.mark.parametrize("row", rows("issuer_words.tsv", IssuerWordsExample), ids=lambda r: r.words)
def test_issuer_words(row: IssuerWordsExample, cite: Cite) -> None:
    assert [c.issuer for c in cite(row.example)] == [row.issuer]


@pytest.mark.parametrize("row", rows("clause_words.tsv", ClauseExample), ids=lambda r: r.words)
def test_clause_words(row: ClauseExample, cite: Cite) -> None:
    assert [c.subject or "" for c in cite(row.example)] == [row.subject]


@pytest.mark.parametrize("row", rows("role_wordings.tsv", RoleExample), ids=lambda r: r.words)
def test_role_wordings(row: RoleExample, cite: Cite) -> None:
    own = {"own_number": "12/KH-SYT", "own_type": "Kế hoạch"} if row.role == "self" else {}
    assert cite(row.example, **own)[-1].role == row.role
    assert not row.counter_example or cite(row.counter_example)[-1].role != row.role


@pytest.mark.parametrize("row", rows("preamble_openers.tsv", OpenerExample), ids=lambda r: r.words)
def test_preamble_openers(row: OpenerExample, cite: Cite) -> None:
    assert [c.role for c in cite(row.example, preamble=True)] == [row.role]
    assert [c.role for c in cite(row.example)] == ["reference"]


def test_every_law_is_found_by_its_name(words: Vocabulary, cite: Cite) -> None:
    for law in words.laws:
        (found,) = cite(f"quy định của {law.document_type} {law.name} và các văn bản khác")
        assert (found.document_type, found.subject) == (law.document_type, law.name)


def test_no_entry_twice(words: Vocabulary) -> None:
    for entries in (
        [t.name for t in words.types],
        [i.code for i in words.issuers],
        [f"{law.document_type} {key(law.name)}" for law in words.laws],
        [w.words for w in words.clause_words],
        [r.words for r in words.roles],
    ):
        assert len(entries) == len(set(entries))
