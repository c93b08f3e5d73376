"""Citations in sentences such as plans contain, with every field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from planparse.citations.provisions import put_right

Cite = Callable[..., list[Any]]

UNITS = "UBND tỉnh Sơn Hải"

# text, then of every mention: type, number, date, issuer, subject
IN_THE_WILD = {
    "date_issuer_subject": (
        "Căn cứ Quyết định số 415/QĐ-UBND ngày 02/4/2025 của UBND tỉnh Sơn Hải phê duyệt kết quả chấm điểm năm 2024;",
        [("Quyết định", "415/QĐ-UBND", "2025-04-02", UNITS, "phê duyệt kết quả chấm điểm năm 2024")],
    ),
    "only_fraction_slashes": (
        "Căn cứ Quyết định số 415⁄QĐ-UBND của UBND tỉnh Sơn Hải;",
        [("Quyết định", "415/QĐ-UBND", None, UNITS, None)],
    ),
    "list_inside_subject_holds_semicolon": (
        "Căn cứ Quyết định số 415/QĐ-UBND ngày 02/4/2025 của UBND tỉnh công bố Chỉ số của các sở, ban, ngành; UBND các "
        "huyện năm 2024; Kế hoạch số 7/KH-SNV ngày 5/1/2025 của Sở Nội vụ.",
        [
            (
                "Quyết định",
                "415/QĐ-UBND",
                "2025-04-02",
                "UBND tỉnh",
                "công bố Chỉ số của các sở, ban, ngành; UBND các huyện năm 2024",
            ),
            ("Kế hoạch", "7/KH-SNV", "2025-01-05", "Sở Nội vụ", None),
        ],
    ),
    "subject_in_capitals_behind_issuer": (
        "Thực hiện Kế hoạch số 20/KH-UBND ngày 12/5/2025 của UBND tỉnh Cải thiện và nâng cao Chỉ số hài lòng năm 2025.",
        [
            (
                "Kế hoạch",
                "20/KH-UBND",
                "2025-05-12",
                "UBND tỉnh",
                "Cải thiện và nâng cao Chỉ số hài lòng năm 2025",
            )
        ],
    ),
    "issuer_behind_subject": (
        "các nhiệm vụ của Kế hoạch số 211/KH-SYT ngày 24/12/2024 về cải cách hành chính năm 2025 của Sở.",
        [("Kế hoạch", "211/KH-SYT", "2024-12-24", "Sở", "về cải cách hành chính năm 2025")],
    ),
    "issuers_before": (
        "theo chỉ đạo của Chính phủ, Thủ tướng Chính phủ tại Nghị quyết số 66/NQ-CP ngày 26/3/2025, Quyết định số "
        "1588/QĐ-TTg ngày 17/12/2024.., và các văn bản khác",
        [
            ("Nghị quyết", "66/NQ-CP", "2025-03-26", "Chính phủ", None),
            ("Quyết định", "1588/QĐ-TTg", "2024-12-17", "Thủ tướng Chính phủ", None),
        ],
    ),
    "body_issues_document": (
        "Ban Thường vụ Tỉnh ủy ban hành Kế hoạch số 12-KH/TU ngày 01/02/2024",
        [("Kế hoạch", "12-KH/TU", "2024-02-01", "Ban Thường vụ Tỉnh ủy", None)],
    ),
    "rules_of_a_school": (
        "Căn cứ Quy định về đánh giá của Trường Đại học Sơn Hải ban hành kèm theo Quyết định số 214/QĐ-ĐSH ngày 12 "
        "tháng 01 năm 2026;",
        [("Quyết định", "214/QĐ-ĐSH", "2026-01-12", "Trường Đại học Sơn Hải", None)],
    ),
    "shared_subject": (
        "Căn cứ Nghị quyết số 14-NQ/TU ngày 18/3/2022 của Ban Chấp hành Đảng bộ tỉnh và Quyết định số 68/QĐ-UBND ngày "
        "11/6/2021 của UBND tỉnh về đẩy mạnh chuyển đổi số giai đoạn 2021-2025, định hướng đến năm 2030.",
        [
            (
                "Nghị quyết",
                "14-NQ/TU",
                "2022-03-18",
                "Ban Chấp hành Đảng bộ tỉnh",
                "về đẩy mạnh chuyển đổi số giai đoạn 2021-2025, định hướng đến năm 2030",
            ),
            (
                "Quyết định",
                "68/QĐ-UBND",
                "2021-06-11",
                "UBND tỉnh",
                "về đẩy mạnh chuyển đổi số giai đoạn 2021-2025, định hướng đến năm 2030",
            ),
        ],
    ),
    "list_under_one_type_and_issuer": (
        "các Nghị định số 63/2010/NĐ-CP ngày 08/6/2010, số 48/2013/NĐ-CP ngày 14/5/2013 và số 92/2017/NĐ-CP ngày "
        "07/8/2017 của Chính phủ;",
        [
            ("Nghị định", "63/2010/NĐ-CP", "2010-06-08", "Chính phủ", None),
            ("Nghị định", "48/2013/NĐ-CP", "2013-05-14", "Chính phủ", None),
            ("Nghị định", "92/2017/NĐ-CP", "2017-08-07", "Chính phủ", None),
        ],
    ),
    "issuer_between_type_and_list": (
        "các Nghị định của Chính phủ: số 63/2010/NĐ-CP ngày 08/6/2010 về kiểm soát thủ tục; số 92/2017/NĐ-CP ngày "
        "07/8/2017 về sửa đổi thủ tục;",
        [
            ("Nghị định", "63/2010/NĐ-CP", "2010-06-08", "Chính phủ", "về kiểm soát thủ tục"),
            ("Nghị định", "92/2017/NĐ-CP", "2017-08-07", "Chính phủ", "về sửa đổi thủ tục"),
        ],
    ),
    "letters_without_type": (
        "tại các văn bản: số 2316/UBND-KTTH ngày 11 tháng 9 năm 2024 và số 2388/UBND-KTTH ngày 19 tháng 9 năm 2024",
        [
            ("Văn bản", "2316/UBND-KTTH", "2024-09-11", None, None),
            ("Văn bản", "2388/UBND-KTTH", "2024-09-19", None, None),
        ],
    ),
    "letter_by_shape": (
        "theo số 412/SYT-NVY ngày 12/3/2024",
        [("Công văn", "412/SYT-NVY", "2024-03-12", None, None)],
    ),
    "issuer_before_number": (
        "Công văn của Sở Y tế số 412/SYT-NVY ngày 12/3/2024 về việc báo cáo quý",
        [("Công văn", "412/SYT-NVY", "2024-03-12", "Sở Y tế", "về việc báo cáo quý")],
    ),
    "issuer_without_of": (
        "Căn cứ Công văn số 130/SYT-NVY ngày 21 tháng 02 năm 2012 Sở Y tế về việc đăng ký đề tài;",
        [("Công văn", "130/SYT-NVY", "2012-02-21", "Sở Y tế", "về việc đăng ký đề tài")],
    ),
    "joint_issuers": (
        "Thông tư liên tịch số 05/2011/TTLT-BGDĐT-BTC ngày 3/2/2011 của Bộ Giáo dục và Đào tạo - Bộ Tài chính hướng "
        "dẫn hỗ trợ ăn trưa.",
        [
            (
                "Thông tư liên tịch",
                "05/2011/TTLT-BGDĐT-BTC",
                "2011-02-03",
                "Bộ Giáo dục và Đào tạo - Bộ Tài chính",
                "hướng dẫn hỗ trợ ăn trưa",
            )
        ],
    ),
    "clause_of_the_plan_follows": (
        "Thực hiện Quyết định số 19/QĐ-UBND ngày 30/01/2026 của UBND tỉnh Sơn Hải về ban hành Kế hoạch kiểm soát, thực "
        "hiện cơ chế một cửa năm 2026, Thanh tra tỉnh xây dựng kế hoạch như sau:",
        [
            (
                "Quyết định",
                "19/QĐ-UBND",
                "2026-01-30",
                UNITS,
                "về ban hành Kế hoạch kiểm soát, thực hiện cơ chế một cửa năm 2026",
            )
        ],
    ),
    "law_with_number": (
        "Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15;",
        [("Luật", "64/2025/QH15", None, None, "Ban hành văn bản quy phạm pháp luật")],
    ),
    "amending_law_with_number": (
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Quy hoạch, Luật Đầu tư và Luật Đấu thầu số 57/2024/QH15;",
        [
            (
                "Luật",
                "57/2024/QH15",
                None,
                None,
                "sửa đổi, bổ sung một số điều của Luật Quy hoạch, Luật Đầu tư và Luật Đấu thầu",
            )
        ],
    ),
    "laws_by_name": (
        "Căn cứ Luật Đấu thầu ngày 26/11/2013; Bộ luật Lao động năm 2019; Hiến pháp năm 2013; Luật Ngân sách nhà nước;",
        [
            ("Luật", None, "2013-11-26", None, "Đấu thầu"),
            ("Bộ luật", None, None, None, "Lao động"),
            ("Hiến pháp", None, None, None, None),
            ("Luật", None, None, None, "Ngân sách nhà nước"),
        ],
    ),
    "law_inside_a_title_is_no_mention": (
        "Nghị định số 55/2025/NĐ-CP ngày 2/3/2025 của Chính phủ quy định chi tiết một số điều của Luật Đầu tư công.",
        [
            (
                "Nghị định",
                "55/2025/NĐ-CP",
                "2025-03-02",
                "Chính phủ",
                "quy định chi tiết một số điều của Luật Đầu tư công",
            )
        ],
    ),
    "standards": (
        "theo tiêu chuẩn quốc gia TCVN ISO 9001-2015 và QCVN 01-1:2018/BYT",
        [("TCVN", "ISO 9001-2015", None, None, None), ("QCVN", "01-1:2018/BYT", None, None, None)],
    ),
    "month_only": (
        "Công văn số 12/SNV-CCHC tháng 5 năm 2020 của Sở Nội vụ",
        [("Công văn", "12/SNV-CCHC", "2020-05", "Sở Nội vụ", None)],
    ),
    "type_by_code": ("(số 45/TTr-SNV)", [("Tờ trình", "45/TTr-SNV", None, None, None)]),
}


@pytest.mark.parametrize("case", IN_THE_WILD)
def test_in_the_wild(case: str, cite: Cite) -> None:
    text, expected = IN_THE_WILD[case]
    found = [(c.document_type, c.number, c.date, c.issuer, c.subject) for c in cite(text)]
    assert found == expected


NEGATIVE = [
    "Quyết định này có hiệu lực từ ngày 13/7/2023.",
    "Nghị định trên và Kế hoạch nêu trên còn hiệu lực.",
    "chấp hành pháp luật; văn bản quy phạm pháp luật; Luật sư; Luật này; dự thảo Luật Đất đai; Hội Luật gia",
    "trực 24/7, 1/3 số hộ, 95/100 thủ tục, 10/10 xã, 02 bác sĩ/trạm",
    "Điện thoại: 0213.3795.888; giá 1.250.000 đồng/người",
    "Đề án 06 của Chính phủ",
    "Trường Đại học Luật Sơn Hải",
    "đạt từ 25%-35%, giai đoạn 2021-2025",
]


@pytest.mark.parametrize("text", NEGATIVE)
def test_negative(text: str, cite: Cite) -> None:
    assert cite(text) == []


@pytest.mark.parametrize(
    ("text", "provision"),
    [
        ("quy định tại Điều 9 Nghị định số 137/2024/NĐ-CP", "Điều 9"),
        ("theo điểm a khoản 2 Điều 9 của Nghị định số 137/2024/NĐ-CP", "điểm a khoản 2 Điều 9"),
        ("các khoản 1, 2 và 3 Điều 5 Luật Giá", "khoản 1, 2 và 3 Điều 5"),
        ("khoản 3 Điều 4, khoản 3 Điều 5 Nghị định số 137/2024/NĐ-CP", "khoản 3 Điều 4, khoản 3 Điều 5"),
        ("theo Phụ lục I của Công văn số 263/SYT-VP", None),
        ("Mục II Nghị quyết số 14-NQ/TU", None),
        (
            "khoản 2 Điều 2 và khoản 1, khoản 2, khoản 3, khoản 4, khoản 5, khoản 8, khoản 9 và khoản 11 Điều 3 "
            "Quyết định số 12/QĐ-TTg",
            "khoản 2 Điều 2 và khoản 1, khoản 2, khoản 3, khoản 4, khoản 5, khoản 8, khoản 9 và khoản 11 Điều 3",
        ),
    ],
)
def test_provisions(text: str, provision: str | None, cite: Cite) -> None:
    assert [c.provision for c in cite(text)] == [provision]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("khoản 1 Điều I1", "khoản 1 Điều 11"),
        ("điểm a khoản 2 Điều I6", "điểm a khoản 2 Điều 16"),
        ("Điều I16", "Điều 116"),
        ("Điều 8, I1, 13", "Điều 8, 11, 13"),
        ("Điều 8, II, 13", "Điều 8, 11, 13"),
        ("điểm a khoản 1 Điều 2I", "điểm a khoản 1 Điều 21"),
        ("điểm d, điểm d, điểm g khoản I", "điểm d, điểm đ, điểm g khoản 1"),
        ("điểm c, d và d khoản 2 Điều 5", "điểm c, d và đ khoản 2 Điều 5"),
        ("điểm a1 khoản 2 Điều 16", "điểm a1 khoản 2 Điều 16"),
        ("Mục II, Điều 1", "Mục II, Điều 1"),
        ("Mục I1 Điều I2", "Mục I1 Điều 12"),
        ("điểm I1 khoản 2", "điểm I1 khoản 2"),
    ],
)
def test_provisions_that_were_misread(read: str, meant: str, cite: Cite) -> None:
    (cited,) = cite(f"quy định tại {read} Nghị định số 137/2024/NĐ-CP")
    assert put_right(cited.provision or "") == meant


@pytest.mark.parametrize(
    "damaged",
    [
        "Quyết định  số 415 / QĐ - UBND ngày 02/ 4/2025 của UBND tỉnh",
        "quyết định so 415/QD-UBND ngày 02/4/2025 của UBND tỉnh",
        "Quyet dinh s6 415/QĐ -UBND ngày 02.4.2025 của UBND tỉnh",
        "Quyết định số: 415/QĐ-UBND1 ngày 02-4-2025 của UBND tỉnh",
    ],
)
def test_damaged(damaged: str, cite: Cite) -> None:
    (found,) = cite(damaged)
    assert (found.document_type, found.number, found.date, found.issuer) == (
        "Quyết định",
        "415/QĐ-UBND",
        "2025-04-02",
        "UBND tỉnh",
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Căn cứ Luật Vận tải thủy ven bờ và hải đảo ngày 12/5/2024;", ["Vận tải thủy ven bờ và hải đảo"]),
        ("Luật Nuôi ong, trồng hoa năm 2019 và Luật Giá", ["Nuôi ong, trồng hoa", "Giá"]),
        ("theo Luật Trồng rừng ven biển của Quốc hội", ["Trồng rừng ven biển"]),
        ("triển khai Luật Trồng rừng đến từng xã", ["Trồng rừng"]),
        ("các Luật: Đất đai, Nhà ở và Giá", ["Đất đai", "Nhà ở", "Giá"]),
        ("các Luật Đất đai, Nhà ở, Giá có hiệu lực", ["Đất đai", "Nhà ở", "Giá"]),
        ("Luật Đất đai, Nhà ở xã hội", ["Đất đai"]),
    ],
)
def test_laws_by_name(text: str, names: list[str], cite: Cite) -> None:
    assert [c.subject for c in cite(text)] == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nghị quyết số 12/NQ-HĐND ngày 5/3/2024 của HĐND tỉnh Sơn Hải khóa XVII, kỳ họp thứ 14 về dự toán;",
            [("12/NQ-HĐND", "HĐND tỉnh Sơn Hải khóa XVII", "về dự toán")],
        ),
        (
            "Kết luận số 1-KL/TW ngày 15/8/2021 của Bộ Chính trị khóa XIII về tiếp tục học tập;",
            [("1-KL/TW", "Bộ Chính trị khóa XIII", "về tiếp tục học tập")],
        ),
        (
            "Nghị quyết số 21-NQ/TW ngày 25/10/2017 của Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XII "
            "về dân số;",
            [("21-NQ/TW", "Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XII", "về dân số")],
        ),
        (
            "Nghị quyết số 14/NQ-CP ngày 23/7/2025 của Chính phủ về tạo lập dữ liệu (Nghị quyết 14/NQ-CP); đảm bảo",
            [("14/NQ-CP", "Chính phủ", "về tạo lập dữ liệu"), ("14/NQ-CP", None, None)],
        ),
        (
            "Kế hoạch “Triển khai Nghị quyết số 14/NQ-CP ngày 23/7/2025 của Chính phủ về tạo lập dữ liệu”, cụ thể",
            [("14/NQ-CP", "Chính phủ", "về tạo lập dữ liệu")],
        ),
        (
            "Nghị định số 1/2015/NĐ-CP ngày 2/3/2015 của Chính phủ và Nghị định số 2/2018/NĐ-CP của Chính phủ "
            "sửa đổi, bổ sung một số điều của Nghị định số 1/2015/NĐ-CP",
            [
                ("1/2015/NĐ-CP", "Chính phủ", None),
                (
                    "2/2018/NĐ-CP",
                    "Chính phủ",
                    "sửa đổi, bổ sung một số điều của Nghị định số 1/2015/NĐ-CP",
                ),
                ("1/2015/NĐ-CP", None, None),
            ],
        ),
        (
            "Công văn số 37/BGDĐT-VP ngày 1Š tháng 5 năm 2026 của Bộ Giáo dục và Đào tạo về việc khảo sát;",
            [("37/BGDĐT-VP", "Bộ Giáo dục và Đào tạo", "về việc khảo sát")],
        ),
        (
            "Kế hoạch số 1-KH/BCĐ của Ban Chỉ đạo về phát triển cảng, bến phà tỉnh ban hành Chương trình công tác;",
            [("1-KH/BCĐ", "Ban Chỉ đạo về phát triển cảng, bến phà tỉnh", "ban hành Chương trình công tác")],
        ),
        (
            "Quyết định số 2/QĐ-UBND của Ban Chỉ đạo phòng, chống lụt bão tỉnh về việc ban hành Quy chế;",
            [("2/QĐ-UBND", "Ban Chỉ đạo phòng, chống lụt bão tỉnh", "về việc ban hành Quy chế")],
        ),
        (
            "Quyết định số 2/QĐ-UBND ngày 1/2/2023 của UBND tỉnh Sơn Hải (nay là tỉnh Vĩnh Phú) về thực hiện Đề án;",
            [("2/QĐ-UBND", "UBND tỉnh Sơn Hải", "về thực hiện Đề án")],
        ),
        (
            "Quyết định số 2/QĐ-UBND của UBND tỉnh, phê duyệt Đề án bến phà; các Quyết định số 3/QĐ-UBND",
            [("2/QĐ-UBND", "UBND tỉnh", "phê duyệt Đề án bến phà"), ("3/QĐ-UBND", None, None)],
        ),
        (
            "Quyết định số 2/QĐ-UBND của UBND tỉnh phê duyệt Đề án bến phà, trên cơ sở đề xuất của các xã,",
            [("2/QĐ-UBND", "UBND tỉnh", "phê duyệt Đề án bến phà")],
        ),
        (
            "Nghị định số 12/2025/NĐ-CP ngày 29/9/2025 của Chính phủ xác định các bến phà còn khó khăn;",
            [("12/2025/NĐ-CP", "Chính phủ", "xác định các bến phà còn khó khăn")],
        ),
        ("khoản 2 Điều 2 Nghị định số 12/2025/NĐ-CP quy định từ ngày 01/7/2025", [("12/2025/NĐ-CP", None, None)]),
        ("Thông tư số 12/2025/TT-BTC của Bộ Tài chính quy định: mức thu", [("12/2025/TT-BTC", "Bộ Tài chính", None)]),
        (
            "Công văn số 12/SYT-VP ngày 1/8/2025 của Sở Y tế về việc thực hiện Nghị định số 1/2015/NĐ-CP của Chính phủ "
            "và Quyết định số 2/QĐ-BYT của Bộ Y tế; Công văn số 13/SYT-VP",
            [
                (
                    "12/SYT-VP",
                    "Sở Y tế",
                    "về việc thực hiện Nghị định số 1/2015/NĐ-CP của Chính phủ và Quyết định số 2/QĐ-BYT của Bộ Y tế",
                ),
                ("1/2015/NĐ-CP", "Chính phủ", None),
                ("2/QĐ-BYT", "Bộ Y tế", None),
                ("13/SYT-VP", None, None),
            ],
        ),
        (
            "Quyết định số 12/QĐ-BYT của Bộ Y tế về việc công bố thủ tục hành chính được sửa đổi, bổ sung trong "
            "lĩnh vực Dược được sửa đổi bởi Quyết định số 13/QĐ-BYT",
            [
                (
                    "12/QĐ-BYT",
                    "Bộ Y tế",
                    "về việc công bố thủ tục hành chính được sửa đổi, bổ sung trong lĩnh vực Dược",
                ),
                ("13/QĐ-BYT", None, None),
            ],
        ),
        (
            "Thông tư số 12/2025/TT-BYT của Bộ Y tế quy định việc phân cấp và quy định về mẫu sổ và quy định hiện hành",
            [("12/2025/TT-BYT", "Bộ Y tế", "quy định việc phân cấp và quy định về mẫu sổ")],
        ),
        (
            "theo Điều 7 Nghị định số 12/2025/NĐ-CP của cơ quan, tổ chức và Nghị quyết số 5/NQ-HĐND của của HĐND tỉnh",
            [("12/2025/NĐ-CP", None, None), ("5/NQ-HĐND", "HĐND tỉnh", None)],
        ),
        (
            "tại Tờ trình số 242/TTr-SNV_ ngày 02/4/2025 của Sở Nội vụ",
            [("242/TTr-SNV", "Sở Nội vụ", None)],
        ),
        (
            "Theo khoản 1 Điều 12 Nghị định số 12/2025/NĐ-CP Ủy ban nhân dân thành phố quyết định mức chi",
            [("12/2025/NĐ-CP", None, None)],
        ),
        (
            "Nghị định số 12/2025/NĐ-CP về bảo vệ dữ liệu (hiệu lực từ ngày 01/7/2025) yêu cầu có sự đồng ý",
            [("12/2025/NĐ-CP", None, "về bảo vệ dữ liệu")],
        ),
    ],
)
def test_where_issuer_and_subject_end(text: str, expected: list[tuple[str | None, ...]], cite: Cite) -> None:
    assert [(c.number, c.issuer, c.subject) for c in cite(text)] == expected


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Ngày 30/6/2025, Chính phủ ban hành Nghị định số 12/2025/NĐ-CP về lệ phí", "2025-06-30"),
        ("Ngày 28 tháng 10 năm 2025, Sở Y tế đã có Công văn số 12/SYT-VP gửi các trạm", "2025-10-28"),
        ("Ngày 30/6/2025, Chính phủ tại Nghị quyết số 12/NQ-CP", None),
        ("Từ ngày 30/6/2025 các trạm báo cáo. Chính phủ ban hành Nghị định số 12/2025/NĐ-CP", None),
    ],
)
def test_the_day_before_who_issued_it(text: str, date: str | None, cite: Cite) -> None:
    (found,) = cite(text)
    assert found.issuer is not None
    assert found.date == date


def test_a_day_that_was_misread_leaves_the_month(cite: Cite) -> None:
    assert [c.date for c in cite("Công văn số 37/BGDĐT-VP ngày 1Š tháng 5 năm 2026 của Bộ Y tế")] == ["2026-05"]


def test_strokes_set_apart_in_a_month(cite: Cite) -> None:
    assert [c.date for c in cite("Tờ trình số 13/TTr-SYT ngày 15/1 1/2025 của Sở Y tế")] == ["2025-11-15"]
    assert [c.date for c in cite("Tờ trình số 13/TTr-SYT ngày 15/1 2 năm 2025 của Sở Y tế")] == [None]


def test_an_unknown_law_name_ends_with_its_last_capital(cite: Cite) -> None:
    (law,) = cite("Triển khai Luật Vận tải Đường dài xuyên suốt toàn tỉnh từ năm nay")
    assert law.subject == "Vận tải Đường dài"


@pytest.mark.parametrize(
    ("text", "number", "date"),
    [
        ("Kế hoạch số       /KH-UBND ngày    /01/2026 của UBND tỉnh", "⟦?⟧/KH-UBND", "2026-01"),
        ("Quyết định số .../QĐ-UBND ngày ... tháng 3 năm 2026", "⟦?⟧/QĐ-UBND", "2026-03"),
        ("(Kèm theo Kế hoạch số    /KH-SYT)", "⟦?⟧/KH-SYT", None),
    ],
)
def test_drafts(text: str, number: str, date: str | None, cite: Cite) -> None:
    assert [(c.number, c.date) for c in cite(text)] == [(number, date)]


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Quyết định số .../QĐ-UBND ngày ... tháng ... năm ... của Ủy ban nhân dân tỉnh",
        "Quyết định số …./QĐ-.... ngày....",
    ],
)
def test_blanks_of_forms_are_no_citations(text: str, cite: Cite) -> None:
    assert cite(text) == []


@pytest.mark.parametrize("behind", ["thi hành một số điều của Luật Nhà ở", "một số điều của Luật Nhà ở", "chi tiết"])
def test_a_subject_may_guide_too(behind: str, cite: Cite) -> None:
    text = f"Căn cứ Nghị định số 95/2024/NĐ-CP ngày 24/7/2024 của Chính phủ quy định chi tiết và hướng dẫn {behind};"
    found = cite(text, preamble=True)
    assert [mention.subject for mention in found] == [f"quy định chi tiết và hướng dẫn {behind}"]


def test_a_subject_ends_before_the_guidance_of_another(cite: Cite) -> None:
    text = "Theo Quyết định số 12/QĐ-BYT ngày 05/3/2024 của Bộ Y tế về tiêm chủng và hướng dẫn của Sở Y tế,"
    assert cite(text, preamble=False)[0].subject == "về tiêm chủng"


def test_long_lists_of_provisions(cite: Cite) -> None:
    provision = "; ".join(f"khoản {i} Điều {i + 10}" for i in range(1, 17))
    assert cite(f"Căn cứ {provision} Luật Đấu thầu;", preamble=True)[0].provision == provision
