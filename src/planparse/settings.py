"""Settings: the options of reading a document, from flags, the environment and a `planparse.toml`.

A flag wins over an environment variable, which wins over the settings file, which wins over the default. One table,
`SETTINGS`, names each of them once: the setting `page_timeout` is the flag `--page-timeout`, the key `page-timeout`
and the variable `PLANPARSE_PAGE_TIMEOUT`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path

from planparse.errors import UsageError
from planparse.export.formats import OutputFormat
from planparse.options import OcrMode, Options

FILE_NAME = "planparse.toml"

Value = str | int | float | Path | StrEnum


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that a user can choose, by whatever way."""

    name: str
    kind: type[str] | type[int] | type[float] | type[Path] | type[StrEnum]
    help: str
    panel: str = "Reading"
    minimum: int | None = None
    maximum: int | None = None
    automatic: str = "none"
    """The default in words, where it is None."""
    must_exist: bool = True
    """For a folder: whether it has to be there."""

    @property
    def metavar(self) -> str:
        """The value in the help: `N`, `DIR`, `auto|force|never`."""
        if issubclass(self.kind, StrEnum):
            return "|".join(choice.value for choice in self.kind)
        return {int: "N", float: "SECONDS", Path: "DIR"}.get(self.kind, self.name.upper())

    @property
    def key(self) -> str:
        """The key in `planparse.toml`."""
        return self.name.replace("_", "-")

    @property
    def flag(self) -> str:
        """The flag of the command line."""
        return f"--{self.key}"

    @property
    def variable(self) -> str:
        """The environment variable."""
        return f"PLANPARSE_{self.name.upper()}"


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "ocr",
        OcrMode,
        "When to read pages again from their picture: those without a text layer that can be trusted (auto), every "
        "page (force) or none (never; a garbled layer is then restored from its text).",
    ),
    Setting("pages", str, "Pages to read, such as 1-3,7.", automatic="all"),
    Setting("lang", str, "Tesseract languages, such as vie or vie+eng."),
    Setting("dpi", int, "Resolution for OCR.", minimum=50, maximum=1200, automatic="chosen from the page"),
    Setting("password", str, "Password of an encrypted PDF; better given by the variable than by the flag."),
    Setting("dictionaries", Path, "Folder whose files take the place of the shipped dictionaries of the same name."),
    Setting(
        "cache",
        Path,
        "Folder to keep what OCR reads in, so that the same page is not read again; it is made, and kept below 512 MB.",
        automatic="nothing is kept",
        must_exist=False,
    ),
    Setting("jobs", int, "Pages read by OCR at the same time.", minimum=1, maximum=256),
    Setting("page_timeout", float, "Seconds after which the OCR of one page is given up.", "Limits", minimum=1),
    Setting("max_pages", int, "Pages of one document that are read; the rest is skipped.", "Limits", minimum=1),
    Setting("max_pixels", int, "Pixels of one picture; larger ones are refused.", "Limits", minimum=1),
    Setting("max_expanded_bytes", int, "Bytes that a DOCX may expand to.", "Limits", minimum=1),
    Setting("format", OutputFormat, "What to write for each document.", "Output"),
    Setting("workers", int, "Documents read at the same time.", "Batch", 1, 1024, automatic="one for each core"),
    Setting(
        "document_timeout", float, "Seconds without a finished page after which a document is given up.", "Batch", 1
    ),
    Setting("document_memory", int, "MB that reading a document may take, OCR included.", "Batch", 256),
    Setting("document_output", int, "MB that the record of a document may have.", "Batch", 1),
    Setting(
        "cluster",
        str,
        "Read on a Dask cluster: tcp://HOST:PORT of its scheduler, or local:N for one here with N workers.",
        "Batch",
        automatic="processes of this machine",
    ),
    Setting("cluster_wait", float, "Seconds to wait for a cluster that has no workers, at first or later.", "Batch", 1),
    Setting("recycle", int, "Documents after which a process is replaced by a new one.", "Batch", 1),
)


