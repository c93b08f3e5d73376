"""A provincial health department's plan on patients' satisfaction and procedures. All bodies are invented."""

from __future__ import annotations

from writing.model import (
    AppendixTitle,
    Cite,
    Due,
    Duty,
    Goal,
    Heading,
    Letterhead,
    Paragraph,
    Plan,
    Row,
    Signature,
    Table,
)

CONTINUOUS = Due("Thường xuyên", "continuous")
ALL_UNITS = ("Các phòng chuyên môn", "đơn vị trực thuộc Sở")

PREAMBLE = (
    Paragraph(
        "Căn cứ Luật Khám bệnh, chữa bệnh số 15/2023/QH15 ngày 09 tháng 01 năm 2023;",
        italic=True,
        cites=(
            Cite(
                at="Luật Khám bệnh, chữa bệnh",
                document_type="Luật",
                number="15/2023/QH15",
                date="2023-01-09",
                subject="Khám bệnh, chữa bệnh",
                role="legal_basis",
            ),
        ),
    ),
    Paragraph(
        "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về thực hiện cơ chế một cửa, một "
        "cửa liên thông trong giải quyết thủ tục hành chính, được sửa đổi, bổ sung bởi Nghị định số 107/2021/NĐ-CP "
        "ngày 06 tháng 12 năm 2021 của Chính phủ;",
        italic=True,
        cites=(
            Cite(
                at="Nghị định số 61/2018/NĐ-CP",
                document_type="Nghị định",
                number="61/2018/NĐ-CP",
                date="2018-04-23",
                issuer="Chính phủ",
                subject="về thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính",
                role="legal_basis",
            ),
            Cite(
                at="Nghị định số 107/2021/NĐ-CP",
                document_type="Nghị định",
                number="107/2021/NĐ-CP",
                date="2021-12-06",
                issuer="Chính phủ",
                role="amended_by",
            ),
        ),
    ),
    Paragraph(
        "Căn cứ Quyết định số 1820/QĐ-UBND ngày 28 tháng 11 năm 2025 của Ủy ban nhân dân tỉnh Sơn Hải ban hành "
        "Chương trình nâng hạng chỉ số cải cách hành chính của tỉnh giai đoạn 2026 - 2030;",
        italic=True,
        cites=(
            Cite(
                at="Quyết định số 1820/QĐ-UBND",
                document_type="Quyết định",
                number="1820/QĐ-UBND",
                date="2025-11-28",
                issuer="Ủy ban nhân dân tỉnh Sơn Hải",
                subject="ban hành Chương trình nâng hạng chỉ số cải cách hành chính của tỉnh giai đoạn 2026 - 2030",
                role="legal_basis",
            ),
        ),
    ),
    Paragraph(
        "Thực hiện Kế hoạch số 305/KH-UBND ngày 18/12/2025 của Ủy ban nhân dân tỉnh về kiểm soát thủ tục hành chính "
        "năm 2026; Công văn số 94/SNV-CCHC ngày 09/01/2026 của Sở Nội vụ về việc đăng ký mô hình mới trong cải cách "
        "hành chính,",
        italic=True,
        cites=(
            Cite(
                at="Kế hoạch số 305/KH-UBND",
                document_type="Kế hoạch",
                number="305/KH-UBND",
                date="2025-12-18",
                issuer="Ủy ban nhân dân tỉnh",
                subject="về kiểm soát thủ tục hành chính năm 2026",
                role="implements",
            ),
            Cite(
                at="Công văn số 94/SNV-CCHC",
                document_type="Công văn",
                number="94/SNV-CCHC",
                date="2026-01-09",
                issuer="Sở Nội vụ",
                subject="về việc đăng ký mô hình mới trong cải cách hành chính",
                role="implements",
            ),
        ),
    ),
    Paragraph(
        "Sở Y tế ban hành Kế hoạch nâng cao chất lượng phục vụ người bệnh và cải cách thủ tục hành chính năm 2026, "
        "cụ thể như sau:"
    ),
)

