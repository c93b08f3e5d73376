"""Read the citations of one passage: symbols first, then leftwards, rightwards, subjects, names, sharing, roles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planparse.citations.cited_text import CitedText
from planparse.citations.laws import find_laws
from planparse.citations.leftward import Left, read_left
from planparse.citations.mention import Mention
from planparse.citations.provisions import read_provision
from planparse.citations.rightward import read_right
from planparse.citations.roles import Surroundings, with_roles, wording_before
from planparse.citations.sharing import listed, with_shared
from planparse.citations.standards import find_standards
from planparse.citations.subjects import subject_spans, with_subjects
from planparse.citations.symbols import Shape, Symbol, find_symbols
from planparse.citations.vocabulary import Vocabulary
from planparse.pagetext import ILLEGIBLE
from planparse.records import Role
from planparse.spans import Spans

_SLASHES = ("/", "⁄", "∕")
_MARKS = (*_SLASHES, "⟧", "uật", "UẬT", "iến pháp", "IẾN PHÁP", "háp lệnh", "HÁP LỆNH", "VN ", "TCCS", "QCĐP", "ISO ")
_LOST_SLASH = re.compile(r"\d\s{0,2}[-–I|l\\!]?\s{0,2}[A-ZĐÐƯ]{2}")

_PRIORS = {Shape.TYPED: 0.99, Shape.ASSEMBLY: 0.99, Shape.LETTER: 0.97, Shape.LOOSE: 0.85}
_REPAIRED_PRIOR = 0.85
_TORN_PRIOR = 0.5
"""A serial of which digits are missing; the rest of the mention is right."""
_BLANK_PRIOR = 0.85
"""A draft whose number is not filled in; some stand in forms."""
_LIST_REACH = 60
"""Characters between two official letters of one list (`các văn bản số A ngày ..., số B`)."""
_ASSEMBLY_TYPES = {"QH": "Luật", "UBTVQH": "Nghị quyết", "TVQH": "Nghị quyết"}


def citations_in(text: str, around: Surroundings, words: Vocabulary) -> list[Mention]:
    """The documents cited in a text, in order.

    >>> [m.number for m in citations_in("theo Nghị định số 63/2010/NĐ-CP", Surroundings(), words)]
    ['63/2010/NĐ-CP']
    """
    if not may_cite(text):
        return []
    cited = CitedText(text, words)
    standards = list(find_standards(text, words))
    numbered = _numbered(cited, standards, trusted=around.trusted)
    found = with_subjects(cited, _in_order([*standards, *numbered]), preamble=around.preamble)
    taken = [(m.left, m.end) for m in found] + subject_spans(found)
    found = _in_order([*found, *find_laws(cited, taken)])
    if not found:
        return []  # six of ten passages that may cite
    return with_roles(cited, with_shared(cited, found), around)


def may_cite(text: str) -> bool:
    """A cheap test that most passages fail."""
    return any(map(text.__contains__, _MARKS)) or _LOST_SLASH.search(text) is not None


def _in_order(mentions: Sequence[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda mention: mention.start)


def _numbered(cited: CitedText, standards: Sequence[Mention], *, trusted: bool) -> list[Mention]:
    """The documents cited by symbol."""
    plausible: list[tuple[Symbol, Left]] = []
    taken = Spans((standard.start, standard.end) for standard in standards)
    for symbol in find_symbols(cited.text, cited.words, trusted=trusted):
        if taken.meet(symbol.start, symbol.end):
            continue
        previous = plausible[-1][0] if plausible else None
        assembly = symbol.shape is Shape.ASSEMBLY
        left = read_left(cited, symbol.start, previous.end if previous else 0, assembly=assembly)
        if _is_plausible(symbol, left, previous) and (not symbol.blank or _is_meant(cited, symbol, left)):
            plausible.append((symbol, left))
    found: list[Mention] = []
    for index, (symbol, left) in enumerate(plausible):
        limit = plausible[index + 1][1].start if index + 1 < len(plausible) else len(cited)
        found.append(_mention(cited, symbol, left, max(limit, symbol.behind), found[-1] if found else None))
    return found


def _is_plausible(symbol: Symbol, left: Left, previous: Symbol | None) -> bool:
    """Whether a symbol is one: loose and repaired ones need a type, `số` or a list before them."""
    if left.kind is not None or left.numbered:
        return True
    if symbol.joined or symbol.shape is Shape.LOOSE:
        return False
    listed_too = previous is not None and symbol.start - previous.end < _LIST_REACH
    return symbol.shape is not Shape.LETTER or listed_too or len(symbol.parts[0]) > 2


def _is_meant(cited: CitedText, symbol: Symbol, left: Left) -> bool:
    """Whether a document without serial is cited, and no blank of a form: it is attached, or its month is printed.

    `Kèm theo Kế hoạch số    /KH-SYT`, `Kế hoạch số    /KH-UBND ngày   /01/2026 của UBND tỉnh`.
    """
    if wording_before(cited, left.start) is Role.SELF:
        return True
    return left.kind is not None and read_right(cited, symbol.behind).date is not None


def _mention(cited: CitedText, symbol: Symbol, left: Left, limit: int, previous: Mention | None) -> Mention:
    right = read_right(cited, symbol.behind, limit, bodies=symbol.bodies(cited.words), code=symbol.issuer_code)
    mention = Mention(
        start=left.start,
        end=right.end,
        document_type="",
        number=symbol.number,
        rule=f"symbol.{symbol.shape.value}" + (".repaired" if symbol.repaired else ""),
        prior=_prior(symbol),
        anchor=(symbol.start, symbol.end),
        code=symbol.issuer_code,
        type_printed=left.kind is not None,
        provision=read_provision(cited, left.start, previous.end if previous else 0),
        date=right.date,
        issuer=right.issuer or left.issuer,
        subject=left.name,
    )
    return mention.typed(_type(cited, symbol, left, mention, previous))


def _prior(symbol: Symbol) -> float:
    if symbol.joined and symbol.number.startswith(ILLEGIBLE):
        return _TORN_PRIOR
    if symbol.blank:
        return _BLANK_PRIOR
    return min(_PRIORS[symbol.shape], _REPAIRED_PRIOR if symbol.repaired else 1.0)


def _type(cited: CitedText, symbol: Symbol, left: Left, mention: Mention, previous: Mention | None) -> str:
    """The printed type; else by the symbol's code, by the list it stands in, or an official letter (công văn)."""
    if left.kind is not None and left.kind.kind != "generic":
        return left.kind.name
    if symbol.type_code in cited.words.type_by_code:
        return cited.words.type_by_code[symbol.type_code or ""].name
    if left.kind is not None:
        return left.kind.name
    if previous is not None and listed(cited, previous, mention) and symbol.shape is Shape.LETTER:
        return previous.document_type
    return _ASSEMBLY_TYPES.get(symbol.issuer_code or "", "Công văn")
