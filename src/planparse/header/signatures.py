"""Signature blocks: authority line (quyền hạn), position (chức vụ) and name of who signed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planparse.citations.phrases import UPPER
from planparse.evidence import evidence
from planparse.folding import SMALL_LETTERS, fold
from planparse.header.known_names import may_be_misread
from planparse.header.letterhead import joined
from planparse.header.signature_lines import (
    CAPITAL_WORD,
    NAME_WORD,
    RANK,
    Line,
    authority_marks,
    known_positions,
    lines_of_signatures,
)
from planparse.header.surnames import is_surname, name_syllables, surnames
from planparse.knowledge import Dictionaries
from planparse.layout.passages import Passage
from planparse.layout.zone_openers import zone_openers
from planparse.pagetext import ILLEGIBLE
from planparse.records import Evidence, Signatory

_NAME_PART = rf"(?:{re.escape(ILLEGIBLE)}|{NAME_WORD}|{CAPITAL_WORD})"
_NAME = re.compile(rf"{RANK}(?:[{UPPER}]\w{{0,4}}\.\s?){{0,4}}{_NAME_PART}(?:\s{_NAME_PART}){{1,5}}")
_HALF_READ_NAME = re.compile(rf"(?=.{{0,30}}[^\w\s])\S.{{0,30}}?\s(?P<name>{NAME_WORD}(?:\s{NAME_WORD}){{1,3}})")
"""A name whose first syllables the signature hides: `|“l —1a Thanh Mẫu`."""
_CUT_NAME = re.compile(rf"(?P<rest>[{SMALL_LETTERS}]{{2,6}})\s(?P<given>{NAME_WORD}(?:\s{NAME_WORD}){{1,3}})")
_NO_NAME = re.compile(r"\W*(?:da ky|ky(?!\w)|dong dau|chu ky|chung nhan|xac nhan|nguoi ky|ngay)")
_LONGEST_NAME = 4
"""Syllables of a name in capitals; longer lines of capitals name a body."""
_LONGEST_BODY_LINE = 7
_LONGEST_STROKE = 2
"""Letters that strokes of a signature are read as."""
RESTORED_NAME = 0.8
"""Prior of a name whose marks an OCR of another language lost: of 16 such names 13 were restored as printed; no word
beside them tells the marks."""
RESTORED_TITLE = 0.9
"""The same for authority and position: of 156 in the dumps of 78 printed documents 137 were as printed."""
_MINISTER, _DEPUTY_MINISTER = "bo truong", "thu truong"
_MAX_HIDDEN = 4
"""Letters before the position of a deputy that may be what is left of `PHÓ`."""


@dataclass(frozen=True)
class Signature:
    """One signatory: lines of authority and position, and the name."""

    authority: tuple[Line, ...] = ()
    position: tuple[Line, ...] = ()
    name: Line | None = None

    def __bool__(self) -> bool:
        return bool(self.authority or self.position or self.name)


def signatory_of(signatures: Sequence[Signature]) -> Signatory:
    """The record of the last signature that is complete, or of the last one of which anything was read."""
    complete = [s for s in signatures if s.name is not None and (s.position or s.authority)]
    chosen = (complete or [s for s in signatures if s] or [Signature()])[-1]
    values: dict[str, str] = {}
    bases: dict[str, Evidence] = {}
    parts = {
        "authority_line": chosen.authority,
        "position": chosen.position,
        "name": (chosen.name,) if chosen.name else (),
    }
    for field, lines in parts.items():
        if lines:
            values[field] = " ".join(" ".join(line.text for line in lines).split())
            inferred = any(line.text != line.passage.text for line in lines)
            whole = joined([line.passage for line in lines])
            restored = whole.place().raw != whole.text
            guessed = restored and field == "name"
            rule = f"signature.{field}" + (".inferred" if inferred else ".restored" if guessed else "")
            prior = 0.6 if inferred else RESTORED_NAME if guessed else RESTORED_TITLE if restored else 0.95
            bases[field] = evidence(whole, rule=rule, prior=prior)
    return Signatory(**values, evidence=bases)


def read_signatures(lines: Sequence[Passage], dictionaries: Dictionaries) -> list[Signature]:
    """Read authority, position and name line by line; a name closes a signature."""
    mark, position = authority_marks(dictionaries), known_positions(dictionaries)
    found: list[Signature] = []
    current = Signature()
    for line in lines_of_signatures(lines, dictionaries):
        capitals = fold(line.text).upper()
        name = _name(line, current, dictionaries)
        deputy = _deputy(line, current, position)
        if mark.match(capitals):
            if current.position:
                found.append(current)
                current = Signature()
            current = replace(current, authority=(*current.authority, line))
        elif _signs_for(line, current):
            head = current.position[-1]
            current = Signature((replace(head, text=f"KT. {head.text}"),), (replace(line, text=f"PHÓ {line.text}"),))
        elif deputy or (position.match(capitals) and _looks_like_title(line.text)):
            if current.position and not current.position[-1].text.endswith((",", "-", "–")):
                found.append(current)
                current = Signature()
            current = replace(current, position=(*current.position, deputy or line))
        elif name is not None:
            found.append(replace(current, name=name))
            current = Signature()
        elif _continues(line) and current.position:
            current = replace(current, position=(*current.position, line))
        elif _continues(line) and current.authority:
            current = replace(current, authority=(*current.authority, line))
    return [*found, current]


def _signs_for(line: Line, current: Signature) -> bool:
    """Whether a position stands below itself: `KT.` was written before the first by hand, and the deputy's stamp below,
    of which a seal hides `PHÓ`."""
    return (
        not current.authority
        and len(current.position) == 1
        and line.text.isupper()
        and not fold(line.text).startswith("pho ")
        and fold(line.text) == fold(current.position[0].text)
    )


def _looks_like_title(text: str) -> bool:
    """Positions are printed in capitals, or at least alone on their line."""
    return text.isupper() or len(text.split()) <= _LONGEST_NAME


def _continues(line: Line) -> bool:
    """Whether a line may go on with the name of the body above it: `CHỦ TỊCH` / `ỦY BAN NHÂN DÂN TỈNH`, not `SA`."""
    return (
        line.text.isupper()
        and ":" not in line.text
        and len(line.text) > _LONGEST_STROKE
        and len(line.text.split()) <= _LONGEST_BODY_LINE
    )


def _name(line: Line, current: Signature, dictionaries: Dictionaries) -> Line | None:
    """The name on a line, with ⟦?⟧ for what cannot be read of it."""
    plain, openers = fold(line.text), zone_openers(dictionaries)
    if _NO_NAME.match(plain) or openers.type_line.match(plain) or openers.appendix.match(plain):
        return None
    if _NAME.fullmatch(line.text):
        # Capitals that are no position go on with the line above: `CHỦ TỊCH` / `ỦY BAN NHÂN DÂN TỈNH`.
        goes_on = line.text.isupper() and len(line.text.split()) > _LONGEST_NAME
        # With no position above only a surname tells a name from a heading: `MỘT SỐ CÁC`.
        goes_on = goes_on or (
            line.text.isupper() and not current and not is_surname(line.text.split(maxsplit=1)[0], dictionaries)
        )
        return None if goes_on else _with_known_syllables(line, dictionaries)
    whole = _with_first_letter(line.text, dictionaries) if current.position else None
    if whole is not None:
        return replace(line, text=whole)
    half = _HALF_READ_NAME.fullmatch(line.text) if current else None
    return None if half is None else replace(line, text=f"{ILLEGIBLE} {half['name']}")


def _with_known_syllables(line: Line, dictionaries: Dictionaries) -> Line:
    """A name in which restoration guessed a syllable that is none, where one surname or name has its letters: `Hỗ Diệu`
    of `H6 Diéu` is `Hồ Diệu`."""
    if line.text.isupper() or line.passage.place().raw == line.text:
        return line
    words, raw = line.text.split(" "), line.passage.place().raw.split(" ")
    known = [surnames(dictionaries), *([name_syllables(dictionaries)] * (len(words) - 1))]
    raw = raw if len(raw) == len(words) else words
    return replace(line, text=" ".join(map(_known_syllable, words, raw, known)))


def _known_syllable(word: str, raw: str, known: Sequence[str]) -> str:
    """The syllable that is meant: the only one with these letters, or what was read where that is one (`Phan`)."""
    meant = [] if word in known else [syllable for syllable in known if fold(syllable) == fold(word)]
    if len(meant) > 1 and raw in meant:
        return raw
    return meant[0] if len(meant) == 1 else word


def _with_first_letter(text: str, dictionaries: Dictionaries) -> str | None:
    """A name of which a stamp hides the first letter: only one surname ends in `rần`."""
    cut = _CUT_NAME.fullmatch(text)
    if cut is None:
        return None
    meant = [surname for surname in surnames(dictionaries) if surname[1:] == cut["rest"]]
    return f"{meant[0]} {cut['given']}" if len(meant) == 1 else None


def _deputy(line: Line, current: Signature, position: re.Pattern[str]) -> Line | None:
    """Under `KT. GIÁM ĐỐC` stands the deputy: `O GIÁM ĐỐC` is what a stamp left of `PHÓ GIÁM ĐỐC`; and under `KT. BỘ
    TRƯỞNG` a `THỨ TRƯỞNG`, whichever marks were read."""
    if not current.authority or current.position:
        return None
    authority = " ".join(above.text for above in current.authority)  # `KT. CHỦ` / `TỊCH`, torn by the stroke of a pen
    head = re.match(r"(?:.*\s)?K/?T[.,]?\s?(?P<head>\S.*)", authority)
    if head is None or not position.match(fold(head["head"]).upper()):
        return None
    if fold(line.text) == _DEPUTY_MINISTER and fold(head["head"]).startswith(_MINISTER):
        misread = line.text != "THỨ TRƯỞNG" and may_be_misread(line.passage)
        return replace(line, text="THỨ TRƯỞNG") if misread else None
    text = _without_strokes(line.text)
    if not text.isupper() or not fold(text).endswith(fold(head["head"])):
        return None
    hidden = text[: -len(head["head"])].strip()
    unbroken = fold(hidden) == "pho" and text == line.text
    letters = sum(map(str.isalpha, hidden))  # `PHÓ - CHỦ TỊCH`: strokes of the pen are read as dashes
    if unbroken or letters > _MAX_HIDDEN or len(hidden) > 2 * _MAX_HIDDEN:
        return None
    return replace(line, text=f"PHÓ {head['head']}")


def _without_strokes(text: str) -> str:
    """A line of capitals without the short words that strokes between them were read as: `ve THÓ CHỦ % TỊCH`."""
    words = text.split()
    capitals = [word for word in words if word.isupper()]
    strokes = [word for word in words if not word.isupper()]
    few = len(strokes) < len(capitals) and all(len(word) <= _LONGEST_STROKE for word in strokes)
    return " ".join(capitals) if few else text
