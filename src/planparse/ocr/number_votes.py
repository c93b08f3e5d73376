"""Which of several readings of a number is right: the one that is built like a number and that most of them give."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from planparse.restoration.symbols import SymbolGrammar

LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("|lIiÌÍỊìíịỈỉïîĩ!¡'jJ[]", "1"),
        **dict.fromkeys("ŠS$sš", "5"),
        **dict.fromkeys("B§", "8"),
        **dict.fromkeys("OoØø", "0"),
        "Z": "2",
    }
)
_IN_A_DATE = LOOKALIKES | str.maketrans("óLÏ", "611")
_IN_A_SERIAL = str.maketrans("Il|!ó§", "111168")
"""Fewer signs: `20o/QĐ` may be 200 and 209."""
_EDGES = " .,;:()[]{}“”\"'’‘*_|-–—"
_LABEL = re.compile(r"[Ss][ốôóòoếè6]\W?(?=\d)")
_SYMBOL = re.compile(
    r"\d{1,5}[a-dđA-DĐ]?(?:/(?:19|20)\d\d)?[/-](?P<code>[A-ZĐƯÂÊÔƠĂ&]{1,10}(?:[a-zđ]{1,2})?\d{0,2})"
    r"(?:[-/.](?:[A-ZĐƯÂÊÔƠĂ&]{1,10}(?:[a-zđ]{1,2})?\d{0,2})?){0,5}"
)
_BEGUN = re.compile(r"\d{1,5}/(?:19|20)\d\d/?")
"""A symbol that goes on in the next line."""
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_DATE = re.compile(rf"{_DAY}[/.-]{_MONTH}(?:[/.-]{_YEAR})?|{_MONTH}/{_YEAR}")
_PLAIN = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:,\d+)?%?|(?!\d{4,}\.\d{3}\b)\d+(?:[.,]\d+)?%?|\d+[-–]\d+")
"""Thousands have three digits at most before their first stop: `4353.000` was `433.000`."""
_DATE_WORDS = {"ngày": range(1, 32), "tháng": range(1, 13), "năm": range(1930, 2060)}
"""What stands before the parts of a date, and what these can be."""
_DAY_WORDS = ("ngày", "tháng")
_PROVISIONS = {"khoản": range(1, 100), "điều": range(1, 1000)}
"""The same for the parts of laws, which never have Roman numbers."""
_TERM = re.compile(r"(?:UBTVQH|QH)\d{1,2}")
FEWEST = 2
OUTVOTED = 0.5
"""Confidence below which three readings that agree outweigh a first one that is built like a number, too. On made-up
pages they were right 6 of 6 times then, and 8 of 14 times above it."""
OUTVOTED_DAY = 0.9
"""The same for days and months, unless figures were lost: on 111 printed scans `26` was 28, `16` 18 and `1]` 11, but
`17` was not `1`, as one stroke reads in small."""


def is_well_formed(text: str, grammar: SymbolGrammar) -> bool:
    """Whether a text is built like a symbol with a known code, a date or a plain number.

    >>> grammar = SymbolGrammar.load(Dictionaries())
    >>> [is_well_formed(text, grammar) for text in ("214/QĐ-ĐSH,", "7UQĐ-UBND", "1009/QW-BYT", "12/5/2030")]
    [True, False, False, True]
    """
    bare = text.strip(_EDGES)
    symbol = _SYMBOL.fullmatch(bare)
    if symbol is not None:
        code = symbol["code"]
        return code in grammar.types or code in grammar.issuers or _TERM.fullmatch(code) is not None
    return any(pattern.fullmatch(bare) for pattern in (_BEGUN, _DATE, _PLAIN))


def voted(readings: Sequence[str], before: str, confidence: float, grammar: SymbolGrammar) -> str | None:
    """The number that most of its readings give, at least two; None when none is ahead, or the first one may be right.

    Readings that are not built like a number do not count. Signs that look like digits are digits behind `ngày`,
    `tháng` and `năm`, and in the serial of a symbol.

    Args:
        readings: of one number, the first one first.
        before: the word before it.
        confidence: of the first reading.
        grammar: the codes of symbols.

    >>> grammar = SymbolGrammar.load(Dictionaries())
    >>> voted(("1Š", "15", "ấ"), "ngày", 0.7, grammar)
    '15'
    >>> voted(("387UQĐ-UBND", "3871/QĐ-UBND", "3871/QĐ-UBND."), "số", 0.2, grammar)
    '3871/QĐ-UBND'
    """
    labelled = _LABEL.match(readings[0]) is not None
    known = [_number(text if labelled else _LABEL.sub("", text, count=1), before, grammar) for text in readings]
    votes = Counter(number for number in known if number is not None)
    ahead = votes.most_common(2)
    if not ahead or ahead[0][1] < FEWEST or (len(ahead) > 1 and ahead[0][1] == ahead[1][1]):
        return None
    number = ahead[0][0]
    rivals = sum(votes.values()) - ahead[0][1]
    whole_day = before.strip(_EDGES).lower() in _DAY_WORDS and number.isdigit() and len(number) >= len(known[0] or "")
    outvoted = confidence < (OUTVOTED_DAY if whole_day else OUTVOTED)
    if known[0] is not None and number != known[0] and (rivals > 1 or ahead[0][1] <= FEWEST or not outvoted):
        return None
    return number


def _number(text: str, before: str, grammar: SymbolGrammar) -> str | None:
    """What a reading says; None where it is built like no number."""
    bare = text.strip(_EDGES)
    word = before.strip(_EDGES).lower()
    allowed = _DATE_WORDS.get(word) or _PROVISIONS.get(word)
    if allowed is not None and not any(sign in bare for sign in "/.-–"):
        number = bare.translate(_IN_A_DATE)
        return number if re.fullmatch("[0-9]{1,4}", number) and int(number) in allowed else None
    serial, slash, code = bare.partition("/")
    if slash and code[:1].isalnum():
        bare = serial.translate(_IN_A_SERIAL) + slash + code
    return bare if is_well_formed(bare, grammar) else None


def is_of_date(before: str) -> bool:
    """Whether a word announces a part of a date: `ngày`, `tháng`, `năm`."""
    return before.strip(_EDGES).lower() in _DATE_WORDS


def is_of_provision(before: str) -> bool:
    """Whether a word announces a part of a law: `khoản`, `Điều`."""
    return before.strip(_EDGES).lower() in _PROVISIONS


def in_place_of(first: str, number: str) -> str:
    """A number with the punctuation of its first reading.

    >>> in_place_of("(38 7UQĐ-UBND;", "3871/QĐ-UBND"), in_place_of("1]", "11")
    ('(3871/QĐ-UBND;', '11')
    """
    bare = first.strip(_EDGES)
    if first.translate(LOOKALIKES) == number:
        return number
    return first.replace(bare, number, 1) if bare else number
