"""Reading documents on a Dask cluster, whose workers may come, go and die at any time.

    jobs -> shards of a few seconds each -> tasks on the workers -> reports -> one result for every job

A shard is reported as a whole: its results are small, and a task that reports once can be repeated by Dask without
anything being counted twice. A shard takes a few seconds, so that little is lost with a worker, and a document that
takes long is a shard of its own. On the worker each document is read in a child process, as it is without a cluster;
a worker dies because its machine does, not because of a document. Should a document bring workers down all the same,
its shard is split, and it is tried once more with nothing beside it before it is given up.
"""

from __future__ import annotations

import logging
import queue
import secrets
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, Self

from planparse.batches.dask_cluster import Cluster, check_name, check_same, connected, fingerprint
from planparse.batches.executor import PageCallback
from planparse.batches.job import Job, JobResult, Outcome, Reason
from planparse.batches.places import is_url, local_path, shown, size_of
from planparse.batches.shards import Shard, ShardReport, paths_read, read_shard
from planparse.errors import ClusterError, DictionaryError

log = logging.getLogger(__name__)

SHARD_SECONDS = 1.5
"""Wall clock that a shard should take. A task costs Dask about 5 ms; with a worker a shard is lost: one killed every 8
seconds makes a batch take 1.34 times as long as with the local executor, 1.65 times with shards of 5 seconds
(benchmarks/batches/cluster.py)."""
MOST_IN_SHARD = 64
AHEAD = 2
"""Shards for each thread of the workers that are handed to Dask at the same time."""
POLL_SECONDS = 1.0
"""Time without a result after which the workers are counted."""
ATTEMPTS = 3
"""Times that a shard is handed out again when a worker reports that it could not read it."""
SHARED_DISK_SECONDS = 15.0
"""Time that a network disk may take to show a file that another machine has written."""
WAIT_SECONDS = 60.0


class DaskExecutor:
    """Reads documents on a cluster; see `planparse.batches.executor.Executor`.

    Used as a context manager it stays connected between two calls of `run`. It connects when there is a first document
    to read: a batch in which nothing has changed needs no cluster.
    """

    def __init__(self, cluster: str, *, wait: float = WAIT_SECONDS, shard_seconds: float = SHARD_SECONDS) -> None:
        """Set up; nothing is connected or started yet.

        Args:
            cluster: `tcp://HOST:PORT` of a scheduler, or `local[:N]` for N workers on this machine.
            wait: seconds to wait for a scheduler, for a first worker, and for new workers when all are gone.
            shard_seconds: wall clock that a shard should take.
        """
        self._name = cluster
        self._wait = wait
        self._shard_seconds = shard_seconds
        self._kept: ExitStack | None = None
        self._cluster: Cluster | None = None

    def __enter__(self) -> Self:
        self._kept = ExitStack()
        return self

    def __exit__(self, *_: object) -> None:
        if self._kept is not None:
            self._kept.close()
        self._kept = self._cluster = None

    def run(self, jobs: Iterable[Job], on_page: PageCallback | None = None) -> Iterator[JobResult]:
        """Read documents; `on_page` is called once for each, when it is done.

        Raises:
            UsageError: the cluster has no valid name.
            DictionaryError: no document can be read with these dictionaries.
            MissingDependencyError: Dask is not installed.
            ClusterError: the cluster cannot be reached, has lost all workers for `wait` seconds, has another version,
                or cannot see the documents.
        """
        check_name(self._name)
        waiting = iter(jobs)
        first = next(waiting, None)
        if first is None:
            return
        with self._connection() as cluster:
            for result in _Run(cluster, chain([first], waiting), self._shard_seconds).results():
                if on_page is not None and result.counts.pages:
                    on_page(result.key, result.counts.pages, result.counts.pages)
                yield result

    @contextmanager
    def _connection(self) -> Iterator[Cluster]:
        if self._kept is None:
            with connected(self._name, self._wait) as cluster:
                yield cluster
            return
        if self._cluster is None:
            self._cluster = self._kept.enter_context(connected(self._name, self._wait))
        yield self._cluster


@dataclass(frozen=True, slots=True)
class _Task:
    """A shard that Dask has."""

    future: Any
    jobs: tuple[Job, ...]
    attempt: int
    alone: bool
    """Whether nothing else was in flight, so that a dead worker can be blamed on this document."""


