"""The text of a passage as the citation readers see it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from planparse.citations.phrases import lowered
from planparse.citations.vocabulary import Vocabulary

SPACE = re.compile(r"\s{1,3}")


@dataclass(frozen=True, eq=False)
class CitedText:
    """A text with what the dictionaries know; offsets are those of the text of the passage."""

    text: str
    words: Vocabulary

    @cached_property
    def lower(self) -> str:
        """The text in lower case, of the same length."""
        return lowered(self.text)

    @cached_property
    def all_capitals(self) -> bool:
        """The whole text is printed in capitals, as titles are."""
        return self.text.isupper()

    def __len__(self) -> int:
        return len(self.text)

    def behind_space(self, offset: int, limit: int | None = None) -> int | None:
        """The offset of the next word when white space stands at `offset`; None when nothing follows it."""
        limit = len(self.text) if limit is None else limit
        space = SPACE.match(self.text, offset, limit)
        return None if space is None or space.end() >= limit else space.end()

    def capital_at(self, offset: int) -> bool:
        """Whether a capital stands there."""
        return self.text[offset : offset + 1].isupper()
