"""What the head of a list says of all its documents: their issuer, and what they are about.

`các Quyết định của Thủ tướng Chính phủ: Quyết định số 326/QĐ-TTg ...; Quyết định số 95/QĐ-TTg ...`,
`các Nghị định của Chính phủ quy định chi tiết Luật Quy hoạch (số 37/2019/NĐ-CP ..., số 58/2023/NĐ-CP ...)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planparse.citations.cited_text import CitedText
from planparse.citations.issuers import agrees, issuer_end
from planparse.citations.mention import Mention, Span

_SEVERAL = re.compile(r"(?<!\w)các\s{1,3}")
_OF = re.compile(r"\s{1,3}của\s{1,3}")
_COLON = re.compile(r"(?:\s{1,2}(?:gồm|sau|như\s{1,2}sau|sau\s{1,2}đây))?\s{0,2}:")
_OPENED = re.compile(r"[^;:()]{0,400}?\((?=\s{0,2}số\s)")
_KINDS = ("subject", "subject_after_issuer")
"""Wordings that open a subject behind an issuer; see `clause_wordings`."""


class _Head(NamedTuple):
    issuer: Span
    subject: Span | None
    listed: Span
    """Where the documents stand."""
    in_brackets: bool
    """Where only the numbers stand: a document with its type is another one, such as what one of them amends."""


def with_heads(cited: CitedText, mentions: Sequence[Mention]) -> list[Mention]:
    """Fill the issuers and subjects that the head of a list names once for all."""
    if all(m.issuer is not None or m.number is None for m in mentions):
        return list(mentions)
    heads = list(_heads(cited))
    return [_below(cited, mention, heads) for mention in mentions] if heads else list(mentions)


def _below(cited: CitedText, mention: Mention, heads: Sequence[_Head]) -> Mention:
    if mention.issuer is not None or mention.number is None:
        return mention
    for head in reversed(heads):
        is_listed = head.listed[0] <= mention.start < head.listed[1] and not (head.in_brackets and mention.type_printed)
        if is_listed and agrees(mention.code, cited.text[slice(*head.issuer)], cited.words):
            return mention._replace(issuer=head.issuer, subject=mention.subject or head.subject)
    return mention


def _heads(cited: CitedText) -> Iterator[_Head]:
    for several in _SEVERAL.finditer(cited.lower):
        kind = cited.words.type_phrases.match(cited.lower, several.end())
        of = None if kind is None else _OF.match(cited.lower, kind.end)
        end = None if of is None else issuer_end(cited, of.end(), len(cited))
        if of is None or end is None:
            continue
        opened = _OPENED.match(cited.lower, end)
        if _COLON.match(cited.lower, end):
            yield _Head((of.end(), end), None, (end, len(cited)), in_brackets=False)
        elif opened is not None:
            close = cited.text.find(")", opened.end())
            listed = (opened.end(), close if close > 0 else len(cited))
            yield _Head((of.end(), end), _subject(cited, end, opened.end() - 1), listed, in_brackets=True)


def _subject(cited: CitedText, start: int, stop: int) -> Span | None:
    """What stands between the issuer and the list, where it says what the documents are about."""
    begin = cited.behind_space(start)
    clause = None if begin is None else cited.words.clause_phrases.match(cited.lower, begin)
    if begin is None or clause is None or clause.value not in _KINDS:
        return None
    return begin, begin + len(cited.text[begin:stop].rstrip())
