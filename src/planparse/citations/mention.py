"""A mention of a document in a passage, before it becomes a record."""

from __future__ import annotations

from typing import NamedTuple

from planparse.records import Role

Span = tuple[int, int]
"""Start and end in the text of a passage."""


class Mention(NamedTuple):
    """A document cited at `text[start:end]`, from its type to the last of number, date and issuer."""

    start: int
    end: int
    document_type: str
    number: str | None
    rule: str
    prior: float
    """How often the rule is right on text that was read without error."""
    anchor: Span
    """Where the symbol, or the name of the law, stands."""
    code: str | None = None
    """Code of the issuer in the symbol: `UBND`."""
    type_printed: bool = True
    provision: Span | None = None
    date: str | None = None
    issuer: Span | None = None
    subject: Span | None = None
    role: Role = Role.REFERENCE

    def typed(self, document_type: str) -> Mention:
        """The mention with its document type."""
        return self._replace(document_type=document_type)

    @property
    def left(self) -> int:
        """Start with the provision."""
        return self.start if self.provision is None else min(self.start, self.provision[0])
