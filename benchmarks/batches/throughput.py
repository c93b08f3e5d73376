"""What it costs to read documents as a batch, against reading them one after the other in one process.

    python benchmarks/batches/make_documents.py /tmp/documents
    python benchmarks/batches/throughput.py /tmp/documents/texts [--documents 10000] [--workers 2]

Prints documents a second of four runs over the same documents: in one process without a batch (`extract` and a file
written, garbage collection as in the batch), with one worker, with several workers, and once more with nothing changed.
The overhead is the time of one worker against the one process. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from running import batch_command, first_documents, run, tree


def in_one_process(documents: Path, output: Path) -> float:
    """Seconds to read all documents and write their records, in this process, models loaded before."""
    from planparse import Options, extract
    from planparse.batches.read_job import prepare
    from planparse.export.atomic import write_atomically
    from planparse.export.json import to_json
    from planparse.memory import collect_seldom

    collect_seldom()
    prepare(Options())
    paths = sorted(path for path in documents.rglob("*") if path.is_file())
    started = time.perf_counter()
    for path in paths:
        write_atomically(output / f"{path.relative_to(documents)}.json", to_json(extract(path)))
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, help="only the first ones")
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    # Hard links want the same disk.
    with tempfile.TemporaryDirectory(dir=chosen.folder.parent) as work:
        compare(first_documents(chosen.folder, chosen.documents, Path(work) / "documents"), Path(work), chosen.workers)


def compare(documents: Path, work: Path, workers: int) -> None:
    """Make the four runs and print them."""
    count = sum(path.is_file() for path in documents.rglob("*"))
    alone = in_one_process(documents, work / "alone")
    print(f"{count} documents\n{'one process':<16}{count / alone:8.2f} documents/s {alone:9.1f} s", flush=True)
    seconds = []
    for number in (1, workers):
        done = run(batch_command(documents, work / f"batch-{number}", "--workers", str(number)))
        assert done.code == 0, done.said
        seconds.append(done.seconds)
        name = f"{number} worker{'s' if number > 1 else ''}"
        print(f"{name:<16}{count / done.seconds:8.2f} documents/s {done.seconds:9.1f} s", flush=True)
    again = run(batch_command(documents, work / f"batch-{workers}", "--workers", str(workers)))
    print(f"{'again, no change':<16}{again.seconds:31.2f} s")
    print(f"overhead of one worker {100 * (seconds[0] / alone - 1):.1f} %")
    print(f"{workers} workers : 1 worker = {seconds[0] / seconds[1]:.2f}")
    batches = {name: hashed for name, hashed in tree(work / "batch-1").items() if name != "manifest.jsonl"}
    print(f"records the same in all: {batches == tree(work / 'alone')}, {_same(work, workers)}")


def _same(work: Path, workers: int) -> bool:
    return tree(work / "batch-1") == tree(work / f"batch-{workers}")


if __name__ == "__main__":
    main()
