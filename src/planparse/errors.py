"""The errors that planparse raises on purpose, each with its exit code and what to do about it.

The command line prints `message` and `remedy` as one line on stderr and leaves with `exit_code`; a library user
catches `PlanparseError`.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every command."""

    OK = 0
    """everything was read"""
    INTERNAL = 1
    """a defect of planparse"""
    USAGE = 2
    """an option, a settings file or a dictionary is wrong"""
    MISSING_DEPENDENCY = 3
    """a program or its language data is missing; the message says what to install"""
    UNREADABLE = 4
    """the input cannot be read"""
    PARTIAL = 5
    """some pages could not be read; the rest is delivered"""
    SOME_FAILED = 6
    """some of several documents failed; the rest is delivered"""
    INVALID = 7
    """validation found problems, or a score is below its floor"""
    OUTPUT_REFUSED = 8
    """the output exists, would collide with another, or cannot be written"""
    INTERRUPTED = 130
    """interrupted with Ctrl-C; what was finished is delivered"""


class PlanparseError(Exception):
    """Base of all errors raised on purpose: one sentence on what is wrong, one on what to do."""

    exit_code = ExitCode.INTERNAL

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class UsageError(PlanparseError):
    """An option or a combination of options makes no sense."""

    exit_code = ExitCode.USAGE


class MissingDependencyError(PlanparseError):
    """A program or its language data is not installed."""

    exit_code = ExitCode.MISSING_DEPENDENCY


class UnreadableInputError(PlanparseError):
    """The input cannot be opened or holds nothing that planparse can read."""

    exit_code = ExitCode.UNREADABLE


class EmptyInputError(UnreadableInputError):
    """The file has no bytes."""


class UnsupportedInputError(UnreadableInputError):
    """The content is of a kind that planparse does not read."""


class DamagedInputError(UnreadableInputError):
    """The file is of a known kind, but broken beyond reading."""


class PasswordRequiredError(UnreadableInputError):
    """The PDF is encrypted, and the password is missing or wrong."""


class InputTooLargeError(UnreadableInputError):
    """The input exceeds a limit that protects the machine (pixels, pages, expanded size)."""


class OutputRefusedError(PlanparseError):
    """The output exists, would collide with another, or lies where it must not."""

    exit_code = ExitCode.OUTPUT_REFUSED


class WorkerError(PlanparseError):
    """No process that reads documents can be started, or none lives long enough to read one."""


class DictionaryError(PlanparseError):
    """A dictionary file is missing or has a bad line."""

    exit_code = ExitCode.USAGE


class OcrError(PlanparseError):
    """Reading one page failed; the document goes on without it."""

    exit_code = ExitCode.PARTIAL


class ClusterError(PlanparseError):
    """The cluster cannot be reached, has lost its workers, or cannot do the work."""

    exit_code = ExitCode.MISSING_DEPENDENCY