PURPOSE = (
    Heading("I. MỤC ĐÍCH, YÊU CẦU"),
    Heading("1. Mục đích"),
    Paragraph(
        "- Lấy người bệnh và người làm thủ tục làm trung tâm; khắc phục tình trạng năm 2025 toàn ngành còn 8,6% hồ sơ "
        "trả kết quả trễ hẹn, 12 lượt phản ánh về thái độ phục vụ tại khoa khám bệnh."
    ),
    Paragraph(
        "- Gắn trách nhiệm của người đứng đầu từng phòng, từng đơn vị với kết quả chấm điểm cải cách hành chính hằng "
        "năm của Sở."
    ),
    Heading("2. Yêu cầu"),
    Paragraph(
        "- Mỗi nhiệm vụ có một đơn vị chịu trách nhiệm chính, có sản phẩm cụ thể và mốc thời gian hoàn thành; không "
        "đặt ra loại giấy tờ mới cho người bệnh."
    ),
    Paragraph(
        "- Số liệu báo cáo phải lấy từ phần mềm quản lý, không lập bảng biểu riêng để báo cáo cho đẹp thành tích."
    ),
)

TARGETS = (
    Heading("II. CHỈ TIÊU"),
    Heading("1. Giải quyết thủ tục hành chính"),
    Paragraph(
        "- 100% thủ tục hành chính thuộc thẩm quyền của Sở được niêm yết đầy đủ tại bộ phận một cửa.",
        goals=(
            Goal(
                at="100% thủ tục hành chính thuộc",
                indicator="thủ tục hành chính thuộc thẩm quyền của Sở được niêm yết đầy đủ tại bộ phận một cửa",
                comparator="=",
                value=100,
                unit="%",
            ),
        ),
    ),
    Paragraph(
        "- Tỷ lệ hồ sơ nộp trực tuyến đạt từ 85% trở lên; tỷ lệ hồ sơ trả kết quả trước hẹn đạt tối thiểu 40%.",
        goals=(
            Goal(
                at="Tỷ lệ hồ sơ nộp trực tuyến",
                indicator="Tỷ lệ hồ sơ nộp trực tuyến",
                comparator=">=",
                value=85,
                unit="%",
            ),
            Goal(
                at="tỷ lệ hồ sơ trả kết quả trước hẹn",
                indicator="tỷ lệ hồ sơ trả kết quả trước hẹn",
                comparator=">=",
                value=40,
                unit="%",
            ),
        ),
    ),
    Paragraph(
        "- Tỷ lệ hồ sơ phải trả lại để bổ sung không quá 3%.",
        goals=(
            Goal(
                at="Tỷ lệ hồ sơ phải trả lại",
                indicator="Tỷ lệ hồ sơ phải trả lại để bổ sung",
                comparator="<=",
                value=3,
                unit="%",
            ),
        ),
    ),
    Paragraph(
        "- Cắt giảm 20% thời gian chờ khám, 15% chi phí in sao giấy tờ so với năm 2025.",
        goals=(
            Goal(
                at="Cắt giảm 20%",
                indicator="thời gian chờ khám",
                comparator="reduce_by",
                value=20,
                unit="%",
                baseline="so với năm 2025",
            ),
            Goal(
                at="15% chi phí",
                indicator="chi phí in sao giấy tờ",
                comparator="reduce_by",
                value=15,
                unit="%",
                baseline="so với năm 2025",
            ),
        ),
    ),
    Heading("2. Phục vụ người bệnh"),
    Paragraph(
        "- Mức độ hài lòng của người bệnh nội trú đạt trên 92%; mức độ hài lòng của người bệnh ngoại trú đạt trên 88%.",
        goals=(
            Goal(
                at="Mức độ hài lòng của người bệnh nội trú",
                indicator="Mức độ hài lòng của người bệnh nội trú",
                comparator=">",
                value=92,
                unit="%",
            ),
            Goal(
                at="mức độ hài lòng của người bệnh ngoại trú",
                indicator="mức độ hài lòng của người bệnh ngoại trú",
                comparator=">",
                value=88,
                unit="%",
            ),
        ),
    ),
    Paragraph(
        "- Phấn đấu đến hết năm 2026, có từ 25% đến 35% bác sĩ trạm y tế được luân phiên về bệnh viện tuyến tỉnh để "
        "cập nhật chuyên môn.",
        goals=(
            Goal(
                at="từ 25% đến 35%",
                indicator="bác sĩ trạm y tế được luân phiên về bệnh viện tuyến tỉnh",
                comparator="range",
                value=25,
                value_max=35,
                unit="%",
                deadline="đến hết năm 2026",
            ),
        ),
    ),
    Paragraph(
        "- Số giường bệnh thực kê của Bệnh viện Đa khoa tỉnh tăng 60 giường so với năm 2025; tỷ lệ người bệnh phải "
        "nằm ghép dưới 2%.",
        goals=(
            Goal(
                at="Số giường bệnh thực kê",
                indicator="Số giường bệnh thực kê của Bệnh viện Đa khoa tỉnh",
                comparator="increase_by",
                value=60,
                unit="giường",
                baseline="so với năm 2025",
            ),
            Goal(
                at="tỷ lệ người bệnh phải",
                indicator="tỷ lệ người bệnh phải nằm ghép",
                comparator="<",
                value=2,
                unit="%",
            ),
        ),
    ),
    Paragraph(
        "- Chỉ số hài lòng của người dân đạt ít nhất 88 điểm; thứ hạng tăng 02 bậc so với năm 2025.",
        goals=(
            Goal(
                at="Chỉ số hài lòng của người dân",
                indicator="Chỉ số hài lòng của người dân",
                comparator=">=",
                value=88,
                unit="điểm",
            ),
            Goal(
                at="thứ hạng tăng",
                indicator="thứ hạng",
                comparator="increase_by",
                value=2,
                unit="bậc",
                baseline="so với năm 2025",
            ),
        ),
    ),
)


