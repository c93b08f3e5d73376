"""Read the citations of one passage: symbols first, then leftwards, rightwards, names, subjects, sharing, roles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from planparse.citations.laws import find_laws
from planparse.citations.leftward import Left, read_left, read_provision
from planparse.citations.mention import Mention, Span
from planparse.citations.phrases import key, lowered
from planparse.citations.rightward import read_right
from planparse.citations.roles import Surroundings, with_roles
from planparse.citations.sharing import listed, with_shared
from planparse.citations.standards import find_standards
from planparse.citations.subjects import subject_spans, with_subjects
from planparse.citations.symbols import Shape, Symbol, find_symbols
from planparse.citations.vocabulary import Vocabulary

_MAY_CITE = re.compile(
    r"\d\s{0,2}[/\-–I|l]\s{0,2}[A-ZĐÐƯ\d]|\d[A-ZĐÐ]{2}|luật|luat|hiến pháp|pháp lệnh|TCVN|QCVN|TCCS|QCĐP|TCXDVN|ISO",
    re.I,
)
"""A cheap test that most passages fail: of the paragraphs of administrative documents one in six may cite."""

_PRIORS = {Shape.TYPED: 0.99, Shape.ASSEMBLY: 0.99, Shape.LETTER: 0.97, Shape.LOOSE: 0.85}
_REPAIRED_PRIOR = 0.85
_ASSEMBLY_TYPES = {"QH": "Luật", "UBTVQH": "Nghị quyết", "TVQH": "Nghị quyết"}


def citations_in(text: str, around: Surroundings, words: Vocabulary) -> list[Mention]:
    """The documents cited in a text, in order.

    >>> [m.number for m in citations_in("theo Nghị định số 63/2010/NĐ-CP", Surroundings(), words)]
    ['63/2010/NĐ-CP']
    """
    if not _MAY_CITE.search(text):
        return []
    lower = lowered(text)
    standards = list(find_standards(text, words))
    numbered = _numbered(text, lower, [(m.start, m.end) for m in standards], words)
    found = sorted([*standards, *numbered], key=lambda m: m.start)
    found = with_subjects(text, lower, found, words)
    taken = [(m.left, m.end) for m in found] + subject_spans(found)
    laws = [_provided(lower, law) for law in find_laws(text, lower, taken, words)]
    found = sorted([*found, *laws], key=lambda m: m.start)
    found = with_shared(text, lower, found, words)
    return with_roles(lower, found, around, words)


def _numbered(text: str, lower: str, taken: Sequence[Span], words: Vocabulary) -> list[Mention]:
    symbols = [s for s in find_symbols(text, words) if not any(a < s.end and s.start < b for a, b in taken)]
    found: list[Mention] = []
    lefts: list[tuple[Symbol, Left]] = []
    floor = 0
    for symbol in symbols:
        left = read_left(text, lower, symbol.start, floor, words)
        if _plausible(symbol, left, lower, lefts):
            lefts.append((symbol, left))
            floor = symbol.end
    for index, (symbol, left) in enumerate(lefts):
        limit = lefts[index + 1][1].start if index + 1 < len(lefts) else len(text)
        found.append(_mention(text, lower, symbol, left, limit, found, words))
    return found


def _plausible(symbol: Symbol, left: Left, lower: str, earlier: Sequence[tuple[Symbol, Left]]) -> bool:
    """Whether a symbol is one: loose and repaired ones need a type, `số` or a list before them."""
    if left.type_span is not None:
        return True
    if symbol.repaired or symbol.shape is Shape.LOOSE:
        return left.numbered
    if symbol.shape is Shape.LETTER and not left.numbered:
        previous = earlier[-1][0] if earlier else None
        near = previous is not None and symbol.start - previous.end < 60
        return near or len(symbol.parts[0]) > 2
    return True


def _mention(
    text: str, lower: str, symbol: Symbol, left: Left, limit: int, earlier: Sequence[Mention], words: Vocabulary
) -> Mention:
    right = read_right(text, lower, symbol.end, max(limit, symbol.end), words)
    kind = None if left.type_span is None else words.type_by_name[key(text[slice(*left.type_span)])]
    mention = Mention(
        start=left.start,
        end=right.end,
        document_type=kind.name if kind else "",
        number=symbol.number,
        rule=f"symbol.{symbol.shape.value}" + (".repaired" if symbol.repaired else ""),
        prior=min(_PRIORS[symbol.shape], _REPAIRED_PRIOR if symbol.repaired else 1.0),
        anchor=(symbol.start, symbol.end),
        code=symbol.issuer_code,
        type_printed=kind is not None,
        provision=read_provision(lower, left.start, earlier[-1].end if earlier else 0),
        date=right.date,
        issuer=right.issuer or left.issuer,
        subject=left.name,
    )
    if kind is None or kind.kind == "generic":
        mention = replace(mention, document_type=_inferred_type(lower, symbol, mention, earlier, words))
    return mention


def _inferred_type(lower: str, symbol: Symbol, mention: Mention, earlier: Sequence[Mention], words: Vocabulary) -> str:
    """The type by the code of the symbol; else that of the list it stands in; else an official letter (công văn)."""
    if symbol.type_code is not None and symbol.type_code in words.type_by_code:
        return words.type_by_code[symbol.type_code].name
    if mention.document_type:
        return mention.document_type
    previous = earlier[-1] if earlier else None
    if previous is not None and listed(lower, previous, mention) and previous.code == mention.code:
        return previous.document_type
    return _ASSEMBLY_TYPES.get(symbol.issuer_code or "", "Công văn")


def _provided(lower: str, law: Mention) -> Mention:
    return replace(law, provision=read_provision(lower, law.start, 0))
