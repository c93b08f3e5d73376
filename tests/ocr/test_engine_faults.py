"""Tesseract crashes, hangs, is killed or writes rubbish: the page fails with a reason, and no process is left."""

from __future__ import annotations

import stat
import time
from io import BytesIO
from pathlib import Path
from threading import Event

import psutil
import pytesseract
import pytest
from PIL import Image

from planparse.errors import ExitCode, MissingDependencyError, OcrError
from planparse.ingest.opening import open_source
from planparse.ocr import engine
from planparse.ocr.processes import Deadline
from planparse.ocr.read import read_picture
from planparse.ocr.tsv import parse_words
from planparse.options import Options
from planparse.reading import read_pages

ROW = r"5\t1\t1\t1\t1\t1\t10\t20\t60\t25\t96.5\tKe\314\202\314\201\n"
FAKE = r"""#!/bin/sh
case "$1" in
  --version) echo "tesseract 5.3.0"; exit 0;;
  --list-langs) printf 'List of available languages (2):\nvie\nosd\n'; exit 0;;
esac
# As with `stream_filelist`: names of pictures come line by line, and each is answered at once.
printf 'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n'
number=0
while read -r picture; do
  number=$((number + 1))
  printf '1\t%d\t0\t0\t0\t0\t0\t0\t9\t9\t-1\t\n' $number
  case "$picture" in *end.pgm) continue;; esac
  BODY
done
"""


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def install(body: str) -> Path:
        script = tmp_path / "tesseract"
        script.write_text(FAKE.replace("BODY", body), encoding="utf-8")
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
    fake(f"printf '{ROW}'")
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
exit 1
""")
    with pytest.raises(OcrError, match="exit code 1"):
        read()
    assert not _alive(int((tmp_path / "child").read_text()))


def test_one_process_reads_all_pages(fake, tmp_path: Path) -> None:
    """And none is left when they are read."""
    fake(f"""printf '{ROW}'
echo $$ >> {tmp_path}/pids
""")
    with open_source(None, Options(), data=_tiff(3)) as source:
        readings = read_pages(source, Options())
    assert [reading.page.text for reading in readings] == ["Kế"] * 3
    (pid,) = {int(line) for line in (tmp_path / "pids").read_text().split()}
    assert not _alive(pid)


def test_something_else_is_done_while_pages_are_read(fake) -> None:
    """Once, and not where nothing is read from a picture."""
    fake(f"printf '{ROW}'")
    done = Event()
    with open_source(None, Options(), data=_tiff(2)) as source:
        assert len(read_pages(source, Options(), meanwhile=done.set)) == 2
    assert done.wait(10)
    with open_source(None, Options(), data="KẾ HOẠCH".encode(), name="text.txt") as source:
        read_pages(source, Options(), meanwhile=lambda: pytest.fail("there is no picture"))


def test_a_fault_costs_one_page(fake, tmp_path: Path) -> None:
    """The page after it is read by a new process."""
    fake(f"""printf '{ROW}'
if mkdir {tmp_path}/first 2> /dev/null; then kill -SEGV $$; fi
""")
    with open_source(None, Options(), data=_tiff(2)) as source:
        readings = read_pages(source, Options())
    assert [reading.page.text for reading in readings] == ["", "Kế"]
    assert "crashed" in (readings[0].problem or "")


def test_many_pictures_and_long_answers(fake, tmp_path: Path) -> None:
    """Neither the names of the pictures nor the answers have to fit into a pipe."""
    fake(f"""for i in 1 2 3 4 5 6 7 8; do printf '{ROW}{ROW}{ROW}'; done""")
    pictures = tuple(tmp_path / f"{'long-name' * 20}-{i}.pgm" for i in range(500))
    with engine.Runs() as runs:
        workplace = engine.Workplace(tmp_path, "vie", Deadline.after(60), runs)
        words = list(parse_words(engine.run(engine.Job(pictures, 6, 300), workplace)))
        again = list(parse_words(engine.run(engine.Job(pictures[:17], 6, 300), workplace)))
    assert [word.picture for word in words] == [i for i in range(500) for _ in range(24)]
    assert [word.picture for word in again] == [i for i in range(17) for _ in range(24)]


def test_no_more_processes_than_layouts(fake, tmp_path: Path) -> None:
    """Although every page may have a resolution of its own."""
    fake(f"""echo $$ >> {tmp_path}/pids""")
    with engine.Runs() as runs:
        workplace = engine.Workplace(tmp_path, "vie", Deadline.after(20), runs)
        for dpi, layout in ((200, 3), (200, 6), (300, 3), (300, 6), (300, 3)):
            engine.run(engine.Job((tmp_path / "page.pgm",), layout, dpi), workplace)
        pids = list(dict.fromkeys(map(int, (tmp_path / "pids").read_text().split())))
        assert len(pids) == 4
        assert [_alive(pid) for pid in pids] == [False, False, True, True]
    assert not any(map(_alive, pids))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("kill -KILL $$", "out of memory"),
        ("kill -SEGV $$", "crashed .SIGSEGV"),
        ("echo 'Error opening data file' >&2; exit 1", "exit code 1.*Error opening data file"),
        ("exit 0", "without output"),
        (r"printf '5\t1\t1\t1\t1\t1\t1\t2\t3\t4\t96\t\377\376\n'", "not UTF-8"),
        (r"printf '5\t1\t1\n'", "incomplete line"),
        (r"printf '5\t1\t1\t1\t1\t1\tx\t2\t3\t4\t96\ta\n'", "broken number"),
    ],
    ids=["killed", "crashed", "gave up", "no output", "broken UTF-8", "short line", "no number"],
)
def test_fault_becomes_one_sentence(fake, body: str, reason: str) -> None:
    fake(body)
    with pytest.raises(OcrError, match=f"Page 3 could not be read.*{reason}") as failed:
        read()
    assert failed.value.exit_code is ExitCode.PARTIAL
    assert "\n" not in str(failed.value)


def test_full_disk(fake, monkeypatch: pytest.MonkeyPatch) -> None:
    fake("")

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
    fake("""test "$OMP_THREAD_LIMIT" = 1 || exit 1""")
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
    fake(f"""if mkdir {tmp_path}/first 2> /dev/null; then continue; fi
echo $$ > {tmp_path}/pid
exec sleep 300
""")
    calls: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        calls.append((done, total))
        if done:
            while not ((tmp_path / "pid").exists() and (tmp_path / "pid").read_text().strip()):
                time.sleep(0.01)
            raise KeyboardInterrupt

    options = Options(jobs=1, page_timeout=200)
    with open_source(None, options, data=_tiff(3)) as source, pytest.raises(KeyboardInterrupt):
        read_pages(source, options, progress)
    assert calls == [(0, 3), (1, 3)]
    assert not _alive(int((tmp_path / "pid").read_text()))


def test_nothing_starts_after_a_stop(tmp_path: Path) -> None:
    runs = engine.Runs()
    runs.stop()
    with pytest.raises(OcrError, match="stopped"), runs.program("touch", 3, str(tmp_path / "started")):
        pass
    assert not (tmp_path / "started").exists()


def _tiff(pages: int) -> bytes:
    pictures = [Image.new("L", (300, 400), "white") for _ in range(pages)]
    data = BytesIO()
    pictures[0].save(data, "TIFF", save_all=True, append_images=pictures[1:], dpi=(100, 100))
    return data.getvalue()


def _alive(pid: int) -> bool:
    for _ in range(50):
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return False
        except psutil.NoSuchProcess:
            return False
        time.sleep(0.02)
    return True
