"""Tesseract as a child process that can always be stopped.

`pytesseract` knows how to find and start the program; what it lacks is a way to stop all of it. Here the program runs
in a session of its own, and the whole session is killed when the time is over or the caller leaves.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from planparse.errors import MissingDependencyError, OcrError
from planparse.knowledge import Dictionaries
from planparse.ocr import kept_engine

INSTALL = "Install it with: apt-get install tesseract-ocr tesseract-ocr-vie"

DEFAULT_PROGRAM = "tesseract"
SWITCH = "PLANPARSE_TESSEROCR"
"""Environment variable that, set to 0, has pages read by the program although tesserocr is installed: its wheel brings
a Tesseract of another version, which reads a few words differently."""

PAGE_LAYOUT = 3
"""Tesseract's page segmentation mode for a whole page: automatic, with columns."""
BLOCK_LAYOUT = 6
"""Page segmentation mode for one uniform block of text, such as a table cell."""
LINE_LAYOUT = 7
"""Page segmentation mode for one line of text."""

_LIST_TIMEOUT = 20.0
_LINE_MARGIN = 400


@dataclass(frozen=True, slots=True)
class Installation:
    """The Tesseract that is installed."""

    program: str
    version: str
    languages: tuple[str, ...]


def program() -> str:
    """The Tesseract program that pytesseract is set to use."""
    import pytesseract

    return str(pytesseract.pytesseract.tesseract_cmd)


@lru_cache(maxsize=8)
def _installation(command: str) -> Installation:
    path = shutil.which(command)
    if path is None:
        raise MissingDependencyError("The program tesseract is not installed.", INSTALL)
    version = _ask(path, "--version").splitlines()[:1]
    listed = _ask(path, "--list-langs").splitlines()[1:]
    return Installation(
        program=path,
        version=version[0].removeprefix("tesseract").strip() if version else "",
        languages=tuple(sorted(line.strip() for line in listed if line.strip())),
    )


