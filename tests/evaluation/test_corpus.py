"""A corpus with gold beside its documents."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest

from planparse.errors import DamagedInputError, EmptyInputError
from planparse.evaluation.corpus import evaluate_corpus, gold_documents
from planparse.evaluation.reliability import reliability
from planparse.evaluation.report import (
    as_json,
    discrepancy_lines,
    documents_table,
    fields_table,
    reliability_table,
    totals_table,
)
from planparse.records import Header, PlanRecord, Signatory, SourceRecord

GOLD = {"header": {"number": "12/KH-SYT"}, "recipients": ["Sở Nội vụ"], "signatory": {}}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for name, text in (
        ("b.txt", "Kế hoạch"),
        ("sub/a.pdf", "%PDF"),
        ("sub/a.txt", "bản chép"),
        ("dump.txt", "Ke hoach"),
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.with_suffix(".gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "dump.restored.txt").write_text("Kế hoạch", encoding="utf-8")
    (tmp_path / "alone.gold.json").write_text("{}", encoding="utf-8")
    (tmp_path / "no-gold.txt").write_text("x", encoding="utf-8")
    return tmp_path


def extract(path: Path, options: object) -> PlanRecord:
    if path.name == "a.pdf":
        raise DamagedInputError("The file is damaged.")
    number = "12/KH-SYT" if path.name == "b.txt" else "13/KH-SYT"
    source = SourceRecord(name=path.name, sha256="0" * 64, media_type="text/plain", page_count=1)
    return PlanRecord(source=source, header=Header(number=number), signatory=Signatory(), recipients=("Sở Nội vụ",))


def test_documents_and_transcriptions(corpus: Path):
    found = {d.name: d.transcription for d in gold_documents(corpus)}
    assert found == {"b.txt": "Kế hoạch", "dump.txt": "Kế hoạch", "sub/a.pdf": "bản chép"}


def test_an_empty_corpus(tmp_path: Path):
    with pytest.raises(EmptyInputError):
        list(gold_documents(tmp_path))


def test_evaluation_goes_on_after_a_damaged_document(corpus: Path):
    result = evaluate_corpus(corpus, extract)
    problems = {d.name: d.problem for d in result.documents}
    assert problems == {"b.txt": None, "dump.txt": None, "sub/a.pdf": "The file is damaged."}
    tally = result.total.tallies["recipients"]
    assert (tally.right, tally.expected, tally.found) == (2, 3, 2)
    assert result.words.words == 6


def test_reports(corpus: Path):
    result = evaluate_corpus(corpus, extract)
    data = as_json(result)
    assert json.loads(json.dumps(data)) == data
    assert data["total"]["measures"]["header"]["right"] == 19
    assert documents_table(result).row_count == 3
    assert totals_table(result).row_count == len(result.total.tallies)
    assert fields_table(result).row_count == 2
    assert reliability_table(reliability(result.judged)).row_count == 7
    dump = next(d for d in result.documents if d.name == "dump.txt")
    assert list(discrepancy_lines(dump)) == ["header: number is '13/KH-SYT', should be '12/KH-SYT'"]
    lost = next(d for d in result.documents if d.problem)
    assert "recipients: missed 'Sở Nội vụ'" in list(discrepancy_lines(lost))


def test_documents_in_processes_give_the_same_in_the_same_order(corpus: Path):
    assert evaluate_corpus(corpus, extract, jobs=3) == evaluate_corpus(corpus, extract)


def test_progress_is_told(corpus: Path):
    told: list[tuple[int, int]] = []
    evaluate_corpus(corpus, extract, on_document=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("name", ["b.txt", "b.gold.json", "dump.restored.txt", "sub/a.txt"])
def test_the_digest_is_that_of_documents_gold_and_transcriptions(corpus: Path, name: str):
    before = evaluate_corpus(corpus, extract)
    (corpus / name).write_text((corpus / name).read_text(encoding="utf-8") + " ", encoding="utf-8")
    after = evaluate_corpus(corpus, extract)
    assert before.digest != after.digest
    changed = [a.name for a, b in zip(before.documents, after.documents, strict=True) if a.digest != b.digest]
    assert changed == [{"b": "b.txt", "dump": "dump.txt", "a": "sub/a.pdf"}[Path(name).name.split(".")[0]]]


def test_tables_fit_a_hundred_columns(corpus: Path):
    from rich.console import Console

    result = evaluate_corpus(corpus, extract)
    console = Console(width=100, record=True, file=StringIO())
    for table in (documents_table(result), totals_table(result), reliability_table(reliability(result.judged))):
        console.print(table)
    text = console.export_text()
    assert "…" not in text and "sub/a.pdf" in text
