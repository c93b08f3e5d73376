"""How a batch went, in numbers and as an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planparse.batches.job import Reason
from planparse.batches.places import Place
from planparse.batches.state import Totals
from planparse.errors import ExitCode

EXIT_CODES = {
    Reason.DEPENDENCY: ExitCode.MISSING_DEPENDENCY,
    Reason.OPTIONS: ExitCode.USAGE,
    Reason.OUTPUT: ExitCode.OUTPUT_REFUSED,
    Reason.DEFECT: ExitCode.INTERNAL,
}
"""The exit codes that `extract` gives for these reasons; for all others it is 4, unreadable."""


@dataclass(frozen=True, slots=True)
class BatchReport:
    """How a batch went."""

    output: Place
    """The folder of the records."""
    manifest: Place
    """A line of JSON for each document."""
    totals: Totals
    """All documents of the batch, whenever they were read."""
    read: int
    """Documents that this run has read."""
    copied: int
    """Documents that got the record of another one with the same content."""
    unchanged: int
    """Documents that an earlier run has settled."""
    left_out: int = 0
    """Files of kinds that planparse does not read, in the folders that were given."""

    @property
    def exit_code(self) -> ExitCode:
        """See `exit_code`."""
        return exit_code(self.totals)


def exit_code(totals: Totals) -> ExitCode:
    """The exit code of a batch.

    A code that all documents share is the code of the batch; else 6 says that some failed, and 5 that some are partial.
    """
    codes = set(_codes(totals)) or {ExitCode.OK}
    if len(codes) == 1:
        return codes.pop()
    return ExitCode.PARTIAL if codes <= {ExitCode.OK, ExitCode.PARTIAL} else ExitCode.SOME_FAILED


def _codes(totals: Totals) -> Iterator[ExitCode]:
    if totals.done:
        yield ExitCode.OK
    if totals.partial:
        yield ExitCode.PARTIAL
    for reason, _ in totals.failed:
        yield EXIT_CODES.get(reason, ExitCode.UNREADABLE)
