"""Watching folders: which documents are complete, and whether anything is new since the last look."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from planparse.batches.identity import NOTHING, Identity, look
from planparse.batches.inputs import Document, Found


def rounds(find: Callable[[], Found], interval: float) -> Iterator[Found]:
    """The documents to settle, each time there is something new among them; never ends.

    A file that is still being copied is left for a later round: it is complete when its size and time have not changed
    between two looks, or when its last change is longer ago than the time between them.

    Args:
        find: finds the documents that are there.
        interval: seconds between two looks.
    """
    before: dict[Document, Identity] = {}
    settled: dict[Document, Identity] | None = None
    while True:
        found = find()
        now = {document: look(document.source) for document in found.documents}
        oldest = time.time_ns() - round(interval * 1e9)
        complete = {
            document: identity
            for document, identity in now.items()
            if before.get(document) == identity or identity == NOTHING or identity.mtime_ns < oldest
        }
        if complete != settled:
            yield replace(found, documents=tuple(complete))
            settled = complete
        before = now
        time.sleep(interval)
