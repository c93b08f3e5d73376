"""A sound plan as a record; tests break one thing in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planparse.diagnostics import cross_check
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Block, BlockKind, Outline, Zone
from planparse.layout.passages import Passage, passage_from_spans
from planparse.pagetext import Origin, PageStatus, PageText, VerdictKind
from planparse.records import (
    Citation,
    Diagnostic,
    Evidence,
    Header,
    PageRecord,
    Period,
    PlanRecord,
    Provenance,
    Role,
    Signatory,
    SourceRecord,
    VerdictRecord,
)
from planparse.restoration.edits import RestoredText

BODY = (
    "SỞ GIÁO DỤC VÀ ĐÀO TẠO SƠN HẢI\nKẾ HOẠCH\nCải cách hành chính năm 2026\nCăn cứ Nghị định số 63/2010/NĐ-CP ngày "
    "08 tháng 6 năm 2010 của Chính phủ về kiểm soát thủ tục hành chính.\nI. MỤC ĐÍCH\nNâng cao chất lượng phục vụ."
)
HEADER = Header(
    issuing_authority="SỞ GIÁO DỤC VÀ ĐÀO TẠO",
    number="12/KH-SGDĐT",
    document_type="Kế hoạch",
    document_type_code="KH",
    date="2026-02-13",
    title="Cải cách hành chính năm 2026",
    period=Period(from_=2026, to=2026),
    evidence={"number": Evidence(provenance=Provenance(page=1, span=(0, 5)))},
)


def page_record(number: int = 1, text: str = BODY, **values: object) -> PageRecord:
    verdict = VerdictRecord(kind=VerdictKind.GOOD)
    return PageRecord(
        **{"number": number, "origin": Origin.TEXT, "verdict": verdict, "status": PageStatus.READ, "text": text}
        | values
    )


def citation(number: str | None = "63/2010/NĐ-CP", **values: object) -> Citation:
    given = {"document_type": "Nghị định", "date": "2010-06-08", "issuer": "Chính phủ", "page": 1, "line": 4}
    place = {"provenance": Provenance(page=1, span=(90, 103)), "id": "c1", "role": Role.LEGAL_BASIS}
    return Citation(**given | place | {"number": number} | values)


def plan(**values: object) -> PlanRecord:
    source = SourceRecord(name="ke-hoach.txt", sha256="0" * 64, media_type="text/plain", page_count=1)
    sound = {"source": source, "header": HEADER, "citations": (citation(),), "pages": (page_record(),)}
    return PlanRecord(**{"signatory": Signatory(), **sound, **values})


def passage_of(text: str) -> Passage:
    return passage_from_spans([(RestoredText(PageText(1, text, (), Origin.TEXT)), 0, len(text))])


def outline_of(*headings: tuple[str, str, tuple[int, ...]]) -> Outline:
    """Headings given as (marker, title, ordinal)."""
    return Outline(
        tuple(
            Block(
                BlockKind.HEADING,
                Zone.BODY,
                passage_of(f"{marker} {title}"),
                marker=marker,
                level=1,
                style="roman",
                ordinal=ordinal,
            )
            for marker, title, ordinal in headings
        )
    )


Check = Callable[..., list[Diagnostic]]


@pytest.fixture(scope="session")
def check() -> Check:
    """The diagnostics of a plan."""

    def run(record: PlanRecord, outline: Outline | None = None) -> list[Diagnostic]:
        return list(cross_check(record, outline or Outline(()), Dictionaries()))

    return run


@pytest.fixture(scope="session")
def codes(check: Check) -> Callable[..., list[str]]:
    """The codes of the diagnostics of a plan."""

    def run(record: PlanRecord, outline: Outline | None = None) -> list[str]:
        return [diagnostic.code for diagnostic in check(record, outline)]

    return run
