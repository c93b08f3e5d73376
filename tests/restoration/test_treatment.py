from __future__ import annotations

import pytest

from planparse.restoration.treatment import Treatment, judge, letter_evidence

GARBLED = "Can ctr Nghi dinh s6 63/2010/ND-CP ngay 08/6/2010 cia Chinh phu vé kiém soat thu tuc hanh chinh"
STRIPPED = "Can cu Nghi dinh so 63/2010/ND-CP ngay 08/6/2010 cua Chinh phu ve kiem soat thu tuc hanh chinh"
GOOD = "Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ về kiểm soát thủ tục hành chính"
ENGLISH = "Pursuant to the Decree of the Government on the control of administrative procedures and reporting"


@pytest.mark.parametrize(
    ("text", "treatment"),
    [
        (GARBLED, Treatment.GARBLED),
        (STRIPPED, Treatment.STRIPPED),
        (GOOD, Treatment.KEEP),
        (GOOD.upper(), Treatment.KEEP),
        (ENGLISH, Treatment.KEEP),
        (f"{GOOD}\n{ENGLISH}", Treatment.KEEP),
        ("Ke hoach nam 2026", Treatment.KEEP),
        ("1 2 3 4 5 6 7 8 9 10 11 12", Treatment.KEEP),
        ("", Treatment.KEEP),
    ],
)
def test_judged_by_letters(text: str, treatment: Treatment) -> None:
    assert judge(text) is treatment


def test_evidence_counts_words() -> None:
    evidence = letter_evidence(GOOD)
    assert evidence.marked > 0.4
    assert letter_evidence(STRIPPED).foreign == 0.0
