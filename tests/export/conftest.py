"""Records with something of everything, written as planparse writes them, and ways to change them."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from planparse.cli.app import app

EVIDENCE = {
    "provenance": {"page": 1, "bbox": [56.7, 120.0, 400.1, 134.2], "span": [10, 40]},
    "raw": "nguyên văn",
    "confidence": 0.95,
    "rule": "rule",
}

Record = dict[str, Any]


def a_record(name: str = "ke-hoach.pdf") -> Record:
    """A record as JSON; another name is another file."""
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
    start = digest[:8]
    return {
        "schema_version": "1.0",
        "source": {"name": name, "sha256": digest, "media_type": "application/pdf", "page_count": 2},
        "header": {
            "parent_authority": "UBND TỈNH SƠN HẢI",
            "issuing_authority": "SỞ NỘI VỤ",
            "number": "44/KH-SNV",
            "document_type": "Kế hoạch",
            "document_type_code": "KH",
            "place": "Sơn Hải",
            "date": "2026-02",
            "title": "Cải cách hành chính năm 2026",
            "period": {"from": 2026, "to": 2030},
            "evidence": {"number": {**EVIDENCE, "confidence": 0.6}, "title": EVIDENCE},
        },
        "citations": [
            a_citation(f"{start}-c1", date="2010-06-08", issuer="Chính phủ", role="legal_basis"),
            a_citation(f"{start}-c2", number="12/QĐ-UBND", date="2026-02", page=2, confidence=0.5),
        ],
        "short_references": [
            a_short_reference(f"{start}-r1", antecedent="self"),
            a_short_reference(f"{start}-r2", text="Nghị định trên", antecedent=f"{start}-c1", page=2),
            a_short_reference(f"{start}-r3", text="văn bản này", antecedent=None, work_id=None),
        ],
        "targets": [
            {
                "id": f"{start}-t1",
                "indicator": "Tỷ lệ hồ sơ trực tuyến",
                "comparator": ">=",
                "value": 62.5,
                "value_max": None,
                "unit": "%",
                "baseline": None,
                "deadline": "năm 2026",
                "section": "II. CHỈ TIÊU",
                "page": 2,
                "line": 20,
                **EVIDENCE,
            }
        ],
        "assignments": [
            {
                "id": f"{start}-a1",
                "group": "I. Công tác chỉ đạo",
                "number": "1",
                "task": "Xây dựng kế hoạch",
                "lead": ["Văn phòng Sở", "Thanh tra Sở"],
                "coordinating": ["Các phòng chuyên môn"],
                "output": "Kế hoạch",
                "deadline": "Trước 15/02",
                "deadline_date": "2026-02-15",
                "deadline_kind": "date",
                "source": "table",
                "page": 2,
                "line": 70,
                **EVIDENCE,
            }
        ],
        "tables": [
            {
                "id": f"{start}-b1",
                "pages": [1, 2],
                "header": ["TT", "Nội dung"],
                "rows": [["1", "Xây dựng kế hoạch"], ["2", ""]],
                "cells": [{"row": 0, "column": 1, "page": 2, "bbox": [1, 2, 3, 4]}],
                **EVIDENCE,
            }
        ],
        "recipients": ["UBND tỉnh (b/c)", "Lưu: VT"],
        "recipients_evidence": [EVIDENCE, {**EVIDENCE, "confidence": 0.4}],
        "signatory": {"authority_line": "KT. GIÁM ĐỐC", "position": "PHÓ GIÁM ĐỐC", "name": "Trần Văn Mẫu"},
        "sections": [
            {
                **a_section(f"{start}-s1", "I.", 1),
                "children": [a_section(f"{start}-s1.1", "1.", 2), a_section(f"{start}-s1.2", "2.", 2)],
            }
        ],
        "pages": [a_page(1), a_page(2, status="failed", problem="Page 2 is damaged.")],
        "diagnostics": [
            {
                "code": "date-doubtful",
                "severity": "warning",
                "message": "Look at it.",
                "page": 1,
                "record": f"{start}-c1",
            }
        ],
    }


def a_short_reference(reference: str, **changes: Any) -> Record:
    """A short reference as JSON."""
    return {
        "id": reference,
        "text": "Kế hoạch này",
        "document_type": "Kế hoạch",
        "antecedent": "self",
        "work_id": "vn/ke-hoach/son-hai/2026/44-kh-snv",
        "page": 1,
        "line": 14,
        **EVIDENCE,
        **changes,
    }


def a_citation(identifier: str, **values: Any) -> Record:
    """A citation as JSON."""
    own = {"id": identifier, "document_type": "Nghị định", "number": "63/2010/NĐ-CP", "page": 1, "line": 8}
    return {**own, **EVIDENCE, **values}


def a_section(identifier: str, marker: str, level: int) -> Record:
    """A heading as JSON."""
    return {"id": identifier, "marker": marker, "title": "Mục đích", "level": level, "page": 1, "line": 5, **EVIDENCE}


def a_page(number: int, status: str = "read", problem: str | None = None) -> Record:
    """A page as JSON."""
    verdict = {"kind": "good"}
    text = "Nội dung mật"
    return {
        "number": number,
        "origin": "digital",
        "verdict": verdict,
        "status": status,
        "problem": problem,
        "text": text,
    }


Store = Callable[..., Path]
Run = Callable[..., Result]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Write records below a folder: a name as place, or {place: record}; gives the folder."""

    def write(*names: str, **records: Any) -> Path:
        folder = tmp_path / "records"
        given = records.pop("records", {}) | {name: a_record(f"{Path(name).name}.pdf") for name in names}
        for place, record in given.items():
            file = folder / f"{place}.json"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(record), encoding="utf-8")
        return folder

    return write


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run `planparse export` in this process, in an empty folder."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def call(*arguments: object, code: int = 0, **options: Any) -> Result:
        result = CliRunner().invoke(app, ["export", *map(str, arguments)], **options)
        assert result.exit_code == code, result.output
        return result

    return call
