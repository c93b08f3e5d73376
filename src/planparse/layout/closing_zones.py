"""The end of an administrative document: recipients (nơi nhận), signature (chữ ký), appendix, found line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planparse.folding import CAPITALS, fold, fold_word
from planparse.layout.lines import Line
from planparse.layout.marks import is_capitals
from planparse.layout.outline import Zone
from planparse.layout.zone_openers import SHORT_LINE, ZoneOpeners

SIGNATURE_LINES = 14
"""Two signatories with two-line authorities and their names fill 10."""
JOINED_SIGNATURE = 130
"""Characters of a signature block that a converter put on one line: `TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH ...`."""
RECIPIENT_LINES = 40
"""The longest list of recipients seen has 27 lines."""
ITEM_LINES = 10
"""Lines of one recipient that lists provinces or departments: 22 provinces fill 8."""
NAME_REACH = 6
"""Lines from the first line of a signature to the name: two of authority, two of position, one of stamps."""

SPECK_LETTERS = 3
"""Letters of a line that is a speck beside a recipient."""
SPOILT_LENGTH = 25
"""Characters of a line that a stamp has spoilt."""
LAST_LINES = 3
"""Short lines at the very end that a stamp has spoilt: no appendix has so few."""

_FILE_COPY = re.compile(r"\W{0,4}(?:luu\s?[:.]?\s?(?:vt|van thu|vp|hs)|l\w{1,3}\s?:\s?vt)\b")
"""`Lưu: VT`, the last of every list of recipients."""
_FILE_COPY_LENGTH = 24
"""Characters in which that stands."""
_INLINE_LIST = re.compile(r":\s*-\s.*;")
"""Recipients that a converter put behind their title: `Nơi nhận: - A; - B;`."""
_AUTHORITY = re.compile(
    r"(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\s?[./,]"
    r"|(?:PHÓ |Phó )?(?:GIÁM ĐỐC|CHỦ TỊCH|CHÁNH|TRƯỞNG|HIỆU TRƯỞNG|BỘ TRƯỞNG|THỨ TRƯỞNG|TỔNG)"
)
_BESIDE_TITLE = re.compile(rf"^(?=.{{,{SHORT_LINE}}}$).*\S\s(?:T/?M|K/?T|T/?L|TUQ)\s?[./,]\s?[{CAPITALS}\s,.]+$")
_NAME = re.compile(
    r"(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy|uý) )?"
    rf"(?:[^\W\d_]+\.\s?){{0,3}}(?:[{CAPITALS}⟦][^\W\d_]*[?⟧]*\s*){{2,6}}$"
)
_DASHES = "-–—−+•=~"
_SIGNED = re.compile(r"\(?\s*(?:đã ký|ký tên|ký, đóng dấu|ký, ghi rõ họ tên)", re.IGNORECASE)
_END_OF_BODY = re.compile(r"\.\s?/\s?\.?\W*$")


def closing_zones(lines: Sequence[Line], start: int, openers: ZoneOpeners) -> list[tuple[int, int, Zone]]:
    """Spans of recipients, signature and appendix."""
    first = next((i for i in range(start, len(lines)) if _opens_recipients(lines[i].text[:40], openers)), None)
    if first is None:
        first = _recipients_by_file_copy(lines, start)
    if first is None:
        return _closing_without_recipients(lines, start, openers)
    above = first
    while above > start and first - above < SIGNATURE_LINES and _is_signature(lines[above - 1]):
        above -= 1
    after = _end_of_recipients(lines, first)
    spans = [(above, first, Zone.SIGNATURE), (first, after, Zone.RECIPIENTS)]
    filed = any(_is_file_copy(line.text) for line in lines[first:after])
    items = None if filed else _items_behind_signature(lines, after)
    if items is not None:
        spans += [(after, items, Zone.SIGNATURE), (items, _end_of_recipients(lines, items), Zone.RECIPIENTS)]
        after = spans[-1][1]
    end = _end_of_signature(lines, after, openers)
    return [*spans, (after, end, Zone.SIGNATURE), (end, len(lines), Zone.APPENDIX)]


def _items_behind_signature(lines: Sequence[Line], start: int) -> int | None:
    """Where the recipients go on behind the first lines of the signature, which stands beside them: on a page of its
    own (`Nơi nhận:` / `TM. ỦY BAN NHÂN DÂN` / next page / `- Bộ Y tế;`), or where both were read line by line."""
    if not any(_is_file_copy(line.text) for line in lines[start : start + RECIPIENT_LINES]):
        return None
    for i in range(start + 1, min(len(lines), start + NAME_REACH)):
        if not _is_signature(lines[i - 1]):
            return None
        if lines[i].text[:1] in _DASHES:
            return i
    return None


def _opens_recipients(text: str, openers: ZoneOpeners) -> bool:
    # Seven lines of ten begin with another letter: to fold them would take longer than all the rest.
    if text[0].isalnum() and ":" not in text and fold_word(text[0]) not in openers.recipients_initials:
        return False
    return openers.recipients.match(fold(text)) is not None


def _end_of_signature(lines: Sequence[Line], start: int, openers: ZoneOpeners) -> int:
    end = start
    while end < min(len(lines), start + SIGNATURE_LINES):
        if _opens_appendix(lines[end], openers) or not (_is_signature(lines[end]) or _is_spoilt(lines, start, end)):
            break
        end += 1
    rest = lines[end:]
    if end > start and len(rest) <= LAST_LINES and not any(_opens_appendix(line, openers) for line in rest):
        short = all(len(line.text) <= SHORT_LINE and line.text[0] not in _DASHES for line in rest)
        return len(lines) if short else end
    return end


def _is_spoilt(lines: Sequence[Line], start: int, i: int) -> bool:
    """Whether a line that says nothing stands inside a signature: a stamp or a speck above the position below it, or
    what is left of the recipients: `08 KH` of who wrote it."""
    text = lines[i].text
    if len(text) > SPOILT_LENGTH or text[0] in _DASHES:
        return False
    if i == start and sum(map(str.isalpha, text)) > SPECK_LETTERS:
        return False
    return any(_AUTHORITY.match(line.text) and _begins_in_capitals(line) for line in lines[i + 1 : i + 3])


def _begins_in_capitals(line: Line) -> bool:
    """Whether a line is in capitals, or a signature on one line, which has the name behind them."""
    return is_capitals(line.text) or (line.text[:9].isupper() and _is_signature(line))


def _recipients_by_file_copy(lines: Sequence[Line], start: int) -> int | None:
    """The first recipient where their title was not read: up from `- Lưu: VT` over lines with a semicolon."""
    last = next((i for i in range(len(lines) - 1, start, -1) if _begins_with_file_copy(lines[i].text)), None)
    if last is None:
        return None
    first = last
    for i in range(last - 1, max(start, last - RECIPIENT_LINES), -1):
        text = lines[i].text
        if len(text) >= SHORT_LINE or _END_OF_BODY.search(text) or first - i > ITEM_LINES:
            break
        if ";" in text or text[0] in _DASHES:
            first = i
    if first > start and _BESIDE_TITLE.search(lines[first - 1].text):
        first -= 1  # the title, misread, beside the first line of the signature: `ahs aie cues he KT. CHỦ TỊCH`
    return first if first < last else None


def _closing_without_recipients(lines: Sequence[Line], start: int, openers: ZoneOpeners) -> list[tuple[int, int, Zone]]:
    """A signature alone: capitals that open one, with a name a few lines below."""
    for i in range(start, len(lines)):
        text = lines[i].text
        if not _AUTHORITY.match(text):
            continue
        ends = i > start and _END_OF_BODY.search(lines[i - 1].text) is not None
        if not ends and not _is_signed_below(lines, i, openers):
            continue
        end = _end_of_signature(lines, i, openers)
        return [(i, end, Zone.SIGNATURE), (end, len(lines), Zone.APPENDIX)]
    return []


def _is_signed_below(lines: Sequence[Line], i: int, openers: ZoneOpeners) -> bool:
    """Whether a line in capitals is the first of a signature: nothing but such lines, and a name, follow it."""
    if not lines[i].in_capitals or ":" in lines[i].text:
        return False
    end = _end_of_signature(lines, i, openers)
    return any(
        _NAME.match(line.text) and not is_capitals(line.text) for line in lines[i + 1 : min(end, i + NAME_REACH)]
    )


def _end_of_recipients(lines: Sequence[Line], first: int) -> int:
    inline = _INLINE_LIST.search(lines[first].text) is not None
    filed = False
    window = range(first, min(len(lines), first + RECIPIENT_LINES))
    file_copy = next((i for i in window if _is_file_copy(lines[i].text)), first)
    end = first + 1
    while end < min(len(lines), first + RECIPIENT_LINES):
        above = lines[end - 1].text
        filed = filed or _is_file_copy(above)
        goes_on = _inline_goes_on(lines[end], above, filed=filed) if inline else _item_goes_on(lines, end)
        # A recipient that strokes have spoilt: others follow it, and the file copy, which ends every list.
        follows = any(line.text[0] in _DASHES for line in lines[end + 1 : end + 3])
        spoilt = end < file_copy and follows and _is_no_signature(lines[end])
        if not goes_on and not spoilt:
            break
        end += 1
    return end


def _is_no_signature(line: Line) -> bool:
    return sum(map(str.isalpha, line.text)) <= SPECK_LETTERS or not _is_signature(line)


def _begins_with_file_copy(text: str) -> bool:
    head = text[:_FILE_COPY_LENGTH]
    # Nineteen lines of twenty have no such letter that early: to fold them would take longer than all the rest.
    return ("l" in head[:5] or "L" in head[:5]) and _FILE_COPY.match(fold(head)) is not None


def _is_file_copy(text: str) -> bool:
    return "luu:" in fold(text).replace(" ", "")


def _inline_goes_on(line: Line, above: str, *, filed: bool) -> bool:
    """Whether a list on running lines goes on: up to its file copy, whatever its lines begin with."""
    if _AUTHORITY.match(line.text) or _END_OF_BODY.search(above):
        return False
    return not filed or (above[-1] not in ".;" and not _is_signature(line))


def _item_goes_on(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is a recipient, or the rest of one."""
    text, above = lines[i].text, lines[i - 1].text
    plain = fold(text)
    if (
        text[:1] in _DASHES
        or not any(map(str.isalnum, text))
        or plain.startswith(("nhu tren", "nhu dieu", "luu"))
        or _FILE_COPY.match(plain)
    ):
        return True
    if above[-1] not in ".;:" and not _is_signature(lines[i]):
        return True
    if text[-1] == ";" and len(text) < SHORT_LINE and not _AUTHORITY.match(text):
        return True  # a recipient whose hyphen was not read
    return above.endswith(",") and not is_capitals(text)


def _opens_appendix(line: Line, openers: ZoneOpeners) -> bool:
    return bool(openers.appendix.match(fold(line.text)))


def _is_signature(line: Line) -> bool:
    text = line.text.strip("*_ ")
    if not any(map(str.isalnum, text)):
        return True  # a speck between the position and the name
    if text[:1] in "-–+" or text[-1] == ":":
        return False
    if _AUTHORITY.match(text):
        return len(text) <= (JOINED_SIGNATURE if text[:9].isupper() else SHORT_LINE)
    return len(text) <= SHORT_LINE and (is_capitals(text) or bool(_NAME.match(text) or _SIGNED.match(text)))
