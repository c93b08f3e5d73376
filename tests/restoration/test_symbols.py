from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.knowledge import Dictionaries
from planparse.restoration.edits import replay
from planparse.restoration.symbols import CODE_PARTS, SymbolGrammar, read_symbols

GRAMMAR = SymbolGrammar.load(Dictionaries())


def repaired(text: str) -> str:
    return replay(text, read_symbols(text, GRAMMAR).edits)


IN_THE_WILD = [
    ("63/2010/ND-CP", "63/2010/NĐ-CP"),
    ("Quyet dinh s6 766/QP-TTg", "Quyet dinh s6 766/QĐ-TTg"),
    ("12/ND- CP ngay", "12/NĐ-CP ngay"),
    ("S6:204 IKH-SYT Son Hai", "Số:204 /KH-SYT Son Hai"),
    ("S6: 31/KH-UBND", "Số: 31/KH-UBND"),
    ("86: 31/KH-UBND", "Số: 31/KH-UBND"),
    ("s6 45/2021/NQ-HDND", "s6 45/2021/NQ-HĐND"),
    ("12/2015/TTLT-BLDTBXH-BTC", "12/2015/TTLT-BLĐTBXH-BTC"),
    ("Chuong trinh 33-CTrlTU", "Chuong trinh 33-CTr/TU"),
    ("hanh dong s6 10-CTi/TU", "hanh dong s6 10-CTr/TU"),
    ("Can ci’ Nghi quyét s6 76/NO-CP", "Can ci’ Nghi quyét s6 76/NQ-CP"),
    ("Can ctr Nghi dinh s6 63/2010/NO-CP", "Can ctr Nghi dinh s6 63/2010/NĐ-CP"),
    ("theo ND-CP nay", "theo NĐ-CP nay"),
    ("I11. NHIEM VU", "III. NHIEM VU"),
    ("Il. MUC TIEU", "II. MUC TIEU"),
    ("Phong GD&DT huyen", "Phong GD&ĐT huyen"),
    ("130/2005/ND-QP", "130/2005/NĐ-CP"),
    ("63/2010/NĐ-GP", "63/2010/NĐ-CP"),
    ("truc tuyen dat = 80% vao", "truc tuyen dat ≥ 80% vao"),
    ("C6 => 30% so xa", "C6 ≥ 30% so xa"),
    ("hai long: =95%", "hai long: ≥95%"),
    ("tu vong <= 12,5%", "tu vong ≤ 12,5%"),
    ("Den het nam 2030: Co =\n\n60% so xa", "Den het nam 2030: Co ≥\n\n60% so xa"),
    ("s6 2179/QD-TT¢g ngay", "s6 2179/QĐ-TTg ngay"),
    ("s6 63/2002/QD-TTg¢g ngay", "s6 63/2002/QĐ-TTg ngay"),
    ("s6 14/2012/QD-TTzg ngay", "s6 14/2012/QĐ-TTg ngay"),
    ("va 222/CD-TT¢ ngay", "va 222/CĐ-TTg ngay"),
    ("Chi thi s6 27/CT-TTe ngay", "Chi thi s6 27/CT-TTg ngay"),
    ("sé 471/TT:-UBND ngay", "sé 471/TTr-UBND ngay"),
    ("sé 206/NQ-HPND ngay", "sé 206/NQ-HĐND ngay"),
    ("VP: DDBBQH&HDPND, UBND TP", "VP: ĐĐBQH&HĐND, UBND TP"),
    ("VPHDPND tinh", "VPHĐND tinh"),
    ("7683/VPCP-QHDP ngay", "7683/VPCP-QHĐP ngay"),
]
NEGATIVE = [
    "11. Cac don vi",
    "1.1. Cong tac",
    "2/thuc hien",
    "30/6/2025",
    "CT - XH",
    "85/2024/QH15",
    "15-CTr/TU",
    "Quyét dinh s6 769/TTg ngay",
    "Trung tam CB-TH tinh",
    "608/KH-UBND",
    "S& Y te",
    "le 1. Muc",
    "CO S& DU",
    "56: 12/15",
    "lap moi tram 5G: 35 tram",
    "Bang 56: 12",
    "30 + 70 = 100%",
    "x 1,5 = 45%",
    "N = 12/15",
    "dat > 80%",
    "12/KH-QP",
    "63/2010/NĐ-QPX",
    "63/1985/NĐ-HĐBT",
    "(QCVN\n\n85:2025/BNNMT)",
    "12/KH-TTr",
    "dao tao GDPT moi",
    "a =\n\n\n30%",
]


@pytest.mark.parametrize(("read", "printed"), IN_THE_WILD)
def test_repaired_by_grammar(read: str, printed: str) -> None:
    assert repaired(read) == printed


@pytest.mark.parametrize("text", NEGATIVE)
def test_left_alone(text: str) -> None:
    assert repaired(text) == text


@dataclass(frozen=True)
class Example:
    part: str
    example: str
    restored: str


@pytest.mark.parametrize("row", Dictionaries().rows(CODE_PARTS, Example), ids=lambda row: row.part)
def test_examples_of_the_dictionary(row: Example) -> None:
    assert GRAMMAR.repair_issuer(row.example) == row.restored


def test_repairs_are_locked_and_explained() -> None:
    text = "S6: 12/QD-UBND"
    findings = read_symbols(text, GRAMMAR)
    assert [(e.before, e.after, e.why) for e in findings.edits] == [
        ("S6", "Số", "number-label"),
        ("12/QD-UBND", "12/QĐ-UBND", "document-symbol"),
    ]
    assert findings.locked == ((0, 2), (4, 14))


@given(st.text(alphabet="0123456789/-IlSĐDQNKHP. \n:6&", max_size=60))
def test_any_text_replays(text: str) -> None:
    findings = read_symbols(text, GRAMMAR)
    replay(text, findings.edits)
    assert all(a[1] <= b[0] for a, b in zip(findings.locked, findings.locked[1:], strict=False))
