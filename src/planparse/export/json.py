"""Records as JSON for people and programs: UTF-8, two spaces, keys in the order of the models, no clock.

>>> print(to_json(record).decode())
{
  "schema_version": "1.0",
  ...
"""

from __future__ import annotations

import json
import re

from pydantic import BaseModel

_NUMBERS_ON_LINES = re.compile(
    r"""\[\n\s*                       # a list ...
        (-?[\d.eE+-]{1,30}            # ... of numbers only
         (?:,\n\s*-?[\d.eE+-]{1,30})*)
        \n\s*\]""",
    re.VERBOSE,
)
# A box or a span on one line: a record of a 12-page plan has 5,000 lines instead of 11,000. Inside a JSON string a line
# break is always written \n, so that the pattern meets no text of the document.

_EVIDENCE = ("raw", "confidence", "rule", "provenance")


def to_json(record: BaseModel) -> bytes:
    """The record as indented JSON with a line break at its end; the same record always gives the same bytes."""
    return _utf8(indented(_arranged(record)))


def to_json_line(record: BaseModel) -> bytes:
    """The record as one line of JSON with a line break at its end."""
    text = json.dumps(_arranged(record), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _utf8(text)


def indented(value: object) -> str:
    """A value as indented JSON, lists of numbers on one line."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return _NUMBERS_ON_LINES.sub(lambda numbers: f"[{' '.join(numbers[1].split())}]", text)


def _arranged(record: BaseModel) -> object:
    return _evidence_last(record.model_dump(mode="json"))


def _evidence_last(value: object) -> object:
    """What a record says first, what that rests on last; the models inherit it and so name it first."""
    if isinstance(value, list):
        return [_evidence_last(item) for item in value]
    if not isinstance(value, dict):
        return value
    keys = list(value)
    if "provenance" in value:
        keys = [key for key in ("id",) if key in value]
        keys += [key for key in value if key != "id" and key not in _EVIDENCE]
        keys += _EVIDENCE
    return {key: _evidence_last(value[key]) for key in keys}


def _utf8(text: str) -> bytes:
    # A file name may hold bytes that are no UTF-8; Python keeps them as lone surrogates, and `\udcff` is valid JSON.
    return f"{text}\n".encode("utf-8", "backslashreplace")
