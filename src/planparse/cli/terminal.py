"""What the commands say to the user: messages on stderr, data on stdout, safe to show on any terminal."""

from __future__ import annotations

import logging
import os
import sys
import unicodedata
from enum import IntEnum
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


def talk_level(verbose: int, *, quiet: bool) -> Talk:
    """The level that `-v`, `-vv` or `-q` ask for, with the log of the library set to it."""
    level = Talk.QUIET if quiet else Talk(min(Talk.NORMAL + verbose, Talk.DEBUG))
    handler = logging.StreamHandler(sys.stderr)
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
    print(printable(message), file=sys.stderr, flush=True)


def complain(error: PlanparseError | str, *, about: str | Path | None = None) -> None:
    """Print one line on stderr that says what is wrong and what to do."""
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