def _ask(path: str, question: str) -> str:
    try:
        answer = subprocess.run(
            [path, question],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_LIST_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MissingDependencyError(f"The program {path} does not answer.", INSTALL) from error
    return answer.stdout.decode("utf-8", "replace")


def installation() -> Installation:
    """What is installed: program, version, languages.

    Raises:
        MissingDependencyError: there is no Tesseract, or it does not start.
    """
    return _installation(program())


def check(lang: str) -> None:
    """Check that pages in `lang` (such as `vie+eng`) can be read.

    Raises:
        MissingDependencyError: something is missing; the remedy is the command that installs it.
    """
    if not is_kept(lang):
        require(lang)


def require(lang: str) -> Installation:
    """Check that the program and every language of `lang` are installed.

    Raises:
        MissingDependencyError: something is missing; the remedy is the command that installs it.
    """
    found = installation()
    missing = [name for name in lang.split("+") if name not in found.languages]
    if missing:
        packages = " ".join(f"tesseract-ocr-{name.replace('_', '-')}" for name in missing)
        raise MissingDependencyError(
            f"Tesseract has no data for the language {', '.join(missing)}.",
            f"Install it with: apt-get install {packages}",
        )
    return found


@dataclass(frozen=True, slots=True)
class Deadline:
    """A point in time that several runs share."""

    end: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The point `seconds` from now."""
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """Seconds that are left; never less than a small positive number, so that a wait ends at once."""
        return max(0.01, self.end - time.monotonic())


@dataclass(frozen=True, slots=True)
class Job:
    """One run of Tesseract over one or more pictures."""

    pictures: tuple[Path, ...]
    """Picture files; one process reads them all, so that its start (70 ms of CPU time) is paid once."""
    layout: int
    """Page segmentation mode."""
    dpi: int
    settings: tuple[tuple[str, str], ...] = ()
    """Tesseract variables."""


class Runs:
    """The runs of Tesseract for one document, in several threads; `stop` ends them all at once.

    >>> runs = Runs()
    >>> runs.stop()
    >>> with runs.running(["tesseract", "--version"], Path("log.txt")): pass
    Traceback (most recent call last):
    planparse.errors.OcrError: Reading was stopped.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._stopped = False

    def stop(self) -> None:
        """Kill what runs and let nothing more start; may be called from any thread."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                _signal_group(process)

    @contextlib.contextmanager
    def watching(self, process: subprocess.Popen[bytes]) -> Iterator[None]:
        """Let `stop` kill a process while it is used here; afterwards it lives on.

        Raises:
            OcrError: the runs were stopped.
        """
        with self._lock:
            if self._stopped:
                raise OcrError("Reading was stopped.")
            self._running.add(process)
        try:
            yield
        finally:
            with self._lock:
                self._running.discard(process)

    @contextlib.contextmanager
    def running(self, command: Sequence[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
        """A process in a session of its own; nothing of it is left afterwards.

        Raises:
            OcrError: the runs were stopped, or the program cannot be started.
            MissingDependencyError: there is no such program.
        """
        with self._lock:
            if self._stopped:
                raise OcrError("Reading was stopped.")
            process = _start(command, log)
            self._running.add(process)
        try:
            yield process
        finally:
            with self._lock:
                self._running.discard(process)
                _signal_group(process)
            if process.poll() is None:
                process.wait()


@dataclass(frozen=True, slots=True)
class Workplace:
    """What the runs for one page share."""

    folder: Path
    """A place for pictures and output, removed with all it holds when the page is done."""
    lang: str
    deadline: Deadline
    runs: Runs = field(default_factory=Runs)
    dictionaries: Dictionaries = field(default_factory=Dictionaries)


def run(job: Job, workplace: Workplace) -> str:
    """Read the pictures of a job.

    Returns:
        Tesseract's TSV output; column `page_num` counts the pictures from 1.

    Raises:
        OcrError: the program crashed, was killed, ran out of time or wrote what is not UTF-8.
        MissingDependencyError: there is no such program.
    """
    output = workplace.folder / "words.tsv"
    output.unlink(missing_ok=True)
    if is_kept(workplace.lang):
        kept_engine.read(job, output, workplace)
    else:
        _run_program(job, output, workplace)
    try:
        return output.read_bytes().decode("utf-8")
    except FileNotFoundError as error:
        raise OcrError("Tesseract ended without output.") from error
    except UnicodeDecodeError as error:
        raise OcrError("Tesseract wrote output that is not UTF-8.") from error


def is_kept(lang: str) -> bool:
    """Whether pages are read by tesserocr: where it is installed and finds the language data, unless `SWITCH` is 0 or
    pytesseract was told to use a program of its own."""
    wanted = os.environ.get(SWITCH) != "0" and program() == DEFAULT_PROGRAM
    return wanted and kept_engine.is_available(lang)


def in_use(lang: str) -> str:
    """The engine that reads pages in `lang`, and its version: `tesseract 5.3.0`, `tesserocr (Tesseract 5.5.4)`.

    Raises:
        MissingDependencyError: there is none.
        OcrError: tesserocr does not start.
    """
    return (
        f"tesserocr (Tesseract {kept_engine.version(lang)})" if is_kept(lang) else f"tesseract {require(lang).version}"
    )


def _run_program(job: Job, output: Path, workplace: Workplace) -> None:
    folder = workplace.folder
    listing, log = folder / "pictures.txt", folder / "log.txt"
    listing.write_text("".join(f"{path}\n" for path in job.pictures), encoding="utf-8")
    command = [program(), str(listing), str(output.with_suffix("")), "-l", workplace.lang]
    command += ["--psm", str(job.layout), "--dpi", str(job.dpi)]
    for name, value in (*job.settings, ("tessedit_create_tsv", "1")):
        command += ["-c", f"{name}={value}"]
    status = _run_to_its_end(command, log, workplace)
    if status != 0:
        raise OcrError(_why_it_failed(status, log))


def _environment() -> Mapping[str, str]:
    # Tesseract's own threads cost 6.9 CPU seconds a page instead of 1.3 and gain nothing when pages run side by side.
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}


@lru_cache(maxsize=1)
def _leash() -> tuple[str, ...]:
    """What to put before a command so that the kernel kills it when this process dies, even by kill -9.

    Being in a session of its own, Tesseract would otherwise read on for nobody. The other ways are worse: a function
    that runs between fork and exec is unsafe beside threads, and a process that watches lasts only as long as itself.
    It costs 1 ms of CPU time a run (`setpriv` of util-linux 2.33 or later); without it Tesseract ends with its page.
    """
    leash = ("setpriv", "--pdeathsig", "KILL")
    try:
        tried = subprocess.run([*leash, "true"], capture_output=True, timeout=_LIST_TIMEOUT, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return leash if tried.returncode == 0 else ()


def _start(command: Sequence[str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as log_file:
        try:
            if shutil.which(command[0]) is None:  # setpriv would only leave with an exit code
                raise FileNotFoundError
            return subprocess.Popen(
                [*_leash(), *command],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log_file,
                env=_environment(),
                start_new_session=True,
            )
        except FileNotFoundError as error:
            raise MissingDependencyError("The program tesseract is not installed.", INSTALL) from error
        except OSError as error:
            raise OcrError(f"Tesseract could not be started ({error.strerror}).") from error


def _run_to_its_end(command: Sequence[str], log: Path, workplace: Workplace) -> int:
    seconds = workplace.deadline.left()
    with workplace.runs.running(command, log) as process:
        try:
            return process.wait(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise out_of_time(seconds) from error


def out_of_time(seconds: float) -> OcrError:
    """The error of a page that takes too long."""
    return OcrError(
        f"Tesseract did not finish within {seconds:.0f} seconds and was stopped.",
        "Allow more time with --page-timeout or read the page at a lower --dpi.",
    )


def _signal_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):  # everything has ended by itself
        os.killpg(process.pid, signal.SIGKILL)


def why_it_ended(status: int) -> str:
    """What an exit status says, in a sentence."""
    if status == -signal.SIGKILL:
        return "Tesseract was killed; the machine may be out of memory."
    if status < 0:
        return f"Tesseract crashed ({signal.Signals(-status).name})."
    return f"Tesseract gave up (exit code {status})."


def _why_it_failed(status: int, log: Path) -> str:
    if status < 0:
        return why_it_ended(status)
    lines = log.read_bytes().decode("utf-8", "replace").split("\n")
    said = " ".join(line.strip() for line in lines if line.strip() and not line.startswith("Page "))
    return f"Tesseract gave up (exit code {status}): {said[-_LINE_MARGIN:]}" if said else why_it_ended(status)
