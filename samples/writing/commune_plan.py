"""A commune's plan for the summer holidays: labelled lines, "Giao ..." sentences, a party document, a joint circular.

All bodies, places and people are invented.
"""

from __future__ import annotations

from writing.model import Cite, Due, Duty, Goal, Heading, Letterhead, Paragraph, Plan, Row, Signature, Table

PREAMBLE = (
    Paragraph(
        "Căn cứ Chỉ thị số 20-CT/TW ngày 05 tháng 11 năm 2012 của Bộ Chính trị về tăng cường sự lãnh đạo của Đảng đối "
        "với công tác chăm sóc, giáo dục và bảo vệ trẻ em trong tình hình mới;",
        cites=(
            Cite(
                at="Chỉ thị số 20-CT/TW",
                document_type="Chỉ thị",
                number="20-CT/TW",
                date="2012-11-05",
                issuer="Bộ Chính trị",
                subject="về tăng cường sự lãnh đạo của Đảng đối với công tác chăm sóc, giáo dục và bảo vệ trẻ em "
                "trong tình hình mới",
                role="legal_basis",
            ),
        ),
    ),
    Paragraph(
        "Căn cứ các Nghị định của Chính phủ: số 56/2017/NĐ-CP ngày 09 tháng 5 năm 2017, số 130/2021/NĐ-CP ngày 30 "
        "tháng 12 năm 2021;",
        cites=(
            Cite(
                at="số 56/2017/NĐ-CP",
                document_type="Nghị định",
                number="56/2017/NĐ-CP",
                date="2017-05-09",
                issuer="Chính phủ",
                role="legal_basis",
            ),
            Cite(
                at="số 130/2021/NĐ-CP",
                document_type="Nghị định",
                number="130/2021/NĐ-CP",
                date="2021-12-30",
                issuer="Chính phủ",
                role="legal_basis",
            ),
        ),
    ),
    Paragraph(
        "Căn cứ Thông tư liên tịch số 13/2016/TTLT-BYT-BGDĐT ngày 12 tháng 5 năm 2016 của Bộ Y tế và Bộ Giáo dục và "
        "Đào tạo quy định về công tác y tế trường học;",
        cites=(
            Cite(
                at="Thông tư liên tịch số",
                document_type="Thông tư liên tịch",
                number="13/2016/TTLT-BYT-BGDĐT",
                date="2016-05-12",
                issuer="Bộ Y tế và Bộ Giáo dục và Đào tạo",
                subject="quy định về công tác y tế trường học",
                role="legal_basis",
            ),
        ),
    ),
    Paragraph(
        "Thực hiện Nghị quyết số 09-NQ/ĐU ngày 06/3/2026 của Ban Chấp hành Đảng bộ xã về xây dựng môi trường sống an "
        "toàn cho trẻ em; Kế hoạch số 112/KH-UBND ngày 27/4/2026 của Ủy ban nhân dân tỉnh Sơn Hải về hoạt động hè năm "
        "2026,",
        cites=(
            Cite(
                at="Nghị quyết số 09-NQ/ĐU",
                document_type="Nghị quyết",
                number="09-NQ/ĐU",
                date="2026-03-06",
                issuer="Ban Chấp hành Đảng bộ xã",
                subject="về xây dựng môi trường sống an toàn cho trẻ em",
                role="implements",
            ),
            Cite(
                at="Kế hoạch số 112/KH-UBND",
                document_type="Kế hoạch",
                number="112/KH-UBND",
                date="2026-04-27",
                issuer="Ủy ban nhân dân tỉnh Sơn Hải",
                subject="về hoạt động hè năm 2026",
                role="implements",
            ),
        ),
    ),
    Paragraph(
        "Ủy ban nhân dân xã Khe Sim ban hành Kế hoạch tổ chức hoạt động hè và phòng, chống đuối nước cho trẻ em năm "
        "2026 như sau:"
    ),
)

