"""Which documents a batch has, and that the name of one never depends on the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.batches.inputs import find_documents, read_list
from planparse.errors import OutputRefusedError, UnreadableInputError

OUT = Path("out")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("plans/a.pdf", "plans/a.docx", "plans/2026/a.pdf", "plans/2026/b.dump", "more/plans/c.txt", "x.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(name)
    Path("plans/.hidden.pdf").touch()
    Path("plans/~$a.docx").touch()
    return tmp_path


def keys(*inputs: str, listed: tuple[str, ...] = ()) -> list[str]:
    return [document.key for document in find_documents(inputs, OUT, listed=listed).documents]


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        (["plans"], ["2026/a.pdf", "a.docx", "a.pdf"]),
        (["./plans/"], ["2026/a.pdf", "a.docx", "a.pdf"]),
        (["plans", "more"], ["more/plans/c.txt", "plans/2026/a.pdf", "plans/a.docx", "plans/a.pdf"]),
        (["plans", "x.txt"], ["2026/a.pdf", "a.docx", "a.pdf", "x.txt"]),
        (["plans/2026/a.pdf"], ["a.pdf"]),
        (["plans/2026/b.dump"], ["b.dump"]),
        (["plans/*"], ["2026/a.pdf", "a.docx", "a.pdf"]),
        (["plans/**/*.pdf"], ["2026/a.pdf", "a.pdf"]),
        (["plans/**"], ["2026/a.pdf", "a.docx", "a.pdf"]),
        (["plans/*/a*"], ["2026/a.pdf"]),
        (["pl*/2026/*.dump"], ["plans/2026/b.dump"]),
        (["plans/*.pdf", "plans/*.docx"], ["a.docx", "a.pdf"]),
        (["missing.pdf"], ["missing.pdf"]),
        (["plans/2026/a.pdf", "plans/2026/a.pdf"], ["a.pdf"]),
    ],
)
def test_names(inputs: list[str], expected: list[str]):
    assert keys(*inputs) == expected


def test_outputs_keep_the_suffix_and_sources_are_absolute(tmp_path: Path):
    (document, *_) = find_documents(["plans"], OUT).documents
    assert document.output_in(OUT) == Path("out/2026/a.pdf.json")
    assert document.source == tmp_path / "plans/2026/a.pdf"


def test_names_of_a_list(tmp_path: Path):
    listed = ("plans/2026/a.pdf", "./x.txt", str(tmp_path / "x.txt"), "../elsewhere.pdf")
    above = str(tmp_path.parent).lstrip("/")
    inside = str(tmp_path).lstrip("/")
    assert keys(listed=listed) == sorted(["plans/2026/a.pdf", "x.txt", f"{inside}/x.txt", f"{above}/elsewhere.pdf"])


def test_file_with_a_wildcard_in_its_name():
    Path("a[1].txt").touch()
    assert keys("a[1].txt") == ["a[1].txt"]


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        (["plans/a.pdf", "plans/2026/a.pdf"], "would both be written to out/a.pdf.json. Give the folder, or a pattern"),
        (["plans", "plans/2026/a.pdf"], "would both"),
        (["plans", "more/plans"], "have the same name"),
        (["."], "lies inside the input folder"),
    ],
)
def test_refused(inputs: list[str], words: str):
    with pytest.raises(OutputRefusedError) as caught:
        find_documents(inputs, OUT)
    assert words in str(caught.value)


def test_output_is_no_input():
    OUT.mkdir()
    (OUT / "x.txt.json").touch()
    with pytest.raises(OutputRefusedError, match="one of the inputs"):
        find_documents(["x.txt", "out/x.txt.json"], OUT)


def test_no_documents():
    Path("empty").mkdir()
    for inputs in (["empty"], ["empty/*.pdf"], []):
        with pytest.raises(UnreadableInputError, match="no documents"):
            find_documents(inputs, OUT)
        assert find_documents(inputs, OUT, may_be_empty=True).documents == ()


def test_files_of_other_kinds_are_counted():
    assert find_documents(["plans"], OUT).left_out == 1


NAMES = st.lists(st.text(st.characters(exclude_characters="\0\n\r", codec="utf-8"), min_size=1), max_size=8)


@settings(max_examples=40)
@given(NAMES)
def test_lists_come_back(names: list[str]):
    wanted = tuple(name for name in names if name.encode().strip())
    assert read_list("\n".join(wanted).encode()) == wanted
    if wanted:
        assert read_list("".join(f"{name}\0" for name in wanted).encode()) == wanted


def test_names_that_are_no_utf8():
    assert [os.fsencode(name) for name in read_list(b"a\xff.pdf\nb.pdf\r\n")] == [b"a\xff.pdf", b"b.pdf"]


@settings(max_examples=20)
@given(st.sets(st.sampled_from(["a.pdf", "a.txt", "b/a.pdf", "b/c.pdf", "d.docx"]), min_size=1))
def test_a_name_does_not_depend_on_the_other_files(tmp_path_factory: pytest.TempPathFactory, names: set[str]):
    root = tmp_path_factory.mktemp("in")
    for name in names:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).touch()
    assert {document.key for document in find_documents([str(root)], OUT).documents} == names
