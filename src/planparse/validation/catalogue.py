"""All rules, each with the code under which its problems are reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planparse.validation import backing_rules, document_rules, place_rules, table_rules, value_rules
from planparse.validation.subject import Problem, Subject

Check = Callable[[Subject], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One promise of the output contract."""

    code: str
    group: str
    promise: str
    """What holds for a sound record, in one sentence."""
    check: Check | None = None
    """Finds the problems of one record; None where the rule is about files and not about what a record says."""


FILE_RULES = (
    Rule("unreadable-file", "Files", "Every file can be opened and read."),
    Rule("damaged-json", "Files", "A file, or a line of JSON Lines, is one complete JSON document in UTF-8."),
    Rule("duplicate-key", "Files", "No key stands twice in one object."),
    Rule("not-finite", "Files", "Numbers are finite: JSON knows no NaN."),
    Rule("schema-version", "Files", "The record says that it follows version 1.0 of the contract."),
    Rule("schema", "Files", "The record has the fields, types and values of the JSON Schema, and no other fields."),
)
TREE_RULES = (
    Rule("manifest-damaged", "Batches", "Every line of `manifest.jsonl` is a JSON object that tells of a document."),
    Rule("manifest-repeated", "Batches", "No document stands twice in the manifest."),
    Rule("record-missing", "Batches", "Every document that the manifest calls delivered has its record."),
    Rule("record-unlisted", "Batches", "Every record in the folder stands in the manifest, as delivered."),
    Rule(
        "record-changed",
        "Batches",
        "Records are those that the manifest tells of: same document, same counts, and same SHA-256 where it has one.",
    ),
)


def _rules(group: str, checks: tuple[Check, ...]) -> tuple[Rule, ...]:
    return tuple(
        Rule(check.__name__.replace("_", "-"), group, " ".join((check.__doc__ or "").split()), check)
        for check in checks
    )


RECORD_RULES = (
    *_rules("Document", document_rules.RULES),
    *_rules("Places", place_rules.RULES),
    *_rules("Values", value_rules.RULES),
    *_rules("Tables", table_rules.RULES),
    *_rules("Evidence and diagnostics", backing_rules.RULES),
)
RULES = (*FILE_RULES, *TREE_RULES, *RECORD_RULES)
"""Every rule; docs/validation.md is written from it."""
