"""Symbols (số, ký hiệu) of documents: `63/2010/NĐ-CP`, `14-NQ/TU`, `3196/UBND-KSTT`, `76/2015/QH13`.

A symbol is what survives bad reading: every citation is anchored on one. They are found in text that keeps its case,
because capitals tell `12/KH-SYT` from `12/24 giờ`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from planparse.citations.code_repair import barred_parts, names_body, repaired_parts
from planparse.citations.vocabulary import Vocabulary
from planparse.pagetext import ILLEGIBLE

_LOOKALIKES = str.maketrans(
    {"Ð": "Đ", "Ɖ": "Đ", "Ọ": "Q", "–": "-", "—": "-", "‑": "-", "−": "-", "⁄": "/", "∕": "/", "\u00a0": " "}
    | dict(zip("АВСЕНКМОРТХ", "ABCEHKMOPTX", strict=True))
    | dict.fromkeys("¹²³⁴⁵⁶⁷⁸⁹⁰*_", " ")
)
"""One for one, so that offsets stay: eth for Đ, the Ọ that a Vietnamese OCR reads for Q, dashes for hyphens, Cyrillic
for Latin, footnote marks and rules of forms (`242/TTr-SNV_ ngày`) for nothing."""

_LOOKALIKE = re.compile("[" + "".join(map(chr, _LOOKALIKES)) + "]")
_UPPER = "A-ZĐƯÂÊÔƠĂ"
_SMALL = r"(?:[Nnpqe]g|[rgyohi]|(?<=TT)[sqepz])(?![a-zà-ỹđ])"
_TOKEN = rf"[{_UPPER}](?:[{_UPPER}0-9&]|\.(?=[{_UPPER}]{{2}}|[IVX](?![\w.]))|{_SMALL})*"
"""One part of a code: `UBND`, `TTg`, `BGD&ĐT`, `QH13`, `CTr`; a single small letter may stand in it."""
_PART = rf"{_TOKEN}(?!\w)"
_SEPARATOR = r"(?:-\s?-\s?|-\s?|\s-|/\s?|\s/)"
"""A hyphen at the end of a line is printed twice by some readers: `NĐ- -CP`."""
_MAX_PARTS = 5
_SERIAL = rf"(?P<serial>{re.escape(ILLEGIBLE)}|\d{{1,6}}(?:\.\d{{3}})?[A-Za-zĐđ]?)"
_UNNUMBERED = ("central", "ministry", "party", "local")
"""Levels whose codes hold no number, save that of a term of the National Assembly; hospitals and troops have some."""
_TERM = re.compile(r"(?:UBTVQH|TVQH|QH)\d{1,2}")
"""The National Assembly or its committee with the number of its term."""
_DIGITS_BEFORE = re.compile(r"(?<!\w)[sS][ốo6]\s?:?\s?(?P<digits>\d{2,4})\s$")
"""Two digits at least: one alone is what is left of `số` (`số 6 60/2021` was `số 60/2021`)."""
_SIGN = re.compile(r"-?([-/])")
_BLANK_BEFORE = re.compile(r"[/.…_]\s*$")
_REACH = 20
"""Characters before a symbol in which these two stand; passages have single spaces."""
_SERIAL_AND_YEAR = re.compile(r"(?P<serial>\d{1,3})(?P<year>(?:19[89]|20[0-3])\d)")
"""`632010`: serial and year without their slash. Only decrees and circulars always hold a year."""
_YEARED_TYPES = frozenset({"NĐ", "TT", "TTLT"})
_BEGINNING = re.compile(r"[\d⟦ố](?:(?<=ố)|(?<!\d\d)\d*+(?!\s{1,3}[a-km-zđ]))")
"""Where a symbol may begin: at its serial, or behind `số`. A search that tries it at every letter takes 2.2 times
as long. Behind most numbers stands a word in small letters, which no code begins with; a slash may be read as `l`."""
_NOT_INSIDE = r"(?:(?<![\w.§$¢£€&@#])(?<!\d[,/-])|(?<=(?<!\w)[sS]ố))"
"""A serial may be glued to its label: `số688/QĐ-UBND`."""


class Shape(StrEnum):
    """How a symbol is built, which says how sure it is that it is one."""

    TYPED = "typed"
    """the code starts with the abbreviation of a document type: `63/2010/NĐ-CP`"""
    ASSEMBLY = "assembly"
    """of the National Assembly: `76/2015/QH13`"""
    LETTER = "letter"
    """two bodies, as official letters have it: `3196/UBND-KSTT`"""
    LOOSE = "loose"
    """anything else: counts only behind a document type or `số`"""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol at `text[start:end]`."""

    start: int
    end: int
    behind: int
    """Where the text goes on: behind the mark of a footnote that is glued on."""
    number: str
    """Normalised: without spaces, with Đ, otherwise as printed."""
    parts: tuple[str, ...]
    """The code's parts: `("NĐ", "CP")`."""
    shape: Shape
    repaired: bool = False
    """A slash, hyphen or letter that reading damaged was put back."""
    joined: bool = False
    """Only the repair of a slash or hyphen makes it a symbol."""
    blank: bool = False
    """The place of the serial is empty, as in drafts and where a number is stamped later."""

    @property
    def type_code(self) -> str | None:
        """The abbreviation of the document type, where the code has one."""
        return self.parts[0] if self.shape is Shape.TYPED else None

    def bodies(self, words: Vocabulary) -> int:
        """How many bodies issued it: more than one where the code names them all (`TTLT-BYT-BTC`)."""
        return max(1, sum(part in words.issuer_by_code for part in self.parts[1:])) if self.type_code else 1

    @property
    def issuer_code(self) -> str | None:
        """The part that names the issuer."""
        if self.shape is Shape.ASSEMBLY:
            return self.parts[-1].rstrip("0123456789")
        if self.shape is Shape.TYPED:
            return self.parts[1] if len(self.parts) > 1 else None
        return self.parts[0] if self.parts else None


