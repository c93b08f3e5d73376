"""The connection to a Dask cluster, or a small one of its own on this machine."""

from __future__ import annotations

import logging
import os
import platform
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planparse.errors import ClusterError, MissingDependencyError, UsageError

if TYPE_CHECKING:
    from distributed import Client

INSTALL = "Install it with: pip install 'planparse[cluster]'"
_LOCAL = re.compile(r"local(?::(?P<workers>[1-9]\d{0,2}))?")
_ADDRESS = re.compile(r"(?:tcp|tls|ucx|ws|wss)://(?:[^\s/:@]+|\[[0-9a-fA-F:]+\]):\d{1,5}/?")
_QUIET = logging.CRITICAL
_LEAVE_CTRL_C = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
"""Run by each worker of an own cluster: Ctrl-C is for the coordinator alone, which then stops its workers."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What has to be the same everywhere for results to be the same: planparse, and Python for what travels."""

    planparse: str
    python: str

    def __str__(self) -> str:
        return f"planparse {self.planparse} on Python {self.python}"


def fingerprint() -> Fingerprint:
    """That of this process."""
    from planparse import __version__

    return Fingerprint(__version__, ".".join(platform.python_version_tuple()[:2]))


@dataclass(slots=True)
class Cluster:
    """A cluster that is connected."""

    client: Client
    name: str
    """As the user wrote it."""
    wait: float
    """Seconds that it may be without workers."""
    _alive: float = field(default_factory=time.monotonic)

    def threads(self) -> int:
        """Documents that the workers can read at the same time; 0 while there is none.

        Raises:
            ClusterError: the scheduler is lost, or there has been no worker for `wait` seconds.
        """
        if self.client.status == "closed":
            raise ClusterError(
                f"The connection to the cluster {self.name} is lost.",
                "What is done is kept; run the same command again to go on.",
            )
        try:
            threads = int(sum(self.client.nthreads().values()))
        except (OSError, TimeoutError, RuntimeError):  # the scheduler does not answer; the client tries again by itself
            threads = 0
        if threads:
            self._alive = time.monotonic()
        elif time.monotonic() - self._alive > self.wait:
            raise ClusterError(
                f"The cluster {self.name} has had no worker for {self.wait:g} seconds.",
                "Start workers, then run the same command again; what is done is kept.",
            )
        return threads


@contextmanager
def connected(name: str, wait: float) -> Iterator[Cluster]:
    """Connect to a cluster, and check that it can do the work.

    Args:
        name: `tcp://HOST:PORT` (or `tls://`, with the certificates of Dask's own settings) of a scheduler; `local` or
            `local:N` for N workers on this machine.
        wait: seconds to wait for the scheduler, and for a first worker.

    Raises:
        UsageError: the name is none of these.
        MissingDependencyError: Dask is not installed.
        ClusterError: the cluster cannot be reached, has no worker, or another version of planparse or Python.
    """
    check_name(name)
    _import_quietly()
    local = _LOCAL.fullmatch(name)
    if local is not None:
        with _own_cluster(int(local["workers"] or os.cpu_count() or 1)) as address, _client(address, name, wait) as it:
            yield it
    else:
        with _client(name, name, wait) as it:
            yield it


def check_name(name: str) -> None:
    """See that this can be a cluster, before anything is done.

    Raises:
        UsageError: it cannot.
    """
    if _LOCAL.fullmatch(name) is None and _ADDRESS.fullmatch(name) is None:
        raise UsageError(
            f'"{name}" is no cluster.', "Give tcp://HOST:PORT of a Dask scheduler, or local:N for N workers here."
        )


def _import_quietly() -> None:
    """Import Dask with its log turned down: it would print what planparse says in one sentence, over the progress."""
    try:
        import dask

        quiet = dict.fromkeys(("distributed", "distributed.client", "tornado", "tornado.application"), "critical")
        dask.config.set({"logging": quiet})
        import distributed  # noqa: F401
    except ImportError as error:
        raise MissingDependencyError("--cluster needs the packages dask and distributed.", INSTALL) from error


@contextmanager
def _own_cluster(workers: int) -> Iterator[str]:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        # A document has its own limit, in a process that Dask does not see.
        memory_limit=None,
        silence_logs=_QUIET,
        preload=_LEAVE_CTRL_C,
    ) as cluster:
        yield str(cluster.scheduler_address)


@contextmanager
def _client(address: str, name: str, wait: float) -> Iterator[Cluster]:
    import warnings

    from distributed import Client

    address = address.rstrip("/")
    try:
        with warnings.catch_warnings():
            # Dask warns of every package that differs; planparse refuses where it matters.
            warnings.simplefilter("ignore")
            client = Client(address, timeout=wait, set_as_default=False)
    except (OSError, TimeoutError, ValueError, RuntimeError) as error:
        raise ClusterError(
            f"There is no Dask scheduler at {name}.", "Check the address, or start one with: dask scheduler"
        ) from error
    with client:
        cluster = Cluster(client, name, wait)
        _wait_for_worker(cluster)
        _check_versions(cluster)
        yield cluster


def _wait_for_worker(cluster: Cluster) -> None:
    try:
        cluster.client.wait_for_workers(1, timeout=cluster.wait)
    except TimeoutError as error:
        raise ClusterError(
            f"The cluster {cluster.name} has no worker, after {cluster.wait:g} seconds of waiting.",
            f"Start some with: dask worker {cluster.name}",
        ) from error


def _check_versions(cluster: Cluster) -> None:
    """Look at all that are there now; the workers that come later are told by each shard what it expects."""
    versions = cluster.client.get_versions(packages=["planparse"])
    members = {"the scheduler": versions["scheduler"]}
    members |= {f"the worker {address}": about for address, about in versions["workers"].items()}
    for who, about in members.items():
        if about is None:  # gone in the meantime
            continue
        planparse = about["packages"].get("planparse")
        python = ".".join(str(about["packages"]["python"]).split(".")[:2])
        if not planparse:
            raise ClusterError(f"{who[0].upper()}{who[1:]} has no planparse.", f"Install {fingerprint()} there.")
        check_same(who, Fingerprint(str(planparse), python))


def check_same(who: str, found: Fingerprint) -> None:
    """Refuse a member of the cluster that would give other results.

    Raises:
        ClusterError: it has another version of planparse or Python.
    """
    if found != fingerprint():
        raise ClusterError(
            f"{who[0].upper()}{who[1:]} has {found}, this machine has {fingerprint()}.",
            "Install the same versions everywhere.",
        )
