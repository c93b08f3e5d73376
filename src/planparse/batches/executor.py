"""Executors: who reads the documents of a batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from planparse.batches.job import Job, JobResult

PageCallback = Callable[[str, int, int], None]
"""Called with the key of a document, the pages read so far and the pages to read."""


class Executor(Protocol):
    """Reads documents in isolation; `LocalExecutor` with child processes here, `DaskExecutor` on a cluster.

    An executor takes jobs one by one as it has room for them, so that the iterable may be long or slow. It gives
    exactly one result for every job it took, in the order of completion, whatever happens to the process that reads
    it, and raises only when no further document can be read at all. Writing is idempotent: the same job gives the same
    bytes.
    """

    def run(self, jobs: Iterable[Job], on_page: PageCallback | None = None) -> Iterator[JobResult]:
        """Read documents.

        Closing the iterator (or leaving it by an exception) stops what runs and leaves no process behind; documents
        that were begun and gave no result count as not read.
        """
        ...
