"""Reading documents in child processes of this machine."""

from __future__ import annotations

import os
import selectors
import shutil
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from planparse.batches.child import Child
from planparse.batches.executor import PageCallback
from planparse.batches.job import Job, JobResult, Reason
from planparse.batches.messages import Finished, PageRead, Prepare, Ready, Refused
from planparse.batches.processes import look_at
from planparse.batches.wordings import OUT_OF_MEMORY, OUT_OF_TIME
from planparse.errors import DictionaryError, WorkerError

READER = "planparse.batches.read_job:read_job"
"""The function that reads a document, by its dotted name."""

RECYCLE = 500
"""Documents that a child process reads. Starting one takes 0.5 to 1 s of CPU time, which is 1 to 2 ms a document."""

LOOK_SECONDS = 0.5
"""Time between looks at the memory of the children; one look takes 1 ms."""

START_SECONDS = 120.0
"""Time that a child has to load its models; it takes 1 s on a free machine."""

GROWN = 0.5
"""Part of the memory limit that a child may hold between documents before it is replaced."""

DEAD_STARTS = 3
"""Children that die one after the other before their first document; then something is wrong with the machine."""

OF_NATIVE_CODE = frozenset({"SIGABRT", "SIGTRAP", "SIGILL", "SIGSEGV", "SIGBUS"})
NEARLY = 0.6
"""Part of the memory limit from which a library that brings the process down is taken to have found no more: PDFium
does not ask twice. What counts for the limit is asked for, what is seen from outside is less."""

ATTEMPTS = 2
"""Times that a document is tried when the process that reads it dies: somebody else may have killed it."""


