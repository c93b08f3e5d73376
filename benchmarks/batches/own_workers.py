"""A Dask cluster on this machine whose workers can be killed and started one by one."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class OwnWorkers:
    """A scheduler in this process, and workers as plain processes without a nanny that would start them again.

    Attributes:
        address: of the scheduler.
        running: worker processes, the oldest first.
        killed: how many were killed so far.
    """

    def __init__(
        self, address: str, workers: int, environment: dict[str, str] | None = None, preload: str = ""
    ) -> None:
        self.address = address
        self.killed = 0
        self.running: list[subprocess.Popen[bytes]] = []
        self._preload = preload
        self._environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "DASK_LOGGING__DISTRIBUTED": "critical",
            **(environment or {}),
        }
        for _ in range(workers):
            self.start()

    def start(self) -> None:
        """Start a worker with one thread."""
        command = [sys.executable, "-m", "distributed.cli.dask_worker", self.address, "--nthreads", "1", "--no-nanny"]
        options = ["--no-dashboard", "--memory-limit", "0"] + (["--preload", self._preload] if self._preload else [])
        self.running.append(
            subprocess.Popen(
                [*command, *options], env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        )

    def kill_oldest(self) -> None:
        """Kill the worker that has run longest, without a warning."""
        oldest = self.running.pop(0)
        oldest.kill()
        oldest.wait()
        self.killed += 1

    @contextmanager
    def dying(self, seconds: float) -> Iterator[None]:
        """While this lasts, start a worker and then kill the oldest one, again and again."""
        over = threading.Event()

        def kill_and_start() -> None:
            while not over.wait(seconds):
                self.start()
                self.kill_oldest()

        thread = threading.Thread(target=kill_and_start, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


@contextmanager
def own_workers(workers: int, environment: dict[str, str] | None = None, preload: str = "") -> Iterator[OwnWorkers]:
    """Such a cluster; nothing is left of it afterwards.

    Args:
        environment: variables that the workers have beside those of this process.
        preload: a Python file that every worker runs when it starts.
    """
    from distributed import LocalCluster

    with LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50) as scheduler:
        cluster = OwnWorkers(str(scheduler.scheduler_address), workers, environment, preload)
        try:
            yield cluster
        finally:
            while cluster.running:
                cluster.kill_oldest()
