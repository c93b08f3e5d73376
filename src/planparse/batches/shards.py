"""What a worker of the cluster does: it reads the documents of one shard, each in a child process, one by one.

Nothing here raises, and what travels shows no document and no option when it is printed: Dask writes the exception
and the arguments of a failed task to its log.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from planparse.batches.dask_cluster import Fingerprint, fingerprint
from planparse.batches.job import Job, JobResult
from planparse.batches.local import LocalExecutor
from planparse.batches.places import is_url
from planparse.errors import DictionaryError, PlanparseError

IDLE_SECONDS = 30.0
"""Time that a child process is kept for the next shard: starting one costs 1 s, keeping one costs 200 MB."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents that one task reads."""

    jobs: tuple[Job, ...] = field(repr=False)
    expected: Fingerprint


@dataclass(frozen=True, slots=True)
class ShardReport:
    """How a shard went."""

    worker: str
    """Address of the worker."""
    found: Fingerprint
    """What the worker has; where it is not what the shard expects, nothing was read."""
    results: tuple[JobResult, ...] = field(default=(), repr=False)
    """Fewer than jobs where the worker could not go on."""
    unseen: tuple[str, ...] = field(default=(), repr=False)
    """Paths that are not there on the worker."""
    problem: str = ""
    """Why the worker could not go on."""
    refused: tuple[str, str] | None = None
    """Why no document can be read with these dictionaries, and what to do."""
    seconds: float = 0.0
    """Wall clock."""


def read_shard(shard: Shard) -> ShardReport:
    """Read the documents of a shard; this is the task that Dask runs."""
    from distributed import get_worker

    started, address, found = time.monotonic(), str(get_worker().address), fingerprint()
    if found != shard.expected:
        return ShardReport(address, found)
    unseen = tuple(sorted(set(_unseen(shard.jobs))))
    results: list[JobResult] = []
    problem, refused = "", None
    try:
        with _child(stop=_abandoned()) as executor:
            results.extend(executor.run(shard.jobs))
    except DictionaryError as error:
        refused = error.message, error.remedy
    except PlanparseError as error:
        problem = str(error)
    except Exception as error:  # what it says may quote a document
        problem = type(error).__name__
    seconds = time.monotonic() - started
    return ShardReport(address, found, tuple(results), unseen, problem, refused, seconds)


def paths_read(job: Job) -> Iterator[str]:
    """The local paths that have to be there for a job."""
    if not is_url(job.source):
        yield job.source
    if job.options.dictionaries is not None:
        yield str(job.options.dictionaries)


def _unseen(jobs: tuple[Job, ...]) -> Iterator[str]:
    from pathlib import Path

    for job in jobs:
        yield from (path for path in paths_read(job) if not Path(path).exists())


def _abandoned() -> Callable[[], bool]:
    """Asks whether nobody waits for this shard any more: it was cancelled, or its coordinator is gone."""
    from distributed import get_worker
    from distributed.worker import thread_state

    tasks, key = get_worker().state.tasks, getattr(thread_state, "key", None)

    def abandoned() -> bool:
        task = tasks.get(key)
        return key is not None and (task is None or task.state in ("cancelled", "released", "forgotten"))

    return abandoned


_resting: list[LocalExecutor] = []
"""Child processes between two shards, the last used one at the end."""
_lock = threading.Lock()
_timer: threading.Timer | None = None


@contextmanager
def _child(stop: Callable[[], bool]) -> Iterator[LocalExecutor]:
    """A child process for the time of one shard; each thread of the worker has its own."""
    global _timer  # noqa: PLW0603 - a worker has one pool
    with _lock:
        if _timer is not None:
            _timer.cancel()
        executor = _resting.pop() if _resting else LocalExecutor(1)
    executor.stop = stop
    try:
        yield executor
    finally:
        with _lock:
            _resting.append(executor)
            _timer = threading.Timer(IDLE_SECONDS, _end_children)
            _timer.daemon = True
            _timer.start()


def _end_children() -> None:
    with _lock:
        while _resting:
            _resting.pop().close()
