"""The whole pipeline on every sample: scores against the gold records, determinism, agreement between the formats."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from planparse.diagnostics.catalogue import catalogue
from planparse.evaluation.corpus import CorpusResult, evaluate_document, gold_documents
from planparse.evaluation.floors import falls, reached, read_floors
from planparse.evaluation.report import discrepancy_lines
from planparse.export.json import to_json
from planparse.knowledge import Dictionaries
from planparse.options import OcrMode, Options
from planparse.pagetext import Origin, VerdictKind
from planparse.pipeline import extract
from planparse.records import PlanRecord
from planparse.validation.run import validate_record

SAMPLES = Path(__file__).parents[2] / "samples"
DOCUMENTS = {document.name: document for document in gold_documents(SAMPLES)}

FLOORS = read_floors(SAMPLES / "floors.toml")
"""Per sample, what each measure reached; `planparse evaluate samples --floors samples/floors.toml` holds the same."""

PICTURES = ("health-page.png", "health-scan.pdf", "health-garbled.pdf", "commune-fax.tiff")


def sample_parameters() -> list[object]:
    """All samples; those that are read from pictures need the OCR."""
    return [pytest.param(name, marks=[pytest.mark.ocr] if name in PICTURES else []) for name in DOCUMENTS]


@cache
def read(name: str) -> PlanRecord:
    """The record of a sample, made once for all tests."""
    return extract(SAMPLES / name)


RAISE = "run: planparse evaluate samples --floors samples/floors.toml --update-floors"


def test_every_sample_has_floors() -> None:
    pinned = {name: scored.digest for name, scored in FLOORS.documents.items()}
    assert pinned == {document.name: document.digest for document in DOCUMENTS.values()}, RAISE


@pytest.mark.parametrize("name", sample_parameters())
def test_scores_hold_their_floors(name: str) -> None:
    result = evaluate_document(DOCUMENTS[name], lambda path, options: read(path.name))
    assert result.problem is None
    run = reached(CorpusResult((result,)))
    below = [str(fall) for fall in falls(FLOORS, run) if fall.document == name]
    assert below == [], "\n".join(discrepancy_lines(result))


@pytest.mark.parametrize("name", sample_parameters())
def test_records_keep_the_contract(name: str) -> None:
    codes = frozenset(catalogue(Dictionaries()))
    assert validate_record(to_json(read(name)), codes) == ()


@pytest.mark.parametrize("name", ["health-text.txt", "health-digital.pdf", "health-word.docx", "health-dump.txt"])
def test_same_input_same_bytes(name: str) -> None:
    assert to_json(extract(SAMPLES / name)) == to_json(read(name))


@pytest.mark.ocr
def test_same_picture_same_bytes() -> None:
    assert to_json(extract(SAMPLES / "health-page.png", Options(jobs=2))) == to_json(read("health-page.png"))


@pytest.mark.parametrize("name", sample_parameters())
def test_values_can_be_traced(name: str) -> None:
    """Every citation, target and assignment names its page and a span of that page's text."""
    record = read(name)
    texts = {page.number: page.text for page in record.pages}
    for found in (*record.citations, *record.targets, *record.assignments):
        assert found.provenance is not None
        start, end = found.provenance.span
        assert 0 <= start < end <= len(texts[found.provenance.page])
    for citation in record.citations:
        assert citation.provenance is not None
        start, end = citation.provenance.span
        if citation.number:
            digits = re.findall(r"\d+", citation.number)[0]
            assert digits in texts[citation.provenance.page][start:end]


KEY: dict[str, Callable[[PlanRecord], list[object]]] = {
    "citations": lambda record: [(c.document_type, c.number, c.role) for c in record.citations],
    "targets": lambda record: [(t.comparator, t.value, t.value_max, t.unit) for t in record.targets],
    "assignments": lambda record: [(a.source, a.number, a.deadline_date, len(a.lead)) for a in record.assignments],
    "header": lambda record: [record.header.number, record.header.date, record.header.title],
}


@pytest.mark.parametrize("records", list(KEY))
@pytest.mark.parametrize("name", ["health-digital.pdf", "health-word.docx"])
def test_formats_of_one_plan_give_the_same_records(name: str, records: str) -> None:
    assert KEY[records](read(name)) == KEY[records](read("health-text.txt"))


@pytest.mark.ocr
@pytest.mark.parametrize("records", ["header", "targets"])
def test_a_scan_gives_the_same_numbers_as_the_text(records: str) -> None:
    assert KEY[records](read("health-scan.pdf")) == KEY[records](read("health-text.txt"))


@pytest.mark.ocr
@pytest.mark.parametrize("records", list(KEY))
def test_a_garbled_layer_changes_nothing_in_what_is_read_from_the_picture(records: str) -> None:
    assert KEY[records](read("health-garbled.pdf")) == KEY[records](read("health-scan.pdf"))


@pytest.mark.parametrize("records", list(KEY))
def test_legacy_fonts_give_the_same_records(records: str) -> None:
    assert KEY[records](read("commune-tcvn3.pdf")) == KEY[records](read("commune-digital.pdf"))


@pytest.mark.parametrize(
    ("name", "kind", "origin"),
    [
        ("health-digital.pdf", VerdictKind.GOOD, Origin.DIGITAL),
        ("commune-tcvn3.pdf", VerdictKind.LEGACY_ENCODING, Origin.LAYER),
        ("health-dump.txt", VerdictKind.GARBLED, Origin.TEXT),
        pytest.param("health-scan.pdf", VerdictKind.NONE, Origin.OCR, marks=pytest.mark.ocr),
        pytest.param("health-garbled.pdf", VerdictKind.GARBLED, Origin.OCR, marks=pytest.mark.ocr),
    ],
)
def test_pages_are_judged(name: str, kind: VerdictKind, origin: Origin) -> None:
    record = read(name)
    assert {page.verdict.kind for page in record.pages} == {kind}
    assert {page.origin for page in record.pages} == {origin}


def test_the_split_row_is_one_assignment() -> None:
    table = read("health-digital.pdf").tables[0]
    gold = json.loads((SAMPLES / "health-digital.gold.json").read_text(encoding="utf-8"))["tables"][0]
    assert table.pages == tuple(gold["pages"])
    assert [list(row) for row in table.rows] == gold["rows"]


def test_a_garbled_layer_can_be_kept() -> None:
    record = extract(SAMPLES / "health-garbled.pdf", Options(ocr=OcrMode.NEVER, pages="1"))
    page = record.pages[0]
    assert page.origin is Origin.LAYER
    assert "Căn cứ" in page.text and "107/2021/NĐ-CP" in page.text


def test_header_of_the_first_page_alone_is_that_of_the_plan() -> None:
    alone = extract(SAMPLES / "health-digital.pdf", Options(pages="1"))
    assert alone.header == read("health-digital.pdf").header
    assert [page.number for page in alone.pages if page.text] == [1]
