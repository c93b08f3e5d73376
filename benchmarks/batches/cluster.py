"""Whether a cluster whose workers die gives every record once, and what a cluster costs against local processes.

    python benchmarks/batches/make_documents.py /tmp/documents
    python benchmarks/batches/cluster.py /tmp/documents/texts [--documents 500] [--workers 2] [--every 10]

Reads the documents three times: with the local executor, on a Dask cluster of this machine, and on one where every few
seconds a new worker joins and the oldest one is killed with `kill -9`. Prints seconds, results and records of each, and
compares the records byte by byte. Leaves with 1 where a result is missing or given twice, or a byte differs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

from own_workers import own_workers
from running import first_documents, tree

from planparse.batches.cluster import DaskExecutor
from planparse.batches.job import Job, JobResult
from planparse.batches.local import LocalExecutor

Read = Callable[[Iterable[Job]], Iterator[JobResult]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=500, help="only the first ones")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--every", type=float, default=10, help="seconds between two kills")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder.parent) as work:
        documents = first_documents(chosen.folder, chosen.documents, Path(work) / "documents")
        with LocalExecutor(chosen.workers) as local:
            right = measured("local executor", documents, Path(work) / "local", local.run)
        for name, dying in (("cluster", False), ("dying workers", True)):
            with own_workers(chosen.workers) as cluster:
                with cluster.dying(chosen.every) if dying else nullcontext():
                    output = Path(work) / name
                    right &= measured(name, documents, output, DaskExecutor(cluster.address).run)
                same = records(output) == records(Path(work) / "local")
                print(f"{'':16}{cluster.killed} workers killed, same bytes: {same}")
                right &= same
    return int(not right)


def measured(name: str, documents: Path, output: Path, read: Read) -> bool:
    """Read the documents and print how it went; whether each one gave one result."""
    paths = sorted(path for path in documents.rglob("*") if path.is_file())
    keys = [str(path.relative_to(documents)) for path in paths]
    started = time.perf_counter()
    results = list(read(Job(k, str(p), str(output / f"{k}.json")) for k, p in zip(keys, paths, strict=True)))
    seconds = time.perf_counter() - started
    once = sorted(result.key for result in results) == keys
    print(
        f"{name:<16}{seconds:7.1f} s, {len(results)} results for {len(keys)} documents, each once: {once}", flush=True
    )
    return once


def records(folder: Path) -> dict[str, str]:
    """The records; what a killed worker has not finished does not count, the next run of a batch removes it."""
    return {name: hashed for name, hashed in tree(folder).items() if name.endswith(".json")}


if __name__ == "__main__":
    sys.exit(main())
