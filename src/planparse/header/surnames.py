"""Surnames (họ), by which the name of who signed is known, and the syllables of the rest of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from planparse.citations.phrases import key
from planparse.knowledge import Dictionaries


@dataclass(frozen=True, slots=True)
class Surname:
    """A line of `surnames.tsv`."""

    surname: str


@dataclass(frozen=True, slots=True)
class NameSyllable:
    """A line of `name_syllables.tsv`."""

    syllable: str


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
def name_syllables(dictionaries: Dictionaries) -> tuple[str, ...]:
    """The syllables of middle and given names as they are printed."""
    return tuple(row.syllable for row in dictionaries.rows("name_syllables.tsv", NameSyllable))


@lru_cache(maxsize=8)
def _keys(dictionaries: Dictionaries) -> frozenset[str]:
    return frozenset(map(key, surnames(dictionaries)))
