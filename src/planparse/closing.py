"""The end of a document: recipients (nơi nhận) and signatory (người ký), also where their columns share a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from planparse.citations.phrases import UPPER
from planparse.evidence import evidence
from planparse.folding import fold
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Block, BlockKind, Outline, Zone
from planparse.layout.passages import Passage
from planparse.letterhead import joined
from planparse.pagetext import ILLEGIBLE
from planparse.records import Evidence, Signatory

_LABEL = re.compile(r"^\W{0,4}n[o0]i\s{0,2}(?:nhan|gui)\s{0,2}[:.;]?\s{0,3}")
_BULLET = re.compile(r"^[\s*_]{0,4}[-–—+•·*]\s{0,3}")
_INNER_BULLET = re.compile(r";\s{0,3}[-–+•]\s{1,3}|;\s{1,3}(?=[Ll]ưu\s{0,2}:)")
_CAPITAL_WORD = rf"[{UPPER}]{{1,8}}"
_SIGNATURE_TAIL = re.compile(
    rf"(?:(?<=[;.:,/)])\s{{1,9}}|^)(?P<tail>(?:[A-Z/.]{{1,4}}\.\s?)?{_CAPITAL_WORD}(?:\s{_CAPITAL_WORD}){{1,9}})\s*$"
)
"""Capitals behind the end of a recipient: the position that stood at the same height in the other column."""
_NAME_WORD = rf"[{UPPER}](?:(?![{UPPER}])[^\W\d_]){{0,6}}"
_NAME_TAIL = re.compile(rf"(?<=[.;])\s{{1,9}}(?P<tail>{_NAME_WORD}(?:\s{_NAME_WORD}){{1,4}})\s*$")


@dataclass(frozen=True)
class AuthorityMark:
    """A line of `authority_lines.tsv`."""

    mark: str


@dataclass(frozen=True)
class Position:
    """A line of `positions.tsv`."""

    position: str


def find_recipients(outline: Outline) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """The list after `Nơi nhận`, one entry per recipient without its bullet and final mark, and where each was read."""
    names: list[str] = []
    bases: list[Evidence] = []
    for item, _ in _recipient_lines(outline):
        for part in _parts(item):
            name = " ".join(part.text.split()).strip(" ;.,*_-–")
            if name and re.search(r"\w", name):
                names.append(name)
                bases.append(evidence(part, rule="recipients", prior=0.96))
    return tuple(names), tuple(bases)


def _recipient_lines(outline: Outline) -> list[tuple[Passage, Passage]]:
    """The lines of the first list of recipients, each split into the recipient and what belongs to the signature."""
    blocks = _first_run(outline, Zone.RECIPIENTS)
    result = []
    for block in blocks:
        passage = block.passage
        label = _LABEL.match(fold(passage.text))
        passage = passage.slice(label.end() if label else 0, len(passage.text))
        tail = _SIGNATURE_TAIL.search(passage.text) or (
            _NAME_TAIL.search(passage.text) if re.match(r"\W*l[uư]u", passage.text.lower()) else None
        )
        cut = tail.start("tail") if tail else len(passage.text)
        result.append((passage.slice(0, cut), passage.slice(cut, len(passage.text))))
    return [(item, rest) for item, rest in result if item or rest]


def _first_run(outline: Outline, zone: Zone) -> list[Block]:
    """The blocks of a zone, up to the second list where an appendix has its own."""
    blocks: list[Block] = []
    for block in outline.blocks:
        if block.zone is Zone.APPENDIX and blocks:
            break
        if block.zone is zone and block.kind not in (BlockKind.NOISE, BlockKind.TABLE) and block.passage:
            blocks.append(block)
    return blocks


def _parts(item: Passage) -> Iterable[Passage]:
    """The recipients on one line: a bullet is one; without bullets `;` parts them (`Như trên; Lưu: VT`)."""
    bullet = _BULLET.match(item.text)
    start = bullet.end() if bullet else 0
    divider = _INNER_BULLET if bullet else re.compile(r";\s{0,3}")
    for match in divider.finditer(item.text, start):
        yield item.slice(start, match.start())
        start = match.end()
    yield item.slice(start, len(item.text))


# --- signatory --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Signature:
    authority: tuple[Passage, ...] = ()
    position: tuple[Passage, ...] = ()
    name: Passage | None = None


_NOT_A_NAME = re.compile(
    r"^\W*(?:da ky|ky|ky ten|ky, ghi ro|ky va|dong dau|chu ky|chung nhan|xac nhan|\(|nguoi|ngay)", re.IGNORECASE
)
_NAME = re.compile(
    rf"^(?:(?:[{UPPER}][\w]{{0,4}}\.\s?){{0,4}})(?:{re.escape(ILLEGIBLE)}|{_NAME_WORD}|{_CAPITAL_WORD})(?:\s(?:{re.escape(ILLEGIBLE)}|{_NAME_WORD}|{_CAPITAL_WORD})){{1,5}}$"
)


def find_signatory(outline: Outline, dictionaries: Dictionaries) -> Signatory:
    """Who signed. Of several signatories the last one, who stands at the right, is the issuing body's own."""
    lines = [rest for _, rest in _recipient_lines(outline) if rest]
    lines += [b.passage for b in _first_run(outline, Zone.SIGNATURE)]
    signatures = _signatures(lines, dictionaries)
    named = [s for s in signatures if s.name is not None and (s.position or s.authority)]
    chosen = (
        named[-1] if named else next((s for s in reversed(signatures) if s.position or s.authority or s.name), None)
    )
    if chosen is None:
        return Signatory()
    values: dict[str, str] = {}
    bases: dict[str, Evidence] = {}
    fields = (
        ("authority_line", chosen.authority),
        ("position", chosen.position),
        ("name", (chosen.name,) if chosen.name else ()),
    )
    for field, passages in fields:
        if passages:
            whole = joined(passages)
            values[field] = " ".join(whole.text.split())
            bases[field] = evidence(whole, rule=f"signature.{field}", prior=0.95)
    return Signatory(**values, evidence=bases)


