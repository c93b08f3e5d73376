"""Scores: found records against gold records, by the definitions of the annotation guide.

A record counts as found when its key fields are those of a gold record (or, for assignments, when the tasks are alike);
it counts as strictly right when every field that an analyst would use is right as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from planparse.evaluation.normalization import normalized, same, similarity
from planparse.evaluation.pairing import pair
from planparse.evaluation.sheet import AssignmentFields, CitationFields, Sheet, TableFields, TargetFields

TITLE_ALIKE = 0.95
SUBJECT_ALIKE = 0.9
INDICATOR_ALIKE = 0.9
BOUND_INDICATOR_ALIKE = 0.85
TASK_FOUND = 0.8
TASK_ALIKE = 0.95
UNITS_ALIKE = 0.95
CELL_ALIKE = 0.9

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Tally:
    """Right, expected and found records of one measure."""

    right: int = 0
    expected: int = 0
    found: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.expected + other.expected, self.found + other.found)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where nothing was expected and nothing found."""
        if not self.expected and not self.found:
            return 1.0
        return 2 * self.right / (self.expected + self.found)

    @property
    def precision(self) -> float:
        """Share of the found records that are right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the expected records that were found."""
        return self.right / self.expected if self.expected else 1.0


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One thing that is not as the gold record has it."""

    measure: str
    kind: str
    """`missed`, `false` or the name of the field that differs."""
    expected: str | None
    found: str | None
    line: int | None = None


@dataclass(frozen=True)
class DocumentScores:
    """All measures of one document, and what went wrong."""

    tallies: Mapping[str, Tally]
    discrepancies: tuple[Discrepancy, ...] = field(default=())

    def __add__(self, other: DocumentScores) -> DocumentScores:
        names = dict.fromkeys((*self.tallies, *other.tallies))
        tallies = {name: self.tallies.get(name, Tally()) + other.tallies.get(name, Tally()) for name in names}
        return DocumentScores(tallies, self.discrepancies + other.discrepancies)


def score(gold: Sheet, found: Sheet) -> DocumentScores:
    """Compare one document with its gold record.

    >>> score(gold, found).tallies["citations"].f1
    0.97
    """
    parts = [
        _fields("header", gold.header, found.header, {"title": TITLE_ALIKE}),
        _citations(gold.citations, found.citations),
        _targets(gold.targets, found.targets),
        _assignments(gold.assignments, found.assignments),
        _tables(gold.tables, found.tables),
        _recipients(gold.recipients, found.recipients),
        _fields("signatory", gold.signatory, found.signatory, {}),
    ]
    total = DocumentScores({})
    for part in parts:
        total += part
    return total


def _fields(
    measure: str, gold: Mapping[str, str | None], found: Mapping[str, str | None], alike: Mapping[str, float]
) -> DocumentScores:
    wrong = [
        Discrepancy(measure, name, gold[name], found.get(name))
        for name in gold
        if similarity(gold[name], found.get(name)) < alike.get(name, 1.0)
    ]
    return DocumentScores({measure: Tally(len(gold) - len(wrong), len(gold), len(gold))}, tuple(wrong))


def _citations(gold: Sequence[CitationFields], found: Sequence[CitationFields]) -> DocumentScores:
    pairs = pair(gold, found, lambda a, b: float(_citation_key(a) == _citation_key(b)), 1.0)
    checks: dict[str, Callable[[CitationFields], str | None]] = {
        "date": lambda c: c.date,
        "issuer": lambda c: c.issuer,
        "role": lambda c: c.role,
        "provision": lambda c: c.provision,
    }
    wrong = [
        Discrepancy("citations strict", name, get(gold[i]), get(found[j]), gold[i].line)
        for i, j in pairs
        for name, get in checks.items()
        if not same(get(gold[i]), get(found[j]))
    ]
    other_subject = [
        Discrepancy("citation subjects", "subject", gold[i].subject, found[j].subject, gold[i].line)
        for i, j in pairs
        if similarity(gold[i].subject, found[j].subject) < SUBJECT_ALIKE
    ]
    strict = sum(all(same(get(gold[i]), get(found[j])) for get in checks.values()) for i, j in pairs)
    sizes = len(gold), len(found)
    tallies = {
        "citations": Tally(len(pairs), *sizes),
        "citations strict": Tally(strict, *sizes),
        "citation subjects": Tally(len(pairs) - len(other_subject), *sizes),
    }
    lost = _unpaired("citations", gold, found, pairs, lambda c: f"{c.document_type} {c.number or c.subject}")
    return DocumentScores(tallies, (*lost, *wrong, *other_subject))


def _citation_key(citation: CitationFields) -> tuple[str, str]:
    return normalized(citation.document_type), normalized(citation.number) or normalized(citation.subject)


def _targets(gold: Sequence[TargetFields], found: Sequence[TargetFields]) -> DocumentScores:
    pairs = pair(gold, found, _target_likeness, 0.5)
    checks: dict[str, Callable[[TargetFields, TargetFields], bool]] = {
        "comparator": lambda a, b: a.comparator == b.comparator,
        "indicator": lambda a, b: similarity(a.indicator, b.indicator) >= INDICATOR_ALIKE,
        "deadline": lambda a, b: same(a.deadline, b.deadline),
    }
    wrong = [
        Discrepancy("targets strict", name, getattr(gold[i], name), getattr(found[j], name), gold[i].line)
        for i, j in pairs
        for name, right in checks.items()
        if not right(gold[i], found[j])
    ]
    bound = sum(
        gold[i].comparator == found[j].comparator
        and similarity(gold[i].indicator, found[j].indicator) >= BOUND_INDICATOR_ALIKE
        for i, j in pairs
    )
    strict = sum(all(right(gold[i], found[j]) for right in checks.values()) for i, j in pairs)
    sizes = len(gold), len(found)
    tallies = {
        "targets": Tally(len(pairs), *sizes),
        "targets bound": Tally(bound, *sizes),
        "targets strict": Tally(strict, *sizes),
    }
    lost = _unpaired("targets", gold, found, pairs, lambda t: f"{t.comparator} {t.value} {t.unit}: {t.indicator}")
    return DocumentScores(tallies, (*lost, *wrong))


def _target_likeness(gold: TargetFields, found: TargetFields) -> float:
    """Half for the same number and unit, the other half for the wording of the indicator."""
    if (gold.value, gold.value_max, normalized(gold.unit)) != (found.value, found.value_max, normalized(found.unit)):
        return 0.0
    return 0.5 + 0.5 * similarity(gold.indicator, found.indicator)


def _assignments(gold: Sequence[AssignmentFields], found: Sequence[AssignmentFields]) -> DocumentScores:
    pairs = pair(gold, found, lambda a, b: similarity(a.task, b.task), TASK_FOUND)
    checks: dict[str, Callable[[AssignmentFields, AssignmentFields], bool]] = {
        "task": lambda a, b: similarity(a.task, b.task) >= TASK_ALIKE,
        "lead": lambda a, b: _same_units(a.lead, b.lead),
        "coordinating": lambda a, b: _same_units(a.coordinating, b.coordinating),
        "deadline": lambda a, b: same(a.deadline, b.deadline),
        "output": lambda a, b: same(a.output, b.output),
    }
    wrong = [
        Discrepancy("assignments strict", name, _shown(gold[i], name), _shown(found[j], name), gold[i].line)
        for i, j in pairs
        for name, right in checks.items()
        if not right(gold[i], found[j])
    ]
    strict = sum(all(right(gold[i], found[j]) for right in checks.values()) for i, j in pairs)
    sizes = len(gold), len(found)
    tallies = {"assignments": Tally(len(pairs), *sizes), "assignments strict": Tally(strict, *sizes)}
    return DocumentScores(tallies, (*_unpaired("assignments", gold, found, pairs, lambda a: a.task or ""), *wrong))


def _shown(item: AssignmentFields, name: str) -> str | None:
    value = getattr(item, name)
    return "; ".join(value) if isinstance(value, tuple) else value


def _same_units(gold: Sequence[str], found: Sequence[str]) -> bool:
    """The same units, wherever the list is cut: `A, B` may be one entry or two."""
    if sorted(map(normalized, gold)) == sorted(map(normalized, found)):
        return True
    return similarity(_joined(gold), _joined(found)) >= UNITS_ALIKE


def _joined(units: Sequence[str]) -> str:
    # Commas, semicolons and the letters of `và` go: what joins two units differs with where the list is cut.
    return re.sub(r"[\s,;và]+", " ", " ".join(map(normalized, units))).strip()


def _tables(gold: Sequence[TableFields], found: Sequence[TableFields]) -> DocumentScores:
    if not gold and not found:
        return DocumentScores({})
    gold_cells, found_cells = [_cells(t) for t in gold], [_cells(t) for t in found]

    def likeness(a: dict[tuple[int, int], str], b: dict[tuple[int, int], str]) -> float:
        return Tally(_hits(a, b), len(a), len(b)).f1 or 1e-9

    pairs = pair(gold_cells, found_cells, likeness, 1e-6)
    right = sum(_hits(gold_cells[i], found_cells[j]) for i, j in pairs)
    wrong = [
        Discrepancy("table cells", f"row {r}, column {c}", text, found_cells[j].get((r, c)))
        for i, j in pairs
        for (r, c), text in gold_cells[i].items()
        if similarity(text, found_cells[j].get((r, c), "")) < CELL_ALIKE
    ]
    return DocumentScores({"table cells": Tally(right, _size(gold_cells), _size(found_cells))}, tuple(wrong))


def _cells(table: TableFields) -> dict[tuple[int, int], str]:
    return {
        (r, c): text for r, row in enumerate(table.rows) for c, cell in enumerate(row) if (text := normalized(cell))
    }


def _hits(gold: Mapping[tuple[int, int], str], found: Mapping[tuple[int, int], str]) -> int:
    return sum(similarity(text, found.get(place, "")) >= CELL_ALIKE for place, text in gold.items())


def _size(tables: Iterable[Mapping[tuple[int, int], str]]) -> int:
    return sum(len(table) for table in tables)


def _recipients(gold: Sequence[str], found: Sequence[str]) -> DocumentScores:
    there = {normalized(one) for one in found}
    wanted = {normalized(one) for one in gold}
    right = sum(normalized(one) in there for one in gold)
    wrong = [Discrepancy("recipients", "missed", one, None) for one in gold if normalized(one) not in there]
    wrong += [Discrepancy("recipients", "false", None, one) for one in found if normalized(one) not in wanted]
    return DocumentScores({"recipients": Tally(right, len(gold), len(found))}, tuple(wrong))


def _unpaired(
    measure: str,
    gold: Sequence[Item],
    found: Sequence[Item],
    pairs: Sequence[tuple[int, int]],
    shown: Callable[[Item], str],
) -> Iterator[Discrepancy]:
    gold_paired, found_paired = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, item in enumerate(gold):
        if i not in gold_paired:
            yield Discrepancy(measure, "missed", shown(item), None, getattr(item, "line", None))
    for j, item in enumerate(found):
        if j not in found_paired:
            yield Discrepancy(measure, "false", None, shown(item), getattr(item, "line", None))
