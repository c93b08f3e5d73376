"""`planparse dictionary`: mistakes are found, additions take effect, models are built."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from planparse.errors import ExitCode
from planparse.knowledge import shipped_dictionaries


def test_shipped_dictionaries_have_no_mistakes(run):
    done = run("dictionary", "check")
    assert done.exit_code == ExitCode.OK, done.output


HEADER = "# units\nunit\tspellings\tkind\texample\tcounter_example\n"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("units.tsv", HEADER + "a\tb\n\tgiường\tcount\n", "units.tsv, line 4: the first column, unit, is empty"),
        ("units.tsv", HEADER + "a\nb\na\n", "units.tsv, line 5: says the same as line 3"),
        ("units.tsv", HEADER + "a\t\t\t\t\t\tb\n", "units.tsv, line 3: has 7 cells for 5 columns"),
        (
            "units.tsv",
            HEADER + unicodedata.normalize("NFD", "giường\n"),
            "line 3: has letters with separate diacritics",
        ),
        ("units.tsv", HEADER + "giường\u200b\n", "line 3: has an invisible character"),
        ("units.tsv", "unit\tkind\n", "line 1: the column spellings is missing"),
        ("units.tsv", "# nothing\n", "units.tsv names no columns"),
        ("unit.tsv", HEADER, "unit.tsv has no counterpart in planparse"),
    ],
)
def test_mistakes_are_found(run, monkeypatch: pytest.MonkeyPatch, name: str, text: str, message: str):
    monkeypatch.setattr("planparse.dictionary_check.try_out", lambda folder: None)
    Path("mine").mkdir()
    Path("mine", name).write_text(text, encoding="utf-8")
    done = run("dictionary", "check", "--dictionaries", "mine")
    assert done.exit_code == ExitCode.USAGE
    assert message in done.stdout


def test_not_utf8(run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("planparse.dictionary_check.try_out", lambda folder: None)
    Path("mine").mkdir()
    Path("mine/units.tsv").write_bytes(b"unit\xff\n")
    assert "units.tsv is not UTF-8 (byte 4)" in run("dictionary", "check", "--dictionaries", "mine").stdout


def test_value_that_no_stage_can_read(run):
    Path("mine").mkdir()
    text = (shipped_dictionaries() / "outline_marks.tsv").read_text(encoding="utf-8")
    Path("mine/outline_marks.tsv").write_text(text.replace("chapter\t2\t", "chapter\ttwo\t"), encoding="utf-8")
    done = run("dictionary", "check", "--dictionaries", "mine")
    assert done.exit_code == ExitCode.USAGE and "outline_marks.tsv" in done.stderr


def test_folder_without_dictionaries(run):
    Path("mine").mkdir()
    done = run("dictionary", "check", "--dictionaries", "mine")
    assert done.exit_code == ExitCode.USAGE and "holds no dictionaries" in done.stderr


def test_added_line_is_read(run):
    added = run("dictionary", "add", "document_types", "name=Chương trình mẫu", "codes=CTRM", "--dictionaries", "mine")
    assert added.exit_code == ExitCode.OK, added.output
    lines = Path("mine/document_types.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[-1].startswith("Chương trình mẫu\tCTRM\t")
    assert (
        len(lines) == len((shipped_dictionaries() / "document_types.tsv").read_text(encoding="utf-8").splitlines()) + 1
    )
    run("dictionary", "add", "document_types.tsv", "name=Khác", "--dictionaries", "mine")
    assert Path("mine/document_types.tsv").read_text(encoding="utf-8").splitlines()[:-1] == lines


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["towns", "name=a"], "There is no dictionary towns. The dictionaries are"),
        (["units", "color=a"], "has no column color. Its columns are unit,"),
        (["units", "kind=count"], "The column unit needs a value."),
        (["units", "giường"], "Write it as COLUMN=VALUE."),
        (["units", "unit=a\tb"], "neither tabs nor line breaks"),
    ],
)
def test_bad_additions_are_refused(run, arguments: list[str], words: str):
    done = run("dictionary", "add", *arguments, "--dictionaries", "mine")
    assert done.exit_code == ExitCode.USAGE and words in done.stderr
    assert not Path("mine").exists()


def test_shipped_dictionaries_are_not_edited(run):
    before = (shipped_dictionaries() / "units.tsv").read_bytes()
    done = run("dictionary", "add", "units", "unit=a", "--dictionaries", shipped_dictionaries())
    assert done.exit_code == ExitCode.OUTPUT_REFUSED
    assert (shipped_dictionaries() / "units.tsv").read_bytes() == before


def test_language_model_is_built_and_used(run, tmp_path: Path):
    Path("corpus").mkdir()
    line = "Căn cứ Nghị định của Chính phủ về kiểm soát thủ tục hành chính trên địa bàn tỉnh\n"
    Path("corpus/a.txt").write_text(line * 50, encoding="utf-8")
    model = tmp_path / "mine" / "language_model.bin"
    done = run("dictionary", "build", "corpus", "-o", model)
    assert done.exit_code == ExitCode.OK, done.output
    assert run("dictionary", "build", "corpus", "-o", model).exit_code == ExitCode.OUTPUT_REFUSED
    text = "Can cu Nghi dinh cua Chinh phu ve kiem soat thu tuc hanh chinh\n" * 20
    restored = run("restore", "-", "--dictionaries", model.parent, input=text)
    assert restored.exit_code == ExitCode.OK, restored.output
    assert "của Chính phủ về kiểm soát thủ tục hành chính" in restored.stdout


def test_confusions_are_learned(run):
    pairs = "số Sở Căn cứ\ts6 S& Can ctr\n" * 20
    Path("pairs.tsv").write_text(pairs, encoding="utf-8")
    done = run("dictionary", "learn-confusions", "pairs.tsv", "-o", "mine/ocr_confusions.tsv")
    assert done.exit_code == ExitCode.OK, done.output
    lines = Path("mine/ocr_confusions.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "family\tpart\tprinted\treadings" and len(lines) > 3
    assert any(line.startswith("english\t") for line in lines)


@pytest.mark.parametrize("text", ["no tab here\n", "a\tb\nno tab\n"])
def test_pairs_without_a_tab(run, text: str):
    Path("pairs.tsv").write_text(text, encoding="utf-8")
    done = run("dictionary", "learn-confusions", "pairs.tsv", "-o", "out.tsv")
    assert done.exit_code == ExitCode.UNREADABLE and "has no tab" in done.stderr and not Path("out.tsv").exists()
