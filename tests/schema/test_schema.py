"""The schema file is what the models say, and records keep to it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from pydantic import BaseModel

from planparse import records
from planparse.schema import DIALECT, field_docs, plan_schema

FILE = Path(__file__).parents[2] / "schema" / f"planparse-{records.SCHEMA_VERSION}.schema.json"


def test_file_is_current():
    assert FILE.read_text(encoding="utf-8") == plan_schema(), "run: make docs"


def test_schema_is_valid_and_names_itself():
    schema = json.loads(plan_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert schema["$id"].endswith(records.SCHEMA_VERSION)


def models() -> list[type[BaseModel]]:
    return [
        model
        for model in vars(records).values()
        if isinstance(model, type) and issubclass(model, records.Model) and model is not records.Model
    ]


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_field_is_described(model: type[BaseModel]):
    undescribed = set(model.model_fields) - set(field_docs(model))
    assert not undescribed


def test_every_written_field_is_required():
    schema = json.loads(plan_schema())
    for definition in (schema, *schema["$defs"].values()):
        if "properties" in definition:
            assert definition["required"] == list(definition["properties"])
            assert definition["additionalProperties"] is False


def minimal() -> dict[str, object]:
    source = records.SourceRecord(name="a.txt", sha256="0" * 64, media_type="text/plain", page_count=1)
    record = records.PlanRecord(source=source, header=records.Header(), signatory=records.Signatory())
    return record.model_dump(mode="json")


def test_record_without_content_keeps_to_the_schema():
    jsonschema.validate(minimal(), json.loads(plan_schema()))


@pytest.mark.parametrize(
    "change",
    [
        {"schema_version": "0.9"},
        {"header": None},
        {"opinion": "good"},
        {"citations": [{"document_type": "Luật"}]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_other_shapes_are_refused(change: dict[str, object]):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**minimal(), **change}, json.loads(plan_schema()))
