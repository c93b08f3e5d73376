"""Generated documentation is current, and nothing that a user can meet is missing from it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
import typer
import typer.core
import typer.main

from planparse import errors
from planparse.cli.app import app
from planparse.settings import SETTINGS
from planparse.validation.catalogue import RULES

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
        "docs/validation.md",
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


def section_of(command: str) -> str:
    """The page of the manual about one command."""
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    return text.partition(f"\n## {command}\n")[2].partition("\n## ")[0]


def command_at(path: str):
    command = typer.main.get_command(app)
    for name in path.split()[1:]:
        command = command.commands[name]
    return command


@pytest.mark.parametrize("command", all_commands())
def test_every_option_and_argument_is_documented(command: str):
    section = section_of(command)
    for parameter in command_at(command).params:
        names = parameter.opts if parameter.param_type_name == "option" else [parameter.metavar]
        for name in names:
            assert name.replace("|", "\\|") in section, name
    assert "```text\n" + command in section, "there is a synopsis"
    assert "--help" in section


@pytest.mark.parametrize("command", [c for c in all_commands() if not getattr(command_at(c), "commands", None)])
def test_every_command_has_its_exit_codes(command: str):
    rows = section_of(command).partition("**Exit codes**")[2].partition("**")[0]
    codes = {int(row.split("|")[1]) for row in rows.splitlines() if row.startswith("| ") and row[2].isdigit()}
    assert {0, 1, 2, 130} <= codes <= {code.value for code in errors.ExitCode}
    assert "Exit codes:" in command_at(command).help, "the help of a command names its exit codes"


def test_the_page_of_the_program_has_all_exit_codes():
    section = section_of("planparse")
    assert all(f"| {code.value} |" in section for code in errors.ExitCode)


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
    assert codes == {code.value for code in errors.ExitCode}


def test_every_rule_of_validation_is_documented():
    text = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    assert all(f"\n| `{rule.code}` | " in text for rule in RULES)


def test_a_group_with_a_default_command_is_described(writer: ModuleType):
    class Default(typer.core.TyperGroup):
        def parse_args(self, ctx, args):
            return super().parse_args(ctx, args if args[:1] == ["status"] else ["run", *args])

    group = typer.Typer(cls=Default, help="Do things.", rich_markup_mode=None)

    @group.command()
    def run(file: str) -> None:
        """Run.

        \b
        planparse run a

        \b
        Exit codes: 0 it ran; 5 half of it ran.
        """

    @group.command()
    def status() -> None:
        """Show the status."""

    text = "\n".join(writer._command_sections(typer.main.get_command(group), "planparse things", None))
    assert "`planparse things ...` is `planparse things run ...`" in text
    assert "| 5 | half of it ran |" in text and "| `planparse things status` | Show the status. |" in text
