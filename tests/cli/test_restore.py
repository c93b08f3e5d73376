"""`planparse restore`: line for line, nothing in sound text, every edit explained."""

from __future__ import annotations

from pathlib import Path

import pytest

from planparse.cli.restore import COLUMNS, explained
from planparse.errors import ExitCode
from planparse.pagetext import Origin, PageText
from planparse.restoration.edits import Edit, RestoredText

GARBLED = "Can ctr Nghi dinh s6 63/2010/ND-CP ngay 08/6/2010 cua Chinh phu ve kiém soat thi tuc hanh chinh;\n"


def test_damaged_text_is_restored_line_for_line(run):
    Path("dump.txt").write_text(GARBLED * 12, encoding="utf-8")
    done = run("restore", "dump.txt")
    assert done.exit_code == ExitCode.OK, done.output
    assert done.stdout.count("\n") == 12
    assert "Căn cứ Nghị định số 63/2010/" in done.stdout


def test_sound_text_stays_as_it_is(run, samples: Path):
    text = (samples / "commune-text.txt").read_text(encoding="utf-8")
    assert run("restore", samples / "commune-text.txt").stdout == text
    assert run("restore", samples / "commune-text.txt", "--explain").stdout == "\t".join(COLUMNS) + "\n"


def test_stdin(run):
    assert run("restore", "-", input=GARBLED * 12).stdout == run("restore", "-", input=GARBLED * 12).stdout


def test_edits_are_explained_with_their_lines(run):
    done = run("restore", "-", "--explain", input=GARBLED * 12)
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert lines[0] == list(COLUMNS)
    assert {int(line[0]) for line in lines[1:]} == set(range(1, 13))
    assert all(len(line) == len(COLUMNS) and 0 <= float(line[3]) <= 1 for line in lines[1:])


def test_lines_are_counted_through_the_pages():
    first = PageText(number=1, text="a\nb", words=(), origin=Origin.TEXT)
    second = PageText(number=2, text="c\ncong\nd", words=(), origin=Origin.TEXT, first_line=3)
    edit = Edit(2, 6, "cong", "công", 0.9, "english-ocr", (("công", 0.9), ("cộng", 0.1)))
    found = list(explained([RestoredText(first, (Edit(0, 1, "a", "à", 1.0, "x"),)), RestoredText(second, (edit,))]))
    assert [(row.line, row.before, row.after) for row in found] == [(1, "a", "à"), (4, "cong", "công")]
    assert found[1].candidates == "công 0.90, cộng 0.10"


@pytest.mark.parametrize("name", ["health-digital.pdf", "health-word.docx", "health-page.png"])
def test_other_files_are_for_extract(run, samples: Path, name: str):
    done = run("restore", samples / name)
    assert done.exit_code == ExitCode.USAGE and done.stdout == ""
    assert "planparse extract" in done.stderr


def test_missing_file(run):
    assert run("restore", "nowhere.txt").exit_code == ExitCode.UNREADABLE