AIMS = (
    Heading("I. MỤC TIÊU"),
    Paragraph(
        "- 100% thôn có điểm vui chơi cho trẻ em, có người trông coi trong giờ mở cửa.",
        goals=(
            Goal(
                at="100% thôn",
                indicator="thôn có điểm vui chơi cho trẻ em, có người trông coi trong giờ mở cửa",
                comparator="=",
                value=100,
                unit="%",
            ),
        ),
    ),
    Paragraph(
        "- Trên 80% trẻ em từ 6 đến dưới 16 tuổi tham gia sinh hoạt hè tại thôn.",
        goals=(
            Goal(
                at="Trên 80%",
                indicator="trẻ em từ 6 đến dưới 16 tuổi tham gia sinh hoạt hè tại thôn",
                comparator=">",
                value=80,
                unit="%",
            ),
        ),
    ),
    Paragraph(
        "- Giảm 50% số vụ tai nạn thương tích ở trẻ em so với hè năm 2025; tỷ lệ trẻ em biết bơi đạt tối thiểu 45% "
        "vào cuối năm 2026.",
        goals=(
            Goal(
                at="Giảm 50%",
                indicator="số vụ tai nạn thương tích ở trẻ em",
                comparator="reduce_by",
                value=50,
                unit="%",
                baseline="so với hè năm 2025",
            ),
            Goal(
                at="tỷ lệ trẻ em biết bơi",
                indicator="tỷ lệ trẻ em biết bơi",
                comparator=">=",
                value=45,
                unit="%",
                deadline="vào cuối năm 2026",
            ),
        ),
    ),
)


def task(title: str, words: str, lead: str, coordinating: tuple[str, ...], due: Due) -> tuple[Heading | Paragraph, ...]:
    """A task with labelled lines: who leads, who helps, when."""
    name = title.split(". ", 1)[1]
    return (
        Heading(title),
        Paragraph(f"- {words}"),
        Paragraph(
            f"- Đơn vị chủ trì: {lead}.",
            duties=(Duty(task=name, lead=(lead,), coordinating=coordinating, due=due),),
        ),
        Paragraph(f"- Đơn vị phối hợp: {'; '.join(coordinating)}."),
        Paragraph(f"- Thời gian thực hiện: {due.text}."),
    )


WORK = (
    Heading("II. NỘI DUNG"),
    *task(
        "1. Khảo sát, cắm biển cảnh báo",
        "Đi từng thôn lập sơ đồ ao, hồ, đập, giếng bỏ hoang; rào chắn và cắm biển ở nơi nước sâu.",
        "Công an xã",
        ("Ban Chỉ huy Quân sự xã", "Trưởng các thôn"),
        Due("Trước ngày 05/6/2026", "date", "2026-06-05"),
    ),
    *task(
        "2. Mở lớp dạy bơi",
        "Dùng bể bơi di động của nhà trường; mỗi lớp không nhận quá đông, có nhân viên y tế trực.",
        "Trường Trung học cơ sở Khe Sim",
        ("Đoàn Thanh niên xã", "Trạm Y tế xã"),
        Due("Từ ngày 08/6/2026 đến ngày 31/7/2026", "date", "2026-07-31"),
    ),
    *task(
        "3. Truyền thông đến gia đình",
        "Phát thông điệp “Không để trẻ một mình bên nước” trên loa thôn và nhóm mạng xã hội của thôn.",
        "Trung tâm Cung ứng dịch vụ công xã",
        ("Hội Liên hiệp Phụ nữ xã",),
        Due("Hằng tuần", "recurring"),
    ),
    *task(
        "4. Trao sách và đồ bơi",
        "Vận động tổ chức, cá nhân tặng sách, áo phao cho trẻ em hộ nghèo, hộ cận nghèo.",
        "Phòng Văn hóa - Xã hội",
        ("Hội Khuyến học xã",),
        Due("Tháng 6 năm 2026", "period"),
    ),
    *task(
        "5. Bàn giao học sinh về thôn",
        "Lập danh sách học sinh theo từng thôn, bàn giao có biên bản ký nhận.",
        "Trường Trung học cơ sở Khe Sim",
        ("Trưởng các thôn",),
        Due("Ngay sau lễ bế giảng năm học", "event"),
    ),
)

PLACES = (
    Heading("III. ĐỊA BÀN CẦN CHÚ Ý"),
    Paragraph("Số liệu do Công an xã tổng hợp đến hết tháng 4 năm 2026:"),
    Table(
        header=("STT", "Thôn", "Số trẻ em", "Nơi nguy hiểm"),
        roles=("number", "other", "other", "other"),
        widths=(0.1, 0.25, 0.2, 0.45),
        rows=(
            Row(("1", "Khe Sim Thượng", "146", "Đập Cây Sung; bến đò cũ")),
            Row(("2", "Khe Sim Hạ", "203", "Hồ khai thác cát")),
            Row(("3", "Đồng Mây", "98", "Kênh N2, đoạn qua cầu máng")),
        ),
    ),
)

