"""What reaches the terminal: safe names, quiet leaving, helpful help."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from planparse import __version__
from planparse.cli.terminal import printable
from planparse.errors import ExitCode, OutputRefusedError
from planparse.export.atomic import write_atomically

PROGRAM = (sys.executable, "-c", "from planparse.cli import main; main()")
HEAVY = ("numpy", "cv2", "rich", "pypdfium2", "pdfplumber", "docx", "PIL", "rapidfuzz", "tomllib")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("kế hoạch.pdf", "kế hoạch.pdf"),
        ("a\x1b[2Jb", r"a\x1b[2Jb"),
        ("a\nb\tc", r"a\nb\tc"),
        ("gnp\u202efdp", r"gnp\u202efdp"),
        ("a\udcffb", r"a\udcffb"),
        ("a\u2028b", r"a\u2028b"),
    ],
)
def test_names_are_shown_escaped(name: str, shown: str):
    assert printable(name) == shown
    assert printable(Path(name)) == shown


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",)])
def test_help_lists_the_commands(run, arguments: tuple[str, ...]):
    done = run(*arguments)
    assert done.exit_code == ExitCode.OK
    for command in ("extract", "inspect", "restore", "validate", "evaluate", "schema", "doctor", "dictionary"):
        assert command in done.stdout
    assert "..." not in done.stdout.partition("Commands")[2]


def test_version(run):
    assert run("--version").stdout == f"planparse {__version__}\n"


def test_file_in_place_of_a_command_is_explained(run):
    Path("plan.pdf").write_bytes(b"%PDF")
    done = run("plan.pdf")
    assert done.exit_code == ExitCode.USAGE
    assert done.stderr == "Error: plan.pdf is a file, not a command. To read it: planparse extract plan.pdf\n"


def test_unknown_command(run):
    done = run("extrakt")
    assert done.exit_code == ExitCode.USAGE and "extrakt" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["--help"], *([name, "--help"] for name in ("extract", "validate", "evaluate", "dictionary"))],
)
def test_help_loads_no_heavy_library(arguments: list[str]):
    script = (
        "import sys, atexit\n"
        f"atexit.register(lambda: print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr))\n"
        "from planparse.cli import main\nmain()"
    )
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def test_reader_of_the_pipe_may_leave(samples):
    done = subprocess.run(
        f'"{sys.executable}" -c "from planparse.cli import main; main()" schema | head -c 1',
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "{" and done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("arguments", [["schema"], ["extract", "commune-text.txt"]])
def test_full_disk_behind_stdout_is_one_line(samples: Path, arguments: list[str]):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, cwd=samples, check=False
        )
    assert done.returncode == ExitCode.OUTPUT_REFUSED
    assert done.stderr.count("\n") == 1 and "No space left on device" in done.stderr


def test_closed_stdin_is_one_line(tmp_path: Path):
    command = f'"{sys.executable}" -c "from planparse.cli import main; main()" extract - <&-'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.returncode == ExitCode.USAGE and "standard input is closed" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux")
def test_name_that_is_no_unicode(tmp_path: Path, samples: Path):
    name = os.fsencode(tmp_path) + b"/plan\xff.txt"
    Path(os.fsdecode(name)).write_bytes((samples / "commune-text.txt").read_bytes())
    done = subprocess.run([*PROGRAM, "extract", name], capture_output=True, check=False)
    assert done.returncode == ExitCode.OK, done.stderr
    assert json.loads(done.stdout)["source"]["name"].startswith("plan")
    Path(os.fsdecode(name)).write_bytes(b"")
    done = subprocess.run([*PROGRAM, "extract", name], capture_output=True, check=False)
    assert done.returncode == ExitCode.UNREADABLE and done.stderr.decode("utf-8").startswith("Error: ")


def test_output_is_utf8_whatever_the_locale(samples):
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    done = subprocess.run(
        [*PROGRAM, "extract", samples / "health-text.txt"], capture_output=True, env=environment, check=True
    )
    assert "Nâng cao chất lượng" in done.stdout.decode("utf-8")


def test_options_are_grouped_in_the_help(run):
    text = run("extract", "--help").stdout
    titles = re.findall(r"^(\w+):$", text, re.MULTILINE)
    assert titles == ["Arguments", "Output", "Reading", "Limits", "Options"]


def test_written_file_is_whole_and_leaves_nothing_behind(tmp_path: Path):
    write_atomically(tmp_path / "deep" / "a.json", b"one")
    write_atomically(tmp_path / "deep" / "a.json", b"two")
    assert (tmp_path / "deep" / "a.json").read_bytes() == b"two"
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["a.json"]


def test_failed_writing_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "a.json").write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputRefusedError, match="No space left on device"):
        write_atomically(tmp_path / "a.json", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.json", b"old")]


def test_written_file_has_usual_permissions(tmp_path: Path):
    (tmp_path / "model").write_bytes(b"")
    write_atomically(tmp_path / "a.json", b"")
    assert (tmp_path / "a.json").stat().st_mode == (tmp_path / "model").stat().st_mode


def test_device_is_written_not_replaced():
    write_atomically(Path(os.devnull), b"x")
    assert not Path(os.devnull).is_file()


def test_log_tells_how_pages_were_read_but_not_what_they_say(run, samples: Path):
    done = run("extract", samples / "commune-text.txt", "-v")
    assert "page 1: good, read from text" in done.stderr
    assert "Khe Sim" not in done.stderr


def test_names_in_the_log_are_escaped(run):
    Path("plan\x1b[2J.txt").write_text("KẾ HOẠCH\nCăn cứ Luật Đất đai;\n", encoding="utf-8")
    done = run("extract", "plan\x1b[2J.txt", "-v")
    assert "\x1b" not in done.stderr and r"plan\x1b[2J.txt" in done.stderr


def test_progress_bar_is_gone_before_the_summary_is_shown(on_a_terminal, samples: Path, tmp_path: Path):
    seen = on_a_terminal(["extract", str(samples / "commune-text.txt"), "--format", "summary"], tmp_path)
    card = seen.index("╭─")
    assert "pages" in seen[:card], "there is a bar"
    assert "━" not in seen[card:], "and it does not come back"
    assert "\x1b[2K" in seen[:card], "its line is erased"
    assert "\x1b[" in seen[card:], "the summary has colours"


def test_quiet_shows_no_bar(on_a_terminal, samples: Path, tmp_path: Path):
    assert "━" not in on_a_terminal(["extract", str(samples / "commune-text.txt"), "-q"], tmp_path)


def test_json_messages_have_no_bar_among_them(on_a_terminal, samples: Path, tmp_path: Path):
    seen = on_a_terminal(
        ["extract", str(samples / "commune-text.txt"), "-o", "a.json", "--log-format", "json"], tmp_path
    )
    assert [json.loads(line)["level"] for line in seen.splitlines()] == ["info"]
