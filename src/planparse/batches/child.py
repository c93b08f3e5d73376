"""The handle on one child process: start it, give it a document, hear what it says, kill it with all below it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from planparse.batches.job import Job
from planparse.batches.messages import Inbox, Prepare, Report, send
from planparse.batches.processes import Tree, kill_all, kill_tree

_PIECE = 1 << 16


class Child:
    """A process that reads one document at a time.

    Attributes:
        job: what it reads now.
        ready: whether it has loaded its models.
        heard: when it last said anything, in seconds of the monotonic clock.
        documents: how many it was given so far.
        tree: what was last seen of it and what it has started.
    """

    def __init__(self, prepare: Prepare, scratch: Path, *, silent: bool) -> None:
        """Start the process and let it load its models.

        It must be started by a thread that lives as long as the batch: the kernel kills it when that thread ends.

        Args:
            scratch: a folder of its own for temporary files, removed with it.
            silent: throw away what libraries print.
        """
        scratch.mkdir(parents=True)
        self.scratch = scratch
        self.job: Job | None = None
        self.ready = False
        self.documents = 0
        self.heard = time.monotonic()
        self.tree = Tree()
        self._inbox = Inbox()
        self._process = subprocess.Popen(
            # -P: what lies in the working folder is no part of planparse.
            [sys.executable, "-P", "-m", "planparse.batches.child_main", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if silent else None,
            # Ctrl-C is for the coordinator alone, which then stops its children.
            start_new_session=True,
            # The workers of a batch fill the cores; threads of a library would only get into their way.
            env={
                **os.environ,
                "TMPDIR": str(scratch),
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                "OMP_NUM_THREADS": "1",
                "OPENBLAS_NUM_THREADS": "1",
                "OPENCV_FOR_THREADS_NUM": "1",
            },
        )
        self._send(prepare)

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def fileno(self) -> int:
        """What becomes readable when it says something, or dies."""
        assert self._process.stdout is not None
        return self._process.stdout.fileno()

    def give(self, job: Job) -> None:
        """Have it read a document."""
        self.job = job
        self.documents += 1
        self.heard = time.monotonic()
        self._send(job)

    def hear(self) -> Iterator[Report]:
        """What it has said since the last time; to be called when there is something to read.

        Raises:
            EOFError: it has died, or talks nonsense.
        """
        data = os.read(self.fileno(), _PIECE)
        if not data:
            raise EOFError
        self.heard = time.monotonic()
        try:
            yield from self._inbox.add(data)
        except (ValueError, TypeError, KeyError) as error:
            raise EOFError from error

    def end(self) -> str:
        """Kill it, if it lives, with everything below it, and wait until it is gone.

        Returns:
            What ended it: the name of a signal, or its exit code in words.
        """
        kill_tree(self.pid)
        # Where somebody else has killed it, what it had started is no longer below it.
        kill_all(self.tree.processes)
        status = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        shutil.rmtree(self.scratch, ignore_errors=True)
        if status >= 0:
            return f"exit code {status}"
        try:
            return signal.Signals(-status).name
        except ValueError:
            return f"signal {-status}"

    def _send(self, order: Prepare | Job) -> None:
        assert self._process.stdin is not None
        # A child that has died is noticed where it is heard.
        with contextlib.suppress(BrokenPipeError):
            send(self._process.stdin, order)  # type: ignore[arg-type]
