"""planparse reads Vietnamese government plans (Kế hoạch) into validated records.

>>> from planparse import extract
>>> record = extract("ke-hoach.pdf")
>>> [citation.number for citation in record.citations]
['63/2010/NĐ-CP', ...]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["BatchReport", "OcrMode", "Options", "PlanRecord", "PlanparseError", "__version__", "batch", "extract"]

if TYPE_CHECKING:
    from planparse.batches.report import BatchReport
    from planparse.batches.run import batch
    from planparse.errors import PlanparseError
    from planparse.options import OcrMode, Options
    from planparse.pipeline import extract
    from planparse.records import PlanRecord

_HOMES = {
    "batch": "planparse.batches.run",
    "BatchReport": "planparse.batches.report",
    "extract": "planparse.pipeline",
    "Options": "planparse.options",
    "OcrMode": "planparse.options",
    "PlanRecord": "planparse.records",
    "PlanparseError": "planparse.errors",
}


def __getattr__(name: str) -> Any:
    # Loaded on first use: `planparse --help` must not pay for pydantic, numpy and the PDF libraries.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
