"""Python's search for cyclic garbage, set to the way planparse uses memory."""

from __future__ import annotations

import gc

ALLOCATIONS_BETWEEN_COLLECTIONS = 200_000
"""Python looks for cyclic garbage after every 700 new objects; among the hundreds of thousands that a document makes,
and that live until its end, these searches took 0.13 of 1.0 CPU seconds of reading a text dump."""


def collect_seldom() -> None:
    """Search for cyclic garbage less often; for the program and its workers, not for a process of somebody else."""
    gc.set_threshold(ALLOCATIONS_BETWEEN_COLLECTIONS)
