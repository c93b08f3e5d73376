"""The whole story of planparse: from a file to a validated record."""

from __future__ import annotations

from os import PathLike

from planparse.options import Options
from planparse.records import PlanRecord


def extract(path: str | PathLike[str], options: Options | None = None) -> PlanRecord:
    """Read one document."""
    raise NotImplementedError
