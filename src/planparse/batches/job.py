"""What travels between the coordinator of a batch and whoever reads the documents: jobs there, results back.

Both are small, frozen and picklable: a job names a document and where its record belongs, a result says how it went.
The record itself is written by whoever has read the document and never travels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from planparse.options import Options


class Outcome(StrEnum):
    """How a document went."""

    DONE = "done"
    """every page was read"""
    PARTIAL = "partial"
    """some pages could not be read; the rest is delivered"""
    FAILED = "failed"
    """nothing is delivered"""


class Reason(StrEnum):
    """Why a document failed."""

    UNREADABLE = "unreadable"
    """the input cannot be opened or is of no kind that planparse reads"""
    EMPTY = "empty"
    """the file has no bytes"""
    UNSUPPORTED = "unsupported"
    """the content is of a kind that planparse does not read"""
    DAMAGED = "damaged"
    """the file is broken beyond reading"""
    ENCRYPTED = "encrypted"
    """the password is missing or wrong"""
    TOO_LARGE = "too-large"
    """the input exceeds a limit that protects the machine"""
    TIMEOUT = "timeout"
    """no page was finished within the time that a document has"""
    MEMORY = "memory"
    """it needed more memory than a document may have"""
    OUTPUT = "output"
    """its record is larger than allowed, or cannot be written"""
    CRASH = "crash"
    """the process that read it died"""
    OPTIONS = "options"
    """the options do not fit it: it has none of the pages that are asked for"""
    DEPENDENCY = "dependency"
    """a program or its language data is missing"""
    DEFECT = "defect"
    """a defect of planparse"""


class Retry(StrEnum):
    """Documents that are read again although nothing has changed."""

    FAILED = "failed"
    """those that failed"""
    PARTIAL = "partial"
    """those of which some pages could not be read"""
    ALL = "all"
    """both"""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may use up before its process is killed."""

    seconds: float = 600.0
    """Time without a finished page; a long scan may take as long as it needs while its pages come."""
    memory_bytes: int = 2 * 1024**3
    """Memory of the process that reads it, Tesseract included."""
    output_bytes: int = 256 * 1024**2
    """Size of its record as JSON."""


@dataclass(frozen=True, slots=True)
class Job:
    """One document to read."""

    key: str
    """Name of the document in this batch: its path below the output, without the suffix of the record."""
    source: str
    """Path or URL of the document."""
    output: str
    """Path or URL that its record is written to, all at once."""
    options: Options = field(default_factory=Options)
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was found in a document."""

    pages: int = 0
    failed_pages: int = 0
    citations: int = 0
    targets: int = 0
    assignments: int = 0
    tables: int = 0
    diagnostics: int = 0


@dataclass(frozen=True, slots=True)
class JobResult:
    """How one job went. Nothing in it depends on the machine or the hour, but `seconds`."""

    key: str
    outcome: Outcome
    reason: Reason | None = None
    """Why it failed; None unless `outcome` is FAILED."""
    message: str = ""
    """One sentence on what went wrong and what to do."""
    counts: Counts = Counts()
    output_bytes: int = 0
    output_sha256: str = ""
    """Of the record as written."""
    source_sha256: str = ""
    """Of the document as it was read; empty where it could not be opened."""
    seconds: float = 0.0
    """CPU time of reading it, for statistics."""

    @classmethod
    def failed(cls, key: str, reason: Reason, message: str, **more: Any) -> JobResult:
        """The result of a document of which nothing is delivered."""
        return cls(key, Outcome.FAILED, reason, message, **more)

    def to_values(self) -> dict[str, Any]:
        """The result in the types of JSON, for a pipe."""
        return asdict(self)

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> JobResult:
        """The result that `to_values` came from."""
        reason = values["reason"]
        return cls(
            **{
                **values,
                "outcome": Outcome(values["outcome"]),
                "reason": None if reason is None else Reason(reason),
                "counts": Counts(**values["counts"]),
            }
        )
