"""Specks beside recipients and signature, taken out of the dump of an English OCR: strokes of seals and signatures.

`- Sở Nội vụ; ,qu` / `- Lưu: VT, VP. if=` / `N |` are `- Sở Nội vụ;` / `- Lưu: VT, VP.` and nothing. In scans that
planparse reads itself such marks are told by their size and place; in a dump only by what stands there. No digit is
taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planparse.folding import fold
from planparse.restoration.edits import Edit

SPECK_SCORE = 0.9
"""By judgement: of seven specks found in one real and twelve printed dumps none was text."""
REACH = 30
"""Lines behind the title of the recipients."""
_TITLE = re.compile(r"^\W{0,3}n[o0]i\s{0,2}nh\S{1,3}\s{0,2}[:;.]", re.MULTILINE)
_BEHIND_ITEM = re.compile(r"(?<=[;.])[ \t]{1,3}(?P<speck>[^\s\d()]{1,4})[ \t]*$")
_LONE = re.compile(r"[ \t]*(?P<speck>[^\s\d]{1,2}(?:[ \t]+[^\s\d]{1,2})?)[ \t]*$")
_SIGN = re.compile(r"[^\w.;&-]")
_NOTE = re.compile(r"\w/\w")


def read_specks(text: str) -> Iterator[Edit]:
    """The specks behind the items of the recipients, and on lines of their own below, each as an edit that drops it."""
    title = _TITLE.search(fold(text))
    if title is None:
        return
    start = title.end()
    for _ in range(REACH):
        end = text.find("\n", start)
        stop = len(text) if end < 0 else end
        line = text[start:stop]
        found = _LONE.match(line) or _BEHIND_ITEM.search(line)
        if found is not None and _SIGN.search(found["speck"]) and not _NOTE.fullmatch(found["speck"]):
            yield Edit(start + found.start(), start + found.end(), found.group(), "", SPECK_SCORE, "speck")
        if end < 0:
            return
        start = end + 1
