"""Where the printed name of an issuing body (cơ quan ban hành) ends.

Names are read by grammar: known first words (`UBND`, `Bộ`, `Sở`, `Ban Chấp hành`), then what may follow them (an
administrative unit, a field of government, a free name), up to a word that opens another clause.
"""

from __future__ import annotations

import re

from planparse.citations.cited_text import CitedText
from planparse.citations.phrases import key, lowered
from planparse.citations.vocabulary import Vocabulary

_UNIT = re.compile(
    r"\s{1,3}(?:các\s{1,3})?(?:tỉnh|thành\s{1,3}ph[ốo]|tp\.?|quận|huyện|thị\s{1,3}xã|xã|phường|thị\s{1,3}trấn"
    r"|đặc\s{1,3}khu|cấp\s\w+)(?!\w)"
)
_PLACE_WORD = re.compile(r"(?:\s{0,3}[-–]\s{0,3}|\s{1,3})([^\W\d_][^\W\d_']*|\d{1,2}(?![\w/.]))")
_WORD = re.compile(r"(?:\s{1,3}(?:[-–&]\s{1,3})?|(?<![^\s]))([^\s,;:.()\[\]“”\"/]+)")
_AND = re.compile(r"và\s{1,3}(?=\S)")
_NUMBERED = re.compile(r"\s{1,3}(?:số|so|\d)")
_CAPITAL_OPENERS = ("ban hành", "phê duyệt", "quy định", "hướng dẫn", "về", "v/v", "căn cứ", "thực hiện")
"""Clauses that documents begin with a capital right behind the issuer."""
_MEETING = re.compile(
    r"hội\s{1,3}nghị\s{1,3}(?:trung\s{1,3}ương\s{1,3})?lần\s{1,3}thứ\s{1,3}\w{1,5}(?:\s{1,3}\w{1,4})?\s{1,3}(?:của\s{1,3})?(?=ban\s)"
)
_COMMITTEES = ("ban chỉ đạo", "ban chỉ huy", "tổ công tác", "hội đồng")
_FIELD_OF_COMMITTEE = re.compile(
    r"\s{1,3}(?:(?:trung\s{1,3}ương|quốc\s{1,3}gia|tỉnh)\s{1,3})?"
    r"(?:về|phát\s{1,3}triển|phòng|xây\s{1,3}dựng|cải\s{1,3}cách|chuyển\s{1,3}đổi|ứng\s{1,3}phó|thực\s{1,3}hiện)[\s,]"
)
_CLAUSE_BEHIND_COMMITTEE = re.compile(
    r"\s{1,3}(?:về\s{1,3}(?:việc|kế\s{1,3}hoạch|chương\s{1,3}trình|kết\s{1,3}luận|ban\s{1,3}hành)|v/v"
    r"|ban\s{1,3}hành|phê\s{1,3}duyệt)(?!\w)"
)
_MAX_COMMITTEE = 160
"""Characters of a committee's field."""
_TERM = re.compile(r"(?:\s{1,3}đảng)?\s{1,3}khóa\s{1,3}[ivx]{1,5}(?!\w)")
"""`Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XII`: when a body of the party decided."""
_MAX_UNITS = 3
"""`xã An Phú, huyện Tân Sơn, tỉnh Sơn Hải`."""
_MAX_PLACE_WORDS = 5
_MAX_NAME_WORDS = 14
"""`Ban Chỉ đạo Trung ương về phòng, chống tham nhũng` and the like; a longer run is a clause that has no known verb."""


def issuer_end(
    cited: CitedText, start: int, limit: int | None = None, *, named: bool = True, of_officer: bool = False
) -> int | None:
    """The end of the body's name that starts at `start`; None when no name starts there.

    Args:
        limit: the name ends before this offset; None for the end of the text.
        named: demand known first words; without, any words up to the next clause are a name (behind `của`).
        of_officer: an officer was read already, and his body is looked for.
    """
    limit = len(cited) if limit is None else limit
    meeting = _MEETING.match(cited.lower, start, limit)
    begin = start if meeting is None else meeting.end()
    end = _body_end(cited, begin, limit, named=named or meeting is not None, of_officer=of_officer)
    term = None if end is None else _TERM.match(cited.lower, end, limit)
    return end if term is None else term.end()


def _body_end(cited: CitedText, start: int, limit: int, *, named: bool, of_officer: bool) -> int | None:
    head = cited.words.issuer_phrases.match(cited.lower, start, limit)
    if head is None:
        end = start if named else _free_name(cited, start, limit)
        # `Điều 11 Nghị định số 155/2025/NĐ-CP của cơ quan, tổ chức`: a name has a capital.
        return end if any(map(str.isupper, cited.text[start:end])) else None
    if head.value == "local":
        return _with_place(cited, head.end, limit)
    if head.value == "field":
        return _with_place(cited, _field(cited, head.end, limit), limit)
    if head.value == "officer" and of_officer:
        return None
    if head.value == "officer":
        return _body_of_officer(cited, head.end, limit)
    if head.value == "body":
        named_by_field = _committee(cited, head.start, head.end, limit)
        return named_by_field or _with_place(cited, _free_name(cited, head.end, limit), limit)
    return head.end


