"""A real Dask cluster on this machine: workers that are killed, documents that kill, clusters that cannot be used."""

from __future__ import annotations

import os
import re
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("distributed")

from planparse.batches.cluster import DaskExecutor
from planparse.batches.dask_cluster import connected, fingerprint
from planparse.batches.job import Job, JobResult, Limits, Outcome, Reason
from planparse.batches.local import LocalExecutor
from planparse.batches.shards import Shard, ShardReport
from planparse.errors import ClusterError, DictionaryError, UsageError
from planparse.options import Options

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "benchmarks" / "batches"))

import poisons  # noqa: E402
from own_workers import OwnWorkers, own_workers  # noqa: E402

TEXTS = 12


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """A folder of short texts, all different."""
    folder = tmp_path_factory.mktemp("plans")
    lines = (samples / "commune-text.txt").read_text(encoding="utf-8").split("\n")
    for number in range(TEXTS):
        place = folder / f"{number % 3}" / f"plan {number}.txt"
        place.parent.mkdir(exist_ok=True)
        place.write_text("\n".join([*lines[:30], f"- Giao thôn {number} đạt {number + 20}% trước ngày 05/6/2026."]))
    return folder


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnWorkers]:
    """Two workers on which a page that is black at the top brings down who reads it."""
    path = os.environ["PATH"]
    if shutil.which("tesseract"):
        path = f"{poisons.false_tesseract(tmp_path_factory.mktemp('tools'))}{os.pathsep}{path}"
    with own_workers(2, {"PATH": path}) as workers:
        yield workers


def jobs_for(folder: Path, output: Path, **more: object) -> list[Job]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    keys = [str(path.relative_to(folder)) for path in files]
    return [
        Job(key, str(path), str(output / f"{key}.json"), **more)  # type: ignore[arg-type]
        for key, path in zip(keys, files, strict=True)
    ]


def tree(folder: Path) -> dict[str, bytes]:
    """Every record in a folder; a worker that is killed may leave an unfinished file."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*.json")}


def without_time(results: list[JobResult]) -> dict[str, JobResult]:
    assert len({result.key for result in results}) == len(results)
    return {result.key: replace(result, seconds=0.0) for result in results}


def test_same_results_while_workers_die(documents: Path, cluster: OwnWorkers, tmp_path: Path) -> None:
    with LocalExecutor(1) as local:
        expected = without_time(list(local.run(jobs_for(documents, tmp_path / "here"))))
    results = []
    for number, result in enumerate(
        DaskExecutor(cluster.address, shard_seconds=0.5).run(jobs_for(documents, tmp_path / "there"))
    ):
        results.append(result)
        if number in (1, 6):
            cluster.start()
            cluster.kill_oldest()
    assert cluster.killed == 2
    assert without_time(results) == expected
    assert len(expected) == TEXTS
    assert tree(tmp_path / "there") == tree(tmp_path / "here")


def test_poison_costs_one_document_and_no_worker(cluster: OwnWorkers, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "a.txt").write_text("KẾ HOẠCH\nNăm 2026\n1. Mục tiêu\n- Đạt 90% trở lên.\n")
    (folder / "b.pdf").write_bytes(poisons.hang(1))
    (folder / "c.pdf").write_bytes(poisons.encrypted(1))
    (folder / "d.txt").write_bytes(b"")
    jobs = jobs_for(folder, tmp_path / "out", limits=Limits(seconds=2))
    results = {result.key: result for result in DaskExecutor(cluster.address).run(jobs)}
    assert {key: result.reason for key, result in results.items()} == {
        "a.txt": None,
        "b.pdf": Reason.TIMEOUT,
        "c.pdf": Reason.ENCRYPTED,
        "d.txt": Reason.EMPTY,
    }
    assert list(tree(tmp_path / "out")) == ["a.txt.json"]
    assert all(worker.poll() is None for worker in cluster.running)


@pytest.mark.ocr
def test_a_crash_costs_one_document_and_no_worker(cluster: OwnWorkers, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "black.png").write_bytes(poisons.crash(1))
    (result,) = DaskExecutor(cluster.address).run(jobs_for(folder, tmp_path / "out"))
    assert (result.outcome, result.reason) == (Outcome.FAILED, Reason.CRASH)
    assert all(worker.poll() is None for worker in cluster.running)


def test_an_iterator_that_is_closed_stops_the_workers(documents: Path, cluster: OwnWorkers, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    for number in range(2):
        (folder / f"{number}.pdf").write_bytes(poisons.hang(number))
    (folder / "3.txt").write_text("KẾ HOẠCH\n- Đạt 90% trở lên.\n")
    results = DaskExecutor(cluster.address).run(reversed(jobs_for(folder, tmp_path / "out")))
    assert next(results).key == "3.txt"
    results.close()
    # Both workers had a document that takes for ever; only one that has been stopped can do this:
    done = list(DaskExecutor(cluster.address).run(jobs_for(documents, tmp_path / "again")[:2]))
    assert [result.outcome for result in done] == [Outcome.DONE] * 2


DEADLY = """
import os, signal
from planparse.batches import shards

class Executor(shards.LocalExecutor):
    def run(self, jobs, on_page=None):
        if any("deadly" in job.key for job in jobs):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().run(jobs, on_page)

