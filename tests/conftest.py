"""Fixtures that several folders of tests share: the sample documents, and the program run as a user runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
# What the tests expect of scans was read by the program; tesserocr brings a Tesseract of another version.
os.environ.setdefault("PLANPARSE_TESSEROCR", "0")
RUN = (sys.executable, "-c", "from planparse.cli import main; main()")


@dataclass(frozen=True)
class Finished:
    """How a run of the program ended."""

    code: int
    out: str
    err: str


Planparse = Callable[..., Finished]


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample documents."""
    return SAMPLES


@pytest.fixture
def planparse(tmp_path: Path) -> Planparse:
    """Run the program in an empty folder; it must end by itself within the time limit."""

    def run(*arguments: object, env: Mapping[str, str] | None = None, timeout: float = 120) -> Finished:
        folder = tmp_path / "cwd"
        folder.mkdir(exist_ok=True)
        own = {name: value for name, value in os.environ.items() if not name.startswith("PLANPARSE_")}
        done = subprocess.run(
            [*RUN, *map(str, arguments)],
            capture_output=True,
            cwd=folder,
            env={**own, "XDG_CONFIG_HOME": str(folder), "OMP_THREAD_LIMIT": "1", **(env or {})},
            timeout=timeout,
            check=False,
        )
        return Finished(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def has_vietnamese_ocr() -> bool:
    """Whether Tesseract and its Vietnamese data are installed."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    return "vie" in listed.stdout.split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the tests that need an OCR which is not there."""
    marked = [item for item in items if item.get_closest_marker("ocr")]
    if marked and not has_vietnamese_ocr():
        for item in marked:
            item.add_marker(pytest.mark.skip(reason="needs tesseract-ocr and tesseract-ocr-vie"))
