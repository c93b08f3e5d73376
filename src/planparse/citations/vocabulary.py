"""What the dictionaries know about citations, indexed once per set of dictionaries."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from planparse.citations.phrases import Phrases, key
from planparse.folding import fold
from planparse.knowledge import Dictionaries
from planparse.records import Role


@dataclass(frozen=True)
class DocumentType:
    """A line of `document_types.tsv`."""

    name: str
    codes: tuple[str, ...]
    kind: str
    issuers: tuple[str, ...] = ()
    """Codes of the only bodies that issue it; empty when any body may."""


class Scope(StrEnum):
    """How far a code names one body."""

    NATION = "nation"
    """`BYT`: there is one"""
    PROVINCE = "province"
    """`SYT`: there is one in each province"""
    NAMED = "named"
    """`UBND`: only the printed name tells which"""


@dataclass(frozen=True)
class Issuer:
    """A line of `issuers.tsv`."""

    code: str
    names: tuple[str, ...]
    level: str
    scope: str


@dataclass(frozen=True)
class IssuerWords:
    """A line of `issuer_words.tsv`."""

    words: str
    kind: str


@dataclass(frozen=True)
class ClauseWords:
    """A line of `clause_words.tsv`."""

    words: str
    kind: str


@dataclass(frozen=True)
class RoleWording:
    """A line of `role_wordings.tsv` or `preamble_openers.tsv`."""

    words: str
    role: str


@dataclass(frozen=True)
class PointingWords:
    """A line of `short_references.tsv`."""

    words: str
    refers: str
    followed_by: tuple[str, ...]


@dataclass(frozen=True)
class LawName:
    """A line of `law_names.tsv`."""

    document_type: str
    name: str


@dataclass(frozen=True)
class LawNumber:
    """A line of `law_numbers.tsv`."""

    document_type: str
    name: str
    number: str
    date: str


@dataclass(frozen=True)
class Misreading:
    """A line of `symbol_misreadings.tsv`."""

    read: str
    printed: str


@dataclass(frozen=True)
class Province:
    """A line of `provinces.tsv`."""

    name: str
    kind: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The rows, and the look-ups that are made of them."""

    types: tuple[DocumentType, ...]
    issuers: tuple[Issuer, ...]
    issuer_words: tuple[IssuerWords, ...]
    clause_words: tuple[ClauseWords, ...]
    roles: tuple[RoleWording, ...]
    openers: tuple[RoleWording, ...]
    laws: tuple[LawName, ...]
    provinces: tuple[Province, ...]
    misreadings: tuple[Misreading, ...]
    pointing: tuple[PointingWords, ...]
    law_numbers: tuple[LawNumber, ...]

    @cached_property
    def type_by_code(self) -> dict[str, DocumentType]:
        """`NĐ` -> Nghị định."""
        return {code: kind for kind in reversed(self.types) for code in kind.codes}

    @cached_property
    def type_by_name(self) -> dict[str, DocumentType]:
        """Keys are `key(name)`."""
        return {key(kind.name): kind for kind in self.types}

    @cached_property
    def type_by_exact_name(self) -> dict[str, DocumentType]:
        """Keys are the names as records have them."""
        return {kind.name: kind for kind in self.types}

    @cached_property
    def types_of_titles(self) -> tuple[tuple[str, DocumentType], ...]:
        """The types that a title may name, each with the letters of its name, the longest name first."""
        types = sorted((t for t in self.types if t.kind in ("law", "numbered")), key=lambda t: -len(t.name))
        return tuple((key(kind.name).replace(" ", ""), kind) for kind in types)

    @cached_property
    def laws_by_name(self) -> dict[tuple[str, str], tuple[LawNumber, ...]]:
        """The laws with a known number by type and `key(name)`."""
        found: dict[tuple[str, str], tuple[LawNumber, ...]] = {}
        for law in self.law_numbers:
            name = (law.document_type, key(law.name))
            found[name] = (*found.get(name, ()), law)
        return found

    @cached_property
    def issuer_by_code(self) -> dict[str, Issuer]:
        """`CP` -> Chính phủ."""
        return {issuer.code: issuer for issuer in self.issuers}

    @cached_property
    def issuer_squeezed(self) -> dict[str, str]:
        """The names of the issuers by `key(name)` without spaces."""
        return {key(name).replace(" ", ""): name for issuer in self.issuers for name in issuer.names}

    @cached_property
    def national_names(self) -> tuple[str, ...]:
        """The folded names of the bodies that there is one of in the nation, each with the space behind it."""
        return tuple(
            " ".join(fold(name).split()) + " " for i in self.issuers if i.scope == Scope.NATION for name in i.names
        )

    @cached_property
    def officers(self) -> dict[str, str]:
        """Heads of bodies (Bộ trưởng, Giám đốc) by `key(words)`."""
        return {key(row.words): row.words for row in self.issuer_words if row.kind == "officer"}

    @cached_property
    def with_bar(self) -> dict[str, str]:
        """Codes that lost the bar of their Đ: `ND` -> `NĐ`; only where the code without it means nothing itself."""
        known = {*self.type_by_code, *self.issuer_by_code}
        bare = {code.replace("Đ", "D").replace("đ", "d"): code for code in known if "Đ" in code}
        return {plain: code for plain, code in bare.items() if plain not in known}

    @cached_property
    def misread_types(self) -> dict[str, str]:
        """`0D` -> `QĐ`."""
        return {row.read: row.printed for row in self.misreadings}

    @cached_property
    def type_phrases(self) -> Phrases[DocumentType]:
        """The printed names of the document types, standards apart."""
        return Phrases((kind.name, kind) for kind in self.types if kind.kind != "standard")

    @cached_property
    def province_phrases(self) -> Phrases[Province]:
        """The provinces, in any spelling."""
        return Phrases((form, p) for p in self.provinces for form in (p.name, *p.spellings))

    @cached_property
    def issuer_phrases(self) -> Phrases[str]:
        """The first words of issuing bodies, with their kind."""
        return Phrases((row.words, row.kind) for row in self.issuer_words if row.kind != "subject_field")

    @cached_property
    def field_phrases(self) -> Phrases[str]:
        """The fields of government (y tế, tài chính)."""
        return Phrases((row.words, row.kind) for row in self.issuer_words if row.kind == "subject_field")

    @cached_property
    def clause_phrases(self) -> Phrases[str]:
        """The words that end the name of an issuer, with their kind."""
        return Phrases((row.words, row.kind) for row in self.clause_words)

    @cached_property
    def role_phrases(self) -> Phrases[Role]:
        """What stands right before a mention, with the role that it gives."""
        return Phrases((row.words, Role(row.role)) for row in self.roles)

    @cached_property
    def opener_phrases(self) -> Phrases[Role]:
        """The first words of preamble paragraphs, with the role that they give."""
        return Phrases((row.words, Role(row.role)) for row in self.openers)

    @cached_property
    def law_phrases(self) -> dict[str, Phrases[LawName]]:
        """The names of laws, by document type."""
        kinds = {law.document_type for law in self.laws}
        return {kind: Phrases((law.name, law) for law in self.laws if law.document_type == kind) for kind in kinds}

    def issuer_names(self, code: str) -> tuple[str, ...]:
        """The names of the body with this code; empty when the code is not known."""
        issuer = self.issuer_by_code.get(code)
        return () if issuer is None else issuer.names


@lru_cache(maxsize=8)
def vocabulary(dictionaries: Dictionaries) -> Vocabulary:
    """Read and index the dictionaries.

    Raises:
        DictionaryError: a dictionary is missing or has a bad line.
    """
    return Vocabulary(
        types=dictionaries.rows("document_types.tsv", DocumentType),
        issuers=dictionaries.rows("issuers.tsv", Issuer),
        issuer_words=dictionaries.rows("issuer_words.tsv", IssuerWords),
        clause_words=dictionaries.rows("clause_words.tsv", ClauseWords),
        roles=dictionaries.rows("role_wordings.tsv", RoleWording),
        openers=dictionaries.rows("preamble_openers.tsv", RoleWording),
        laws=dictionaries.rows("law_names.tsv", LawName),
        provinces=dictionaries.rows("provinces.tsv", Province),
        misreadings=dictionaries.rows("symbol_misreadings.tsv", Misreading),
        pointing=dictionaries.rows("short_references.tsv", PointingWords),
        law_numbers=dictionaries.rows("law_numbers.tsv", LawNumber),
    )
