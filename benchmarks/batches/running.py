"""Running `planparse batch` as a user does, and comparing what comes out."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROGRAM = (sys.executable, "-c", "from planparse.cli import main; main()")


@dataclass(frozen=True)
class Run:
    """A run of the program that has ended."""

    seconds: float
    code: int
    said: str


def batch_command(documents: Path, output: Path, *more: str) -> list[str]:
    """The command that reads a folder."""
    return [*PROGRAM, "batch", str(documents), "-o", str(output), *more]


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables of a run: this planparse, Tesseract with one thread, no settings of the user."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PLANPARSE_")}
    return {**own, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_THREAD_LIMIT": "1", **(extra or {})}


def run(command: Sequence[str], extra: Mapping[str, str] | None = None) -> Run:
    """Run the program to its end."""
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, env=environment(extra), check=False)
    return Run(time.perf_counter() - started, done.returncode, done.stderr.strip())


def tree(folder: Path) -> dict[str, str]:
    """The hash of every file in an output folder, by its name; the state, which knows the hour, is left out."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and ".planparse" not in path.parts
    }


def first_documents(folder: Path, count: int | None, into: Path) -> Path:
    """A folder with hard links to the first documents of another one; the folder itself for all of them."""
    if count is None:
        return folder
    for path in sorted(path for path in folder.rglob("*") if path.is_file())[:count]:
        link = into / path.relative_to(folder)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.hardlink_to(path)
    return into
