"""`planparse inspect`: the right verdict, the way each page would be read, the cost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planparse.errors import ExitCode


@pytest.mark.parametrize(
    ("name", "kind", "way", "ocr_pages"),
    [
        ("health-digital.pdf", "good", "layer", 0),
        ("health-scan.pdf", "none", "picture", 5),
        ("health-garbled.pdf", "garbled", "picture", 5),
        ("commune-tcvn3.pdf", "legacy_encoding", "decoded_layer", 0),
        ("commune-fax.tiff", "none", "picture", 3),
        ("health-text.txt", "good", "layer", 0),
        ("health-word.docx", "good", "layer", 0),
    ],
)
def test_kinds_of_pages(run, samples: Path, name: str, kind: str, way: str, ocr_pages: int):
    done = run("inspect", samples / name, "--format", "json")
    assert done.exit_code == ExitCode.OK, done.output
    found = json.loads(done.stdout)
    assert found["name"] == name
    assert {page["verdict"]["kind"] for page in found["pages"]} == {kind}
    assert {page["way"] for page in found["pages"]} == {way}
    assert found["ocr_pages"] == ocr_pages and found["seconds"] > 0
    assert all(page["verdict"]["reasons"] for page in found["pages"])


def test_table_for_a_person(run, samples: Path):
    done = run("inspect", samples / "health-garbled.pdf")
    assert "Pages for OCR: 5." in done.stdout and "5 garbled" in done.stdout
    assert "\x1b" not in done.stdout


def test_options_change_the_way(run, samples: Path):
    done = run("inspect", samples / "health-scan.pdf", "--ocr", "never", "--format", "json", "--pages", "2-3")
    found = json.loads(done.stdout)
    assert [page["number"] for page in found["pages"]] == [2, 3]
    assert found["ocr_pages"] == 0 and found["page_count"] == 5


def test_unreadable_file(run):
    Path("empty.pdf").write_bytes(b"")
    done = run("inspect", "empty.pdf")
    assert done.exit_code == ExitCode.UNREADABLE and done.stderr.startswith("Error: ") and done.stdout == ""
