"""What validation reports: findings, each with its rule, its file and its place in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from planparse.export.phrases import counted


@dataclass(frozen=True, slots=True)
class Finding:
    """One promise that is broken."""

    code: str
    """Code of the rule."""
    path: str
    """Where in the record, as a path for jq; `.` for the whole of it."""
    message: str
    """One sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as it lies in a file: the whole file, or one line of it."""

    file: Path
    line: int | None
    """Counted from 1; None where the file is the record."""
    data: bytes

    @property
    def name(self) -> str:
        """The entry as it is spoken of: `all.jsonl:12`."""
        return f"{self.file}:{self.line}" if self.line else str(self.file)


@dataclass(frozen=True, slots=True)
class Checked:
    """An entry after all rules; what concerns a whole file or batch is an entry without a record."""

    file: Path
    line: int | None
    findings: tuple[Finding, ...]
    is_record: bool = True

    @property
    def name(self) -> str:
        """The entry as it is spoken of: `all.jsonl:12`."""
        return f"{self.file}:{self.line}" if self.line else str(self.file)


@dataclass
class Totals:
    """How much was looked at and found; it grows while the entries pass."""

    records: int = 0
    unsound: int = 0
    """Records with findings."""
    codes: Counter[str] = field(default_factory=Counter)
    """Findings per code."""

    def watch(self, results: Iterable[Checked]) -> Iterator[Checked]:
        """Pass the entries on and count them."""
        for checked in results:
            self.records += checked.is_record
            self.unsound += checked.is_record and bool(checked.findings)
            self.codes.update(finding.code for finding in checked.findings)
            yield checked

    @property
    def findings(self) -> int:
        """All findings."""
        return self.codes.total()

    def in_words(self) -> str:
        """One sentence: `2 of 14 records have problems: 3 span-outside, 1 not-nfc.`"""
        if not self.findings:
            return f"{counted(self.records, 'record')}, no problems."
        what = ", ".join(f"{count} {code}" for code, count in self.codes.most_common())
        return f"{self.unsound} of {counted(self.records, 'record')} with problems; {self.findings} in all: {what}."
