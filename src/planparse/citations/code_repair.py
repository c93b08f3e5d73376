"""Repair of codes in symbols that reading damaged: `ND` for `NĐ`, `UBNO` for `UBND`, `NĐ-QP` for `NĐ-CP`.

Only text that may be misread is repaired: what a digital file says was printed. Only codes that mean nothing, or that
cannot stand behind their type, are touched; a school's `DCT` stays although the ministry's `BCT` looks like it. No
digit is changed; letters are made digits only in the term of the National Assembly.
"""

from __future__ import annotations

import re
from functools import lru_cache

from planparse.citations.vocabulary import Vocabulary

_ALIKE = str.maketrans(
    dict.fromkeys("CGQO0DĐ", "O") | dict.fromkeys("NMHW", "N") | dict.fromkeys("TI17", "I") | dict.fromkeys("BPR", "B")
)
"""Letters that English OCR takes for each other in codes."""
_READ_FOR = {"g": "EBSGQsqepz", "r": "RFTP"}
"""What the small letters at the end of a code are read as."""
_TERM = re.compile(r"(?P<assembly>(?:UBTV|TV)?QH)(?P<term>[I1S5O0-9]{2,4})")
"""The National Assembly with a term of which a reader made letters: `QHI5`, `QHI15`, `QH1S`, `QHI1S5` all were
`QH15`."""
_TERM_DIGITS = str.maketrans("ISO", "150")
_TERMS = range(8, 20)
_MIN_LENGTH = 4
"""Of the known codes of four letters or more only two pairs look alike; of those with three every third does."""


def barred_parts(parts: list[str], words: Vocabulary) -> list[str]:
    """The parts of a code with the bars of their Đ, which also keyboards leave out: `NĐ` for `ND`."""
    return [words.with_bar.get(part, part) for part in parts]


def repaired_parts(parts: list[str], words: Vocabulary) -> list[str]:
    """The parts of a code with damaged letters put right."""
    result = list(parts)
    # Two letters may be a code of their own before an unknown body: `QO` counts before `UBND`, `QĐĐ` before any.
    if len(parts) > 1 and parts[0] in words.misread_types and (len(parts[0]) > 2 or names_body(parts[1], words)):
        result[0] = words.misread_types[parts[0]]
    kind = words.type_by_code.get(result[0])
    if kind is not None and kind.issuers and len(result) > 1 and result[1] not in kind.issuers:
        meant = [code for code in kind.issuers if _look(code) == _look(result[1])]
        result[1:2] = meant if len(meant) == 1 else [result[1]]
    result[1:] = [_with_small_end(part, words) for part in result[1:]]
    return [_known_code(part, words) if _is_unknown(part, words) else part for part in map(_with_term, result)]


def _with_small_end(part: str, words: Vocabulary) -> str:
    """A code whose last, small letter was read as another: `TTE` and `TTs` for `TTg`."""
    if part in words.issuer_by_code or part in words.type_by_code:
        return part
    meant = [
        code for code in words.issuer_by_code if code[:-1] == part[:-1] and part[-1] in _READ_FOR.get(code[-1], "")
    ]
    return meant[0] if len(meant) == 1 else part


def _with_term(part: str) -> str:
    """A code with the number of its term: a stroke read as `I` is a 1, and one beside a 1 is no more than that."""
    match = _TERM.fullmatch(part)
    if match is None or match["term"].isdigit():
        return part
    term = re.sub(r"^11(?=\d)", "1", match["term"].translate(_TERM_DIGITS))
    if len(term) > len("15") and term[-1] == term[-2]:
        term = term[:-1]  # `S5`: one digit as a letter and itself
    return match["assembly"] + term if int(term) in _TERMS else part


def _known_code(part: str, words: Vocabulary) -> str:
    """The known code that an unknown one was printed as, or the unknown one."""
    if part.isupper():
        known = _known_look_alikes(words).get(_look(part), part)
        # `CHQQ` and `ĐHQG` look alike letter by letter, and are two bodies.
        return known if sum(a != b for a, b in zip(known, part, strict=True)) <= max(1, len(part) // 3) else part
    from rapidfuzz.distance import Levenshtein

    # `TTEg`: few codes have small letters, so one letter too many leaves no doubt which is meant.
    meant = [code for code in words.issuer_by_code if not code.isupper() and Levenshtein.distance(code, part) == 1]
    return meant[0] if len(meant) == 1 else part


def names_body(code: str, words: Vocabulary) -> bool:
    """Whether a code is that of a known body, or built like those of departments and ministries."""
    return code in words.issuer_by_code or re.match(r"[SB][A-ZĐ]{2}", code) is not None


def _is_unknown(part: str, words: Vocabulary) -> bool:
    return len(part) >= _MIN_LENGTH and part not in words.issuer_by_code and part not in words.type_by_code


def _look(code: str) -> str:
    return code.translate(_ALIKE)


@lru_cache(maxsize=8)
def _known_look_alikes(words: Vocabulary) -> dict[str, str]:
    """The long codes by their look, where it belongs to one alone."""
    looks: dict[str, list[str]] = {}
    for code in words.issuer_by_code:
        if len(code) >= _MIN_LENGTH:
            looks.setdefault(_look(code), []).append(code)
    return {look: codes[0] for look, codes in looks.items() if len(codes) == 1}
