"""Whether a batch that is killed again and again ends with the same records as one that is left in peace.

    python benchmarks/batches/make_documents.py /tmp/documents
    python benchmarks/batches/kill.py /tmp/documents/texts [--documents 300] [--kills 20] [--seed 1] [--cluster local:2]

Reads the documents once undisturbed; then starts the same batch with another output, kills its coordinator with
`kill -9` at a random moment, starts it again, and so on; the last run goes to its end. Prints how many documents each
run found done, then compares both outputs byte by byte. Leaves with 1 where they differ or a process is left over.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from running import batch_command, environment, first_documents, run, tree


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=300, help="only the first ones")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cluster", help="read on a cluster instead of with 2 workers")
    chosen = parser.parse_args()
    who = ["--cluster", chosen.cluster] if chosen.cluster else ["--workers", "2"]
    with tempfile.TemporaryDirectory(dir=chosen.folder.parent) as work:
        documents = first_documents(chosen.folder, chosen.documents, Path(work) / "documents")
        peace = run(batch_command(documents, Path(work) / "peace", *who))
        print(f"undisturbed: {peace.seconds:.1f} s, exit code {peace.code}", flush=True)
        one = first_documents(chosen.folder, 1, Path(work) / "one")
        starting = run(batch_command(one, Path(work) / "first", *who)).seconds
        moments = random.Random(chosen.seed)
        for number in range(1, chosen.kills + 1):
            # So that all kills together leave something to do for the last run.
            longest = starting + 1.8 * (peace.seconds - starting) / chosen.kills
            kill_one(batch_command(documents, Path(work) / "killed", *who), moments.uniform(0, longest), number)
        last = run(batch_command(documents, Path(work) / "killed", *who))
        print(f"last run: {last.seconds:.1f} s, exit code {last.code}\n{last.said}")
        time.sleep(2)
        left = left_over(work)
        same = tree(Path(work) / "peace") == tree(Path(work) / "killed")
        print(f"same bytes in every file: {same}; processes left over: {left}")
        return int(not same or left > 0 or last.code != 0)


def kill_one(command: list[str], seconds: float, number: int) -> None:
    """Start the batch and kill it after so many seconds, if it runs so long."""
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(timeout=seconds)
        end = f"had ended with {process.returncode}"
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        end = "killed"
    records = sum(1 for _ in Path(command[command.index("-o") + 1]).rglob("*.json"))
    print(f"{number:3}: {end} after {seconds:.2f} s, {records} records", flush=True)


def left_over(work: str) -> int:
    """Processes whose command or environment still names the folder of this measurement."""
    found = 0
    for process in psutil.process_iter():
        try:
            if process.pid != os.getpid() and work in " ".join(process.cmdline() + list(process.environ().values())):
                found += 1
        except psutil.Error:
            continue
    return found


if __name__ == "__main__":
    sys.exit(main())
