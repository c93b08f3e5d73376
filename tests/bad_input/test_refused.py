"""Inputs of which nothing can be read: one sentence that says why and what to do, the right exit code, no output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import poison

from planparse.errors import ExitCode, UnreadableInputError
from planparse.export.destinations import plan_outputs
from planparse.export.formats import OutputFormat


def assert_refused(done, code: ExitCode, *words: str) -> None:
    """Nothing on stdout, and on stderr one sentence with these words, without a traceback."""
    assert done.code == code, done.err
    assert done.out == ""
    assert "Traceback" not in done.err
    lines = done.err.splitlines()
    assert len(lines) == 1, done.err
    assert lines[0].startswith("Error: ")
    for word in words:
        assert word.lower() in lines[0].lower()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.pdf", lambda: b"", ("empty", "downloaded")),
        ("blank.txt", lambda: b" \n\n\t\n", ("empty",)),
        ("noise.pdf", lambda: poison.noise(200_000), ("no kind", "PDF")),
        ("header-only.pdf", lambda: b"%PDF-1.7\n", ("damaged",)),
        ("tail-lost.docx", lambda: poison.docx_bomb(poison.MIB)[:2_000], ("cannot be unpacked",)),
        ("bomb.png", lambda: poison.png_bomb(30_000), ("pixels", "limit")),
        ("bomb.docx", lambda: poison.docx_bomb(600 * poison.MIB), ("unpack", "600")),
        ("lying-bomb.docx", lambda: poison.lying_docx_bomb(600 * poison.MIB, 4_000), ()),
        ("cut.jpg", lambda: poison.photo()[:300], ("damaged",)),
        ("old.doc", lambda: b"\xd0\xcf\x11\xe0" + bytes(2_000), ("DOCX",)),
        ("page.html", lambda: b"<!DOCTYPE html><html><body>404</body></html>", ("web page",)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_unreadable(planparse, tmp_path: Path, name: str, content: Callable[[], bytes], words: tuple[str, ...]) -> None:
    path = tmp_path / name
    path.write_bytes(content())
    done = planparse("extract", path)
    assert_refused(done, ExitCode.UNREADABLE, name, *words)


def test_pdf_cut_off_before_its_first_page(planparse, tmp_path: Path, samples: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes((samples / "health-scan.pdf").read_bytes()[:9_000])
    assert_refused(planparse("extract", path), ExitCode.UNREADABLE, "cut.pdf", "damaged")


@pytest.mark.parametrize(("password", "word"), [(None, "--password"), ("guess", "does not open")])
def test_encrypted_pdf_asks_for_its_password(planparse, tmp_path: Path, password: str | None, word: str) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(poison.encrypted_pdf("xin-moi"))
    flags = () if password is None else ("--password", password)
    done = planparse("extract", path, *flags)
    assert_refused(done, ExitCode.UNREADABLE, "locked.pdf", word)
    assert "guess" not in done.err


def test_missing_file(planparse) -> None:
    assert_refused(planparse("extract", "nowhere.pdf"), ExitCode.UNREADABLE, "nowhere.pdf")


def test_folder_without_output(planparse, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    assert_refused(planparse("extract", tmp_path / "plans"), ExitCode.USAGE, "folder", "-o DIR")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_unreadable_folder(planparse, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    (folder / "locked").mkdir(parents=True)
    (folder / "locked").chmod(0)
    try:
        done = planparse("extract", folder, "-o", tmp_path / "out")
    finally:
        (folder / "locked").chmod(0o700)
    assert_refused(done, ExitCode.UNREADABLE, "locked", "denied")


def test_unreadable_folder_whoever_runs_the_tests(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The same without the program: root is refused nothing, so the refusal is played."""
    locked = tmp_path / "plans" / "locked"
    locked.mkdir(parents=True)
    (tmp_path / "plans" / "plan.txt").write_text("KẾ HOẠCH", encoding="utf-8")
    scandir = os.scandir

    def refuse(path):
        if Path(path) == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(UnreadableInputError, match=r"locked.*denied"):
        plan_outputs([tmp_path / "plans"], tmp_path / "out", OutputFormat.JSON, overwrite=False)


def test_missing_tesseract(planparse, tmp_path: Path, samples: Path) -> None:
    done = planparse("extract", samples / "health-page.png", env={"PATH": str(tmp_path)})
    assert_refused(done, ExitCode.MISSING_DEPENDENCY, "tesseract", "apt")


@pytest.mark.ocr
def test_missing_vietnamese_data(planparse, tmp_path: Path, samples: Path) -> None:
    done = planparse("extract", samples / "health-page.png", env={"TESSDATA_PREFIX": str(tmp_path)})
    assert_refused(done, ExitCode.MISSING_DEPENDENCY, "vie", "tesseract-ocr-vie")


def test_unknown_option_value(planparse, samples: Path) -> None:
    done = planparse("extract", samples / "health-text.txt", "--pages", "seven")
    assert_refused(done, ExitCode.USAGE, "seven")
