"""What is written by hand holds: links lead somewhere, flags exist, examples work."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest
import typer.main

from planparse import __version__
from planparse.cli.app import app
from planparse.settings import read_settings_file

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def headings(text: str) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path):
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if target.startswith(("http://", "https://")):
            continue
        file, _, anchor = target.partition("#")
        linked = (page.parent / file).resolve() if file else page
        assert linked.exists(), target
        if anchor:
            assert anchor in headings(linked.read_text(encoding="utf-8")), target


def flags(path: list[str]) -> set[str]:
    command = typer.main.get_command(app)
    for name in path:
        command = command.commands[name]
    return {flag for parameter in command.params for flag in parameter.opts} | {"--help", "-h"}


def shell_lines(text: str) -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [re.sub(r"^(?:[A-Z_]+=\S+ )+", "", line) for line in lines if "planparse " in line]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_shown_have_flags_that_exist(page: Path):
    for line in shell_lines(page.read_text(encoding="utf-8")):
        # `find plans | planparse batch - -o DIR` and `planparse export ... | dot -Tsvg`
        words = re.search(r"planparse ([^|#]+)", line)[1].split()
        path = words[:2] if words[0] == "dictionary" else words[:1]
        if words[0] == "batch":  # which runs where no command is named
            path = ["batch", words[1] if words[1] in ("status", "report") else "run"]
        used = {word for word in words if re.match(r"--?[a-z]", word)}
        assert used <= flags(path), line


def test_options_of_the_readme_exist():
    table = README.partition("| option of `extract` |")[2].partition("\n\n")[0]
    used = set(
        re.findall(r"(?<![\w-])--?[a-z][a-z-]*", " ".join(line.split("|")[1] for line in table.splitlines()[2:]))
    )
    assert used and used <= flags(["extract"])


def test_settings_of_the_readme_are_valid(tmp_path: Path):
    example = re.search(r"^```toml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert example
    (tmp_path / "planparse.toml").write_text(example[1], encoding="utf-8")
    assert read_settings_file(tmp_path / "planparse.toml").options.jobs == 4


@pytest.mark.ocr
def test_library_example_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    example = re.search(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert example
    ast.parse(example[1])
    monkeypatch.chdir(ROOT)
    # The scan takes seconds; the same plan as text has the same records.
    exec(example[1].replace("health-scan.pdf", "health-text.txt"), {})
    assert "%" in capsys.readouterr().out


@pytest.mark.parametrize("target", re.findall(r"^make (\w+)", README, re.MULTILINE))
def test_make_targets_exist(target: str):
    assert subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_changelog_tells_of_this_version():
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_lines_of_the_readme_about_dictionaries_are_real():
    files = re.findall(r"`(dictionaries/[\w.]+)`", README)
    assert len(files) >= 3 and all((ROOT / file).is_file() for file in files)
