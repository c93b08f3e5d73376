"""Tesseract as a library in child processes that are kept: same words, and faults that cost one page."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import psutil
import pytest
from PIL import Image

from planparse.errors import ExitCode, OcrError
from planparse.ingest.opening import open_source
from planparse.ocr import engine, kept_engine
from planparse.ocr.read import read_picture
from planparse.options import Options
from planparse.pagetext import PageText
from planparse.reading import read_pages

SAMPLES = Path(__file__).parents[2] / "samples"
SAME = 0.97
"""Share of words that the program (Tesseract 5.3) and the library (5.5) read in the same way, at the least."""

installed = pytest.mark.skipif(not kept_engine.is_available("vie"), reason="tesserocr or its data is not installed")


def render(dpi: float, colour: bool) -> Image.Image:
    return Image.new("RGB" if colour else "L", (round(3 * dpi), round(4 * dpi)), "white")


def read(timeout: float = 20.0) -> str:
    options = Options(page_timeout=timeout)
    return read_picture(render, number=3, width=216, height=288, options=options, native_dpi=150).page.text


@pytest.fixture(autouse=True)
def switched_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(engine.SWITCH, raising=False)


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[kept_engine.Pool]:
    own = kept_engine.Pool()
    monkeypatch.setattr(kept_engine, "POOL", own)
    yield own
    own.close()


@pytest.fixture
def worker(pool: kept_engine.Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Put a script in the place of the worker; `ANSWER` in it is what each job is answered with."""
    real = subprocess.Popen

    def install(body: str) -> None:
        script = tmp_path / "worker.py"
        prefix = 'import json, os, signal, sys, time\nprint(json.dumps({"version": "5.0"}), flush=True)\n'
        script.write_text(prefix + textwrap.dedent(body), encoding="utf-8")
        monkeypatch.setattr(kept_engine, "is_available", lambda lang: True)

        def popen(command, **values):
            return real([sys.executable, "-I", "-S", str(script)], **values)

        monkeypatch.setattr(kept_engine.subprocess, "Popen", popen)

    return install


ANSWERING = """
    for line in sys.stdin:
        job = json.loads(line)
        with open(job["output"], "wb") as output:
            output.write(b"level\\t" + b"x\\t" * 11 + {tail})
        print("{{}}", flush=True)
"""


def test_one_process_serves_many_pages(worker, pool: kept_engine.Pool) -> None:
    worker(ANSWERING.format(tail='("\\n5\\t1\\t1\\t1\\t1\\t1\\t9\\t9\\t40\\t20\\t96\\tp%d" % os.getpid()).encode()'))
    assert read() == read() != ""
    assert len(pool._idle) == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("sys.stdin.readline(); os.kill(os.getpid(), signal.SIGSEGV)", "crashed .SIGSEGV"),
        ("sys.stdin.readline(); os.kill(os.getpid(), signal.SIGKILL)", "out of memory"),
        ("sys.exit(3)", "exit code 3"),
        ('sys.stdin.readline(); print(\'{"error": "No space left on device"}\')', "gave up: No space left"),
        ("sys.stdin.readline(); print('rubbish')", "something unknown"),
        ("sys.stdin.readline(); print('{}')", "ended without output"),
        (ANSWERING.format(tail='b"\\xff\\xfe"'), "not UTF-8"),
    ],
    ids=["crash", "killed", "exit", "full disk", "rubbish", "no output", "broken UTF-8"],
)
def test_a_fault_costs_the_page_and_nothing_else(worker, pool: kept_engine.Pool, body: str, reason: str) -> None:
    worker(body)
    with pytest.raises(OcrError, match=f"Page 3 could not be read.*{reason}") as failed:
        read()
    assert failed.value.exit_code is ExitCode.PARTIAL
    assert "\n" not in str(failed.value)
    worker(ANSWERING.format(tail='b"\\n"'))
    pool.close()
    assert read() == ""


def test_a_hanging_process_is_stopped(worker, tmp_path: Path) -> None:
    worker(f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(300)")
    with pytest.raises(OcrError, match="did not finish within"):
        read(1.5)
    assert not psutil.pid_exists(int((tmp_path / "pid").read_text()))


def test_a_stop_from_another_thread_ends_the_process(worker, tmp_path: Path) -> None:
    worker(f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(300)")
    runs = engine.Runs()

    def stop() -> None:
        while not ((tmp_path / "pid").exists() and (tmp_path / "pid").read_text()):
            time.sleep(0.01)
        runs.stop()

    threading.Thread(target=stop).start()
    with pytest.raises(OcrError):
        read_picture(render, number=3, width=216, height=288, options=Options(), native_dpi=150, runs=runs)
    assert not psutil.pid_exists(int((tmp_path / "pid").read_text()))


def test_a_dead_idle_process_is_replaced(worker, pool: kept_engine.Pool) -> None:
    worker(ANSWERING.format(tail='b"\\n"'))
    read()
    (idle,) = pool._idle
    os.kill(idle.process.pid, signal.SIGKILL)
    idle.process.wait()
    assert read() == ""


@installed
@pytest.mark.ocr
def test_the_process_ends_with_its_parent(tmp_path: Path) -> None:
    """Also when the parent is killed and cannot clean up."""
    code = (
        "import time; from planparse.ocr import kept_engine; kept_engine.version('vie'); "
        "print(kept_engine.POOL._idle[0].process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    assert psutil.pid_exists(pid)
    parent.kill()
    parent.wait()
    psutil.wait_procs([psutil.Process(pid)] if psutil.pid_exists(pid) else [], timeout=10)
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


@installed
@pytest.mark.ocr
@pytest.mark.parametrize("name", ["health-page.png", "commune-fax.tiff"])
def test_the_words_are_those_of_the_program(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    options = Options(pages="1")

    def pages() -> list[PageText]:
        with open_source(SAMPLES / name, options) as source:
            return [reading.page for reading in read_pages(source, options)]

    kept = pages()
    monkeypatch.setattr(kept_engine, "is_available", lambda lang: False)
    own = pages()
    for ours, theirs in zip(kept, own, strict=True):
        words = [[page.text[w.start : w.end] for w in page.words] for page in (ours, theirs)]
        matcher = SequenceMatcher(None, *words, autojunk=False)
        assert matcher.ratio() >= SAME
        for block in matcher.get_matching_blocks():
            for a, b in zip(
                ours.words[block.a : block.a + block.size], theirs.words[block.b : block.b + block.size], strict=True
            ):
                assert a.bbox is not None and b.bbox is not None
                assert abs(a.bbox.x0 - b.bbox.x0) < 8 and abs(a.bbox.top - b.bbox.top) < 8


def test_it_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_engine, "is_available", lambda lang: True)
    assert engine.is_kept("vie")
    monkeypatch.setattr(engine, "program", lambda: "/opt/own/tesseract")
    assert not engine.is_kept("vie")
    monkeypatch.undo()
    monkeypatch.setattr(kept_engine, "is_available", lambda lang: True)
    monkeypatch.setenv(engine.SWITCH, "0")
    assert not engine.is_kept("vie")


def test_language_data_is_looked_for_where_it_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.traineddata").touch()
    monkeypatch.setattr(kept_engine, "TESSDATA", (str(tmp_path / "nowhere"), str(tmp_path)))
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    assert kept_engine.tessdata("one") == tmp_path
    assert kept_engine.tessdata("one+two") is None
    other = tmp_path / "other"
    other.mkdir()
    (other / "one.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(other))
    assert kept_engine.tessdata("one") == other