def comparable(text: str) -> str:
    """The text with look-alike characters unified, letter for letter."""
    return text.translate(_LOOKALIKES) if _LOOKALIKE.search(text) else text


def find_symbols(text: str, words: Vocabulary, *, trusted: bool = False) -> Iterator[Symbol]:
    """The symbols in a text, in order. Loose ones are among them: the caller looks at what stands before.

    Args:
        trusted: every letter is as it was printed, so that none may be put right.

    >>> [s.number for s in find_symbols("Nghị định số 63 /2010/ND - CP", vocabulary(Dictionaries()))]
    ['63/2010/NĐ-CP']
    """
    plain, pattern = comparable(text), _symbol_pattern(words)
    behind = 0
    for beginning in _BEGINNING.finditer(plain):
        at = beginning.end() if beginning[0] == "ố" else beginning.start()
        match = pattern.match(plain, at) if at >= behind else None
        if match is None:
            continue
        behind = match.end()
        if not _serial_is_blank(match, plain):
            yield _symbol(match, words, trusted=trusted)


def _serial_is_blank(match: re.Match[str], plain: str) -> bool:
    """`.../2025/QĐ-UBND`: what stands in the place of the serial is the year."""
    year_like = re.fullmatch(r"(?:19|20)\d\d", match["serial"] or "") and not match["year"]
    return bool(year_like) and _BLANK_BEFORE.search(plain, max(0, match.start() - _REACH), match.start()) is not None


@lru_cache(maxsize=8)
def _symbol_pattern(words: Vocabulary) -> re.Pattern[str]:
    types = _codes(words.type_by_code, words)
    issuers = _codes(words.issuer_by_code, words)
    body = rf"(?:{issuers}|[SB][{_UPPER}&]{{2,8}})"
    joined = rf"(?:{types})\s?[-/]\s?{body}(?!\w)"
    misread = "|".join(sorted(map(re.escape, words.misread_types), key=len, reverse=True))
    code = rf"""(?:
        (?:{misread})\s?-\s?(?:{issuers})(?!\w)                                # 0D-UBND
      |
        (?:{types})\s?[-/]\s?(?:{issuers})(?=[a-zà-ỹđ]{{2}}|\.Đ)                  # NĐ-CPngày: the next word is glued on
      | (?:{types})\s-\s{_PART}(?:{_SEPARATOR}{_PART}){{0,{_MAX_PARTS - 2}}}     # QĐ - UBND: spaces on both sides
      | {_PART}(?:{_SEPARATOR}{_PART}){{0,{_MAX_PARTS - 1}}}
    )"""
    return re.compile(
        rf"""
        (?:{_NOT_INSIDE}{_SERIAL}|(?<=[sS]ố)\s?:?[\s.…_]{{0,12}}(?=[/-]))
        (?:
            \s{{0,2}}/\s{{0,2}}(?:(?P<year>(?:19|20)\d\d)\s{{0,2}}/\s{{0,2}})?(?P<code>{code})
          | \s?-\s?(?P<party>(?:{types}|{misread})\s?/\s?{_PART}(?:{_SEPARATOR}{_PART}){{0,2}})       # 14-NQ/TU
          | \s{{0,2}}/\s{{0,2}}(?P<year2>(?:19|20)\d\d)\s?-?(?P<code2>{joined})           # 63/2010NĐ-CP, 63/2010-NĐ-CP
          | (?P<lost>\s?[I|l\\!]\s?|\s?)(?P<code3>{joined})                                 # 56QĐ-BYT, 127 IKH-SYT
        )
        """,
        re.VERBOSE,
    )


def _codes(known: Mapping[str, object], words: Vocabulary) -> str:
    bare = [plain for plain, code in words.with_bar.items() if code in known]
    return "|".join(re.escape(code) for code in sorted({*known, *bare}, key=lambda c: (-len(c), c)))


