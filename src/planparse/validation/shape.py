"""The shape of a record: JSON without surprises, and the fields and types of the schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NoReturn, get_args

from pydantic import BaseModel, ValidationError

from planparse.records import SCHEMA_VERSION, PlanRecord
from planparse.validation.finding import Finding

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_NAME = re.compile(r"[A-Za-z_]\w*\Z", re.ASCII)


class _NotFiniteError(ValueError):
    """A number that JSON does not have."""


def read_shape(data: bytes) -> tuple[PlanRecord | None, Any, tuple[Finding, ...]]:
    """The record and its parsed JSON where the shape is right, and what is wrong with it.

    A record is given although a key stands twice: the last one counts, as with every reader.
    """
    repeated: list[str] = []
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_watching(repeated), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        return None, None, (Finding("damaged-json", ".", f"Byte {error.start} is not UTF-8."),)
    except _NotFiniteError as error:
        return None, None, (Finding("not-finite", ".", f"The number {error} is no JSON."),)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        return None, None, (Finding("damaged-json", ".", f"{error.msg} ({where})."),)
    except RecursionError:
        return None, None, (Finding("damaged-json", ".", "It is nested too deeply."),)
    except ValueError:  # an integer of thousands of digits
        return None, None, (Finding("damaged-json", ".", "It holds a number that is too long."),)
    findings = [Finding("duplicate-key", ".", f'The key "{key[:40]}" stands twice in one object.') for key in repeated]
    record, wrong = _record(value, data)
    return record, value, (*findings, *wrong)


def _watching(repeated: list[str]) -> Any:
    def build(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        built = dict(pairs)
        if len(built) < len(pairs):
            keys = [key for key, _ in pairs]
            repeated.extend(key for key in built if keys.count(key) > 1)
        return built

    return build


def _refuse(constant: str) -> NoReturn:
    raise _NotFiniteError(constant)


def _record(value: Any, data: bytes) -> tuple[PlanRecord | None, tuple[Finding, ...]]:
    if not isinstance(value, dict):
        return None, (Finding("schema", ".", f"A record is an object; this is {_json_type(value)}."),)
    version = value.get("schema_version")
    if version != SCHEMA_VERSION:
        shown = "no version" if version is None else f'version "{str(version)[:20]}"'
        return None, (
            Finding("schema-version", ".schema_version", f"The record has {shown}, {SCHEMA_VERSION} is due."),
        )
    if _ESCAPED_SURROGATE.search(data):
        # A file name may hold bytes that are no UTF-8; Python writes and reads them as lone surrogates, pydantic not.
        text = _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", json.dumps(value, ensure_ascii=False))
        data = text.encode("utf-8")
    try:
        record = PlanRecord.model_validate_json(data, strict=True)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False, include_context=False)
        return None, tuple(Finding("schema", jq_path(one["loc"]), f"{one['msg']}.") for one in details)
    missing = tuple(Finding("schema", path, "The field is missing.") for path in _left_out("", record))
    return (None if missing else record), missing


def _json_type(value: object) -> str:
    names = {list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def jq_path(location: tuple[int | str, ...]) -> str:
    """A place in JSON as jq names it.

    >>> jq_path(("citations", 3, "provenance", "span"))
    '.citations[3].provenance.span'
    """
    parts = [f"[{part}]" if isinstance(part, int) else _key(part) for part in location]
    return "".join(parts) or "."


def _key(name: str) -> str:
    return f".{name}" if _NAME.match(name) else f".[{json.dumps(name, ensure_ascii=False)}]"


def _left_out(path: str, record: BaseModel) -> Iterator[str]:
    """The fields that took their default: planparse writes every field of every record."""
    if _is_complete(record):
        return
    fields, given = type(record).model_fields, record.model_fields_set
    for name in fields:
        inner = f"{path}.{fields[name].alias or name}"
        if name in given:
            yield from _left_out_in(inner, getattr(record, name))
        else:
            yield inner


def _left_out_in(path: str, value: object) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from _left_out(path, value)
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _left_out_in(f"{path}[{i}]", item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _left_out_in(f"{path}{_key(key)}", item)


def _is_complete(value: Any) -> bool:
    """Whether no field of a record, or of one in it, took its default; only fields that can hold records are walked."""
    if isinstance(value, BaseModel):
        count, holders = _fields(type(value))
        return len(value.model_fields_set) == count and all(_is_complete(getattr(value, name)) for name in holders)
    if isinstance(value, dict):
        return all(map(_is_complete, value.values()))
    return not isinstance(value, tuple) or all(map(_is_complete, value))


@cache
def _fields(kind: type[BaseModel]) -> tuple[int, tuple[str, ...]]:
    """How many fields a model has, and those whose values are models, or lists or objects of models."""
    fields = kind.model_fields
    return len(fields), tuple(name for name, field in fields.items() if _holds_records(field.annotation))


def _holds_records(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(map(_holds_records, get_args(annotation)))
