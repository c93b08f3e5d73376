"""The tables: every field of a record is in one, ids fit together, values are clean."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel

from planparse import records
from planparse.export.columns import Column, Headings, Kind, Line, calendar_day, clean_text
from planparse.export.sheets import COMPARATORS, DEADLINE_KINDS, ROLES, SEVERITIES, SHEETS, SOURCES
from planparse.export.stored import StoredRecord, stored_record
from planparse.export.tables import TABLES

from .conftest import a_record

Rows = dict[str, list[dict[str, Any]]]


def tabulated(record: dict[str, Any], place: str = "x.json") -> Rows:
    stored = stored_record(json.dumps(record).encode(), place)
    return {
        table.name: [dict(zip(table.names, row, strict=True)) for row in table.reader()(stored)] for table in TABLES
    }


def check_keys(rows: Rows) -> None:
    for table in TABLES:
        keys = [tuple(row[name] for name in table.key) for row in rows[table.name]]
        assert None not in {part for key in keys for part in key}
        assert len(set(keys)) == len(keys), table.name
        for foreign in table.foreign_keys:
            known = {row[foreign.target] for row in rows[foreign.table]} | {None}
            assert {row[foreign.column] for row in rows[table.name]} <= known, foreign


def merged(*parts: Rows) -> Rows:
    return {table.name: [row for part in parts for row in part[table.name]] for table in TABLES}


def test_values_land_in_their_columns():
    rows = tabulated(a_record())
    (document,) = rows["documents"]
    assert (document["date"], document["date_text"]) == (None, "2026-02")
    assert (document["period_from"], document["period_to"], document["unread_pages"]) == (2026, 2030, 1)
    assert document["lowest_confidence"] == 0.6
    assert rows["citations"][0]["date"] == date(2010, 6, 8)
    assert (rows["targets"][0]["value"], rows["targets"][0]["comparator"]) == (62.5, ">=")
    assert rows["assignments"][0]["lead"] == "Văn phòng Sở; Thanh tra Sở"
    assert [(row["role"], row["unit"]) for row in rows["assignment_units"]] == [
        ("lead", "Văn phòng Sở"),
        ("lead", "Thanh tra Sở"),
        ("coordinating", "Các phòng chuyên môn"),
    ]
    assert [(row["row"], row["column"], row["text"], row["page"]) for row in rows["table_cells"]] == [
        (-1, 0, "TT", None),
        (-1, 1, "Nội dung", None),
        (0, 0, "1", None),
        (0, 1, "Xây dựng kế hoạch", 2),
        (1, 0, "2", None),
    ]
    sections = rows["sections"]
    assert [row["parent_id"] for row in sections] == [None, sections[0]["section_id"], sections[0]["section_id"]]
    (diagnostic,) = rows["diagnostics"]
    assert (diagnostic["record_table"], diagnostic["record_id"]) == ("citations", rows["citations"][0]["citation_id"])
    assert "Nội dung mật" not in str(rows["pages"])


def test_keys_fit_together_also_between_copies_of_a_file():
    record = a_record()
    check_keys(merged(tabulated(record, "a.json"), tabulated(record, "b/a.json"), tabulated(a_record("b.pdf"))))


@pytest.mark.parametrize("ids", [["", ""], ["x", "x"], ["a-c1", "b-c1"], ["c\x001", "c1"], ["é", "e\u0301"]])
def test_ids_that_are_missing_or_doubled_get_new_ones(ids: list[str]):
    record = a_record()
    for citation, identifier in zip(record["citations"], ids, strict=True):
        citation["id"] = identifier
    rows = tabulated(record)
    check_keys(rows)
    assert [row["citation_id"].rpartition("-")[2] for row in rows["citations"]] == ["c1", "c2"]


texts = st.text(max_size=8)


@given(st.lists(st.tuples(texts, texts, st.lists(texts, max_size=3)), max_size=5), st.lists(texts, max_size=4))
def test_keys_fit_together_whatever_the_ids_are(items: list[tuple[str, str, list[str]]], about: list[str]):
    record = a_record()
    assignment, citation = record["assignments"][0], record["citations"][0]
    record["assignments"] = [{**assignment, "id": key, "task": task, "lead": lead} for key, task, lead in items]
    record["citations"] = [{**citation, "id": key} for key, _, _ in items]
    record["diagnostics"] = [{**record["diagnostics"][0], "record": each} for each in about]
    check_keys(tabulated(record))


LEFT_OUT = {
    ("PlanRecord", "schema_version"),  # the tables have a form of their own
    ("PageRecord", "text"),  # of no use in a table; the records have it
    ("PageRecord", "notes"),
    ("VerdictRecord", "reasons"),
    ("Diagnostic", "span"),
    ("TableRecord", "cells"),  # the table of cells
}


class Spy:
    """Stands for a record and notes which of its fields are asked for."""

    def __init__(self, model: BaseModel, seen: set[tuple[str, str]]) -> None:
        self.model, self.seen = model, seen

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.model, name)
        if name in type(self.model).model_fields:
            self.seen.add((type(self.model).__name__, name))
        return watched(value, self.seen)


def watched(value: Any, seen: set[tuple[str, str]]) -> Any:
    if isinstance(value, BaseModel):
        return Spy(value, seen)
    if isinstance(value, tuple):
        return tuple(watched(item, seen) for item in value)
    if isinstance(value, dict):
        return {key: watched(item, seen) for key, item in value.items()}
    return value


def test_every_field_of_a_record_is_in_a_table():
    seen: set[tuple[str, str]] = set()
    stored = stored_record(json.dumps(a_record()).encode(), "x.json")
    spied = StoredRecord(Spy(stored.record, seen), "x.json", "id")  # type: ignore[arg-type]
    for table in TABLES:
        assert list(table.reader()(spied))
    models = (
        records.PlanRecord,
        records.SourceRecord,
        records.Header,
        records.Period,
        records.Citation,
        records.Target,
        records.Assignment,
        records.TableRecord,
        records.TableCell,
        records.Signatory,
        records.Section,
        records.Diagnostic,
        records.PageRecord,
        records.VerdictRecord,
        records.Provenance,
    )
    fields = {(model.__name__, name) for model in models for name in model.model_fields}
    own = {("Provenance", "page"), ("Signatory", "evidence"), ("Header", "evidence")}
    missing = fields - seen - LEFT_OUT - own
    assert not missing, f"add a column to its table in export/tables.py, or name it here: {sorted(missing)}"


def test_definitions_are_complete():
    for table in TABLES:
        assert len(set(table.names)) == len(table.names)
        for headings in Headings:
            shown = [column.heading(headings) for column in table.columns]
            assert len(set(shown)) == len(shown) and all(shown), (table.name, headings)
        assert set(table.key) <= set(table.names)
        assert {key.column for key in table.foreign_keys} <= set(table.names)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.table.name)
@pytest.mark.parametrize("headings", Headings)
def test_headings_of_a_sheet_are_told_apart(sheet: Any, headings: Headings):
    shown = [sheet.heading(column, headings) for column in sheet.columns]
    assert len(set(shown)) == len(shown)


@pytest.mark.parametrize(
    ("labels", "enumeration"),
    [
        (ROLES, records.Role),
        (COMPARATORS, records.Comparator),
        (DEADLINE_KINDS, records.DeadlineKind),
        (SEVERITIES, records.Severity),
        (SOURCES, ("table", "prose")),
    ],
)
def test_every_value_of_an_enumeration_has_labels(labels: Any, enumeration: Any):
    assert set(labels) == {str(value) for value in enumeration}


@given(st.text())
@example("\ufb2a")  # NFC takes it apart
def test_clean_text_is_clean(text: str):
    clean = clean_text(text)
    if clean is None:
        assert not any(character.isalnum() for character in text)
        return
    assert unicodedata.is_normalized("NFC", clean) and clean_text(clean) == clean
    assert not [c for c in clean if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
    bare, bare_clean = (filter(str.isalnum, unicodedata.normalize("NFD", t)) for t in (text, clean))
    assert "".join(bare) == "".join(bare_clean)


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("Kế hoạch\r\nnăm\t2026\x07", "Kế hoạch\nnăm 2026"),
        ("Ke\u0302\u0301 hoa\u0323ch", "Kế hoạch"),
        ("a\udcffb", "a\N{REPLACEMENT CHARACTER}b"),
        ("\x00\x01", None),
        ("", None),
    ],
)
def test_clean_text(dirty: str, clean: str | None):
    assert clean_text(dirty) == clean


@pytest.mark.parametrize("iso", ["2026-02", "2026-02-30", "0000-01-01", None])
def test_what_is_no_day_has_no_date(iso: str | None):
    assert calendar_day(iso) is None


def test_a_path_that_ends_early_has_no_value():
    column = Column("x", "x", "x", Kind.TEXT, 1, "header.period.from_")
    record = a_record()
    record["header"]["period"] = None
    stored = stored_record(json.dumps(record).encode(), "x.json")
    assert column.reader()(Line(stored, stored.record)) is None
