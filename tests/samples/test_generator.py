"""The committed samples are what the script makes of the typed sources."""

from __future__ import annotations

import importlib.util
import json
import sys
import unicodedata
from pathlib import Path
from types import ModuleType

import pytest

SOURCES = ("health", "commune")


@pytest.fixture(scope="module")
def maker(samples: Path) -> ModuleType:
    sys.path.insert(0, str(samples))
    spec = importlib.util.spec_from_file_location("make_samples", samples / "make_samples.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_text_and_digital_products_are_reproduced_byte_for_byte(maker: ModuleType, samples: Path) -> None:
    fonts = sys.modules["writing.fonts"]
    try:
        made = dict(maker.products(quick=True))
    except fonts.FontMissingError as missing:
        pytest.skip(str(missing))
    assert {name for name in made if name.endswith(".pdf")} == {"health-digital.pdf", "commune-digital.pdf"}
    assert [name for name, content in made.items() if (samples / name).read_bytes() != content] == []


@pytest.mark.parametrize("path", sorted(Path(__file__).parents[2].glob("samples/*.gold.json")), ids=lambda p: p.name)
def test_gold_speaks_of_what_is_printed(path: Path) -> None:
    """Every number and every task of the gold stands in the transcription, and on the line that it names."""
    stem = path.name.removesuffix(".gold.json")
    restored = path.with_name(f"{stem}.restored.txt")
    text = (restored if restored.exists() else path.with_name(f"{stem}.txt")).read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    printed = " ".join(text.split())
    lines = text.replace("\f", "").split("\n")
    gold = json.loads(path.read_text(encoding="utf-8"))
    for citation in gold["citations"]:
        assert (citation["number"] or citation["subject"]) in printed
        if citation["line"]:
            assert (
                citation["document_type"].split()[0] in lines[citation["line"] - 1]
                or "số" in lines[citation["line"] - 1]
            )
    for assignment in gold["assignments"]:
        assert " ".join(assignment["task"].split()[:3]) in printed
        assert assignment["deadline"] is None or assignment["deadline"].split()[0] in printed
        assert all(unit.split()[0] in printed for unit in assignment["lead"])
    for target in gold["targets"]:
        assert f"{target['value']:g}" in printed.replace("02 bậc", "2 bậc").replace("04 bài", "4 bài")


def test_products_stay_small(samples: Path) -> None:
    assert sum(path.stat().st_size for path in samples.rglob("*") if path.is_file()) < 4_000_000
