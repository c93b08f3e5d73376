"""From a place in a passage to the evidence that a record carries."""

from __future__ import annotations

from planparse.layout.passages import Passage
from planparse.records import Evidence, Provenance

HANDWRITTEN = "handwritten"
"""Last part of the name of a rule that found its value in handwriting."""
DOUBTED = 0.9
"""What is left of a confidence when two readings of a number disagree. On made-up pages of citations, 57 of 62 numbers
were right after further readings had decided; the mean confidence of a long value hardly shows one doubtful word."""


def evidence(passage: Passage, start: int = 0, end: int | None = None, *, rule: str, prior: float = 1.0) -> Evidence:
    """The evidence for a value read at `passage.text[start:end]`.

    Args:
        rule: name of the rule that found the value.
        prior: how often the rule is right on text that was read without error, 0 to 1.
    """
    place = passage.place(start, end)
    box = place.bbox
    return Evidence(
        provenance=Provenance(
            page=place.page,
            span=place.span,
            bbox=None if box is None else box.rounded(),
        ),
        raw=place.raw,
        confidence=round(prior * place.confidence * (DOUBTED if place.doubted else 1.0), 3),
        rule=f"{rule}.{HANDWRITTEN}" if place.handwritten else rule,
    )
