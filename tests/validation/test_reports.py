"""Reports that CI systems take: well formed, complete, with anything in names and messages."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.validation.catalogue import RULES
from planparse.validation.finding import Checked, Finding, Totals
from planparse.validation.formats import ReportFormat
from planparse.validation.reports import report

FINDINGS = (Finding("span-outside", ".targets[0].provenance.span", 'A <b> & "c".'), Finding("not-nfc", ".x", "N."))
RESULTS = (
    Checked(Path("out/a.json"), None, ()),
    Checked(Path("out/kế hoạch 1.json"), None, FINDINGS),
    Checked(Path("all.jsonl"), 1, ()),
    Checked(Path("all.jsonl"), 7, FINDINGS[:1]),
    Checked(Path("out/manifest.jsonl"), None, (Finding("record-missing", ".", "Gone."),), is_record=False),
)
CODES = [rule.code for rule in RULES]


def text_of(output_format: ReportFormat, results: tuple[Checked, ...] = RESULTS) -> tuple[str, Totals]:
    totals = Totals()
    return "".join(report(iter(results), output_format, totals)), totals


def test_lines_for_pipes():
    text, totals = text_of(ReportFormat.TABLE)
    lines = text.splitlines()
    assert len(lines) == 5 and lines[2].split("\t")[:3] == [
        "all.jsonl:7",
        ".targets[0].provenance.span",
        "span-outside",
    ]
    assert lines[-1] == totals.in_words()
    assert totals.in_words() == "2 of 4 records with problems; 4 in all: 2 span-outside, 1 not-nfc, 1 record-missing."


def test_nothing_wrong_in_words():
    assert text_of(ReportFormat.TABLE, RESULTS[:1])[0] == "1 record, no problems.\n"


def test_json():
    data = json.loads(text_of(ReportFormat.JSON)[0])
    assert (data["records"], data["records_with_findings"], data["codes"]["span-outside"]) == (4, 2, 2)
    assert data["findings"][2] == {
        "file": "all.jsonl",
        "line": 7,
        "code": "span-outside",
        "path": ".targets[0].provenance.span",
        "message": 'A <b> & "c".',
    }
    assert json.loads(text_of(ReportFormat.JSON, RESULTS[:1])[0])["findings"] == []


def test_junit_has_a_case_per_record_and_the_totals_on_top():
    root = ElementTree.fromstring(text_of(ReportFormat.JUNIT)[0])
    assert root.tag == "testsuites" and (root.get("tests"), root.get("failures"), root.get("errors")) == ("5", "3", "0")
    suites = {suite.get("name"): suite for suite in root}
    assert list(suites) == ["out/a.json", "out/kế hoạch 1.json", "all.jsonl", "out/manifest.jsonl"]
    lines = suites["all.jsonl"]
    assert (lines.get("tests"), lines.get("failures")) == ("2", "1")
    assert [case.get("name") for case in lines] == ["line 1", "line 7"]
    failure = lines[1].find("failure")
    assert failure is not None and failure.get("type") == "span-outside" and 'A <b> & "c".' in (failure.text or "")


def test_sarif_is_what_the_standard_asks_for():
    log = json.loads(text_of(ReportFormat.SARIF)[0])
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-2.1.0.json") and len(log["runs"]) == 1
    run = log["runs"][0]
    driver = run["tool"]["driver"]
    assert driver["name"] == "planparse" and run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in driver["rules"]] == CODES
    assert all(set(rule) == {"id", "shortDescription"} and rule["shortDescription"]["text"] for rule in driver["rules"])
    assert len(run["results"]) == 4
    for result in run["results"]:
        assert set(result) == {"ruleId", "ruleIndex", "level", "message", "locations"}
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] and result["level"] == "error"
        place = result["locations"][0]["physicalLocation"]
        assert " " not in place["artifactLocation"]["uri"] and place["artifactLocation"]["uri"].isascii()
    assert run["results"][2]["locations"][0]["physicalLocation"]["region"] == {"startLine": 7}
    assert "region" not in run["results"][0]["locations"][0]["physicalLocation"]


def test_an_absolute_file_is_a_file_uri():
    log = json.loads(text_of(ReportFormat.SARIF, (Checked(Path("/tmp/a b.json"), None, FINDINGS),))[0])
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "file:///tmp/a%20b.json"


@given(st.text(min_size=1).filter(lambda name: "\0" not in name), st.text(), st.sampled_from(CODES))
@pytest.mark.parametrize("output_format", list(ReportFormat))
def test_nothing_breaks_a_report(output_format: ReportFormat, name: str, message: str, code: str):
    results = (Checked(Path(name), None, (Finding(code, ".a", message),)), *RESULTS)
    text, totals = text_of(output_format, results)
    assert totals.findings == 5
    encoded = text.encode("utf-8", "backslashreplace").decode("utf-8")
    if output_format is ReportFormat.JUNIT:
        assert ElementTree.fromstring(encoded).get("failures") == "4"
    elif output_format is ReportFormat.TABLE:
        assert len(text.split("\n")) == 7
    else:
        json.loads(encoded)
