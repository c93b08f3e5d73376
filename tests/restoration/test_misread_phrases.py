"""Words read as digits or with a colon inside phrases: every line of the dictionary, and what stays."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.knowledge import Dictionaries
from planparse.pagetext import Origin, PageText
from planparse.restoration.edits import RestoredText
from planparse.restoration.misread_phrases import PHRASES, with_misread_phrases
from planparse.restoration.model import RestorationModel
from planparse.restoration.restore import restore_text
from planparse.restoration.treatment import Treatment

DICTIONARIES = Dictionaries()


@dataclass(frozen=True)
class PhraseExample:
    phrase: str
    read: tuple[str, ...]
    example: str
    counter_example: str


ROWS = DICTIONARIES.rows(PHRASES, PhraseExample)


def put_right(text: str) -> str:
    return with_misread_phrases(RestoredText(PageText(1, text, (), Origin.TEXT)), DICTIONARIES).text


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.phrase)
def test_examples(row: PhraseExample) -> None:
    word = re.search(r"\[(\w+)\]", row.phrase)
    assert word is not None
    read = next(found for r in row.read if (found := re.search(rf"(?<!\w){r}(?!\w)", row.example, re.IGNORECASE)))
    printed = read[0].rstrip(":") if read[0].endswith(":") else word[1]
    expected = row.example[: read.start()] + printed + row.example[read.end() :]
    assert put_right(row.example) == expected
    assert put_right(row.counter_example) == row.counter_example


NEGATIVE = [
    "hồ sơ\n6\tCác khoản chi khác",
    "Bước 6 các cơ quan",
    "theo Điều 14 các đơn vị",
    "6 các địa phương",
    "hồ sơ\n6 các khoản chi",
    "nhà 6,5 xã hội",
    "nhà 16 xã hội",
    "số 6/ô tô",
    "12-6 nhiễm",
    "ít nhất 14 doanh nghiệp",
    "đạt 14.6 ô nhiễm",
    "bảo đảm dân chủ: công khai",
    "phòng thủ: xây dựng",
]


@pytest.mark.parametrize("text", NEGATIVE)
def test_numbers_stay(text: str) -> None:
    assert put_right(text) == text


def test_capitals_and_line_breaks() -> None:
    assert put_right("PHÁT TRIỂN NHÀ 6 XÃ HỘI") == "PHÁT TRIỂN NHÀ Ở XÃ HỘI"
    assert put_right("phát triển nhà 6\nxã hội") == "phát triển nhà ở\nxã hội"


def test_what_an_english_ocr_made_of_a_sentence() -> None:
    read = "phat trién nha 6 x4 hdi cho ngudi thu nhap thap, nhat 14 d6i véi cong nhan; khac phuc sat 16 dat"
    (restored,) = restore_text(read, RestorationModel.load(DICTIONARIES), Treatment.GARBLED)
    assert "nhà ở xã hội cho người thu nhập thấp, nhất là đối với công nhân" in restored.text
    assert "khắc phục sạt lở" in restored.text
    (unmarked,) = restore_text("phat trien nha 6 xa hoi", RestorationModel.load(DICTIONARIES), Treatment.STRIPPED)
    assert "6" in unmarked.text, "only an English OCR makes digits of words"


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="6145 nhàởxãhội,.:\n\tlấtủục/", max_size=60))
def test_only_whole_words_become_words(text: str) -> None:
    restored = with_misread_phrases(RestoredText(PageText(1, text, (), Origin.TEXT)), DICTIONARIES)
    for edit in restored.edits:
        assert text[edit.start : edit.end] == edit.before
        assert edit.before == ":" or edit.before.isdigit()
        assert edit.after == "" or edit.after.isalpha()
