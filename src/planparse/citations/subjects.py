"""Subjects (trích yếu) of cited documents: where they begin behind issuer and date, and where their clause ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from planparse.citations.issuers import agrees, issuer_end
from planparse.citations.mention import Mention, Span
from planparse.citations.vocabulary import Vocabulary

_COMMA_ABOUT = re.compile(r"\s{0,2},\s{1,3}(?=về\s|v/v)")
_QUOTE = re.compile(r"\s{1,3}(?=[“\"])")
_STOP = re.compile(
    r"""
      (?P<full>\.{1,3}(?=/|\s|$)|/\.|[;:?!])
    | (?P<open>[(])
    | (?P<close>[)])
    | (?P<comma>,)
    | \s(?P<word>(?:đã\s{1,2})?được\s{1,2}(?:sửa|bổ|điều|gia|ban|phê|thay|đính|hợp)|gửi|trước\s{1,2}ngày|có\s{1,2}hiệu\s{1,2}lực
        |và\s{1,2}(?:các\s{1,2})?(?:văn\s{1,2}bản|quy\s{1,2}định|hướng\s{1,2}dẫn))(?!\w)
    """,
    re.VERBOSE,
)
_PARENTHESIS_ENDS = re.compile(r"\((?:được|đã|sau\s{1,2}đây|gọi|sửa|kèm|có\s|thay|tại|theo)")
_CLAUSE_VERB = re.compile(
    r"(?<!\w)(?:xây\s{1,2}dựng|ban\s{1,2}hành|yêu\s{1,2}cầu|đề\s{1,2}nghị|triển\s{1,2}khai|báo\s{1,2}cáo|hướng\s{1,2}dẫn|tổ\s{1,2}chức|thông\s{1,2}báo|phối\s{1,2}hợp|lập|có|đã|giao|chỉ\s{1,2}đạo|thực\s{1,2}hiện|phát\s{1,2}động|xin|quyết\s{1,2}định|phê\s{1,2}duyệt)(?!\w)"
)
_JOINT = re.compile(r"(?:[,;]|\s{1,2}và|\s{1,2}cùng|\s{1,2}hoặc|\s{1,2}theo|\s{1,2}tại|\s)+$")
_ENUMERATION_TAIL = re.compile(
    r"[,;]\s{0,3}(?:(?:và|cùng)\s{1,3})?(?:(?:theo|tại|thực\s{1,2}hiện|căn\s{1,2}cứ)\s{1,3})?$|\s(?:và|cùng|hoặc)\s{1,3}(?:các\s{1,2})?$"
)
_LIST_GOES_ON = re.compile(r";\s{0,3}(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|hđnd|các\s)")
_MAX_SUBJECT = 600
"""Characters; the longest subject of the plans measured has 330."""


def with_subjects(text: str, lower: str, mentions: Sequence[Mention], words: Vocabulary) -> list[Mention]:
    """Give every numbered mention the subject printed behind it, and the issuer that its subject ends with."""
    result = []
    for index, mention in enumerate(mentions):
        if mention.subject is not None or mention.number is None or mention.rule == "standard":
            result.append(mention)
            continue
        start = _subject_start(text, lower, mention, words)
        end = start if start is None else _subject_end(text, lower, start, mentions[index + 1 :], words)
        if start is None or end is None or end <= start:
            result.append(mention)
        else:
            result.append(_moved_issuer(text, lower, replace(mention, subject=(start, end)), words))
    return result


def _subject_start(text: str, lower: str, mention: Mention, words: Vocabulary) -> int | None:
    begin = mention.end
    comma = _COMMA_ABOUT.match(lower, begin)
    if comma is not None:
        return comma.end()
    quote = _QUOTE.match(lower, begin)
    if quote is not None and mention.issuer is not None:
        return quote.end()
    space = re.compile(r"\s{1,3}").match(lower, begin)
    if space is None or space.end() >= len(text):
        return None
    kinds = ("subject",) if mention.issuer is None else ("subject", "subject_after_issuer")
    clause = words.clause_phrases.match(lower, space.end())
    return space.end() if clause is not None and clause.value in kinds else None


def _subject_end(text: str, lower: str, start: int, later: Sequence[Mention], words: Vocabulary) -> int:
    limit = min(len(text), start + _MAX_SUBJECT)
    sibling = _next_sibling(lower, start, later)
    if sibling is not None:
        limit = min(limit, sibling)
    depth, position = 0, start
    while stop := _STOP.search(lower, position, limit):
        position = stop.end()
        if stop["open"]:
            if _PARENTHESIS_ENDS.match(lower, stop.start()):
                return _trimmed(text, start, stop.start())
            depth += 1
        elif stop["close"]:
            depth -= 1
            if depth < 0:
                return _trimmed(text, start, stop.start())
        elif depth == 0 and _ends_clause(text, lower, stop, limit, words):
            return _trimmed(text, start, stop.start())
    return _trimmed(text, start, limit)


def _next_sibling(lower: str, start: int, later: Sequence[Mention]) -> int | None:
    """Where the next citation begins that is not part of this subject: it stands behind `;`, `,` or `và`."""
    inside_amended = False
    for mention in later:
        if mention.left < start:
            continue
        tail = _ENUMERATION_TAIL.search(lower, start, mention.left)
        if tail is not None and not inside_amended:
            return tail.start()
        inside_amended = tail is None and "sửa đổi" in lower[max(start, mention.left - 45) : mention.left]
    return None


def _ends_clause(text: str, lower: str, stop: re.Match[str], limit: int, words: Vocabulary) -> bool:
    if stop["full"]:
        if stop["full"] == "." and re.search(r"(?<!\w)(?:tp|tt|tx|ts|bs|pgs|gs)$", lower[: stop.start()][-5:]):
            return False
        return not (stop["full"] == ";" and _LIST_GOES_ON.match(lower, stop.start(), limit))
    if stop["comma"]:
        begin = stop.end() + 1
        end = issuer_end(text, lower, begin, limit, words) if text[begin : begin + 1].isupper() else None
        return end is not None and _CLAUSE_VERB.search(lower, begin, min(limit, end + 60)) is not None
    if stop["word"].startswith("gửi"):
        return issuer_end(text, lower, stop.end() + 1, limit, words) is not None
    return True


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;.:/"):
        end -= 1
    return end


def _moved_issuer(text: str, lower: str, mention: Mention, words: Vocabulary) -> Mention:
    """`về cải cách hành chính năm 2025 của Sở`: the body at the end is the issuer when none stands before."""
    if mention.issuer is not None or mention.subject is None:
        return mention
    start, end = mention.subject
    of = lower.rfind(" của ", start, end)
    if of < 0:
        return mention
    begin = of + len(" của ")
    if issuer_end(text, lower, begin, end, words) != end or not agrees(mention.code, text[begin:end], words):
        return mention
    return replace(mention, issuer=(begin, end), subject=(start, _trimmed(text, start, of)))


def subject_spans(mentions: Sequence[Mention]) -> list[Span]:
    """The subjects of numbered documents: laws named inside them are no mentions of their own."""
    return [m.subject for m in mentions if m.subject is not None and m.number is not None]
