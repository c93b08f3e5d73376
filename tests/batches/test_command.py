"""`planparse batch` as a user runs it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from planparse import extract
from planparse.cli.app import app
from planparse.errors import ExitCode
from planparse.export.json import to_json

from .conftest import DirectExecutor, environment, gone, wait_for

RUN = (sys.executable, "-c", "from planparse.cli import main; main()")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    Path("in").mkdir()
    return tmp_path


class Direct(DirectExecutor):
    def __enter__(self) -> Direct:
        return self

    def __exit__(self, *_: object) -> None:
        pass


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Run the command in this process, with the reader that does what its documents say."""
    executors: list[Direct] = []

    def choose(settings, output, level):
        executors.append(Direct())
        executors[-1].settings = settings
        return executors[-1]

    monkeypatch.setattr("planparse.cli.batch.choose_executor", choose)

    def call(*arguments: str, stdin: bytes | None = None):
        done = CliRunner().invoke(app, ["batch", *arguments], input=stdin)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    call.executors = executors
    return call


def write(**documents: str) -> None:
    for name, text in documents.items():
        Path("in", f"{name}.txt").write_text(text)


def test_samples_for_real(planparse, samples: Path, tmp_path: Path):
    source = tmp_path / "plans" / "2026"
    source.mkdir(parents=True)
    for name in ("health-text.txt", "commune-digital.pdf"):
        shutil.copy(samples / name, source)
    (source / "broken.pdf").write_bytes((samples / "health-digital.pdf").read_bytes()[:2000])
    (source / "notes.xlsx").touch()
    done = planparse("batch", tmp_path / "plans", "-o", "out", "--workers", 1)
    assert done.code == ExitCode.SOME_FAILED and done.out == ""
    assert "2 of 3 documents are in out: 3 read now." in done.err
    assert "1 failed: 1 damaged.\nWhat went wrong: planparse batch report out" in done.err
    for name in ("health-text.txt", "commune-digital.pdf"):
        record = (tmp_path / "cwd" / "out" / "2026" / f"{name}.json").read_bytes()
        assert record == to_json(extract(samples / name))
    again = planparse("batch", "-o", "out", tmp_path / "plans")
    assert again.code == ExitCode.SOME_FAILED and "3 unchanged" in again.err
    assert planparse("batch", tmp_path / "plans", "-o", "out", "--quiet").err == ""


def test_status_and_report(run):
    write(a="good", b="partial", c="fail", d="fail 2")
    run("in", "-o", "out")
    Path("in/a.txt").unlink()
    write(e="good 2")
    run("in", "-o", "out")
    status = run("status", "out")
    assert status.exit_code == ExitCode.OK
    lines = [line.rsplit(maxsplit=1) for line in status.stdout.splitlines()[:6]]
    assert lines == [
        ["documents", "4"],
        ["done", "1"],
        ["partial", "1"],
        ["failed: damaged", "2"],
        ["not yet read", "0"],
        ["pages", "3"],
    ]
    assert "1 document of earlier runs are no inputs any more" in status.stdout
    table = run("report", "out").stdout
    assert "b.txt" in table and "1 of 2 pages could not be read." in table and "It is broken." in table
    assert "e.txt" not in table
    lines = [json.loads(line) for line in run("report", "out", "--format", "jsonl").stdout.splitlines()]
    assert [line["key"] for line in lines] == ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"]
    assert Path("out/manifest.jsonl").read_text() == run("report", "out", "--format", "jsonl").stdout


def test_nothing_went_wrong(run):
    write(a="good")
    assert run("in", "-o", "out").exit_code == ExitCode.OK
    assert run("report", "out").stdout == "Nothing went wrong.\n"


@pytest.mark.parametrize("command", ["status", "report"])
def test_folder_that_is_no_output(run, command: str):
    done = run(command, "in")
    assert done.exit_code == ExitCode.UNREADABLE and "not the output folder of a batch" in done.stderr


def test_folder_with_the_name_of_a_command(run):
    Path("status").mkdir()
    Path("status/a.txt").write_text("good")
    assert run("./status", "-o", "out").exit_code == ExitCode.OK
    assert run("-o", "out2", "status").exit_code == ExitCode.OK
    assert Path("out/a.txt.json").is_file() and Path("out2/a.txt.json").is_file()


