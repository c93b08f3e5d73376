"""Two runs on the same corpus: which records of which documents were gained and which were lost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planparse.errors import DamagedInputError


@dataclass(frozen=True, slots=True)
class Error:
    """What was wrong in a run, named so that it is the same in another one."""

    document: str
    measure: str
    kind: str
    """`missed`, `false` or the name of a field."""
    record: str
    """The record that was missed or falsely found, or whose field is wrong; for fields of the document, the value."""

    def __str__(self) -> str:
        what = {"missed": "missed", "false": "false find"}.get(self.kind, f"{self.kind} of")
        return f"{self.document}: {self.measure}: {what} {self.record}".rstrip()


@dataclass(frozen=True)
class Changes:
    """The differences of two runs."""

    gained: tuple[Error, ...]
    """Wrong in the old run, right in the new one."""
    lost: tuple[Error, ...]
    """Right in the old run, wrong in the new one."""
    scores: tuple[tuple[str, float, float], ...]
    """Measure, old F1, new F1, for those that differ."""
    other_corpus: bool
    """The corpus is not the same, so that gold may have changed and not the program."""


def read_report(file: Path) -> dict[str, Any]:
    """The JSON that an earlier run wrote.

    Raises:
        DamagedInputError: it is not such a report.
    """
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        list(_errors(data))
        _f1(data)
    except OSError as error:
        raise DamagedInputError(f"{file} cannot be read: {error.strerror}.", "Check the name.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedInputError(
            f"{file} is not a report of planparse evaluate.", "Write one with --format json -o FILE."
        ) from error
    return dict(data)


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> Changes:
    """Compare two reports as `as_json` makes them."""
    before, after = Counter(_errors(old)), Counter(_errors(new))
    first, second = _f1(old), _f1(new)
    scores = [
        (name, first.get(name, 0.0), second.get(name, 0.0))
        for name in dict.fromkeys((*first, *second))
        if first.get(name) != second.get(name)
    ]
    return Changes(
        gained=tuple((before - after).elements()),
        lost=tuple((after - before).elements()),
        scores=tuple(scores),
        other_corpus=old["corpus"] != new["corpus"],
    )


def _errors(report: Mapping[str, Any]) -> Iterator[Error]:
    for document in report["documents"]:
        for one in document["discrepancies"]:
            record = one["record"] or (one["found"] if one["kind"] == "false" else one["expected"])
            yield Error(document["name"], one["measure"], one["kind"], record or "")


def _f1(report: Mapping[str, Any]) -> dict[str, float]:
    figures = {name: float(tally["f1"]) for name, tally in report["total"]["measures"].items()}
    words = report["total"].get("words")
    return {"words": float(words["accuracy"]), **figures} if words else figures
