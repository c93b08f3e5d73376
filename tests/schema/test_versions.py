"""The gate of the schema: its structure changes only with its version."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from pathlib import Path

from planparse import records
from planparse.schema import plan_schema

VERSIONS = Path(__file__).parents[2] / "schema" / "versions.tsv"


def structure(value: object) -> object:
    """The schema without what only explains it."""
    if isinstance(value, list):
        return [structure(item) for item in value]
    if isinstance(value, dict):
        return {
            key: structure(item) for key, item in value.items() if not isinstance(item, str) or key != "description"
        }
    return value


def fingerprint(schema: str) -> str:
    plain = json.dumps(structure(json.loads(schema)), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def known_versions() -> dict[str, str]:
    lines = [line for line in VERSIONS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {row["version"]: row["sha256"] for row in csv.DictReader(lines, delimiter="\t")}


def open_versions() -> set[str]:
    """Versions that no release has: their structure may still change."""
    return set(re.findall(r"^# Version (\S+) is open until", VERSIONS.read_text(encoding="utf-8"), re.MULTILINE))


def test_structure_is_that_of_its_version():
    now = fingerprint(plan_schema())
    if records.SCHEMA_VERSION in open_versions():
        assert records.SCHEMA_VERSION not in known_versions(), "a version with a fingerprint is no longer open"
        return
    assert known_versions().get(records.SCHEMA_VERSION) == now, (
        "The structure of the records has changed. Raise SCHEMA_VERSION and append to schema/versions.tsv: "
        f"its version, a tab, {now}"
    )


def test_gate_sees_a_new_field_but_no_new_wording():
    schema = json.loads(plan_schema())
    schema["description"] = "other words"
    assert fingerprint(json.dumps(schema)) == fingerprint(plan_schema())
    schema["properties"]["opinion"] = {"type": "string"}
    assert fingerprint(json.dumps(schema)) != fingerprint(plan_schema())
