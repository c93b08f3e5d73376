"""Short references: `Nghị định này`, `Kế hoạch nêu trên`, and the document that each stands for (tiền ngữ).

A type with a pointing word means the document itself where it has that type (`Kế hoạch này` in a plan), else the work
of that type that was cited last: in the same passage, in the one before, in the document. Where two works come into
question none is taken. Plurals (`các văn bản nêu trên`) stand for several documents and are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from planparse.citations.find import CitedPassage
from planparse.citations.phrases import Hit, lowered
from planparse.citations.vocabulary import DocumentType, PointingWords, Vocabulary, vocabulary
from planparse.evidence import found_at
from planparse.knowledge import Dictionaries
from planparse.records import Citation, Header, ShortReference

SELF = "self"

_TYPE_WINDOW = 32
"""Characters; the longest name of a type has 25."""
_BEHIND_TYPE = re.compile(r"\s{1,3}")
_PLURAL = re.compile(
    r"(?<!\w)(?:các|những|mọi|cả|một\s{1,2}số|hai|ba|bốn|năm|nhiều|\d{1,3}|loại|trong\s{1,2}số)\s{1,3}(?:loại\s{1,2})?$"
)
_PLURAL_WINDOW = 20
_NO_NAME = re.compile(r"(?:pháp|quy\s{1,2}phạm|dự|hệ\s{1,2}thống)\s{1,3}$")
"""`pháp luật này` ends in no law."""
_FOLLOWING = re.compile(r"\s{1,3}([^\W\d_]+|\d)")
_GENERIC = "generic"

_PRIOR_OWN, _PRIOR_SAME_PASSAGE, _PRIOR_PASSAGE_BEFORE, _PRIOR_DOCUMENT, _PRIOR_UNRESOLVED = 0.97, 0.92, 0.85, 0.8, 0.9


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A short form at `text[start:end]`."""

    start: int
    end: int
    kind: DocumentType
    own_first: bool
    """It means the document itself where that has the type."""
    formula: bool = False
    """It stands in words that only a document itself uses: `Quyết định này có hiệu lực`."""


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a short form stands for: a citation, the document itself, or nothing that can be told."""

    rule: str
    prior: float
    antecedent: Citation | None = None
    is_self: bool = False


def find_short_references(
    passages: Sequence[CitedPassage], citations: Sequence[Citation], header: Header, dictionaries: Dictionaries
) -> Iterator[ShortReference]:
    """The short forms of a document, in reading order.

    Args:
        passages: as `read_citations` gives them.
        citations: all citations of the document, with their ids.
        header: of the document: its type says what `Kế hoạch này` is.
    """
    words = vocabulary(dictionaries)
    found = [(i, form) for i, cited in enumerate(passages) for form in short_forms(cited.passage.text, words)]
    own_type = header.document_type or _type_by_formulas([form for _, form in found])
    cited_before = _CitedBefore(citations)
    for index, form in found:
        cited = passages[index]
        if form.kind.kind == _GENERIC or form.kind.name == own_type or _is_capital(cited, form):
            yield _record(cited, form, _meaning(form, passages, index, cited_before, own_type), header)


def _type_by_formulas(forms: Sequence[ShortForm]) -> str | None:
    """The type of a document whose heading was not found: the one type that formulas give it."""
    kinds = {form.kind.name for form in forms if form.formula and form.kind.kind != _GENERIC}
    return next(iter(kinds)) if len(kinds) == 1 else None


def short_forms(text: str, words: Vocabulary) -> Iterator[ShortForm]:
    """The types with a pointing word in a text.

    >>> [(f.start, f.end) for f in short_forms("theo Nghị định này", words)]
    [(5, 18)]
    """
    pattern, by_words, shortest = _pattern(words)
    # Inside a sentence they have small letters: four passages of five need not be lowered.
    if not any(map(text.__contains__, shortest)) and not text.isupper():
        return
    lower = lowered(text)
    for match in pattern.finditer(lower):
        pointing = by_words[" ".join(match["words"].split())]
        kind = words.type_phrases.before(
            lower, max(0, match.start("words") - _TYPE_WINDOW), match.start("words"), _BEHIND_TYPE
        )
        if kind is None or not _may_follow(lower, match.end(), pointing):
            continue
        before = lower[max(0, kind.start - _PLURAL_WINDOW) : kind.start]
        if not _PLURAL.search(before) and not _NO_NAME.search(before):
            own = pointing.refers == "own"
            yield ShortForm(kind.start, match.end(), kind.value, own, own and _in_formula(lower, kind, match, words))


def _in_formula(lower: str, kind: Hit[DocumentType], match: re.Match[str], words: Vocabulary) -> bool:
    for row in words.pointing:
        before, found, after = row.words.partition("…")
        if found and lower.endswith(before, 0, kind.start) and lower.startswith(after.strip(), match.start("words")):
            return True
    return False


@lru_cache(maxsize=8)
def _pattern(words: Vocabulary) -> tuple[re.Pattern[str], dict[str, PointingWords], tuple[str, ...]]:
    """The pattern of the pointing words, their rows, and those words of which one stands in each of them."""
    by_words = {row.words: row for row in words.pointing if row.refers != "formula"}
    longest_first = sorted(by_words, key=lambda w: (-len(w), w))
    alternatives = "|".join(re.escape(w).replace(r"\ ", r"\s{1,3}") for w in longest_first)
    shortest = tuple(w for w in by_words if not any(other in w for other in by_words if other != w))
    return re.compile(rf"\s(?P<words>{alternatives})(?!\w)"), by_words, shortest


def _may_follow(lower: str, end: int, pointing: PointingWords) -> bool:
    following = _FOLLOWING.match(lower, end, end + 16)
    return following is None or not pointing.followed_by or following[1] in pointing.followed_by


def _is_capital(cited: CitedPassage, form: ShortForm) -> bool:
    """In small letters the nouns are used at large: `dự án này`, `quy định trên`."""
    return cited.passage.text[form.start].isupper()


def _meaning(
    form: ShortForm, passages: Sequence[CitedPassage], index: int, cited_before: _CitedBefore, own_type: str | None
) -> _Meaning:
    cited = passages[index]
    here = cited.first + bisect_right(cited.ends, form.start)
    generic = form.kind.kind == _GENERIC
    if form.own_first and (form.kind.name == own_type or (generic and here == cited.first)):
        return _Meaning("short.own", _PRIOR_OWN, is_self=True)
    if form.own_first and (generic or own_type is None):
        return _Meaning("short.ambiguous", _PRIOR_UNRESOLVED)
    before = passages[index - 1].first if index else 0
    windows = [("passage", cited.first, _PRIOR_SAME_PASSAGE), ("passage_before", before, _PRIOR_PASSAGE_BEFORE)]
    windows += [] if generic else [("document", 0, _PRIOR_DOCUMENT)]
    for name, first, prior in windows:
        last, alone = cited_before.last(form.kind, first, here)
        if last is not None and alone:
            return _Meaning(f"short.{name}", prior, antecedent=last)
        if last is not None:
            break
    return _Meaning("short.ambiguous", _PRIOR_UNRESOLVED)


class _CitedBefore:
    """The citations of a document by the types that short forms name."""

    def __init__(self, citations: Sequence[Citation]) -> None:
        self._citations = citations
        self._of_type: dict[str, tuple[list[int], list[int]]] = {}

    def last(self, kind: DocumentType, first: int, here: int) -> tuple[Citation | None, bool]:
        """Of the citations from number `first` on, before number `here`, the last that a form of this type may stand
        for, and whether all that it may stand for are of one work."""
        places, others = self._places(kind)
        at = bisect_left(places, here) - 1
        if at < 0 or places[at] < first:
            return None, False
        return self._citations[places[at]], others[at] < first

    def _places(self, kind: DocumentType) -> tuple[list[int], list[int]]:
        """The numbers of the citations of a type, and for each the last one before it that is of another work."""
        if kind.name not in self._of_type:
            places: list[int] = []
            others: list[int] = []
            for i, citation in enumerate(self._citations):
                if kind.kind == _GENERIC or _has_type(citation, kind):
                    before = places[-1] if places else -1
                    same = before >= 0 and _work(self._citations[before]) == _work(citation)
                    others.append(others[-1] if same else before)
                    places.append(i)
            self._of_type[kind.name] = places, others
        return self._of_type[kind.name]


def _work(citation: Citation) -> str | tuple[str, str | None, str | None]:
    return citation.work_id or (citation.document_type, citation.number, citation.subject)


def _has_type(citation: Citation, kind: DocumentType) -> bool:
    """`Chương trình trên` may stand for a `Chương trình hành động`."""
    return citation.document_type == kind.name or citation.document_type.startswith(f"{kind.name} ")


def _record(cited: CitedPassage, form: ShortForm, meaning: _Meaning, header: Header) -> ShortReference:
    antecedent = meaning.antecedent
    own = SELF if meaning.is_self else None
    return ShortReference(
        **found_at(cited.passage, form.start, form.end, rule=meaning.rule, prior=meaning.prior),
        text=" ".join(cited.passage.text[form.start : form.end].split()),
        document_type=form.kind.name,
        antecedent=antecedent.id if antecedent else own,
        work_id=antecedent.work_id if antecedent else header.work_id if own else None,
    )
