"""Reliability: are values as often right as their confidence says, and is what is wrong flagged?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from planparse.evaluation.scores import DocumentScores
from planparse.records import Diagnostic, Evidence, PlanRecord

BANDS = ((0.9, 1.0), (0.8, 0.9), (0.7, 0.8), (0.5, 0.7), (0.0, 0.5))
"""Lowest and highest confidence of each band; a value on a border counts above it."""
SURE = 0.9
"""A reader trusts a value from here on, unless something flags it."""
KINDS = ("citations", "targets", "assignments", "header", "recipients", "signatory")


@dataclass(frozen=True, slots=True)
class Judged:
    """A value that was found: how sure planparse is of it, whether it is right, whether a diagnostic is about it."""

    kind: str
    confidence: float
    right: bool
    flagged: bool


@dataclass(frozen=True, slots=True)
class Band:
    """The values of one range of confidence."""

    low: float
    high: float
    values: int
    right: int
    confidence: float
    """Their mean confidence; 0 where there is none."""

    @property
    def share(self) -> float:
        """How many of them are right."""
        return self.right / self.values if self.values else 0.0


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of one kind of value: its bands, and the wrong values that nothing warns of."""

    kind: str
    bands: tuple[Band, ...]
    values: int
    wrong: int
    silent: int
    """Wrong values over 0.9 with no diagnostic."""


def judge(record: PlanRecord, scores: DocumentScores) -> tuple[Judged, ...]:
    """Judge every value of a record that has a confidence; a record in a list is right when all its fields are."""
    return tuple(
        Judged(kind, basis.confidence, key in scores.right.get(kind, ()), _flagged(basis, record.diagnostics))
        for kind, key, basis in _values(record)
    )


def _values(record: PlanRecord) -> Iterator[tuple[str, int | str, Evidence]]:
    for kind in ("citations", "targets", "assignments"):
        for i, item in enumerate(getattr(record, kind)):
            yield kind, i, item
    for i, basis in enumerate(record.recipients_evidence):
        yield "recipients", i, basis
    for kind, owner in (("header", record.header), ("signatory", record.signatory)):
        for name, basis in owner.evidence.items():
            yield kind, name, basis


def _flagged(basis: Evidence, diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether a diagnostic names the record, or stands where it was read; one about the page as a whole is too weak."""
    place, name = basis.provenance, getattr(basis, "id", None)
    for diagnostic in diagnostics:
        if name and diagnostic.record == name:
            return True
        if place is not None and diagnostic.span is not None and diagnostic.page == place.page:
            start, end = diagnostic.span
            if start < place.span[1] and place.span[0] < end:
                return True
    return False


def reliability(judged: Sequence[Judged]) -> tuple[Reliability, ...]:
    """A row per kind of value, and one for all."""
    rows = [(kind, [one for one in judged if one.kind == kind]) for kind in KINDS]
    return tuple(_row(kind, values) for kind, values in (*rows, ("all", list(judged))))


def _row(kind: str, values: Sequence[Judged]) -> Reliability:
    wrong = [one for one in values if not one.right]
    return Reliability(
        kind=kind,
        bands=tuple(_band(low, high, values) for low, high in BANDS),
        values=len(values),
        wrong=len(wrong),
        silent=sum(one.confidence > SURE and not one.flagged for one in wrong),
    )


def _band(low: float, high: float, values: Sequence[Judged]) -> Band:
    inside = [one for one in values if low <= one.confidence and (one.confidence < high or high == 1.0)]
    mean = sum(one.confidence for one in inside) / len(inside) if inside else 0.0
    return Band(low, high, len(inside), sum(one.right for one in inside), mean)
