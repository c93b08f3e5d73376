"""From ruled lines to a lattice: the rows and columns of a table, merged cells (ô gộp) found by missing separators.

Pure geometry without units: it serves lines found in pictures and lines drawn in a PDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

COVERED = 0.6
"""A side of a cell is ruled when lines cover this share of it: more than half, so that the broken rules of photocopies
count, and a short stray stroke does not. Chosen by eye on the tables of four scans; not measured."""


@dataclass(frozen=True, slots=True)
class Line:
    """A horizontal line from x = `start` to x = `end` at y = `at`; a vertical one with x and y exchanged."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class LatticeCell:
    """A cell that covers rows `row` to `row + row_span - 1`, and columns likewise."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """A table: `xs` has one more entry than there are columns, `ys` one more than there are rows."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[LatticeCell, ...]

    @property
    def n_rows(self) -> int:
        """Rows of the lattice."""
        return len(self.ys) - 1

    @property
    def n_columns(self) -> int:
        """Columns of the lattice."""
        return len(self.xs) - 1

    def box(self, cell: LatticeCell) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of a cell."""
        return (
            self.xs[cell.column],
            self.ys[cell.row],
            self.xs[cell.column + cell.column_span],
            self.ys[cell.row + cell.row_span],
        )


def find_lattices(horizontal: Sequence[Line], vertical: Sequence[Line], *, tolerance: float) -> tuple[Lattice, ...]:
    """The tables that the lines make, from top to bottom.

    Args:
        tolerance: lines that miss each other by less than this meet; lines closer than this are one.
    """
    lattices = []
    for across, down in _connected(horizontal, vertical, tolerance):
        lattice = _lattice(across, down, tolerance)
        if lattice is not None:
            lattices.append(lattice)
    return tuple(sorted(lattices, key=lambda lattice: (lattice.ys[0], lattice.xs[0])))


def _connected(
    horizontal: Sequence[Line], vertical: Sequence[Line], tolerance: float
) -> Iterator[tuple[list[Line], list[Line]]]:
    """Groups of lines that meet each other, directly or through others."""
    parents = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    for i, across in enumerate(horizontal):
        for j, down in enumerate(vertical, len(horizontal)):
            if _meet(across, down, tolerance):
                parents[root(i)] = root(j)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for i, line in enumerate([*horizontal, *vertical]):
        group = groups.setdefault(root(i), ([], []))
        group[0 if i < len(horizontal) else 1].append(line)
    yield from (group for group in groups.values() if group[0] and group[1])


def _meet(across: Line, down: Line, tolerance: float) -> bool:
    return (
        across.start - tolerance <= down.at <= across.end + tolerance
        and down.start - tolerance <= across.at <= down.end + tolerance
    )


def _lattice(across: list[Line], down: list[Line], tolerance: float) -> Lattice | None:
    across = [line for line in across if sum(_meet(line, other, tolerance) for other in down) >= min(2, len(down))]
    xs, ys = _places(down, tolerance), _places(across, tolerance)
    # A table without its outer borders: the lines of the other direction show how far it reaches.
    xs = _with_ends(xs, across, tolerance)
    ys = _with_ends(ys, down, tolerance)
    if len(xs) < 2 or len(ys) < 2:
        return None
    cells = _cells(xs, ys, across, down, tolerance)
    return _without_empty_lines(Lattice(tuple(xs), tuple(ys), tuple(cells)))


def _places(lines: Iterable[Line], tolerance: float) -> list[float]:
    """The distinct places of lines; those closer than the tolerance are one, weighted by length."""
    clusters: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.at):
        if clusters and line.at - clusters[-1][-1].at <= tolerance:
            clusters[-1].append(line)
        else:
            clusters.append([line])
    return [
        sum(line.at * (line.end - line.start) for line in cluster) / sum(line.end - line.start for line in cluster)
        for cluster in clusters
    ]


def _with_ends(places: list[float], crossing: Sequence[Line], tolerance: float) -> list[float]:
    if not places or len(crossing) < 2:
        return places
    first, last = min(line.start for line in crossing), max(line.end for line in crossing)
    reach = 3 * tolerance
    before = [first] if sum(line.start < places[0] - reach for line in crossing) >= 2 else []
    after = [last] if sum(line.end > places[-1] + reach for line in crossing) >= 2 else []
    return [*before, *places, *after]


def _covered(lines: Sequence[Line], at: float, start: float, end: float, tolerance: float) -> bool:
    """Whether lines near `at` cover most of `start` to `end`."""
    total = 0.0
    reached = start
    for line in sorted(lines, key=lambda line: line.start):
        if abs(line.at - at) > tolerance:
            continue
        low, high = max(line.start, reached), min(line.end, end)
        if high > low:
            total += high - low
            reached = high
    return total >= COVERED * (end - start)


def _cells(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Line], down: Sequence[Line], tolerance: float
) -> list[LatticeCell]:
    """Merge the places between which a separator is missing; every merged cell is made rectangular."""
    n_rows, n_columns = len(ys) - 1, len(xs) - 1
    cells = [LatticeCell(row, column, 1, 1) for row in range(n_rows) for column in range(n_columns)]
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            if column + 1 < n_columns and not _covered(down, right, top, bottom, tolerance):
                cells = _merge(cells, (row, column), (row, column + 1))
            if row + 1 < n_rows and not _covered(across, bottom, left, right, tolerance):
                cells = _merge(cells, (row, column), (row + 1, column))
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _merge(cells: list[LatticeCell], first: tuple[int, int], second: tuple[int, int]) -> list[LatticeCell]:
    merged = _union(_at(cells, *first), _at(cells, *second))
    while True:
        touched = [cell for cell in cells if _overlap(cell, merged)]
        union = merged
        for cell in touched:
            union = _union(union, cell)
        if union == merged:
            return [cell for cell in cells if cell not in touched] + [merged]
        merged = union


def _at(cells: Iterable[LatticeCell], row: int, column: int) -> LatticeCell:
    return next(cell for cell in cells if _overlap(cell, LatticeCell(row, column, 1, 1)))


def _overlap(a: LatticeCell, b: LatticeCell) -> bool:
    return (
        a.row < b.row + b.row_span
        and b.row < a.row + a.row_span
        and a.column < b.column + b.column_span
        and b.column < a.column + a.column_span
    )


def _union(a: LatticeCell, b: LatticeCell) -> LatticeCell:
    row, column = min(a.row, b.row), min(a.column, b.column)
    bottom = max(a.row + a.row_span, b.row + b.row_span)
    right = max(a.column + a.column_span, b.column + b.column_span)
    return LatticeCell(row, column, bottom - row, right - column)


def _without_empty_lines(lattice: Lattice) -> Lattice:
    """Drop the row and column lines that no cell ends at: a stray line inside merged cells."""
    rows = sorted({cell.row for cell in lattice.cells} | {lattice.n_rows})
    columns = sorted({cell.column for cell in lattice.cells} | {lattice.n_columns})
    row_of = {row: i for i, row in enumerate(rows)}
    column_of = {column: i for i, column in enumerate(columns)}

    def after(places: list[int], end: int) -> int:
        return sum(place < end for place in places)

    cells = tuple(
        LatticeCell(
            row_of[cell.row],
            column_of[cell.column],
            after(rows, cell.row + cell.row_span) - row_of[cell.row],
            after(columns, cell.column + cell.column_span) - column_of[cell.column],
        )
        for cell in lattice.cells
    )
    return Lattice(tuple(lattice.xs[i] for i in columns), tuple(lattice.ys[i] for i in rows), cells)


def is_table(lattice: Lattice) -> bool:
    """Whether a lattice can be a table: not a frame around text, and not a box cut in two.

    A single row with several cells may be the rest of a table on the next page, so it counts when it has three or more.
    """
    if lattice.n_columns < 2:
        return False
    return lattice.n_rows >= 2 if lattice.n_columns == 2 else True
