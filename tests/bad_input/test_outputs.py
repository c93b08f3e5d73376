"""Outputs are refused before any work is done, and what stands there stays as it is."""

from __future__ import annotations

import json
from pathlib import Path

from planparse.errors import ExitCode

PLAN = "KẾ HOẠCH\nDiễn tập chữa cháy rừng năm 2026\nCăn cứ Luật Lâm nghiệp;\n"


def test_existing_output_is_kept(planparse, tmp_path: Path) -> None:
    source, output = tmp_path / "plan.txt", tmp_path / "plan.json"
    source.write_text(PLAN, encoding="utf-8")
    output.write_text("yesterday's work", encoding="utf-8")
    done = planparse("extract", source, "-o", output)
    assert done.code == ExitCode.OUTPUT_REFUSED
    assert done.err.count("\n") == 1 and "--overwrite" in done.err
    assert output.read_text(encoding="utf-8") == "yesterday's work"
    assert planparse("extract", source, "-o", output, "--overwrite").code == ExitCode.OK
    assert json.loads(output.read_text(encoding="utf-8"))["source"]["name"] == "plan.txt"


def test_output_inside_input_is_refused(planparse, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    done = planparse("extract", folder, "-o", folder / "records")
    assert done.code == ExitCode.OUTPUT_REFUSED
    assert done.err.count("\n") == 1 and "inside" in done.err
    assert [path.name for path in folder.iterdir()] == ["plan.txt"]


def test_input_as_output_is_refused(planparse, tmp_path: Path) -> None:
    source = tmp_path / "plan.txt"
    source.write_text(PLAN, encoding="utf-8")
    done = planparse("extract", source, "-o", source, "--overwrite")
    assert done.code == ExitCode.OUTPUT_REFUSED
    assert source.read_text(encoding="utf-8") == PLAN


def test_failed_input_leaves_no_output(planparse, tmp_path: Path) -> None:
    source = tmp_path / "plan.pdf"
    source.write_bytes(b"%PDF-1.7\n")
    done = planparse("extract", source, "-o", tmp_path / "plan.json")
    assert done.code == ExitCode.UNREADABLE
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cwd", "plan.pdf"]


def test_one_bad_file_does_not_stop_the_others(planparse, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.pdf").write_bytes(b"%PDF-1.7\n")
    (folder / "deep" / "b.txt").write_text(PLAN, encoding="utf-8")
    done = planparse("extract", folder, "-o", tmp_path / "out")
    assert done.code == ExitCode.SOME_FAILED
    assert "a.pdf" in done.err and "Traceback" not in done.err
    assert [path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.json")] == [
        "deep/b.json"
    ]


def test_file_name_with_control_characters(planparse, tmp_path: Path) -> None:
    source = tmp_path / "plan\x1b[2J\n\u202egnp.txt"
    source.write_text(PLAN, encoding="utf-8")
    done = planparse("extract", source)
    assert done.code == ExitCode.OK
    assert all(c.isprintable() for c in json.loads(done.out)["source"]["name"])
    source.write_bytes(b"")
    done = planparse("extract", source)
    assert done.code == ExitCode.UNREADABLE
    assert "\x1b" not in done.err and "\u202e" not in done.err and done.err.count("\n") == 1
