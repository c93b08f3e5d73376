"""Text files: encodings, pages, lines."""

from __future__ import annotations

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.errors import UnsupportedInputError
from planparse.ingest.opening import open_source
from planparse.ingest.page import Page
from planparse.ingest.text import clean, decode
from planparse.options import Options
from planparse.pagetext import VerdictKind
from planparse.textlayer.judge import judge
from planparse.textlayer.legacy import decode_page

PLAN = "KẾ HOẠCH\nPhòng, chống thiên tai năm 2026 của xã Đồi Thông\n- Đạt 100% hộ dân được hướng dẫn;\n"


def read(data: bytes) -> list[Page]:
    with open_source(None, Options(), data=data, name="x.txt") as source:
        return list(source.pages())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings(encoding: str) -> None:
    layer = read(PLAN.encode(encoding))[0].layer
    assert layer is not None and layer.text == PLAN


def test_windows_1258_keeps_tones_apart_and_comes_out_nfc() -> None:
    base = "aăâeêioôơuưy"
    letters = {
        unicodedata.normalize("NFC", b + tone): b + tone for b in base for tone in "\u0300\u0301\u0303\u0309\u0323"
    }
    spread = "".join(letters.get(c, letters.get(c.lower(), c)) for c in PLAN.lower())
    layer = read(spread.encode("cp1258"))[0].layer
    assert layer is not None and layer.text == PLAN.lower()


def test_tcvn3_bytes_are_recognised_and_decoded() -> None:
    data = "KÕ ho¹ch cña ñy ban nh©n d©n huyÖn vÒ phßng chèng thiªn tai vµ t×m kiÕm cøu n¹n n¨m 2006".encode("latin-1")
    page = read(data)[0]
    verdict = judge(page)
    assert verdict.kind is VerdictKind.LEGACY_ENCODING
    assert decode_page(page, verdict).text == (
        "Kế hoạch của ủy ban nhân dân huyện về phòng chống thiên tai và tìm kiếm cứu nạn năm 2006"
    )


def test_a_few_bad_bytes_do_not_change_the_encoding() -> None:
    data = PLAN.encode() * 5
    layer = read(data[:60] + b"\xff" + data[60:])[0].layer
    assert layer is not None and layer.text.count("thiên tai") == 5


def test_pages_lines_and_their_numbers() -> None:
    pages = read("một\nhai\n\fba\nbốn\n\f\n".encode())
    assert [page.layer.text for page in pages if page.layer] == ["một\nhai\n", "ba\nbốn\n"]
    assert [page.layer.first_line for page in pages if page.layer] == [1, 3]


def test_lines_stay_as_they_are() -> None:
    """Restoration gives back line for line."""
    text = "  một  \n\n\thai\tba\n"
    layer = read(text.encode())[0].layer
    assert layer is not None and layer.text == text
    assert [layer.text[word.start : word.end] for word in layer.words] == ["một", "hai", "ba"]


@pytest.mark.parametrize(
    ("dirty", "cleaned"),
    [
        ("một\r\nhai\rba\u2028bốn", "một\nhai\nba\nbốn"),
        ("k\u0065\u0302\u0301 hoạch", "kế hoạch"),
        ("\ufeffmột\x00 \x1b[1mhai\u200b", "một [1mhai"),
        ("tri\u00adển", "triển"),
    ],
)
def test_clean(dirty: str, cleaned: str) -> None:
    assert clean(dirty) == cleaned


@settings(max_examples=150)
@given(st.text())
def test_digits_survive(text: str) -> None:
    assert [c for c in clean(text) if c.isdecimal()] == [c for c in unicodedata.normalize("NFC", text) if c.isdecimal()]


@settings(max_examples=100)
@given(st.text(min_size=3))
def test_nfc_and_nfd_agree(text: str) -> None:
    assert clean(unicodedata.normalize("NFD", text)) == clean(unicodedata.normalize("NFC", text))


@settings(max_examples=100)
@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    with suppress(UnsupportedInputError):
        assert isinstance(decode(data), str)
