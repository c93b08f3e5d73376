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

_LAW_WORD = re.compile(
    r"(?<!\w)(?:bộ\s{1,3}luật|bo\s{1,3}luat|luật|luat|hiến\s{1,3}pháp|hien\s{1,3}phap|pháp\s{1,3}lệnh|phap\s{1,3}lenh)(?!\w)"
)
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
_NO_NAME = re.compile(r"(?:sư|gia|này|số|pháp|định|việt\s{1,2}nam|quốc\s{1,2}tế|của|về|và|mới|nêu|trên)(?!\w)")
"""What follows `Luật` when it names no law: `Luật sư`, `Luật này`, `Luật Việt Nam`."""
_UNKNOWN_NAME_WORDS = 6
"""Words of a name that the dictionary lacks; the longest common law names have more, and those are in it."""
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
    position = 0
    while word := _LAW_WORD.search(cited.lower, position):
        position = word.end()
        if any(start <= word.start() < end for start, end in taken) or not cited.capital_at(word.start()):
            continue
        mention = None if _is_no_law(cited, word) else _law(cited, word)
        if mention is not None:
            position = mention.end
            yield mention


def _is_no_law(cited: CitedText, word: re.Match[str]) -> bool:
    return _NOT_IN_FORCE.search(cited.lower, max(0, word.start() - 16), word.start()) is not None


def _law(cited: CitedText, word: re.Match[str]) -> Mention | None:
    kind = _TYPES[key(word.group())]
    if kind == _CONSTITUTION:
        name = LawName((word.end(), word.end()), "law.constitution", 0.95)
    else:
        found = law_name(cited, kind, word.end())
        if found is None:
            return None
        name = found
    end = name.span[1]
    right = read_right(cited, after_year(cited, end), of_required=True)
    return Mention(
        start=word.start(),
        end=max(end, right.end),
        document_type=kind,
        number=None,
        rule=name.rule,
        prior=name.prior,
        anchor=(word.start(), end),
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
    """The end of a name that no dictionary has: before a clause word, a document, a body or punctuation."""
    end = start
    for _ in range(_UNKNOWN_NAME_WORDS):
        word = _NAME_WORD.match(cited.text, end)
        if word is None or (end > start and _ends_name(cited, word.start(1))):
            return end
        end = word.end(1)
        if word[2]:
            return end
    return end


def _ends_name(cited: CitedText, begin: int) -> bool:
    if cited.words.clause_phrases.match(cited.lower, begin) or cited.words.type_phrases.match(cited.lower, begin):
        return True
    return cited.capital_at(begin) and issuer_end(cited, begin) is not None
