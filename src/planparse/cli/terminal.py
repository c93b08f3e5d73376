"""What the commands say to the user: messages on stderr, data on stdout, safe to show on any terminal."""

from __future__ import annotations

import json
import logging
import os
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import IntEnum, StrEnum
from pathlib import Path

from planparse.errors import OutputRefusedError, PlanparseError

_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode categories that can move the cursor, turn the writing direction or start a line."""


class Talk(IntEnum):
    """How much is said on stderr."""

    QUIET = 0
    """errors only"""
    NORMAL = 1
    """what went wrong and what was written"""
    VERBOSE = 2
    """also what is being done; never the text of a document"""
    DEBUG = 3
    """everything, tracebacks included"""


class LogFormat(StrEnum):
    """How messages and the log are written on stderr."""

    TEXT = "text"
    """sentences"""
    JSON = "json"
    """one JSON object per line"""


LOG_FORMAT_FLAG = "--log-format"
LOG_FORMAT_VARIABLE = "PLANPARSE_LOG_FORMAT"
_log_format = LogFormat.TEXT
# A message may come from anywhere, also from before the options of a command are understood.


def choose_log_format(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> LogFormat:
    """Set the format that a command line asks for, wherever the flag stands in it, or else the environment."""
    global _log_format  # noqa: PLW0603 - stderr is one for the whole process
    asked = environment.get(LOG_FORMAT_VARIABLE, "")
    for argument, following in zip(arguments, [*arguments, ""][1:], strict=True):
        if argument == "--":
            break
        if argument == LOG_FORMAT_FLAG:
            asked = following
        elif argument.startswith(f"{LOG_FORMAT_FLAG}="):
            asked = argument.partition("=")[2]
    _log_format = LogFormat.JSON if asked == LogFormat.JSON else LogFormat.TEXT
    return _log_format


def talks_json() -> bool:
    """Whether stderr is for a program, so that nothing may be drawn on it."""
    return _log_format is LogFormat.JSON


def _write_event(level: str, message: str, **more: object) -> None:
    """Write one message as a JSON object; what is None is left out."""
    time = datetime.now(UTC).isoformat(timespec="milliseconds")
    event = {"time": time, "level": level, "message": message, **more}
    event = {name: value for name, value in event.items() if value not in (None, "")}
    print(json.dumps(event, ensure_ascii=True), file=sys.stderr, flush=True)


def printable(text: str | Path) -> str:
    r"""A file name or a message with everything escaped that a terminal would obey.

    >>> printable("plan\x1b[2J.pdf")
    'plan\\x1b[2J.pdf'
    """
    return "".join(
        character.encode("unicode_escape").decode() if unicodedata.category(character) in _UNSAFE else character
        for character in str(text)
    )


class _PrintableFormatter(logging.Formatter):
    """Escapes what a file name may bring into a message; tracebacks keep their lines."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is that of logging
        return printable(super().formatMessage(record))


class _JsonHandler(logging.Handler):
    """Writes records of the log as JSON objects."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        trace = logging.Formatter().formatException(record.exc_info) if record.exc_info else None
        _write_event(record.levelname.lower(), record.getMessage(), logger=record.name, traceback=trace)


def talk_level(verbose: int, *, quiet: bool) -> Talk:
    """The level that `-v`, `-vv` or `-q` ask for, with the log of the library set to it."""
    level = Talk.QUIET if quiet else Talk(min(Talk.NORMAL + verbose, Talk.DEBUG))
    handler: logging.Handler = _JsonHandler() if talks_json() else logging.StreamHandler(sys.stderr)
    handler.setFormatter(_PrintableFormatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(
        handlers=[handler],
        level={Talk.VERBOSE: logging.WARNING, Talk.DEBUG: logging.INFO}.get(level, logging.ERROR),
        force=True,
    )
    # Of other libraries only warnings are of use: pdfminer writes a line for every object.
    logging.getLogger("planparse").setLevel(
        {Talk.VERBOSE: logging.INFO, Talk.DEBUG: logging.DEBUG}.get(level, logging.ERROR)
    )
    return level


def say(message: str) -> None:
    """Print one line on stderr."""
    if talks_json():
        _write_event("info", message)
        return
    print(printable(message), file=sys.stderr, flush=True)


def complain(error: PlanparseError | str, *, about: str | Path | None = None) -> None:
    """Print one line on stderr that says what is wrong and what to do."""
    if talks_json():
        place = None if about is None else str(about)
        if isinstance(error, PlanparseError):
            kind, code = type(error).__name__, int(error.exit_code)
            _write_event("error", error.message, remedy=error.remedy, error=kind, exit_code=code, about=place)
        else:
            _write_event("error", error, about=place)
        return
    text = str(error)
    # Messages of the library often name the file themselves, with other marks for what cannot be printed.
    name = "" if about is None else Path(about).name
    named = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name) in text
    say(f"Error: {text}" if named else f"Error: {about}: {text}")


def write_data(data: bytes | str) -> None:
    """Write results to stdout, UTF-8, all of it before this returns.

    Raises:
        BrokenPipeError: nobody reads stdout any more.
        OutputRefusedError: the disk behind stdout is full.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon_stdout()
        raise OutputRefusedError(f"The output cannot be written: {error.strerror}.") from error


def abandon_stdout() -> None:
    """Point stdout to nowhere after its reader has gone, so that the interpreter can leave in silence."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
