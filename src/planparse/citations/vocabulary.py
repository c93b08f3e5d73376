"""What the dictionaries know about citations, compiled once per set of dictionaries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from planparse.citations.spelling import any_of, lowered
from planparse.knowledge import Dictionaries


@dataclass(frozen=True)
class DocumentType:
    """A line of `document_types.tsv`."""

    name: str
    codes: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Issuer:
    """A line of `issuers.tsv`."""

    code: str
    names: tuple[str, ...]
    level: str


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
class LawName:
    """A line of `law_names.tsv`."""

    document_type: str
    name: str


@dataclass(frozen=True)
class Province:
    """A line of `provinces.tsv`."""

    name: str
    kind: str
    spellings: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """The rows, and the look-ups and regexes that are made of them. Regexes are for `lowered` text."""

    types: tuple[DocumentType, ...]
    issuers: tuple[Issuer, ...]
    issuer_words: tuple[IssuerWords, ...]
    clause_words: tuple[ClauseWords, ...]
    roles: tuple[RoleWording, ...]
    openers: tuple[RoleWording, ...]
    laws: tuple[LawName, ...]
    provinces: tuple[Province, ...]

    @cached_property
    def type_by_code(self) -> dict[str, DocumentType]:
        """`NĐ` -> Nghị định."""
        return {code: kind for kind in reversed(self.types) for code in kind.codes}

    @cached_property
    def type_by_name(self) -> dict[str, DocumentType]:
        """Keys are `key(name)`."""
        return {key(kind.name): kind for kind in self.types}

    @cached_property
    def issuer_by_code(self) -> dict[str, Issuer]:
        """`CP` -> Chính phủ."""
        return {issuer.code: issuer for issuer in self.issuers}

    @cached_property
    def with_bar(self) -> dict[str, str]:
        """Codes that lost the bar of their Đ: `ND` -> `NĐ`; only where the code without it means nothing itself."""
        known = {*self.type_by_code, *self.issuer_by_code}
        bare = {code.replace("Đ", "D").replace("đ", "d"): code for code in known if "Đ" in code}
        return {plain: code for plain, code in bare.items() if plain not in known}

    @cached_property
    def type_words(self) -> str:
        """Regex source for the printed name of any numbered document type."""
        return any_of(kind.name for kind in self.types if kind.kind != "standard")

    @cached_property
    def type_pattern(self) -> re.Pattern[str]:
        """A document type."""
        return re.compile(self.type_words)

    @cached_property
    def province_pattern(self) -> re.Pattern[str]:
        """A province, in any spelling."""
        return re.compile(any_of(form for p in self.provinces for form in (p.name, *p.spellings)))

    @cached_property
    def issuer_pattern(self) -> re.Pattern[str]:
        """The first words of an issuing body."""
        return re.compile(any_of(row.words for row in self.issuer_words if row.kind != "subject_field"))

    @cached_property
    def issuer_kind(self) -> dict[str, str]:
        """Kind of the first words of an issuing body, by `key(words)`."""
        return {key(row.words): row.kind for row in self.issuer_words}

    @cached_property
    def field_pattern(self) -> re.Pattern[str]:
        """A field of government (y tế, tài chính)."""
        return re.compile(any_of(row.words for row in self.issuer_words if row.kind == "subject_field"))

    def clause_pattern(self, *kinds: str) -> re.Pattern[str]:
        """The clause words of some kinds."""
        return _clause_pattern(self.clause_words, kinds)

    def issuer_names(self, code: str) -> tuple[str, ...]:
        """The names of the body with this code; empty when the code is not known."""
        issuer = self.issuer_by_code.get(code)
        return () if issuer is None else issuer.names

    def type_name(self, printed: str) -> str:
        """The canonical form of a printed type: `nghị quyết` -> `Nghị quyết`."""
        kind = self.type_by_name.get(key(printed))
        return " ".join(printed.split()).capitalize() if kind is None else kind.name


@lru_cache(maxsize=16)
def _clause_pattern(rows: tuple[ClauseWords, ...], kinds: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(any_of(row.words for row in rows if row.kind in kinds))


def key(text: str) -> str:
    """A look-up key: case, marks, tone placement, commas and dashes do not count."""
    return _fold(" ".join(lowered(text).split()))


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    import unicodedata

    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[,;–-]", " ", plain.replace("đ", "d")).split())


@lru_cache(maxsize=8)
def vocabulary(dictionaries: Dictionaries) -> Vocabulary:
    """Read and compile the dictionaries.

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
    )
