"""The end of a document: recipients (nơi nhận) and signatory (người ký), also where their columns share a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from planparse.citations.phrases import UPPER
from planparse.evidence import evidence
from planparse.folding import SMALL_LETTERS, fold
from planparse.header.known_names import may_be_misread
from planparse.header.letterhead import joined
from planparse.header.recipient_spelling import respelled_recipient
from planparse.header.signatures import CAPITAL_WORD, NAME_WORD, read_signatures, signatory_of
from planparse.header.surnames import is_surname
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Block, BlockKind, Outline, Zone
from planparse.layout.passages import Passage
from planparse.records import Evidence, Signatory

RESPELLED = 0.85
"""Prior of a recipient of which a word or note was put right; by judgement."""
_LABEL = re.compile(
    r"^\W{0,4}(?:n[o0]i\s{0,2}(?:nhan|gui)|(?:\w{1,3}[oeu][il1]\s{0,2})?nhan(?=\s{0,2}:))\s{0,2}[:.;]?\s{0,3}"
)
_BULLET = re.compile(r"^[\s*_]{0,4}[-–—+•·*]\s{0,3}")
_INNER_BULLET = re.compile(
    rf"[;:]\s{{0,3}}[-–+•](?:\s{{1,3}}|$)|(?<=\))\s{{1,3}}[-–+•]\s{{1,3}}(?=[{UPPER}])|;\s{{1,3}}(?=[Ll]ưu\s{{0,2}}:)"
)
_SEMICOLON = re.compile(r";\s{0,3}")
_FILE_COPY = re.compile(r"\W{0,6}(?:luu(?!\w)|l\w{1,3}\s?:\s?vt(?!\w))")
"""`Lưu: VT`, the copy that stays: the last of every list; also as `“Lư: VT`."""
_FILE_COPY_READ = re.compile(r"^L\w{1,3}\s?:\s?V[IL1!][;,.]")
"""The same with its second letter and the comma behind it misread: `Lưu: VI; KGVX`."""
_OTHER_COLUMN = re.compile(
    rf"(?:(?<=[;.:,/)])\s{{1,9}}(?:[^\w\s]{{1,2}}\s)?|(?<=;)\s{{1,9}}[^;]{{1,24}}?\s(?=(?:PHÓ|KT\.|TM\.|TL\.)\s)|^)"
    rf"(?P<tail>(?:(?:T/?M|K/?T|T/?L|TUQ|Q)\.\s?)?{CAPITAL_WORD}(?:\s{CAPITAL_WORD}){{1,9}})\s*$"
)
"""Capitals behind the end of a recipient: the position that stood at the same height in the other column. What a reader
made of strokes of a signature may stand between: `UBND các xã; 2 em gen 2 PHÓ CHỦ TỊCH`."""
_INSIDE_RECIPIENT = re.compile(
    rf"(?<=[{SMALL_LETTERS}])\s(?P<tail>(?:KT\.\s?|PHÓ\s)?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|CHÁNH VĂN PHÒNG))(?=\s\()"
)
"""A position inside a recipient that runs on below: `Ban Thi đua Trung ương PHÓ CHỦ TỊCH (b/c)`."""
_NAME_BEHIND = re.compile(rf"(?<=[.;])\s{{1,9}}(?P<tail>{NAME_WORD}(?:\s{NAME_WORD}){{1,4}})\s*$")
_NAME_BEHIND_INITIALS = re.compile(rf"(?<=[{UPPER}]{{2}})\s{{1,9}}(?P<tail>{NAME_WORD}(?:\s{NAME_WORD}){{1,4}})\s*$")
"""Without a stop between: `Lưu: VT, TH Lê Văn Mẫu`."""
_STRAY = " “”\"'‘’«»"
_NEAR, _SHORT = 6, 60
"""Blocks before and behind the recipients, and characters of a line, that may belong to a signature."""
_HALF_NAME_BEHIND = re.compile(
    rf"(?<=[.;])\s{{1,9}}(?P<tail>(?=.{{0,30}}[^\w\s])\S.{{0,30}}?\s{NAME_WORD}(?:\s{NAME_WORD}){{1,4}})\s*$"
)
"""The same, with strokes of the signature before the name: `Lưu: VT. N | —1a Thanh Mẫu`."""
_SPECKS = re.compile(
    rf"(?<=;)\s{{0,3}}[^\s(]{{1,4}}$|(?<=\.)\s{{1,3}}(?![{UPPER}])[^\s(]{{1,4}}$"
    r"|(?<=;)(?=.{0,12}[^\w\s]|.{0,12}\d)(?:\s{1,3}[^\s(]{1,2}){2,5}$"
)
"""What a reader made of strokes of the signature behind a recipient: `; Y/`, `. if=`, `; 2 : z`; `. Thg.` was printed
there."""
_STOP_IN_A_LIST = re.compile(rf"(?<=[{SMALL_LETTERS}]{{3}})\.(?=\s[{SMALL_LETTERS}])")
"""A comma read as a stop: `Các phòng. ban. đơn vị`; no sentence begins with a small letter."""
_STROKE = re.compile(r"\s{0,3}(?:(?<=\s)[^\s()]{1,8}\)(?=\s|$)|\S{0,6}[“”\"'‘’=|\\~^°«»{}\[\]_—]).*$")
"""In the file copy, which names only units and initials: a bracket that closes nothing, a mark that no code has."""


Columns = Sequence[tuple[Passage, Passage]]
"""The lines of a list of recipients, each split into the recipient and what belongs to the signature."""


def find_recipients(
    outline: Outline, dictionaries: Dictionaries, columns: Columns | None = None
) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """The list after `Nơi nhận`, one entry per recipient without its bullet and final mark, and where each was read.

    Args:
        columns: as `closing_columns` gives them, where they are known already.
    """
    names: list[str] = []
    bases: list[Evidence] = []
    for item, _ in closing_columns(outline, dictionaries) if columns is None else columns:
        for part in _parts(item):
            name = _STOP_IN_A_LIST.sub(",", _SPECKS.sub("", " ".join(part.text.split())))
            if _FILE_COPY.match(fold(name)):
                name = _STROKE.sub("", name.lstrip(_STRAY))
                name = _FILE_COPY_READ.sub("Lưu: VT,", name) if may_be_misread(part) else name
                name = re.sub(r"^L\w{1,3}", "Lưu", name) if may_be_misread(part) else name
            name = name.strip(" ;:.,*_-–")
            if re.search(r"\w", name):
                known = respelled_recipient(name, dictionaries) if may_be_misread(part) else name
                names.append(known)
                bases.append(
                    evidence(part, rule="recipients", prior=0.96)
                    if known == name
                    else evidence(part, rule="recipients.respelled", prior=RESPELLED)
                )
    return tuple(names), tuple(bases)


def find_signatory(outline: Outline, dictionaries: Dictionaries, columns: Columns | None = None) -> Signatory:
    """Who signed. Of several signatories the last one, who stands at the right, is the issuing body's own."""
    columns = closing_columns(outline, dictionaries) if columns is None else columns
    lines = [rest for _, rest in columns if rest]
    lines += [block.passage for block in _first_run(outline, Zone.SIGNATURE)]
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


