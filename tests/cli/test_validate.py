"""`planparse validate` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planparse.errors import ExitCode


@pytest.fixture(scope="module")
def sound(samples: Path) -> str:
    from planparse.export.json import to_json
    from planparse.pipeline import extract

    return to_json(extract(samples / "commune-text.txt")).decode()


def test_sound_records(run, sound: str):
    Path("a.json").write_text(sound, encoding="utf-8")
    done = run("validate", "a.json")
    assert (done.exit_code, done.stdout, done.stderr) == (ExitCode.OK, "1 record, no problems.\n", "")


def test_problems_are_told_and_the_exit_code_is_seven(run, sound: str):
    data = json.loads(sound)
    data["recipients_evidence"] = []
    Path("a.json").write_text(json.dumps(data), encoding="utf-8")
    Path("b.json").write_text("{", encoding="utf-8")
    done = run("validate", ".")
    assert done.exit_code == ExitCode.INVALID
    assert (
        "a.json\t.recipients_evidence\trecipients-evidence\t" in done.stdout
        and "b.json\t.\tdamaged-json" in done.stdout
    )
    assert done.stdout.endswith("2 of 2 records with problems; 2 in all: 1 recipients-evidence, 1 damaged-json.\n")


def test_nothing_to_read_is_exit_code_four(run):
    assert run("validate", ".").exit_code == ExitCode.UNREADABLE
    assert run("validate", "none.json").exit_code == ExitCode.UNREADABLE


@pytest.mark.parametrize("output_format", ["json", "sarif", "junit"])
def test_reports_go_to_stdout_and_a_sentence_to_stderr(run, sound: str, output_format: str):
    Path("a.json").write_text(sound, encoding="utf-8")
    done = run("validate", "a.json", "--format", output_format)
    assert (
        done.exit_code == ExitCode.OK and done.stderr == "1 record, no problems.\n" and "no problems" not in done.stdout
    )
    assert run("validate", "a.json", "--format", output_format, "--quiet").stderr == ""


def test_what_extract_writes_is_sound(run, samples: Path):
    assert run("extract", samples / "commune-text.txt", samples / "health-dump.txt", "-o", "out/").exit_code == 0
    assert run(
        "extract", samples / "commune-text.txt", samples / "health-word.docx", "--format", "jsonl", "-o", "all.jsonl"
    )
    done = run("validate", "out", "all.jsonl")
    assert done.stdout == "4 records, no problems.\n"


def test_own_dictionaries_bring_their_own_diagnostics(run, sound: str, samples: Path):
    data = json.loads(sound)
    data["diagnostics"] = [
        {"code": "my-own", "severity": "info", "message": "m", "page": None, "span": None, "record": None}
    ]
    Path("a.json").write_text(json.dumps(data), encoding="utf-8")
    assert "diagnostic-code" in run("validate", "a.json").stdout
    catalogue = (samples.parent / "dictionaries" / "diagnostics.tsv").read_text(encoding="utf-8")
    Path("mine").mkdir()
    row = "my-own\tinfo\tm\tmeans\tremedy\n"
    Path("mine/diagnostics.tsv").write_text(catalogue.rstrip("\n") + "\n" + row, encoding="utf-8")
    assert run("validate", "a.json", "--dictionaries", "mine").exit_code == ExitCode.OK


def test_names_cannot_write_to_the_terminal(run, sound: str):
    Path("a\x1b[2J.json").write_text("{", encoding="utf-8")
    assert "\x1b" not in run("validate", ".").stdout


def test_on_a_terminal_findings_stand_below_their_file(on_a_terminal, tmp_path: Path):
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    seen = on_a_terminal(["validate", "a.json"], tmp_path, ExitCode.INVALID)
    assert seen.index("a.json") < seen.index("damaged-json") < seen.index("1 of 1 record with problems")
