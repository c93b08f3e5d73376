"""Short words read in capitals among small letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.ocr.letter_case import with_usual_case
from planparse.ocr.tsv import ReadWord


def cased(text: str) -> str:
    words = [ReadWord(0, (1, 1, 1), part, 100 * i, 10, 90, 20, 0.9) for i, part in enumerate(text.split(" ")) if part]
    return " ".join(word.text for word in with_usual_case(words))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("giữa các SỞ, ngành, Ủy ban", "giữa các Sở, ngành, Ủy ban"),
        ("kế hoạch tại CƠ SỞ. - Chỉ đạo", "kế hoạch tại cơ sở. - Chỉ đạo"),
        ("đạo của BỘ Tư lệnh", "đạo của Bộ Tư lệnh"),
        ("(1) TỶ trọng kinh tế", "(1) Tỷ trọng kinh tế"),
        ("ma túy Ở cơ sở", "ma túy ở cơ sở"),
        ("2. SỞ Tài chính:", "2. Sở Tài chính:"),
        ("- CƠ quan chủ trì", "- Cơ quan chủ trì"),
        ("trung tâm gồm CÓ: đẩy", "trung tâm gồm có: đẩy"),
    ],
)
def test_words_of_real_scans(read: str, printed: str) -> None:
    assert cased(read) == printed


@pytest.mark.parametrize(
    "text", ["IV. TỔ CHỨC THỰC HIỆN", "SỞ Y TẾ", "của UBND tỉnh", "Lưu: VT, CĐN", "hệ thống PCCC và CNCH", "TỔ"]
)
def test_capitals_that_are_printed(text: str) -> None:
    assert cased(text) == text


@given(st.lists(st.text(max_size=8), max_size=8))
def test_only_the_case_changes(texts: list[str]) -> None:
    words = [ReadWord(0, (1, 1, 1), text, 100 * i, 10, 90, 20, 0.7) for i, text in enumerate(texts)]
    assert [word.text.casefold() for word in with_usual_case(words)] == [text.casefold() for text in texts]
