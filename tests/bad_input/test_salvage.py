"""PDFs that broke off while they were copied: the pages that are left are read, the lost ones are named."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
import poison

from planparse.errors import DamagedInputError, ExitCode
from planparse.ingest.opening import open_source
from planparse.ingest.pdf_salvage import salvage
from planparse.options import Options

PAGES = [poison.words_on_page(f"Section {number} of the register of bridges") for number in range(1, 6)]
WHOLE = poison.pdf_of(PAGES)
"""Each page object is followed by its content, as scanners and gazettes write them; the page tree stands first."""


def cut_before_page(number: int) -> bytes:
    """The file up to the object of a page."""
    return WHOLE[: WHOLE.index(b"\n%d 0 obj" % (2 + 2 * number))]


def test_pages_before_the_cut_are_read_and_the_others_are_named(planparse, tmp_path: Path) -> None:
    path = tmp_path / "half.pdf"
    path.write_bytes(cut_before_page(4))
    done = planparse("extract", path, "--ocr", "never")
    assert done.code == ExitCode.PARTIAL
    pages = json.loads(done.out)["pages"]
    assert [page["status"] for page in pages] == ["read", "read", "read", "failed", "failed"]
    assert "Section 3" in pages[2]["text"]
    assert done.err.count("\n") == 1 and "page 4" in done.err and "cut off" in done.err


def test_lost_page_tree_counts_one_page_as_lost() -> None:
    tree = WHOLE[WHOLE.index(b"2 0 obj") : WHOLE.index(b"3 0 obj")]
    with open_source(None, Options(), data=cut_before_page(4).replace(tree, b""), name="half.pdf") as source:
        problems = [page.problem is not None for page in source.pages()]
    assert problems == [False, False, False, True]


def test_a_page_without_its_content_is_lost() -> None:
    whole = WHOLE.index(b"\n9 0 obj")
    with open_source(None, Options(), data=WHOLE[:whole], name="half.pdf") as source:
        problems = [page.problem or "" for page in source.pages()]
    assert ["lost" in problem for problem in problems] == [False, False, True, True, True]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n1 0 obj\n<</Type/Page", cut_before_page(1)])
def test_nothing_left(data: bytes) -> None:
    with pytest.raises(DamagedInputError):
        open_source(None, Options(), data=data, name="cut.pdf")


def test_an_encrypted_file_is_not_salvaged() -> None:
    """Without the key that its end names, its text would come out as noise."""
    locked = poison.encrypted_pdf("xin-moi")
    assert salvage(locked) is None


def test_an_intact_file_keeps_its_bytes() -> None:
    with open_source(None, Options(), data=WHOLE, name="whole.pdf") as source:
        assert source.data == WHOLE
        assert all(page.problem is None and not page.notes for page in source.pages())


@settings(max_examples=60, deadline=None)
@given(st.integers(8, len(WHOLE)))
def test_any_cut_gives_pages_or_one_clear_error(length: int) -> None:
    try:
        with open_source(None, Options(), data=WHOLE[:length], name="cut.pdf") as source:
            texts = [page.layer.text if page.layer else "" for page in source.pages()]
    except DamagedInputError:
        return
    for number, text in enumerate(texts, start=1):
        assert text.strip() in ("", f"Section {number} of the register of bridges")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_salvage_never_raises(data: bytes) -> None:
    result = salvage(b"%PDF-1.4\n" + data)
    assert result is None or result.pages > 0
