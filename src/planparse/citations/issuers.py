"""Where the printed name of an issuing body (cơ quan ban hành) ends.

Names are read by grammar: known first words (`UBND`, `Bộ`, `Sở`, `Ban Chấp hành`), then what may follow them (an
administrative unit, a field of government, a free name), up to a word that opens another clause.
"""

from __future__ import annotations

import re

from planparse.citations.phrases import key, lowered
from planparse.citations.vocabulary import Vocabulary

_UNIT = re.compile(
    r"\s{1,3}(?:các\s{1,3})?(?:tỉnh|thành\s{1,3}ph[ốo]|tp\.?|quận|huyện|thị\s{1,3}xã|xã|phường|thị\s{1,3}trấn|đặc\s{1,3}khu|cấp\s\w+)(?!\w)"
)
_PLACE_WORD = re.compile(r"(\s{0,3}[-–]\s{0,3}|\s{1,3})([^\W\d_][^\W\d_']*|\d{1,2}(?![\w/.]))")
_SPACE = re.compile(r"\s{1,3}")
_AND = re.compile(r"và\s{1,3}(?=\S)")
_NUMBERED = re.compile(r"\s{1,3}(?:số|so|\d)")
_TOKEN = re.compile(r"\s{1,3}(?:[-–&]\s{1,3})?([^\s,;:.()\[\]“”\"/]+)")
_FIRST_TOKEN = re.compile(r"\s{0,3}([^\s,;:.()\[\]“”\"/]+)")
_MAX_PLACE_WORDS = 5
_MAX_NAME_WORDS = 14
"""`Ban Chỉ đạo Trung ương về phòng, chống tham nhũng` and the like; a longer run is a clause that has no known verb."""


def issuer_end(text: str, lower: str, start: int, limit: int, words: Vocabulary, *, named: bool = True) -> int | None:
    """The end of the body's name that starts at `text[start]`; None when no name starts there.

    Args:
        lower: `lowered(text)`.
        limit: the name ends before this offset.
        named: demand known first words; without, any words up to the next clause are a name (behind `của`).
    """
    head = words.issuer_phrases.match(lower, start, limit)
    if head is None:
        if named:
            return None
        end = _free_name(text, lower, start, limit, words, at_start=True)
        return end if end > start else None
    kind, end = head.value, head.end
    if kind == "local":
        return _with_place(text, lower, end, limit, words)
    if kind == "field":
        return _field_name(text, lower, end, limit, words)
    if kind == "officer":
        return _body_of_officer(text, lower, end, limit, words)
    if kind == "body":
        return _with_place(text, lower, _free_name(text, lower, end, limit, words), limit, words)
    return end


def _field_name(text: str, lower: str, start: int, limit: int, words: Vocabulary) -> int:
    space = _SPACE.match(lower, start, limit)
    field = words.field_phrases.match(lower, space.end(), limit) if space else None
    if field is not None:
        return _with_place(text, lower, field.end, limit, words)
    return _with_place(text, lower, _free_name(text, lower, start, limit, words), limit, words)


def _body_of_officer(text: str, lower: str, start: int, limit: int, words: Vocabulary) -> int:
    space = _SPACE.match(lower, start, limit)
    if space is None:
        return start
    return issuer_end(text, lower, space.end(), limit, words) or _with_place(text, lower, start, limit, words)


def _with_place(text: str, lower: str, start: int, limit: int, words: Vocabulary) -> int:
    """Go on over `tỉnh Sơn Hải`, `huyện`, or the bare name of a place."""
    unit = _UNIT.match(lower, start, limit)
    if unit is not None:
        return _with_place(text, lower, _place(text, lower, unit.end(), limit, words), limit, words)
    space = _SPACE.match(lower, start, limit)
    province = words.province_phrases.match(lower, space.end(), limit) if space else None
    return start if province is None or not text[province.start].isupper() else province.end


def _place(text: str, lower: str, start: int, limit: int, words: Vocabulary) -> int:
    """The end of a place name: a province, or words that all begin with a capital."""
    space = _SPACE.match(lower, start, limit)
    province = words.province_phrases.match(lower, space.end(), limit) if space else None
    if province is not None and text[province.start].isupper():
        return province.end
    end, count = start, 0
    while count < _MAX_PLACE_WORDS and (word := _PLACE_WORD.match(text, end, limit)):
        if not (word[2][0].isupper() or word[2].isdigit()) or _opens_clause(text, lower, word.start(2), limit, words):
            break
        end, count = word.end(), count + 1
    return end


def _opens_clause(text: str, lower: str, start: int, limit: int, words: Vocabulary) -> bool:
    """Whether a clause begins here. With a capital it must go on in small letters (`Ban hành`, never `Quy Nhơn`)."""
    clause = words.clause_phrases.match(lower, start, limit)
    if clause is None:
        return False
    syllables = text[start : clause.end].split()
    return not text[start].isupper() or (len(syllables) > 1 and syllables[1].islower())


_CAPITAL_OPENERS = ("ban hành", "phê duyệt", "quy định", "hướng dẫn", "về", "v/v", "căn cứ", "thực hiện")


def _free_name(text: str, lower: str, start: int, limit: int, words: Vocabulary, *, at_start: bool = False) -> int:
    """The end of a name without grammar: up to punctuation, a clause, a document or the next body after `và`."""
    end = start
    for count in range(_MAX_NAME_WORDS):
        token = (_FIRST_TOKEN if at_start and count == 0 else _TOKEN).match(text, end, limit)
        if token is None:
            return end
        begin = token.start(1)
        if _stops_name(text, lower, begin, limit, words) and not _joins_capital(text, lower, begin, limit, words):
            return end
        end = token.end()
    return end


def _stops_name(text: str, lower: str, begin: int, limit: int, words: Vocabulary) -> bool:
    if text[begin].isdigit():
        return True
    if text[begin].isupper():
        return lower.startswith(_CAPITAL_OPENERS, begin, limit) or bool(_numbered_type(lower, begin, limit, words))
    return _opens_clause(text, lower, begin, limit, words)


def _numbered_type(lower: str, begin: int, limit: int, words: Vocabulary) -> bool:
    kind = words.type_phrases.match(lower, begin, limit)
    return kind is not None and _NUMBERED.match(lower, kind.end) is not None


def _joins_capital(text: str, lower: str, begin: int, limit: int, words: Vocabulary) -> bool:
    """`Đầu tư và Xây dựng`: `và` inside a name, before a capital that begins neither a body nor a document."""
    joint = _AND.match(lower, begin, limit)
    if joint is None or joint.end() >= limit or not text[joint.end()].isupper():
        return False
    return (
        words.issuer_phrases.match(lower, joint.end(), limit) is None
        and words.type_phrases.match(lower, joint.end(), limit) is None
    )


def agrees(code: str | None, issuer: str, words: Vocabulary) -> bool:
    """Whether a body may have issued a document whose symbol carries this code; True when nothing speaks against it.

    >>> agrees("SYT", "Sở", vocabulary(Dictionaries()))
    True
    """
    if code is None:
        return True
    name = key(issuer)
    names = words.issuer_names(code)
    if names:
        return any(name.startswith(key(n)) or key(n).startswith(name) for n in names) or _initials(name) == code
    head = words.issuer_phrases.match(lowered(issuer), 0)
    kind = None if head is None else head.value
    initials, plain = _initials(name), code.replace("Đ", "D")
    # An unknown code is that of a school, a company, a team: of these any may be meant, of the known bodies none.
    return kind in ("body", "officer") or plain.startswith(initials) or initials.startswith(plain)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word != "va").upper()