def closing_columns(outline: Outline, dictionaries: Dictionaries) -> Columns:
    """The lines of the first list of recipients, as recipients and signatory are read from them."""
    result = []
    filed = False
    for passage in _items(outline):
        files = _FILE_COPY.match(fold(passage.text)) is not None
        tail = _OTHER_COLUMN.search(passage.text) or _name_behind(passage.text, dictionaries, files=files)
        end, begin = (tail.start(), tail.start("tail")) if tail else (len(passage.text), len(passage.text))
        if filed and not _BULLET.match(passage.text):
            end = begin = 0
        filed = filed or files
        inside = None if tail else _INSIDE_RECIPIENT.search(passage.text)
        if inside:
            around = [passage.slice(0, inside.start()), passage.slice(inside.end() + 1, len(passage.text))]
            result.append((joined(around), passage.slice(*inside.span("tail"))))
        else:
            result.append((passage.slice(0, end), passage.slice(begin, len(passage.text))))
    return result


def _items(outline: Outline) -> list[Passage]:
    """The lines of the list without its title; all in one where bullets stand inside lines, as converters put them."""
    items = []
    for block in _first_run(outline, Zone.RECIPIENTS):
        label = _LABEL.match(fold(block.passage.text))
        items.append(block.passage.slice(label.end() if label else 0, len(block.passage.text)))
    running = bool(items) and _BULLET.match(items[0].text) and _INNER_BULLET.search(items[0].text)
    return [joined(items)] if running else items


def _name_behind(text: str, dictionaries: Dictionaries, *, files: bool) -> re.Match[str] | None:
    """The name of who signed, behind a recipient: behind the file copy any name, elsewhere one with a known surname."""
    for pattern in (_NAME_BEHIND, _NAME_BEHIND_INITIALS) if files else (_NAME_BEHIND,):
        name = pattern.search(text)
        if name is not None and is_surname(name["tail"].split()[0], dictionaries):
            return name
    return (_NAME_BEHIND.search(text) or _HALF_NAME_BEHIND.search(text)) if files else None


def _first_run(outline: Outline, zone: Zone) -> list[Block]:
    """The blocks of a zone, up to the appendix, which may have its own."""
    blocks: list[Block] = []
    for block in outline.blocks:
        if block.zone is Zone.APPENDIX and blocks:
            break
        if block.zone is zone and not block.is_aside and block.kind is not BlockKind.TABLE and block.passage:
            blocks.append(block)
    return blocks


def _parts(item: Passage) -> Iterable[Passage]:
    """The recipients on one line: a bullet is one; without bullets `;` parts them (`Như trên; Lưu: VT`)."""
    bullet = _BULLET.match(item.text)
    start = bullet.end() if bullet else 0
    for match in (_INNER_BULLET if bullet else _SEMICOLON).finditer(item.text, start):
        yield item.slice(start, match.start())
        start = match.end()
    yield item.slice(start, len(item.text))
