"""Inputs of which something can be read: it is given, and the rest is accounted for page by page."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import poison

from planparse.errors import ExitCode


def codes(record: dict) -> set[str]:
    """The codes of the diagnostics."""
    return {diagnostic["code"] for diagnostic in record["diagnostics"]}


def test_english_contract_is_read_as_it_stands_and_flagged(planparse, tmp_path: Path) -> None:
    path = tmp_path / "contract.txt"
    path.write_text(poison.CONTRACT, encoding="utf-8")
    done = planparse("extract", path)
    record = json.loads(done.out)
    assert done.code == ExitCode.OK
    assert record["pages"][0]["text"].split() == poison.CONTRACT.split()
    assert "not-a-plan" in codes(record)
    assert record["citations"] == [] and record["assignments"] == [] and record["targets"] == []


def test_right_password_opens_an_encrypted_pdf(planparse, tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(poison.encrypted_pdf("xin-moi"))
    done = planparse("extract", path, "--password", "xin-moi", "--ocr", "never")
    assert done.code == ExitCode.OK
    record = json.loads(done.out)
    assert "Locked plan number 7" in record["pages"][0]["text"]
    assert record["tables"][0]["rows"] == [["Archive", "Ms Dao"], ["Server room", "Mr Bach"]]
    assert "xin-moi" not in done.out + done.err


def test_pdf_that_lost_its_end_is_read_whole(planparse, tmp_path: Path, samples: Path) -> None:
    whole = (samples / "commune-digital.pdf").read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(whole[: whole.rindex(b"xref\n0")])
    done = planparse("extract", path)
    assert done.code in (ExitCode.OK, ExitCode.PARTIAL)
    record = json.loads(done.out)
    assert "46/KH-UBND" in record["pages"][0]["text"]
    assert len(record["pages"]) == 3


def test_pages_without_size_or_content(planparse, tmp_path: Path) -> None:
    line = poison.words_on_page("The budget of the office is 12 million")
    path = tmp_path / "holes.pdf"
    path.write_bytes(poison.pdf_of([line, line, b"", line], ["0 0 595 842", "0 0 0 0", "0 0 595 842", "0 0 595 842"]))
    done = planparse("extract", path, "--ocr", "never")
    assert done.code in (ExitCode.OK, ExitCode.PARTIAL)
    pages = json.loads(done.out)["pages"]
    assert [page["number"] for page in pages] == [1, 2, 3, 4]
    assert "12 million" in pages[0]["text"] and "12 million" in pages[3]["text"]
    assert pages[2]["status"] == "empty" and pages[2]["text"] == ""


def test_pages_over_the_limit_are_skipped_and_said(planparse, tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(poison.long_pdf(3_000))
    done = planparse("extract", path, "--ocr", "never", "--pages", "2-3,2999", timeout=60)
    record = json.loads(done.out)
    assert done.code == ExitCode.OK
    assert record["source"]["page_count"] == 3_000
    assert [page["number"] for page in record["pages"] if page["status"] == "read"] == [2, 3, 2_999]


def test_three_thousand_pages_end(planparse, tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(poison.long_pdf(3_000))
    done = planparse("extract", path, "--ocr", "never", timeout=300)
    record = json.loads(done.out)
    assert done.code == ExitCode.PARTIAL
    assert sum(page["status"] == "read" for page in record["pages"]) == 2_000
    assert "page-skipped" in codes(record)
    assert "1000" in done.err.replace(",", "") and done.err.count("\n") == 1


@pytest.mark.ocr
def test_photo_gives_an_empty_page_and_a_warning(planparse, tmp_path: Path) -> None:
    path = tmp_path / "clouds.jpg"
    path.write_bytes(poison.photo())
    done = planparse("extract", path)
    record = json.loads(done.out)
    assert done.code == ExitCode.OK
    assert len(record["pages"][0]["text"].split()) < 20
    assert "not-a-plan" in codes(record)
    assert record["citations"] == [] and record["targets"] == [] and record["assignments"] == []


@pytest.mark.ocr
def test_picture_with_the_name_of_a_pdf(planparse, tmp_path: Path, samples: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes((samples / "health-page.png").read_bytes())
    done = planparse("extract", path)
    assert done.code == ExitCode.OK
    record = json.loads(done.out)
    assert record["source"]["media_type"] == "image/png"
    assert record["header"]["number"] == "217/KH-SYT"


def test_digital_pdf_needs_no_tesseract(planparse, tmp_path: Path, samples: Path) -> None:
    done = planparse("extract", samples / "commune-digital.pdf", env={"PATH": str(tmp_path)})
    assert done.code == ExitCode.OK
    assert json.loads(done.out)["header"]["number"] == "46/KH-UBND"


def test_garbled_layer_is_used_where_tesseract_is_missing(planparse, tmp_path: Path, samples: Path) -> None:
    done = planparse("extract", samples / "health-garbled.pdf", env={"PATH": str(tmp_path)})
    record = json.loads(done.out)
    assert done.code in (ExitCode.OK, ExitCode.PARTIAL)
    assert "Traceback" not in done.err
    assert record["pages"][0]["text"].count("\n") > 20
    assert codes(record) & {"layer-restored", "page-failed"}
