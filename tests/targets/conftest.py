"""Passages made of plain strings, and the targets in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planparse.knowledge import Dictionaries
from planparse.layout.passages import Passage, passage_from_spans
from planparse.pagetext import Origin, PageText
from planparse.records import Target
from planparse.restoration.edits import RestoredText
from planparse.targets.commitment import Context, Stance
from planparse.targets.find import targets_in

FindIn = Callable[..., tuple[Target, ...]]


def passage_of(text: str) -> Passage:
    """The text as one passage on page 1."""
    return passage_from_spans([(RestoredText(PageText(1, text, (), Origin.TEXT)), 0, len(text))])


@pytest.fixture(scope="session")
def dictionaries() -> Dictionaries:
    return Dictionaries()


@pytest.fixture(scope="session")
def find_in(dictionaries: Dictionaries) -> FindIn:
    def find(
        text: str, stance: str = "neutral", year: int | None = None, *, is_plan: bool = True
    ) -> tuple[Target, ...]:
        context = Context(Stance(stance), first_year=year, is_plan=is_plan)
        return targets_in(passage_of(text), context, dictionaries)

    return find
