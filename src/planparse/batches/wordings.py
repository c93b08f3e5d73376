"""Sentences about documents that fail, said by whoever notices it first."""

from __future__ import annotations

import logging

log = logging.getLogger(__name__)

OUT_OF_MEMORY = "It needs more memory than the {:,} MB that a document may have. Allow more with --document-memory."
OUT_OF_TIME = "No page was finished within {:g} seconds. Allow more with --document-timeout."


def defect_message(error: BaseException) -> str:
    """A defect of planparse in one sentence; the exception itself may quote the document, and is shown with -vv."""
    log.debug("defect", exc_info=error)
    return f"planparse failed with {type(error).__name__}. Please report it with what extract -vv shows."
