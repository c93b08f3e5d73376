"""JSON without surprises, the schema, and files that are anything but records."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from planparse.validation.catalogue import RULES
from planparse.validation.shape import jq_path, read_shape

SCHEMA = json.loads((Path(__file__).parents[2] / "schema" / "planparse-1.0.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def codes(data: bytes) -> list[str]:
    return [finding.code for finding in read_shape(data)[2]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "damaged-json"),
        (b"{", "damaged-json"),
        (b"\xff\xfe{}", "damaged-json"),
        (b"\xef\xbb\xbf{}", "damaged-json"),
        (b'{"a": 1} {"a": 1}', "damaged-json"),
        (b"[" * 100_000, "damaged-json"),
        (b"1" * 10_000, "damaged-json"),
        (b'{"a": NaN}', "not-finite"),
        (b"[]", "schema"),
        (b"null", "schema"),
        (b'"x"', "schema"),
        (b"12", "schema"),
        (b"{}", "schema-version"),
        (b'{"schema_version": "9.9"}', "schema-version"),
        (b'{"schema_version": {"deep": []}}', "schema-version"),
        (b'{"schema_version": "1.0"}', "schema"),
    ],
)
def test_what_is_no_record_is_a_finding(data: bytes, code: str):
    assert code in codes(data)
    assert read_shape(data)[0] is None


def test_a_key_that_stands_twice(made):
    text = made["commune-text.txt"].decode()
    doubled = text.replace('"schema_version": "1.0",', '"schema_version": "1.0",\n  "schema_version": "1.0",', 1)
    assert codes(doubled.encode()) == ["duplicate-key"]


def test_a_field_that_is_left_out_is_found_although_it_has_a_default(data):
    del data["citations"][0]["subject"], data["pages"][0]["notes"], data["header"]["evidence"]["title"]["raw"]
    _, _, findings = read_shape(json.dumps(data).encode())
    assert {(f.code, f.path) for f in findings} == {
        ("schema", ".citations[0].subject"),
        ("schema", ".pages[0].notes"),
        ("schema", ".header.evidence.title.raw"),
    }


def test_a_name_that_is_no_unicode_is_sound(data):
    data["source"]["name"] = "plan\udcff.pdf"
    text = json.dumps(data, ensure_ascii=False).encode("utf-8", "backslashreplace")
    assert rb"\udcff" in text and codes(text) == []


@pytest.mark.parametrize(
    ("way", "path"), [((), "."), (("a", 0, "b"), ".a[0].b"), (("x y", "é"), '.["x y"].["é"]'), ((3,), "[3]")]
)
def test_paths_are_those_of_jq(way: tuple[int | str, ...], path: str):
    assert jq_path(way) == path


def test_an_integer_has_no_fraction(data):
    data["source"]["page_count"] = 2.0
    assert codes(json.dumps(data).encode()) == ["schema"]


def places(value: Any, way: tuple[int | str, ...] = ()) -> list[tuple[int | str, ...]]:
    found = [way]
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        found += places(one, (*way, key))
    return found


# A float without a fraction, `2.0`, is an integer to JSON Schema and none to planparse: docs/validation.md says so.
FRACTIONS = st.floats(-2, 2).filter(lambda number: not number.is_integer())
JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), FRACTIONS, st.text(max_size=3), st.just([]), st.just({}),
    st.just([0.0, 0.0, 1.0, 1.0]), st.just([1, 2]), st.just("2026-02-31"), st.just(10**30), st.just("0000-00"),
)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_change_gets_the_verdict_of_the_schema_and_never_a_crash(made, check, data: st.DataObject):
    value = json.loads(made["commune-text.txt"])
    value["pages"] = value["pages"][:1] + [page | {"text": page["text"][:80]} for page in value["pages"][1:]]
    for name in ("citations", "targets", "assignments", "sections"):
        value[name] = value[name][:2]
    changed = copy.deepcopy(value)
    *way, last = data.draw(st.sampled_from([place for place in places(value) if place]))
    owner: Any = changed
    for part in way:
        owner = owner[part]
    if data.draw(st.booleans()):
        owner[last] = data.draw(JUNK)
    else:
        del owner[last]
    text = json.dumps(changed, ensure_ascii=False)
    sound_shape = read_shape(text.encode())[0] is not None
    assert sound_shape == VALIDATOR.is_valid(json.loads(text)), (way, last)
    known = {rule.code for rule in RULES}
    assert {finding.code for finding in check(changed)} <= known
