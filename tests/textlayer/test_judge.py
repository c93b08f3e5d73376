"""The verdict on a text layer, on pages that mislead judges of length, encoding or language."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.ingest.page import FontUse, LayerEvidence, Page
from planparse.ingest.text import text_page
from planparse.layout.composition import PlacedWord, compose
from planparse.pagetext import BBox, Origin, VerdictKind
from planparse.restoration.syllables import strip_marks
from planparse.textlayer.judge import judge, judge_pages
from planparse.textlayer.legacy import decode_page

PROSE = (
    "Thực hiện Chương trình hành động của Tỉnh ủy về phát triển kinh tế số, Ủy ban nhân dân huyện Cửa Lạch ban hành "
    "Kế hoạch chuyển đổi số năm 2026 với những nội dung chủ yếu sau đây: nâng tỷ lệ hồ sơ trực tuyến lên 80%; bảo đảm "
    "các xã, thị trấn có đường truyền ổn định; giao Phòng Văn hóa và Thông tin theo dõi, đôn đốc, tổng hợp kết quả."
)
GARBLED = (
    "Thyc hién Chwong trinh hanh d6ng ctia Tinh uy vé phat trién kinh té s6, Uy ban nhan dan huyén Cira Lach ban hanh "
    "Ké hoach chuyén d6i s6 nam 2026 v6i nhirng ndi dung chi yéu sau day: nang ty 1é hd so true tuyén 1én 80%; bao dam "
    "cdc xa, thi trdn cé duong truyén 6n dinh; giao Phong Van héa va Thong tin theo d6i, dén d6c, tong hop két qua."
)
READ_WITH_MANY_ACUTES = (
    "Ké hoach phat trién kinh té va ché dé cho tré em: bao dam két qua, bé sung ké ca ghé ngoi, bép an, dé dung; cac "
    "xa, thi tran co ché do tot, phé thong, gép y va hop dong ky két ro rang; giao Phong Y té theo doi, bao cao ké "
    "ca khi chua co thirc té, ndi dung trtic tiép, vdi cdc xa"
)
"""Most of its é were ế, ề, ê or ệ; in TCVN3 each would be a ộ."""
ENGLISH = (
    "Annex 3. The provider shall keep the records of all transactions for a period of five years and shall make them "
    "available to the authority on request. Any dispute that is not settled within thirty days will be referred to the "
    "arbitration centre, which has its seat in the capital of the province, in accordance with these terms."
)
TCVN3 = (
    "Thùc hiÖn Ch\u00ad¬ng tr×nh hµnh ®éng cña TØnh ñy vÒ ph¸t triÓn kinh tÕ, ñy ban nh©n d©n huyÖn ban "
    "hµnh KÕ ho¹ch n¨m 2006 víi nh÷ng néi dung chñ yÕu sau ®©y"
)
VNI = (
    "Thöïc hieän Chöông trình haønh ñoäng cuûa Tænh uûy veà phaùt trieån kinh teá, UÛy ban nhaân daân huyeän ban haønh"
)

COVER = "ỦY BAN NHÂN DÂN HUYỆN CỬA LẠCH\nKẾ HOẠCH\nCHUYỂN ĐỔI SỐ NĂM 2026"
NUMBERS = "\n".join(f"{n} {n * 137} {n * 12},5 {n}% 2026" for n in range(1, 30))
CODES = "\n".join(f"XN-{n:03d} KPI_{n} http://mau.example/{n} Samsung Vinfast Honda" for n in range(1, 8))


def text(content: str) -> Page:
    return text_page(1, unicodedata.normalize("NFC", content), Origin.TEXT)


def set_in(font: str, content: str) -> Page:
    """A page of a digital PDF, set in one font."""
    placed = tuple(PlacedWord(word, BBox(80, 90 + 12 * n, 140, 100 + 12 * n)) for n, word in enumerate(content.split()))
    characters = sum(len(word.text) for word in placed)
    return Page(
        number=1,
        width=595,
        height=842,
        layer=compose(1, placed, origin=Origin.DIGITAL, width=595, height=842),
        words=placed,
        word_fonts=(font,) * len(placed),
        evidence=LayerEvidence(characters=characters, fonts=(FontUse(font, characters),)),
        has_picture=True,
    )


def scan_layer(content: str, number: int = 1) -> Page:
    """A page whose text is invisible and lies on a picture, as a scanner leaves it."""
    page = text(content)
    evidence = replace(page.evidence, invisible=1.0, picture=1.0)
    return replace(page, number=number, evidence=evidence, has_picture=True)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PROSE, VerdictKind.GOOD),
        (COVER, VerdictKind.GOOD),
        (PROSE.upper(), VerdictKind.GOOD),
        ("Phụ lục đính kèm Kế hoạch này gồm ba biểu mẫu.", VerdictKind.GOOD),
        (PROSE + "\n" + ENGLISH, VerdictKind.GOOD),
        (ENGLISH, VerdictKind.GOOD),
        (NUMBERS, VerdictKind.GOOD),
        ("", VerdictKind.NONE),
        (" \n\n", VerdictKind.NONE),
        (GARBLED, VerdictKind.GARBLED),
        (strip_marks(PROSE), VerdictKind.GARBLED),
        ("Ke hoach trien khai cong tac tuyen truyen nam 2026 cua So", VerdictKind.GARBLED),
        (GARBLED.upper(), VerdictKind.GARBLED),
        (TCVN3, VerdictKind.LEGACY_ENCODING),
        (VNI, VerdictKind.LEGACY_ENCODING),
    ],
    ids=[
        *(
            "prose",
            "capitals-only cover",
            "capitals",
            "ten words",
            "with English annex",
            "English page",
            "numbers only",
        ),
        *("empty", "white space", "garbled", "typed without diacritics", "ten words without diacritics"),
        *("garbled capitals", "tcvn3", "vni"),
    ],
)
def test_kind(content: str, kind: VerdictKind) -> None:
    verdict = judge(text(content))
    assert verdict.kind is kind, verdict.reasons
    assert verdict.reasons and all(reason.endswith(".") for reason in verdict.reasons)


def test_layer_of_a_vietnamese_ocr_behind_a_scan_is_good() -> None:
    assert judge(scan_layer(PROSE)).kind is VerdictKind.GOOD


def test_reasons_tell_misreading_from_typing() -> None:
    assert "typed without diacritics" in " ".join(judge(text(strip_marks(PROSE))).reasons)
    assert "OCR of another language" in " ".join(judge(text(GARBLED)).reasons)
    assert "scanner" in " ".join(judge(scan_layer(GARBLED)).reasons)


def test_half_of_the_diacritics_lost_is_suspect() -> None:
    words = PROSE.split()
    damaged = " ".join(word if n % 6 == 0 else strip_marks(word) for n, word in enumerate(words))
    assert judge(text(damaged)).kind is VerdictKind.SUSPECT


@pytest.mark.parametrize(("content", "encoding"), [(TCVN3, "tcvn3"), (VNI, "vni")])
def test_the_encoding_is_named(content: str, encoding: str) -> None:
    assert judge(text(content)).encoding == encoding


def test_legacy_fonts_decide_where_words_are_few() -> None:
    verdict = judge(set_in(".VnTime", "Phô lôc 2"))
    assert (verdict.kind, verdict.encoding) == (VerdictKind.LEGACY_ENCODING, "tcvn3")


def test_a_unicode_text_in_a_font_with_a_legacy_name_is_good() -> None:
    """Some offices renamed their fonts and typed Unicode into them."""
    assert judge(set_in("VNI-Times", PROSE)).kind is VerdictKind.GOOD


def test_a_heading_in_a_legacy_font_above_unicode_text() -> None:
    body, heading = set_in("TimesNewRomanPSMT", PROSE), set_in(".VnTimeH", "Uû ban nh©n d©n huyÖn")
    mixed = replace(
        body,
        words=heading.words + body.words,
        word_fonts=heading.word_fonts + body.word_fonts,
        evidence=LayerEvidence(characters=320, fonts=(*body.evidence.fonts, *heading.evidence.fonts)),
    )
    verdict = judge(mixed)
    assert verdict.kind is VerdictKind.LEGACY_ENCODING
    decoded = decode_page(mixed, verdict).text.split()
    assert "NHÂN" in decoded
    assert set(PROSE.split()) <= set(decoded)


def test_glyphs_without_unicode() -> None:
    page = text(PROSE)
    assert judge(replace(page, evidence=replace(page.evidence, unmapped=0.6))).kind is VerdictKind.GARBLED


class TestNeighbours:
    def test_an_english_reading_full_of_acutes_is_no_legacy_text(self) -> None:
        assert judge(text(READ_WITH_MANY_ACUTES)).kind is VerdictKind.GARBLED

    def test_a_page_of_numbers_in_a_garbled_scan(self) -> None:
        verdicts = judge_pages([scan_layer(GARBLED, 1), scan_layer(NUMBERS, 2)])
        assert [verdict.kind for verdict in verdicts] == [VerdictKind.GARBLED, VerdictKind.GARBLED]
        assert "page 1" in verdicts[1].reasons[0]

    def test_a_page_of_numbers_in_a_good_document(self) -> None:
        verdicts = judge_pages([text(PROSE), text(NUMBERS)])
        assert verdicts[1].kind is VerdictKind.GOOD

    def test_an_english_annex_in_a_garbled_document_was_read_by_the_same_ocr(self) -> None:
        """English read by an English OCR is sound."""
        verdicts = judge_pages([scan_layer(GARBLED, 1), scan_layer(ENGLISH, 2)])
        assert verdicts[1].kind is VerdictKind.GOOD

    def test_codes_and_names_in_a_good_document(self) -> None:
        assert judge_pages([text(PROSE), text(CODES)])[1].kind is VerdictKind.GOOD

    def test_pages_without_a_layer_say_nothing_about_others(self) -> None:
        empty = Page(1, has_picture=True)
        verdicts = judge_pages([empty, text(NUMBERS), empty])
        assert [verdict.kind for verdict in verdicts] == [VerdictKind.NONE, VerdictKind.GOOD, VerdictKind.NONE]

    def test_a_typed_page_is_not_judged_like_a_scan(self) -> None:
        """A cover sheet printed to PDF and put before a scan."""
        verdicts = judge_pages([text("Phiếu số 12"), scan_layer(GARBLED, 2)])
        assert verdicts[0].kind is VerdictKind.GOOD

    def test_an_invisible_page_with_few_words_and_no_neighbours_is_suspect(self) -> None:
        assert judge_pages([scan_layer("l2 .")])[0].kind is VerdictKind.SUSPECT


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gets_a_verdict(content: str) -> None:
    verdict = judge(text(content))
    assert verdict.reasons
    assert (verdict.encoding is not None) == (verdict.kind is VerdictKind.LEGACY_ENCODING)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([PROSE, COVER, GARBLED, ENGLISH, TCVN3, VNI]), st.randoms(use_true_random=False))
def test_order_of_the_words_does_not_matter(content: str, random: object) -> None:
    words = content.split()
    random.shuffle(words)  # type: ignore[attr-defined]
    assert judge(text(" ".join(words))).kind is judge(text(content)).kind