class LocalExecutor:
    """Reads documents in child processes, one at a time in each.

    A hang, a crash or a document that needs too much memory costs this document and its process, which is replaced.
    Children are started when there is work for them, and are kept between two calls of `run` until `close`.

    Attributes:
        stop: asked twice a second whether to give up in mid-document, as if the iterator was closed.
    """

    def __init__(
        self,
        workers: int | None = None,
        *,
        recycle: int = RECYCLE,
        scratch: Path | None = None,
        reader: str = READER,
        silent: bool = True,
    ) -> None:
        """Set up; nothing is started yet.

        Args:
            workers: documents that are read at the same time; as many as there are cores by default.
            recycle: documents after which a child is replaced.
            scratch: folder for temporary files of the children; one in the system's folder by default.
            reader: dotted name, `module:function`, of what reads a job; see `read_job`. A function `prepare(options)`
                in the same module is called once in each child.
            silent: throw away what libraries print in the children.
        """
        self.workers = workers or available_cores()
        self._recycle = recycle
        self._reader = reader
        self._silent = silent
        self._own_scratch = scratch is None
        self._scratch = scratch
        self._started = 0
        self._dead_starts = 0
        self._looked = 0.0
        self._children: list[Child] = []
        self.stop: Callable[[], bool] = bool

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, jobs: Iterable[Job], on_page: PageCallback | None = None) -> Iterator[JobResult]:
        """Read documents; see `Executor`.

        Raises:
            DictionaryError: no document can be read with these dictionaries.
            WorkerError: child processes cannot be started.
        """
        work = _Work(iter(jobs), ahead=self.workers)
        try:
            while True:
                self._hand_out(work)
                if not any(child.job for child in self._children):
                    return
                if self.stop():
                    self.close()
                    return
                results = self._listen(work, on_page) + self._check_limits(work)
                # A child that has nothing to do waits for nobody: its next document goes to it before its last result
                # is written down.
                self._hand_out(work)
                yield from results
                work.fetch()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Stop all children, whatever they do."""
        while self._children:
            self._children.pop().end()
        if self._own_scratch and self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None

    def _hand_out(self, work: _Work) -> None:
        """Give documents to the children that have none, and start children while there is room for more."""
        idle = [child for child in self._children if child.job is None]
        room = self.workers - len(self._children)
        while (idle or room > 0) and (work.waiting or work.fetch()):
            job = work.waiting.popleft()
            if idle:
                idle.pop().give(job)
            else:
                self._start(job).give(job)
                room -= 1

    def _start(self, job: Job) -> Child:
        if self._scratch is None:
            self._scratch = Path(tempfile.mkdtemp(prefix="planparse-"))
        self._started += 1
        folder = self._scratch / f"{os.getpid()}-{self._started}"
        try:
            child = Child(Prepare(self._reader, job.options), folder, silent=self._silent)
        except OSError as error:
            raise WorkerError(
                f"A child process cannot be started: {error.strerror}.", "Try fewer --workers."
            ) from error
        self._children.append(child)
        return child

    def _end(self, child: Child) -> str:
        self._children.remove(child)
        return child.end()

    def _listen(self, work: _Work, on_page: PageCallback | None) -> list[JobResult]:
        """Wait until a child says something, for a while."""
        with selectors.DefaultSelector() as selector:
            for child in self._children:
                selector.register(child, selectors.EVENT_READ, child)
            speaking: list[Child] = [key.data for key, _ in selector.select(timeout=LOOK_SECONDS)]
        results = []
        for child in speaking:
            try:
                for report in child.hear():
                    match report:
                        case Ready():
                            child.ready, self._dead_starts = True, 0
                        case PageRead(done, total) if on_page is not None and child.job is not None:
                            on_page(child.job.key, done, total)
                        case Finished(result, resident) if child.job is not None:
                            results.append(result)
                            self._after(child, result, resident, child.job)
                        case Refused(message, remedy):
                            raise DictionaryError(message, remedy)
            except EOFError:
                results += self._after_death(child, work)
        return results

    def _after(self, child: Child, result: JobResult, resident: int, job: Job) -> None:
        """Keep a child for the next document, or replace it."""
        child.job = None
        grown = resident > job.limits.memory_bytes * GROWN or result.reason is Reason.MEMORY
        if grown or child.documents >= self._recycle:
            self._end(child)

    def _after_death(self, child: Child, work: _Work) -> list[JobResult]:
        cause, job = self._end(child), child.job
        if not child.ready:
            return self._after_dead_start(cause, job, work)
        if job is None:
            return []
        if cause in OF_NATIVE_CODE and child.tree.resident_bytes > NEARLY * job.limits.memory_bytes:
            return [JobResult.failed(job.key, Reason.MEMORY, OUT_OF_MEMORY.format(job.limits.memory_bytes // 1024**2))]
        if work.try_again(job):
            return []
        message = f"The process that read it died ({cause}), and so did the one that tried again."
        return [JobResult.failed(job.key, Reason.CRASH, message)]

    def _after_dead_start(self, cause: str, job: Job | None, work: _Work) -> list[JobResult]:
        self._dead_starts += 1
        if self._dead_starts >= DEAD_STARTS:
            raise WorkerError(
                f"Child processes die while they start ({cause}).", "Look at what planparse doctor and batch -vv say."
            )
        if job is not None:
            work.waiting.appendleft(job)
        return []

    def _check_limits(self, work: _Work) -> list[JobResult]:
        """Kill the children that take too much time or memory."""
        now = time.monotonic()
        if now - self._looked < LOOK_SECONDS:
            return []
        self._looked = now
        busy = [child for child in self._children if child.job is not None]
        results: list[JobResult] = []
        for child in busy:
            job = child.job
            assert job is not None
            child.tree = look_at(child.pid)
            if not child.ready:
                if now - child.heard > START_SECONDS:
                    self._end(child)
                    results += self._after_dead_start(f"not ready after {START_SECONDS:g} s", job, work)
            elif child.tree.resident_bytes > job.limits.memory_bytes:
                self._end(child)
                message = OUT_OF_MEMORY.format(job.limits.memory_bytes // 1024**2)
                results.append(JobResult.failed(job.key, Reason.MEMORY, message))
            elif now - child.heard > job.limits.seconds:
                self._end(child)
                message = OUT_OF_TIME.format(job.limits.seconds)
                results.append(JobResult.failed(job.key, Reason.TIMEOUT, message))
        return results


@dataclass
class _Work:
    """The documents that no child has yet."""

    jobs: Iterator[Job]
    ahead: int
    """Jobs that are taken before a child asks for them, so that it need not wait while a file is hashed."""
    waiting: deque[Job] = field(default_factory=deque)
    attempts: dict[str, int] = field(default_factory=dict)
    """Keys of documents that a child has died of."""

    def fetch(self) -> bool:
        """Take jobs; False when there is none left."""
        while len(self.waiting) < self.ahead and (job := next(self.jobs, None)) is not None:
            self.waiting.append(job)
        return bool(self.waiting)

    def try_again(self, job: Job) -> bool:
        """Put a document back that a child has died of; False when it was tried often enough."""
        self.attempts[job.key] = self.attempts.get(job.key, 1) + 1
        if self.attempts[job.key] > ATTEMPTS:
            del self.attempts[job.key]
            return False
        self.waiting.appendleft(job)
        return True


def available_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0))
