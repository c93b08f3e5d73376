"""Process trees, seen and killed from outside."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import psutil

_ROUNDS = 10
"""Looks for new descendants before a kill. A stopped process starts no others, so that the second look finds none."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A process with all that it has started, as it was at one moment."""

    processes: tuple[psutil.Process, ...] = ()
    """psutil knows a process by its start time as well, so that a number that is used again harms nobody."""
    resident_bytes: int = 0


def look_at(pids: Sequence[int]) -> dict[int, Tree]:
    """The tree below each process, itself included, and the memory that it holds; one look at the machine for all."""
    children: dict[int, list[psutil.Process]] = defaultdict(list)
    roots: dict[int, list[psutil.Process]] = {pid: [] for pid in pids}
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            children[process.ppid()].append(process)
            if process.pid in roots:
                roots[process.pid].append(process)
    return {pid: _tree(root, children) for pid, root in roots.items()}


def _tree(root: list[psutil.Process], children: Mapping[int, Sequence[psutil.Process]]) -> Tree:
    found, size = list(root), 0
    for process in found:  # grows while it is walked
        found += children.get(process.pid, ())
        with contextlib.suppress(psutil.Error):
            size += process.memory_info().rss
    return Tree(tuple(found), size)


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
    try:
        root = psutil.Process(pid)
        return (root, *root.children(recursive=True))
    except psutil.Error:
        return ()
