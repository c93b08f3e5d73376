"""How long an export takes and how much memory it needs.

    python benchmarks/export.py --documents 10000

Makes as many distinct records out of the text samples (once extracted, then copied with a SHA-256 and a number of their
own), exports them to every format, each in a process of its own, and prints seconds, peak memory and size. CPU seconds
hardly depend on what else the machine does, seconds do.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from planparse import extract
from planparse.export.exporters import EXPORTERS
from planparse.export.json import to_json

PROGRAM = (sys.executable, "-c", "from planparse.cli import main; main()")
SAMPLES = Path(__file__).parent.parent / "samples"
PER_FOLDER = 1000


def make_records(folder: Path, documents: int) -> None:
    """Write records that differ in their file, their number and their ids."""
    texts = [to_json(extract(path)).decode() for path in sorted(SAMPLES.glob("*-text.txt"))]
    for number in range(documents):
        text = texts[number % len(texts)]
        old = json.loads(text)
        new = sha256(str(number).encode()).hexdigest()
        text = text.replace(old["source"]["sha256"], new).replace(old["source"]["sha256"][:8], new[:8])
        text = text.replace(json.dumps(old["header"]["number"], ensure_ascii=False), f'"{number}/KH-UBND"')
        place = folder / str(number // PER_FOLDER) / f"{number}.json"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


def size(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    return (
        sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) if path.is_dir() else path.stat().st_size
    )


def measure(records: Path, name: str, output: Path) -> tuple[float, float, float]:
    """Seconds, CPU seconds and peak memory (MB) of one export."""
    started = time.perf_counter()
    process = subprocess.Popen([*PROGRAM, "export", "--quiet", str(records), "--to", name, "-o", str(output)])
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{name}: exit code {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--to", nargs="*", default=list(EXPORTERS), help="formats; all if not given")
    choice = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        records = Path(folder) / "records"
        make_records(records, choice.documents)
        print(f"{choice.documents} records, {size(records) / 1e6:.0f} MB of JSON")
        for name in choice.to:
            output = Path(folder) / f"output-{name}"
            seconds, cpu, memory = measure(records, name, output)
            figures = f"{seconds:7.1f} s {cpu:7.1f} s CPU {memory:6.0f} MB of memory"
            print(f"{name:<12} {figures} {size(output) / 1e6:8.1f} MB written")


if __name__ == "__main__":
    main()
