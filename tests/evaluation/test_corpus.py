"""A corpus with gold beside its documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planparse.errors import DamagedInputError, EmptyInputError
from planparse.evaluation.corpus import evaluate_corpus, gold_documents
from planparse.evaluation.report import as_json, as_table, discrepancy_lines
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
    assert as_table(result).row_count == 4
    dump = next(d for d in result.documents if d.name == "dump.txt")
    assert list(discrepancy_lines(dump)) == ["header: number is '13/KH-SYT', should be '12/KH-SYT'"]
    lost = next(d for d in result.documents if d.problem)
    assert "recipients: missed 'Sở Nội vụ'" in list(discrepancy_lines(lost))