def _symbol(match: re.Match[str], words: Vocabulary, *, trusted: bool) -> Symbol:
    raw = match["code"] or match["party"] or match["code2"] or match["code3"]
    code = _read_code("".join(raw.split()), words, trusted)
    pieces, parts = code.pieces, code.pieces[::2]
    year = match["year"] or match["year2"]
    of_party = match["party"] or (match["code3"] and pieces[1] == "/")
    blank = not match["serial"]
    apart = _DIGITS_BEFORE.search(match.string, max(0, match.start() - _REACH), match.start())
    serial, torn = _serial(match, apart)
    together = _SERIAL_AND_YEAR.fullmatch(serial)
    if together and not year and pieces[0] in _YEARED_TYPES and not trusted:
        serial, year, torn = together["serial"], together["year"], True
    number = "".join((serial, f"/{year}" if year else "", "-" if of_party else "/", *pieces))
    joined = bool(match["code2"] or match["code3"] or code.split)
    repaired = joined or torn or bool(apart) or code.misread
    end = match.end() - code.dropped
    start = match.start() if blank else apart.start("digits") if apart else match.start("serial")
    return Symbol(start, end, match.end(), number, parts, code.shape, repaired, joined, blank)


@dataclass(frozen=True, slots=True)
class _Code:
    """The code of a symbol: its parts, and between them their signs."""

    pieces: tuple[str, ...]
    shape: Shape
    dropped: int
    """Characters behind the code that belong to a footnote."""
    split: bool
    """A hyphen was put back."""
    misread: bool
    """A letter was put right."""


@lru_cache(maxsize=4096)
def _read_code(printed: str, words: Vocabulary, trusted: bool) -> _Code:  # `NĐ-CP` comes a thousand times
    code, dropped = _without_footnote(printed, words)
    pieces, split = _split_code(_SIGN.split(code), words)
    barred = barred_parts(pieces[::2], words)
    pieces[::2] = barred if trusted else repaired_parts(barred, words)
    parts = tuple(pieces[::2])
    return _Code(tuple(pieces), _shape(parts, words), dropped, split, misread=barred != pieces[::2])


def _serial(match: re.Match[str], apart: re.Match[str] | None) -> tuple[str, bool]:
    """The serial with digits set apart (`số 21 4/QĐ`), and whether it is torn.

    Of `số 38 7UQĐ-BGDĐT` and `7UQĐ-BGDĐT` more than the slash was lost: which digits, nobody can say.
    """
    printed = match["serial"]
    if not printed:
        return ILLEGIBLE, False
    if match["code3"] and (apart or printed[-1].isalpha()):
        return ILLEGIBLE, True
    return (apart["digits"] if apart else "") + printed, False


def _without_footnote(code: str, words: Vocabulary) -> tuple[str, int]:
    """Drop the number of a footnote that is glued on: `NĐ-CP1` -> `NĐ-CP`. Returns how many characters went."""
    assembly = re.fullmatch(r"((?:NQ-)?(?:UBTVQH|QH)(?:1[0-9]|[2-9]))(\d)", code)
    if assembly:
        return assembly[1], 1
    last = re.split(r"[-/]", code)[-1]
    if _TERM.fullmatch(last):
        return code, 0
    bare = last.rstrip("0123456789")
    issuer = words.issuer_by_code.get(words.with_bar.get(bare, bare))
    if bare != last and issuer is not None and issuer.level in _UNNUMBERED:
        return code[: len(code) - (len(last) - len(bare))], len(last) - len(bare)
    return code, 0


def _split_code(pieces: list[str], words: Vocabulary) -> tuple[list[str], bool]:
    """Put back a hyphen that reading lost: `QĐUBND` -> `QĐ-UBND`; only where both halves are known."""
    first = pieces[0]
    if first in words.type_by_code or first in words.issuer_by_code or len(first) < 4:
        return pieces, False
    for cut in range(2, min(len(first) - 1, 5)):
        kind, issuer = (words.with_bar.get(half, half) for half in (first[:cut], first[cut:]))
        if kind in words.type_by_code and issuer in words.issuer_by_code and (len(issuer) > 2 or issuer == "CP"):
            return [kind, "-", issuer, *pieces[1:]], True
    return pieces, False


def _shape(parts: tuple[str, ...], words: Vocabulary) -> Shape:
    if _TERM.fullmatch(parts[-1]) and len(parts) <= 2:
        return Shape.ASSEMBLY if len(parts) == 1 else Shape.TYPED
    if len(parts) > 1 and parts[0] in words.type_by_code:
        # CT is a directive (chỉ thị) before TTg or a province, and the tax department (Cục Thuế) before its divisions.
        body_too = parts[0] in words.issuer_by_code and not names_body(parts[1], words)
        return Shape.LETTER if body_too else Shape.TYPED
    if len(parts) > 1 and parts[0] in words.issuer_by_code:
        return Shape.LETTER
    return Shape.LOOSE
