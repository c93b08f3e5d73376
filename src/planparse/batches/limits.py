"""The limits that a child process sets for itself; those that it cannot be trusted with are watched from outside."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1

_PAGE_SIZE = resource.getpagesize()


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when the process that started it dies, even by kill -9.

    Args:
        parent: its process id; if it has died already, this process leaves at once.
    """
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(0)


def no_core_dumps() -> None:
    """Leave no memory images of documents behind."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_memory(size: int) -> None:
    """Let this process, and each one that it starts, have at most `size` bytes of its own data.

    Python then raises MemoryError, which costs one document and no process.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))


def resident_bytes() -> int:
    """Memory that this process holds now."""
    return int(Path("/proc/self/statm").read_bytes().split()[1]) * _PAGE_SIZE
