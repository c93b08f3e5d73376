"""Document symbols (ký hiệu) and outline numerals, repaired by their grammar and locked against the language model.

`63/2010/ND-CP` -> `63/2010/NĐ-CP`, `766/QP-TTg` -> `766/QĐ-TTg`, `127 IKH-SYT` -> `127 /KH-SYT`, `ND- CP` -> `NĐ-CP`,
`S6: 12` -> `Số: 12`, `I11. NHIEM VU` -> `III. NHIEM VU`. The digits of a serial or a year are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from planparse.folding import fold
from planparse.knowledge import Dictionaries
from planparse.restoration.edits import Edit
from planparse.restoration.list_letters import read_list_letters
from planparse.restoration.read_as_digits import words_read_as_digits
from planparse.restoration.syllables import strip_marks

COMPARISON = "comparison-sign"
DOCUMENT_TYPES = "document_types.tsv"
ISSUERS = "issuers.tsv"
CODE_PARTS = "code_parts.tsv"
GRAMMAR_SCORE = 0.97
"""Taken for the share of right ones among the grammar's repairs of symbols; an estimate, not measured."""
COMPARISON_SCORE = 0.8
"""The same for a comparison before a percentage. An English OCR reads most ≥ as `=`; an equals sign is printed there
only in formulas. What it reads as `>` may be either sign, and stays."""


@dataclass(frozen=True, slots=True)
class _TypeRow:
    name: str
    codes: tuple[str, ...]
    issuers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _IssuerRow:
    code: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _PartRow:
    part: str
    readings: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class SymbolGrammar:
    """The codes that symbols are made of."""

    types: frozenset[str]
    issuers: frozenset[str]
    parts: Mapping[str, str]
    """What pieces of codes that hold a Đ are read as, and the pieces: `LDTBXH`, `HDND`, `HDPND`; the longest first."""
    misread: re.Pattern[str]
    """Of these, the readings that nothing else is printed as: `HDPND`."""
    small_ends: tuple[str, ...]
    """The codes that end in a small letter: `TTg`."""
    by_plain: Mapping[str, str]
    """`ND` -> `NĐ`: a code by its letters without marks, where it has any."""
    issuers_of: Mapping[str, tuple[str, ...]]
    """By the code of a type that only a few bodies issue, their codes: a decree (NĐ) is the Government's."""
    names: Mapping[str, str]
    """The name of a type by its code, folded."""
    departments: frozenset[str]
    """The names of departments of a province (sở)."""

    @classmethod
    def load(cls, dictionaries: Dictionaries) -> SymbolGrammar:
        """Read the codes of document types and issuers.

        Raises:
            DictionaryError: a dictionary is missing or damaged.
        """
        return _load(dictionaries)

    def repair_type(self, code: str, before: str = "") -> str:
        """`QD`, `QP`, `QB` -> `QĐ`, `CTi` -> `CTr`; a code that is known or cannot be told stays.

        Args:
            code: the first part of a code.
            before: what stands before the symbol: the type in words tells `NQ` from `NĐ` where `NO` was read.
        """
        if code in self.types or code in self.issuers:
            return code  # `769/TTg`: older symbols name their issuer alone
        if len(code) == 3 and not code[-1].isupper() and not code[-1].isdigit() and f"{code[:2]}r" in self.types:
            return f"{code[:2]}r"  # the only small letter of a type's code
        guesses = [guess for guess in _as_printed(code) if guess in self.types]
        if len(guesses) > 1:
            words = fold(before)
            return max(guesses, key=lambda guess: fuzz.partial_ratio(self.names[guess], words, score_cutoff=_NAMED))
        return guesses[0] if guesses else self.by_plain.get(strip_marks(code), code)

    def repair_issuer(self, code: str, kind: str = "") -> str:
        """`HDND` -> `HĐND`, `BLDTBXH` -> `BLĐTBXH`, `SGDDT` -> `SGDĐT`, and `QP` of a decree -> `CP`; others stay.

        Args:
            code: what stands behind the type in a symbol.
            kind: the code of the type.
        """
        if code in self.issuers:
            return code
        meant = [known for known in self.issuers_of.get(kind, ()) if _differ_in_one(known, code)]
        if len(meant) == 1:
            return meant[0]
        ends = [known for known in self.small_ends if _ends_like(code, known)]
        if len(ends) == 1:
            return ends[0]
        plain = strip_marks(code)
        if plain in self.by_plain:
            return self.by_plain[plain]
        for reading, part in self.parts.items():
            place = plain.find(reading)
            if place >= 0:
                return code[:place] + part + code[place + len(reading) :]
        return code