def responsibility(task: str, lead: str, coordinating: tuple[str, ...] = ALL_UNITS) -> tuple[Heading, ...]:
    """The block `b) Trách nhiệm thực hiện` under a task heading: one assignment, whose task is the heading's title."""
    lead_line = f"- Đơn vị chủ trì: {lead}."
    units = coordinating[0] + "".join(f", {unit}" for unit in coordinating[1:])
    return (
        Heading("b) Trách nhiệm thực hiện", italic=True, numbered_block=True),
        Paragraph(lead_line, duties=(Duty(task=task, lead=(lead,), coordinating=coordinating),)),
        Paragraph(f"- Đơn vị phối hợp: {units}."),
    )


TASKS = (
    Heading("III. NHIỆM VỤ, GIẢI PHÁP"),
    Heading("1. Công tác chỉ đạo, điều hành"),
    Heading("a) Nhiệm vụ", italic=True, numbered_block=True),
    Paragraph(
        "- Đưa kết quả cải cách hành chính vào tiêu chí xếp loại viên chức; tổ chức đối thoại giữa Giám đốc Sở với "
        "người bệnh tại từng bệnh viện theo lịch luân phiên."
    ),
    Paragraph(
        "- Hoàn thành 100% nhiệm vụ được giao trong Chương trình ban hành kèm theo Quyết định số 1820/QĐ-UBND.",
        cites=(Cite(at="Quyết định số 1820/QĐ-UBND", document_type="Quyết định", number="1820/QĐ-UBND"),),
        goals=(
            Goal(
                at="Hoàn thành 100%",
                indicator="Hoàn thành nhiệm vụ được giao trong Chương trình ban hành kèm theo Quyết định số "
                "1820/QĐ-UBND",
                comparator="=",
                value=100,
                unit="%",
            ),
        ),
    ),
    *responsibility("Công tác chỉ đạo, điều hành", "Văn phòng Sở"),
    Heading("2. Cải cách thủ tục hành chính"),
    Heading("a) Nhiệm vụ", italic=True, numbered_block=True),
    Paragraph(
        "- Rà soát thành phần hồ sơ cấp giấy phép hoạt động khám bệnh, chữa bệnh theo khoản 2 Điều 8 Nghị định số "
        "61/2018/NĐ-CP; kiến nghị bãi bỏ giấy tờ đã có trong cơ sở dữ liệu quốc gia về dân cư.",
        cites=(
            Cite(
                at="khoản 2 Điều 8",
                document_type="Nghị định",
                number="61/2018/NĐ-CP",
                provision="khoản 2 Điều 8",
            ),
        ),
    ),
    Paragraph(
        "- Xây dựng quy chế tiếp nhận phản ánh của người bệnh, thay thế Quyết định số 412/QĐ-SYT ngày 15/6/2019 của "
        "Giám đốc Sở Y tế.",
        cites=(
            Cite(
                at="Quyết định số 412/QĐ-SYT",
                document_type="Quyết định",
                number="412/QĐ-SYT",
                date="2019-06-15",
                issuer="Giám đốc Sở Y tế",
                role="replaces",
            ),
        ),
    ),
    *responsibility("Cải cách thủ tục hành chính", "Phòng Nghiệp vụ Y"),
    Heading("3. Cải cách tài chính công"),
    Heading("a) Nhiệm vụ", italic=True, numbered_block=True),
    Paragraph(
        "- Thực hiện nghiêm Luật Ngân sách nhà nước; giao quyền tự chủ cho bệnh viện theo Nghị định số 60/2021/NĐ-CP "
        "ngày 21/6/2021 của Chính phủ và Nghị định số 111/2025/NĐ-CP ngày 22/5/2025 của Chính phủ sửa đổi, bổ sung "
        "một số điều của Nghị định số 60/2021/NĐ-CP.",
        cites=(
            Cite(
                at="Luật Ngân sách nhà nước",
                document_type="Luật",
                number=None,
                subject="Ngân sách nhà nước",
            ),
            Cite(
                at="Nghị định số 60/2021/NĐ-CP ngày",
                document_type="Nghị định",
                number="60/2021/NĐ-CP",
                date="2021-06-21",
                issuer="Chính phủ",
            ),
            Cite(
                at="Nghị định số 111/2025/NĐ-CP",
                document_type="Nghị định",
                number="111/2025/NĐ-CP",
                date="2025-05-22",
                issuer="Chính phủ",
                subject="sửa đổi, bổ sung một số điều của Nghị định số 60/2021/NĐ-CP",
            ),
            Cite(
                at="Nghị định số 60/2021/NĐ-CP.",
                document_type="Nghị định",
                number="60/2021/NĐ-CP",
                role="amended",
            ),
        ),
    ),
    *responsibility("Cải cách tài chính công", "Phòng Kế hoạch - Tài chính", ("Các bệnh viện", "trung tâm y tế")),
)

