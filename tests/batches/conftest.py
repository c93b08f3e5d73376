"""Batches of documents that say what is to happen while they are read."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path

import psutil
import pytest

from planparse.batches.job import Job, JobResult, Limits
from planparse.batches.local import LocalExecutor

HERE = Path(__file__).parent
READER = "acting_reader:read"
MB = 1024**2


class DirectExecutor:
    """Reads in this process, for tests of what stands around the reading; it can break off after some documents."""

    def __init__(self, break_after: int | None = None) -> None:
        self.break_after = break_after
        self.read: list[str] = []

    def run(self, jobs: Iterable[Job], on_page=None) -> Iterator[JobResult]:
        reader = import_module("acting_reader")
        for job in jobs:
            if self.break_after is not None and len(self.read) >= self.break_after:
                raise Killed
            self.read.append(job.key)
            yield reader.read(job, lambda done, total, key=job.key: on_page and on_page(key, done, total))


class Killed(BaseException):
    """Stands for a kill -9 of the coordinator: nothing catches it."""


@pytest.fixture(autouse=True)
def readers_can_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(HERE))


@pytest.fixture
def executor(tmp_path: Path) -> Iterator[Callable[..., LocalExecutor]]:
    """Make executors that are closed at the end, and see that no process outlives them."""
    made: list[LocalExecutor] = []

    def make(workers: int = 2, **options: object) -> LocalExecutor:
        made.append(LocalExecutor(workers, reader=READER, scratch=tmp_path / "scratch", **options))
        return made[-1]

    yield make
    for one in made:
        one.close()
    assert not (tmp_path / "scratch").exists() or not list((tmp_path / "scratch").iterdir())
    assert not children_of(psutil.Process().pid)


@pytest.fixture
def job(tmp_path: Path) -> Callable[..., Job]:
    """Make a job of instructions."""

    def make(instructions: str, name: str = "", limits: Limits | None = None, **options: object) -> Job:
        name = name or f"{hashlib.sha256(instructions.encode()).hexdigest()[:8]}.txt"
        source = tmp_path / "in" / name
        source.parent.mkdir(exist_ok=True)
        source.write_text(instructions)
        return Job(name, str(source), str(tmp_path / "out" / f"{name}.json"), limits=limits or Limits(), **options)

    return make


def children_of(pid: int) -> list[psutil.Process]:
    return [
        child
        for child in psutil.Process(pid).children(recursive=True)
        if child.is_running() and child.status() != psutil.STATUS_ZOMBIE and "child_main" in " ".join(child.cmdline())
    ]


def gone(pid: int, seconds: float = 10) -> bool:
    """Whether a process ends soon."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.02)
    return False


def wait_for(condition: Callable[[], object], seconds: float = 60) -> None:
    """Wait until something is true, and fail when it does not become so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


def tree(folder: Path) -> Mapping[str, bytes]:
    """The files of an output folder with their content, without the memory of the batch."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".planparse" not in path.parts
    }


def environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": ":".join([str(HERE), *filter(None, sys.path)]), "OMP_THREAD_LIMIT": "1"}
