"""Laws cited by name alone: `Luật Đấu thầu ngày 26/11/2013`, `Bộ luật Lao động năm 2019`, `Hiến pháp năm 2013`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planparse.citations.cited_text import CitedText
from planparse.citations.issuers import issuer_end
from planparse.citations.mention import Mention, Span
from planparse.citations.phrases import key
from planparse.citations.provisions import read_provision
from planparse.citations.rightward import after_year, read_right
from planparse.spans import Spans

_LAW_WORD = re.compile(
    r"(?<!\w)(?:bộ\s{1,3}luật|bo\s{1,3}luat|luật|luat|hiến\s{1,3}pháp|hien\s{1,3}phap|pháp\s{1,3}lệnh|phap\s{1,3}lenh)(?!\w)"
)
_LAST_SYLLABLES = ("luật", "luat", "pháp", "phap", "lệnh", "lenh")
_CONSTITUTION = "Hiến pháp"
_TYPES = {"bo luat": "Bộ luật", "luat": "Luật", "hien phap": _CONSTITUTION, "phap lenh": "Pháp lệnh"}
_NOT_IN_FORCE = re.compile(
    r"(?:pháp|phap|bộ|bo|dự\s{1,2}án|dự\s{1,2}thảo|đạo|ngành|trường|đại\s{1,2}học|hội|khoa|cử\s{1,2}nhân)\s{1,3}$"
)
"""`pháp luật`, `dự thảo Luật`, `Đại học Luật`, `Hội Luật gia` are no law in force that the text rests on."""
_AMENDING = re.compile(
    r"(?:sửa\s{1,2}đổi,?\s{1,2}bổ\s{1,2}sung|sửa\s{1,2}đổi|bổ\s{1,2}sung)\s{1,2}"
    r"(?:một\s{1,2}số\s{1,2}(?:điều|nội\s{1,2}dung)\s{1,2}của\s{1,2})?(?:các\s{1,2})?(?=luật|bộ\s{1,2}luật|pháp\s{1,2}lệnh)"
)
_NEXT_AMENDED = re.compile(r"(?:\s{0,2}[,;]|\s{1,2}và)\s{1,3}(?=luật|bộ\s|pháp\s)")
_LISTED_NAMES = re.compile(r"\s{0,2}:\s{1,3}|\s{1,3}")
_LIST_WORD = re.compile(r"(?<!\w)các\s{1,3}$")
_NEXT_NAME = re.compile(r"\s{0,2}[,;]\s{1,3}(?:và\s{1,3})?|\s{1,3}và\s{1,3}")
_NO_NAME = re.compile(
    r"(?:sư|nghị|quyết|thông|gia|này|số|pháp|định|việt\s{1,2}nam|quốc\s{1,2}tế|của|về|và|mới|nêu|trên)(?!\w)"
)
"""What follows `Luật` when it names no law: `Luật sư`, `Luật này`, `Luật Việt Nam`."""
_UNKNOWN_NAME_WORDS = 6
"""Words of a name that the dictionary lacks and after which nothing ends it for certain."""
_LONGEST_NAME = 24
"""Words of a name that something certain ends; the longest law in force has 22."""
_CERTAIN_END = re.compile(
    r"\s{0,2}(?:[;.:()]|$|,?\s{1,2}(?:ngày\s|số\s|năm\s{1,2}(?:19|20)\d\d|của\s{1,2}quốc\s{1,2}hội)"
    r"|(?:,|\s{1,2}và)\s{1,2}(?:luật|bộ\s{1,2}luật|pháp\s{1,2}lệnh|các\s{1,2}(?:luật|văn\s{1,2}bản|quy\s{1,2}định))(?!\w))"
)
"""What ends the name of a law for certain: a date, a number, a stop, the next law."""
_INSIDE_NAMES = (
    "và ",
    "tại ",
    "theo ",
    "trong ",
    "quản lý ",
    "phát triển ",
    "phòng, chống ",
    "phòng chống ",
    "ở ",
    "hỗ trợ ",
    "tổ chức ",
)
"""Words that open clauses but stand in names too: `Hỗ trợ doanh nghiệp nhỏ và vừa`."""
_NAME_WORD = re.compile(r"\s{1,3}([^\W\d_][\w&-]*)(,?)")


@dataclass(frozen=True, slots=True)
class LawName:
    """The name of a law behind its type."""

    span: Span
    rule: str
    prior: float

    @property
    def known(self) -> bool:
        """The dictionary has the name, or it is made of names that it has."""
        return self.rule != "law.unknown_name"


def find_laws(cited: CitedText, taken: Sequence[Span]) -> Iterator[Mention]:
    """The laws that are cited by name in a text, outside the spans that are already taken."""
    lower = cited.lower
    if not any(map(lower.__contains__, _LAST_SYLLABLES)):
        return
    position, occupied = 0, Spans(taken)
    while word := _LAW_WORD.search(lower, position):
        position = word.end()
        if occupied.hold(word.start()) or not cited.capital_at(word.start()):
            continue
        if _is_no_law(cited, word):
            continue
        listed = _listed_laws(cited, word)
        mentions = listed or [m for m in [_law(cited, word)] if m is not None]
        position = mentions[-1].end if mentions else position
        yield from mentions


def _is_no_law(cited: CitedText, word: re.Match[str]) -> bool:
    return _NOT_IN_FORCE.search(cited.lower, max(0, word.start() - 16), word.start()) is not None


def _listed_laws(cited: CitedText, word: re.Match[str]) -> list[Mention]:
    """`các Luật: Đất đai, Nhà ở và Giá`: names that the dictionary has, under one word; empty when there is no list."""
    names = cited.words.law_phrases.get(_TYPES[key(word.group())])
    lead = _LISTED_NAMES.match(cited.lower, word.end())
    if names is None or lead is None:
        return []
    if ":" not in lead.group() and not _LIST_WORD.search(cited.lower, max(0, word.start() - 8), word.start()):
        return []
    found: list[Mention] = []
    begin = lead.end()
    while (name := names.match(cited.lower, begin)) and cited.capital_at(begin):
        found.append(_by_name(cited, word, LawName((name.start, name.end), "law.name", 0.95), start=begin))
        following = _NEXT_NAME.match(cited.lower, name.end)
        if following is None:
            break
        begin = following.end()
    return [found[0]._replace(start=word.start()), *found[1:]] if len(found) > 1 else []


def _law(cited: CitedText, word: re.Match[str]) -> Mention | None:
    kind = _TYPES[key(word.group())]
    if kind == _CONSTITUTION:
        name = LawName((word.end(), word.end()), "law.constitution", 0.95)
    else:
        found = law_name(cited, kind, word.end())
        if found is None:
            return None
        name = found
    return _by_name(cited, word, name, start=word.start())


def _by_name(cited: CitedText, word: re.Match[str], name: LawName, *, start: int) -> Mention:
    """The mention of a law whose name was read, with its date."""
    kind = _TYPES[key(word.group())]
    end = name.span[1]
    right = read_right(cited, after_year(cited, end), of_required=True)
    return Mention(
        start=start,
        end=max(end, right.end),
        document_type=kind,
        number=None,
        rule=name.rule,
        prior=name.prior,
        anchor=(start, end),
        provision=read_provision(cited, word.start(), 0),
        date=right.date,
        issuer=right.issuer,
        subject=None if kind == _CONSTITUTION else name.span,
    )


def law_name(cited: CitedText, kind: str, start: int, *, inside: bool = False) -> LawName | None:
    """The name of the law whose type ends at `start`; None when what follows is no name."""
    begin = cited.behind_space(start)
    if begin is None:
        return None
    amending = None if inside else _AMENDING.match(cited.lower, begin)  # no law amends an amending law
    if amending is not None:
        return LawName((begin, _amended_end(cited, amending.end())), "law.amending", 0.85)
    known = cited.words.law_phrases[kind].match(cited.lower, begin) if kind in cited.words.law_phrases else None
    if known is not None:
        return LawName((known.start, known.end), "law.name", 0.97)
    if not cited.capital_at(begin) or _NO_NAME.match(cited.lower, begin):
        return None
    end = _unknown_end(cited, start)
    return LawName((begin, end), "law.unknown_name", 0.6) if end > begin else None


def _amended_end(cited: CitedText, start: int) -> int:
    """The end of the laws listed in the name of an amending law."""
    end = start
    while word := _LAW_WORD.match(cited.lower, start):
        name = law_name(cited, _TYPES[key(word.group())], word.end(), inside=True)
        if name is None:
            return max(end, word.end())
        end = name.span[1]
        following = _NEXT_AMENDED.match(cited.lower, end)
        if following is None:
            return end
        start = following.end()
    return end


def _unknown_end(cited: CitedText, start: int) -> int:
    """The end of a name that no dictionary has: up to what certainly ends it, else before the next clause."""
    return _certain_end(cited, start) or _clause_end(cited, start)


def _certain_end(cited: CitedText, start: int) -> int | None:
    """The end of a name, commas and `và` inside it included, when a date, a number, a stop or a law follows it."""
    end = start
    for count in range(_LONGEST_NAME):
        if count and _CERTAIN_END.match(cited.lower, end):
            return end
        word = _NAME_WORD.match(cited.text, end + (cited.text[end : end + 1] == ","))
        if word is None or (count and _ends_name(cited, word.start(1), inside=True)):
            return None
        end = word.end(1)
    return None


def _clause_end(cited: CitedText, start: int) -> int:
    """The end before the next clause. Where none comes, names with several capitals end with the last word of two
    syllables that has one: `Vận tải Đường dài | xuyên suốt toàn tỉnh`."""
    ends: list[int] = []
    capitals: list[int] = []
    for index in range(_UNKNOWN_NAME_WORDS):
        word = _NAME_WORD.match(cited.text, ends[-1] if ends else start)
        if word is None or (ends and _ends_name(cited, word.start(1))):
            return ends[-1] if ends else start
        if cited.capital_at(word.start(1)):
            capitals.append(index)
        ends.append(word.end(1))
        if word[2]:
            return ends[-1]
    return ends[min(capitals[-1] + 1, len(ends) - 1)] if len(capitals) > 1 else ends[-1]


def _ends_name(cited: CitedText, begin: int, *, inside: bool = False) -> bool:
    clause = cited.words.clause_phrases.match(cited.lower, begin)
    if clause is not None and not (inside and cited.lower.startswith(_INSIDE_NAMES, begin)):
        return True
    if cited.words.type_phrases.match(cited.lower, begin):
        return True
    return cited.capital_at(begin) and issuer_end(cited, begin) is not None
