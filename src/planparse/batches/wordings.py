"""Sentences about documents that used up what they may, said by whoever notices it first."""

from __future__ import annotations

OUT_OF_MEMORY = "It needs more memory than the {:,} MB that a document may have. Allow more with --document-memory."
OUT_OF_TIME = "No page was finished within {:g} seconds. Allow more with --document-timeout."
