"""Lines in coloured ink: which are positions or names, and which are rests of a seal."""

from __future__ import annotations

from itertools import pairwise

import pytest

from planparse.knowledge import Dictionaries
from planparse.ocr.stamped_lines import as_position, is_stamped, mean_confidence
from planparse.ocr.tsv import ReadWord


def line(text: str, confidence: float = 0.9) -> list[ReadWord]:
    words, left = [], 100
    for part in text.split():
        words.append(ReadWord(0, (1, 1, 1), part, left, 50, 12 * len(part), 20, confidence))
        left += 12 * (len(part) + 1)
    return words


@pytest.mark.parametrize(
    ("read", "position"),
    [
        ("H ÊU TRƯỞNG", "HIỆU TRƯỞNG"),
        ("PHÓ CHỦ TICH", "PHÓ CHỦ TỊCH"),
        ("GIÁM ĐỐC", "GIÁM ĐỐC"),
        ("TRƯỜNG ĐẠI HỌC", None),
        ("CÔNG THƯƠNG", None),
        ("Lê Văn Mẫu", None),
        ("H", None),
    ],
)
def test_positions(read: str, position: str | None) -> None:
    words = as_position(line(read), Dictionaries())
    assert (None if words is None else " ".join(word.text for word in words)) == position
    if words is not None:
        assert words[0].left == 100
        assert abs(words[-1].right - line(read)[-1].right) <= 1
        assert all(a.right < b.left for a, b in pairwise(words))


def test_names_and_positions_are_stamped() -> None:
    assert is_stamped(line("Lê Văn Mẫu"))
    assert not is_stamped(line("Lê Văn Mẫu", 0.5))
    assert not is_stamped(line("H ÊU TRƯỞNG"))
    assert not is_stamped(line("TRƯỞNG"))
    assert mean_confidence([]) == 0.0
