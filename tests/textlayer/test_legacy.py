"""Legacy encodings: what TCVN3 and VNI text decodes to, and that decoding loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.ingest.page import FontUse, LayerEvidence, Page
from planparse.ingest.text import text_page
from planparse.knowledge import Dictionaries
from planparse.layout.composition import PlacedWord, compose
from planparse.pagetext import BBox, Origin, TextLayerVerdict, VerdictKind
from planparse.textlayer.legacy import (
    ENCODINGS,
    LegacyLetter,
    decode,
    decode_page,
    encoding_of_font,
    prints_capitals,
    without_soft_hyphens,
)

VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
TEXT = st.text(alphabet=VOWELS + "bcghklmnpqrstvx 0123456789.,;/-", max_size=80)


def encode(text: str, encoding: str) -> str:
    """The inverse of `decode`, for letters that the encoding has; the first way to write each."""
    table: dict[str, str] = {}
    for letter in Dictionaries().rows(f"legacy_{encoding}.tsv", LegacyLetter):
        legacy = chr(int(letter.legacy[2:], 16)) if letter.legacy.startswith("U+") else letter.legacy
        table.setdefault(letter.unicode, legacy)
    return "".join(table.get(c, c) for c in text)


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(max_examples=150)
@given(text=TEXT)
def test_decoding_undoes_encoding(encoding: str, text: str) -> None:
    assert decode(encode(text, encoding), encoding) == text


@settings(max_examples=100)
@given(text=TEXT)
def test_vni_capitals(text: str) -> None:
    assert decode(encode(text.upper(), "vni"), "vni") == text.upper()


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(max_examples=100)
@given(text=st.text(max_size=80))
def test_ascii_and_digits_stay(encoding: str, text: str) -> None:
    decoded = decode(text, encoding)
    assert [c for c in decoded if c in "0123456789"] == [c for c in text if c in "0123456789"]


@pytest.mark.parametrize(
    ("legacy", "encoding", "printed"),
    [
        ("QuyÕt ®Þnh sè 15/2007/Q§-UBND", "tcvn3", "Quyết định số 15/2007/QĐ-UBND"),
        ("Céng hoµ x· héi chñ nghÜa", "tcvn3", "Cộng hoà xã hội chủ nghĩa"),
        ("x\u2219 héi; n\u2212íc ngoµi; b\u00ad\u00ads", "tcvn3", "xã hội; nước ngoài; bưưs"),
        ("¨n, ¡n, ªm, £m, «ng, ¤ng, ¬n, ¥n, \u00ad, ¦", "tcvn3", "ăn, Ăn, êm, Êm, ông, Ông, ơn, Ơn, ư, Ư"),
        ("Quyeát ñònh soá 15/2007/QÑ-UBND", "vni", "Quyết định số 15/2007/QĐ-UBND"),
        ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "vni", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("ñöôïc, tröôùc, lyù, kyõ, ngöôøi", "vni", "được, trước, lý, kỹ, người"),
        ("Uyû ban, UÛy ban, Uûy ban", "vni", "Uỷ ban, ỦY ban".replace("ỦY ban", "Ủy ban, Ủy ban")),
    ],
)
def test_known_texts(legacy: str, encoding: str, printed: str) -> None:
    assert decode(legacy, encoding) == printed


def test_unknown_encoding() -> None:
    with pytest.raises(ValueError, match="viscii"):
        decode("x", "viscii")


@pytest.mark.parametrize(
    ("font", "encoding", "capitals"),
    [
        (".VnTime", "tcvn3", False),
        (".VnTimeH", "tcvn3", True),
        (".VnTimeH,Bold", "tcvn3", True),
        ("VnTimeHBold", "tcvn3", True),
        (".VnArial NarrowH", "tcvn3", True),
        (".VnHelvetIns", "tcvn3", False),
        ("VNI-Times", "vni", False),
        ("VNI-Helve-Condense,Bold", "vni", False),
        ("TimesNewRomanPSMT", None, False),
        ("Vntimes", None, False),
        ("Vnivers", None, False),
        ("", None, False),
    ],
)
def test_fonts(font: str, encoding: str | None, capitals: bool) -> None:
    assert (encoding_of_font(font), prints_capitals(font)) == (encoding, capitals)


def legacy_page(*words: tuple[str, str]) -> Page:
    placed = tuple(PlacedWord(text, BBox(80 + 60 * n, 100, 130 + 60 * n, 112)) for n, (text, _) in enumerate(words))
    fonts = tuple(font for _, font in words)
    layer = compose(1, placed, origin=Origin.DIGITAL, width=595, height=842)
    evidence = LayerEvidence(sum(len(w.text) for w in placed), tuple(FontUse(font, 9) for font in dict.fromkeys(fonts)))
    return Page(1, 595, 842, layer, placed, fonts, evidence, has_picture=True)


VERDICT = TextLayerVerdict(VerdictKind.LEGACY_ENCODING, ("x.",), "tcvn3")


def test_each_word_is_decoded_by_its_own_font() -> None:
    page = legacy_page(("ñy", ".VnTimeH"), ("ban", ".VnTimeH"), ("nh©n", ".VnTime"), ("Đà", "TimesNewRomanPSMT"))
    decoded = decode_page(page, VERDICT)
    assert decoded.text == "ỦY BAN nhân Đà"
    assert decoded.origin is Origin.LAYER
    assert [decoded.text[word.start : word.end] for word in decoded.words] == ["ỦY", "BAN", "nhân", "Đà"]


def test_a_page_in_fonts_without_names_is_decoded_whole() -> None:
    assert decode_page(legacy_page(("nh©n", "F1"), ("d©n", "F2")), VERDICT).text == "nhân dân"


def test_a_text_page_keeps_its_lines_and_their_numbers() -> None:
    page = text_page(2, "KÕ ho¹ch\n\n  n¨m 2007 ", Origin.TEXT, first_line=41)
    decoded = decode_page(page, VERDICT)
    assert decoded.text == "Kế hoạch\n\n  năm 2007 "
    assert decoded.first_line == 41
    assert [decoded.text[word.start : word.end] for word in decoded.words] == ["Kế", "hoạch", "năm", "2007"]


def test_soft_hyphens_stay_only_where_they_are_a_letter() -> None:
    assert without_soft_hyphens("phát tri\u00adển") == "phát triển"
    assert decode(without_soft_hyphens("®\u00ad¬ng ®¹i"), "tcvn3") == "đương đại"
