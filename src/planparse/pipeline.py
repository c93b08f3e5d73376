"""The whole story of planparse: from a file to a validated record."""

from __future__ import annotations
