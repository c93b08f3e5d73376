"""A value of the header while it is looked for, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from planparse.evidence import evidence
from planparse.layout.passages import Passage
from planparse.records import Evidence

DECORATION = " *_:;,-–—=~.|"
"""Rules under names and titles that a converter made characters of: `XÃ AN PHÚ --------`."""


@dataclass(frozen=True)
class Found:
    """A value, and what it rests on."""

    value: str
    basis: Evidence


def value_of(passage: Passage, rule: str, prior: float) -> Found | None:
    """The text of a passage without what decorates it; None where nothing is left."""
    text = " ".join(passage.text.split()).strip(DECORATION)
    return Found(text, evidence(passage, rule=rule, prior=prior)) if text else None
