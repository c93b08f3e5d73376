"""`planparse evaluate` as a user runs it, on a corpus of two short plans."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from planparse.errors import ExitCode


@pytest.fixture
def corpus(run, samples: Path) -> Path:
    """A clean text, and one whose gold asks for more than is there."""
    folder = Path("gold")
    folder.mkdir()
    for suffix in (".txt", ".gold.json"):
        shutil.copy(samples / f"commune-text{suffix}", folder)
        shutil.copy(samples / f"commune-text{suffix}", folder / f"harder{suffix}")
    gold = json.loads((folder / "harder.gold.json").read_text(encoding="utf-8"))
    gold["targets"].append(gold["targets"][0] | {"value": 77, "indicator": "số cây được trồng"})
    (folder / "harder.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    return folder


def test_tables(run, corpus: Path):
    done = run("evaluate", corpus)
    assert done.exit_code == ExitCode.OK and done.stderr == ""
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 100
    assert next(line for line in lines if line.startswith("harder.txt")).split()[1:3] == ["1.000", "1.000"]
    assert next(line for line in lines if line.startswith("targets  ")).split()[1:] == [
        *("0.941", "1.000", "0.889"),
        *("8", "9", "8"),
    ]
    assert "words: accuracy 1.0000" in done.stdout and "missed" not in done.stdout and "confidence" not in done.stdout


def test_misses_and_reliability(run, corpus: Path):
    done = run("evaluate", corpus, "--misses", "--reliability")
    assert "targets: page 1, line " in done.stdout and "missed '" in done.stdout and "số cây được trồng" in done.stdout
    assert "0.9-1" in done.stdout and "no flag" in done.stdout


def test_json_and_comparison(run, corpus: Path):
    assert run("evaluate", corpus, "--format", "json", "-o", "old.json").exit_code == ExitCode.OK
    old = json.loads(Path("old.json").read_text(encoding="utf-8"))
    assert old["total"]["measures"]["targets"]["expected"] == 9 and old["reliability"]
    assert "Nothing was gained or lost" in run("evaluate", corpus, "--compare", "old.json").stdout
    text = (corpus / "harder.txt").read_text(encoding="utf-8")
    (corpus / "harder.txt").write_text(text.replace("- Các phòng, trường học thuộc xã;\n", ""), encoding="utf-8")
    done = run("evaluate", corpus, "--compare", "old.json")
    assert "The corpus is not that of the earlier run" in done.stdout
    assert "lost    harder.txt: recipients: missed" in done.stdout
    assert run("evaluate", corpus, "--format", "json", "-o", "old.json").exit_code == ExitCode.OUTPUT_REFUSED
    assert run("evaluate", corpus, "--format", "json", "-o", "old.json", "--overwrite").exit_code == ExitCode.OK


@pytest.mark.parametrize("file", ["floors.toml", "floors.json"])
def test_floors_are_set_and_held(run, corpus: Path, file: str):
    assert "Wrote" in run("evaluate", corpus, "--floors", file, "--update-floors").stderr
    done = run("evaluate", corpus, "--floors", file)
    assert done.exit_code == ExitCode.OK and f"All floors of {file} hold." in done.stderr


def test_a_floor_that_does_not_hold_and_how_it_is_lowered(run, corpus: Path):
    run("evaluate", corpus, "--floors", "f.toml", "--update-floors")
    pinned = Path("f.toml").read_text(encoding="utf-8")
    higher = pinned.replace("targets = { floor = 0.8888, gold = 5 }", "targets = { floor = 0.95, gold = 5 }")
    assert higher != pinned
    Path("f.toml").write_text(higher, encoding="utf-8")
    done = run("evaluate", corpus, "--floors", "f.toml")
    assert done.exit_code == ExitCode.INVALID
    assert "Below the floor: harder.txt: targets is 0.8888, the floor is 0.9500." in done.stderr
    done = run("evaluate", corpus, "--floors", "f.toml", "--update-floors")
    assert done.exit_code == ExitCode.INVALID and Path("f.toml").read_text(encoding="utf-8") == higher
    done = run("evaluate", corpus, "--floors", "f.toml", "--update-floors", "--allow-lower")
    assert done.exit_code == ExitCode.OK and Path("f.toml").read_text(encoding="utf-8") == pinned


def test_a_changed_corpus_is_not_accepted_in_silence(run, corpus: Path):
    run("evaluate", corpus, "--floors", "f.toml", "--update-floors")
    (corpus / "commune-text.gold.json").unlink()
    done = run("evaluate", corpus, "--floors", "f.toml")
    assert done.exit_code == ExitCode.INVALID
    assert "The corpus is not the one of f.toml: commune-text.txt is gone." in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--update-floors"], ExitCode.USAGE, "needs a file"),
        (["--floors", "f.toml", "--allow-lower"], ExitCode.USAGE, "changes nothing by itself"),
        (["--floors", "none.toml"], ExitCode.USAGE, "cannot be read"),
        (["--jobs", "0"], ExitCode.USAGE, "jobs"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_read(run, corpus: Path, arguments, code: ExitCode, message: str):
    done = run("evaluate", corpus, *arguments)
    assert done.exit_code == code and message in done.stderr and done.stdout == ""


def test_a_folder_without_gold(run):
    Path("empty").mkdir()
    done = run("evaluate", "empty")
    assert done.exit_code == ExitCode.UNREADABLE and ".gold.json" in done.stderr


def test_a_document_that_cannot_be_read_counts_as_nothing_found(run, corpus: Path):
    (corpus / "harder.txt").write_bytes(b"")
    done = run("evaluate", corpus)
    assert done.exit_code == ExitCode.OK and "Error: harder.txt" in done.stderr


def test_documents_at_the_same_time(planparse, samples: Path, tmp_path: Path):
    for name in ("commune-text", "health-text"):
        for suffix in (".txt", ".gold.json"):
            shutil.copy(samples / f"{name}{suffix}", tmp_path)
    one, two = (planparse("evaluate", tmp_path, "--format", "json", "--jobs", jobs) for jobs in (1, 2))
    assert one.code == two.code == ExitCode.OK and one.out == two.out
