"""What the sections of a plan announce, and which units own them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from planparse.assignments.clauses import unit_title
from planparse.assignments.draft import without_final_stop
from planparse.folding import fold
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Block, Outline


class SectionKind(StrEnum):
    """What a heading announces."""

    RESPONSIBILITY = "responsibility"
    TASK = "task"
    OTHER = "other"


@dataclass(frozen=True)
class SectionWording:
    """One line of `section_kinds.tsv`."""

    kind: str
    how: str
    wording: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """What is known about the section a block stands in."""

    kind: SectionKind | None
    owners: tuple[str, ...]
    """Units of the nearest heading that names units; empty when none does."""
    title: str | None
    """The nearest numbered heading as printed, marker included."""


@lru_cache(maxsize=8)
def _patterns(dictionaries: Dictionaries) -> tuple[tuple[SectionKind, re.Pattern[str]], ...]:
    return tuple(
        (
            SectionKind(row.kind),
            re.compile(
                (r"\W*(?:" if row.how == "start" else r"(?:^|.*\W)(?:")
                + "|".join(re.escape(fold(w)) for w in row.wording)
                + r")(?!\w)"
            ),
        )
        for row in dictionaries.rows("section_kinds.tsv", SectionWording)
    )


def kind_of_title(title: str, dictionaries: Dictionaries) -> SectionKind | None:
    """What a heading announces; None when its words do not say."""
    key = " ".join(fold(title).split())
    return next((kind for kind, pattern in _patterns(dictionaries) if pattern.match(key)), None)


class SectionReader:
    """Looks sections up by block; headings are judged once."""

    def __init__(self, outline: Outline, dictionaries: Dictionaries) -> None:
        self._outline = outline
        self._dictionaries = dictionaries
        self._known: dict[int | None, Section] = {None: Section(None, (), None)}

    def of(self, block: Block) -> Section:
        """The section of a block that is no heading."""
        return self._of_heading(block.parent)

    def _of_heading(self, index: int | None) -> Section:
        if index in self._known:
            return self._known[index]
        heading = self._outline.blocks[index]  # type: ignore[index]
        above = self._of_heading(heading.parent)
        owners = unit_title(heading.title, self._dictionaries)
        kind = above.kind if owners else kind_of_title(heading.title, self._dictionaries) or above.kind
        numbered = self._outline.section_of(heading) if heading.style in ("letter", "enclosed") else heading
        title = without_final_stop((numbered or heading).passage.text)
        section = Section(kind, owners or above.owners, title if owners or numbered is not None else above.title)
        if owners:
            section = Section(kind, owners, without_final_stop(heading.passage.text))
        self._known[index] = section
        return section
