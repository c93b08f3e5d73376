from __future__ import annotations

import unicodedata

import pytest

from planparse.restoration.syllables import is_syllable, is_unmarked_syllable, split_onset, strip_marks, word_key


@pytest.mark.parametrize(
    ("syllable", "parts"),
    [
        ("nghiệp", ("ngh", "iệp")),
        ("quý", ("qu", "ý")),
        ("gì", ("g", "ì")),
        ("giêng", ("gi", "êng")),
        ("Ủy", ("", "Ủy")),
        ("THƯỜNG", ("TH", "ƯỜNG")),
    ],
)
def test_onset_and_rhyme(syllable: str, parts: tuple[str, str]) -> None:
    assert split_onset(syllable) == parts


@pytest.mark.parametrize("word", ["nghiêng", "hoà", "hòa", "thuỷ", "gìn", "khuyến", "ĐIỀU", "yêu", "ướt"])
def test_possible_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", ["nghlep", "xyz", "cac", "UBND", "chirc", "bất́", "hoc", "plan", ""])
def test_impossible_syllables(word: str) -> None:
    """A stop (c, p, t) carries the sharp or the heavy tone; `cac` and `hoc` do not."""
    assert not is_syllable(word)


@pytest.mark.parametrize(("one", "other"), [("hóa", "hoá"), ("THỦY", "thuỷ"), ("Hòe", "hoè"), ("ủy", "uỷ")])
def test_both_tone_places_share_a_key(one: str, other: str) -> None:
    assert word_key(one) == word_key(other) == word_key(unicodedata.normalize("NFD", one))


@pytest.mark.parametrize(("one", "other"), [("quý", "qúy"), ("hoa", "hoá"), ("của", "cuả")])
def test_other_words_keep_their_own_keys(one: str, other: str) -> None:
    assert word_key(one) != word_key(other)


def test_unmarked_syllables_tell_vietnamese_from_english() -> None:
    assert all(is_unmarked_syllable(w) for w in ["Ke", "hoach", "cai", "cach", "thu", "tuc", "hanh", "chinh"])
    assert sum(is_unmarked_syllable(w) for w in ["The", "parties", "shall", "deliver", "every", "product"]) <= 1


def test_strip_marks_leaves_the_keyboard_letters() -> None:
    assert strip_marks("Điều chỉnh Ủy ban, số 12/QĐ-UBND") == "Dieu chinh Uy ban, so 12/QD-UBND"
