"""≥ and ≤, told from > and < by their ink; and that the signs before numbers are no debris."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from planparse.ocr.comparison_signs import has_bar, read_comparison_signs
from planparse.ocr.debris import without_debris
from planparse.ocr.picture import Grey
from planparse.ocr.tsv import ReadWord

SIZE = 20
GREATER = [(0, 0), (SIZE, 7), (0, 14)]
LESS = [(SIZE, 0), (0, 7), (SIZE, 14)]
LEFT, TOP = 40, 20


def drawn(points: list[tuple[int, int]], *, bar: tuple[int, int] | None = None, digit: int | None = None) -> Grey:
    """A sign on white paper; `bar` is the row and the length of what stands below, `digit` the gap to a digit."""
    picture = Image.new("L", (160, 80), 255)
    draw = ImageDraw.Draw(picture)
    draw.line([(LEFT + x, TOP + y) for x, y in points], fill=0, width=3)
    if bar is not None:
        draw.rectangle((LEFT, TOP + bar[0], LEFT + bar[1], TOP + bar[0] + 2), fill=0)
    if digit is not None:
        draw.ellipse((LEFT + SIZE + digit, TOP - 5, LEFT + SIZE + digit + 14, TOP + 22), outline=0, width=3)
    return np.array(picture, dtype=np.uint8)


def sign(text: str, width: int = SIZE, height: int = 20, confidence: float = 0.93) -> ReadWord:
    return ReadWord(0, (1, 1, 1), text, LEFT, TOP, width, height, confidence)


@pytest.mark.parametrize(
    ("read", "grey", "printed"),
    [
        (">", drawn(GREATER, bar=(17, SIZE)), "≥"),
        ("<", drawn(LESS, bar=(17, SIZE)), "≤"),
        (">", drawn(GREATER, bar=(22, SIZE)), "≥"),  # a bar just below the box
        (">", drawn(GREATER), ">"),
        ("<", drawn(LESS), "<"),
        (">", drawn(GREATER, bar=(22, 5)), ">"),  # a speck
    ],
)
def test_sign_alone(read: str, grey: Grey, printed: str) -> None:
    assert [word.text for word in read_comparison_signs([sign(read)], grey)] == [printed]


@pytest.mark.parametrize("gap", [0, 4])
@pytest.mark.parametrize(("bar", "printed"), [((17, SIZE), "≥9%,"), (None, ">9%,")])
def test_sign_at_a_number(gap: int, bar: tuple[int, int] | None, printed: str) -> None:
    words = read_comparison_signs([sign(">9%,", width=40, height=24)], drawn(GREATER, bar=bar, digit=gap))
    assert [word.text for word in words] == [printed]


def test_underlined_sign() -> None:
    grey = drawn(GREATER)
    grey[TOP + 21 : TOP + 23, :] = 0
    assert [word.text for word in read_comparison_signs([sign(">")], grey)] == [">"]


def test_sign_behind_a_bracket() -> None:
    grey = drawn(GREATER, bar=(17, SIZE))
    grey[TOP - 4 : TOP + 24, LEFT - 12 : LEFT - 9] = 0
    bracketed = ReadWord(0, (1, 1, 1), "(>", LEFT - 12, TOP - 4, SIZE + 13, 28, 0.9)
    assert [word.text for word in read_comparison_signs([bracketed], grey)] == ["(≥"]


def test_white_paper_has_no_bar() -> None:
    assert not has_bar(np.zeros((20, 20), dtype=np.bool_))


def line(*texts: str, confidence: float = 0.93) -> list[ReadWord]:
    return [
        ReadWord(
            0, (1, 1, 1), text, 60 * i, 0, 20 if len(text) == 1 else 50, 20, confidence if len(text) == 1 else 0.95
        )
        for i, text in enumerate(texts)
    ]


@pytest.mark.parametrize("read", ["<", ">", "≤", "≥", "="])
def test_sign_before_a_number_is_print(read: str) -> None:
    words = line("giảm", read, "12,5%")
    assert [word.text for word in without_debris(words, 200.0)] == ["giảm", read, "12,5%"]


@pytest.mark.parametrize(
    "words",
    [
        line("giảm", ">", "đạt", "12,5%"),
        line("giảm", "12,5%", ">"),
        line("giảm", ">", "12,5%", confidence=0.3),
    ],
)
def test_other_signs_are_debris(words: list[ReadWord]) -> None:
    assert ">" not in [word.text for word in without_debris(words, 200.0)]
