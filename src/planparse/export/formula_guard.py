r"""The guard against text that a spreadsheet would take for a formula when it opens a CSV file.

A document decides what stands in a cell, and a cell such as `=HYPERLINK(...)` runs when the file is opened. An
apostrophe in front makes it text. It is set only where it is needed: never on numbers and dates, not on signs that
stand alone, not on signed numbers, and not on the bullets of lists (`- Thanh tra Sở`), which hold none of the
characters that a formula needs to do anything. It can always be taken away again: `unguarded(guarded(text)) == text`.
"""

from __future__ import annotations

import re

_STARTS_FORMULA = re.compile(r"[\s']*[=+\-@\t\r＝＋－＠]")
"""With white space or apostrophes in front: some programs drop the one, and the other has to stay tellable."""

_HARMLESS = re.compile(
    r"""  [=+\-@]                             # a sign alone: the comparator `=`, a dash in an empty cell
        | [+\-]\d[\d.,\ ]*%?                 # a signed number
        | -\ [^\W_][\w\s,.;:/–%-]*            # a bullet: no bracket, quote, operator or exclamation mark
    """,
    re.VERBOSE,
)


def guarded(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would run it.

    >>> guarded("=1+1"), guarded("- Thanh tra Sở"), guarded("-12,5")
    ("'=1+1", '- Thanh tra Sở', '-12,5')
    """
    if text[:1].isalnum() or not _STARTS_FORMULA.match(text) or _HARMLESS.fullmatch(text):
        return text
    return f"'{text}"


def unguarded(text: str) -> str:
    """What was guarded, as it was."""
    return text[1:] if text.startswith("'") and _STARTS_FORMULA.match(text) else text
