"""Diagnostics (cảnh báo): what a reader of the records should not trust blindly, and why."""

from planparse.diagnostics.cross_check import cross_check

__all__ = ["cross_check"]
