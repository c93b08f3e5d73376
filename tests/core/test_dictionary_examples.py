"""Every entry of the dictionaries that are built of wordings stands beside an example that the tests run."""

from __future__ import annotations

import csv

import pytest

from planparse.knowledge import Dictionaries, shipped_dictionaries

WITHOUT = {
    "assignment_wordings.tsv": "lists of words, run by the tests of duties",
    "diagnostics.tsv": "each code is raised by a test of its own",
    "kept_words.tsv": "words that are their own example",
    "law_names.tsv": "each name is cited by a test",
    "legacy_tcvn3.tsv": "a table of characters",
    "legacy_vni.tsv": "a table of characters",
    "ocr_confusions.tsv": "learned, not typed",
    "vietnamese_ocr_marks.tsv": "learned, not typed",
}
"""Dictionaries that hold no wordings, and why."""
WITH_COUNTER_EXAMPLES = (
    "deadline_wordings.tsv",
    "document_types.tsv",
    "outline_marks.tsv",
    "page_noise.tsv",
    "recurrences.tsv",
    "section_kinds.tsv",
    "short_references.tsv",
    "table_headers.tsv",
    "zone_openers.tsv",
)
"""Dictionaries in which every entry could be taken for something else."""


def lines_of(name: str) -> list[dict[str, str]]:
    with Dictionaries().path(name).open(encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


NAMES = sorted(path.name for path in shipped_dictionaries().glob("*.tsv"))


@pytest.mark.parametrize("name", [name for name in NAMES if name not in WITHOUT])
def test_every_entry_has_an_example(name: str) -> None:
    entries = lines_of(name)
    assert entries
    assert [next(iter(row.values())) for row in entries if not row.get("example")] == []


@pytest.mark.parametrize("name", WITH_COUNTER_EXAMPLES)
def test_every_entry_has_a_counter_example(name: str) -> None:
    assert [next(iter(row.values())) for row in lines_of(name) if not row.get("counter_example")] == []


def test_exceptions_are_dictionaries() -> None:
    assert set(WITHOUT) | set(WITH_COUNTER_EXAMPLES) <= set(NAMES)