def _signatures(lines: Sequence[Passage], dictionaries: Dictionaries) -> list[_Signature]:
    """Read authority, position and name line by line; a name closes a signature."""
    mark, position = _mark_pattern(dictionaries), _position_pattern(dictionaries)
    found: list[_Signature] = []
    current = _Signature()
    for line in _cut_lines(lines, mark, position):
        plain = fold(line.text).upper()
        if mark.match(plain):
            if current.position:
                found.append(current)
                current = _Signature()
            current = _Signature((*current.authority, line), current.position)
        elif position.match(plain):
            if current.position and not _wraps(current.position[-1]):
                found.append(current)
                current = _Signature()
            current = _Signature(current.authority, (*current.position, line))
        elif _is_name(line.text, plain) and (current.position or current.authority):
            found.append(_Signature(current.authority, current.position, line))
            current = _Signature()
        elif line.text.isupper() and (current.position or current.authority):
            current = (
                _Signature(current.authority, (*current.position, line))
                if current.position
                else _Signature((*current.authority, line), ())
            )
        elif _is_name(line.text, plain):
            found.append(_Signature(name=line))
    return [*found, current]


def _wraps(line: Passage) -> bool:
    return line.text.rstrip().endswith((",", "-", "–"))


def _cut_lines(lines: Sequence[Passage], mark: re.Pattern[str], position: re.Pattern[str]) -> list[Passage]:
    """Strip decoration, and cut `KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC` before its second position."""
    result = []
    for line in lines:
        start = len(line.text) - len(line.text.lstrip(" *_#|-"))
        end = len(line.text.rstrip(" *_|"))
        clean = line.slice(start, max(start, end))
        if not clean:
            continue
        plain = fold(clean.text).upper()
        opened = mark.match(plain)
        first = position.match(plain, opened.end()) if opened else None
        second = re.compile(r"\s{1,5}").match(plain, first.end()) if first else None
        if second is not None and position.match(plain, second.end()):
            result += [clean.slice(0, first.end()), clean.slice(second.end(), len(clean.text))]  # type: ignore[union-attr]
        else:
            result.append(clean)
    return result


def _is_name(text: str, plain: str) -> bool:
    return _NAME.match(text) is not None and not _NOT_A_NAME.match(plain)


@lru_cache(maxsize=8)
def _mark_pattern(dictionaries: Dictionaries) -> re.Pattern[str]:
    marks = sorted((row.mark for row in dictionaries.rows("authority_lines.tsv", AuthorityMark)), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(re.escape(mark) for mark in marks)})[.,]\s{{0,3}}|(?:TM|KT|TL|TUQ)\s{{1,3}}")


@lru_cache(maxsize=8)
def _position_pattern(dictionaries: Dictionaries) -> re.Pattern[str]:
    rows = dictionaries.rows("positions.tsv", Position)
    names = sorted((fold(row.position).upper() for row in rows), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(re.escape(name) for name in names)})(?!\w)")
