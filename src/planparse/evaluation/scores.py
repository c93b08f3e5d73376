"""Scores: found records against gold records, by the definitions of the annotation guide.

A record counts as found when its key fields are those of a gold record (or, for assignments, when the tasks are alike);
it counts as strictly right when every field that an analyst would use is right as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from planparse.evaluation.fields import ASSIGNMENTS, CELL_ALIKE, CITATIONS, TARGETS, TITLE_ALIKE, Comparison
from planparse.evaluation.normalization import normalized, similarity
from planparse.evaluation.pairing import pair
from planparse.evaluation.sheet import Placed, Sheet, TableFields

Item = TypeVar("Item", bound=Placed)

MEASURES = (
    "header",
    "citations",
    "citations strict",
    "citation subjects",
    "targets",
    "targets bound",
    "targets strict",
    "assignments",
    "assignments strict",
    "assignments full",
    "table cells",
    "recipients",
    "signatory",
)
"""All measures, in the order in which they are shown."""


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
    record: str | None = None
    """The gold record whose field differs, in short."""
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True)
class DocumentScores:
    """All measures of one document, and what went wrong."""

    tallies: Mapping[str, Tally]
    discrepancies: tuple[Discrepancy, ...] = ()
    fields: Mapping[str, Tally] = field(default_factory=dict)
    """Per kind of record and field, `citations.date`: of the records found, those in which the field is right."""
    right: Mapping[str, frozenset[int | str]] = field(default_factory=dict)
    """Of one document: which found records are strictly right, by index, and which fields of header and signatory."""

    def __add__(self, other: DocumentScores) -> DocumentScores:
        return DocumentScores(
            _sum(self.tallies, other.tallies),
            self.discrepancies + other.discrepancies,
            _sum(self.fields, other.fields),
            {**self.right, **other.right},
        )


def _sum(first: Mapping[str, Tally], second: Mapping[str, Tally]) -> dict[str, Tally]:
    names = dict.fromkeys((*first, *second))
    return {name: first.get(name, Tally()) + second.get(name, Tally()) for name in names}


def score(gold: Sheet, found: Sheet) -> DocumentScores:
    """Compare one document with its gold record.

    >>> score(gold, found).tallies["citations"].f1
    0.97
    """
    parts = [
        _fields("header", gold.header, found.header, {"title": TITLE_ALIKE}),
        _records(CITATIONS, gold.citations, found.citations),
        _records(TARGETS, gold.targets, found.targets),
        _records(ASSIGNMENTS, gold.assignments, found.assignments),
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
    wrong = [name for name in gold if similarity(gold[name], found.get(name)) < alike.get(name, 1.0)]
    return DocumentScores(
        {measure: Tally(len(gold) - len(wrong), len(gold), len(gold))},
        tuple(Discrepancy(measure, name, gold[name], found.get(name)) for name in wrong),
        {f"{measure}.{name}": Tally(int(name not in wrong), 1, 1) for name in gold},
        {measure: frozenset(name for name in gold if name not in wrong)},
    )


def _records(how: Comparison[Item], gold: Sequence[Item], found: Sequence[Item]) -> DocumentScores:
    pairs = pair(gold, found, how.likeness, how.floor)
    right = {(i, j): {name for name, check in how.checks.items() if check(gold[i], found[j])} for i, j in pairs}
    sizes = len(gold), len(found)
    tallies = {how.measure: Tally(len(pairs), *sizes)}
    for measure, needed in how.measures.items():
        tallies[measure] = Tally(sum(needed <= names for names in right.values()), *sizes)
    fields = {
        f"{how.measure}.{name}": Tally(sum(name in names for names in right.values()), len(pairs), len(pairs))
        for name in how.fields
    }
    wrong = [
        Discrepancy(
            how.measure,
            name,
            _shown(gold[i], name),
            _shown(found[j], name),
            how.label(gold[i]),
            found[j].page if gold[i].page is None else gold[i].page,
            gold[i].line,
        )
        for i, j in pairs
        for name in how.fields
        if name not in right[i, j]
    ]
    strict = frozenset(j for (_, j), names in right.items() if how.measures[how.strict] <= names)
    lost = _unpaired(how, gold, found, pairs)
    return DocumentScores(tallies, (*lost, *wrong), fields, {how.measure: strict})


def _shown(item: object, name: str) -> str | None:
    value = getattr(item, name)
    if isinstance(value, tuple):
        return "; ".join(value)
    return None if value is None else str(value)


def _unpaired(
    how: Comparison[Item], gold: Sequence[Item], found: Sequence[Item], pairs: Sequence[tuple[int, int]]
) -> Iterator[Discrepancy]:
    gold_paired, found_paired = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, item in enumerate(gold):
        if i not in gold_paired:
            yield Discrepancy(how.measure, "missed", how.label(item), None, page=item.page, line=item.line)
    for j, item in enumerate(found):
        if j not in found_paired:
            yield Discrepancy(how.measure, "false", None, how.label(item), page=item.page, line=item.line)


def _tables(gold: Sequence[TableFields], found: Sequence[TableFields]) -> DocumentScores:
    if not gold and not found:
        return DocumentScores({})
    gold_cells, found_cells = [_cells(t) for t in gold], [_cells(t) for t in found]

    def likeness(a: dict[tuple[int, int], str], b: dict[tuple[int, int], str]) -> float:
        return Tally(_hits(a, b), len(a), len(b)).f1 or 1e-9

    pairs = dict(pair(gold_cells, found_cells, likeness, 1e-6))
    right = sum(_hits(gold_cells[i], found_cells[j]) for i, j in pairs.items())
    wrong = tuple(
        Discrepancy("table cells", f"table {i + 1}, row {r}, column {c + 1}", text, there.get((r, c)))
        for i, cells in enumerate(gold_cells)
        for there in (found_cells[pairs[i]] if i in pairs else {},)
        for (r, c), text in cells.items()
        if similarity(text, there.get((r, c), "")) < CELL_ALIKE
    )
    false = tuple(
        Discrepancy("table cells", "false", None, f"table with {len(cells)} cells: {next(iter(cells.values()), '')}")
        for j, cells in enumerate(found_cells)
        if j not in pairs.values()
    )
    return DocumentScores({"table cells": Tally(right, _size(gold_cells), _size(found_cells))}, (*wrong, *false))


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
    sound = frozenset(i for i, one in enumerate(found) if normalized(one) in wanted)
    return DocumentScores(
        {"recipients": Tally(right, len(gold), len(found))}, tuple(wrong), right={"recipients": sound}
    )
