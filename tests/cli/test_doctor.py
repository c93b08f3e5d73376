"""`planparse doctor`: says what is there, and what to type where something is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from planparse.cli.doctor import examine
from planparse.errors import ExitCode, MissingDependencyError
from planparse.options import Options


@pytest.mark.ocr
def test_everything_is_there(run):
    done = run("doctor")
    assert done.exit_code == ExitCode.OK, done.output
    assert "MISSING" not in done.stdout
    for name in ("planparse", "tesseract", "vie", "dictionaries", "language model", "pypdfium2"):
        assert name in done.stdout


def test_missing_tesseract(run, monkeypatch: pytest.MonkeyPatch):
    def missing() -> None:
        raise MissingDependencyError("The program tesseract is not installed.", "Install it with: apt-get install x")

    monkeypatch.setattr("planparse.ocr.engine.installation", missing)
    done = run("doctor")
    assert done.exit_code == ExitCode.MISSING_DEPENDENCY
    assert "MISSING tesseract" in done.stdout and "apt-get install" in done.stdout
    assert "ok      dictionaries" in done.stdout


@pytest.mark.ocr
def test_missing_language(run):
    done = run("doctor", "--lang", "vie+xyz")
    assert done.exit_code == ExitCode.MISSING_DEPENDENCY and "tesseract-ocr-xyz" in done.stdout


def test_replaced_dictionaries_are_counted(tmp_path: Path):
    (tmp_path / "units.tsv").write_text("unit\tspellings\tkind\n", encoding="utf-8")
    found = {finding.name: finding.found for finding in examine(Options(dictionaries=tmp_path))}
    assert f"1 replaced by {tmp_path}" in found["dictionaries"]


def test_damaged_language_model_is_missing(run, tmp_path: Path):
    (tmp_path / "language_model.bin").write_bytes(b"nonsense")
    done = run("doctor", "--dictionaries", tmp_path)
    assert done.exit_code == ExitCode.MISSING_DEPENDENCY and "MISSING language model" in done.stdout