@dataclass
class _Run:
    cluster: Cluster
    jobs: Iterator[Job]
    shard_seconds: float
    again: deque[tuple[tuple[Job, ...], int]] = field(default_factory=deque)
    """Shards to be handed out again, with the number of the attempt."""
    suspects: deque[Job] = field(default_factory=deque)
    """Documents whose workers died, to be tried alone."""
    in_flight: dict[str, _Task] = field(default_factory=dict)
    finished: queue.SimpleQueue[str] = field(default_factory=queue.SimpleQueue)
    """Keys of tasks that have ended."""
    seconds: float = 0.0
    """Mean wall clock of a document, of the last shards."""
    seen_outputs: set[str] = field(default_factory=set)
    """Workers that write where this process looks."""

    def results(self) -> Iterator[JobResult]:
        try:
            while self._hand_out():
                yield from self._settle(self._next())
        finally:
            # Workers look whether their shard is still wanted, and stop in mid-document.
            with suppress(Exception):
                self.cluster.client.cancel([task.future for task in self.in_flight.values()], force=True)

    def _hand_out(self) -> bool:
        """Give Dask what it has room for; False when nothing is left to wait for."""
        room = AHEAD * max(1, self.cluster.threads()) - len(self.in_flight)
        while room > 0 and (shard := self._next_shard()) is not None:
            self._submit(*shard)
            room -= 1
        if not self.in_flight and self.suspects:
            self._submit((self.suspects.popleft(),), 1, alone=True)
        return bool(self.in_flight)

    def _next_shard(self) -> tuple[tuple[Job, ...], int] | None:
        if self.again:
            return self.again.popleft()
        # The first shards have one document each: nobody knows yet how long they take.
        size = int(self.shard_seconds / self.seconds) if self.seconds else 1
        jobs = tuple(_absolute(job) for job in islice(self.jobs, max(1, min(size, MOST_IN_SHARD))))
        return (jobs, 1) if jobs else None

    def _submit(self, jobs: tuple[Job, ...], attempt: int, *, alone: bool = False) -> None:
        key = f"planparse-{secrets.token_hex(8)}"
        future = self.cluster.client.submit(read_shard, Shard(jobs, fingerprint()), key=key, pure=False, retries=0)
        self.in_flight[key] = _Task(future, jobs, attempt, alone)
        future.add_done_callback(lambda done: self.finished.put(done.key))

    def _next(self) -> _Task:
        """Wait for a task to end.

        Raises:
            ClusterError: there is nobody left who could do it.
        """
        while True:
            with suppress(queue.Empty):
                task = self.in_flight.pop(self.finished.get(timeout=POLL_SECONDS), None)
                if task is not None:
                    return task
            self.cluster.threads()

    def _settle(self, task: _Task) -> Iterator[JobResult]:
        from distributed import KilledWorker

        report: ShardReport | None = None
        try:
            if not task.future.cancelled():
                report = task.future.result(timeout=self.cluster.wait)
        except KilledWorker:
            yield from self._blame(task)
            return
        except (OSError, TimeoutError):  # the result was lost with the worker that held it
            pass
        except Exception as error:
            if task.future.status == "error" or task.attempt >= ATTEMPTS:
                raise ClusterError(
                    f"The workers of {self.cluster.name} cannot run planparse ({type(error).__name__}).",
                    f"Install {fingerprint()} on all of them.",
                ) from error
        if report is None:
            self.again.append((task.jobs, task.attempt))
            return
        yield from self._take(task, report)

    def _blame(self, task: _Task) -> Iterator[JobResult]:
        """Find out which document of a shard brings workers down."""
        if len(task.jobs) > 1:
            self.again.extend(((job,), 1) for job in task.jobs)
        elif not task.alone:
            self.suspects.append(task.jobs[0])
        else:
            message = "The workers that read it died, again and again, with nothing else to do."
            yield JobResult.failed(task.jobs[0].key, Reason.CRASH, message)

    def _take(self, task: _Task, report: ShardReport) -> Iterator[JobResult]:
        check_same(f"the worker {report.worker}", report.found)
        self._check_seen(task, report)
        if report.refused is not None:
            raise DictionaryError(*report.refused)
        self._check_written(task, report)
        if report.results:
            mean = report.seconds / len(report.results)
            self.seconds = mean if not self.seconds else 0.7 * self.seconds + 0.3 * mean
        yield from report.results
        done = {result.key for result in report.results}
        rest = tuple(job for job in task.jobs if job.key not in done)
        if not rest:
            return
        log.info("worker %s gave up: %s", report.worker, report.problem)
        if task.attempt < ATTEMPTS:
            self.again.append((rest, task.attempt + 1))
            return
        for job in rest:
            message = f"No worker could read it: {report.problem or 'they stopped'}."
            yield JobResult.failed(job.key, Reason.CRASH, message)

    def _check_seen(self, task: _Task, report: ShardReport) -> None:
        """A path that is here but not on the worker is no fault of the document."""
        wanted = {path for job in task.jobs for path in paths_read(job)}
        hidden = [path for path in report.unseen if path in wanted and Path(path).exists()]
        if hidden:
            raise ClusterError(
                f"The worker {report.worker} cannot see {shown(hidden[0])}.",
                "Put documents, dictionaries and output into a folder that all machines share, "
                "or give URLs such as s3://bucket/plans/.",
            )

    def _check_written(self, task: _Task, report: ShardReport) -> None:
        """See that the first record of each worker has arrived; another disk of the same name would swallow all."""
        if report.worker in self.seen_outputs:
            return
        outputs = {job.key: job.output for job in task.jobs if not is_url(job.output)}
        result = next((r for r in report.results if r.outcome is not Outcome.FAILED and r.key in outputs), None)
        if result is None:
            return
        end = time.monotonic() + SHARED_DISK_SECONDS
        while size_of(outputs[result.key]) != result.output_bytes:
            if time.monotonic() > end:
                raise ClusterError(
                    f"The worker {report.worker} has written {shown(outputs[result.key])}, but it is not here.",
                    "The output must be a folder that all machines share, or a URL such as s3://bucket/records/.",
                )
            time.sleep(0.2)
        self.seen_outputs.add(report.worker)


def _absolute(job: Job) -> Job:
    """The same job for a process whose working folder is another."""
    options = job.options
    if options.dictionaries is not None:
        options = replace(options, dictionaries=options.dictionaries.absolute())
    source, output = (
        place if is_url(place) else str(local_path(place).absolute()) for place in (job.source, job.output)
    )
    return replace(job, source=source, output=output, options=options)
