"""The letterhead (phần đầu văn bản): its two columns told apart, also where a reader put them on the same line.

The left column names the parent body and the issuing body and holds the symbol; the right one holds the national motto
(quốc hiệu, tiêu ngữ), or the name of the Party, and place and date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from planparse.citations.phrases import key, lowered
from planparse.citations.symbols import comparable, find_symbols
from planparse.citations.vocabulary import Vocabulary
from planparse.folding import fold
from planparse.header.known_names import ends_with_place, is_place, known_body, may_be_misread
from planparse.layout.passages import Passage, Segment

_MOTTOES = (
    "cong hoa xa hoi chu nghia viet nam",
    "doc lap - tu do - hanh phuc",
    "dang cong san viet nam",
)
_MOTTO_PIECES = re.compile(
    r"^(?:cong hoa xa hoi|chu nghia viet nam|hoi chu nghia viet nam|viet nam|cong hoa xa|hanh phuc)$"
)
"""A motto that is broken over two lines."""
_MOTTO_FLOOR = 80.0
"""Similarity in percent; English-OCR dumps read the mottoes at 85 to 100, names of bodies reach 55."""
_DATE_WORDS = re.compile(r"(?<!\w)ngay(?!\w).{0,14}?(?<!\w)thang(?!\w).{0,10}?nam|(?<!\w)thang\s?\d{1,2}\s?nam\s?\d{4}")
_SUBJECT_BEHIND = re.compile(r"(?<=\w)\s{1,3}[Vv]\s?[/.]\s?[Vv](?=[\s:.])")
"""`V/v` (về việc) on the line of the symbol."""
_NUMBER_LINE = re.compile(r"^\W{0,3}(?:(?:s[o06]{1,2}|sob|s[^\w\s]{0,2}|no)\s?[:.;]|so\s{1,3}(?=[\d./⟦_…-])|so\s?$)")
_RULE = re.compile(r"[\W_]*$")
_BREAKS_OFF = re.compile(r"^\W{0,3}so\s?[:.]?$|(?<!\w)ngay(?:\s\S{1,4})?$|(?<!\w)ngay.{1,14}thang(?:\s\d{1,2})?$")
_BEFORE_YEAR = re.compile(r"(?<!\w)ngay.{1,14}thang.{1,9}nam$")
_YEAR = re.compile(r"[12]\d{3}(?!\d)")
_DATE_ALONE = re.compile(r"ngay(?!\w)")
_PLACE_END = re.compile(r"(?P<name>\w{1,8}(?:\s\w{1,8})?)\s?,\s{0,2}ngay(?!\w)")
_RUBRIC = re.compile(r"(?:phan\s)?(?:[ivx]{1,4}\.?\s)?van ban quy pham phap luat|cong bao|du thao(?!\w)|cac\s")
"""Rubrics of the gazette, which prints the name of the body above the letterhead too, the mark of a draft, and what
else stands there in capitals (`CÁC NỘI DUNG ĐƯỢC SỬA ĐỔI`): no name of a body begins so."""
_SPECKS = re.compile(r"(?<=\w)\s?[:;_](?=\s|$)|\s[—~|_](?=\s)")
"""Signs that no name of a body has: `TỈNH CAO: BẰNG`, `THÀNH PHỐ HÀ — NỘI`."""
_CONTINUES = re.compile(r"[-–,]\s*$|(?<!\w)(?:và|của|các)\s*$")


@dataclass(frozen=True)
class Body:
    """The name of a body, over one line or several; `name` differs from the passage where it was misread."""

    passage: Passage
    name: str


@dataclass(frozen=True)
class Letterhead:
    """The parts of a letterhead, each as it was read; lists hold one passage per printed line."""

    bodies: tuple[Body, ...]
    """The bodies of the left column, the issuing one last."""
    number: Passage | None
    """The line of the symbol, from `Số` on."""
    place_and_date: Passage | None
    subject: Passage | None
    """The line `V/v ...` of an official letter (công văn)."""


def joined(passages: Sequence[Passage]) -> Passage:
    """Some passages as one, with a space between them."""
    text: list[str] = []
    segments: list[Segment] = []
    length = 0
    for passage in passages:
        offset = length + (1 if text else 0)
        segments += [Segment(s.start + offset, s.end + offset, s.page, s.page_start) for s in passage.segments]
        text.append(passage.text)
        length = offset + len(passage.text)
    return Passage(" ".join(text), tuple(segments))


@lru_cache(maxsize=512)
def _plain(text: str) -> str:  # every line of a letterhead is asked four times
    return fold(comparable(text))


def read_letterhead(lines: Sequence[Passage], words: Vocabulary) -> Letterhead:
    """Sort the lines of a letterhead into its parts."""
    left: list[Passage] = []
    number: Passage | None = None
    date: Passage | None = None
    subject: list[Passage] = []
    above = ""
    for line in _unbroken(lines, words):
        whole, above = _without_motto(_without_rest(line, above)), _plain(line.place().raw)
        before, dated = _split_date(whole, words)
        date = date or dated
        if before is None:
            continue
        plain = _plain(before.text)
        if number is not None and not re.search(r"\d", number.text) and _begins_with_symbol(before.text, words):
            number = joined([number, before])  # `Số:` stood on the line of the motto
        elif number is None and (
            _NUMBER_LINE.match(plain) or _typed_number(before.text, words) or _is_symbol(before.text, words)
        ):
            number, concerning = _without_subject(before)
            subject += [concerning] if concerning else []
        elif subject or re.match(r"\W{0,2}(?:v/v|v\.v|vv)\W|\W{0,2}ve viec ", plain):
            subject.append(before)
        elif number is None:
            left.append(before)
    return Letterhead(tuple(_bodies(left, words)), number, date, joined(subject) if subject else None)


def _without_subject(line: Passage) -> tuple[Passage, Passage | None]:
    """The line of the symbol, and the subject that a converter has put behind it: `Số: 12/SYT-KHTC V/v mua thuốc`."""
    subject = _SUBJECT_BEHIND.search(line.text)
    if subject is None:
        return line, None
    return line.slice(0, subject.start()), line.slice(subject.start(), len(line.text))


def _unbroken(lines: Sequence[Passage], words: Vocabulary) -> list[Passage]:
    """The lines, with those joined that break off: `Số:` / `12/KH-UBND`, `Sơn Hải, ngày 21` / `tháng 11 năm 2025`."""
    result: list[Passage] = []
    for line in lines:
        if result and _goes_on(_plain(result[-1].text), _plain(line.text), words):
            result[-1] = joined([result[-1], line])
        else:
            result.append(line)
    return result


def _goes_on(above: str, below: str, words: Vocabulary) -> bool:
    """Whether a line breaks off within a symbol, a date, a motto (`CỘNG` / `HÒA XÃ HỘI ...`) or a place."""
    if _BREAKS_OFF.search(above) or (above.endswith(",") and _DATE_ALONE.match(below)):
        return True
    if _YEAR.match(below) and _BEFORE_YEAR.search(above):  # `Thành phố Hồ Chí Minh, ngày 21 tháng 11 năm` / `2025`
        return True
    if below and any(motto.startswith(f"{above} {below}") for motto in _MOTTOES):
        return True
    place = _PLACE_END.match(below)  # `TP. Hồ Chí` / `Minh, ngày 18`
    if place is None or is_place(place["name"], words):
        return False
    return ends_with_place(f"{above} {place['name']}", words)


def _begins_with_symbol(text: str, words: Vocabulary) -> bool:
    return any(symbol.start == 0 for symbol in find_symbols(text, words))


def _is_symbol(text: str, words: Vocabulary) -> bool:
    """`66/2025/NQ-HĐND`: a reader has lost the `Số:` in front."""
    return text[:1].isdigit() and any(s.start == 0 and s.end == len(text.rstrip()) for s in find_symbols(text, words))


def _typed_number(text: str, words: Vocabulary) -> bool:
    """`Nghị quyết số: 24/2022/UBTVQH15`: older acts name their type before the number."""
    kind = words.type_phrases.match(lowered(text), 0)
    return kind is not None and re.match(r"\s{1,3}số\s?[:.]?\s?\d", lowered(text)[kind.end :]) is not None


def _without_motto(line: Passage) -> Passage:
    """The line up to a motto; nothing is left of a line that is one."""
    plain = _plain(line.text)
    if _MOTTO_PIECES.match(plain.strip(" -*.")):
        return line.slice(0, 0)
    start = _motto_start(plain)
    return line if start is None else line.slice(0, start)


def _without_rest(line: Passage, above: str) -> Passage:
    """The line up to the last word of the nation, where the line above had no room for it; restoration gave it one."""
    end = len(line.text.rstrip())
    rest = max(0, end - len(" nam"))
    return line.slice(0, rest) if above.endswith(" viet") and _plain(line.text[rest:end]).strip() == "nam" else line


def _motto_start(plain: str) -> int | None:
    for motto in _MOTTOES:
        found = plain.find(motto)
        if found >= 0:
            return found
    if len(plain) < 20:
        return None
    from rapidfuzz import fuzz

    for motto in _MOTTOES:
        if len(plain) < len(motto) * 0.8:
            continue
        best = fuzz.partial_ratio_alignment(motto, plain, score_cutoff=_MOTTO_FLOOR)
        if best is not None:
            space = plain.rfind(" ", 0, best.dest_start + 1)
            return best.dest_start if best.dest_start == 0 else space + 1
    return None


def _split_date(line: Passage, words: Vocabulary) -> tuple[Passage | None, Passage | None]:
    """What stands before place and date, and these."""
    if not line or _RULE.match(line.text):
        return None, None
    plain = _plain(line.text)
    dated = _DATE_WORDS.search(plain)
    if dated is None:
        return line, None
    cells = [stop for stop in line.tab_stops() if stop <= dated.start()]
    start = cells[-1] if cells else _place_start(line.text, plain, dated.start())
    before = line.slice(0, start)
    return (before if before and not _RULE.match(before.text) else None), line.slice(start, len(line.text))


def _place_start(text: str, plain: str, date_start: int) -> int:
    """Where the place before a date begins: behind the symbol or at the last of several capitalised words."""
    symbol_end = 0
    for match in re.finditer(r"[/\d]\s?[A-ZĐƯ][\w&.-]*(?:\s?[-/]\s?[A-ZĐƯ][\w&]*)*|\d(?=\s)", text[:date_start]):
        if "/" in text[: match.end()] or "-" in match.group():
            symbol_end = match.end()
    return symbol_end


def _bodies(lines: Sequence[Passage], words: Vocabulary) -> list[Body]:
    """Join the lines of each body's name. A line that begins like a body begins one; any other goes on."""
    bodies: list[list[Passage]] = []
    if any(line.text.isupper() and _begins_body(line.text, words) for line in lines):
        lines = [line for line in lines if line.text.isupper()]  # the rest are specks of a stamp and running headers
    for line in lines:
        if not re.search(r"[^\W\d_]{2}", line.text) or _RUBRIC.match(_plain(line.text)):
            continue
        goes_on = bodies and (_CONTINUES.search(bodies[-1][-1].text) or not _begins_body(line.text, words))
        goes_on = goes_on or (bodies and _lone_head(bodies[-1], words))
        if goes_on:
            bodies[-1].append(line)
        else:
            bodies.append([line])
    names = [_named(joined(body), words) for body in bodies]
    return [
        body
        for above, body in zip([None, *names], names, strict=False)
        if above is None or key(above.name) != key(body.name)
    ]


def _named(passage: Passage, words: Vocabulary) -> Body:
    if not may_be_misread(passage):
        return Body(passage, passage.text)
    return Body(passage, known_body(_SPECKS.sub("", passage.text) if passage.text.isupper() else passage.text, words))


def _begins_body(text: str, words: Vocabulary) -> bool:
    begins = words.issuer_phrases.match(lowered(text.lstrip(" *-–")), 0) is not None
    return begins or key(text).replace(" ", "") in words.issuer_squeezed


def _lone_head(body: Sequence[Passage], words: Vocabulary) -> bool:
    """A first word alone on its line, such as `BAN` or `TRƯỜNG`, is no name yet."""
    text = " ".join(line.text for line in body).strip(" *")
    return len(text.split()) == 1 and text.isupper() and "." not in text and key(text) not in ("ubnd", "hdnd")