@lru_cache(maxsize=4)
def _load(dictionaries: Dictionaries) -> SymbolGrammar:
    rows = dictionaries.rows(DOCUMENT_TYPES, _TypeRow)
    types = frozenset(code for row in rows for code in row.codes)
    bodies = dictionaries.rows(ISSUERS, _IssuerRow)
    issuers = frozenset(row.code for row in bodies)
    pieces = dictionaries.rows(CODE_PARTS, _PartRow)
    misread = {reading: row.part for row in pieces for reading in row.readings}
    parts = {strip_marks(row.part): row.part for row in pieces} | misread
    plain: dict[str, str] = {}
    for code in (*sorted(types), *sorted(issuers)):
        key = strip_marks(code)
        if key != code and key not in types and key not in issuers:
            plain.setdefault(key, code)
    issuers_of = {code: row.issuers for row in rows if row.issuers for code in row.codes}
    names = {code: fold(row.name) for row in reversed(rows) for code in row.codes}
    departments = frozenset(name for row in bodies for name in row.names if name.startswith("Sở "))
    return SymbolGrammar(
        types,
        issuers,
        parts={reading: parts[reading] for reading in sorted(parts, key=lambda p: (-len(p), p))},
        misread=re.compile("|".join(map(re.escape, sorted(misread, key=len, reverse=True))) or r"(?!)"),
        small_ends=tuple(sorted(code for code in issuers if code[-1].islower())),
        by_plain=plain,
        issuers_of=issuers_of,
        names=names,
        departments=departments,
    )


def _ends_like(code: str, known: str) -> bool:
    """Whether the small letter at the end of a code was read as another, or as two signs: `TTe`, `TT¢g` for `TTg`."""
    end = code[len(known) - 1 :]
    alike = _READ_FOR.get(known[-1], "")
    return code.startswith(known[:-1]) and 1 <= len(end) <= _LONGEST_END and all(sign in alike for sign in end)


def _differ_in_one(first: str, second: str) -> bool:
    return len(first) == len(second) and sum(a != b for a, b in zip(first, second, strict=True)) == 1


_READ_FOR = {"g": "ge¢qspz", "r": "rtfi"}
"""What an English OCR reads for the small letters that end a code."""
_LONGEST_END = 3
_D_BAR_READINGS = frozenset("DPBOQÐ0")
"""What an English OCR reads for Đ in capitals."""
_Q_READINGS = frozenset("O0")
_REACH = 24
"""Characters before a symbol in which its type stands in words."""
_NAMED = 80.0
"""Likeness, 0 to 100, from which it does."""


def _as_printed(code: str) -> Iterator[str]:
    """What a code may have been: first with a Đ, which is lost most often, then with a Q."""
    for readings, letter in ((_D_BAR_READINGS, "Đ"), (_Q_READINGS, "Q")):
        for i, char in enumerate(code):
            if char in readings and i:
                yield code[:i] + letter + code[i + 1 :]


