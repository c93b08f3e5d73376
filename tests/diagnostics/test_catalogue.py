"""The catalogue of diagnostics: complete, worded, documented."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from planparse.diagnostics.catalogue import Finding, catalogue, worded
from planparse.diagnostics.handbook import handbook
from planparse.knowledge import Dictionaries
from planparse.records import Severity

ROOT = Path(__file__).parents[2]
SHIPPED = Dictionaries()
ENTRIES = list(catalogue(SHIPPED).values())
SOURCES = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/planparse/diagnostics").glob("*.py"))
TESTS = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.code)
def test_every_entry_is_used_worded_and_tested(entry):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", entry.code)
    assert Severity(entry.severity)
    assert entry.means.endswith(".")
    assert entry.remedy.endswith(".")
    assert f'"{entry.code}"' in SOURCES
    assert f'"{entry.code}"' in TESTS


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.code)
def test_messages_can_be_filled(entry):
    names = [name for _, name, _, _ in Formatter().parse(entry.message) if name]
    diagnostic = worded(Finding(entry.code, dict.fromkeys(names, "x")), SHIPPED)
    assert "{" not in diagnostic.message


def test_every_code_in_the_sources_has_an_entry():
    used = set(re.findall(r'(?:Finding\(|finding_at\([^"]*?|\(\s*)"([a-z]+(?:-[a-z]+)+)"', SOURCES))
    assert used <= {entry.code for entry in ENTRIES}


def test_the_handbook_is_up_to_date():
    printed = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    assert printed == handbook(SHIPPED), "run: python -m planparse.diagnostics.handbook > docs/diagnostics.md"
