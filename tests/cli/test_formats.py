"""JSON, lines of JSON and the summary: what a record looks like when it is written."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from planparse.export.json import to_json, to_json_line
from planparse.export.phrases import amount, number
from planparse.export.summary import to_summary
from planparse.pagetext import PageStatus
from planparse.records import Comparator, Diagnostic, Header, PlanRecord, Severity, Signatory, SourceRecord, Target

EMPTY = PlanRecord(
    source=SourceRecord(name="x.txt", sha256="0" * 64, media_type="text/plain", page_count=0),
    header=Header(),
    signatory=Signatory(),
)


def test_json_is_utf8_indented_and_complete(record):
    text = to_json(record).decode("utf-8")
    assert text.endswith("}\n") and '\n  "source": {\n    "name": "ke-hoach.pdf"' in text
    assert "Cải cách hành chính" in text and "\\u" not in text
    assert '"parent_authority": null' in to_json(EMPTY).decode()
    assert json.loads(text) == record.model_dump(mode="json")
    assert PlanRecord.model_validate_json(text) == record


def test_numbers_share_a_line_and_evidence_comes_last(record):
    text = to_json(record).decode("utf-8")
    assert '"bbox": [56.7, 120.0, 400.1, 134.2]' in text and '"span": [10, 40]' in text
    citation = json.loads(text)["citations"][0]
    assert next(iter(citation)) == "id"
    assert list(citation)[-4:] == ["raw", "confidence", "rule", "provenance"]


def test_line_is_one_line(record):
    line = to_json_line(record)
    assert line.count(b"\n") == 1 and json.loads(line) == json.loads(to_json(record))


@given(st.text(max_size=200))
def test_any_text_survives(text: str):
    record = EMPTY.model_copy(update={"recipients": (text, "[\n  1,\n  2\n]", "[\n 3 ]")})
    for data in (to_json(record), to_json_line(record)):
        assert json.loads(data)["recipients"] == list(record.recipients)


def test_name_that_is_no_unicode_is_still_json():
    record = EMPTY.model_copy(update={"source": EMPTY.source.model_copy(update={"name": "plan\udcff.pdf"})})
    assert json.loads(to_json(record))["source"]["name"] == "plan\udcff.pdf"


@pytest.mark.parametrize("width", [60, 80, 100, 140])
@pytest.mark.parametrize("colour", [False, True])
def test_summary_fits(record, width: int, colour: bool):
    lines = to_summary(record, width=width, colour=colour).split("\n")
    if not colour:
        assert max(map(cell_len, lines)) <= width
        assert not any(line != line.rstrip() for line in lines)
    text = "\n".join(lines)
    parts = ["44/KH-SNV", "≥ 60%", "Trần Văn Mẫu", "Look at the date."]
    for part in parts if width < 80 else [*parts, "63/2010/NĐ-CP", "Văn phòng Sở"]:
        assert part in text
    assert ("\x1b[" in text) is colour


def test_summary_marks_what_is_doubtful(record):
    text = to_summary(record)
    assert "Tỷ lệ hồ sơ trực tuyến ?" in text and "Cải cách hành chính năm 2026 ?" in text
    assert "63/2010/NĐ-CP ?" not in text
    assert "? less than 80% sure" in text


def test_summary_counts_repeated_mentions(record):
    assert "Also cited: Quyết định 12/QĐ-UBND (x2)" in to_summary(record)


def test_summary_gives_the_day_only_where_the_deadline_does_not(record):
    assert "15/02/2026" in to_summary(record)
    assignment = record.assignments[0].model_copy(update={"deadline": "trước ngày 15/02/2026"})
    assert to_summary(record.model_copy(update={"assignments": (assignment,)})).count("15/02/2026") == 1


def test_summary_of_an_empty_record():
    text = to_summary(EMPTY)
    assert text.count("none found") == 6 and "0 pages (empty)" in text and "less than" not in text


def test_summary_says_which_pages_failed(record):
    failed = record.pages[1].model_copy(update={"status": PageStatus.FAILED})
    text = to_summary(record.model_copy(update={"pages": (record.pages[0], failed)}))
    assert "2 pages (1 digital), 1 could not be read" in text


def test_text_of_a_document_cannot_steer_the_terminal(record):
    found = Diagnostic(code="x", severity=Severity.INFO, message="a\x1b[2Jb [red]c[/red]\u202ed")
    text = to_summary(record.model_copy(update={"diagnostics": (found,), "recipients": ("\x1b]0;title\x07",)}))
    assert "\x1b" not in text and "\x07" not in text and "\u202e" not in text
    assert "[red]c[/red]" in text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (60.0, "60"),
        (12.5, "12.5"),
        (0.0, "0"),
        (-3.0, "-3"),
        (1_250_000.0, "1 250 000"),
        (0.125, "0.125"),
        (100.0, "100"),
    ],
)
def test_numbers(value: float, text: str):
    assert number(value).replace("\N{NO-BREAK SPACE}", " ") == text


@pytest.mark.parametrize(
    ("comparator", "value", "value_max", "unit", "text"),
    [
        (Comparator.AT_LEAST, 60, None, "%", "≥ 60%"),
        (Comparator.RANGE, 25, 35, "%", "25-35%"),
        (Comparator.REDUCE_BY, 30, None, "%", "down by 30%"),
        (Comparator.INCREASE_BY, 2, None, "bậc", "up by 2 bậc"),
        (Comparator.EQUAL, 5, None, "", "= 5"),
    ],
)
def test_amounts(comparator: Comparator, value: float, value_max: float | None, unit: str, text: str):
    target = Target(indicator="x", comparator=comparator, value=value, value_max=value_max, unit=unit, page=1, line=1)
    assert amount(target) == text