ORGANISATION = (
    Heading("IV. TỔ CHỨC THỰC HIỆN"),
    Heading("1. Văn phòng Sở"),
    Paragraph(
        "- Là đầu mối theo dõi, đôn đốc việc thực hiện Kế hoạch này; hằng quý tổng hợp kết quả, trình Giám đốc Sở "
        "xem xét.",
        duties=(
            Duty(
                task="Là đầu mối theo dõi, đôn đốc việc thực hiện Kế hoạch này; hằng quý tổng hợp kết quả, trình Giám "
                "đốc Sở xem xét",
                lead=("Văn phòng Sở",),
                due=Due("hằng quý", "recurring"),
            ),
        ),
    ),
    Paragraph(
        "- Phối hợp với Sở Nội vụ khảo sát mức độ hài lòng của người dân, gửi báo cáo về Ủy ban nhân dân tỉnh trước "
        "ngày 10/12/2026.",
        duties=(
            Duty(
                task="Phối hợp với Sở Nội vụ khảo sát mức độ hài lòng của người dân, gửi báo cáo về Ủy ban nhân dân "
                "tỉnh trước ngày 10/12/2026",
                lead=("Văn phòng Sở",),
                coordinating=("Sở Nội vụ",),
                due=Due("trước ngày 10/12/2026", "date", "2026-12-10"),
            ),
        ),
    ),
    Heading("2. Phòng Nghiệp vụ Y và Phòng Kế hoạch - Tài chính"),
    Paragraph(
        "- Thẩm định quy trình khám bệnh rút gọn do các bệnh viện xây dựng; cân đối kinh phí mua sắm thiết bị xếp "
        "hàng tự động.",
        duties=(
            Duty(
                task="Thẩm định quy trình khám bệnh rút gọn do các bệnh viện xây dựng; cân đối kinh phí mua sắm thiết "
                "bị xếp hàng tự động",
                lead=("Phòng Nghiệp vụ Y", "Phòng Kế hoạch - Tài chính"),
            ),
        ),
    ),
    Heading("3. Các đơn vị trực thuộc Sở"),
    Paragraph(
        "- Xây dựng kế hoạch của đơn vị, gửi về Văn phòng Sở chậm nhất ngày 15/02/2026.",
        duties=(
            Duty(
                task="Xây dựng kế hoạch của đơn vị, gửi về Văn phòng Sở chậm nhất ngày 15/02/2026",
                lead=("Các đơn vị trực thuộc Sở",),
                due=Due("chậm nhất ngày 15/02/2026", "date", "2026-02-15"),
            ),
        ),
    ),
    Paragraph(
        "- Bố trí nhân viên hướng dẫn người bệnh tại cổng vào và khoa khám bệnh; công khai số điện thoại đường dây "
        "nóng.",
        duties=(
            Duty(
                task="Bố trí nhân viên hướng dẫn người bệnh tại cổng vào và khoa khám bệnh; công khai số điện thoại "
                "đường dây nóng",
                lead=("Các đơn vị trực thuộc Sở",),
            ),
        ),
    ),
    Paragraph(
        "Trên đây là Kế hoạch nâng cao chất lượng phục vụ người bệnh và cải cách thủ tục hành chính năm 2026 của Sở "
        "Y tế tỉnh Sơn Hải./."
    ),
)

