"""The zones of an administrative document (thể thức văn bản, Nghị định 30/2020), found line by line.

A plan begins with its letterhead, its type and subject, then the preamble; it ends with the recipients and the
signature; what follows is an appendix. Lines of these zones are short and stand alone, so they are told apart before
lines are joined into paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from planparse.folding import fold
from planparse.knowledge import Dictionaries
from planparse.layout.closing_zones import closing_zones
from planparse.layout.lines import Line
from planparse.layout.marks import Mark, is_capitals, read_mark
from planparse.layout.measure import Measure
from planparse.layout.outline import Zone
from planparse.layout.zone_openers import SHORT_LINE, SPECK_LINE, ZoneOpeners, squeezed, zone_openers

TITLE_SEARCH = 45
"""Lines in which the document type is looked for: a gazette page puts 15 lines above it, a letterhead up to 14."""
RUNNING_LINES = 5
"""Lines in small letters under a title in capitals that are no subject any more."""
_ADDRESSES = re.compile(r"\b(?:dien|kinh gui)\s*:\s*$")
"""`THỦ TƯỚNG CHÍNH PHỦ điện:` of a telegram (công điện), before the list of those it is sent to."""
_SHORT = 2
"""Letters of `VỀ` alone on its line, which are too few to tell whether a subject is in capitals."""
TITLE_LINES = 9
"""The longest subject (trích yếu) seen runs over 7 lines."""
MISREAD_TYPE_LENGTH = 30
MISREAD_TYPE_LETTERS = 6
MISREAD_TYPE_FLOOR = 88.0
"""Similarity in percent. One letter more or less in `KEHOACH` gives 92, `KETQUA` 62; shorter types are too alike."""


_OPEN_END = re.compile(r"(?:,|\b(?:CỦA|VÀ|CHO|VỚI|TRƯỚC|DO|VÀO|TẠI|THUỘC))\s*$")
"""A subject in capitals that goes on with the name of a body on its next line."""
_MOTTO = re.compile(r"^\W*(?:cong hoa xa hoi|doc lap\s*-\s*tu do)")
_LEGAL_BASIS = re.compile(r"\W{0,2}[Cc][ăa]n c[ứu]\s")
_LETTERHEAD = re.compile(
    r"cong hoa xa hoi|doc lap\s*-\s*tu do|dang cong san|^so\s*:|ngay\s.{0,12}\bthang\b.{0,12}\bnam\b"
)
_DATE_OVER_LINES = re.compile(r"ngay\s.{1,14}thang(?:\s\d{1,2})?\n(?:\d{1,2}\s)?nam\s\d{4}$")
"""`Thành phố Hồ Chí Minh, ngày 18 tháng 11` / `năm 2025`."""


def zones_of_lines(lines: Sequence[Line], measures: dict[int, Measure], dictionaries: Dictionaries) -> list[Zone]:
    """The zone of every line; the preamble is still part of the body here, but for lines known to open it."""
    openers = zone_openers(dictionaries)
    zones = [Zone.BODY] * len(lines)
    title = _type_line(lines, openers)
    start = 0
    if title is not None:
        zones[:title] = [Zone.LETTERHEAD] * title
        start = _end_of_title(lines, title, openers, measures, dictionaries)
        zones[title:start] = [Zone.LETTERHEAD if _MOTTO.match(fold(x.text)) else Zone.TITLE for x in lines[title:start]]
    else:
        start = _end_of_letterhead(lines, openers, dictionaries)
        zones[:start] = [Zone.LETTERHEAD] * start
    for first, last, zone in closing_zones(lines, start, openers):
        zones[first:last] = [zone] * (last - first)
    return zones


def is_preamble_opener(text: str, dictionaries: Dictionaries) -> bool:
    """Whether a paragraph begins like those of a preamble: "Căn cứ ...", "Thực hiện ...", "Xét đề nghị ..."."""
    return bool(zone_openers(dictionaries).preamble.match(fold(text[:60])))


def is_resolution_line(text: str, dictionaries: Dictionaries) -> bool:
    """Whether a line is the word that opens the operative part: `QUYẾT ĐỊNH:`."""
    return len(text) < SHORT_LINE and bool(zone_openers(dictionaries).resolution.match(fold(text)))


def _type_line(lines: Sequence[Line], openers: ZoneOpeners) -> int | None:
    """The line of the document type: as it should be; else with letters set apart or misread, or with the subject."""
    # `QUYẾT ĐỊNH:` below the preamble opens the content: the type above it was not read.
    preamble = next((i for i, line in enumerate(lines[:TITLE_SEARCH]) if _LEGAL_BASIS.match(line.text)), TITLE_SEARCH)
    head = lines[:preamble]
    for i, line in enumerate(head):
        if len(line.text) < SHORT_LINE and openers.type_line.match(fold(line.text)) and _stands_out(line.text):
            return i
    found = next((i for i, line in enumerate(head) if _is_damaged_type(line.text, openers)), None)
    return _type_with_subject(head, openers) if found is None else found


def _is_damaged_type(text: str, openers: ZoneOpeners) -> bool:
    """`K Ế H O Ạ C H`, `KÉẾ HOẠCH`: a line in capitals that is a type but for its spaces or a letter."""
    if len(text) > MISREAD_TYPE_LENGTH or not is_capitals(text):
        return False
    letters = squeezed(text)
    if letters in openers.squeezed_types:
        return True
    if len(letters) < MISREAD_TYPE_LETTERS:
        return False
    from rapidfuzz import fuzz, process

    known = [name for name in openers.squeezed_types if len(name) >= MISREAD_TYPE_LETTERS]
    return process.extractOne(letters, known, scorer=fuzz.ratio, score_cutoff=MISREAD_TYPE_FLOOR) is not None


def _type_with_subject(head: Sequence[Line], openers: ZoneOpeners) -> int | None:
    """`KẾ HOẠCH Phòng chống dịch năm 2025`: the type in capitals before its subject, below the letterhead."""
    letterhead = False
    for i, line in enumerate(head):
        typed = openers.type_start.match(fold(line.text))
        if letterhead and typed and is_capitals(line.text[: typed.end()]):
            return i
        letterhead = letterhead or bool(_LETTERHEAD.search(fold(line.text)))
    return None


def _stands_out(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and (is_capitals(text) or text.strip("*_ ")[:1].isupper())


def _end_of_title(
    lines: Sequence[Line], title: int, openers: ZoneOpeners, measures: dict[int, Measure], dictionaries: Dictionaries
) -> int:
    """The line after the subject (trích yếu)."""
    first = title + 1
    while first < len(lines) and _MOTTO.search(fold(lines[first].text)):
        first += 1  # a reader took the right column of the letterhead after the type
    for i in range(first, min(first + TITLE_LINES, len(lines))):
        line = lines[i]
        mark = read_mark(line.text, dictionaries)
        if mark is not None and _opens_content(mark, lines, first, i):
            return i
        first_of_subject = i == first
        if openers.preamble.match(fold(line.text[:60])) and not (first_of_subject or _wraps(lines[i - 1], line)):
            return i
        if not first_of_subject and _ADDRESSES.search(fold(line.text)):
            return i
        if not first_of_subject and _is_authority_line(lines, title, i, openers):
            return i
        if not first_of_subject and (
            _leaves_capitals(lines, first, i, measures) or _opens_running_text(lines, i, measures)
        ):
            return i
    return min(first + TITLE_LINES, len(lines))


def _opens_content(mark: Mark, lines: Sequence[Line], first: int, i: int) -> bool:
    """Whether a mark ends the subject: a dash may be part of it, and the numeral of `LẦN THỨ` / `XIV CỦA ĐẢNG` is."""
    if mark.is_bullet:
        return i == first and not SPECK_LINE.fullmatch(lines[i].text)
    in_a_sentence = mark.text.isalpha() and i > first and not lines[i].blank_before
    return not (in_a_sentence and is_capitals(lines[i - 1].text))


def _is_authority_line(lines: Sequence[Line], title: int, i: int, openers: ZoneOpeners) -> bool:
    """Whether the body that enacts stands here, between subject and preamble: `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ...`."""
    line, above = lines[i], lines[i - 1]
    if not is_capitals(line.text) or not openers.preamble_capitals.match(fold(line.text)):
        return False
    if line.blank_before or not is_capitals(above.text):
        return True
    # The subject is in capitals as well: only the types that name who enacts them, and only right above the preamble.
    if not openers.enacted.match(fold(lines[title].text)) or _OPEN_END.search(above.text):
        return False
    below = next((later for later in lines[i + 1 : i + 3] if not is_capitals(later.text)), None)
    return below is not None and bool(openers.preamble.match(fold(below.text[:60])))


def _wraps(above: Line, below: Line) -> bool:
    """Whether a subject goes on: "Kế hoạch / thực hiện Nghị quyết", with a small letter, or after a comma."""
    return below.text[:1].islower() or above.text.endswith(",")


def _leaves_capitals(lines: Sequence[Line], first: int, i: int, measures: dict[int, Measure]) -> bool:
    """Whether text in small letters begins under a subject in capitals: with a full line; below a blank line, but for
    `Năm 2026`, alone and not gone on with; or no longer in the middle of the page."""
    line, above = lines[i], lines[i - 1]
    if not line.text[:1].isupper() or line.text.startswith("(") or is_capitals(line.text):
        return False
    subject = next(
        (x for x in lines[first:i] if len(x.text) > _SHORT and not SPECK_LINE.fullmatch(x.text)), lines[first]
    )
    if not is_capitals(subject.text):
        return False
    measure = measures[line.page.page.number]
    if measure.balanced(above) and not measure.balanced(line) and not measure.centred(line):
        return True
    if is_capitals(above.text) and _runs_on_in_small_letters(lines[i : i + RUNNING_LINES]):
        return True
    full = i + 1 < len(lines) and not measure.unwrapped and not measure.has_room(line, lines[i + 1])
    if full and is_capitals(above.text) and not above.text.endswith(",") and not measure.centred(line):
        return True
    alone = i + 1 < len(lines) and lines[i + 1].blank_before and not lines[i + 1].text[:1].islower()
    return line.blank_before and (not alone or len(line.text) > SHORT_LINE)


def _runs_on_in_small_letters(lines: Sequence[Line]) -> bool:
    """Whether lines are running text, however ragged: a paragraph that no line of capitals or blank line breaks."""
    whole = len(lines) == RUNNING_LINES and not any(is_capitals(line.text) for line in lines)
    return whole and not any(line.blank_before for line in lines[1:]) and any(x.text[:1].islower() for x in lines[1:])


def _opens_running_text(lines: Sequence[Line], i: int, measures: dict[int, Measure]) -> bool:
    """Whether a paragraph of running text begins here: a full line that begins with a capital and goes on below."""
    line = lines[i]
    if not line.text[:1].isupper() or is_capitals(line.text) or line.text.startswith("("):
        return False
    measure = measures[line.page.page.number]
    if measure.unwrapped or i + 1 >= len(lines):
        return len(line.text) > SHORT_LINE
    if lines[i - 1].text.endswith(","):
        return False
    return not measure.has_room(line, lines[i + 1]) and lines[i + 1].text[:1].islower() and not measure.centred(line)


def _end_of_letterhead(lines: Sequence[Line], openers: ZoneOpeners, dictionaries: Dictionaries) -> int:
    """Without a document type (a letter, công văn): the line after the last one that looks like a letterhead."""
    end = 0
    for i, line in enumerate(lines[:TITLE_SEARCH]):
        if openers.preamble.match(fold(line.text[:60])) or read_mark(line.text, dictionaries):
            break
        if _LETTERHEAD.search(fold(line.text)) or fold(line.text).startswith(("v/v", "ve viec")):
            end = i + 1
        elif i + 1 < len(lines) and _DATE_OVER_LINES.search(f"{fold(line.text)}\n{fold(lines[i + 1].text)}"):
            end = i + 2
    return end
