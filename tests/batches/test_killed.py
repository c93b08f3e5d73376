"""kill -9 of the coordinator at any moment: no process stays, and the next run ends as if nothing had happened."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from planparse.batches.run import batch

from .conftest import DirectExecutor, environment, gone, tree, wait_for

COORDINATOR = """
import sys
from pathlib import Path
from planparse.batches.coordinator import Wishes
from planparse.batches.inputs import find_documents
from planparse.batches.local import LocalExecutor
from planparse.batches.run import SCRATCH, run_batch
source, output = sys.argv[1], Path(sys.argv[2])
with LocalExecutor(2, scratch=output / ".planparse" / SCRATCH, reader="acting_reader:read") as executor:
    run_batch(find_documents([source], output), Wishes(output), executor)
"""
DOCUMENTS = 12


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    for number in range(DOCUMENTS):
        (folder / f"part{number % 2}").mkdir(parents=True, exist_ok=True)
        text = ("sleep 0.05 good {}", "sleep 0.05 partial {}", "litter fail {}")[number % 3].format(number % 9)
        (folder / f"part{number % 2}" / f"{number}.txt").write_text(text)
    return folder


def start(documents: Path, output: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", COORDINATOR, documents, output], env=environment())


def test_kill_at_several_moments(documents: Path, tmp_path: Path):
    wanted, output = tmp_path / "wanted", tmp_path / "out"
    batch(documents, wanted, executor=DirectExecutor())
    for records in (0, 1, 3, 5):
        running = start(documents, output)
        wait_for(lambda process=running: psutil.Process(process.pid).children())
        wait_for(lambda least=records: len(list(output.rglob("*.json"))) >= least)
        below = psutil.Process(running.pid).children(recursive=True)
        running.kill()
        running.wait()
        assert below and all(gone(process.pid) for process in below)
    assert start(documents, output).wait(60) == 0
    assert tree(output) == tree(wanted)
    assert not (output / ".planparse" / "scratch").exists() or not list((output / ".planparse" / "scratch").iterdir())


def test_ctrl_c_stops_the_children_and_keeps_what_is_done(documents: Path, tmp_path: Path):
    (documents / "zz.txt").write_text("sleep 60")
    output = tmp_path / "out"
    running = start(documents, output)
    wait_for(lambda: len(list(output.rglob("*.json"))) >= 2)
    below = psutil.Process(running.pid).children(recursive=True)
    running.send_signal(signal.SIGINT)
    assert running.wait(30) != 0
    assert all(gone(process.pid) for process in below)
    assert (output / "manifest.jsonl").read_text().count("\n") >= 1
    assert not list(output.rglob("*.part"))


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv")
def test_tesseract_dies_with_the_process_that_started_it(tmp_path: Path):
    """Tesseract runs in a session of its own, so that no signal to the group of its parent reaches it."""
    script = tmp_path / "tesseract"
    script.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 60\n")
    script.chmod(0o755)
    code = (
        "import sys; from concurrent.futures import ThreadPoolExecutor; from planparse.ocr.runs import Runs\n"
        "def run():\n"
        "    with Runs().program(sys.argv[1], 3) as kept: kept.process.wait()\n"
        "with ThreadPoolExecutor(1) as pool: pool.submit(run).result()\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, script], env=environment())
    wait_for(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text().strip())
    pid = int((tmp_path / "pid").read_text())
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    assert gone(pid)
