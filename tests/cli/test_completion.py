"""Shell completion: the script that typer writes, in a real bash."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def program(folder: Path) -> Path:
    """`planparse` as an installed program."""
    file = folder / "planparse"
    file.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from planparse.cli import main; main()" "$@"\n')
    file.chmod(0o755)
    return file


@pytest.fixture
def complete(tmp_path: Path):
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash")
    program(tmp_path)

    def run(line: str) -> list[str]:
        words = line.split(" ")
        script = (
            f'PATH="{tmp_path}:$PATH"\n'
            'eval "$(_PLANPARSE_COMPLETE=source_bash planparse)"\n'
            f"COMP_WORDS=({' '.join(words)})\nCOMP_CWORD={len(words) - 1}\n"
            "_planparse_completion planparse\n"
            'printf "%s\\n" "${COMPREPLY[@]}"\n'
        )
        done = subprocess.run([bash, "--norc", "-c", script], capture_output=True, text=True, check=True, timeout=60)
        assert done.stderr == ""
        return done.stdout.split()

    return run


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("planparse ext", {"extract"}),
        ("planparse va", {"validate"}),
        ("planparse dictionary ", {"check", "add", "build", "learn-confusions"}),
        ("planparse extract --form", {"--format"}),
        ("planparse extract --ocr ", {"auto", "force", "never"}),
        ("planparse validate --format ", {"table", "json", "junit", "sarif"}),
        ("planparse evaluate --up", {"--update-floors"}),
        ("planparse extract --log-format ", {"text", "json"}),
    ],
)
def test_bash(complete, line: str, expected: set[str]):
    assert set(complete(line)) == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell(tmp_path: Path, shell: str):
    done = subprocess.run(
        [program(tmp_path)],
        env={"_PLANPARSE_COMPLETE": f"source_{shell}", "PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "planparse" in done.stdout and "_PLANPARSE_COMPLETE" in done.stdout


def test_help_offers_it(run):
    assert "--install-completion" in run("--help").stdout
