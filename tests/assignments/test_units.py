"""Units: recognised by noun and grammar, lists cut where a new unit begins."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.assignments.clauses import subjects_of, unit_title, units_before_colon
from planparse.assignments.coordination import coordinating_units
from planparse.assignments.units import is_vague, split_units, unit_head
from planparse.assignments.vocabulary import Vocabulary, vocabulary
from planparse.knowledge import Dictionaries

WORDS = vocabulary(Dictionaries())


def dictionary_lines() -> list[dict[str, str]]:
    with Dictionaries().path("unit_nouns.tsv").open(encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", dictionary_lines(), ids=lambda row: row["wording"])
def test_examples_of_the_dictionary(row: dict[str, str]) -> None:
    if row["example"] != row["wording"]:
        starts = [0, *(i + 2 for i in range(len(row["example"])) if row["example"].startswith(", ", i))]
        assert any(unit_head(row["example"], start, WORDS) is not None for start in starts)
    if row["counter_example"]:
        head = unit_head(row["counter_example"], 0, WORDS)
        assert head is None or head.noun.wording != row["wording"]


LISTS = [
    ("Văn phòng Sở; các phòng, đơn vị", ["Văn phòng Sở", "các phòng, đơn vị"]),
    ("Phòng Nghiệp vụ Y và Phòng Pháp chế", ["Phòng Nghiệp vụ Y", "Phòng Pháp chế"]),
    ("Sở Giáo dục và Đào tạo", ["Sở Giáo dục và Đào tạo"]),
    ("Sở Tư pháp, Uỷ ban nhân dân các xã", ["Sở Tư pháp", "Uỷ ban nhân dân các xã"]),
    ("Sở Tư pháp, Ủy ban nhân dân các xã", ["Sở Tư pháp", "Ủy ban nhân dân các xã"]),
    ("Sở Văn hóa, Thể thao và Du lịch, Sở Nội vụ", ["Sở Văn hóa, Thể thao và Du lịch", "Sở Nội vụ"]),
    ("Phòng Kế hoạch - Tài chính", ["Phòng Kế hoạch - Tài chính"]),
    ("Các phòng chức năng, đơn vị thuộc Sở", ["Các phòng chức năng", "đơn vị thuộc Sở"]),
    ("Chánh Văn phòng, Trưởng các phòng nghiệp vụ", ["Chánh Văn phòng", "Trưởng các phòng nghiệp vụ"]),
    ("Thủ trưởng các sở, ban, ngành; UBND các xã, phường", ["Thủ trưởng các sở, ban, ngành", "UBND các xã, phường"]),
    ("Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh", ["Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh"]),
    (
        "Mặt trận Tổ quốc tỉnh và các tổ chức chính trị - xã hội",
        ["Mặt trận Tổ quốc tỉnh", "các tổ chức chính trị - xã hội"],
    ),
    (
        "Trung tâm CNTT; các tổ; giáo viên chủ nhiệm và cán bộ thư viện",
        ["Trung tâm CNTT", "các tổ", "giáo viên chủ nhiệm", "cán bộ thư viện"],
    ),
    (
        "Ban Quản lý các khu công nghiệp (Phòng Đầu tư, Văn phòng)",
        ["Ban Quản lý các khu công nghiệp (Phòng Đầu tư, Văn phòng)"],
    ),
    (
        "Ủy ban nhân dân thành phố Sơn Hải, thành phố Tân Bình và tỉnh Vĩnh Phú",
        ["Ủy ban nhân dân thành phố Sơn Hải, thành phố Tân Bình và tỉnh Vĩnh Phú"],
    ),
    ("Văn phòng đăng ký đất đai, Trạm Y tế", ["Văn phòng đăng ký đất đai", "Trạm Y tế"]),
    (
        "Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh, Sở Y tế",
        ["Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh", "Sở Y tế"],
    ),
    ("Sở Y tế trước ngày 15/6, Công an tỉnh", ["Sở Y tế", "Công an tỉnh"]),
]


@pytest.mark.parametrize(("text", "units"), LISTS)
def test_lists_are_cut_between_units_only(text: str, units: list[str]) -> None:
    assert list(split_units(text, WORDS)) == units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Các Sở: Nội vụ, Tư pháp", ["Sở Nội vụ", "Sở Tư pháp"]),
        (
            "các sở: Giáo dục và Đào tạo, Văn hóa, Thể thao và Du lịch và Tài chính; Công an tỉnh",
            ["Sở Giáo dục và Đào tạo", "Sở Văn hóa, Thể thao và Du lịch", "Sở Tài chính", "Công an tỉnh"],
        ),
        (
            "Các Phòng: Kế hoạch, Đào tạo và Công an xã Sơn Hải",
            ["Phòng Kế hoạch", "Phòng Đào tạo", "Công an xã Sơn Hải"],
        ),
        ("Các sở, ban, ngành", ["Các sở, ban, ngành"]),
        ("Bộ trưởng các Bộ: Quốc phòng, Công an", ["Bộ trưởng Bộ Quốc phòng", "Bộ trưởng Bộ Công an"]),
        ("Giám đốc các Sở: Nội vụ, Công an tỉnh", ["Giám đốc Sở Nội vụ", "Công an tỉnh"]),
    ],
)
def test_names_that_share_a_noun(text: str, units: list[str]) -> None:
    assert list(split_units(text, WORDS)) == units


def test_names_that_share_a_noun_in_titles_and_behind_a_verb() -> None:
    assert unit_title("3. Các Sở: Nội vụ, Tư pháp"[3:], WORDS) == ("Sở Nội vụ", "Sở Tư pháp")
    assert unit_title("Đề nghị: Hội Nông dân tỉnh, Liên minh Hợp tác xã tỉnh", WORDS) == (
        "Hội Nông dân tỉnh",
        "Liên minh Hợp tác xã tỉnh",
    )
    assert units_before_colon("Các Sở: Nội vụ, Tư pháp: Rà soát văn bản.", WORDS)[0] == ("Sở Nội vụ", "Sở Tư pháp")
    text = "Chủ trì, phối hợp với các Sở: Nội vụ, Tư pháp rà soát văn bản"
    assert coordinating_units(text, WORDS) == ("Sở Nội vụ", "Sở Tư pháp")


SUBJECTS = [
    ("Văn phòng Sở chủ trì, phối hợp với các đơn vị thực hiện.", ["Văn phòng Sở"]),
    ("Tổ kiểm tra báo cáo, đề xuất xử lý.", ["Tổ kiểm tra"]),
    ("Doanh nghiệp viễn thông bảo đảm đường truyền.", ["Doanh nghiệp viễn thông"]),
    ("Sở Xây dựng chủ trì thẩm định hồ sơ.", ["Sở Xây dựng"]),
    ("Văn phòng Sở triên khai tông hợp số liệu.", ["Văn phòng Sở"]),
    ("Đoàn kiểm tra, giám sát liên ngành lập biên bản.", ["Đoàn kiểm tra, giám sát liên ngành"]),
    ("Phòng Tổ chức cán bộ tham mưu kiện toàn bộ máy.", ["Phòng Tổ chức cán bộ"]),
    ("Giao Phòng Kế hoạch - Tài chính là đầu mối tổng hợp.", ["Phòng Kế hoạch - Tài chính"]),
    ("Các cơ quan được giao chủ trì nhiệm vụ có trách nhiệm báo cáo.", ["Các cơ quan được giao chủ trì nhiệm vụ"]),
    ("Trong quá trình trực nếu thiếu thuốc, các trạm báo cáo Phòng Nghiệp vụ Y.", ["các trạm"]),
    ("Sau mỗi quý, các trạm y tế đã diễn tập. Từ đó, Phòng Nghiệp vụ Y lập báo cáo.", ["Phòng Nghiệp vụ Y"]),
    ("Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành nghiêm túc thực hiện.", ["các sở, ban, ngành"]),
    ("Hội đồng Thi đua (gọi tắt là Hội đồng) họp và thẩm định hồ sơ.", ["Hội đồng Thi đua (gọi tắt là Hội đồng)"]),
    ("Các Sở: Nội vụ, Tài chính kịp thời cấp phát xuồng.", ["Sở Nội vụ", "Sở Tài chính"]),
    (
        "Chủ tịch Ủy ban nhân dân các xã: Sơn Hải, Tân Bình chủ động sơ tán người dân.",
        ["Chủ tịch Ủy ban nhân dân các xã: Sơn Hải, Tân Bình"],
    ),
    (
        "Chủ đầu tư các dự án đang thi công tháo gỡ khó khăn.",
        ["Chủ đầu tư các dự án đang thi công"],
    ),
    ("Sở Xây dựng đẩy nhanh tiến độ đóng xuồng.", ["Sở Xây dựng"]),
    ("Trên cơ sở đề nghị của các sở, cơ quan liên quan, Sở Tài chính bố trí kinh phí.", ["Sở Tài chính"]),
    ("Đối với các nhiệm vụ của năm 2025, các sở, ngành chủ động bố trí kinh phí.", ["các sở, ngành"]),
    ("Từ nguồn ngân sách tỉnh, Sở Tài chính bố trí kinh phí.", ["Sở Tài chính"]),
    ("Đoàn Kiểm tra, giám sát của tỉnh tổ chức kiểm tra.", ["Đoàn Kiểm tra, giám sát của tỉnh"]),
    ("Sở Y tế với vai trò là cơ quan thường trực chủ trì kiểm tra các bến phà.", ["Sở Y tế"]),
    ("Trên đây là Kế hoạch trực bão, yêu cầu các trạm y tế nghiêm túc thực hiện.", ["các trạm y tế"]),
]


@pytest.mark.parametrize(("sentence", "units"), SUBJECTS)
def test_subjects_of_duties(sentence: str, units: list[str]) -> None:
    assert [unit for subject in subjects_of(sentence, WORDS) for unit in subject.units] == units


@pytest.mark.parametrize(
    "sentence",
    [
        "Phòng, chống thiên tai được triển khai đồng bộ.",
        "Tổ chức hội nghị triển khai thực hiện.",
        "Ban hành kế hoạch và báo cáo.",
        "Báo cáo của các khoa phải được ký xác nhận.",
        "Hội nghị tổng kết tổ chức vào quý IV.",
        "Văn phòng Sở được kiểm tra theo kế hoạch.",
        "Học viên đăng nhập và nộp bài.",
        "Trường hợp phát sinh khó khăn thì báo cáo ngay.",
        "Bộ tiêu chí đánh giá được cập nhật.",
        "Xã khu vực I là xã có dưới ba tiêu chí.",
        "Các trạm y tế đã diễn tập ở các bến phà.",
        "Các trạm y tế không có trách nhiệm diễn tập ở các bến phà.",
        "Văn phòng Ủy ban nhân dân tỉnh thông báo để các sở, ngành biết, thực hiện.",
        "Cục Thuế trả lời để Thuế tỉnh Sơn Hải được biết.",
        "Sở Y tế trân trọng cảm ơn và rất mong Quý cơ quan phối hợp làm tốt công tác tuyên truyền.",
        "",
    ],
)
def test_sentences_whose_subject_is_no_unit(sentence: str) -> None:
    assert subjects_of(sentence, WORDS) == []


TITLES = [
    ("Văn phòng Sở", ["Văn phòng Sở"]),
    ("Đối với Ủy ban nhân dân các xã, phường:", ["Ủy ban nhân dân các xã, phường"]),
    ("Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh:", ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"]),
    ("Các trạm tham gia trực bão", ["Các trạm tham gia trực bão"]),
    ("Trách nhiệm của Sở Tài chính", ["Sở Tài chính"]),
    ("Sở Xây dựng:", ["Sở Xây dựng"]),
    ("Các đơn vị có tiếp nhận hồ sơ", ["Các đơn vị có tiếp nhận hồ sơ"]),
    ("Cải cách tổ chức bộ máy", []),
    ("Sở Tài chính chủ trì thẩm định dự toán", []),
    ("Hội nghị tập huấn", []),
    ("Phòng, chống tham nhũng", []),
    ("Tổ chức thực hiện", []),
    ("Các trạm y tế đã họp và thống nhất", []),
    ("Sở Y tế và Sở Nội vụ thực hiện các nhiệm vụ sau:", []),
    ("Các cơ quan, tổ chức khác có liên quan", ["Các cơ quan, tổ chức khác có liên quan"]),
]


@pytest.mark.parametrize(("title", "units"), TITLES)
def test_titles_that_are_units(title: str, units: list[str]) -> None:
    assert list(unit_title(title, WORDS)) == units


COORDINATION = [
    ("Phối hợp chính quyền địa phương, Mặt trận cơ sở giám sát", ["chính quyền địa phương", "Mặt trận cơ sở"]),
    ("Phối hợp với các viện nghiên cứu đào tạo nhân lực", ["các viện nghiên cứu"]),
    ("Khuyến khích sự tham gia của doanh nghiệp", []),
    ("Thực hiện với sự tham gia của các xã", ["các xã"]),
    ("Phối hợp với Văn phòng Sở thường xuyên kiểm kê kho", ["Văn phòng Sở"]),
    (
        "Chủ trì, phối hợp với Phòng Pháp chế và 04 khoa liên quan chuẩn bị phòng thi",
        ["Phòng Pháp chế", "04 khoa liên quan"],
    ),
    ("Ban Giám đốc phối hợp Đoàn Thanh niên lập danh sách", ["Đoàn Thanh niên"]),
    ("Phối hợp chặt chẽ với các sở, ngành, Công an tỉnh trong việc kiểm tra", ["các sở, ngành", "Công an tỉnh"]),
    ("Phối hợp cung cấp thông tin, hỗ trợ các khoa", []),
    ("Tăng cường phối hợp giữa các cấp", []),
    ("báo cáo, phối hợp với cơ quan chủ trì để tổng hợp", ["cơ quan chủ trì"]),
    (
        "Phối hợp với Tập đoàn Bưu chính Viễn thông Việt Nam, Sở Giao thông vận tải rà soát trạm phát sóng",
        ["Tập đoàn Bưu chính Viễn thông Việt Nam", "Sở Giao thông vận tải"],
    ),
    (
        "Phối hợp với Sở Y tế, Chi nhánh Văn phòng đăng ký đất đai đo vẽ",
        ["Sở Y tế", "Chi nhánh Văn phòng đăng ký đất đai"],
    ),
]


@pytest.mark.parametrize(("text", "units"), COORDINATION)
def test_coordinating_units(text: str, units: list[str]) -> None:
    assert list(coordinating_units(text, WORDS)) == units


def test_everybody_is_vague() -> None:
    assert is_vague(("các cơ quan, đơn vị",))
    assert is_vague(("các đơn vị liên quan",))
    assert not is_vague(("Trưởng các phòng, đơn vị thuộc Sở",))


@given(st.text(alphabet="Sở phòngcácvàBanchủtì,;:.()/-–1 ", max_size=80))
def test_cutting_a_list_loses_no_letter(text: str) -> None:
    separators = {"và", "cùng", "với", "hoặc"}
    letters = [w for w in "".join(c if c.isalnum() else " " for c in text).split() if w not in separators]
    pieces = " ".join(split_units(text, WORDS))
    kept = [w for w in "".join(c if c.isalnum() else " " for c in pieces).split() if w not in separators]
    assert kept == letters


@given(st.text(max_size=120))
def test_any_text_is_parsed(text: str) -> None:
    words: Vocabulary = WORDS
    for subject in subjects_of(text, words):
        assert subject.units
    unit_title(text, words)
    coordinating_units(text, words)


@pytest.mark.parametrize(
    ("sentence", "units"),
    [
        ("Sở Xây dựng có ý kiến về chuyên môn khi cơ quan thuế hỏi", ["Sở Xây dựng"]),
        ("Trung tâm Chuyển đổi số cấu hình thủ tục trên hệ thống", ["Trung tâm Chuyển đổi số"]),
        ("Cơ quan cấp giấy phép quyết định thu hồi", ["Cơ quan cấp giấy phép"]),
        ("Bộ trưởng Bộ Nội vụ chủ trì, phối hợp với Bộ trưởng Bộ Công an chịu trách nhiệm", ["Bộ trưởng Bộ Nội vụ"]),
        (
            "Thủ trưởng các đơn vị tổ chức triển khai nghiêm túc Quy chế này và chịu trách nhiệm về kết quả",
            ["Thủ trưởng các đơn vị"],
        ),
        (
            "Các cơ quan được giao nhiệm vụ tại Phụ lục kèm theo có trách nhiệm báo cáo",
            ["Các cơ quan được giao nhiệm vụ tại Phụ lục kèm theo"],
        ),
        ("Trường hợp có hai phường, xã trở lên thì giao Ủy ban nhân dân tỉnh quyết định", ["Ủy ban nhân dân tỉnh"]),
        (
            "Chánh Văn phòng Sở chỉ đạo Giám đốc Trung tâm Cứu hộ có trách nhiệm kiểm kê phao cứu sinh.",
            ["Chánh Văn phòng Sở"],
        ),
        ("Ban chỉ đạo các xã có trách nhiệm kiểm kê phao cứu sinh.", ["Ban chỉ đạo các xã"]),
    ],
)
def test_where_the_name_of_a_unit_ends(sentence: str, units: list[str]) -> None:
    (subject,) = subjects_of(sentence, WORDS)
    assert list(subject.units) == units


@pytest.mark.parametrize(
    "sentence",
    [
        "Các tỉnh, thành phố có đủ nguồn lực để thực hiện chính sách",
        "Cơ quan, đơn vị có hành vi vi phạm thì Hội đồng kỷ luật họp",
        "Quỹ đất ở theo quy định tại Điều này là quỹ đất đã có hạ tầng",
    ],
)
def test_a_clause_in_front_of_another_has_no_duty(sentence: str) -> None:
    assert subjects_of(sentence, WORDS) == []


def test_a_number_of_places_is_no_unit() -> None:
    text = "Trường hợp vùng nằm trên từ 02 tỉnh, thành phố trở lên, Chủ tịch Ủy ban nhân dân tỉnh quyết định việc này"
    assert [list(subject.units) for subject in subjects_of(text, WORDS)] == [["Chủ tịch Ủy ban nhân dân tỉnh"]]


def test_a_title_ends_before_its_responsibility() -> None:
    assert unit_title("Sở Y tế và các đơn vị nêu tại Điều 1 của Quyết định này, có trách nhiệm:", WORDS) == (
        "Sở Y tế",
        "các đơn vị nêu tại Điều 1 của Quyết định này",
    )
