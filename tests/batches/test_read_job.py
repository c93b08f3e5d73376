"""One document in, a result out, whatever is wrong with it."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest

from planparse import extract
from planparse.batches.job import Counts, Job, JobResult, Limits, Outcome, Reason
from planparse.batches.read_job import prepare, read_job
from planparse.errors import DictionaryError, MissingDependencyError, OcrError
from planparse.export.json import to_json
from planparse.options import Options

sys.path.insert(0, str(Path(__file__).parent.parent / "bad_input"))
import poison


def read(source: Path, output: Path, **more: object) -> JobResult:
    return read_job(Job("a", str(source), str(output), **more), lambda done, total: None)


def test_record_is_that_of_extract(samples: Path, tmp_path: Path):
    source, output = samples / "health-text.txt", tmp_path / "deep" / "a.json"
    result = read(source, output)
    data = to_json(extract(source))
    assert output.read_bytes() == data
    assert (result.outcome, result.reason, result.message) == (Outcome.DONE, None, "")
    assert (result.output_bytes, result.output_sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert result.source_sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert result.counts.pages == 5 and result.counts.citations > 10 and result.counts.tables == 1
    assert result.seconds > 0
    assert JobResult.from_values(result.to_values()) == result


def test_pages_left_out_make_it_partial(samples: Path, tmp_path: Path):
    result = read(samples / "health-digital.pdf", tmp_path / "a.json", options=Options(max_pages=2))
    assert result.outcome is Outcome.PARTIAL and result.counts.failed_pages == result.counts.pages - 2 > 0
    assert "pages could not be read" in result.message and (tmp_path / "a.json").is_file()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"%PDF-1.7\n1 0 obj\n<<", Reason.DAMAGED),
        (poison.noise(20_000), Reason.UNSUPPORTED),
        (poison.encrypted_pdf("xin-moi"), Reason.ENCRYPTED),
        (poison.png_bomb(30_000), Reason.TOO_LARGE),
    ],
    ids=["empty", "truncated", "noise", "encrypted", "bomb"],
)
def test_bad_documents(tmp_path: Path, data: bytes, reason: Reason):
    (tmp_path / "bad.bin").write_bytes(data)
    result = read(tmp_path / "bad.bin", tmp_path / "a.json")
    assert (result.outcome, result.reason, result.counts) == (Outcome.FAILED, reason, Counts())
    assert result.message and result.source_sha256 == hashlib.sha256(data).hexdigest()
    assert not (tmp_path / "a.json").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="everything is allowed to root")
def test_document_without_rights(tmp_path: Path):
    (tmp_path / "a.txt").write_text("KẾ HOẠCH")
    (tmp_path / "a.txt").chmod(0)
    assert read(tmp_path / "a.txt", tmp_path / "a.json").reason is Reason.UNREADABLE


def test_places_that_hold_no_document(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path, tmp_path / "missing.pdf", Path(os.devnull)):
        assert read(place, tmp_path / "a.json").reason is Reason.UNREADABLE


def test_record_that_is_too_large(samples: Path, tmp_path: Path):
    result = read(samples / "health-text.txt", tmp_path / "a.json", limits=Limits(output_bytes=10_000))
    assert result.reason is Reason.OUTPUT and "--document-output" in result.message
    assert list(tmp_path.iterdir()) == []


def test_record_that_cannot_be_written(samples: Path, tmp_path: Path):
    (tmp_path / "file").touch()
    assert read(samples / "health-text.txt", tmp_path / "file" / "a.json").reason is Reason.OUTPUT


def test_pages_that_it_does_not_have(samples: Path, tmp_path: Path):
    result = read(samples / "health-text.txt", tmp_path / "a.json", options=Options(pages="70"))
    assert result.reason is Reason.OPTIONS and "ends with page 5" in result.message


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (MemoryError(), Reason.MEMORY),
        (RuntimeError("text of the document"), Reason.DEFECT),
        (RecursionError(), Reason.DEFECT),
        (OSError(5, "Input/output error"), Reason.UNREADABLE),
        (MissingDependencyError("Tesseract is missing.", "Install it."), Reason.DEPENDENCY),
        (OcrError("Reading was stopped."), Reason.UNREADABLE),
    ],
)
def test_what_goes_wrong_inside(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: Reason
):
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("planparse.pipeline.extract_source", fail)
    result = read(samples / "health-text.txt", tmp_path / "a.json")
    assert result.reason is reason and "text of the document" not in result.message


def test_broken_dictionaries_are_nobodys_fault(samples: Path, tmp_path: Path):
    (tmp_path / "units.tsv").write_text("nonsense\n")
    (tmp_path / "language_model.bin").write_text("nonsense")
    with pytest.raises(DictionaryError):
        prepare(Options(dictionaries=tmp_path))
    with pytest.raises(DictionaryError):
        read(samples / "health-text.txt", tmp_path / "a.json", options=Options(dictionaries=tmp_path))
