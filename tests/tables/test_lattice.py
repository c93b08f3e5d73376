"""Lattices from lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.tables.lattice import Lattice, Line, find_lattices, is_table

NEAR = 3.0


def grid(xs: list[float], ys: list[float]) -> tuple[list[Line], list[Line]]:
    return [Line(y, xs[0], xs[-1]) for y in ys], [Line(x, ys[0], ys[-1]) for x in xs]


def test_lines_that_nearly_meet() -> None:
    across, down = grid([10, 50, 100], [10, 30, 60])
    shifted = [Line(line.at + 1.5, line.start + 2, line.end - 2) for line in across]
    (lattice,) = find_lattices(shifted, down, tolerance=NEAR)
    assert (lattice.n_rows, lattice.n_columns, len(lattice.cells)) == (2, 2, 4)


def test_double_lines_are_one() -> None:
    across, down = grid([10, 50, 100], [10, 30, 60])
    (lattice,) = find_lattices([*across, Line(31.5, 10, 100)], down, tolerance=NEAR)
    assert lattice.n_rows == 2


def test_merged_cell_over_rows_and_columns() -> None:
    across, down = grid([0, 40, 80, 120], [0, 20, 40, 60])
    across[1] = Line(20, 0, 40)
    down[2] = Line(80, 40, 60)
    (lattice,) = find_lattices(across, down, tolerance=NEAR)
    spans = {(cell.row, cell.column): (cell.row_span, cell.column_span) for cell in lattice.cells}
    assert spans[0, 1] == (2, 2)
    assert lattice.box(next(c for c in lattice.cells if (c.row, c.column) == (0, 1))) == (40, 0, 120, 40)


def test_an_underline_in_a_cell_rules_nothing() -> None:
    across, down = grid([0, 60, 120], [0, 20, 40])
    (lattice,) = find_lattices([*across, Line(12, 20, 45)], down, tolerance=NEAR)
    assert lattice.n_rows == 2


@pytest.mark.parametrize(
    ("xs", "ys", "expected"),
    [([0, 100], [0, 20, 40], False), ([0, 50, 100], [0, 20], False), ([0, 50, 100], [0, 20, 40], True),
     ([0, 30, 60, 100], [0, 20], True)],
    ids=["one column", "box cut in two", "two by two", "rest of a table"],
)  # fmt: skip
def test_what_is_a_table(xs: list[float], ys: list[float], expected: bool) -> None:
    (lattice,) = find_lattices(*grid(xs, ys), tolerance=NEAR)
    assert is_table(lattice) is expected


LINES = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(1, 20)).map(
        lambda t: Line(t[0] * 9, t[1] * 9, t[1] * 9 + t[2] * 9)
    ),
    max_size=8,
)


@given(LINES, LINES)
def test_every_place_belongs_to_one_cell(across: list[Line], down: list[Line]) -> None:
    for lattice in find_lattices(across, down, tolerance=NEAR):
        places = [
            (row, column)
            for cell in lattice.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert sorted(places) == [(r, c) for r in range(lattice.n_rows) for c in range(lattice.n_columns)]
        assert isinstance(lattice, Lattice)
