"""Which members of a heading's units a duty below it names."""

from __future__ import annotations

import re

from planparse.assignments.clauses import Subject
from planparse.assignments.units import UnitHead, unit_head
from planparse.assignments.vocabulary import Vocabulary


def named_members(subjects: list[Subject], owners: tuple[str, ...], words: Vocabulary) -> tuple[str, ...]:
    """The subject of a duty that names members of the heading's unit: "Khoa A, Khoa B" under "Các khoa", "Bộ Nội vụ"
    under "Bộ trưởng các Bộ, Thủ trưởng cơ quan ngang bộ"."""
    if len(subjects) != 1:
        return ()
    units = subjects[0].units
    heads = [unit_head(unit, 0, words) for unit in units]
    if len(units) == 1:
        return units if subjects[0].start == 0 and _is_one_of(units[0], heads[0], owners, words) else ()
    owner = unit_head(owners[0], 0, words) if len(owners) == 1 else None
    named = all(
        head is not None and owner is not None and head.noun is owner.noun and not head.quantified for head in heads
    )
    return units if named else ()


def labelled_members(units: tuple[str, ...], owners: tuple[str, ...], words: Vocabulary) -> bool:
    """Whether all units of a label are members of the heading's unit: "a) Vụ Pháp chế: Chủ trì ..." under "Các đơn vị
    thuộc Bộ"."""
    return all(_is_one_of(unit, unit_head(unit, 0, words), owners, words) for unit in units)


def _is_everybody(owner: str, words: Vocabulary) -> bool:
    """Whether a unit is any body there is: "Các cơ quan, đơn vị thuộc Bộ"."""
    head = unit_head(owner, 0, words)
    return head is not None and bool(head.quantified) and head.noun.wording in words.generic


def _is_one_of(unit: str, head: UnitHead | None, owners: tuple[str, ...], words: Vocabulary) -> bool:
    """Whether a unit that has a name is one of several that a heading gives duties to."""
    if head is None or head.quantified or not unit[0].isupper() or not unit[head.end :].lstrip()[:1].isupper():
        return False
    if all(_is_everybody(owner, words) for owner in owners):
        return True
    several = re.compile(rf"(?:các|những)\s+(?:\w+,\s+)*{re.escape(head.noun.wording)}(?!\w)", re.IGNORECASE)
    return any(map(several.search, owners))
