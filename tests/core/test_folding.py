"""Small letters, as patterns with re.IGNORECASE see them."""

from __future__ import annotations

import re
import sys

import pytest

from planparse.folding import SMALL_LETTERS, caseless

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵfjwz"


def test_every_character_is_the_small_letter_that_a_pattern_takes_it_for():
    assert set(VIETNAMESE) <= set(SMALL_LETTERS)
    any_letter = re.compile(f"[{VIETNAMESE}]", re.IGNORECASE)
    for character in map(chr, range(sys.maxunicode + 1)):
        small = caseless(character)
        assert len(small) == 1
        assert bool(any_letter.match(character)) == (small in VIETNAMESE)
        if small in VIETNAMESE:
            assert re.match(small, character, re.IGNORECASE)


@pytest.mark.parametrize("text", ["İSTANBUL ĐẠT 5%", "ſố ı Ủy ban", ""])
def test_a_text_keeps_its_length(text: str):
    assert len(caseless(text)) == len(text)
