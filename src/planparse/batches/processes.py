"""Process trees, seen and killed from outside."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

_ROUNDS = 10
"""Looks for new descendants before a kill. A stopped process starts no others, so that the second look finds none."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A process with all that it has started, as it was at one moment."""

    processes: tuple[psutil.Process, ...] = ()
    """psutil knows a process by its start time as well, so that a number that is used again harms nobody."""
    resident_bytes: int = 0


def look_at(pid: int) -> Tree:
    """The tree below a process, itself included, and the memory that it holds."""
    found, size = _with_descendants(pid), 0
    for process in found:
        with contextlib.suppress(psutil.Error):
            size += process.memory_info().rss
    return Tree(found, size)


def kill_tree(pid: int) -> None:
    """Kill a process and everything below it, in whatever session it is."""
    known: set[psutil.Process] = set()
    for _ in range(_ROUNDS):
        new = set(_with_descendants(pid)) - known
        if not new:
            break
        for process in new:
            with contextlib.suppress(psutil.Error):
                process.suspend()
        known |= new
    kill_all(tuple(known))


def kill_all(processes: Sequence[psutil.Process]) -> None:
    """Kill those of the processes that are still there, and what they have started."""
    for process in processes:
        with contextlib.suppress(psutil.Error):
            below = process.children(recursive=True)
            process.kill()
            for descendant in below:
                with contextlib.suppress(psutil.Error):
                    descendant.kill()


def _with_descendants(pid: int) -> tuple[psutil.Process, ...]:
    found: list[psutil.Process] = []
    pids = [pid]
    for number in pids:  # grows while it is walked
        with contextlib.suppress(psutil.Error):
            found.append(psutil.Process(number))
            pids += _children(number)
    return tuple(found)


def _children(pid: int) -> list[int]:
    """What a process has started. The kernel lists it where it was built to, as most are, in 0.1 ms; psutil goes
    through all processes of the machine, in 10 ms and more.
    """
    try:
        return [
            int(child)
            for thread in Path(f"/proc/{pid}/task").iterdir()
            for child in (thread / "children").read_bytes().split()
        ]
    except (OSError, ValueError):
        return [child.pid for child in psutil.Process(pid).children()]
