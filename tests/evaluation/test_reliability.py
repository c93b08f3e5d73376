"""Whether confidences are worth what they say."""

from __future__ import annotations

import pytest

from planparse.evaluation.reliability import BANDS, Judged, judge, reliability
from planparse.evaluation.scores import DocumentScores
from planparse.records import (
    Citation,
    Diagnostic,
    Evidence,
    Header,
    PlanRecord,
    Provenance,
    Severity,
    Signatory,
    SourceRecord,
)


def rows(*judged: Judged):
    return {row.kind: row for row in reliability(judged)}


@pytest.mark.parametrize(
    ("confidence", "band"), [(1.0, 0), (0.9, 0), (0.899, 1), (0.8, 1), (0.7, 2), (0.5, 3), (0.49, 4), (0.0, 4)]
)
def test_bands_have_no_gaps_and_do_not_overlap(confidence: float, band: int):
    found = rows(Judged("targets", confidence, True, False))["targets"].bands
    assert [b.values for b in found] == [int(i == band) for i in range(len(BANDS))]


def test_silent_errors_are_wrong_sure_and_not_flagged():
    found = rows(
        Judged("citations", 0.95, False, False),
        Judged("citations", 0.95, False, True),
        Judged("citations", 0.9, False, False),
        Judged("citations", 0.95, True, False),
        Judged("header", 0.95, False, False),
    )
    assert (found["citations"].wrong, found["citations"].silent) == (3, 1)
    assert (found["all"].values, found["all"].wrong, found["all"].silent) == (5, 4, 2)
    assert found["citations"].bands[0].share == 0.25
    assert found["targets"].bands[0].share == 0.0 and found["targets"].values == 0


def a_record(*diagnostics: Diagnostic) -> PlanRecord:
    place = Provenance(page=1, span=(10, 20))
    citation = Citation(document_type="Luật", page=1, line=1, id="x-c1", provenance=place, confidence=0.95)
    return PlanRecord(
        source=SourceRecord(name="a", sha256="0" * 64, media_type="text/plain", page_count=1),
        header=Header(number="1/KH", evidence={"number": Evidence(confidence=0.7, provenance=place)}),
        signatory=Signatory(),
        citations=(citation,),
        recipients=("A",),
        recipients_evidence=(Evidence(confidence=0.6),),
        diagnostics=diagnostics,
    )


def warning(**where: object) -> Diagnostic:
    return Diagnostic(code="x", severity=Severity.WARNING, message="m", **where)


@pytest.mark.parametrize(
    ("diagnostic", "flagged"),
    [
        (warning(record="x-c1"), True),
        (warning(record="x-c2"), False),
        (warning(page=1, span=(15, 16)), True),
        (warning(page=1, span=(20, 30)), False),
        (warning(page=2, span=(15, 16)), False),
        (warning(page=1), False),
    ],
)
def test_a_value_is_flagged_by_its_record_or_its_place(diagnostic: Diagnostic, flagged: bool):
    citation = judge(a_record(diagnostic), DocumentScores({}))[0]
    assert citation.flagged is flagged


def test_values_are_judged_by_the_scores():
    scores = DocumentScores(
        {}, right={"citations": frozenset({0}), "header": frozenset(), "recipients": frozenset({0})}
    )
    assert [(j.kind, j.confidence, j.right) for j in judge(a_record(), scores)] == [
        ("citations", 0.95, True),
        ("recipients", 0.6, True),
        ("header", 0.7, False),
    ]
