"""The zones of an administrative document (thể thức văn bản, Nghị định 30/2020), found line by line.

A plan begins with its letterhead, its type and subject, then the preamble; it ends with the recipients and the
signature; what follows is an appendix. Lines of these zones are short and stand alone, so they are told apart before
lines are joined into paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from planparse.folding import fold
from planparse.knowledge import Dictionaries
from planparse.layout.lines import Line
from planparse.layout.marks import is_capitals, read_mark
from planparse.layout.measure import Measure
from planparse.layout.outline import Zone

TITLE_SEARCH = 45
"""Lines in which the document type is looked for: a gazette page puts 15 lines above it, a letterhead up to 14."""
TITLE_LINES = 9
"""The longest subject (trích yếu) seen runs over 7 lines."""
SIGNATURE_LINES = 14
"""Two signatories with two-line authorities and their names fill 10."""
SHORT_LINE = 75
"""Characters: lines of a signature block are shorter."""


@dataclass(frozen=True)
class ZoneOpener:
    """One line of `zone_openers.tsv`."""

    zone: str
    how: str
    wording: tuple[str, ...]


@dataclass(frozen=True)
class _Openers:
    type_line: re.Pattern[str]
    preamble: re.Pattern[str]
    preamble_capitals: re.Pattern[str]
    resolution: re.Pattern[str]
    recipients: re.Pattern[str]
    appendix: re.Pattern[str]


_MISREAD_RECIPIENTS = r"\w{1,3}[oe][il1]\s*nh\w{1,2}(?=\s*:)"
""" "Với nhận:", "Nơi nhân:" under a stamp; the colon keeps "khối nhà" out."""


@lru_cache(maxsize=8)
def _openers(dictionaries: Dictionaries) -> _Openers:
    rows = dictionaries.rows("zone_openers.tsv", ZoneOpener)

    def words(zone: str, how: str) -> str:
        found = sorted({fold(w) for r in rows if r.zone == zone and r.how == how for w in r.wording}, key=len)
        return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in reversed(found)) + ")"

    return _Openers(
        re.compile(rf"\W*{words('title', 'line')}\W*$"),
        re.compile(rf"\W*{words('preamble', 'start')}\b"),
        re.compile(rf"\W*{words('preamble', 'capitals')}\b"),
        re.compile(rf"\W*{words('body', 'line')}\W*$"),
        re.compile(rf"\W*(?:{words('recipients', 'start')}|{_MISREAD_RECIPIENTS})\s*(?:[:.;]|$|(?=[A-Z]{{2}}))"),
        re.compile(rf"\W*{words('appendix', 'start')}\b"),
    )


_LETTERHEAD = re.compile(
    r"cong hoa xa hoi|doc lap\s*-\s*tu do|dang cong san|^so\s*:|ngay\s.{0,12}\bthang\b.{0,12}\bnam\b"
)
_AUTHORITY = re.compile(
    r"(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\s?[./]"
    r"|(?:PHÓ |Phó )?(?:GIÁM ĐỐC|CHỦ TỊCH|CHÁNH|TRƯỞNG|HIỆU TRƯỞNG|BỘ TRƯỞNG|THỨ TRƯỞNG|TỔNG)"
)
_NAME = re.compile(r"(?:[^\W\d_]+\.\s?){0,3}(?:[A-ZĐÀ-ỸẠ-Ỵ⟦][^\W\d_]*[?⟧]*\s*){2,6}$")
_SIGNED = re.compile(r"\(?\s*(?:đã ký|ký tên|ký, đóng dấu|ký, ghi rõ họ tên)", re.IGNORECASE)
_END_OF_BODY = re.compile(r"\.\s?/\s?\.?\W*$")


def zones_of_lines(lines: Sequence[Line], measures: dict[int, Measure], dictionaries: Dictionaries) -> list[Zone]:
    """The zone of every line; the preamble is still part of the body here, but for lines known to open it."""
    openers = _openers(dictionaries)
    zones = [Zone.BODY] * len(lines)
    title = _type_line(lines, openers)
    start = 0
    if title is not None:
        zones[:title] = [Zone.LETTERHEAD] * title
        start = _end_of_title(lines, title, openers, measures, dictionaries)
        zones[title:start] = [Zone.TITLE] * (start - title)
    else:
        start = _end_of_letterhead(lines, openers, dictionaries)
        zones[:start] = [Zone.LETTERHEAD] * start
    for first, last, zone in _closing(lines, start, openers):
        zones[first:last] = [zone] * (last - first)
    return zones


def is_preamble_opener(text: str, dictionaries: Dictionaries) -> bool:
    """Whether a paragraph begins like those of a preamble: "Căn cứ ...", "Thực hiện ...", "Xét đề nghị ..."."""
    return bool(_openers(dictionaries).preamble.match(fold(text[:60])))


def is_resolution_line(text: str, dictionaries: Dictionaries) -> bool:
    """Whether a line is the word that opens the operative part: `QUYẾT ĐỊNH:`."""
    return len(text) < SHORT_LINE and bool(_openers(dictionaries).resolution.match(fold(text)))


def _type_line(lines: Sequence[Line], openers: _Openers) -> int | None:
    for i, line in enumerate(lines[:TITLE_SEARCH]):
        text = line.text
        if len(text) < SHORT_LINE and openers.type_line.match(fold(text)) and _stands_out(text):
            return i
    return None


def _stands_out(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and (is_capitals(text) or text.strip("*_ ")[:1].isupper())


def _end_of_title(
    lines: Sequence[Line], title: int, openers: _Openers, measures: dict[int, Measure], dictionaries: Dictionaries
) -> int:
    """The line after the subject (trích yếu)."""
    for i in range(title + 1, min(title + 1 + TITLE_LINES, len(lines))):
        line = lines[i]
        mark = read_mark(line.text, dictionaries)
        if mark is not None and (not mark.is_bullet or i == title + 1):
            return i
        first_of_subject = i == title + 1
        if openers.preamble.match(fold(line.text[:60])) and not (first_of_subject or _wraps(lines[i - 1], line)):
            return i
        authority = is_capitals(line.text) and openers.preamble_capitals.match(fold(line.text))
        if authority and not first_of_subject and (line.blank_before or not is_capitals(lines[i - 1].text)):
            return i
        if not first_of_subject and _opens_running_text(lines, i, measures):
            return i
    return min(title + 1 + TITLE_LINES, len(lines))


def _wraps(above: Line, below: Line) -> bool:
    """Whether a subject goes on: "Kế hoạch / thực hiện Nghị quyết", with a small letter, or after a comma."""
    return below.text[:1].islower() or above.text.endswith(",")


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


def _end_of_letterhead(lines: Sequence[Line], openers: _Openers, dictionaries: Dictionaries) -> int:
    """Without a document type (a letter, công văn): the line after the last one that looks like a letterhead."""
    end = 0
    for i, line in enumerate(lines[:TITLE_SEARCH]):
        if openers.preamble.match(fold(line.text[:60])) or read_mark(line.text, dictionaries):
            break
        if _LETTERHEAD.search(fold(line.text)) or fold(line.text).startswith(("v/v", "ve viec")):
            end = i + 1
    return end


def _closing(lines: Sequence[Line], start: int, openers: _Openers) -> list[tuple[int, int, Zone]]:
    """Spans of recipients, signature and appendix."""
    first = next((i for i in range(start, len(lines)) if openers.recipients.match(fold(lines[i].text[:40]))), None)
    if first is None:
        return _closing_without_recipients(lines, start)
    above = first
    while above > start and first - above < SIGNATURE_LINES and _is_signature(lines[above - 1]):
        above -= 1
    after = _end_of_recipients(lines, first)
    end = after
    while (
        end < len(lines)
        and end - after < SIGNATURE_LINES
        and _is_signature(lines[end])
        and not _opens_appendix(lines[end], openers)
    ):
        end += 1
    return [
        (above, first, Zone.SIGNATURE),
        (first, after, Zone.RECIPIENTS),
        (after, end, Zone.SIGNATURE),
        (end, len(lines), Zone.APPENDIX),
    ]


def _closing_without_recipients(lines: Sequence[Line], start: int) -> list[tuple[int, int, Zone]]:
    for i in range(start, len(lines) - 1):
        if _END_OF_BODY.search(lines[i].text) and _AUTHORITY.match(lines[i + 1].text):
            end = i + 1
            while end < len(lines) and end - i <= SIGNATURE_LINES and _is_signature(lines[end]):
                end += 1
            return [(i + 1, end, Zone.SIGNATURE), (end, len(lines), Zone.APPENDIX)]
    return []


def _end_of_recipients(lines: Sequence[Line], first: int) -> int:
    end = first + 1
    while end < len(lines):
        text, above = lines[end].text, lines[end - 1].text
        listed = text[:1] in "-–—−+•" or fold(text).startswith(("nhu tren", "nhu dieu", "luu"))
        wrapped = above[-1] not in ".;:" and not _is_signature(lines[end])
        if not listed and not wrapped and not (above.endswith(",") and not is_capitals(text)):
            break
        end += 1
    return end


def _opens_appendix(line: Line, openers: _Openers) -> bool:
    return bool(openers.appendix.match(fold(line.text)))


def _is_signature(line: Line) -> bool:
    text = line.text.strip("*_ ")
    if not text or len(text) > SHORT_LINE or text[:1] in "-–+" or text[-1] == ":":
        return False
    return is_capitals(text) or bool(_AUTHORITY.match(text) or _NAME.match(text) or _SIGNED.match(text))