def _committee(cited: CitedText, start: int, end: int, limit: int) -> int | None:
    """The end of a committee's name that says its field in words that open clauses elsewhere: `Ban Chỉ đạo về phát
    triển khoa học, công nghệ | ban hành`, `Ban Chỉ đạo phòng, chống thiên tai tỉnh | về việc`."""
    if not cited.lower.startswith(_COMMITTEES, start, end) or not _FIELD_OF_COMMITTEE.match(cited.lower, end, limit):
        return None
    clause = _CLAUSE_BEHIND_COMMITTEE.search(cited.lower, end + 1, min(limit, end + _MAX_COMMITTEE))
    if clause is None or any(sign in cited.text[end : clause.start()] for sign in ";:.()“”"):
        return None
    return clause.start()


def _field(cited: CitedText, start: int, limit: int) -> int:
    """The end of the field of government behind `Bộ` or `Sở`, known or free."""
    begin = cited.behind_space(start, limit)
    field = None if begin is None else cited.words.field_phrases.match(cited.lower, begin, limit)
    return _free_name(cited, start, limit) if field is None else field.end


def _body_of_officer(cited: CitedText, start: int, limit: int) -> int:
    begin = cited.behind_space(start, limit)
    body = None if begin is None else issuer_end(cited, begin, limit, of_officer=True)
    return _with_place(cited, start, limit) if body is None else body


def _with_place(cited: CitedText, start: int, limit: int) -> int:
    """Go on over `tỉnh Sơn Hải`, `huyện`, or the bare name of a province."""
    end = start
    for _ in range(_MAX_UNITS):
        unit = _UNIT.match(cited.lower, end, limit)
        if unit is None:
            break
        end = _place(cited, unit.end(), limit)
    province = _province(cited, end, limit)
    return end if province is None else province


def _province(cited: CitedText, start: int, limit: int) -> int | None:
    begin = cited.behind_space(start, limit)
    hit = None if begin is None else cited.words.province_phrases.match(cited.lower, begin, limit)
    return hit.end if hit is not None and cited.capital_at(hit.start) else None


def _place(cited: CitedText, start: int, limit: int) -> int:
    """The end of a place name: a province, or words that all begin with a capital."""
    province = _province(cited, start, limit)
    if province is not None:
        return province
    end = start
    for _ in range(_MAX_PLACE_WORDS):
        word = _PLACE_WORD.match(cited.text, end, limit)
        if word is None or not (cited.capital_at(word.start(1)) or word[1].isdigit()):
            break
        if _opens_clause(cited, word.start(1), limit):
            break
        end = word.end()
    return end


def _opens_clause(cited: CitedText, start: int, limit: int) -> bool:
    """Whether a clause begins here. With a capital it must go on in small letters (`Ban hành`, never `Quy Nhơn`)."""
    clause = cited.words.clause_phrases.match(cited.lower, start, limit)
    if clause is None:
        return False
    if cited.all_capitals or not cited.capital_at(start):
        return True
    syllables = cited.text[start : clause.end].split()
    return len(syllables) > 1 and syllables[1].islower()


def _free_name(cited: CitedText, start: int, limit: int) -> int:
    """The end of a name without grammar: up to punctuation, a clause, a document or the next body after `và`."""
    end = start
    for _ in range(_MAX_NAME_WORDS):
        word = _WORD.match(cited.text, end, limit)
        if word is None or (_stops_name(cited, word.start(1), limit) and not _joins(cited, word.start(1), limit)):
            break
        end = word.end()
    return end


def _stops_name(cited: CitedText, begin: int, limit: int) -> bool:
    if cited.text[begin].isdigit():
        return True
    if cited.all_capitals or not cited.capital_at(begin):
        return _opens_clause(cited, begin, limit)
    if cited.lower.startswith(_CAPITAL_OPENERS, begin, limit):
        return True
    kind = cited.words.type_phrases.match(cited.lower, begin, limit)
    return kind is not None and _NUMBERED.match(cited.lower, kind.end) is not None


def _joins(cited: CitedText, begin: int, limit: int) -> bool:
    """`Đầu tư và Xây dựng`: `và` inside a name, before a capital that begins neither a body nor a document."""
    joint = _AND.match(cited.lower, begin, limit)
    if joint is None or joint.end() >= limit or not cited.capital_at(joint.end()):
        return False
    words, lower = cited.words, cited.lower
    return not (words.issuer_phrases.match(lower, joint.end(), limit) or words.type_phrases.match(lower, joint.end()))


def agrees(code: str | None, issuer: str, words: Vocabulary) -> bool:
    """Whether a body may have issued a document whose symbol carries this code; True when nothing speaks against it.

    >>> agrees("SYT", "Sở", vocabulary(Dictionaries()))
    True
    """
    if code is None:
        return True
    name, names = key(issuer), [key(n) for n in words.issuer_names(code)]
    head = words.issuer_phrases.match(lowered(issuer), 0)
    if names:
        officer = head is not None and head.value == "officer" and any(f" {n}" in name for n in names)
        return officer or _initials(name) == code or any(name.startswith(n) or n.startswith(name) for n in names)
    initials, plain = _initials(name), code.replace("Đ", "D")
    # An unknown code is that of a school, a company, a team: any of these may be meant, but none of the known bodies.
    of_any = head is not None and head.value in ("body", "officer")
    return of_any or plain.startswith(initials) or initials.startswith(plain)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word != "va").upper()
