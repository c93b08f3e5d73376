"""Child processes that can always be stopped: each in a session of its own, all of which is killed at once."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import IO

from planparse.errors import MissingDependencyError, OcrError

INSTALL = "Install it with: apt-get install tesseract-ocr tesseract-ocr-vie"
ANSWER_SECONDS = 20.0
"""How long a program may take to say its version."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A point in time that several runs share."""

    end: float
    seconds: float
    """How far away it was at first."""

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The point `seconds` from now."""
        return cls(time.monotonic() + seconds, seconds)

    def left(self) -> float:
        """Seconds that are left; never less than a small positive number, so that a wait ends at once."""
        return max(0.01, self.end - time.monotonic())

    def is_over(self) -> bool:
        """Whether it has passed."""
        return time.monotonic() >= self.end


def start_in_session(command: Sequence[str], *, stdout: int, stderr: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start Tesseract.

    Raises:
        MissingDependencyError: there is no such program.
        OcrError: it cannot be started.
    """
    try:
        if shutil.which(command[0]) is None:  # setpriv would only leave with an exit code
            raise FileNotFoundError
        return subprocess.Popen(
            [*_leash(), *command],
            stdin=subprocess.PIPE,
            stdout=stdout,
            stderr=stderr,
            # Tesseract's own threads cost 6.9 CPU seconds a page instead of 1.3 and gain nothing when pages run side
            # by side.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            start_new_session=True,
        )
    except FileNotFoundError as error:
        raise MissingDependencyError("The program tesseract is not installed.", INSTALL) from error
    except OSError as error:
        raise OcrError(f"Tesseract could not be started ({error.strerror}).") from error


@lru_cache(maxsize=1)
def _leash() -> tuple[str, ...]:
    """What to put before a command so that the kernel kills it when the thread that started it ends, even by kill -9.

    Being in a session of its own, Tesseract would otherwise read its picture to the end, for nobody. The other ways are
    worse: a function that runs between fork and exec is unsafe beside threads, and a process that watches lasts only as
    long as itself. It costs 1 ms of CPU time a process (`setpriv` of util-linux 2.33 or later).
    """
    leash = ("setpriv", "--pdeathsig", "KILL")
    try:
        tried = subprocess.run([*leash, "true"], capture_output=True, timeout=ANSWER_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return leash if tried.returncode == 0 else ()


def kill_session(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and all that it has started."""
    with contextlib.suppress(ProcessLookupError):  # everything has ended by itself
        os.killpg(process.pid, signal.SIGKILL)


def out_of_time(deadline: Deadline) -> OcrError:
    """The error of a page that takes too long."""
    return OcrError(
        f"Tesseract did not finish within {deadline.seconds:.0f} seconds and was stopped.",
        "Allow more time with --page-timeout or read the page at a lower --dpi.",
    )


def why_it_ended(status: int) -> str:
    """What an exit status says, in a sentence."""
    if status == -signal.SIGKILL:
        return "Tesseract was killed; the machine may be out of memory."
    if status < 0:
        return f"Tesseract crashed ({signal.Signals(-status).name})."
    return f"Tesseract gave up (exit code {status})." if status else "Tesseract ended without output."
