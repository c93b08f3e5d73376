"""The catalogue of diagnostics: `diagnostics.tsv`, and findings worded with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from planparse.knowledge import Dictionaries
from planparse.records import Diagnostic, Evidence, Severity


@dataclass(frozen=True)
class CatalogueEntry:
    """One line of `diagnostics.tsv`."""

    code: str
    severity: str
    message: str
    means: str
    remedy: str


@dataclass(frozen=True)
class Finding:
    """What a check found: a code of the catalogue, the values of its message, and where it is."""

    code: str
    values: Mapping[str, object]
    page: int | None = None
    span: tuple[int, int] | None = None
    record: str | None = None


@lru_cache(maxsize=8)
def catalogue(dictionaries: Dictionaries) -> dict[str, CatalogueEntry]:
    """All diagnostics by code."""
    return {entry.code: entry for entry in dictionaries.rows("diagnostics.tsv", CatalogueEntry)}


def worded(finding: Finding, dictionaries: Dictionaries) -> Diagnostic:
    """The diagnostic of a finding.

    Raises:
        KeyError: the catalogue has no such code.
    """
    entry = catalogue(dictionaries)[finding.code]
    return Diagnostic(
        code=entry.code,
        severity=Severity(entry.severity),
        message=entry.message.format(**finding.values),
        page=finding.page,
        span=finding.span,
        record=finding.record,
    )


def finding_at(
    evidence: Evidence | None, code: str, values: Mapping[str, object], record: str | None = None
) -> Finding:
    """A finding about a value: it stands where the value was read."""
    place = evidence.provenance if evidence else None
    return Finding(code, values, place.page if place else None, place.span if place else None, record)