ORGANISATION = (
    Heading("IV. TỔ CHỨC THỰC HIỆN"),
    Paragraph(
        "1. Giao Phòng Văn hóa - Xã hội chủ trì, phối hợp với Đoàn Thanh niên xã hướng dẫn các thôn thực hiện Kế hoạch "
        "này; tổng hợp kết quả, báo cáo Ủy ban nhân dân xã trước ngày 15 tháng 9 năm 2026.",
        duties=(
            Duty(
                task="Giao Phòng Văn hóa - Xã hội chủ trì, phối hợp với Đoàn Thanh niên xã hướng dẫn các thôn thực "
                "hiện Kế hoạch này; tổng hợp kết quả, báo cáo Ủy ban nhân dân xã trước ngày 15 tháng 9 năm 2026",
                lead=("Phòng Văn hóa - Xã hội",),
                coordinating=("Đoàn Thanh niên xã",),
                due=Due("trước ngày 15 tháng 9 năm 2026", "date", "2026-09-15"),
                group="IV. TỔ CHỨC THỰC HIỆN",
            ),
        ),
    ),
    Paragraph(
        "2. Giao Công an xã và Ban Chỉ huy Quân sự xã cử người tuần tra ven hồ, đập vào giờ tan học; hằng tuần báo cáo "
        "Chủ tịch Ủy ban nhân dân xã.",
        duties=(
            Duty(
                task="Giao Công an xã và Ban Chỉ huy Quân sự xã cử người tuần tra ven hồ, đập vào giờ tan học; hằng "
                "tuần báo cáo Chủ tịch Ủy ban nhân dân xã",
                lead=("Công an xã", "Ban Chỉ huy Quân sự xã"),
                due=Due("hằng tuần", "recurring"),
                group="IV. TỔ CHỨC THỰC HIỆN",
            ),
        ),
    ),
    Paragraph(
        "3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã vận động Nhân dân quản lý con em trong dịp nghỉ hè.",
        duties=(
            Duty(
                task="Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã vận động Nhân dân quản lý con em trong dịp nghỉ hè",
                lead=("Ủy ban Mặt trận Tổ quốc Việt Nam xã",),
                group="IV. TỔ CHỨC THỰC HIỆN",
            ),
        ),
    ),
    Paragraph(
        "4. Trưởng các thôn lập danh sách trẻ em chưa biết bơi, gửi về Phòng Văn hóa - Xã hội chậm nhất ngày "
        "02/6/2026.",
        duties=(
            Duty(
                task="Trưởng các thôn lập danh sách trẻ em chưa biết bơi, gửi về Phòng Văn hóa - Xã hội chậm nhất "
                "ngày 02/6/2026",
                lead=("Trưởng các thôn",),
                due=Due("chậm nhất ngày 02/6/2026", "date", "2026-06-02"),
                group="IV. TỔ CHỨC THỰC HIỆN",
            ),
        ),
    ),
    Paragraph(
        "Trên đây là Kế hoạch tổ chức hoạt động hè và phòng, chống đuối nước cho trẻ em năm 2026 của Ủy ban nhân dân "
        "xã Khe Sim./."
    ),
)

COMMUNE_PLAN = Plan(
    letterhead=Letterhead(
        parent=(),
        issuer=("ỦY BAN NHÂN DÂN", "XÃ KHE SIM"),
        number="46/KH-UBND",
        place="Khe Sim",
        day=18,
        month=5,
        year=2026,
    ),
    title=("Tổ chức hoạt động hè và phòng, chống đuối nước", "cho trẻ em năm 2026"),
    years=(2026, 2026),
    body=PREAMBLE + AIMS + WORK + PLACES + ORGANISATION,
    recipients=(
        "UBND tỉnh Sơn Hải (b/c)",
        "TT. Đảng ủy, HĐND xã",
        "Chủ tịch, các PCT UBND xã",
        "Các phòng, trường học thuộc xã",
        "Lưu: VT, VHXH",
    ),
    signature=Signature(
        authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"),
        position="PHÓ CHỦ TỊCH",
        name="Lò Văn Nhã",
        stamp=("UBND XÃ KHE SIM", "S.H"),
    ),
)
