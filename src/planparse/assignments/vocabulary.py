"""The words that assignments are built from, loaded once: nouns of units, verbs of duties, openers of sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from planparse.folding import caseless, early_tone, fold
from planparse.knowledge import Dictionaries


@dataclass(frozen=True)
class UnitNoun:
    """One line of `unit_nouns.tsv`."""

    wording: str
    kind: str
    takes_verb: bool
    not_before: tuple[str, ...]
    only_before: tuple[str, ...]


@dataclass(frozen=True)
class Wordings:
    """One line of `assignment_wordings.tsv`."""

    kind: str
    wording: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The dictionaries of this stage, indexed for look-up."""

    nouns: dict[str, tuple[tuple[str, UnitNoun], ...]]
    """Nouns of units in small letters by their first word, the longest first."""
    predicates: dict[str, tuple[str, ...]]
    """Words that open a predicate by their first word, the longest first."""
    folded_predicates: dict[str, tuple[str, ...]]
    """Those of two syllables and more, by their first word without diacritics: OCR loses some ("triên khai")."""
    names: frozenset[str]
    compounds: frozenset[str]
    prepositions: frozenset[str]
    generic: frozenset[str]
    strong: tuple[str, ...]
    limiting: tuple[str, ...]
    of_agency: frozenset[str]
    standing: frozenset[str]
    relative: re.Pattern[str]
    address: re.Pattern[str]
    address_inside: re.Pattern[str]
    addresses: tuple[str, ...]
    """The wordings of `address` in small letters; in a passage words have one space between them."""
    about: re.Pattern[str]
    fronted: re.Pattern[str]
    closing: re.Pattern[str]
    label: re.Pattern[str]
    role: re.Pattern[str]
    condition: re.Pattern[str]
    """Begins a condition or a line of a form, and no topic of duties."""
    lists_objects: re.Pattern[str]
    """Ends a duty, in small letters, below which stands what it is about."""
    demand: re.Pattern[str]
    """Says, in small letters, that duties follow."""
    demanding_types: frozenset[str]
    """Codes of the types of documents that do."""
    fields: re.Pattern[str]


@lru_cache(maxsize=8)
def vocabulary(dictionaries: Dictionaries) -> Vocabulary:
    """The vocabulary of some dictionaries.

    Raises:
        DictionaryError: a dictionary is missing or has a bad line.
    """
    words: dict[str, list[str]] = {}
    for row in dictionaries.rows("assignment_wordings.tsv", Wordings):
        words.setdefault(row.kind, []).extend(row.wording)
    nouns = [(early_tone(noun.wording), noun) for noun in dictionaries.rows("unit_nouns.tsv", UnitNoun)]
    return Vocabulary(
        nouns={
            first: tuple(sorted((pair for pair in nouns if _first(pair[0]) == first), key=lambda pair: -len(pair[0])))
            for first in {_first(wording) for wording, _ in nouns}
        },
        predicates=_by_first_word((*words["verb"], *words["adverb"])),
        folded_predicates=_by_first_word((w for w in (*words["verb"], *words["adverb"]) if " " in w), key=fold),
        names=frozenset(words["name"]),
        compounds=frozenset(words["compound"]),
        prepositions=frozenset(words["preposition"]),
        generic=frozenset(words["generic"]),
        strong=tuple(words["strong"]),
        limiting=tuple(words["limiting"]),
        of_agency=frozenset(words["of_agency"]),
        standing=frozenset(words["standing"]),
        relative=_any_of(words["relative"], before=r"(?:được|do)\s+"),
        address=_any_of(words["address"], after=r"\s*:?\s+"),
        address_inside=_any_of(words["address"], before=r"(?<!\w)"),
        addresses=tuple(caseless(" ".join(wording.split())) for wording in words["address"]),
        about=_any_of(words["about"], after=r"\s+"),
        fronted=_any_of(words["fronted"]),
        closing=_any_of(words["closing"]),
        condition=_any_of(words["condition"]),
        role=_any_of(words["role"], before=r"là\s+(?:các\s+|những\s+|một\s+trong\s+)?"),
        lists_objects=_any_of(
            words["object"],
            before=r"(?<!\w)(?:các|những|\d+)\s+(?:\w+\s+){0,2}",
            after=r"(?:\s+\w+){0,2}\s+(?:sau|sau đây|dưới đây|như sau)\s*:$",
        ),
        demand=_any_of(words["demand"], before=r"(?<!\w)(?<!đơn )(?<!hồ sơ )(?<!văn bản )"),
        demanding_types=frozenset(words["demanding_type"]),
        fields=_any_of(words["field"]),
        label=_any_of(words["label"], before=r"(?:các\s+)?"),
    )


def _first(wording: str) -> str:
    return wording.split(maxsplit=1)[0].strip(",.;")


def _by_first_word(wordings: Iterable[str], key: Callable[[str], str] = str) -> dict[str, tuple[str, ...]]:
    table: dict[str, set[str]] = {}
    for wording in wordings:
        table.setdefault(key(wording.split()[0]), set()).add(wording)
    return {first: tuple(sorted(group, key=lambda w: (-len(w), w))) for first, group in table.items()}


def _any_of(wordings: Iterable[str], *, before: str = "", after: str = "") -> re.Pattern[str]:
    longest_first = sorted(wordings, key=lambda w: (-len(w), w))
    alternatives = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in longest_first)
    return re.compile(rf"{before}(?:{alternatives})(?!\w){after}", re.IGNORECASE)
