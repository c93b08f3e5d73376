"""Help in sections: the options of a command under the headings of their panels."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import Annotated, Any

import typer
import typer.main
from typer.core import TyperCommand

from planparse.cli.terminal import LOG_FORMAT_FLAG, LOG_FORMAT_VARIABLE, LogFormat

_ORDER = ("Arguments", "Output", "Floors", "Batch", "Reading", "Limits", "Options")


class PanelledCommand(TyperCommand):
    """A command whose help lists its options under the headings of their panels.

    typer does that itself when rich draws the help, but rich takes 0.12 s to load; all of plain help takes 0.2 s.
    """

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        if any(parameter.name in ("quiet", "verbose") for parameter in self.params):
            self.params.append(_log_format_parameter())

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the sections of the help that list arguments and options."""
        sections: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for parameter in self.get_params(ctx):
            line = parameter.get_help_record(ctx)
            if line is not None:
                plain = "Options"
                if parameter.param_type_name == "argument":
                    # typer adds the Python type, which tells a user nothing.
                    plain, line = "Arguments", (line[0].partition(" <")[0], line[1])
                sections[getattr(parameter, "rich_help_panel", None) or plain].append(line)
        for title in sorted(sections, key=panel_rank):
            with formatter.section(title):
                formatter.write_dl(sections[title])


@lru_cache(maxsize=1)
def _log_format_parameter() -> Any:
    """The option of every command that talks; its value is taken from the command line before any command begins."""

    def takes(
        log_format: Annotated[
            LogFormat,
            typer.Option(
                LOG_FORMAT_FLAG,
                metavar="text|json",
                envvar=LOG_FORMAT_VARIABLE,
                show_envvar=False,
                show_default=False,
                expose_value=False,
                help=f"Messages as sentences, or a JSON object a line. [{LOG_FORMAT_VARIABLE}; default: text]",
            ),
        ] = LogFormat.TEXT,
    ) -> None: ...

    # typer makes parameters only as a part of commands.
    alone = typer.Typer(add_completion=False)
    alone.command()(takes)
    return typer.main.get_command(alone).params[0]


def panel_rank(title: str) -> int:
    """Where a panel stands among the others; panels that are not known come last."""
    return _ORDER.index(title) if title in _ORDER else len(_ORDER)
