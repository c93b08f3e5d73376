"""Tesseract crashes, hangs, is killed or writes rubbish: the page fails with a reason, and no process is left."""

from __future__ import annotations

import stat
import time
from io import BytesIO
from pathlib import Path

import psutil
import pytesseract
import pytest
from PIL import Image

from planparse.errors import ExitCode, MissingDependencyError, OcrError
from planparse.ingest.opening import open_source
from planparse.ocr import engine
from planparse.ocr.read import read_picture
from planparse.options import Options
from planparse.reading import read_pages

HEADER = "level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext\\n"
ANSWERS = f"""#!/bin/sh
case "$1" in
  --version) echo "tesseract 5.3.0"; exit 0;;
  --list-langs) printf 'List of available languages (2):\\nvie\\nosd\\n'; exit 0;;
esac
# $1 is the list of pictures, $2 the output without its ending
header() {{ printf '{HEADER}'; }}
"""


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def install(body: str) -> Path:
        script = tmp_path / "tesseract"
        script.write_text(ANSWERS + body, encoding="utf-8")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", str(script))
        engine._installation.cache_clear()
        return script

    yield install
    engine._installation.cache_clear()


def read(timeout: float = 20.0):
    def render(dpi: float, colour: bool) -> Image.Image:
        size = (round(3 * dpi), round(4 * dpi))
        return Image.new("RGB" if colour else "L", size, "white")

    options = Options(page_timeout=timeout)
    return read_picture(render, number=3, width=216, height=288, options=options, native_dpi=150)


def test_words_come_through(fake) -> None:
    fake(r"""{ header; printf '5\t1\t1\t1\t1\t1\t10\t20\t60\t25\t96.5\tKe\314\202\314\201\n'; } > "$2.tsv"
""")
    page = read().page
    assert page.text == "Kế"  # NFC, although the program wrote NFD
    assert page.words[0].confidence == pytest.approx(0.965)
    assert page.words[0].bbox is not None
    assert page.words[0].bbox.x0 == pytest.approx(10 * 72 / 150)


def test_hanging_program_is_stopped_with_its_children(fake, tmp_path: Path) -> None:
    fake(f"""sleep 300 &
echo $! > {tmp_path}/child
echo $$ > {tmp_path}/parent
wait
""")
    with pytest.raises(OcrError, match=r"Page 3 .* did not finish within .* seconds") as failed:
        read(timeout=1.5)
    assert "--page-timeout" in failed.value.remedy
    for name in ("child", "parent"):
        assert not _alive(int((tmp_path / name).read_text()))


def test_child_that_outlives_the_program_is_stopped(fake, tmp_path: Path) -> None:
    fake(f"""sleep 300 &
echo $! > {tmp_path}/child
header > "$2.tsv"
""")
    assert read().page.text == ""
    assert not _alive(int((tmp_path / "child").read_text()))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("kill -KILL $$\n", "out of memory"),
        ("kill -SEGV $$\n", "crashed .SIGSEGV"),
        ("echo 'Error opening data file' >&2; exit 1\n", "exit code 1.*Error opening data file"),
        ("exit 0\n", "without output"),
        ("""printf 'level\\t\\377\\376\\n' > "$2.tsv"\n""", "not UTF-8"),
        ("""echo 'something else' > "$2.tsv"\n""", "without a header line"),
        ("""{ header; printf '5\\t1\\t1\\n'; } > "$2.tsv"\n""", "incomplete line"),
        ("""{ header; printf '5\\t1\\t1\\t1\\t1\\t1\\tx\\t2\\t3\\t4\\t96\\ta\\n'; } > "$2.tsv"\n""", "broken number"),
    ],
    ids=["killed", "crashed", "gave up", "no output", "broken UTF-8", "no header", "short line", "no number"],
)
def test_fault_becomes_one_sentence(fake, body: str, reason: str) -> None:
    fake(body)
    with pytest.raises(OcrError, match=f"Page 3 could not be read.*{reason}") as failed:
        read()
    assert failed.value.exit_code is ExitCode.PARTIAL
    assert "\n" not in str(failed.value)


def test_full_disk(fake, monkeypatch: pytest.MonkeyPatch) -> None:
    fake("""header > "$2.tsv"\n""")

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OcrError, match="Page 3 could not be read: No space left on device"):
        read()


def test_nothing_is_left_behind(fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake("exit 1\n")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    with pytest.raises(OcrError):
        read()
    assert list(scratch.iterdir()) == []


def test_one_thread_only(fake) -> None:
    fake("""test "$OMP_THREAD_LIMIT" = 1 && header > "$2.tsv"\n""")
    assert read().page.text == ""


def test_missing_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "/nowhere/tesseract")
    with pytest.raises(MissingDependencyError, match="not installed") as missing:
        read()
    assert "apt-get install tesseract-ocr" in missing.value.remedy


def test_missing_language(fake) -> None:
    fake("exit 0\n")
    with pytest.raises(MissingDependencyError, match="language chi_sim") as missing:
        engine.require("vie+chi_sim")
    assert missing.value.remedy.endswith("tesseract-ocr-chi-sim")
    assert engine.require("vie").languages == ("osd", "vie")
    assert engine.installation().version == "5.3.0"


def test_program_that_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "tesseract"
    script.write_bytes(b"\x7fELF, but not really")
    script.chmod(0o755)
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", str(script))
    with pytest.raises(MissingDependencyError, match="does not answer"):
        engine.installation()


def test_interruption_stops_the_runs_of_other_pages(fake, tmp_path: Path) -> None:
    """The first page is read; while the second hangs, the user presses Ctrl-C."""
    fake(f"""if mkdir {tmp_path}/first 2> /dev/null; then header > "$2.tsv"; exit 0; fi
echo $$ > {tmp_path}/pid
exec sleep 300
""")
    pages = [Image.new("L", (300, 400), "white") for _ in range(3)]
    data = BytesIO()
    pages[0].save(data, "TIFF", save_all=True, append_images=pages[1:], dpi=(100, 100))
    calls: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        calls.append((done, total))
        if done:
            while not ((tmp_path / "pid").exists() and (tmp_path / "pid").read_text().strip()):
                time.sleep(0.01)
            raise KeyboardInterrupt

    options = Options(jobs=1, page_timeout=200)
    with open_source(None, options, data=data.getvalue()) as source, pytest.raises(KeyboardInterrupt):
        read_pages(source, options, progress)
    assert calls == [(0, 3), (1, 3)]
    assert not _alive(int((tmp_path / "pid").read_text()))


def test_nothing_starts_after_a_stop(tmp_path: Path) -> None:
    runs = engine.Runs()
    runs.stop()
    with pytest.raises(OcrError, match="stopped"), runs.running(["touch", str(tmp_path / "started")], tmp_path / "log"):
        pass
    assert not (tmp_path / "started").exists()


def _alive(pid: int) -> bool:
    for _ in range(50):
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return False
        except psutil.NoSuchProcess:
            return False
        time.sleep(0.02)
    return True
