"""From a place in a passage to the evidence that a record carries."""

from __future__ import annotations

from typing import TypedDict

from planparse.layout.passages import Passage, Place
from planparse.records import Evidence, Provenance

HANDWRITTEN = "handwritten"
"""Last part of the name of a rule that found its value in handwriting."""
DOUBTED = 0.9
"""What is left of a confidence when two readings of a number disagree. On made-up pages of citations, 57 of 62 numbers
were right after further readings had decided; the mean confidence of a long value hardly shows one doubtful word."""


class Found(TypedDict):
    """The fields of a record in a list that say where it was read, to be handed on as `**found`."""

    provenance: Provenance
    raw: str
    confidence: float
    rule: str
    page: int
    line: int


def found_at(passage: Passage, start: int = 0, end: int | None = None, *, rule: str, prior: float = 1.0) -> Found:
    """Where `passage.text[start:end]` was read, for a record; the arguments are those of `evidence`."""
    place = passage.place(start, end)
    return {
        "provenance": _provenance(place),
        "raw": place.raw,
        "confidence": _confidence(place, prior),
        "rule": _rule(place, rule),
        "page": place.page,
        "line": place.line,
    }


def evidence(passage: Passage, start: int = 0, end: int | None = None, *, rule: str, prior: float = 1.0) -> Evidence:
    """The evidence for a value read at `passage.text[start:end]`.

    Args:
        rule: name of the rule that found the value.
        prior: how often the rule is right on text that was read without error, 0 to 1.
    """
    place = passage.place(start, end)
    return Evidence(
        provenance=_provenance(place),
        raw=place.raw,
        confidence=_confidence(place, prior),
        rule=_rule(place, rule),
    )


def _provenance(place: Place) -> Provenance:
    box = place.bbox
    return Provenance(page=place.page, span=place.span, bbox=None if box is None else box.rounded())


def _confidence(place: Place, prior: float) -> float:
    return round(prior * place.confidence * (DOUBTED if place.doubted else 1.0), 3)


def _rule(place: Place, rule: str) -> str:
    return f"{rule}.{HANDWRITTEN}" if place.handwritten else rule
