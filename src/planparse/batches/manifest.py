"""The manifest of a batch: a line of JSON for each document, sorted by its name; the same batch, the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from planparse.batches.inputs import SUFFIX
from planparse.batches.job import Outcome
from planparse.batches.places import Place, Remote, shown, write_bytes
from planparse.batches.state import Entry

NAME = "manifest.jsonl"


def write_manifest(output: Place, entries: Iterable[Entry]) -> Place:
    """Write `manifest.jsonl` into the output folder, all at once.

    Raises:
        OutputRefusedError: the disk is full, or the place cannot be written.
    """
    write_bytes(str(output / NAME), b"".join(manifest_lines(entries)))
    return output / NAME


def manifest_lines(entries: Iterable[Entry]) -> Iterator[bytes]:
    r"""The lines of the manifest: documents that were read, and of those that are gone the ones with a record.

    >>> next(manifest_lines(state.entries()))
    b'{"key":"2026/a.pdf","source":"/plans/2026/a.pdf","sha256":"...","outcome":"done","reason":null,...}\n'
    """
    for entry in entries:
        result = entry.result
        if result is None or (result.outcome is Outcome.FAILED and not entry.present):
            continue
        values = {
            "key": entry.key,
            "source": shown(str(entry.source)) if isinstance(entry.source, Remote) else str(entry.source),
            "sha256": entry.identity.sha256 or None,
            "outcome": result.outcome,
            "reason": result.reason,
            "message": result.message,
            "counts": asdict(result.counts),
            "output": None if result.outcome is Outcome.FAILED else entry.key + SUFFIX,
            "gone": not entry.present,
        }
        # A file name may hold bytes that are no UTF-8; see `export.json`.
        yield (json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "backslashreplace")
