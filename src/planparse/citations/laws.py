"""Laws cited by name alone: `Luật Đấu thầu ngày 26/11/2013`, `Bộ luật Lao động năm 2019`, `Hiến pháp năm 2013`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planparse.citations.issuers import issuer_end
from planparse.citations.mention import Mention, Span
from planparse.citations.phrases import key
from planparse.citations.rightward import after_year, read_right
from planparse.citations.vocabulary import Vocabulary

_LAW_WORD = re.compile(
    r"(?<!\w)(?P<type>bộ\s{1,3}luật|bo\s{1,3}luat|luật|luat|hiến\s{1,3}pháp|hien\s{1,3}phap|pháp\s{1,3}lệnh|phap\s{1,3}lenh)(?!\w)"
)
_NAMES = {"bo luat": "Bộ luật", "luat": "Luật", "hien phap": "Hiến pháp", "phap lenh": "Pháp lệnh"}
_NOT_A_LAW_BEFORE = re.compile(
    r"(?:pháp|phap|bộ|bo|dự\s{1,2}(?:án|thảo)|đạo|ngành|trường|đại\s{1,2}học|hội|khoa|cử\s{1,2}nhân)\s{1,3}$"
)
"""`pháp luật`, `dự thảo Luật`, `Đại học Luật`, `Hội Luật gia` are no law in force that the text rests on."""
_AMENDING = re.compile(
    r"(?:sửa\s{1,2}đổi,?\s{1,2}bổ\s{1,2}sung|sửa\s{1,2}đổi|bổ\s{1,2}sung)\s{1,2}(?:một\s{1,2}số\s{1,2}(?:điều|nội\s{1,2}dung)\s{1,2}của\s{1,2})?(?:các\s{1,2})?(?=luật|bộ\s{1,2}luật|pháp\s{1,2}lệnh)"
)
_FALLBACK_WORDS = 6
"""Words of a name that the dictionary lacks; the longest common law names have more, and those are in it."""
_NAME_TOKEN = re.compile(r"\s{1,3}([^\W\d_][\w&-]*)(,?)")


def find_laws(text: str, lower: str, taken: Sequence[Span], words: Vocabulary) -> Iterator[Mention]:
    """The laws that are cited by name in a text, outside the spans that are already taken."""
    position = 0
    while match := _LAW_WORD.search(lower, position):
        position = match.end()
        if any(start <= match.start() < end for start, end in taken):
            continue
        mention = _law(text, lower, match, words)
        if mention is not None:
            position = mention.end
            yield mention


def _law(text: str, lower: str, match: re.Match[str], words: Vocabulary) -> Mention | None:
    kind = _NAMES[key(match.group())]
    if not text[match.start()].isupper() or _NOT_A_LAW_BEFORE.search(lower, max(0, match.start() - 16), match.start()):
        return None
    name, rule, prior = _law_name(text, lower, kind, match.end(), words)
    if name is None and kind != "Hiến pháp":
        return None
    end = match.end() if name is None else name[1]
    right = read_right(text, lower, after_year(lower, end, len(text)), len(text), words)
    return Mention(
        start=match.start(),
        end=max(end, right.end),
        document_type=kind,
        number=None,
        rule=rule,
        prior=prior,
        anchor=(match.start(), end),
        date=right.date,
        issuer=right.issuer,
        subject=name,
    )


def _law_name(text: str, lower: str, kind: str, start: int, words: Vocabulary) -> tuple[Span | None, str, float]:
    """The span of the name, the rule and its prior."""
    space = re.compile(r"\s{1,3}").match(lower, start)
    if kind == "Hiến pháp" or space is None:
        return None, "law.constitution", 0.95
    begin = space.end()
    amending = _AMENDING.match(lower, begin)
    if amending is not None:
        return (begin, _amended_laws_end(text, lower, amending.end(), words)), "law.amending", 0.85
    known = words.law_phrases[kind].match(lower, begin) if kind in words.law_phrases else None
    if known is not None:
        return (known.start, known.end), "law.name", 0.97
    if not text[begin : begin + 1].isupper() or lower.startswith(("sư", "gia ", "này", "số"), begin):
        return None, "", 0.0
    end = _unknown_name_end(text, lower, start, words)
    return ((begin, end), "law.unknown_name", 0.6) if end > begin else (None, "", 0.0)


def _amended_laws_end(text: str, lower: str, start: int, words: Vocabulary) -> int:
    """The end of the laws listed in the name of an amending law."""
    end = start
    while match := _LAW_WORD.match(lower, start):
        name, _, _ = _law_name(text, lower, _NAMES[key(match.group())], match.end(), words)
        if name is None:
            return end if end > start else match.end()
        end = name[1]
        joint = re.compile(r"\s{0,2}(?:,|;|\s{1,2}và)\s{1,3}(?=luật|bộ\s|pháp\s)").match(lower, end)
        if joint is None:
            return end
        start = joint.end()
    return end


def _unknown_name_end(text: str, lower: str, start: int, words: Vocabulary) -> int:
    """A name that no dictionary has: up to a clause word, a document, a body or punctuation."""
    end = start
    for _ in range(_FALLBACK_WORDS):
        token = _NAME_TOKEN.match(text, end)
        if token is None:
            return end
        begin = token.start(1)
        if (end > start and words.clause_phrases.match(lower, begin)) or words.type_phrases.match(lower, begin):
            return end
        if text[begin].isupper() and end > start and issuer_end(text, lower, begin, len(text), words) is not None:
            return end
        end = token.end(1)
        if token[2]:
            return end
    return end
