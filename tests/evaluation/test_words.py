"""Word accuracy."""

from __future__ import annotations

import pytest

from planparse.evaluation.words import WordScore, score_words, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sở Y tế;  12 ngày.", ["sở", "y", "tế", "12", "ngày"]),
        ("Quyết định số 5/QĐ-\nTTg", ["quyết", "định", "số", "5qđttg"]),
        ("Độc lập - Tự do", ["độc", "lậptự", "do"]),
        ("trang 1\fNơi nhận: ⟦?⟧ ...", ["trang", "1", "nơi", "nhận"]),
        ("số hoá", ["số", "hóa"]),
        ("", []),
    ],
)
def test_words(text, words):
    assert words_of(text) == words


def test_scores():
    result = score_words("một hai ba bốn", "một hai BA năm")
    assert result == WordScore(words=4, errors=1, characters=14, character_errors=3, common=3, found=4)
    assert result.accuracy == 0.75
    assert result.order_free_f1 == 0.75
    assert 0 < result.cer < 0.3


def test_order_counts_only_in_accuracy():
    result = score_words("a b c d", "c d a b")
    assert result.order_free_f1 == 1.0
    assert result.accuracy < 1.0


def test_sums_and_nothing():
    assert (WordScore(4, 1) + WordScore(6, 0)).accuracy == 0.9
    assert score_words("", "").accuracy == 1.0
    assert score_words("", "ba từ thừa").accuracy < 0
