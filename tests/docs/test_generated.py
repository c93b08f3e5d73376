"""Generated documentation is current, and nothing that a user can meet is missing from it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
import typer.main

from planparse import errors
from planparse.cli.app import app
from planparse.settings import SETTINGS

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_docs", ROOT / "scripts" / "write_docs.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["write_docs"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "name",
    [
        "docs/commands.md",
        "docs/records.md",
        "docs/errors.md",
        "docs/dictionaries.md",
        "docs/tables.md",
        "schema/planparse-1.0.schema.json",
    ],
)
def test_generated_parts_are_current(writer: ModuleType, name: str):
    assert writer.documents()[ROOT / name] == (ROOT / name).read_text(encoding="utf-8"), "run: make docs"


def all_commands() -> list[str]:
    def below(command: object, path: str) -> list[str]:
        found = [path]
        for name, inner in getattr(command, "commands", {}).items():
            found += below(inner, f"{path} {name}")
        return found

    return below(typer.main.get_command(app), "planparse")


@pytest.mark.parametrize("command", all_commands())
def test_every_command_is_documented(command: str):
    assert f"\n## {command}\n" in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [c for c in all_commands() if c.count(" ") == 1])
def test_every_command_stands_in_the_readme(command: str):
    assert f"`{command}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_documented(setting):
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"`{setting.flag} " in text and setting.variable in text


def test_every_error_and_exit_code_is_documented():
    text = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    for code in errors.ExitCode:
        assert f"\n| {code.value} | " in text
    kinds = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, errors.PlanparseError)]
    for kind in kinds:
        if kind is not errors.PlanparseError:
            assert f"\n### {kind.__name__}: exit code {kind.exit_code.value}\n" in text


def test_exit_codes_of_the_readme_are_those_of_the_program():
    text = (ROOT / "README.md").read_text(encoding="utf-8").partition("### Exit codes")[2].partition("\n## ")[0]
    codes = {int(line.split("|")[1]) for line in text.splitlines() if line.startswith("| ") and line[2].isdigit()}
    # 7 is for validation, which is no command yet.
    assert codes == {code.value for code in errors.ExitCode} - {errors.ExitCode.INVALID}
