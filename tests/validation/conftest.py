"""A sound record that was made by the program, to be damaged in one place at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planparse.diagnostics.catalogue import catalogue
from planparse.export.json import to_json
from planparse.knowledge import Dictionaries
from planparse.pipeline import extract
from planparse.validation.finding import Finding
from planparse.validation.run import validate_record

SAMPLES = Path(__file__).parents[2] / "samples"
CODES = frozenset(catalogue(Dictionaries()))

Validate = Callable[[Any], tuple[Finding, ...]]


@pytest.fixture(scope="session")
def made() -> dict[str, bytes]:
    """Records of samples with everything: tables, boxes, a merged row, evidence."""
    return {name: to_json(extract(SAMPLES / name)) for name in ("health-digital.pdf", "commune-text.txt")}


@pytest.fixture
def data(made: dict[str, bytes]) -> Any:
    """The record of the digital sample as JSON, free to change."""
    return json.loads(made["health-digital.pdf"])


@pytest.fixture
def check() -> Validate:
    """The findings of a record."""
    return lambda value: validate_record(json.dumps(value, ensure_ascii=False).encode(), CODES)
