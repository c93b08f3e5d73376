"""Write the parts of the documentation that follow from the code, and the schema file: `make docs`.

    README.md                             the output that it shows
    docs/commands.md                      all of it, from the commands
    docs/records.md, errors.md, dictionaries.md, tables.md, validation.md
                                          what stands between the marks, from models, errors, dictionaries, rules ...
    schema/planparse-1.0.schema.json      from the models

The tests compare the files with what is written here, so that documentation cannot fall behind.
"""

from __future__ import annotations

import ast
import inspect
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

import typer
import typer.main
from pydantic import BaseModel

from planparse import errors, pagetext, records
from planparse.cli.help import panel_rank
from planparse.dictionary_check import columns_of
from planparse.schema import field_docs, plan_schema

ROOT = Path(__file__).resolve().parents[1]
# The output that the README shows is that of the program, whatever is installed here.
os.environ["PLANPARSE_TESSEROCR"] = "0"
BEGIN, END = "<!-- generated: {} -->", "<!-- end of generated -->"

SECTION_LINES = 10
"""Of each section of the summary in the README: the title, the header and some rows."""

RECORDS: tuple[type, ...] = (
    records.PlanRecord,
    records.SourceRecord,
    records.Header,
    records.Period,
    records.Citation,
    records.Role,
    records.ShortReference,
    records.Target,
    records.Comparator,
    records.Assignment,
    records.DeadlineKind,
    records.TableRecord,
    records.TableCell,
    records.Signatory,
    records.Section,
    records.PageRecord,
    pagetext.Origin,
    records.VerdictRecord,
    pagetext.VerdictKind,
    pagetext.PageStatus,
    records.Diagnostic,
    records.Severity,
    records.Evidence,
    records.Provenance,
)


def documents() -> dict[Path, str]:
    """Every generated file with the text that belongs into it."""
    return {
        ROOT / "schema" / f"planparse-{records.SCHEMA_VERSION}.schema.json": plan_schema(),
        ROOT / "docs" / "commands.md": commands(),
        ROOT / "docs" / "records.md": filled(ROOT / "docs" / "records.md", {"fields": fields()}),
        ROOT / "docs" / "errors.md": filled(
            ROOT / "docs" / "errors.md", {"exit codes": exit_codes(), "messages": messages()}
        ),
        ROOT / "docs" / "tables.md": filled(ROOT / "docs" / "tables.md", {"tables": tables()}),
        ROOT / "docs" / "dictionaries.md": filled(
            ROOT / "docs" / "dictionaries.md", {"dictionaries": dictionary_files()}
        ),
        ROOT / "docs" / "validation.md": filled(ROOT / "docs" / "validation.md", {"rules": rules()}),
    }


def readme() -> str:
    """The README with the output of today; it needs OCR, and the tests do not compare it."""
    from planparse import extract
    from planparse.export.json import indented, to_json
    from planparse.export.summary import to_summary

    record = extract(ROOT / "samples" / "health-scan.pdf")
    shown = "\n\n".join(_beginning(section) for section in to_summary(record).strip().split("\n\n"))
    citation = indented(json.loads(to_json(record))["citations"][0])
    return filled(
        ROOT / "README.md",
        {"summary": f"```text\n{shown}\n```", "citation": f"```json\n{citation}\n```"},
    )


def _beginning(section: str) -> str:
    lines = section.split("\n")
    return section if len(lines) <= SECTION_LINES else "\n".join([*lines[:SECTION_LINES], "  ..."])


def filled(file: Path, parts: dict[str, str]) -> str:
    """The text of a file with the parts between its marks written anew."""
    text = file.read_text(encoding="utf-8")
    for name, part in parts.items():
        begin = BEGIN.format(name)
        before, found, rest = text.partition(begin)
        if not found:
            raise ValueError(f"{file} has no mark {begin}")
        text = f"{before}{begin}\n{part}\n{END}{rest.partition(END)[2]}"
    return text


