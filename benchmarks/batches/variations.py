"""Plans that differ in numbers, dates, names and the order of their sections, made from the sample plans.

The same seed gives the same document. What comes out reads like a plan and is as long as its sample, so that reading it
costs as much; it is no text that anybody has issued.
"""

from __future__ import annotations

import dataclasses
import random
import re
import unicodedata
from collections.abc import Callable
from typing import Any

PLACES = (
    "Sơn Hải", "Khe Sim", "Lâm Vân", "Đông Trà", "Bình Khê", "Thạch Lũng", "Mường Sa", "An Trạch", "Phú Lương Hạ",
    "Vĩnh Nậm", "Hòa Thủy", "Cẩm Đài", "Nam Xá", "Tân Bồng", "Quỳnh Sơn Đông", "Yên Mạc", "Hải Vĩnh", "Trà Lộc Thượng",
)  # fmt: skip
_HEADING = re.compile(r"[IVX]{1,5}\. ")
_SECTION = re.compile(r"(?P<number>\d{1,2})\. (?P<rest>.*)")
_DATE = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>20\d\d)")
_WRITTEN_DATE = re.compile(r"(?P<word>ng[aà]y) (?P<day>\d{1,2}) (?P<mid>th[aá]ng) (?P<month>\d{1,2})")
_SERIAL = re.compile(r"(?P<number>\d{1,4})(?P<rest>(?:/20\d\d)?[/-][A-ZĐ]{2})")
_AMOUNT = re.compile(r"(?<![\d/.,-])(?P<number>\d{2,3})(?P<rest> ?%| giường| điểm| lượt| lớp| trẻ)")


def plain(text: str) -> str:
    """Text as an English OCR would spell it at best: without marks."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).translate(
        str.maketrans("đĐ", "dD")
    )


def varied_words(text: str, seed: str) -> str:
    """The text with other names, dates and numbers; what is named twice is changed the same way twice."""
    names = dict(zip(PLACES, random.Random(seed).sample(PLACES, len(PLACES)), strict=True))
    for spelt in (str, plain, lambda name: str(name).upper(), lambda name: plain(name).upper()):
        known = {spelt(old): spelt(new) for old, new in names.items()}
        text = re.sub(
            "|".join(sorted(map(re.escape, known), key=len, reverse=True)), lambda m, known=known: known[m[0]], text
        )  # type: ignore[misc]

    def drawn(what: str, low: int, high: int) -> int:
        return random.Random(f"{seed}/{what}").randint(low, high)

    text = _DATE.sub(lambda m: f"{drawn(m[0], 1, 28):02d}/{drawn(m[0] + 'm', 1, 12)}/{m['year']}", text)
    text = _WRITTEN_DATE.sub(
        lambda m: f"{m['word']} {drawn(m[0], 1, 28):02d} {m['mid']} {drawn(m[0] + 'm', 1, 12):02d}", text
    )
    text = _SERIAL.sub(lambda m: f"{drawn(m['number'], 2, 2400)}{m['rest']}", text)
    return _AMOUNT.sub(lambda m: f"{drawn(m[0], 10, 99)}{m['rest']}", text)


def reordered(text: str, seed: str) -> str:
    """The text with the numbered sections (`1. ...`, `2. ...`) below each roman heading in another order."""
    source = random.Random(f"{seed}/order")
    result: list[str] = []
    sections: list[list[str]] = []
    for line in [*text.split("\n"), "X. "]:
        opens = _SECTION.fullmatch(line)
        if _HEADING.match(line):
            result += _shuffled(sections, source)
            result.append(line)
            sections = []
        elif opens and int(opens["number"]) == len(sections) + 1:
            sections.append([line])
        else:
            (sections[-1] if sections else result).append(line)
    return "\n".join(result[:-1])


def _shuffled(sections: list[list[str]], source: random.Random) -> list[str]:
    source.shuffle(sections)
    lines: list[str] = []
    for number, (head, *rest) in enumerate(sections, start=1):
        lines += [_SECTION.sub(lambda m, n=number: f"{n}. {m['rest']}", head), *rest]  # type: ignore[misc]
    return lines


def varied_text(text: str, seed: str) -> str:
    """A text document like the given one."""
    return reordered(varied_words(text, seed), seed)


def varied_plan(plan: Any, seed: str) -> Any:
    """A typed sample plan with every string in it varied, for products that are typeset."""
    return _mapped(plan, lambda text: varied_words(text, seed))


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_mapped(item, change) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: _mapped(getattr(value, field.name), change) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **fields)
    return value