@pytest.mark.parametrize("separator", [b"\n", b"\0"])
def test_list_on_stdin(run, separator: bytes):
    write(a="good", b="good 2", c="good 3")
    done = run("-", "-o", "out", stdin=separator.join([b"in/a.txt", b"in/c.txt", b""]))
    assert done.exit_code == ExitCode.OK
    assert sorted(str(path) for path in Path("out").rglob("*.json")) == ["out/in/a.txt.json", "out/in/c.txt.json"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("in",), ExitCode.USAGE, "--output"),
        (("in", "-o", "out", "--retry", "some"), ExitCode.USAGE, "--retry"),
        (("in", "-o", "out", "--workers", "0"), ExitCode.USAGE, "--workers"),
        (("in", "-o", "in/out"), ExitCode.OUTPUT_REFUSED, "lies inside the input folder"),
        (("empty", "-o", "out"), ExitCode.UNREADABLE, "no documents"),
        (("in", "in2/in", "-o", "out"), ExitCode.OUTPUT_REFUSED, "have the same name"),
        (("in", "-o", "there"), ExitCode.OUTPUT_REFUSED, "there/a.txt.json exists"),
        (("missing.pdf", "-o", "out", "--quiet"), ExitCode.UNREADABLE, ""),
    ],
)
def test_refused(run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: ExitCode, words: str):
    write(a="good")
    for name in ("in2/in", "empty", "there"):
        Path(name).mkdir(parents=True)
    Path("there/a.txt.json").write_text("mine")
    if "missing.pdf" in arguments:
        from planparse.batches.read_job import read_job

        monkeypatch.setattr(Direct, "run", lambda self, jobs, on_page=None: (read_job(job) for job in jobs))
    done = run(*arguments)
    assert done.exit_code == code and words in done.stderr
    assert not list(Path("in").rglob("*.json"))


def test_settings_reach_the_batch(run):
    write(a="good")
    Path("planparse.toml").write_text('workers = 3\ndocument-timeout = 7.5\nlang = "eng"\nformat = "summary"\n')
    run("in", "-o", "out", "--document-memory", "512", "--recycle", "9")
    chosen = run.executors[-1].settings.batch
    assert (chosen.workers, chosen.document_timeout, chosen.document_memory, chosen.recycle) == (3, 7.5, 512, 9)
    assert '"lang": "eng"' in Path("out/a.txt.json").read_text()


def test_retry_and_overwrite(run):
    write(a="fail", b="good")
    run("in", "-o", "out")
    shutil.rmtree("out/.planparse")
    assert run("in", "-o", "out").exit_code == ExitCode.OUTPUT_REFUSED
    assert run("in", "-o", "out", "--overwrite").exit_code == ExitCode.SOME_FAILED
    run("in", "-o", "out", "--retry", "failed")
    assert run.executors[-1].read == ["a.txt"]


def test_help_names_the_commands(run):
    shown = run("--help").stdout
    assert all(word in shown for word in ("status", "report", "planparse batch plans/ -o records/"))


def real(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*RUN, "batch", *arguments], env=environment(), cwd=folder, stderr=subprocess.PIPE, text=True
    )


def test_ctrl_c_says_how_to_go_on(folder: Path, samples: Path):
    for number in range(40):
        text = (samples / "commune-text.txt").read_text()
        (folder / "in" / f"{number:02}.txt").write_text(f"{text}\n{number}\n")
    running = real(folder, "in", "-o", "out", "--workers", "1")
    wait_for(lambda: list((folder / "out").rglob("*.json")))
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert running.returncode == ExitCode.INTERRUPTED
    assert "of 40 documents are done. The same command goes on from here." in said and "Traceback" not in said


def test_watch_reads_what_is_added(folder: Path, samples: Path):
    shutil.copy(samples / "commune-text.txt", folder / "in" / "a.txt")
    running = real(folder, "in", "-o", "out", "--watch", "--watch-interval", "0.3", "--workers", "1")
    try:
        wait_for((folder / "out" / "a.txt.json").exists)
        (folder / "in" / "b.txt").write_text((samples / "health-text.txt").read_text())
        wait_for((folder / "out" / "b.txt.json").exists)
        wait_for(lambda: b"b.txt" in (folder / "out" / "manifest.jsonl").read_bytes())
    finally:
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=30)
    assert running.returncode == ExitCode.INTERRUPTED and "Traceback" not in said
    assert gone(running.pid)


def test_bar_on_a_terminal(folder: Path, samples: Path):
    """On a terminal there is a bar with what has failed so far; it is gone at the end."""
    import pty

    (folder / "in" / "a.txt").write_bytes(b"")
    shutil.copy(samples / "commune-text.txt", folder / "in" / "b.txt")
    mine, theirs = pty.openpty()
    running = subprocess.Popen(
        [*RUN, "batch", "in", "-o", "out", "--workers", "1"], env={**environment(), "TERM": "xterm"}, cwd=folder,
        stderr=theirs, text=True,
    )  # fmt: skip
    os.close(theirs)
    said = b""
    while True:
        try:
            piece = os.read(mine, 1 << 16)
        except OSError:
            break
        if not piece:
            break
        said += piece
    assert running.wait(30) == ExitCode.SOME_FAILED
    assert b"2 of 2 documents" in said and b"1 failed" in said and b"Traceback" not in said
