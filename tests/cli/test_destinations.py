"""Where outputs go: the tree is kept, nothing collides, nothing is harmed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.errors import OutputRefusedError, PlanparseError, UnreadableInputError, UsageError
from planparse.export.destinations import Document, _renamed, plan_outputs
from planparse.export.formats import OutputFormat

JSON, JSONL = OutputFormat.JSON, OutputFormat.JSONL


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*names: str) -> list[Path]:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("KẾ HOẠCH", encoding="utf-8")
    return [Path(name) for name in names]


def outputs(inputs: list[Path], output: str | None, output_format: OutputFormat = JSON, **options: bool) -> list[str]:
    target = None if output is None else Path(output)
    plan = plan_outputs(inputs, target, output_format, overwrite=options.pop("overwrite", False), **options)
    return [str(document.output) for document in plan.documents]


def test_one_file_goes_to_the_file_that_is_named():
    assert outputs(make("a.pdf"), "out.json") == ["out.json"]


def test_one_file_goes_into_a_folder_that_is_there():
    Path("out").mkdir()
    assert outputs(make("a.pdf"), "out") == ["out/a.json"]


def test_a_slash_makes_a_folder():
    assert outputs(make("in/a.pdf"), "out", as_folder=True) == ["out/a.json"]


def test_several_files_keep_the_tree_below_what_they_share():
    inputs = make("plans/2025/a.pdf", "plans/2026/a.pdf", "plans/b.docx")
    assert outputs(inputs, "out") == ["out/2025/a.json", "out/2026/a.json", "out/b.json"]


def test_folder_keeps_its_tree_whatever_it_holds_today():
    make("plans/2026/a.pdf", "plans/2026/.hidden.pdf", "plans/2026/~$a.docx", "plans/notes.xlsx", "plans/.git/b.pdf")
    plan = plan_outputs([Path("plans")], Path("out"), JSON, overwrite=False)
    assert plan.documents == (Document(Path("plans/2026/a.pdf"), Path("out/2026/a.json")),)
    assert plan.left_out == 1


def test_two_folders_keep_their_names():
    make("a/x.pdf", "b/x.pdf")
    assert outputs([Path("a"), Path("b")], "out") == ["out/a/x.json", "out/b/x.json"]


def test_lines_of_several_documents_share_a_file():
    assert outputs(make("a.pdf", "b.pdf"), "all.jsonl", JSONL) == ["all.jsonl", "all.jsonl"]


def test_a_name_with_dots_keeps_them():
    assert outputs(make("Ke hoach 15.02.2026", "b.v2.PDF"), "out") == ["out/Ke hoach 15.02.2026.json", "out/b.v2.json"]


def test_documents_that_differ_in_their_suffix_alone_keep_it():
    assert outputs(make("a.pdf", "a.docx", "b.pdf"), "out") == ["out/a.pdf.json", "out/a.docx.json", "out/b.json"]


def test_stdin_has_a_name():
    assert outputs([Path("-")], "out", as_folder=True) == ["out/stdin.json"]


@pytest.mark.parametrize(
    ("inputs", "output", "words"),
    [
        (["a.pdf", "b.pdf", "a.pdf"], "out", "a.pdf and a.pdf would both be written to out/a.pdf.json"),
        (["a.pdf", "./a.pdf"], "out", "would both"),
        (["a.pdf", "b.pdf"], "there.json", "there.json is a file"),
        (["a.pdf"], "there.json", "there.json exists. Use --overwrite"),
        (["a.pdf"], "a.pdf", "a.pdf is one of the inputs"),
        (["a.pdf"], "link.pdf", "link.pdf is one of the inputs"),
        (["a.pdf"], "there.json/out.json", "there.json is not a folder"),
        (["plans"], "plans/out", "lies inside the input folder plans"),
        (["plans"], "plans", "lies inside"),
        (["plans"], "linked-folder/out", "lies inside"),
    ],
)
def test_refused_before_any_work(inputs: list[str], output: str, words: str):
    make("a.pdf", "a.docx", "b.pdf", "there.json", "plans/a.pdf")
    os.link("a.pdf", "link.pdf")
    Path("linked-folder").symlink_to("plans")
    with pytest.raises(OutputRefusedError) as caught:
        outputs([Path(name) for name in inputs], output)
    assert words in str(caught.value)


def test_overwrite_never_covers_an_input():
    with pytest.raises(OutputRefusedError, match="one of the inputs"):
        outputs(make("a.pdf"), "a.pdf", overwrite=True)
    with pytest.raises(OutputRefusedError, match="one of the inputs"):
        outputs(make("in/a.txt", "in/b.txt"), "in", OutputFormat.SUMMARY, overwrite=True)


def test_overwrite_replaces_what_is_there():
    make("out.json")
    assert outputs(make("a.pdf"), "out.json", overwrite=True) == ["out.json"]


def test_device_is_no_file_to_refuse():
    assert outputs(make("a.pdf"), os.devnull) == [os.devnull]


def test_folder_where_a_file_belongs():
    Path("out/a.json").mkdir(parents=True)
    with pytest.raises(OutputRefusedError, match="is a folder"):
        outputs(make("a.pdf"), "out", overwrite=True)


def test_stdout_holds_one_json_document():
    assert outputs(make("a.pdf"), None) == ["None"]
    assert outputs(make("a.pdf", "b.pdf"), None, JSONL) == ["None", "None"]
    with pytest.raises(UsageError, match="-o DIR"):
        outputs(make("a.pdf", "b.pdf"), None)


def test_folder_needs_an_output():
    make("plans/a.pdf")
    with pytest.raises(UsageError, match="-o DIR"):
        outputs([Path("plans")], None, JSONL)


def test_folder_without_documents():
    make("plans/a.xlsx")
    with pytest.raises(UnreadableInputError, match="no documents"):
        outputs([Path("plans")], "out")


@given(st.text(st.characters(exclude_characters="/\0", codec="utf-8"), min_size=1, max_size=30))
def test_any_name_gets_an_output_beside_it(name: str):
    if name in (".", ".."):
        return
    assert _renamed(Path("x") / name, ".json").parent == Path("x")
    assert _renamed(Path("x") / name, ".json").name.endswith(".json")


@given(st.lists(st.sampled_from(["a.pdf", "a.txt", "b/a.pdf", "b/c.pdf", "d.docx", "e"]), min_size=2, max_size=6))
def test_no_two_documents_share_an_output(names: list[str]):
    try:
        plan = plan_outputs([Path(name) for name in names], Path("out-of-here"), JSON, overwrite=False)
    except PlanparseError:
        return
    written = [document.output for document in plan.documents]
    assert len(set(written)) == len(written)
    assert all(output is not None and output.is_relative_to("out-of-here") for output in written)
