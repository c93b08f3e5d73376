"""A record with something of everything, and the pipeline replaced by it where only the command line is tested."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from planparse.cli.app import app
from planparse.pagetext import Origin, PageStatus, VerdictKind
from planparse.records import (
    Assignment,
    Citation,
    Comparator,
    DeadlineKind,
    Diagnostic,
    Evidence,
    Header,
    PageRecord,
    Period,
    PlanRecord,
    Provenance,
    Role,
    Severity,
    Signatory,
    SourceRecord,
    TableCell,
    TableRecord,
    Target,
    VerdictRecord,
)


def base(id_: str, *, page: int = 1, confidence: float = 0.95) -> dict[str, Any]:
    place = Provenance(page=page, span=(10, 40), bbox=(56.7, 120.0, 400.1, 134.2))
    return {"id": id_, "provenance": place, "raw": "raw", "confidence": confidence, "rule": "rule", "page": page}


def a_page(number: int, status: PageStatus = PageStatus.READ, problem: str | None = None) -> PageRecord:
    verdict = VerdictRecord(kind=VerdictKind.GOOD)
    return PageRecord(
        number=number, origin=Origin.DIGITAL, verdict=verdict, status=status, problem=problem, text="Nội dung mật"
    )


def a_record(name: str = "ke-hoach.pdf") -> PlanRecord:
    return PlanRecord(
        source=SourceRecord(name=name, sha256="a" * 64, media_type="application/pdf", page_count=2),
        header=Header(
            parent_authority="UBND TỈNH SƠN HẢI",
            issuing_authority="SỞ NỘI VỤ",
            number="44/KH-SNV",
            document_type="Kế hoạch",
            document_type_code="KH",
            place="Sơn Hải",
            date="2026-02-13",
            title="Cải cách hành chính năm 2026",
            period=Period(from_=2026, to=2026),
            evidence={"title": Evidence(confidence=0.6)},
        ),
        citations=(
            Citation(
                document_type="Nghị định",
                number="63/2010/NĐ-CP",
                date="2010-06-08",
                issuer="Chính phủ",
                subject="về kiểm soát thủ tục hành chính",
                role=Role.LEGAL_BASIS,
                line=8,
                **base("c1"),
            ),
            Citation(document_type="Quyết định", number="12/QĐ-UBND", line=50, **base("c2", page=2)),
            Citation(document_type="Quyết định", number="12/QĐ-UBND", line=60, **base("c3", page=2)),
        ),
        targets=(
            Target(
                indicator="Tỷ lệ hồ sơ trực tuyến",
                comparator=Comparator.AT_LEAST,
                value=60,
                unit="%",
                deadline="năm 2026",
                line=20,
                **base("t1", confidence=0.5),
            ),
        ),
        assignments=(
            Assignment(
                group="I. Công tác chỉ đạo",
                number="1",
                task="Xây dựng kế hoạch",
                lead=("Văn phòng Sở",),
                coordinating=("Các phòng chuyên môn",),
                output="Kế hoạch",
                deadline="Trước 15/02",
                deadline_date="2026-02-15",
                deadline_kind=DeadlineKind.DATE,
                source="table",
                line=70,
                **base("a1", page=2),
            ),
        ),
        tables=(
            TableRecord(
                id="b1",
                pages=(2,),
                header=("TT", "Nội dung"),
                rows=(("1", "Xây dựng kế hoạch"),),
                cells=(TableCell(row=0, column=0, page=2, bbox=(1, 2, 3, 4)),),
            ),
        ),
        recipients=("UBND tỉnh (b/c)", "Lưu: VT"),
        signatory=Signatory(authority_line="KT. GIÁM ĐỐC", position="PHÓ GIÁM ĐỐC", name="Trần Văn Mẫu"),
        pages=(a_page(1), a_page(2)),
        diagnostics=(Diagnostic(code="date-doubtful", severity=Severity.WARNING, message="Look at the date.", page=1),),
    )


@pytest.fixture
def record() -> PlanRecord:
    return a_record()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Any]:
    """Run the program in this process, in an empty folder, without settings of the user."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return lambda *arguments, **options: CliRunner().invoke(app, [str(a) for a in arguments], **options)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., PlanRecord]], None]:
    """Put a function of (source, options) in the place of the pipeline."""

    def install(reader: Callable[..., PlanRecord]) -> None:
        monkeypatch.setattr(
            "planparse.pipeline.extract_source", lambda source, options, progress=None: reader(source, options)
        )

    return install


@pytest.fixture
def on_a_terminal() -> Callable[..., str]:
    """Run the program as a person sees it: stdout and stderr on one pseudo-terminal."""

    def run(arguments: list[str], folder: Path, code: int = 0) -> str:
        import pty

        try:
            master, slave = pty.openpty()
        except OSError:
            pytest.skip("this system has no pseudo-terminals")
        program = [sys.executable, "-c", "from planparse.cli import main; main()", *arguments]
        process = subprocess.Popen(program, stdin=slave, stdout=slave, stderr=slave, cwd=folder)
        os.close(slave)
        seen = b""
        while True:
            try:
                part = os.read(master, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            seen += part
        os.close(master)
        assert process.wait(60) == code
        return seen.decode("utf-8")

    return run
