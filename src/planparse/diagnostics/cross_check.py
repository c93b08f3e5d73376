"""Cross-checks: everything that one part of a document says about another.

They catch misread digits, which look plausible by themselves (`2030` read as `2050`). Every check is a pure function
from the record to findings; a cause is reported once.
"""

from __future__ import annotations

from collections.abc import Iterator

from planparse.diagnostics.catalogue import Finding, worded
from planparse.diagnostics.citations import check_citations
from planparse.diagnostics.document import check_document
from planparse.diagnostics.reading import check_reading
from planparse.diagnostics.structure import check_structure
from planparse.diagnostics.values import check_values
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Outline
from planparse.records import Diagnostic, PlanRecord


def cross_check(record: PlanRecord, outline: Outline, dictionaries: Dictionaries) -> tuple[Diagnostic, ...]:
    """What is doubtful about a record, in a fixed order: the reading, the document, then value by value.

    >>> [d.code for d in cross_check(record, outline, Dictionaries())]
    ['layer-replaced', 'symbol-year-mismatch']
    """
    return tuple(dict.fromkeys(worded(finding, dictionaries) for finding in _findings(record, outline, dictionaries)))


def _findings(record: PlanRecord, outline: Outline, dictionaries: Dictionaries) -> Iterator[Finding]:
    yield from check_reading(record, outline)
    yield from check_document(record)
    yield from check_citations(record, dictionaries)
    yield from check_values(record)
    yield from check_structure(record, outline)
