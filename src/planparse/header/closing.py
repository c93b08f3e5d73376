"""The end of a document: recipients (nơi nhận) and signatory (người ký), also where their columns share a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from planparse.citations.phrases import UPPER
from planparse.evidence import evidence
from planparse.folding import SMALL_LETTERS, fold
from planparse.header.closing_columns import BULLET, FILE_COPY, INNER_BULLET, Columns, closing_columns, first_run
from planparse.header.known_names import may_be_misread
from planparse.header.letterhead import joined
from planparse.header.recipient_spelling import names_recipient, respelled_recipient
from planparse.header.signatures import read_signatures, signatory_of
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Outline, Zone
from planparse.layout.passages import Passage
from planparse.records import Evidence, Signatory

RESTORED = 0.9
"""Prior of a recipient whose letters were restored: of 766 in the dumps of 78 printed documents 707 were as printed."""
RESPELLED = 0.85
"""Prior of a recipient of which a word or note was put right; by judgement."""
_SEMICOLON = re.compile(r";\s{0,3}")
_FILE_COPY_READ = re.compile(r"^L\w{1,3}\s?:\s?V[IL1!][;,.]")
"""The same with its second letter and the comma behind it misread: `Lưu: VI; KGVX`."""
_STRAY = " “”\"'‘’«»"
_NEAR, _SHORT = 6, 60
"""Blocks before and behind the recipients, and characters of a line, that may belong to a signature."""
_SPECKS = re.compile(
    rf"(?<=;)\s{{0,3}}[^\s(]{{1,4}}$|(?<=\.)\s{{1,3}}(?![{UPPER}])[^\s(]{{1,4}}$"
    r"|(?<=;)(?=.{0,12}[^\w\s]|.{0,12}\d)(?:\s{1,3}[^\s(]{1,2}){2,5}$"
)
"""What a reader made of strokes of the signature behind a recipient: `; Y/`, `. if=`, `; 2 : z`; `. Thg.` was printed
there."""
_BEHIND_STOP = re.compile(r";\s{1,3}(?P<rest>[^;]{1,20})$")
_ENDS = " ;:.,*_-–"
_NOTE_BEHIND = re.compile(r"[;:]\s{1,3}(?=\([^()]{1,30}\)[;.]?$)")
"""Before a note that stands behind the end of its recipient: `Bộ Tài chính; (Báo cáo)`."""
_NOTE_ALONE = re.compile(r"\([^()]{1,30}\)")
_SPACE_BEFORE_COMMA = re.compile(r" (?=[,;](?: |$))")
_STOP_IN_A_LIST = re.compile(rf"(?<=[{SMALL_LETTERS}]{{3}})\.(?=\s[{SMALL_LETTERS}])")
"""A comma read as a stop: `Các phòng. ban. đơn vị`; no sentence begins with a small letter."""
_STOP_BEFORE_CODES = re.compile(rf"(?<![^\W_])(?P<word>[{SMALL_LETTERS}]{{2,7}}|VT)\.(?=\s[{UPPER}]{{2}})")
"""The same before codes, in small print: `Thành ủy. HĐND TP`, `Lưu: VT. KSTTHC`."""
_STROKE = re.compile(r"\s{0,3}(?:(?<=\s)[^\s()]{1,8}\)(?=\s|$)|\S{0,6}[“”\"'‘’=|\\~^°«»{}\[\]_—]).*$")
"""In the file copy, which names only units and initials: a bracket that closes nothing, a mark that no code has."""


def find_recipients(
    outline: Outline, dictionaries: Dictionaries, columns: Columns | None = None
) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """The list after `Nơi nhận`, one entry per recipient without its bullet and final mark, and where each was read.

    Args:
        columns: as `closing_columns` gives them, where they are known already.
    """
    names: list[str] = []
    bases: list[Evidence] = []
    columns = closing_columns(outline, dictionaries) if columns is None else columns
    end_with_stop = _end_with_stop([item.text for item, _ in columns if item])
    for part in _with_notes(part for item, _ in columns for part in _parts(item)):
        name = _SPACE_BEFORE_COMMA.sub("", " ".join(part.text.split()))
        name = _NOTE_BEHIND.sub(" ", _STOP_IN_A_LIST.sub(",", _SPECKS.sub("", name)))
        if may_be_misread(part):
            name = _STOP_BEFORE_CODES.sub(r"\g<word>,", name)
        if end_with_stop and may_be_misread(part):
            name = _without_strokes(name, dictionaries)
        if FILE_COPY.match(fold(name)):
            name = _STROKE.sub("", name.lstrip(_STRAY))
            name = _FILE_COPY_READ.sub("Lưu: VT,", name) if may_be_misread(part) else name
            name = re.sub(r"^L\w{1,3}", "Lưu", name) if may_be_misread(part) else name
        name = name.strip(_ENDS)
        if re.search(r"\w", name):
            known = respelled_recipient(name, dictionaries) if may_be_misread(part) else name
            names.append(known)
            bases.append(_basis(part, respelled=known != name))
    return tuple(names), tuple(bases)


def _with_notes(parts: Iterable[Passage]) -> Iterator[Passage]:
    """The recipients, each with the note that stands apart from it, behind its semicolon or on a line of its own."""
    held: Passage | None = None
    for part in parts:
        if held is not None and _NOTE_ALONE.fullmatch(part.text.strip(_ENDS)):
            held = joined([held, part])
            continue
        if held is not None:
            yield held
        held = part
    if held is not None:
        yield held


def _basis(part: Passage, *, respelled: bool) -> Evidence:
    if respelled:
        return evidence(part, rule="recipients.respelled", prior=RESPELLED)
    restored = part.place().raw != part.text
    return evidence(part, rule="recipients", prior=RESTORED if restored else 0.96)


def _end_with_stop(items: Sequence[str]) -> bool:
    """Whether the recipients of a list end in semicolons: most do, though a reader has lost some of them."""
    return 2 * sum(";" in item for item in items) > len(items)


def _without_strokes(name: str, dictionaries: Dictionaries) -> str:
    """A recipient without what stands behind the semicolon that ends it and is none: `Cục Dân số (để b/c); Cọc`."""
    behind = _BEHIND_STOP.search(name)
    if behind is None or FILE_COPY.match(fold(name)) or names_recipient(behind["rest"], dictionaries):
        return name
    return name[: behind.start()]


def find_signatory(outline: Outline, dictionaries: Dictionaries, columns: Columns | None = None) -> Signatory:
    """Who signed. Of several signatories the last one, who stands at the right, is the issuing body's own."""
    columns = closing_columns(outline, dictionaries) if columns is None else columns
    lines = [rest for _, rest in columns if rest]
    lines += [block.passage for block in first_run(outline, Zone.SIGNATURE)]
    lines.sort(key=_place)
    signatory = signatory_of(read_signatures(lines, dictionaries))
    if signatory.position is None and signatory.authority_line is None:
        return signatory_of(read_signatures(_near_recipients(outline), dictionaries))
    return signatory


def _place(passage: Passage) -> tuple[int, int]:
    """Where a passage begins: the number of its page, and the place there."""
    first = passage.segments[0]
    return first.page.page.number, first.page_start


def _near_recipients(outline: Outline) -> list[Passage]:
    """Short lines around the recipients: a signature whose zone was not found because it was misread."""
    places = [i for i, block in enumerate(outline.blocks) if block.zone is Zone.RECIPIENTS]
    if not places:
        return []
    around = outline.blocks[max(0, places[0] - _NEAR) : places[-1] + _NEAR]
    return [
        b.passage
        for b in around
        if b.zone is not Zone.RECIPIENTS and b.marker is None and len(b.passage.text) <= _SHORT
    ]


def _parts(item: Passage) -> Iterable[Passage]:
    """The recipients on one line: a bullet is one; without bullets `;` parts them (`Như trên; Lưu: VT`)."""
    bullet = BULLET.match(item.text)
    start = bullet.end() if bullet else 0
    for match in (INNER_BULLET if bullet else _SEMICOLON).finditer(item.text, start):
        yield item.slice(start, match.start())
        start = match.end()
    yield item.slice(start, len(item.text))
