"""The program: its commands, its help and what happens when a command fails."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from planparse.cli.batch import app as batch
from planparse.cli.dictionary import app as dictionary
from planparse.cli.doctor import doctor
from planparse.cli.evaluate import evaluate
from planparse.cli.export import export
from planparse.cli.extract import extract
from planparse.cli.help import PanelledCommand
from planparse.cli.inspect import inspect
from planparse.cli.restore import restore
from planparse.cli.schema import schema
from planparse.cli.terminal import abandon_stdout, choose_log_format, complain, say, talks_json
from planparse.cli.validate import validate
from planparse.errors import ExitCode, PlanparseError, UsageError

WRONG_USAGE: Any = typer.BadParameter.__bases__[0]
"""The UsageError of click, of which typer has a copy of its own from some version on."""


class PlanparseGroup(TyperGroup):
    """The top of the command line: turns every failure into one sentence and an exit code."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the format of messages from the command line, so that also wrong usage is told in it."""
        choose_log_format(args)
        parsed: list[str] = super().parse_args(ctx, args)
        return parsed

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except PlanparseError as error:
            complain(error)
            raise typer.Exit(error.exit_code) from error
        except WRONG_USAGE as error:
            if not talks_json():
                raise
            complain(UsageError(error.format_message()))
            raise typer.Exit(ExitCode.USAGE) from error
        except KeyboardInterrupt as interrupt:
            say("Interrupted.")
            raise typer.Exit(ExitCode.INTERRUPTED) from interrupt
        except BrokenPipeError as error:
            # The reader of the pipe (`| head`) has what it wanted.
            abandon_stdout()
            raise typer.Exit(ExitCode.OK) from error

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command, or help a user who gave a file instead."""
        if self.get_command(ctx, args[0]) is None and (Path(args[0]).exists() or args[0] == "-"):
            raise UsageError(f"{args[0]} is a file, not a command.", f"To read it: planparse extract {args[0]}")
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=PlanparseGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Read Vietnamese government plans (Kế hoạch) - PDF, scans, DOCX, text - into validated records.",
)


@app.callback()
def planparse(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and leave.")] = False,
) -> None:
    """Show the help where no command is given."""
    if version:
        from planparse import __version__

        typer.echo(f"planparse {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


for command in (extract, export, inspect, restore, validate, evaluate, schema, doctor):
    app.command(cls=PanelledCommand)(command)
app.add_typer(batch, name="batch")
app.add_typer(dictionary, name="dictionary")