@dataclass(frozen=True, slots=True)
class BatchSettings:
    """What holds for a batch alone."""

    workers: int | None = None
    document_timeout: float = 600.0
    document_memory: int = 2048
    document_output: int = 256
    recycle: int = 500
    cluster: str | None = None
    cluster_wait: float = 60.0


READING = tuple(option.name for option in fields(Options))
"""Settings of reading a document, the same wherever documents are read."""

BATCH = tuple(setting.name for setting in fields(BatchSettings))
"""Settings of `planparse batch`, beside those of reading."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has chosen, complete with defaults."""

    options: Options = field(default_factory=Options)
    format: OutputFormat = OutputFormat.JSON
    batch: BatchSettings = field(default_factory=BatchSettings)

    def with_values(self, values: Mapping[str, Value | None]) -> Settings:
        """These settings with the given ones changed, by their names; None leaves a setting as it is."""
        given = {name: value for name, value in values.items() if value is not None}
        options = {name: value for name, value in given.items() if name in READING}
        batch = {name: value for name, value in given.items() if name in BATCH}
        own = {name: value for name, value in given.items() if name not in options and name not in batch}
        return replace(
            self,
            options=replace(self.options, **options),  # type: ignore[arg-type]
            batch=replace(self.batch, **batch),  # type: ignore[arg-type]
            **own,  # type: ignore[arg-type]
        )


def default_in_words(setting: Setting) -> str:
    """The value of a setting that nobody has chosen, as the help shows it."""
    defaults = Settings()
    owners: tuple[object, ...] = (defaults.options, defaults.batch, defaults)
    value: Value | None = next(getattr(owner, setting.name) for owner in owners if hasattr(owner, setting.name))
    if value is None:
        return setting.automatic
    return f"{value:g}" if isinstance(value, float) else str(value)


def find_settings_file(folder: Path, environment: Mapping[str, str] = os.environ) -> Path | None:
    """The settings file that holds in a folder: its own `planparse.toml`, else the one in the user's config folder."""
    config = environment.get("XDG_CONFIG_HOME") or str(Path(environment.get("HOME", "~")).expanduser() / ".config")
    for candidate in (folder / FILE_NAME, Path(config) / "planparse" / FILE_NAME):
        if candidate.is_file():
            return candidate
    return None


def read_settings_file(path: Path) -> Settings:
    """The settings of a `planparse.toml`; what it does not name has its default.

    Raises:
        UsageError: the file is unreadable or no TOML, or has an unknown key or a bad value; the message names it.
    """
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path} is not valid TOML: {error}.") from error
    known = {setting.key: setting for setting in SETTINGS}
    values: dict[str, Value | None] = {}
    for key, value in table.items():
        if key not in known:
            raise UsageError(f'{path}: the key "{key}" is unknown.', _suggestion(key, known))
        values[known[key].name] = _converted(known[key], value, path)
    return Settings().with_values(values)


def _suggestion(key: str, known: Mapping[str, Setting]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key.replace("_", "-"), known, n=1)
    return f'Did you mean "{near[0]}"?' if near else f"The keys are {', '.join(known)}."


def _converted(setting: Setting, value: object, path: Path) -> Value:
    where = f'{path}: the value of "{setting.key}"'
    if issubclass(setting.kind, StrEnum):
        choices = [choice.value for choice in setting.kind]
        if value not in choices:
            raise UsageError(f"{where} must be one of {', '.join(choices)}.")
        return setting.kind(value)
    if setting.kind in (int, float):
        number = value if isinstance(value, int | float) and not isinstance(value, bool) else None
        if number is None or (setting.kind is int and not isinstance(number, int)):
            raise UsageError(f"{where} must be a {'whole ' if setting.kind is int else ''}number.")
        if setting.minimum is not None and number < setting.minimum:
            raise UsageError(f"{where} must be at least {setting.minimum}.")
        if setting.maximum is not None and number > setting.maximum:
            raise UsageError(f"{where} must be at most {setting.maximum}.")
        return number
    if not isinstance(value, str):
        raise UsageError(f"{where} must be text in quotes.")
    # A folder in a settings file is meant from where the file lies, wherever planparse is called.
    return path.parent / Path(value).expanduser() if setting.kind is Path else value
