"""Outline marks (ký hiệu đề mục): what a numbered title, a numbered paragraph or a bullet begins with."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from planparse.folding import CAPITALS, SMALL_LETTERS
from planparse.knowledge import Dictionaries

MAX_ORDINAL = 60
"""Larger numbers before a full stop are years or amounts at the start of a wrapped line, not marks."""


@dataclass(frozen=True)
class MarkStyle:
    """One line of `outline_marks.tsv`."""

    style: str
    rank: int
    kind: str
    wording: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """An outline mark at the start of a text."""

    text: str
    """As printed: `II.`, `1. 1.`, `a)`, `-`, `Điều 3.`"""
    style: str
    rank: int
    """0 for the highest; a decimal number of three parts ranks below one of two."""
    ordinal: tuple[int, ...] = ()
    """`II.` is (2,), `1.3.` is (1, 3), `c)` is (3,); empty for bullets and for numbers that cannot be read."""

    @property
    def is_bullet(self) -> bool:
        """Whether the mark is only a sign, without a number."""
        return self.style in BULLET_STYLES


MISREAD_DASHES = ";«¬_"
"""What a faint dash is read as; a bullet only before a space and a capital."""
BULLET_STYLES = frozenset({"dash", "plus", "star", "dot"})

_NUMERAL = re.compile(
    r"""
    (?P<decimal>  [0-9]{1,2} (?: \s? \. \s? [0-9]{1,2} ){1,3}
                  (?: \s? [.):/] (?=\s|[^\W\d_]|$) | (?=\s+["“(]?[^\W\d_]) ) )
  | (?P<arabic>   (?![0-9]{1,2}/[A-ZĐ]\w{0,9}-)  # `28/CT-TTg` is a symbol
                  (?: [0-9]{1,2} | l ) (?: \s? [.] | [/:] | \s?-(?=\s) ) (?= \s | ["“(]? [^\W\d_] | $ ) )
  | (?P<enclosed> (?: \( [0-9]{1,2} \) | [0-9]{1,2} \) ) (?= \s | [^\W\d_] | $ ) )
  | (?P<roman>    (?![Vv]/[Vv]\b) [IVXl1|Íí!]{1,6} (?: \s? [.)] | \s?[-/:](?=\s|[A-ZĐ]) | \s?[–—](?=\s) )
                  (?= \s | ["“(]? [^\W\d_] | $ ) )
  | (?P<capital>  [A-HĐ] (?: [.)] | \s?[-/:](?=\s) ) (?= \s+ [^\W\d_] | $ ) )
  | (?P<letter>   \(? [a-zđø] (?: \) | [./] (?=\s+[^\W\d_]) ) (?= \s | [^\W\d_] | $ ) )
    """,
    re.VERBOSE,
)
_STROKES = frozenset("IVXHLvxlÍí")
"""Letters that Roman numerals are printed with, or read as."""
_ROMAN = re.compile(r"(?:X{0,3})(?:IX|IV|V?I{0,3})$")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_ALPHABET = {letter: i + 1 for i, letter in enumerate("abcdđeghiklmnopqrstuvxy")}
_ALPHABET["ø"] = _ALPHABET["g"]
"""How Tesseract reads `g)`: on three of three scanned pages."""
_WORD_NUMBERS = {
    "nhất": 1, "một": 1, "hai": 2, "nhì": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10,
}  # fmt: skip
_DIGITS = re.compile(r"[0-9]+")
_MISREAD_ROMAN = re.compile(r"(?P<mark>(?P<token>[IVXvx1lHL|!Í]{1,5})\s?[.,:]?)\s+(?P<rest>\S.{3,})")
_SPECK = re.compile(r"(?:[_;:,.'‘’`|«¬~]{1,2}\s+|[._]?_[._]?)(?=[0-9]{1,2}\s?\.|[IVX]{1,4}\s?\.)")
"""A speck of the scanner in front of a number: `_ 2. Yêu cầu`, `._2. Yêu cầu`."""
_MISREAD_DECIMAL = re.compile(
    rf"(?:[IVX]{{1,4}}|[$§&ŠSGBZl|])\s?\.\s?[0-9]{{1,2}}(?:\.[0-9]{{1,2}})?\.?(?=\s+[{CAPITALS}])"
)
_COMMA_FOR_STOP = re.compile(
    rf"(?P<number>[1-9]|1[0-9]),\s+(?=[{CAPITALS}][{SMALL_LETTERS}])(?!(?:Điều|Khoản|Điểm|Mục|Phần|Chương|Phụ lục)\b)"
)
"""A full stop read as a comma: `4, Nguy cơ mất an toàn thực phẩm`; no list of articles (`2, Điều 5`)."""


@dataclass(frozen=True)
class _Grammar:
    words: re.Pattern[str]
    style_of_word: dict[str, MarkStyle]
    initials: frozenset[str]
    """The letters that the words begin with, in small letters."""
    openers: frozenset[str]
    """These, these as capitals, and the signs."""
    style_of_sign: dict[str, MarkStyle]
    style: dict[str, MarkStyle]


@lru_cache(maxsize=8)
def _grammar(dictionaries: Dictionaries) -> _Grammar:
    styles = dictionaries.rows("outline_marks.tsv", MarkStyle)
    by_word = {w.casefold(): s for s in styles if s.kind == "word" for w in s.wording}
    alternatives = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(by_word, key=len, reverse=True))
    words = re.compile(
        rf"""(?P<word>{alternatives}) \s+
             (?P<number> thứ\s+\w+ | [IVX]{{1,5}}\b | [0-9]{{1,3}}[a-zđ]?\b | [A-ZĐ]\b | (?:nhất|hai|ba|bốn|năm)\b )
             (?P<stop> \s?[.:)] (?!\d) | (?=\s*$) | (?=\s+[-–—(]) )""",
        re.VERBOSE | re.IGNORECASE,
    )
    signs = {sign: s for s in styles if s.kind == "bullet" for sign in s.wording}
    initials = frozenset(word[0] for word in by_word)
    return _Grammar(
        words,
        by_word,
        initials,
        initials.union(map(str.upper, initials), signs),
        signs,
        {s.style: s for s in styles},
    )


def read_mark(text: str, dictionaries: Dictionaries) -> Mark | None:
    """The outline mark that a line begins with.

    >>> read_mark("1. 1. Công tác chỉ đạo", Dictionaries())
    Mark(text='1. 1.', style='decimal', rank=9, ordinal=(1, 1))
    """
    return mark_reader(dictionaries)(text)


@lru_cache(maxsize=8)
def mark_reader(dictionaries: Dictionaries) -> Callable[[str], Mark | None]:
    """`read_mark` with its dictionaries looked up once, for all lines of a document."""
    return partial(_read_mark, _grammar(dictionaries))


def _read_mark(grammar: _Grammar, text: str) -> Mark | None:
    if not text:
        return None
    # Two lines of three begin with a word; only strokes (`II`, `Il`) are letters that make a number.
    word = text[0].isalpha() and text[1:2].isalpha() and text[1] not in _STROKES
    if word and text[0] not in grammar.openers:
        return None
    mark = _bullet(text, grammar) or _named(text, grammar)
    if mark is not None or word:
        return mark
    return _numeral(text, grammar) or _misread(text, grammar)


def _bullet(text: str, grammar: _Grammar) -> Mark | None:
    style = grammar.style_of_sign.get(text[0])
    if style is None:
        return None
    following = text[1:2]
    if text[0] in MISREAD_DASHES and not (following.isspace() and text[2:3].isupper()):
        return None
    if following and not (following.isspace() or following.isalpha() or following in '"“(%' or following.isdigit()):
        return _doubled_dash(text, style)
    return Mark(text[0], style.style, style.rank)


def _doubled_dash(text: str, style: MarkStyle) -> Mark | None:
    """A long dash that OCR reads as two: `—- Rà soát`."""
    if style.style == "dash" and text[1] in style.wording and text[2:3].isspace():
        return Mark(text[:2], style.style, style.rank)
    return None


def _named(text: str, grammar: _Grammar) -> Mark | None:
    if not text[0].isupper() or text[0].lower() not in grammar.initials:
        return None
    match = grammar.words.match(text)
    if match is None:
        return None
    style = grammar.style_of_word[" ".join(match["word"].casefold().split())]
    return Mark(match[0].rstrip(), style.style, style.rank, _word_ordinal(match["number"]))


def _word_ordinal(number: str) -> tuple[int, ...]:
    digits = _DIGITS.match(number)
    if digits:
        return (int(digits[0]),)
    value = _WORD_NUMBERS.get(number.casefold().split()[-1]) or roman_value(number)
    return (value,) if value else ()


def _numeral(text: str, grammar: _Grammar) -> Mark | None:
    match = _NUMERAL.match(text)
    if match is None or match.lastgroup is None:
        return None
    kind, printed = match.lastgroup, match[0]
    style, rank = grammar.style[kind], grammar.style[kind].rank
    if kind == "decimal":
        ordinal = tuple(int(d) for d in _DIGITS.findall(printed))
        if printed[-1].isdigit() and not text[match.end() :].lstrip(' "“(')[:1].isupper():
            return None  # "2.5 triệu đồng": a number without a stop after it, then a small letter
        rank += len(ordinal) - 2
    elif kind == "arabic" and printed[0] == "l":
        ordinal = (1,)
    elif kind in ("arabic", "enclosed"):
        ordinal = (int(_DIGITS.findall(printed)[0]),)
    elif kind == "roman":
        value = roman_value(printed)
        if not value or text[match.end() : match.end() + 1].islower():
            return None  # "V.v." is no heading
        ordinal = (value,)
    elif kind == "capital" and printed[0] == "H" and is_capitals(text[match.end() :]):
        return None  # a II read as H: no document has chapters from A to H
    else:
        letter = printed.strip("( ").casefold()[0]
        ordinal = (_ALPHABET[letter],) if letter in _ALPHABET else ()
    if ordinal and max(ordinal) > MAX_ORDINAL:
        return None
    return Mark(printed, style.style, rank, ordinal)


def _misread(text: str, grammar: _Grammar) -> Mark | None:
    """Marks that OCR has damaged: `IL NỘI DUNG` and `H. NỘI DUNG` are II., `$.2. Phòng Đào tạo` is 5.2."""
    speck = _SPECK.match(text)
    if speck is not None:
        mark = _numeral(text[speck.end() :], grammar)
        return None if mark is None else replace(mark, text=text[: speck.end()] + mark.text)
    match = _MISREAD_DECIMAL.match(text)
    if match is not None:
        style = grammar.style["decimal"]
        return Mark(match[0], style.style, style.rank)
    match = _COMMA_FOR_STOP.match(text)
    if match is not None:
        style = grammar.style["arabic"]
        return Mark(match[0].rstrip(), style.style, style.rank, (int(match["number"]),))
    match = _MISREAD_ROMAN.match(text)
    if match is None or match["token"].isdigit() or not is_capitals(match["rest"]):
        return None
    token = match["token"].replace("H", "II").replace("v", "V").replace("x", "X")
    value = roman_value(token) or roman_value(re.sub(r"L$", "", token))
    if not value:
        return None
    style = grammar.style["roman"]
    return Mark(match["mark"], style.style, style.rank, (value,))


def roman_value(printed: str) -> int:
    """The value of a roman number, also with `1`, `l` or `|` read for `I` (`I11.`); 0 when it is none."""
    token = re.sub(r"[^IVX1l|Íí!]", "", printed)
    token = re.sub(r"[1l|Íí!]", "I", token)
    if not token or not _ROMAN.match(token):
        return 0
    values = [_ROMAN_VALUES[c] for c in token]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))


def roman_numeral(value: int) -> str:
    """A number up to 39 in Roman numerals.

    >>> roman_numeral(14)
    'XIV'
    """
    units = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (value // 10) + units[value % 10]


def mark_of_style(style: str, printed: str, ordinal: tuple[int, ...], dictionaries: Dictionaries) -> Mark:
    """A mark that was printed as `printed` and has the style and number that its neighbours ask for."""
    row = _grammar(dictionaries).style[style]
    return Mark(printed, row.style, row.rank, ordinal)


MIN_LETTERS = 3
"""Shorter words ("VT", "II") say nothing about the case of a line."""
CAPITALS_SHARE = 0.8
"""A title in capitals may hold a word in small letters; brackets do not count ("II. NỘI DUNG (có biểu)")."""


def is_capitals(text: str) -> bool:
    """Whether the words of a text, outside brackets, are in capitals."""
    if "(" in text:
        text = re.sub(r"\([^()]*\)", "", text)
    words = text.split()
    small = sum(map(str.islower, words))
    if 2 * small > len(words):  # most lines of running text
        return False
    capitals = sum(map(str.isupper, words))
    if not capitals or small > capitals:
        return False
    with_letters = sum(word.upper() != word.lower() for word in words)
    return capitals >= CAPITALS_SHARE * with_letters and sum(map(str.isalpha, text)) >= MIN_LETTERS
