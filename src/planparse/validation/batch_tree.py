"""The tree that a batch leaves: its manifest against the records beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planparse.records import PlanRecord
from planparse.validation.finding import Finding
from planparse.validation.inputs import MANIFEST

_COUNTED = ("citations", "targets", "assignments", "tables", "diagnostics")


@dataclass(frozen=True, slots=True)
class Promise:
    """What the manifest says about one record; None where it says nothing."""

    source: str | None = None
    """SHA-256 of the document."""
    digest: str | None = None
    """SHA-256 of the record."""
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass
class Tree:
    """The promises of one manifest; records are ticked off while they pass."""

    folder: Path
    promises: dict[Path, Promise] = field(default_factory=dict)
    """Of each record that is still to come."""
    findings: list[Finding] = field(default_factory=list)
    """What is wrong with the manifest itself."""

    def tick(self, file: Path, data: bytes, record: PlanRecord | None) -> Iterator[Finding]:
        """Compare a record with the manifest; `record` is None where its shape is wrong."""
        promise = self.promises.pop(file, None)
        if promise is None:
            yield Finding("record-unlisted", ".", f"{MANIFEST} does not call this document delivered.")
            return
        if promise.digest is not None and hashlib.sha256(data).hexdigest() != promise.digest:
            yield Finding("record-changed", ".", f"Its SHA-256 is not that of {MANIFEST}.")
        if record is None:
            return
        if promise.source not in (None, record.source.sha256):
            yield Finding("record-changed", ".source.sha256", f"{MANIFEST} tells of another version of the document.")
        for name, count in promise.counts.items():
            if len(getattr(record, name)) != count:
                said = f"{MANIFEST} says that there are {count}"
                yield Finding("record-changed", f".{name}", f"{said}; there are {len(getattr(record, name))}.")

    def missing(self) -> Iterator[Finding]:
        """What did not come."""
        for file in sorted(self.promises):
            yield Finding("record-missing", ".", f"{file.relative_to(self.folder)} is not there.")


def read_manifest(folder: Path) -> Tree:
    """The manifest of a batch folder.

    Raises:
        OSError: it cannot be read.
    """
    tree = Tree(folder)
    keys: set[str] = set()
    with (folder / MANIFEST).open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                _take(tree, keys, number, line)
    return tree


def _take(tree: Tree, keys: set[str], number: int, line: bytes) -> None:
    try:
        document = json.loads(line)
        key, output = document["key"], document["output"]
        promised = None if output is None else (_inside(tree.folder, output), _promise(document))
        if not isinstance(key, str):
            raise TypeError(key)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        tree.findings.append(Finding("manifest-damaged", ".", f"Line {number} does not tell of a document."))
        return
    if key in keys:
        tree.findings.append(Finding("manifest-repeated", ".", f"Line {number} names a document that stands above."))
    keys.add(key)
    if promised is not None:
        tree.promises[promised[0]] = promised[1]


def _inside(folder: Path, output: str) -> Path:
    """Where a record lies; a path that leaves the folder is refused."""
    if Path(output).is_absolute() or ".." in Path(output).parts:
        raise ValueError(output)
    return folder / output


def _promise(document: Mapping[str, Any]) -> Promise:
    counts = document.get("counts") or {}
    return Promise(
        source=document.get("sha256") or None,
        digest=document.get("output_sha256") or None,
        counts={name: int(counts[name]) for name in _COUNTED if name in counts},
    )
