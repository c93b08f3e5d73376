"""Surnames (họ), by which the name of who signed is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from planparse.citations.phrases import key
from planparse.knowledge import Dictionaries


@dataclass(frozen=True, slots=True)
class Surname:
    """A line of `surnames.tsv`."""

    surname: str


def is_surname(word: str, dictionaries: Dictionaries) -> bool:
    """Whether a word is a surname, with its marks or without them.

    >>> is_surname("Trần", Dictionaries()), is_surname("Tran", Dictionaries()), is_surname("Sở", Dictionaries())
    (True, True, False)
    """
    return key(word) in _keys(dictionaries)


@lru_cache(maxsize=8)
def surnames(dictionaries: Dictionaries) -> tuple[str, ...]:
    """The surnames as they are printed."""
    return tuple(row.surname for row in dictionaries.rows("surnames.tsv", Surname))


@lru_cache(maxsize=8)
def _keys(dictionaries: Dictionaries) -> frozenset[str]:
    return frozenset(map(key, surnames(dictionaries)))
