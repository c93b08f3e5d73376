"""Each rule finds what it is for, and finds nothing in what the program writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from planparse.validation.catalogue import FILE_RULES, RECORD_RULES, RULES, TREE_RULES

Damage = Callable[[dict[str, Any]], None]


def put(path: str, value: object) -> Damage:
    """Set one value; the path is made of keys and indices with dots between."""

    def damage(data: dict[str, Any]) -> None:
        *way, last = [int(part) if part.lstrip("-").isdigit() else part for part in path.split(".")]
        owner: Any = data
        for part in way:
            owner = owner[part]
        owner[last] = value

    return damage


def swap(path: str) -> Damage:
    """Exchange the first two entries of a list, ids apart."""

    def damage(data: dict[str, Any]) -> None:
        first, second = data[path][:2]
        data[path][:2] = [second | {"id": first["id"]}, first | {"id": second["id"]}]

    return damage


def append(path: str, entry: object) -> Damage:
    def damage(data: dict[str, Any]) -> None:
        owner: Any = data
        for part in path.split("."):
            owner = owner[int(part) if part.isdigit() else part]
        owner.append(entry)

    return damage


def both(*damages: Damage) -> Damage:
    def damage(data: dict[str, Any]) -> None:
        for one in damages:
            one(data)

    return damage


def repeat_cell(data: dict[str, Any]) -> None:
    data["tables"][0]["cells"].append(data["tables"][0]["cells"][0])


def lose_cell(data: dict[str, Any]) -> None:
    table = data["tables"][0]
    table["cells"] = [cell for cell in table["cells"] if (cell["row"], cell["column"]) != (-1, 1)]


def one_column(data: dict[str, Any]) -> None:
    table = data["tables"][0]
    table["header"], table["rows"], table["cells"] = table["header"][:1], [], []


def merge(data: dict[str, Any]) -> None:
    cell = next(c for c in data["tables"][0]["cells"] if (c["row"], c["column"]) == (-1, 0))
    cell["column_span"] = 2


def nameless_law(data: dict[str, Any]) -> None:
    data["citations"][0] |= {"document_type": "Luật", "number": None, "subject": None}


def dated(deadline: str | None, kind: str | None, day: str | None) -> Damage:
    return both(
        put("assignments.0.deadline", deadline),
        put("assignments.0.deadline_kind", kind),
        put("assignments.0.deadline_date", day),
    )


def recurs(data: dict[str, Any]) -> None:
    data["assignments"][0]["recurrence"] = "FREQ=MONTHLY"


def refer(**changes: Any) -> Damage:
    """Put a short reference at the place of the first citation, with its beginning as text."""

    def damage(data: dict[str, Any]) -> None:
        first = data["citations"][0]
        start = first["provenance"]["span"][0]
        place = first["provenance"] | {"span": [start, start + 4], "bbox": None}
        text = data["pages"][first["page"] - 1]["text"][start : start + 4].strip()
        number = {"id": f"{data['source']['sha256'][:8]}-r1", "document_type": "Luật", "work_id": None, "rule": "x"}
        here = {"page": first["page"], "line": first["line"], "provenance": place, "raw": text, "confidence": 1.0}
        data["short_references"] = [number | here | {"text": text, "antecedent": None} | changes]

    return damage


DIAGNOSTIC = {"code": "page-unsure", "severity": "warning", "message": "m", "page": 1, "span": None, "record": None}

CASES: list[tuple[str, str, Damage]] = [
    ("id-repeated", ".citations[1].id", lambda d: d["citations"][1].update(id=d["citations"][0]["id"])),
    ("id-form", ".targets[0].id", put("targets.0.id", "t1")),
    ("id-form", ".sections[0].children[0].id", put("sections.0.children.0.id", "00000000-s1.1")),
    ("source-name", ".source.name", put("source.name", "plans/a.pdf")),
    ("page-numbers", ".pages[1].number", put("source.page_count", 1)),
    ("page-numbers", ".pages[1].number", put("pages.1.number", 1)),
    ("page-status", ".pages[0].status", put("pages.0.status", "empty")),
    ("page-status", ".pages[0].problem", put("pages.0.problem", "It could not be read.")),
    ("page-origin", ".pages[0].origin", put("pages.0.origin", "none")),
    ("page-confidence", ".pages[0].confidence", put("pages.0.confidence", None)),
    ("page-size", ".pages[0].width", put("pages.0.height", None)),
    ("page-size", ".pages[0].width", put("pages.0.width", -1.0)),
    ("page-encoding", ".pages[0].verdict.encoding", put("pages.0.verdict.encoding", "tcvn3")),
    ("page-encoding", ".pages[0].verdict.encoding", put("pages.0.verdict.kind", "legacy_encoding")),
    ("section-levels", ".sections[0].children[0].level", put("sections.0.children.0.level", 1)),
    ("page-unknown", ".citations[0].provenance.page", put("citations.0.provenance.page", 99)),
    ("page-unknown", ".tables[0].cells[0].page", put("tables.0.cells.0.page", 99)),
    ("page-unknown", ".diagnostics[0].page", append("diagnostics", DIAGNOSTIC | {"page": 99})),
    ("page-disagrees", ".citations[0].page", put("citations.0.page", 2)),
    ("place-missing", ".targets[0].provenance", put("targets.0.provenance", None)),
    ("span-outside", ".citations[0].provenance.span", put("citations.0.provenance.span", [0, 999_999])),
    ("span-outside", ".citations[0].provenance.span", put("citations.0.provenance.span", [50, 10])),
    ("span-outside", ".citations[0].provenance.span", put("citations.0.provenance.span", [-5, 10])),
    ("span-outside", ".diagnostics[0].span", append("diagnostics", DIAGNOSTIC | {"span": [0, 999_999]})),
    ("span-empty", ".assignments[0].provenance.span", put("assignments.0.provenance.span", [3, 3])),
    ("box-outside", ".targets[0].provenance.bbox", put("targets.0.provenance.bbox", [0, 0, 5000, 10])),
    ("box-outside", ".targets[0].provenance.bbox", put("targets.0.provenance.bbox", [50, 0, 40, 10])),
    ("box-outside", ".tables[0].cells[0].bbox", put("tables.0.cells.0.bbox", [0, -50, 40, 10])),
    ("line-disagrees", ".targets[0].line", put("targets.0.line", 1)),
    ("order-broken", ".citations[1]", swap("citations")),
    ("citation-not-there", ".citations[0].number", put("citations.0.number", "987/2010/NĐ-CP")),
    ("target-not-there", ".targets[0].value", put("targets.0.value", 98765.0)),
    ("target-not-there", ".targets[0].unit", put("targets.0.unit", "con voi")),
    ("assignment-not-there", ".assignments[0].task", put("assignments.0.task", "Trồng cây gây rừng")),
    ("field-not-there", ".header.title", put("header.title", "Một tên khác")),
    ("field-not-there", ".signatory.position", put("signatory.position", "THỦ TƯỚNG")),
    ("recipient-not-there", ".recipients[0]", put("recipients.0", "Một nơi khác")),
    ("not-nfc", ".citations[0].subject", put("citations.0.subject", "thủ tục ha\u0300nh chính")),
    ("not-nfc", ".pages[0].notes[0]", append("pages.0.notes", "e\u0323")),
    ("white-space", ".citations[0].subject", put("citations.0.subject", "về thủ  tục")),
    ("white-space", ".recipients[0]", put("recipients.0", "Sở Nội vụ ")),
    ("empty-value", ".header.place", put("header.place", "")),
    ("empty-value", ".targets[0].indicator", put("targets.0.indicator", "")),
    ("empty-value", ".assignments[0].lead", append("assignments.0.lead", "")),
    ("empty-value", ".recipients[0]", put("recipients.0", "")),
    ("number-form", ".citations[0].number", put("citations.0.number", "15 /2023/QH15")),
    ("number-form", ".header.number", put("header.number", "217/ KH-SYT")),
    ("impossible-date", ".citations[0].date", put("citations.0.date", "2023-02-30")),
    ("impossible-date", ".header.date", put("header.date", "2023-13")),
    ("period-backwards", ".header.period", put("header.period", {"from": 2027, "to": 2026})),
    ("citation-without-number", ".citations[1].number", put("citations.1.number", None)),
    ("citation-without-number", ".citations[0].subject", nameless_law),
    ("role-self", ".citations[0].role", put("citations.0.role", "self")),
    ("value-max", ".targets[0].value_max", put("targets.0.value_max", 99.0)),
    ("value-max", ".targets[0].value_max", put("targets.0.comparator", "range")),
    ("value-max", ".targets[0].value_max", lambda d: d["targets"][0].update(comparator="range", value_max=-1.0)),
    ("value-negative", ".targets[0].value", put("targets.0.value", -3.0)),
    ("deadline-parts", ".assignments[0].deadline_kind", dated(None, "event", None)),
    ("deadline-parts", ".assignments[0].deadline_date", dated("Quý I", "period", "2026-03-31")),
    ("deadline-day", ".assignments[0].deadline_date", dated("Trước 15/02", "date", "2026-02-16")),
    ("impossible-date", ".assignments[0].deadline_end", put("assignments.0.deadline_end", "2026-02-31")),
    (
        "deadline-span",
        ".assignments[0].deadline_start",
        both(put("assignments.0.deadline_start", "2026-05-02"), put("assignments.0.deadline_end", "2026-05-01")),
    ),
    (
        "deadline-span",
        ".assignments[0].deadline_end",
        both(dated("Trước 15/02", "date", "2026-02-15"), put("assignments.0.deadline_end", "2026-02-16")),
    ),
    ("recurrence-kind", ".assignments[0].recurrence", both(dated("15/02", "date", None), recurs)),
    ("inherited-empty", ".assignments[0].inherited", lambda d: d["assignments"][0].update(inherited=["lead"], lead=[])),
    ("antecedent-unknown", ".short_references[0].antecedent", refer(antecedent="x-c9")),
    ("short-reference-not-there", ".short_references[0].text", refer(text="Nghị định trên")),
    ("lead-missing", ".assignments[0].lead", both(put("assignments.0.source", "prose"), put("assignments.0.lead", []))),
    (
        "unit-twice",
        ".assignments[0].coordinating",
        lambda d: d["assignments"][0].update(coordinating=d["assignments"][0]["lead"]),
    ),
    ("table-columns", ".tables[0].header", one_column),
    ("row-width", ".tables[0].rows[0]", append("tables.0.rows.0", "x")),
    ("cell-outside", ".tables[0].cells[0]", put("tables.0.cells.0.column", 50)),
    ("cell-outside", ".tables[0].cells[0]", put("tables.0.cells.0.row_span", 500)),
    ("cell-repeated", "", repeat_cell),
    ("cell-missing", ".tables[0].header[1]", lose_cell),
    ("covered-text", ".tables[0].cells[0]", merge),
    ("table-pages", ".tables[0].pages", put("tables.0.pages", [])),
    ("table-pages", ".tables[0].provenance.page", put("tables.0.provenance.page", 1)),
    ("evidence-missing", ".header.evidence", lambda d: d["header"]["evidence"].pop("title")),
    ("evidence-unfounded", ".header.evidence", put("header.place", None)),
    ("recipients-evidence", ".recipients_evidence", append("recipients", "Sở Nội vụ")),
    ("rule-unnamed", ".citations[0].rule", put("citations.0.rule", "")),
    ("diagnostic-code", ".diagnostics[0].code", append("diagnostics", DIAGNOSTIC | {"code": "no-such-code"})),
    ("diagnostic-record", ".diagnostics[0].record", append("diagnostics", DIAGNOSTIC | {"record": "nobody"})),
    ("diagnostic-place", ".diagnostics[0].span", append("diagnostics", DIAGNOSTIC | {"page": None, "span": [1, 2]})),
    (
        "diagnostic-repeated",
        ".diagnostics[1]",
        both(append("diagnostics", DIAGNOSTIC), append("diagnostics", DIAGNOSTIC)),
    ),
]


@pytest.mark.parametrize(("code", "path", "damage"), CASES, ids=[f"{code}{i}" for i, (code, _, _) in enumerate(CASES)])
def test_damage_is_found(data, check, code: str, path: str, damage: Damage):
    assert check(data) == ()
    damage(data)
    found = [finding.path for finding in check(data) if finding.code == code]
    assert found and (path in found or not path), check(data)


def test_every_rule_has_a_case():
    assert {rule.code for rule in RECORD_RULES} == {code for code, _, _ in CASES}


def test_codes_are_unique_and_promises_are_sentences():
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes) == len(FILE_RULES) + len(TREE_RULES) + len(RECORD_RULES)
    assert all(rule.promise[0].isupper() and rule.promise.endswith(".") for rule in RULES)


def test_what_the_program_writes_is_sound(made, check):
    for name, text in made.items():
        assert check(json.loads(text)) == (), name


def test_messages_show_no_text_of_the_document(data, check):
    data["citations"][0]["subject"] = data["assignments"][0]["task"] = "Bí mật  nhà nước"
    assert check(data) and "mật" not in str(check(data))
