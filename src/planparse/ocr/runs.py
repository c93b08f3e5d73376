"""The processes of Tesseract that read one document, in several threads."""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections.abc import Iterator

from planparse.errors import OcrError
from planparse.ocr import kept_program
from planparse.ocr.kept_program import KeptProgram
from planparse.ocr.processes import kill_session


class Runs:
    """What runs for a document; `stop` ends all of it at once.

    >>> with Runs() as runs:
    ...     runs.stop()
    ...     with runs.program("tesseract", 3): pass
    Traceback (most recent call last):
    planparse.errors.OcrError: Reading was stopped.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._idle: list[KeptProgram] = []
        self._stopped = False

    def __enter__(self) -> Runs:
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Kill what runs or waits, and let nothing more start; may be called from any thread."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                kill_session(process)
            idle, self._idle = self._idle, []
        for program in idle:
            program.kill()

    @contextlib.contextmanager
    def watching(self, process: subprocess.Popen[bytes]) -> Iterator[None]:
        """Let `stop` kill a process while it is used here; afterwards it lives on.

        Raises:
            OcrError: the runs were stopped.
        """
        with self._lock:
            self._raise_if_stopped()
            self._running.add(process)
        try:
            yield
        finally:
            with self._lock:
                self._running.discard(process)

    @contextlib.contextmanager
    def program(self, command: str, layout: int, *arguments: str) -> Iterator[KeptProgram]:
        """A process of the program that waits for work, else a new one. It is killed when anything goes wrong here.

        Args:
            command: name or path of the program.
            layout: page segmentation mode. One process is kept for each and for each thread, although every page may
                ask for another resolution.
            arguments: what else it is started with.

        Raises:
            OcrError: the runs were stopped, or the program cannot be started.
            MissingDependencyError: there is no such program.
        """
        wanted = ("--psm", str(layout), *arguments)
        program = self._waiting((command, *wanted)) or kept_program.start(command, wanted)
        try:
            with self.watching(program.process):
                yield program
        except BaseException:
            program.kill()
            raise
        self._keep(program)

    def _waiting(self, kind: tuple[str, ...]) -> KeptProgram | None:
        with self._lock:
            self._raise_if_stopped()
            same_layout = [program for program in self._idle if program.kind[:3] == kind[:3]]
            if not same_layout:
                return None
            program = next((program for program in same_layout if program.kind == kind), same_layout[0])
            self._idle.remove(program)
        if program.kind == kind and program.process.poll() is None:
            return program
        program.kill()
        return None

    def _keep(self, program: KeptProgram) -> None:
        with self._lock:
            if not self._stopped:
                self._idle.append(program)
                return
        program.kill()

    def _raise_if_stopped(self) -> None:
        if self._stopped:
            raise OcrError("Reading was stopped.")
