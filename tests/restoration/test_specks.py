"""Specks behind the recipients of an English-OCR dump."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.restoration.edits import replay
from planparse.restoration.specks import REACH, read_specks

TITLE = "Noi nhan:\n"


def cleaned(text: str) -> str:
    return replay(text, read_specks(text))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("- SO Noi vu; ,qu", "- SO Noi vu;"),
        ("- Cac phong; Y/", "- Cac phong;"),
        ("- Luu: VT, VP. if=", "- Luu: VT, VP."),
        ("N |", ""),
        ("- UBND xa;\n=\nLe Van Mau", "- UBND xa;\n\nLe Van Mau"),
    ],
)
def test_specks_go(read: str, printed: str) -> None:
    for title in (TITLE, "Noi nhgn: KT. GIAM DOC\n", "Nơi nhận:\n"):
        assert cleaned(title + read) == title + printed


@pytest.mark.parametrize(
    "text",
    [
        "- UBND tinh (b/c);",
        "- UBND tinh; b/c",
        "- Luu: VT; TH",
        "- Luu: VT, VP. Th.",
        "- Cac phong; ban",
        "- So Y te; 12/",
        "VP",
        "- Quy BV&PT",
    ],
)
def test_print_stays(text: str) -> None:
    assert cleaned(TITLE + text) == TITLE + text


def test_only_behind_the_title_of_the_recipients() -> None:
    text = "a) Tang cuong; Y/\nN |\n"
    assert cleaned(text) == text
    far = TITLE + "- So Y te;\n" * REACH + "N |\n"
    assert cleaned(far) == far


@given(st.text(alphabet="Noi nhan:\n-;. aY/|=,(12)", max_size=200))
def test_edits_replay_and_no_digit_goes(text: str) -> None:
    after = cleaned("Noi nhan:\n" + text)
    assert [c for c in after if c.isdigit()] == [c for c in text if c.isdigit()]
    assert after.count("\n") == text.count("\n") + 1
