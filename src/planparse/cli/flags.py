"""The flags that several commands share, made out of the table of settings."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from planparse.errors import UsageError
from planparse.settings import SETTINGS, Setting, Settings, default_in_words, find_settings_file, read_settings_file

Verbose = Annotated[
    int, typer.Option("--verbose", "-v", count=True, show_default=False, help="Say what is being done; -vv says more.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
SettingsFile = Annotated[
    Path | None,
    typer.Option(
        "--settings",
        metavar="FILE",
        envvar="PLANPARSE_SETTINGS",
        show_envvar=False,
        help="Settings file. [PLANPARSE_SETTINGS; default: planparse.toml here, or in the user's config folder]",
    ),
]

Command = Callable[..., None]


def takes_settings(*names: str) -> Callable[[Command], Command]:
    """Give a command the flags of the named settings; it receives them as one argument, `settings`.

    One table makes flag, variable and key of a setting, so that none of the three can be forgotten.
    """
    chosen = [setting for setting in SETTINGS if setting.name in names]
    assert len(chosen) == len(names)

    def decorate(command: Command) -> Command:
        @functools.wraps(command)
        def with_flags(*arguments: Any, settings_file: Path | None = None, **values: Any) -> None:
            flags = {name: values.pop(name) for name in names}
            command(*arguments, settings=load_settings(settings_file).with_values(flags), **values)

        signature = inspect.signature(command, eval_str=True)
        own = [parameter for parameter in signature.parameters.values() if parameter.name != "settings"]
        file = inspect.Parameter("settings_file", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=SettingsFile)
        flags = [_parameter(setting) for setting in chosen]
        cast("Any", with_flags).__signature__ = signature.replace(parameters=[*own, *flags, file])
        return with_flags

    return decorate


def load_settings(file: Path | None) -> Settings:
    """The settings of the given file, or of the one that holds in the working folder."""
    if file is not None and not file.is_file():
        raise UsageError(f"The settings file {file} is missing.", "Check --settings and PLANPARSE_SETTINGS.")
    file = file or find_settings_file(Path())
    return read_settings_file(file) if file else Settings()


def _parameter(setting: Setting) -> inspect.Parameter:
    """The typer declaration of a setting; its default is None, so that a setting not given is told from a given one."""
    option = typer.Option(
        setting.flag,
        envvar=setting.variable,
        show_envvar=False,
        metavar=setting.metavar,
        help=f"{setting.help} [{setting.variable}; default: {default_in_words(setting)}]",
        min=setting.minimum,
        max=setting.maximum,
        exists=setting.kind is Path and setting.must_exist,
        file_okay=False,
        rich_help_panel=setting.panel,
    )
    annotation = Annotated[setting.kind | None, option]  # type: ignore[name-defined]
    return inspect.Parameter(setting.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
