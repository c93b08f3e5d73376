"""How records are compared: what makes a pair, which fields are checked, and what counts as strictly right."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from planparse.evaluation.normalization import normalized, same, similarity
from planparse.evaluation.sheet import AssignmentFields, CitationFields, Placed, TargetFields

TITLE_ALIKE = 0.95
SUBJECT_ALIKE = 0.9
INDICATOR_ALIKE = 0.9
BOUND_INDICATOR_ALIKE = 0.85
TASK_FOUND = 0.8
TASK_ALIKE = 0.95
UNITS_ALIKE = 0.95
CELL_ALIKE = 0.9

Item = TypeVar("Item", bound=Placed)


@dataclass(frozen=True)
class Comparison(Generic[Item]):
    """The comparison of one kind of record."""

    measure: str
    likeness: Callable[[Item, Item], float]
    """How alike gold and found are, 0 to 1; pairs are made from `floor` on."""
    floor: float
    checks: Mapping[str, Callable[[Item, Item], bool]]
    """Whether a field is right, by its name; names that begin with `_` are of measures only."""
    measures: Mapping[str, frozenset[str]]
    """Further measures: the checks that a pair has to pass."""
    strict: str
    """The measure that says whether a record is right."""
    label: Callable[[Item], str]
    """A record in a few words."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The checks that are fields."""
        return tuple(name for name in self.checks if not name.startswith("_"))


def _citation_key(citation: CitationFields) -> tuple[str, str]:
    return normalized(citation.document_type), normalized(citation.number) or normalized(citation.subject)


CITATIONS: Comparison[CitationFields] = Comparison(
    measure="citations",
    likeness=lambda a, b: float(_citation_key(a) == _citation_key(b)),
    floor=1.0,
    checks={
        "date": lambda a, b: same(a.date, b.date),
        "issuer": lambda a, b: same(a.issuer, b.issuer),
        "role": lambda a, b: a.role == b.role,
        "provision": lambda a, b: same(a.provision, b.provision),
        "subject": lambda a, b: similarity(a.subject, b.subject) >= SUBJECT_ALIKE,
    },
    measures={
        "citations strict": frozenset({"date", "issuer", "role", "provision"}),
        "citation subjects": frozenset({"subject"}),
    },
    strict="citations strict",
    label=lambda c: f"{c.document_type} {c.number or c.subject}",
)


def _target_likeness(gold: TargetFields, found: TargetFields) -> float:
    """Half for the same number and unit, the other half for the wording of the indicator."""
    if (gold.value, gold.value_max, normalized(gold.unit)) != (found.value, found.value_max, normalized(found.unit)):
        return 0.0
    return 0.5 + 0.5 * similarity(gold.indicator, found.indicator)


def _target_label(target: TargetFields) -> str:
    value = "-".join(f"{value:g}" for value in (target.value, target.value_max) if value is not None)
    return f"{target.comparator} {value} {target.unit}: {target.indicator}"


TARGETS: Comparison[TargetFields] = Comparison(
    measure="targets",
    likeness=_target_likeness,
    floor=0.5,
    checks={
        "comparator": lambda a, b: a.comparator == b.comparator,
        "indicator": lambda a, b: similarity(a.indicator, b.indicator) >= INDICATOR_ALIKE,
        "deadline": lambda a, b: same(a.deadline, b.deadline),
        "baseline": lambda a, b: same(a.baseline, b.baseline),
        "_bound": lambda a, b: similarity(a.indicator, b.indicator) >= BOUND_INDICATOR_ALIKE,
    },
    measures={
        "targets bound": frozenset({"comparator", "_bound"}),
        "targets strict": frozenset({"comparator", "indicator", "deadline"}),
    },
    strict="targets strict",
    label=_target_label,
)


def _same_units(gold: Sequence[str], found: Sequence[str]) -> bool:
    """The same units, wherever the list is cut: `A, B` may be one entry or two."""
    if sorted(map(normalized, gold)) == sorted(map(normalized, found)):
        return True
    return similarity(_joined(gold), _joined(found)) >= UNITS_ALIKE


def _joined(units: Sequence[str]) -> str:
    # Commas, semicolons and the letters of `và` go: what joins two units differs with where the list is cut.
    return re.sub(r"[\s,;và]+", " ", " ".join(map(normalized, units))).strip()


_USED = frozenset({"task", "lead", "coordinating", "deadline", "output"})

ASSIGNMENTS: Comparison[AssignmentFields] = Comparison(
    measure="assignments",
    likeness=lambda a, b: similarity(a.task, b.task),
    floor=TASK_FOUND,
    checks={
        "task": lambda a, b: similarity(a.task, b.task) >= TASK_ALIKE,
        "lead": lambda a, b: _same_units(a.lead, b.lead),
        "coordinating": lambda a, b: _same_units(a.coordinating, b.coordinating),
        "deadline": lambda a, b: same(a.deadline, b.deadline),
        "output": lambda a, b: same(a.output, b.output),
        "deadline_date": lambda a, b: a.deadline_date == b.deadline_date,
        "deadline_kind": lambda a, b: a.deadline_kind == b.deadline_kind,
        "group": lambda a, b: same(a.group, b.group),
        "number": lambda a, b: same(a.number, b.number),
    },
    measures={
        "assignments strict": _USED,
        "assignments full": _USED | {"deadline_date", "deadline_kind", "group", "number"},
    },
    strict="assignments strict",
    label=lambda a: a.task or "",
)
