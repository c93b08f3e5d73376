"""The JSON Schema of the records, generated from the models.

The schema is part of the contract with whoever reads the records: `schema/planparse-1.0.schema.json` is committed, and
the tests fail when the models change without it, or it changes without `SCHEMA_VERSION`.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from enum import Enum
from functools import lru_cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from planparse import records

DIALECT = "https://json-schema.org/draft/2020-12/schema"
IDENTIFIER = f"urn:planparse:schema:plan:{records.SCHEMA_VERSION}"


class _RecordSchema(GenerateJsonSchema):
    """planparse writes every field of every record, so that all are required; titles would only repeat the names."""

    schema_dialect = DIALECT

    def field_is_required(self, *_: Any, **__: Any) -> bool:
        return True

    def default_schema(self, schema: Any) -> Any:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, *_: Any) -> bool:
        return False


def plan_schema() -> str:
    """The JSON Schema (2020-12) of a plan record, as indented JSON with a line break at its end."""
    generated = records.PlanRecord.model_json_schema(mode="serialization", schema_generator=_RecordSchema)
    definitions = generated.pop("$defs")
    for name, definition in definitions.items():
        _describe(definition, getattr(records, name))
    _describe(generated, records.PlanRecord)
    schema = {"$schema": DIALECT, "$id": IDENTIFIER, **generated, "$defs": definitions}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _describe(definition: dict[str, Any], owner: type) -> None:
    """Put the docstrings of the fields, or of the values of an enumeration, into its part of the schema."""
    if issubclass(owner, Enum):
        values = [(member.value, field_docs(owner).get(member.name)) for member in owner]
        if all(doc for _, doc in values):
            definition["oneOf"] = [{"const": value, "description": doc} for value, doc in values]
            del definition["enum"]
        return
    for field, schema in definition["properties"].items():
        documented = field_docs(owner).get(field) or field_docs(owner).get(f"{field}_")
        if documented:
            definition["properties"][field] = {"description": documented, **schema}


def field_docs(owner: type) -> dict[str, str]:
    """The string that stands below each attribute in the source of a class and of its bases.

    >>> field_docs(records.Provenance)["span"]
    'Start and end in `pages[page - 1].text`.'
    """
    docs: dict[str, str] = {}
    for base in reversed(owner.__mro__):
        if base.__module__.startswith("planparse."):
            body = _class_bodies(base.__module__)[base.__name__]
            docs |= dict(filter(None, map(_attribute_doc, body, body[1:])))
    return docs


@lru_cache(maxsize=4)
def _class_bodies(module: str) -> dict[str, list[ast.stmt]]:
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: node.body for node in tree.body if isinstance(node, ast.ClassDef)}


def _attribute_doc(statement: ast.stmt, following: ast.stmt) -> tuple[str, str] | None:
    match statement, following:
        case (
            ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]),
            ast.Expr(value=ast.Constant(value=str(doc))),
        ):
            return name, " ".join(doc.split())
    return None
