"""Whether a document in ten that hangs, crashes, eats memory or is broken costs anything but itself.

    python benchmarks/batches/make_documents.py /tmp/documents
    python benchmarks/batches/poison.py /tmp/documents [--workers 2] [--cluster local:2]

Reads /tmp/documents/mixed as a batch, with the false Tesseract of `poisons.py` on the PATH, then checks: the exit code
is 6; every poisoned document is named in the manifest with the reason that /tmp/documents/poisoned.json asks for; every
other one has the record that `extract` makes in a process of its own, byte for byte. Leaves with 1 where one is not.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from poisons import false_tesseract
from running import batch_command, run


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--cluster", help="read on a cluster instead")
    parser.add_argument("--seconds", type=int, default=60, help="--document-timeout")
    parser.add_argument("--memory", type=int, default=768, help="--document-memory, in MB")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        return check(chosen, Path(work))


def check(chosen: argparse.Namespace, work: Path) -> int:
    """Run the batch and compare; the number of the exit code."""
    path = {"PATH": f"{false_tesseract(work / 'tools')}{os.pathsep}{os.environ['PATH']}"}
    limits = ["--document-timeout", str(chosen.seconds), "--document-memory", str(chosen.memory)]
    who = ["--cluster", chosen.cluster] if chosen.cluster else ["--workers", str(chosen.workers)]
    done = run(batch_command(chosen.folder / "mixed", work / "records", *limits, *who), path)
    print(f"exit code {done.code} after {done.seconds:.0f} s\n{done.said}")
    lines = (work / "records" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    manifest = {entry["key"]: entry for entry in map(json.loads, lines)}
    expected: dict[str, str] = json.loads((chosen.folder / "poisoned.json").read_text(encoding="utf-8"))
    names = sorted(path.name for path in (chosen.folder / "mixed").iterdir())
    wrong = [name for name in names if not _right(name, chosen.folder, work, manifest, expected)]
    print(f"poisoned: {dict(Counter(expected.values()))}")
    print(f"{len(names) - len(wrong)} of {len(names)} documents are as they have to be")
    for name in wrong:
        entry = manifest.get(name, {})
        print(f"  {name}: {entry.get('outcome')} {entry.get('reason')}, not {expected.get(name, 'done')}")
    return int(bool(wrong) or done.code != 6 or set(manifest) != set(names))


def _right(name: str, folder: Path, work: Path, manifest: dict[str, dict[str, str]], expected: dict[str, str]) -> bool:
    entry = manifest.get(name)
    if entry is None:
        return False
    if name in expected:
        return entry["outcome"] == "failed" and entry["reason"] == expected[name]
    return entry["outcome"] == "done" and (work / "records" / f"{name}.json").read_bytes() == _alone(folder, name)


def _alone(folder: Path, name: str) -> bytes:
    from planparse import extract
    from planparse.export.json import to_json

    return to_json(extract(folder / "mixed" / name))


if __name__ == "__main__":
    sys.exit(main())