_SYMBOL = re.compile(
    r"""
    (?<![\w.,/-])
    (?P<serial> \d{1,5}[a-zA-Z]? )
    (?:
        (?: \s?/\s? | \s+(?=[Il|][A-ZĐ]{2,5}\s?[-–]) ) (?: (?P<year>(?:19|20)\d\d) \s?/\s? )?
        (?P<code> [Il|]? [A-ZĐÐ][A-ZĐÐa-zđ&0]{0,11}\d{0,2} (?:(?<=T)[:;](?=-))?
                  (?: [ ]?[-–][ ]? [A-ZĐÐ][A-ZĐÐa-zđ&¢]{0,14}\d{0,2} ){0,4} )
      | [ ]?[-–][ ]? (?P<type>[A-ZĐÐ][A-ZĐÐa-zđ]{1,4}) [ ]?(?P<slash>[/Il|])[ ]?
        (?P<party>[A-ZĐÐ][A-ZĐÐa-zđƯ]{1,11}(?:-[A-ZĐÐ]{2,8})?)
    )
    (?![\w])
    """,
    re.VERBOSE,
)
_BARE_CODE = re.compile(
    r"(?<![\w-])(?P<code>[/Il|]?[A-ZĐÐ]{2,5}(?:[-–][ ]?|[ ][-–])"
    r"[A-ZĐÐ][A-ZĐÐa-z]{1,11}\d{0,2}(?:-[A-ZĐÐ]{2,8})?)(?![\w-])"
)
_JOINED_ACRONYM = re.compile(r"(?<![\w&])[A-ZĐÐ]{2,7}&[A-ZĐÐ]{2,7}(?![\w&])")
_NUMBER_LABEL = re.compile(
    r"(?m)^(?P<before>.{0,60}?)(?<!\w)(?!5G)(?P<label>[Ss8§5][6éóốô0oGO&b5])(?=[ ]?:[ ]?(?:\d|/|\.|…|$))"
)
_BEGUN_SYMBOL = re.compile(r"[ ]?:(?!20\d\d/)[ ]?\d*[ ]?/[ ]?[A-ZĐ]")
"""Not `85:2025/BNNMT` below `QCVN`: a standard and its year."""
_COMPARISON = re.compile(
    r"(?:(?<=[^\W\d_]\s)|(?<=[^\W\d_][\d:]\s))(?:(?P<least>=>?|>=)|<=)(?=(?:[ ]?|\n{1,2})\d{1,3}(?:,\d{1,2})?[ ]?%)"
)
_ROMAN = re.compile(r"(?m)^[ \t]*(?P<numeral>[IVXLTl1i|!]{1,6})(?=\s?\.\s*[^\W\d_])")
_VALID_ROMAN = re.compile(r"X{0,2}(?:IX|IV|V?I{0,3})")


@dataclass(frozen=True, slots=True)
class GrammarFindings:
    """What the grammar settles in a text: repairs, and the spans that nothing else may change, both sorted."""

    edits: tuple[Edit, ...] = ()
    locked: tuple[tuple[int, int], ...] = ()


def read_symbols(text: str, grammar: SymbolGrammar) -> GrammarFindings:
    """Find and repair the symbols, number labels and outline numerals of a garbled or unmarked text."""
    found: list[tuple[int, int, str, str]] = [
        (*match.span(), _repaired_symbol(match, grammar), "document-symbol") for match in _SYMBOL.finditer(text)
    ]
    found += [
        (*match.span(), repaired, "document-symbol")
        for match in _BARE_CODE.finditer(text)
        for repaired in [_repaired_code(match["code"], grammar)]
        if _is_code(match["code"], repaired, grammar)
    ]
    found += [(*m.span(), _repaired_pair(m, grammar), "acronym") for m in _JOINED_ACRONYM.finditer(text)]
    found += [(*m.span(), grammar.parts[m.group()], "acronym") for m in grammar.misread.finditer(text)]
    found += [
        (*match.span("label"), "số" if match["label"][0] == "s" else "Số", "number-label")
        for match in _NUMBER_LABEL.finditer(text)
        if not match["label"].isdigit() or _begins_symbol(text, match)
    ]
    found += [
        (*match.span("numeral"), numeral, "outline-numeral")
        for match in _ROMAN.finditer(text)
        for numeral in [repaired_numeral(match["numeral"])]
        if numeral
    ]
    found += [(*match.span(), "≥" if match["least"] else "≤", COMPARISON) for match in _COMPARISON.finditer(text)]
    found += [(*item, "list-letter") for item in read_list_letters(text)]
    found += words_read_as_digits(text, grammar.departments)
    edits: list[Edit] = []
    locked: list[tuple[int, int]] = []
    for start, end, after, why in sorted(found, key=lambda f: (f[0], -f[1])):
        if locked and start < locked[-1][1]:
            continue
        locked.append((start, end))
        if text[start:end] != after:
            score = COMPARISON_SCORE if why == COMPARISON else GRAMMAR_SCORE
            edits.append(Edit(start, end, text[start:end], after, score, why))
    return GrammarFindings(tuple(edits), tuple(locked))


