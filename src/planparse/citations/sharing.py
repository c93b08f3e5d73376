"""What citations share: a type, an issuer or a subject printed once for several of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from planparse.citations.issuers import agrees, issuer_end
from planparse.citations.mention import Mention, Span
from planparse.citations.vocabulary import Vocabulary

_LISTED = re.compile(r"\s{0,2}(?:,|;|\s{1,2}và|\s{1,2}hoặc|\s{1,2}cùng){0,2}\s{0,3}(?:các\s{1,3})?")
_AND = re.compile(r"\s{0,2},?\s{0,2}và\s{1,3}(?:các\s{1,3})?")
_BEFORE_WINDOW = 110
_ISSUED = re.compile(
    r"\s{1,3}(?:tại|ban\s{1,2}hành(?:\s{1,2}kèm\s{1,2}theo)?|đã\s{1,2}ban\s{1,2}hành|có|theo|ký|thông\s{1,2}qua|kèm\s{1,2}theo)\s{1,3}(?:các\s{1,3})?$"
)
_BODY_LIST = re.compile(r"(?:,\s{1,3}|\s{1,3}và\s{1,3})")


def listed(lower: str, left: Mention, right: Mention) -> bool:
    """Whether only a comma or `và` stands between two mentions."""
    end = left.end if left.subject is None else max(left.end, left.subject[1])
    return end <= right.left and _LISTED.fullmatch(lower, end, right.left) is not None


def with_shared(text: str, lower: str, mentions: Sequence[Mention], words: Vocabulary) -> list[Mention]:
    """Fill issuers and subjects that are printed once for a list of documents, or before it."""
    result = list(mentions)
    for index in range(len(result) - 2, -1, -1):
        result[index] = _from_next(lower, result[index], result[index + 1])
    for index, mention in enumerate(result):
        if mention.issuer is None and mention.number is not None:
            previous = result[index - 1] if index else None
            issuer = _issuer_before(text, lower, mention, words) or _issuer_of_list(
                text, lower, previous, mention, words
            )
            result[index] = replace(mention, issuer=issuer)
    return result


def _from_next(lower: str, mention: Mention, following: Mention) -> Mention:
    """`số A ngày ..., số B ngày ... của Chính phủ`; `Nghị quyết A của X và Quyết định B của Y về Z`."""
    if mention.subject is not None or mention.number is None or not listed(lower, mention, following):
        return mention
    same_body = mention.code is not None and mention.code == following.code
    semicolon = ";" in lower[mention.end : following.left]
    if mention.issuer is None and same_body and not semicolon:
        mention = replace(mention, issuer=following.issuer)
    if following.subject is not None and following.number and _AND.fullmatch(lower, mention.end, following.left):
        mention = replace(mention, subject=following.subject)
    return mention


def _issuer_before(text: str, lower: str, mention: Mention, words: Vocabulary) -> Span | None:
    """`Chính phủ tại Nghị quyết số ...`, `UBND tỉnh ban hành Kế hoạch số ...`; of several bodies, the one that fits."""
    window = max(0, mention.left - _BEFORE_WINDOW)
    verb = _ISSUED.search(lower, window, mention.left)
    if verb is None:
        return None
    return _fitting(text, lower, _bodies_before(text, lower, window, verb.start(), words), mention.code, words)


def _bodies_before(text: str, lower: str, window: int, end: int, words: Vocabulary) -> list[Span]:
    """The bodies whose names, joined by commas, end exactly at `end`."""
    bodies: list[Span] = []
    for head in words.issuer_phrases.find(lower, window, end):
        if text[head.start].isupper():
            stop = issuer_end(text, lower, head.start, end, words)
            if stop is not None and (not bodies or head.start >= bodies[-1][1]):
                bodies.append((head.start, stop))
    chain: list[Span] = []
    for body in reversed(bodies):
        following = chain[0][0] if chain else end
        if body[1] == following or (chain and _BODY_LIST.fullmatch(lower, body[1], following)):
            chain.insert(0, body)
        else:
            break
    return chain


def _fitting(text: str, lower: str, bodies: Sequence[Span], code: str | None, words: Vocabulary) -> Span | None:
    fitting = [body for body in bodies if agrees(code, text[body[0] : body[1]], words)]
    return fitting[-1] if fitting else None


def _issuer_of_list(
    text: str, lower: str, previous: Mention | None, mention: Mention, words: Vocabulary
) -> Span | None:
    """The issuer before the first of a list serves the following ones whose symbols agree with it."""
    if previous is None or previous.issuer is None or not listed(lower, previous, mention):
        return None
    if previous.issuer[0] >= previous.start:
        return None  # printed behind its own document, it is not meant for the next one
    window = max(0, previous.issuer[0] - _BEFORE_WINDOW)
    end = previous.issuer[1]
    bodies = _bodies_before(text, lower, window, end, words) + _bodies_after(text, lower, end, previous.left, words)
    return _fitting(text, lower, bodies, mention.code, words)


def _bodies_after(text: str, lower: str, start: int, limit: int, words: Vocabulary) -> list[Span]:
    bodies: list[Span] = []
    while joint := _BODY_LIST.match(lower, start, limit):
        end = issuer_end(text, lower, joint.end(), limit, words)
        if end is None:
            break
        bodies.append((joint.end(), end))
        start = end
    return bodies