shards.LocalExecutor = Executor
"""


@pytest.fixture
def preload(tmp_path: Path) -> Callable[[str], str]:
    """A file that workers run when they start."""

    def write(code: str) -> str:
        path = tmp_path / "preload.py"
        path.write_text(code)
        return str(path)

    return write


def test_a_document_that_kills_workers_is_found(documents: Path, preload: Callable[[str], str], tmp_path: Path) -> None:
    import dask

    jobs = jobs_for(documents, tmp_path / "out")[:5]
    jobs.insert(2, Job("deadly", jobs[0].source, str(tmp_path / "out" / "deadly.json")))
    over = threading.Event()
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        own_workers(1, preload=preload(DEADLY)) as workers,
    ):

        def replace_the_dead() -> None:
            while not over.wait(0.2):
                if workers.running[-1].poll() is not None:
                    workers.start()

        keeper = threading.Thread(target=replace_the_dead, daemon=True)
        keeper.start()
        # All in one shard from the second on.
        results = list(DaskExecutor(workers.address, shard_seconds=1000).run(jobs))
        over.set()
        keeper.join()
    assert sorted(result.key for result in results) == sorted(job.key for job in jobs)
    failed = [result for result in results if result.outcome is not Outcome.DONE]
    assert [(result.key, result.reason) for result in failed] == [("deadly", Reason.CRASH)]


def test_without_workers_it_waits_and_says_so(documents: Path, tmp_path: Path) -> None:
    jobs = jobs_for(documents, tmp_path / "out")
    with own_workers(0) as workers:
        with pytest.raises(ClusterError, match=r"has no worker, after 0\.5 seconds"):
            list(DaskExecutor(workers.address, wait=0.5).run(jobs))
        workers.start()
        results = DaskExecutor(workers.address, wait=30).run(jobs)
        first = next(results)
        results.close()
        assert first.outcome is Outcome.DONE


def test_when_all_workers_are_gone_it_gives_up_with_a_sentence(documents: Path, tmp_path: Path) -> None:
    jobs = jobs_for(documents, tmp_path / "out")
    done = []
    with own_workers(1) as workers:
        with connected(workers.address, 60):
            executor = DaskExecutor(workers.address, wait=2, shard_seconds=0.1)
        with pytest.raises(ClusterError, match=r"no worker for 2 seconds.*what is done is kept"):
            for result in executor.run(jobs):
                done.append(result)
                if workers.running:
                    workers.kill_oldest()
    assert 1 <= len(done) < len(jobs)
    with LocalExecutor(1) as local:
        rest = list(local.run(job for job in jobs if job.key not in {result.key for result in done}))
    assert len(done) + len(rest) == len(jobs) == len(tree(tmp_path / "out"))


def test_another_version_is_refused(documents: Path, preload: Callable[[str], str], tmp_path: Path) -> None:
    code = "import planparse\nplanparse.__version__ = '0.0.1'\n"
    refused = pytest.raises(ClusterError, match=r"has planparse 0\.0\.1 on Python .*this machine has planparse")
    with own_workers(1, preload=preload(code)) as workers, refused:
        list(DaskExecutor(workers.address).run(jobs_for(documents, tmp_path / "out")))
    assert not (tmp_path / "out").exists()


def test_a_worker_that_cannot_see_the_documents(documents: Path, preload: Callable[[str], str], tmp_path: Path) -> None:
    code = "from planparse.batches import shards\nshards._unseen = lambda jobs: [job.source for job in jobs]\n"
    refused = pytest.raises(ClusterError, match=r"cannot see .*plan.*folder that all machines share.*s3://")
    with own_workers(1, preload=preload(code)) as workers, refused:
        list(DaskExecutor(workers.address).run(jobs_for(documents, tmp_path / "out")))


def test_nobody_at_the_address() -> None:
    with pytest.raises(ClusterError, match=r"no Dask scheduler at tcp://127\.0\.0\.1:9"):
        list(DaskExecutor("tcp://127.0.0.1:9", wait=0.5).run([Job("a", "/a", "/b")]))


@pytest.mark.parametrize("name", ["", "local:0", "local:x", "tcp://host", "host name:1", "file:///x", "local:1000"])
def test_no_cluster(name: str) -> None:
    with pytest.raises(UsageError, match="is no cluster"), connected(name, 1):
        pass


def test_a_cluster_of_its_own_leaves_nothing_behind(documents: Path, tmp_path: Path) -> None:
    import psutil

    before = set(psutil.Process().children(recursive=True))
    results = DaskExecutor("local:1").run(jobs_for(documents, tmp_path / "out"))
    assert next(results).outcome is Outcome.DONE
    started = [
        process
        for process in set(psutil.Process().children(recursive=True)) - before
        if "resource_tracker" not in " ".join(process.cmdline())
    ]
    assert started
    results.close()
    _, alive = psutil.wait_procs(started, timeout=10)
    assert not alive


def test_what_dask_may_print_tells_nothing() -> None:
    job = Job("key of it", "/secret/place", "/out", Options(password="hush"))
    shard = Shard((job,), fingerprint())
    report = ShardReport("tcp://w:1", fingerprint(), (JobResult.failed("key of it", Reason.EMPTY, "words"),), ("/x",))
    assert not re.search(r"key of it|secret|hush|words|/x", f"{shard!r} {report!r} {shard} {report}")


def test_dictionaries_that_cannot_be_used_end_the_batch(documents: Path, cluster: OwnWorkers, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "units.tsv").write_text("no such columns\nx\n")
    jobs = jobs_for(documents, tmp_path / "out", options=Options(dictionaries=tmp_path / "mine"))
    with pytest.raises(DictionaryError):
        list(DaskExecutor(cluster.address).run(jobs))
