"""The wordings that open zones (`zone_openers.tsv`), compiled once per set of dictionaries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from planparse.folding import fold
from planparse.knowledge import Dictionaries

SHORT_LINE = 75
"""Characters: lines of letterheads, titles and signatures are shorter."""
ONE_LETTER_WORDS = "ÝỞ"
"""A line that is another letter alone is a speck."""
SPECK_LINE = re.compile(rf"\W*(?![{ONE_LETTER_WORDS}])[^\W_]?\W*")
"""A rule or a speck, of which a reader makes signs, with a letter or a figure among them at most: `Á`, `– 4`."""


def squeezed(text: str) -> str:
    """The letters of a text, folded, without what stands between them."""
    return "".join(c for c in fold(text) if c.isalpha())


@dataclass(frozen=True)
class ZoneOpener:
    """One line of `zone_openers.tsv`."""

    zone: str
    how: str
    wording: tuple[str, ...]


@dataclass(frozen=True)
class ZoneOpeners:
    """The wordings as patterns on folded text."""

    type_line: re.Pattern[str]
    """A document type alone on its line."""
    type_start: re.Pattern[str]
    """A document type before its subject."""
    squeezed_types: frozenset[str]
    """The document types as `squeezed` gives them."""
    enacted: re.Pattern[str]
    """A type that names who enacts it between subject and preamble."""
    preamble: re.Pattern[str]
    preamble_capitals: re.Pattern[str]
    resolution: re.Pattern[str]
    """`QUYẾT ĐỊNH:`, which opens the operative part."""
    recipients: re.Pattern[str]
    recipients_initials: frozenset[str]
    """The letters, folded, that these begin with; those that were misread have a colon."""
    appendix: re.Pattern[str]


_MISREAD_RECIPIENTS = r"\W{0,2}(?:\w{1,3}[oeu][il1]\s*nh\w{1,2}(?=\s*:)|nhan(?=\s*:$))"
""" "Với nhận:", ";Vưi nhận:" under a stamp, or "nhận:" alone; the colon keeps "khối nhà" out."""


@lru_cache(maxsize=8)
def zone_openers(dictionaries: Dictionaries) -> ZoneOpeners:
    """Compile the wordings of a set of dictionaries."""
    rows = dictionaries.rows("zone_openers.tsv", ZoneOpener)

    def words(zone: str, how: str) -> str:
        found = sorted({fold(w) for r in rows if r.zone == zone and r.how == how for w in r.wording}, key=len)
        return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in reversed(found)) + ")"

    return ZoneOpeners(
        re.compile(rf"\W*{words('title', 'line')}\W*$"),
        re.compile(rf"\W*{words('title', 'line')}\b(?!\s+va\b)"),
        frozenset(squeezed(w) for r in rows if (r.zone, r.how) == ("title", "line") for w in r.wording),
        re.compile(rf"\W*{words('title', 'enacted')}\W*$"),
        re.compile(rf"\W*{words('preamble', 'start')}\b"),
        re.compile(rf"\W*{words('preamble', 'capitals')}\b"),
        re.compile(rf"\W*{words('body', 'line')}\W*$"),
        re.compile(rf"\W*(?:{words('recipients', 'start')}|{_MISREAD_RECIPIENTS})\s*(?:[:.;]|$|(?=[A-Z]{{2}}))"),
        frozenset(fold(w)[0] for r in rows if (r.zone, r.how) == ("recipients", "start") for w in r.wording),
        re.compile(rf"\W*{words('appendix', 'start')}\b"),
    )