APPENDIX = (
    AppendixTitle(
        bold=("PHỤ LỤC", "PHÂN CÔNG NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2026"),
        italic=("(Kèm theo Kế hoạch số 217/KH-SYT ngày 20 tháng 01 năm 2026 của Sở Y tế)",),
        cites=(
            Cite(
                at="Kế hoạch số 217/KH-SYT",
                document_type="Kế hoạch",
                number="217/KH-SYT",
                date="2026-01-20",
                issuer="Sở Y tế",
                role="self",
            ),
        ),
    ),
    Table(
        header=("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời hạn"),
        roles=("number", "task", "lead", "coordinating", "output", "deadline"),
        widths=(0.07, 0.34, 0.15, 0.15, 0.15, 0.14),
        repeat_header=True,
        rows=(
            Row(("I", "Công tác chỉ đạo, điều hành"), group=True),
            Row(
                (
                    "1",
                    "Ban hành kế hoạch kiểm tra cải cách hành chính tại các đơn vị trực thuộc",
                    "Văn phòng Sở",
                    "Thanh tra Sở",
                    "Kế hoạch kiểm tra",
                    "Trước 15/02",
                ),
                due=Due("Trước 15/02", "date", "2026-02-15"),
            ),
            Row(
                (
                    "2",
                    "Kiểm tra đột xuất giờ giấc làm việc tại khoa khám bệnh của các bệnh viện",
                    "Văn phòng Sở",
                    "Thanh tra Sở; Công đoàn ngành",
                    "Biên bản kiểm tra",
                    "Hằng tháng",
                ),
                due=Due("Hằng tháng", "recurring"),
            ),
            Row(
                (
                    "3",
                    "Đăng tin, bài về cải cách hành chính trên trang thông tin điện tử của Sở, mỗi tháng ít nhất 04 "
                    "bài",
                    "Văn phòng Sở",
                    "Các phòng chuyên môn",
                    "Tin, bài",
                    "Thường xuyên",
                ),
                due=CONTINUOUS,
                goals=(
                    Goal(
                        at="mỗi tháng ít nhất",
                        indicator="Đăng tin, bài về cải cách hành chính trên trang thông tin điện tử của Sở",
                        comparator=">=",
                        value=4,
                        unit="bài",
                        deadline="mỗi tháng",
                    ),
                ),
            ),
            Row(
                (
                    "4",
                    "Công khai kết quả xếp hạng cải cách hành chính của các đơn vị",
                    "Phòng Tổ chức cán bộ",
                    "",
                    "Bảng xếp hạng",
                    "Hằng quý",
                ),
                due=Due("Hằng quý", "recurring"),
            ),
            Row(("II", "Rà soát, đơn giản hóa thủ tục hành chính"), group=True),
            Row(
                (
                    "1",
                    "Rà soát nhóm thủ tục cấp giấy phép hành nghề, đề xuất bỏ bản sao có chứng thực",
                    "Phòng Nghiệp vụ Y",
                    "Văn phòng Sở",
                    "Báo cáo rà soát",
                    "Quý II",
                ),
                due=Due("Quý II", "period"),
            ),
            Row(
                (
                    "2",
                    "Trình Ủy ban nhân dân tỉnh phê duyệt quy trình nội bộ, quy trình điện tử đối với thủ tục mới "
                    "công bố",
                    "Phòng Nghiệp vụ Y",
                    "Phòng Nghiệp vụ Dược",
                    "Tờ trình; dự thảo quyết định",
                    "Ngay sau khi Bộ Y tế công bố thủ tục",
                ),
                due=Due("Ngay sau khi Bộ Y tế công bố thủ tục", "event"),
            ),
            Row(
                (
                    "3",
                    "Trả lời phản ánh, kiến nghị của người bệnh gửi qua đường dây nóng",
                    "Các đơn vị trực thuộc Sở",
                    "Văn phòng Sở",
                    "Văn bản trả lời",
                    "Không quá 05 ngày làm việc",
                ),
                due=Due("Không quá 05 ngày làm việc", "duration"),
            ),
            Row(
                (
                    "4",
                    "Số hóa kết quả giải quyết thủ tục còn hiệu lực theo Thông tư số 01/2023/TT-VPCP ngày 05/4/2023 "
                    "của Văn phòng Chính phủ, ký số và lưu vào kho dữ liệu dùng chung của tỉnh; đối chiếu từng hồ sơ "
                    "giấy với bản điện tử trước khi hủy",
                    "Văn phòng Sở",
                    "Phòng Nghiệp vụ Y; Trung tâm Công nghệ thông tin tỉnh",
                    "Kho kết quả điện tử; biên bản đối chiếu của từng đợt, có chữ ký của đơn vị được kiểm tra",
                    "Từ ngày 01/3/2026 đến ngày 30/9/2026",
                ),
                due=Due("Từ ngày 01/3/2026 đến ngày 30/9/2026", "date", "2026-09-30"),
                cites=(
                    Cite(
                        at="Thông tư số 01/2023/TT-VPCP",
                        document_type="Thông tư",
                        number="01/2023/TT-VPCP",
                        date="2023-04-05",
                        issuer="Văn phòng Chính phủ",
                    ),
                ),
            ),
            Row(("III", "Nâng cao chất lượng phục vụ người bệnh"), group=True),
            Row(
                (
                    "1",
                    "Lắp đặt hệ thống lấy số và thanh toán không dùng tiền mặt tại khoa khám bệnh",
                    "Bệnh viện Đa khoa tỉnh",
                    "Phòng Kế hoạch - Tài chính",
                    "Hệ thống đưa vào sử dụng",
                    "30/6/2026",
                ),
                due=Due("30/6/2026", "date", "2026-06-30"),
            ),
            Row(
                (
                    "2",
                    "Khảo sát ý kiến người bệnh sau khi ra viện bằng tin nhắn",
                    "Các bệnh viện",
                    "Phòng Nghiệp vụ Y",
                    "Kết quả khảo sát",
                    "Năm 2026",
                ),
                due=Due("Năm 2026", "period"),
            ),
            Row(
                (
                    "3",
                    "Tập huấn kỹ năng giao tiếp cho nhân viên tiếp đón, bảo vệ",
                    "Phòng Tổ chức cán bộ",
                    "Trường Trung cấp Y tế Sơn Hải",
                    "",
                    "Trong tháng 5/2026",
                ),
                due=Due("Trong tháng 5/2026", "period"),
            ),
        ),
    ),
)

HEALTH_PLAN = Plan(
    letterhead=Letterhead(
        parent=("UBND TỈNH SƠN HẢI",),
        issuer=("SỞ Y TẾ",),
        number="217/KH-SYT",
        place="Sơn Hải",
        day=20,
        month=1,
        year=2026,
    ),
    title=("Nâng cao chất lượng phục vụ người bệnh", "và cải cách thủ tục hành chính năm 2026"),
    years=(2026, 2026),
    body=PREAMBLE + PURPOSE + TARGETS + TASKS + ORGANISATION,
    recipients=(
        "UBND tỉnh (b/c)",
        "Sở Nội vụ",
        "Lãnh đạo Sở",
        "Các phòng chuyên môn, đơn vị trực thuộc Sở",
        "Trang thông tin điện tử Sở",
        "Lưu: VT, VP",
    ),
    signature=Signature(
        authority=("KT. GIÁM ĐỐC",),
        position="PHÓ GIÁM ĐỐC",
        name="Đoàn Thế Khải",
        stamp=("UBND TỈNH SƠN HẢI", "SỞ Y TẾ"),
    ),
    appendices=APPENDIX,
)
