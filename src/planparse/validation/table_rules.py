"""Rules on tables: rows, cells, pages."""

from __future__ import annotations

from collections.abc import Iterator

from planparse.records import TableCell, TableRecord
from planparse.validation.subject import Problem, Subject


def table_columns(subject: Subject) -> Iterator[Problem]:
    """A table has two columns or more."""
    for path, table in _tables(subject):
        if len(table.header) < 2:
            yield Problem(f"{path}.header", f"The table has {len(table.header)} columns.")


def row_width(subject: Subject) -> Iterator[Problem]:
    """Every row is as wide as the header."""
    for path, table in _tables(subject):
        for i, row in enumerate(table.rows):
            if len(row) != len(table.header):
                yield Problem(f"{path}.rows[{i}]", f"The row has {len(row)} cells, the header {len(table.header)}.")


def cell_outside(subject: Subject) -> Iterator[Problem]:
    """A cell lies inside its table, with all the rows and columns that it covers."""
    for path, table in _tables(subject):
        for i, cell in enumerate(table.cells):
            if _outside(table, cell):
                covers = f"{cell.row_span} by {cell.column_span} places from row {cell.row}, column {cell.column}"
                size = f"{len(table.rows)} rows and {len(table.header)} columns"
                yield Problem(f"{path}.cells[{i}]", f"It covers {covers}; the table has {size}.")


def cell_repeated(subject: Subject) -> Iterator[Problem]:
    """Each place of a table is told of by one cell."""
    for path, table in _tables(subject):
        seen: set[tuple[int, int]] = set()
        for i, cell in enumerate(table.cells):
            if (cell.row, cell.column) in seen:
                yield Problem(f"{path}.cells[{i}]", f"Row {cell.row}, column {cell.column} was told of before.")
            seen.add((cell.row, cell.column))


def cell_missing(subject: Subject) -> Iterator[Problem]:
    """Where a cell with a text stands is told."""
    for path, table in _tables(subject):
        known = {(cell.row, cell.column) for cell in table.cells}
        for i, row in enumerate((table.header, *table.rows), start=-1):
            for j, text in enumerate(row):
                if text and (i, j) not in known:
                    place = f".header[{j}]" if i < 0 else f".rows[{i}][{j}]"
                    yield Problem(f"{path}{place}", "No cell says where this text stands.")


def covered_text(subject: Subject) -> Iterator[Problem]:
    """The text of a merged cell stands in its first row and column; the places that it covers are empty."""
    for path, table in _tables(subject):
        rows = (table.header, *table.rows)
        for i, cell in enumerate(table.cells):
            covered = [
                rows[row + 1][column]
                for row in range(cell.row, min(cell.row + cell.row_span, len(table.rows)))
                for column in range(cell.column, min(cell.column + cell.column_span, len(rows[row + 1])))
                if (row, column) != (cell.row, cell.column)
            ]
            if any(covered):
                yield Problem(f"{path}.cells[{i}]", "A place that this merged cell covers has a text of its own.")


def table_pages(subject: Subject) -> Iterator[Problem]:
    """The pages of a table rise; it was read from the first of them on, and its cells stand on them."""
    for path, table in _tables(subject):
        if not table.pages or list(table.pages) != sorted(set(table.pages)):
            yield Problem(f"{path}.pages", f"The pages are {list(table.pages)}.")
        elif table.provenance is not None and table.provenance.page != table.pages[0]:
            yield Problem(f"{path}.provenance.page", f"It was read on page {table.provenance.page}.")
        for i, cell in enumerate(table.cells):
            if cell.page not in table.pages:
                yield Problem(f"{path}.cells[{i}].page", f"The table does not lie on page {cell.page}.")


def _tables(subject: Subject) -> Iterator[tuple[str, TableRecord]]:
    for i, table in enumerate(subject.record.tables):
        yield f".tables[{i}]", table


def _outside(table: TableRecord, cell: TableCell) -> bool:
    return cell.row + cell.row_span > len(table.rows) or cell.column + cell.column_span > len(table.header)


RULES = (table_columns, row_width, cell_outside, cell_repeated, cell_missing, covered_text, table_pages)
