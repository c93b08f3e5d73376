"""Short words in capitals of an English OCR, `BO Tai chinh`: told from initials and from runs of capitals."""

from __future__ import annotations

import pytest

from planparse.knowledge import Dictionaries
from planparse.restoration.model import RestorationModel
from planparse.restoration.restore import restore_text
from planparse.restoration.treatment import Treatment

BEGIN = "Can ctr Nghi dinh s6 63/2010/ND-CP cua Chinh phu;\n"


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (
            "Giao BO Tai chinh chu tri, phéi hop v6i SO Néng nghiép",
            "Giao Bộ Tài chính chủ trì, phối hợp với Sở Nông nghiệp",
        ),
        ("THU truéng cac co quan, HOI déng nhan dan tinh", "Thủ trưởng các cơ quan, Hội đồng nhân dân tỉnh"),
        ("SO NOi vu phéi hop v6i cac co quan", "Sở Nội vụ phối hợp với các cơ quan"),
        ("CAC co quan, don vi thuc hién", "Các cơ quan, đơn vị thực hiện"),
        ("phéi hop v6i BO CHQS tinh thuc hién", "phối hợp với Bộ CHQS tỉnh thực hiện"),
        ("Cac SO, BAN, NGANH tinh thuc hién", "Các SỞ, BAN, NGÀNH tỉnh thực hiện"),
        ("thuc hién theo KE HOACH cua tinh", "thực hiện theo KẾ HOẠCH của tỉnh"),
    ],
)
def test_case(read: str, printed: str) -> None:
    (page,) = restore_text(BEGIN + read, RestorationModel.load(Dictionaries()), Treatment.GARBLED)
    assert page.text.split("\n")[1] == printed


def test_a_line_of_capitals_stays_one() -> None:
    (page,) = restore_text(
        f"UY BAN NHAN DAN TINH SON HAI\n{BEGIN}", RestorationModel.load(Dictionaries()), Treatment.GARBLED
    )
    assert page.text.split("\n")[0] == "ỦY BAN NHÂN DÂN TỈNH SƠN HẢI"
