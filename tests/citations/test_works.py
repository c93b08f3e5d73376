"""Work ids: the same for the same work in every document, never the same for two."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.citations.passage_reader import citations_in
from planparse.citations.roles import Surroundings
from planparse.citations.vocabulary import LawNumber, Vocabulary, vocabulary
from planparse.citations.works import with_work_ids, work_id_of
from planparse.knowledge import Dictionaries, shipped_dictionaries
from planparse.records import Citation, Header

LAI_CHAU = Header(
    parent_authority="UBND TỈNH LAI CHÂU",
    issuing_authority="SỞ Y TẾ",
    number="44/KH-SYT",
    document_type="Kế hoạch",
    date="2026-02-13",
    place="Lai Châu",
)
MINISTRY = Header(issuing_authority="BỘ Y TẾ", number="12/KH-BYT", document_type="Kế hoạch", place="Hà Nội")
COMMUNE = Header(
    parent_authority="UBND TỈNH LAI CHÂU",
    issuing_authority="ỦY BAN NHÂN DÂN XÃ AN PHÚ",
    number="9/KH-UBND",
    document_type="Kế hoạch",
    date="2026-03-05",
)


def cited(kind: str, number: str | None, date: str | None = None, issuer: str | None = None, **more: str) -> Citation:
    return Citation(document_type=kind, number=number, date=date, issuer=issuer, page=1, line=1, **more)  # type: ignore[arg-type]


def ids(words: Vocabulary, header: Header, *citations: Citation) -> list[str | None]:
    return [citation.work_id for citation in with_work_ids(citations, header, words)]


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (cited("Nghị định", "63/2010/NĐ-CP"), "vn/nghi-dinh/63-2010-nd-cp"),
        (cited("Văn bản", "63/2010/NĐ-CP"), "vn/nghi-dinh/63-2010-nd-cp"),
        (cited("Thông tư liên tịch", "01/2014/TTLT-BNV-BTC"), "vn/thong-tu-lien-tich/1-2014-ttlt-bnv-btc"),
        (cited("Luật", "76/2015/QH13"), "vn/luat/76-2015-qh13"),
        (cited("Bộ luật", "91/2015/QH13"), "vn/luat/91-2015-qh13"),
        (cited("Nghị quyết", "01/2023/UBTVQH15"), "vn/nghi-quyet/1-2023-ubtvqh15"),
        (cited("Nghị quyết", "1314/NQ-UBTVQH15"), "vn/nghi-quyet/1314-nq-ubtvqh15"),
        (cited("Quyết định", "715/QĐ-TTg", "2021-03-05"), "vn/quyet-dinh/2021/715-qd-ttg"),
        (cited("Quyết định", "715/QĐ-TTg"), None),
        (cited("Nghị quyết", "57-NQ/TW", "2024-12-22"), "vn/nghi-quyet/2024/57-nq-tw"),
        (cited("Nghị quyết", "08-NQ/TU", "2021-05-20", "Tỉnh ủy"), "vn/nghi-quyet/lai-chau/2021/8-nq-tu"),
        (cited("Kế hoạch", "38/KH-UBND", "2026-01-13", "UBND tỉnh"), "vn/ke-hoach/lai-chau/2026/38-kh-ubnd"),
        (cited("Kế hoạch", "38/KH-UBND", "2026-01-13", "UBND tỉnh Sơn La"), "vn/ke-hoach/son-la/2026/38-kh-ubnd"),
        (cited("Kế hoạch", "38/KH-UBND", "2026-01-13"), None),
        (cited("Kế hoạch", "38/KH-UBND", "2026-01-13", "UBND huyện"), None),
        (
            cited("Kế hoạch", "9/KH-UBND", "2026-03-05", "UBND xã An Phú"),
            "vn/ke-hoach/lai-chau/xa-an-phu/2026/9-kh-ubnd",
        ),
        (cited("Quyết định", "15/2021/QĐ-UBND", None, "UBND tỉnh"), "vn/quyet-dinh/lai-chau/15-2021-qd-ubnd"),
        (cited("Kế hoạch", "12/KH-SNV", "2026-01-05"), "vn/ke-hoach/lai-chau/2026/12-kh-snv"),
        (cited("Công văn", "3196/UBND-KSTT", "2025-06-25", "UBND tỉnh"), "vn/cong-van/lai-chau/2025/3196-ubnd-kstt"),
        (cited("Văn bản", "412/BYT-KCB", "2025-06-25"), "vn/cong-van/2025/412-byt-kcb"),
        (cited("Kế hoạch", "5/KH-ĐU", "2026-01-05", "Đảng ủy"), None),
        (
            cited("Kế hoạch", "5/KH-BVĐK", "2026-01-05", "Bệnh viện Đa khoa tỉnh"),
            "vn/ke-hoach/lai-chau/benh-vien-da-khoa-tinh/2026/5-kh-bvdk",
        ),
        (cited("Kế hoạch", "⟦?⟧/KH-SYT", "2026-01-05"), None),
        (cited("TCVN", "ISO 9001:2015"), "vn/tcvn/iso-9001-2015"),
        (cited("TCVN", "ISO 9001-2015"), "vn/tcvn/iso-9001-2015"),
        (cited("ISO", "9001:2015"), "int/iso/9001-2015"),
        (cited("Luật", None, subject="Ngân sách nhà nước"), "vn/luat/ngan-sach-nha-nuoc"),
        (cited("Luật", None, "2015-06-25", subject="ngân sách Nhà nước"), "vn/luat/83-2015-qh13"),
        (cited("Luật", None, "1996-03-20", subject="Ngân sách nhà nước"), "vn/luat/ngan-sach-nha-nuoc/1996"),
        (cited("Bộ luật", None, subject="Lao động", raw="Bộ luật Lao động năm 2019"), "vn/luat/45-2019-qh14"),
        (cited("Luật", None, subject="Vận tải", rule="law.unknown_name"), None),
        (cited("Luật", None, subject="sửa đổi, bổ sung một số điều của Luật Dược"), None),
        (cited("Luật", None, "2025-06-16", subject="Tổ chức chính quyền địa phương"), "vn/luat/72-2025-qh15"),
        (cited("Luật", None, "2025-02-19", subject="Tổ chức chính quyền địa phương"), "vn/luat/65-2025-qh15"),
        (cited("Luật", None, "2025-01", subject="Tổ chức chính quyền địa phương"), None),
        (cited("Hiến pháp", None, raw="Hiến pháp năm 2013"), "vn/hien-phap/2013"),
    ],
    ids=lambda value: value if isinstance(value, str) else getattr(value, "number", None),
)
def test_ids(citation: Citation, expected: str | None, words: Vocabulary) -> None:
    assert ids(words, LAI_CHAU, citation) == [expected]


def test_header_and_citation_meet(words: Vocabulary) -> None:
    own = work_id_of(LAI_CHAU, words)
    assert own == "vn/ke-hoach/lai-chau/2026/44-kh-syt"
    assert ids(words, COMMUNE, cited("Kế hoạch", "44/KH-SYT", "2026-02-13", "Sở Y tế tỉnh Lai Châu")) == [own]


def test_units_below_the_province(words: Vocabulary) -> None:
    assert work_id_of(COMMUNE, words) == "vn/ke-hoach/lai-chau/xa-an-phu/2026/9-kh-ubnd"
    assert ids(words, COMMUNE, cited("Quyết định", "3/QĐ-UBND", "2026-01-05", "UBND xã")) == [
        "vn/quyet-dinh/lai-chau/xa-an-phu/2026/3-qd-ubnd"
    ]


def test_the_place_of_a_ministry_is_no_province(words: Vocabulary) -> None:
    assert ids(words, MINISTRY, cited("Kế hoạch", "38/KH-UBND", "2026-01-13", "UBND tỉnh")) == [None]


def test_later_mentions_take_what_earlier_ones_say(words: Vocabulary) -> None:
    first = cited("Kế hoạch", "38/KH-UBND", "2026-01-13", "UBND tỉnh")
    again = cited("Kế hoạch", "38/KH-UBND")
    assert ids(words, LAI_CHAU, first, again)[1] == "vn/ke-hoach/lai-chau/2026/38-kh-ubnd"
    other = cited("Kế hoạch", "38/KH-UBND", "2025-01-13", "UBND tỉnh")
    assert ids(words, LAI_CHAU, first, other, again)[2] is None
    assert ids(words, LAI_CHAU, first, other, cited("Kế hoạch", "38/KH-UBND", "2025-01-13"))[2] == (
        "vn/ke-hoach/lai-chau/2025/38-kh-ubnd"
    )


def test_a_law_by_name_is_the_one_with_that_name_and_a_number(words: Vocabulary) -> None:
    numbered = cited("Luật", "99/2030/QH16", "2030-06-23", subject="Đấu thầu")
    named = cited("Luật", None, subject="Đấu thầu")
    older = cited("Luật", None, "2013-11-26", subject="Đấu thầu")
    assert ids(words, LAI_CHAU, numbered, named) == ["vn/luat/99-2030-qh16", "vn/luat/99-2030-qh16"]
    assert ids(words, LAI_CHAU, numbered, named, older) == [
        "vn/luat/99-2030-qh16",
        "vn/luat/dau-thau",  # either may be meant
        "vn/luat/43-2013-qh13",
    ]


@pytest.mark.parametrize("law", vocabulary(Dictionaries()).law_numbers, ids=lambda law: law.number)
def test_laws_with_a_known_number(law: LawNumber, words: Vocabulary) -> None:
    by_name = cited(law.document_type, None, law.date, subject=law.name)
    assert ids(words, LAI_CHAU, by_name) == ids(words, LAI_CHAU, cited("Luật", law.number))


def examples() -> list[dict[str, str]]:
    with Dictionaries().path("law_numbers.tsv").open(encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", examples(), ids=lambda row: row["number"])
def test_examples_of_law_numbers(row: dict[str, str], words: Vocabulary) -> None:
    (mention,) = citations_in(row["example"], Surroundings(), words)
    assert mention.subject is not None
    subject = row["example"][slice(*mention.subject)]
    by_name = cited(mention.document_type, mention.number, mention.date, subject=subject, rule=mention.rule)
    assert ids(words, LAI_CHAU, by_name) == ids(words, LAI_CHAU, cited("Luật", row["number"]))


NUMBER = st.builds(
    "{}/{}KH-{}".format,
    st.integers(1, 9999),
    st.sampled_from(("", "2025/", "2026/")),
    st.sampled_from(("UBND", "SYT", "BYT", "TTg", "XYZ")),
)
FACTS = st.tuples(
    NUMBER,
    st.sampled_from((None, "2025-03-01", "2026-03-01")),
    st.sampled_from(("UBND tỉnh Lai Châu", "UBND tỉnh Sơn La", "UBND xã An Phú, tỉnh Lai Châu")),
)


@given(FACTS, FACTS)
def test_different_facts_have_different_ids(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    words = vocabulary(Dictionaries())
    first, second = (ids(words, LAI_CHAU, cited("Kế hoạch", *facts))[0] for facts in (one, other))
    if one[0] != other[0] and None not in (first, second):
        assert first != second


def test_scopes_of_the_dictionary_are_known(words: Vocabulary) -> None:
    assert {issuer.scope for issuer in words.issuers} == {"nation", "province", "named"}
    assert shipped_dictionaries().is_dir()
