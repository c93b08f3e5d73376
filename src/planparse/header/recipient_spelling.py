"""Recipients whose small print was misread: `Bạn Tuyên giáo (/c)` is `Ban Tuyên giáo (b/c)`.

Recipients are set in 11 points, the smallest print of a plan, and a reader has no sentence to go by. What can be told
is the noun that a body's name begins with, and the short note that says what the copy is for. Only text whose reading
can be wrong is put right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from planparse.citations.phrases import key, same_spelling
from planparse.knowledge import Dictionaries

_FIRST_WORD = re.compile(r"[^\W\d_]+(?=\s+[^\W\d_]|:\s)")
_NOTE = re.compile(r"\((?P<before>(?:[đd]ể\s)?)(?P<first>\w?)(?P<slash>/?)(?P<second>[\w€¢©(]?)\)")
_LONG_NOTE = re.compile(r"(?<=[( ])[^\W\d_]{4,6}(?=\))")
"""A word that closes a note: of `(để t/hiện)` a reader loses the slash."""
NO_NOUNS = frozenset({"vũ", "đoàn", "hồ", "tô", "bảo", "đại", "đối", "phóng", "quý"})
"""Words that differ from a noun by their marks alone: surnames, and those of `Đại biểu`, `Đối tác`, `Phóng viên`, `Quý
công ty`."""
_ALIKE = str.maketrans(
    {**dict.fromkeys("eo€¢©(", "c"), "l": "t", "1": "t", "i": "t", "f": "t", "n": "h", "6": "d", "b": "d", "đ": "d"}
)
"""Signs that are read for the small letters of notes: `b/e`, `b/€` and `Đ/c` are b/c."""


@dataclass(frozen=True, slots=True)
class _Note:
    note: str


@dataclass(frozen=True, slots=True)
class _Noun:
    wording: str
    kind: str


def respelled_recipient(name: str, dictionaries: Dictionaries) -> str:
    """A recipient with its first noun and its notes as they must have been printed; the name where nothing is known.

    >>> respelled_recipient("Bạn Tuyên giáo (/c)", Dictionaries()), respelled_recipient("Sớ Y tế", Dictionaries())
    ('Ban Tuyên giáo (b/c)', 'Sở Y tế')
    """
    first = _FIRST_WORD.match(name)
    if first is not None:
        nouns, others = _nouns(dictionaries)
        known = nouns.get(key(first[0]))
        if known is not None and first[0].lower() not in others and not same_spelling(known, first[0]):
            name = _cased(known, first[0]) + name[first.end() :]
    long_notes = {note.replace("/", ""): note for note in _notes(dictionaries) if len(note) > len("b/c")}
    name = _LONG_NOTE.sub(lambda note: long_notes.get(note[0], note[0]), name)
    return _NOTE.sub(lambda note: _known_note(note, _notes(dictionaries)), name)


def names_recipient(text: str, dictionaries: Dictionaries) -> bool:
    """Whether a text begins as recipients do, with the noun of a body, or has initials.

    >>> [names_recipient(text, Dictionaries()) for text in ("Sở Y tế", "TT HĐND tỉnh", "về công ích")]
    [True, True, False]
    """
    words = re.findall(r"[^\W\d_]+", text)
    initials = any(len(word) > 1 and word.isupper() for word in words)
    return initials or (len(words) > 1 and key(words[0]) in _first_words(dictionaries))


def _cased(known: str, printed: str) -> str:
    if printed.isupper():
        return known.upper()
    return known.capitalize() if printed[0].isupper() else known


def _known_note(found: re.Match[str], notes: frozenset[str]) -> str:
    """The one known note that looks like what was read, or lacks a letter of it, or its slash: 50 documents print
    `(b/c)`, and none `(bc)`."""
    letters = found["first"].lower(), found["second"].lower()
    note = "/".join(letters)
    if not found["slash"]:
        return f"({found['before']}{note})" if note in notes and found[0].islower() else found[0]
    if note in notes or not any(letters):
        return found[0]
    alike = [
        note
        for note in sorted(notes)
        if all(
            not read or read.translate(_ALIKE) == meant.translate(_ALIKE)
            for read, meant in zip(letters, note.split("/"), strict=True)
        )
    ]
    return f"({found['before']}{alike[0]})" if len(alike) == 1 else found[0]


@lru_cache(maxsize=8)
def _notes(dictionaries: Dictionaries) -> frozenset[str]:
    return frozenset(row.note for row in dictionaries.rows("recipient_notes.tsv", _Note))


@lru_cache(maxsize=8)
def _first_words(dictionaries: Dictionaries) -> frozenset[str]:
    """What the names of units begin with, by `key`, and the words that stand in front of several."""
    nouns = (row.wording.split()[0] for row in dictionaries.rows("unit_nouns.tsv", _Noun))
    return frozenset(map(key, (*nouns, "các", "như", "lưu")))


@lru_cache(maxsize=8)
def _nouns(dictionaries: Dictionaries) -> tuple[dict[str, str], frozenset[str]]:
    """The nouns of one word that names of bodies begin with, by `key`, without those that two nouns share; and the
    words that others begin with (`Bảo hiểm xã hội` is no misread `Báo`, nor `Trưởng phòng` a `Trường`)."""
    rows = dictionaries.rows("unit_nouns.tsv", _Noun)
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.kind == "body" and " " not in row.wording:
            found.setdefault(key(row.wording), []).append(row.wording)
    nouns = {name: words[0] for name, words in found.items() if len(words) == 1}
    return nouns, frozenset({row.wording.split()[0] for row in rows} | NO_NOUNS)