def cell(text: str) -> str:
    """Text that fits into a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def commands() -> str:
    """A page of a manual per command: synopsis, description, options, exit codes, examples, files, environment."""
    from planparse.cli.app import app

    sections = "\n".join(_command_sections(typer.main.get_command(app), "planparse", None))
    return (
        "# Commands\n\nWritten by `make docs` from the commands themselves; `planparse COMMAND --help` shows the same. "
        "Exit codes are explained in [errors.md](errors.md), settings in the [README](../README.md#settings).\n\n"
        f"{sections}"
    )


def _command_sections(command: Any, path: str, above: Any) -> Iterator[str]:
    context = typer.Context(command, info_name=path.rpartition(" ")[2], parent=above, **command.context_settings)
    text = _help_parts(command)
    parts = [
        f"## {path}\n\n{text.summary}",
        f"```text\n{_synopsis(command, context)}\n```",
        *text.description,
        *_subcommands(command, context, path),
        *_parameters(command, context),
        *_examples(text.examples),
        *_command_exit_codes(text.exit_codes, command, context),
        *_files(command, text.files),
        *_environment(command),
    ]
    yield "\n\n".join(parts) + "\n"
    for name, below in getattr(command, "commands", {}).items():
        if not below.hidden:
            yield from _command_sections(below, f"{path} {name}", context)


def _synopsis(command: Any, context: Any) -> str:
    """The usage line; what typer puts into braces is a name like the others."""
    usage = " ".join(command.get_usage(context).removeprefix("Usage:").split())
    return re.sub(r"\{([^{}]*)\}", r"\1", usage)


@dataclass
class _HelpParts:
    """The help of a command, taken apart; blocks that begin with `Exit codes:` and `Files:` have their own places."""

    summary: str
    description: list[str] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)
    exit_codes: str = ""
    files: list[str] = field(default_factory=list)


def _help_parts(command: Any) -> _HelpParts:
    summary, *blocks = inspect.cleandoc(command.help or "").split("\n\n")
    parts = _HelpParts(" ".join(summary.split()))
    for block in blocks:
        text = block.replace("\b\n", "").replace("\b", "")
        if text.startswith("Exit codes:"):
            parts.exit_codes = " ".join(text.removeprefix("Exit codes:").split())
        elif text.startswith("Files:"):
            parts.files += [f"* {line.strip()}" for line in text.split("\n")[1:]]
        elif "\b" in block and all(line.startswith("planparse ") for line in text.split("\n")):
            parts.examples.append(text)
        else:
            parts.description.append(text)
    return parts


def _subcommands(command: Any, context: Any, path: str) -> Iterator[str]:
    shown = {name: below for name, below in getattr(command, "commands", {}).items() if not below.hidden}
    if not shown:
        return
    rows = [f"| `{path} {name}` | {cell(below.get_short_help_str(200))} |" for name, below in shown.items()]
    yield "**Commands**\n\n| command | what it does |\n|---|---|\n" + "\n".join(rows)
    default = _default_command(command, context)
    if default in shown:
        yield f"Where no command is named, `{path} ...` is `{path} {default} ...`."


def _default_command(group: Any, context: Any) -> str | None:
    """The command that a group runs for arguments that name none; found by trying it."""
    trial = typer.Context(group, info_name=context.info_name, parent=context.parent, resilient_parsing=True)
    group.parse_args(trial, ["./a-file"])
    words = [*getattr(trial, "_protected_args", ()), *trial.args]
    return words[0] if words[:1] != ["./a-file"] and words[1:] else None


def _parameters(command: Any, context: Any) -> Iterator[str]:
    """A table per panel of the help."""
    panels: dict[str, list[str]] = {}
    for parameter in [*command.params, command.get_help_option(context)]:
        row = None if parameter is None else _parameter_row(parameter, context)
        if row is not None:
            plain = "Arguments" if parameter.param_type_name == "argument" else "Options"
            panels.setdefault(getattr(parameter, "rich_help_panel", None) or plain, []).append(row)
    for title in sorted(panels, key=panel_rank):
        yield f"**{title}**\n\n| | |\n|---|---|\n" + "\n".join(panels[title])


def _examples(examples: list[str]) -> Iterator[str]:
    if examples:
        yield "**Examples**\n\n```sh\n" + "\n".join(examples) + "\n```"


def _command_exit_codes(described: str, command: Any, context: Any) -> Iterator[str]:
    """The codes that the help of a command names, with its words; all codes for the program as a whole."""
    if context.parent is None:
        yield f"**Exit codes**\n\n{exit_codes()}"
    if getattr(command, "commands", None):
        return
    codes = dict(re.findall(r"(\d+) ([^;]*?)(?=[;.]?$|; )", described))
    own = {int(code): meaning.strip(" .") for code, meaning in codes.items()}
    docs = field_docs(errors.ExitCode)
    always = (errors.ExitCode.OK, errors.ExitCode.INTERNAL, errors.ExitCode.USAGE, errors.ExitCode.INTERRUPTED)
    meanings = {code.value: "done" if code.value == 0 else docs[code.name] for code in always} | own
    rows = [f"| {code} | {cell(meanings[code])} |" for code in sorted(meanings)]
    yield "**Exit codes**\n\n| | |\n|---|---|\n" + "\n".join(rows)


def _files(command: Any, named: list[str]) -> Iterator[str]:
    flags = {flag for parameter in command.params for flag in parameter.opts}
    lines = list(named)
    if "--settings" in flags:
        lines.append(
            "* `planparse.toml` in the working folder, else `~/.config/planparse/planparse.toml`: settings, see the "
            "[README](../README.md#settings)"
        )
    if "--dictionaries" in flags:
        lines.append("* `DIR/*.tsv`, `DIR/language_model.bin`: dictionaries, see [dictionaries.md](dictionaries.md)")
    if lines:
        yield "**Files**\n\n" + "\n".join(lines)


def _environment(command: Any) -> Iterator[str]:
    options = [(p.envvar, max(p.opts, key=len)) for p in command.params if isinstance(p.envvar, str)]
    lines = [f"* `{variable}`: stands for `{flag}`" for variable, flag in options]
    if any(flag == "--settings" for _, flag in options):
        lines.append("* `XDG_CONFIG_HOME`: folder of `planparse/planparse.toml` in the place of `~/.config`")
    if lines:
        yield "**Environment**\n\n" + "\n".join(lines)


_WITHOUT_TYPE = re.compile(r" <[^>]*>$")
"""Of what typer writes behind the name of an argument only the name tells a user something."""


def _parameter_row(parameter: Any, context: Any) -> str | None:
    line = parameter.get_help_record(context)
    if line is None:
        return None
    return f"| `{cell(_WITHOUT_TYPE.sub('', line[0]))}` | {cell(line[1])} |"


def fields() -> str:
    """A section per model or enumeration of the records."""
    return "\n\n".join(_enumeration(owner) if issubclass(owner, Enum) else _model(owner) for owner in RECORDS)


def _model(model: type[BaseModel]) -> str:
    rows = [
        f"| `{info.alias or name}` | {cell(_type_name(info.annotation))} | {cell(field_docs(model)[name])} |"
        for name, info in sorted(model.model_fields.items(), key=lambda item: item[0] in records.Evidence.model_fields)
    ]
    return (
        f"### {model.__name__}\n\n{inspect.getdoc(model)}\n\n| field | type | meaning |\n|---|---|---|\n"
        + "\n".join(rows)
    )


def _type_name(annotation: object) -> str:
    """A type as a reader of JSON thinks of it."""
    name = annotation.__name__ if isinstance(annotation, type) and "[" not in str(annotation) else str(annotation)
    name = re.sub(r"Annotated\[(\w+),.*?\)\]\)?\]?", r"\1", name)
    name = re.sub(r"(?:[a-z_]+\.)+", "", name)
    name = re.sub(r"Optional\[(\w+)\]", r"\1 | None", name)
    name = re.sub(r"Literal\['(.*?)', '(.*?)'\]", r"'\1' | '\2'", re.sub(r"Literal\['([^']*)'\]", r"'\1'", name))
    name = re.sub(r"dict\[str, (\w+)\]", r"object of \1", name)
    for _ in range(2):
        name = re.sub(r"tuple\[([\w ]+), \.\.\.\]", r"list of \1", name)
    name = re.sub(r"tuple\[(\w+(?:, \w+)*)\]", lambda items: f"list of {items[1].count(',') + 1} numbers", name)
    name = re.sub(r"\bfloat\b", "number", re.sub(r"\bstr\b", "text", re.sub(r"\bint\b", "integer", name)))
    return name.replace("None", "null").replace(" | ", " or ")


def _enumeration(enumeration: type[Enum]) -> str:
    rows = [f"| `{cell(member.value)}` | {cell(field_docs(enumeration)[member.name])} |" for member in enumeration]
    title = f"### {enumeration.__name__}\n\n{inspect.getdoc(enumeration)}\n\n| value | meaning |\n|---|---|\n"
    return title + "\n".join(rows)


def dictionary_files() -> str:
    """A row per dictionary, from the comment at its top."""
    rows = []
    for file in sorted((ROOT / "dictionaries").glob("*.tsv")):
        comment: list[str] = []
        for line in file.read_text(encoding="utf-8").split("\n"):
            if not line.startswith("#"):
                break
            comment.append(line.lstrip("# "))
        meaning = re.split(r"(?<=[.:]) (?=[A-Z`a-z]+: )|(?<=\.) ", " ".join(comment))[0]
        columns = ", ".join(f"`{column}`" for column in columns_of(file))
        rows.append(f"| `{file.name}` | {cell(meaning)} | {columns} |")
    return "| file | what it holds | columns |\n|---|---|---|\n" + "\n".join(rows)


def tables() -> str:
    """A section per table of the export, with its columns and keys."""
    from planparse.export.tables import TABLES

    sections = []
    for table in TABLES:
        rows = []
        for column in table.columns:
            leads = [f"to `{key.table}.{key.target}`" for key in table.foreign_keys if key.column == column.name]
            keys = ", ".join([*(["key"] if column.name in table.key else []), *leads])
            rows.append(f"| `{column.name}` | {column.kind} | {cell(column.vi)} | {cell(column.en)} | {keys} |")
        header = "| column | type | Vietnamese heading | English heading | key |\n|---|---|---|---|---|\n"
        sections.append(f"### {table.name}\n\n{table.vi} / {table.en}\n\n{header}" + "\n".join(rows))
    return "\n\n".join(sections)


def rules() -> str:
    """A table per group of rules of `planparse validate`."""
    from itertools import groupby

    from planparse.validation.catalogue import RULES

    return "\n\n".join(
        f"### {group}\n\n| code | what holds for a sound record |\n|---|---|\n"
        + "\n".join(f"| `{rule.code}` | {cell(rule.promise)} |" for rule in members)
        for group, members in groupby(RULES, key=lambda rule: rule.group)
    )


def exit_codes() -> str:
    """A row per exit code."""
    docs = field_docs(errors.ExitCode)
    rows = [f"| {code.value} | {cell(docs[code.name])} |" for code in errors.ExitCode]
    return "| exit code | meaning |\n|---|---|\n" + "\n".join(rows)


def messages() -> str:
    """A section per class of errors, with every message that the code can give."""
    raised = _raised_messages()
    sections = []
    for name, kind in inspect.getmembers(errors, inspect.isclass):
        if not issubclass(kind, errors.PlanparseError) or kind is errors.PlanparseError:
            continue
        rows = sorted(raised.get(name, set()))
        table = "| message | what to do |\n|---|---|\n" + "\n".join(f"| {cell(m)} | {cell(r)} |" for m, r in rows)
        sections.append(
            f"### {name}: exit code {kind.exit_code.value}\n\n{inspect.getdoc(kind)}" + (f"\n\n{table}" if rows else "")
        )
    return "\n\n".join(sections)


def _raised_messages() -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for file in sorted((ROOT / "src" / "planparse").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        constants = dict(filter(None, map(_text_constant, tree.body)))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.endswith("Error"):
                message, remedy = (_template(argument, constants) for argument in (*node.args[:2], None, None)[:2])
                if message and hasattr(errors, node.func.id):
                    found.setdefault(node.func.id, set()).add((message, remedy))
    return found


def _text_constant(statement: ast.stmt) -> tuple[str, str] | None:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))):
            return name, text
    return None


def _template(argument: ast.expr | None, constants: dict[str, str]) -> str:
    """The text of a message with … for what is filled in; empty where it is not written in place."""
    match argument:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name(id=name):
            return constants.get(name, "")
        case ast.JoinedStr(values=parts):
            return "".join(part.value if isinstance(part, ast.Constant) else "…" for part in parts)
    return ""


if __name__ == "__main__":
    for path, text in documents().items():
        path.write_text(text, encoding="utf-8")
    (ROOT / "README.md").write_text(readme(), encoding="utf-8")
