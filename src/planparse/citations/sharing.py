"""What citations share: an issuer or a subject printed once, behind the last of several or before the first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planparse.citations.cited_text import CitedText
from planparse.citations.dates import dates_in
from planparse.citations.issuers import agrees, issuer_end
from planparse.citations.list_heads import with_heads
from planparse.citations.mention import Mention, Span
from planparse.citations.symbols import comparable

_LISTED = re.compile(r"(?:\s{0,2}[,;]|\s{1,2}và|\s{1,2}hoặc|\s{1,2}cùng){0,2}\s{0,3}(?:các\s{1,3})?(?:số\s{0,3})?")
_AND = re.compile(r"\s{0,2},?\s{0,2}và\s{1,3}(?:các\s{1,3})?")
_BEFORE_WINDOW = 110
"""Characters; three bodies joined by commas, with the verb."""
_ISSUED = re.compile(
    r"\s{1,3}(?:(?:nêu\s{1,2})?tại|(?:đã\s{1,2})?ban\s{1,2}hành(?:\s{1,2}kèm\s{1,2}theo)?|(?:đã\s{1,2})?có|theo|(?:đã\s{1,2})?ký|thông\s{1,2}qua|kèm\s{1,2}theo)"
    r"\s{1,3}(?:các\s{1,3})?$"
)
_ISSUING = re.compile(
    r"\s{1,3}(?:đã\s{1,2})?(?:(?:ký\s{1,2})?ban\s{1,2}hành|có|ký|thông\s{1,2}qua)\s{1,3}(?:các\s{1,3})?$"
)
"""Of these the words that say that the document was made on the day before them."""
_DATE_WINDOW = 40
"""Characters of `ngày 28 tháng 10 năm 2025, `."""
_BODY_LIST = re.compile(r"(?:,\s{1,3}|\s{1,3}và\s{1,3})")


def listed(cited: CitedText, left: Mention, right: Mention) -> bool:
    """Whether only a comma or `và` stands between two mentions."""
    end = left.end if left.subject is None else max(left.end, left.subject[1])
    return end <= right.left and _LISTED.fullmatch(cited.lower, end, right.left) is not None


def with_shared(cited: CitedText, mentions: Sequence[Mention]) -> list[Mention]:
    """Fill issuers and subjects that are printed once for a list of documents, or before it."""
    result = list(mentions)
    for index in range(len(result) - 2, -1, -1):
        result[index] = _from_next(cited, result[index], result[index + 1])
    for index, mention in enumerate(result):
        if mention.issuer is None and mention.number is not None:
            issuer = _issuer_before(cited, mention) or (
                _issuer_of_list(cited, *result[index - 1 : index + 1]) if index else None
            )
            result[index] = mention if issuer is None else _issued_by(cited, mention, issuer)
    return with_heads(cited, result)


def _from_next(cited: CitedText, mention: Mention, following: Mention) -> Mention:
    """`số A ngày ..., số B ngày ... của Chính phủ`; `Nghị quyết A của X và Quyết định B của Y về Z`."""
    if mention.subject is not None or mention.number is None or not listed(cited, mention, following):
        return mention
    same_body = mention.code is not None and mention.code == following.code
    in_item = ";" not in cited.text[mention.end : following.left]
    # `các Công điện: số 007/CĐ-UBND ngày ...; số 010/CĐ-UBND ngày ... của UBND tỉnh`: no type, so the list goes on.
    if mention.issuer is None and same_body and (in_item or not following.type_printed):
        mention = mention._replace(issuer=following.issuer)
    same_list = not following.type_printed and in_item
    joined = same_list or _AND.fullmatch(cited.lower, mention.end, following.left)
    if following.number and following.subject and joined and not _names(cited, following.subject, mention.number):
        mention = mention._replace(subject=following.subject)
    return mention


def _names(cited: CitedText, subject: Span, number: str | None) -> bool:
    """`Nghị định A và Nghị định B sửa đổi, bổ sung một số điều của Nghị định A`: that subject is not one of A."""
    return number is not None and number in comparable(cited.text[slice(*subject)])


def _issued_by(cited: CitedText, mention: Mention, issuer: Span) -> Mention:
    """The mention with its issuer, and the day before that: `Ngày 30/6/2025, Chính phủ ban hành Nghị định số ...`."""
    start, end = issuer
    date = None
    if mention.date is None and end < mention.left and _ISSUING.fullmatch(cited.lower, end, mention.left):
        found = [*dates_in(cited.lower, max(0, start - _DATE_WINDOW), start)][-1:]
        date = next((day.iso for day in found if not cited.lower[day.end : start].strip(" ,")), None)
    return mention._replace(issuer=issuer, date=mention.date or date)


def _issuer_before(cited: CitedText, mention: Mention) -> Span | None:
    """`Chính phủ tại Nghị quyết số ...`, `UBND tỉnh ban hành Kế hoạch số ...`; of several bodies, the one that fits."""
    window = max(0, mention.left - _BEFORE_WINDOW)
    verb = _ISSUED.search(cited.lower, window, mention.left)
    return None if verb is None else _fitting(cited, _bodies_before(cited, window, verb.start()), mention.code)


def _issuer_of_list(cited: CitedText, previous: Mention, mention: Mention) -> Span | None:
    """The bodies before the first of a list serve the following ones whose symbols agree with them."""
    if previous.issuer is None:
        return None
    if previous.start < previous.issuer[0] < previous.anchor[0]:  # các Nghị định của Chính phủ: số A ..., số B ...
        return None if mention.type_printed else _fitting(cited, [previous.issuer], mention.code)
    if previous.issuer[0] >= previous.start or not listed(cited, previous, mention):
        return None  # an issuer printed behind its own document is not meant for the next one
    start, end = previous.issuer
    bodies = _bodies_before(cited, max(0, start - _BEFORE_WINDOW), end) + _bodies_after(cited, end, previous.left)
    return _fitting(cited, bodies, mention.code)


def _fitting(cited: CitedText, bodies: Sequence[Span], code: str | None) -> Span | None:
    fitting = [body for body in bodies if agrees(code, cited.text[slice(*body)], cited.words)]
    return fitting[-1] if fitting else None


def _bodies_before(cited: CitedText, window: int, end: int) -> list[Span]:
    """The bodies whose names, joined by commas, end exactly at `end`."""
    bodies: list[Span] = []
    for head in cited.words.issuer_phrases.find(cited.lower, window, end):
        stop = issuer_end(cited, head.start, end) if cited.capital_at(head.start) else None
        if stop is not None and (not bodies or head.start >= bodies[-1][1]):
            bodies.append((head.start, stop))
    chain: list[Span] = []
    for body in reversed(bodies):
        following = chain[0][0] if chain else end
        if body[1] != following and not (chain and _BODY_LIST.fullmatch(cited.lower, body[1], following)):
            break
        chain.insert(0, body)
    return chain


def _bodies_after(cited: CitedText, start: int, limit: int) -> list[Span]:
    """The bodies that follow `start`, joined by commas."""
    bodies: list[Span] = []
    while joint := _BODY_LIST.match(cited.lower, start, limit):
        end = issuer_end(cited, joint.end(), limit)
        if end is None:
            break
        bodies.append((joint.end(), end))
        start = end
    return bodies
