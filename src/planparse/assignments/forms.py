"""Forms (biểu mẫu) in annexes: what their lines ask for is filled in by somebody, and is nobody's duty.

`Đề nghị Bộ Văn hóa, Thể thao và Du lịch cấp phép nhập khẩu ...` above `Số lượng: ..............`
"""

from __future__ import annotations

import re

from planparse.layout.outline import Outline, Zone

_BLANK = re.compile(r"(?:[.…_]\s?){5,}|…{2,}")
"""What is to be filled in; a sentence that trails off has three dots."""
_SIGNS = ("...", "…", "_", ". . ")
"""Every blank has one of these."""
_REACH = 3
"""Blocks of an annex on either side of a blank that belong to its form."""


def form_blocks(outline: Outline) -> frozenset[int]:
    """The blocks with a blank to fill in, and in annexes those around them, by their index in `Outline.blocks`."""
    found: set[int] = set()
    for i, block in enumerate(outline.blocks):
        text = block.passage.text
        if not any(map(text.__contains__, _SIGNS)) or _BLANK.search(text) is None:
            continue
        found.add(i)
        if block.zone is Zone.APPENDIX:
            near = range(max(0, i - _REACH), min(len(outline.blocks), i + _REACH + 1))
            found.update(j for j in near if outline.blocks[j].zone is Zone.APPENDIX)
    return frozenset(found)
