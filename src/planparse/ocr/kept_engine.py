"""Tesseract with its model loaded once (`pip install planparse[fast]`): tesserocr, in child processes that are kept.

Each process reads one job at a time, and serves any thread and any document after another. It is a process of its own
because Tesseract may crash, hang or eat the memory: then it is killed, the page fails, and the next job gets a new one.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planparse.errors import OcrError
from planparse.ocr.processes import kill_session, out_of_time, why_it_ended

if TYPE_CHECKING:
    from planparse.ocr.engine import Job, Workplace

TESSDATA = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
)
"""Where distributions put the language data; `TESSDATA_PREFIX` goes before."""
MOST_JOBS = 500
"""Jobs after which a process is replaced, so that what Tesseract leaves in memory cannot pile up."""


@lru_cache(maxsize=1)
def packages() -> Path | None:
    """The folder that tesserocr is installed in; None where it is not."""
    found = find_spec("tesserocr")
    return Path(found.origin).parent.parent if found is not None and found.origin and sys.executable else None


def tessdata(lang: str) -> Path | None:
    """The first folder with the data of every language of `lang`."""
    given = os.environ.get("TESSDATA_PREFIX")
    for folder in map(Path, [*([given] if given else []), *TESSDATA]):
        if all((folder / f"{name}.traineddata").is_file() for name in lang.split("+")):
            return folder
    return None


def is_available(lang: str) -> bool:
    """Whether pages in `lang` can be read this way."""
    return packages() is not None and tessdata(lang) is not None


@dataclass(eq=False)
class Worker:
    """One process. What it writes on stderr is of no use to anyone."""

    process: subprocess.Popen[bytes]
    lang: str
    jobs: int = 0
    version: str = ""
    _unread: bytes = field(default=b"", repr=False)

    def answer(self, seconds: float) -> dict[str, str] | None:
        """The next line that it says; None when that does not come in time.

        Raises:
            EOFError: it has ended.
        """
        stdout = self.process.stdout
        assert stdout is not None
        while b"\n" not in self._unread:
            # Only ever the rest of one line is waited for, since one job is given at a time.
            if not select.select([stdout], [], [], seconds)[0]:
                return None
            read = os.read(stdout.fileno(), 65536)
            if not read:
                raise EOFError
            self._unread += read
        line, _, self._unread = self._unread.partition(b"\n")
        try:
            said: Any = json.loads(line)
        except ValueError:
            said = None
        return said if isinstance(said, dict) else {"error": "it answered with something unknown"}

    def kill(self) -> None:
        """End it, and all that it may have started."""
        kill_session(self.process)
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


class Pool:
    """The processes that wait for work."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[Worker] = []

    def take(self, lang: str) -> Worker:
        """A waiting process for `lang`, else a new one.

        Raises:
            OcrError: none can be started.
        """
        with self._lock:
            for worker in self._idle:
                if worker.lang == lang and worker.process.poll() is None:
                    self._idle.remove(worker)
                    return worker
        return start(lang)

    def give_back(self, worker: Worker) -> None:
        """Keep a process that has done its job."""
        worker.jobs += 1
        if worker.jobs >= MOST_JOBS:
            worker.kill()
            return
        with self._lock:
            self._idle.append(worker)

    def close(self) -> None:
        """End all that wait."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.kill()

    def forget(self) -> None:
        """In a forked child: the processes belong to the parent."""
        self._lock = threading.Lock()
        for worker in self._idle:
            for stream in (worker.process.stdin, worker.process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
        self._idle = []


POOL = Pool()
atexit.register(POOL.close)
os.register_at_fork(after_in_child=POOL.forget)


def start(lang: str) -> Worker:
    """A new process; its model is loaded while the caller goes on.

    Raises:
        OcrError: it cannot be started.
    """
    script = Path(__file__).with_name("kept_worker.py")
    command = [sys.executable, "-I", "-S", str(script), str(packages()), str(tessdata(lang)), lang]
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            start_new_session=True,
        )
    except OSError as error:
        raise OcrError(f"Tesseract could not be started ({error.strerror}).") from error
    return Worker(process, lang)


def read(job: Job, workplace: Workplace) -> str:
    """Read the pictures of a job; see `engine.run`.

    Raises:
        OcrError: the process crashed, was killed, ran out of time, or could not read.
        UnicodeDecodeError: what it wrote is not UTF-8.
    """
    output = workplace.folder / "words.tsv"
    output.unlink(missing_ok=True)
    with _kept(workplace) as worker:
        stdin = worker.process.stdin
        assert stdin is not None
        order = {
            "pictures": [str(path) for path in job.pictures],
            "layout": job.layout,
            "dpi": job.dpi,
            "output": str(output),
        }
        try:
            stdin.write(json.dumps(order).encode() + b"\n")
            stdin.flush()
            said = {"version": worker.version} if worker.version else worker.answer(workplace.deadline.left())
            if said is not None and "error" not in said:
                worker.version = said.get("version", "")
                said = worker.answer(workplace.deadline.left())
        except (EOFError, BrokenPipeError) as error:
            status = worker.process.wait()
            raise OcrError(why_it_ended(status)) from error
        if said is None:
            raise out_of_time(workplace.deadline)
        if "error" in said:
            raise OcrError(f"Tesseract gave up: {said['error']}.")
        try:
            return output.read_bytes().decode("utf-8")
        except FileNotFoundError as error:
            raise OcrError("Tesseract ended without output.") from error


@contextlib.contextmanager
def _kept(workplace: Workplace) -> Iterator[Worker]:
    """A process that is kept when all went well, and killed when anything did not."""
    worker = POOL.take(workplace.lang)
    try:
        with workplace.runs.watching(worker.process):
            yield worker
    except BaseException:
        worker.kill()
        raise
    POOL.give_back(worker)


def version(lang: str) -> str:
    """The version of the Tesseract inside tesserocr.

    Raises:
        OcrError: it does not start.
    """
    worker = POOL.take(lang)
    try:
        said = {"version": worker.version} if worker.version else worker.answer(20.0)
    except EOFError:
        said = None
    if said is None or not said.get("version"):
        worker.kill()
        raise OcrError("tesserocr does not start.", "Reinstall it with: pip install --force-reinstall tesserocr")
    worker.version = said["version"]
    POOL.give_back(worker)
    return worker.version