def _is_code(read: str, repaired: str, grammar: SymbolGrammar) -> bool:
    """Whether letters around a hyphen are a code although no serial stands before them: `QD-UBND`, not `CB-TH`, an
    office of its own that only a guess makes `CĐ-TH`."""
    kind, *rest = repaired.lstrip("/").split("-")
    if kind not in grammar.types:
        return False
    head = re.split(r"[ ]?[-–]", read.lstrip("/Il|"))[0]
    return strip_marks(head) == strip_marks(kind) or rest[0] in grammar.issuers


def _repaired_pair(match: re.Match[str], grammar: SymbolGrammar) -> str:
    """`DBQH&HDND` -> `ĐBQH&HĐND`: each of the two, and `GD&DT` -> `GD&ĐT`, the whole."""
    return grammar.repair_issuer("&".join(map(grammar.repair_issuer, match.group().split("&"))))


def _begins_symbol(text: str, label: re.Match[str]) -> bool:
    """Whether digits stand where the label of a letterhead stands: `86: 31/KH-UBND`, not `Bảng 56: 12`."""
    return not label["before"].strip() and _BEGUN_SYMBOL.match(text, label.end("label")) is not None


def _repaired_symbol(match: re.Match[str], grammar: SymbolGrammar) -> str:
    text = match.group()
    offset = match.start()
    if match["code"] is None:
        kind = grammar.repair_type(match["type"], match.string[max(0, offset - _REACH) : offset])
        party = grammar.repair_issuer(match["party"])
        if match["slash"] != "/" and not (kind in grammar.types and party in grammar.issuers):
            return text
        return text[: match.start("type") - offset] + kind + "/" + party
    start = match.start("code") - offset
    before = match.string[max(0, offset - _REACH) : offset]
    return text[:start] + _repaired_code(match["code"], grammar, before, slash_read="/" not in text[:start])


def _repaired_code(code: str, grammar: SymbolGrammar, before: str = "", *, slash_read: bool = True) -> str:
    """A code part by part; blanks around its hyphens go, and an I before a known type was the slash."""
    head, *rest = re.split(r"[ ]?[-–][ ]?", code)
    slash = ""
    if head[:1] == "/":
        slash, head = "/", head[1:]
    elif head[:1] in "Il|" and slash_read and grammar.repair_type(head) not in grammar.types:
        if grammar.repair_type(head[1:]) not in grammar.types:
            return code
        slash, head = "/", head[1:]
    kind = grammar.repair_type(head, before)
    return slash + "-".join([kind, *(grammar.repair_issuer(part, kind) for part in rest)])


_NUMERAL_LETTERS = str.maketrans("l1i|!LT", "IIIIIII")


def repaired_numeral(read: str) -> str | None:
    """`I11` -> `III`, `Il` -> `II`, `VIL` -> `VII`; None for digits only and for what makes no numeral up to 29."""
    if read.isdigit() or read[0] in "1iLT!|" or (len(read) == 1 and read not in "IVX"):
        return None
    numeral = read.translate(_NUMERAL_LETTERS)
    return numeral if _VALID_ROMAN.fullmatch(numeral) else None
