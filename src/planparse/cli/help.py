"""Help in sections: the options of a command under the headings of their panels."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from typer.core import TyperCommand

_ORDER = ("Arguments", "Output", "Reading", "Limits", "Options")


class PanelledCommand(TyperCommand):
    """A command whose help lists its options under the headings of their panels.

    typer does that itself when rich draws the help, but rich takes 0.12 s to load; all of plain help takes 0.2 s.
    """

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
        for title in sorted(sections, key=_rank):
            with formatter.section(title):
                formatter.write_dl(sections[title])


def _rank(title: str) -> int:
    return _ORDER.index(title) if title in _ORDER else len(_ORDER)
