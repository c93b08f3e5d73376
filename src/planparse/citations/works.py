"""Works: which document a citation means, as one stable name that all documents that cite it share.

    vn/nghi-dinh/63-2010-nd-cp              the number tells
    vn/quyet-dinh/2021/715-qd-ttg           the number is counted anew each year
    vn/ke-hoach/lai-chau/2026/38-kh-ubnd    ... and by each province
    vn/luat/ngan-sach-nha-nuoc/2015         a law by its name, with the year where it is printed

What one mention leaves out (`Kế hoạch số 38/KH-UBND` later in the text) is taken from the other mentions of the same
number in the document, as long as they mean one work. Nothing is guessed: a work that may be another has no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from planparse.citations.phrases import key
from planparse.citations.vocabulary import Scope, Vocabulary
from planparse.citations.work_places import Home, home_of, place_of, slug
from planparse.folding import fold
from planparse.pagetext import ILLEGIBLE
from planparse.records import Citation, Header

_NUMBER = re.compile(r"(?P<serial>\d[\d.]*[A-Za-zĐđ]?)[/-](?:(?P<year>(?:19|20)\d\d)/)?(?P<code>[^\d\W].*)")
_TERM = re.compile(r"(?:UBTVQH|TVQH|QH)\d{1,2}")
_YEAR_OF_LAW = re.compile(r"nam\s+(?P<year>(?:19|20)\d\d)\W*$")
_LAW, _LETTER = "luat", "cong-van"
_LAWS = frozenset({"Luật", "Bộ luật"})
"""One series of numbers, and cited by either name."""
_UNTYPED = frozenset({"Công văn", "Văn bản"})
_INTERNATIONAL = frozenset({"ISO"})
_NATION = ""
"""The place of a work whose number is counted once in the nation."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is known of a work; None for what is needed to tell it from others but was not printed."""

    kind: str
    """Slug of the document type: `nghi-dinh`."""
    name: str
    """Slug of the number, or of a law's name."""
    place: str | None = _NATION
    year: int | None = None
    numbered: bool = True
    needs_year: bool = False
    law_name: str | None = None
    """Slug of the name of a law that is cited with its number."""
    root: str = "vn"

    @property
    def id(self) -> str | None:
        """The stable name; None while something is missing."""
        if self.place is None or (self.needs_year and self.year is None):
            return None
        if not self.numbered:
            return "/".join(part for part in (self.root, self.kind, self.name, str(self.year or "")) if part)
        year = str(self.year) if self.needs_year else ""
        return "/".join(part for part in (self.root, self.kind, self.place, year, self.name) if part)


@dataclass(frozen=True, slots=True)
class Printed:
    """What a document prints of a work."""

    document_type: str
    number: str | None
    date: str | None
    issuer: str | None
    subject: str | None = None
    raw: str = ""
    rule: str = ""

    @property
    def year(self) -> int | None:
        """The year of the printed date."""
        return int(self.date[:4]) if self.date else None


def with_work_ids(citations: Sequence[Citation], header: Header, words: Vocabulary) -> tuple[Citation, ...]:
    """The citations of one document with the names of their works.

    Args:
        header: of the citing document: its province completes `UBND tỉnh`, its own number names itself.
    """
    home = home_of(header, words)
    works = [
        _work(Printed(c.document_type, c.number, c.date, c.issuer, c.subject, c.raw, c.rule), home, words)
        for c in citations
    ]
    known = _Known(work for work in (_work_of_header(header, home, words), *works) if work is not None)
    return tuple(
        citation.model_copy(update={"work_id": None if work is None else _completed(work, known).id})
        for citation, work in zip(citations, works, strict=True)
    )


def work_id_of(header: Header, words: Vocabulary) -> str | None:
    """The name of the document itself; the same that citations of it get."""
    work = _work_of_header(header, home_of(header, words), words)
    return None if work is None else work.id


def _printed(citation: Citation) -> Printed:
    return Printed(
        document_type=citation.document_type,
        number=citation.number,
        date=citation.date,
        issuer=citation.issuer,
        subject=citation.subject,
        raw=citation.raw,
        rule=citation.rule,
    )


def _work_of_header(header: Header, home: Home, words: Vocabulary) -> Work | None:
    if header.number is None:
        return None
    printed = Printed(header.document_type or "", header.number, header.date, header.issuing_authority)
    return _work(printed, home, words)


def _work(printed: Printed, home: Home, words: Vocabulary) -> Work | None:
    """What one mention says of its work; None when its number says nothing."""
    if printed.number is None:
        return _law_by_name(printed, home, words)
    if ILLEGIBLE in printed.number:
        return None
    of_type = words.type_by_exact_name.get(printed.document_type)
    if of_type is not None and of_type.kind == "standard":
        root = "int" if of_type.name in _INTERNATIONAL else "vn"
        return Work(slug(of_type.name), slug(printed.number), root=root)
    match = _NUMBER.fullmatch(printed.number)
    return None if match is None else _by_number(printed, match, home, words)


def _law_by_name(printed: Printed, home: Home, words: Vocabulary) -> Work | None:
    """The law with this name and year; by its number where a dictionary has it."""
    name = slug(printed.subject or "")
    year = _YEAR_OF_LAW.search(fold(printed.raw))
    in_year = printed.year or (int(year["year"]) if year else None)
    if in_year is None and not _names_one_law(name, printed.rule):
        return None
    known = words.laws_by_name.get((printed.document_type, key(printed.subject or "")), ())
    meant = [law for law in known if in_year is not None and law.date.startswith(str(in_year))]
    exact = [law for law in meant if law.date == printed.date]
    meant = exact or meant
    if len(meant) > 1:
        return None  # two laws of one name in one year, and no date tells which
    if meant:
        return _work(replace(printed, number=meant[0].number, date=meant[0].date), home, words)
    return Work(slug(printed.document_type), name, year=in_year, numbered=False)


def _names_one_law(name: str, rule: str) -> bool:
    """Whether a name without a year is that of one law: names that no dictionary has may be cut short, and one law is
    amended by several."""
    return rule != "law.unknown_name" and not name.startswith("sua-doi")


def _by_number(printed: Printed, match: re.Match[str], home: Home, words: Vocabulary) -> Work:
    kind = printed.document_type
    parts = re.split(r"[-/]", match["code"])
    name = slug("-".join(filter(None, (_serial(match["serial"]), match["year"], match["code"]))))
    needs_year = not match["year"]
    year = printed.year if needs_year else int(match["year"])
    if _TERM.fullmatch(parts[-1]) and len(parts) <= 2:
        law_name = slug(printed.subject) if printed.subject and kind in _LAWS else None
        of_kind = _LAW if kind in _LAWS else slug(kind)
        return Work(of_kind, name, year=year, law_name=law_name)  # numbers run through the term
    typed = words.type_by_code.get(parts[0]) if len(parts) > 1 else None
    place = _place(parts[1] if typed else parts[0], printed.issuer, home, words)
    of_kind = slug(typed.name) if typed else _LETTER if kind in _UNTYPED else slug(kind)
    return Work(of_kind, name, place, year, needs_year=needs_year)


def _serial(printed: str) -> str:
    return printed.replace(".", "").lstrip("0") or "0"


def _place(code: str, issuer: str | None, home: Home, words: Vocabulary) -> str | None:
    """`""` for a national body, a path for a local one, None when it cannot be told."""
    known = words.issuer_by_code.get(code) or words.issuer_by_code.get(code.rstrip("0123456789"))
    if known is not None and known.scope == Scope.NATION:
        return _NATION
    if known is None and code.startswith("B") and fold(issuer or "").startswith("bo "):
        return _NATION
    return place_of(issuer, known, home, words)


class _Known:
    """The works that a document mentions, by what mentions of them have in common; each is kept once."""

    def __init__(self, works: Iterable[Work]) -> None:
        self._by_name: dict[tuple[str, str], dict[Work, None]] = {}
        self._by_law: dict[str, dict[Work, None]] = {}
        for work in works:
            self._by_name.setdefault((work.kind, work.name), {})[work] = None
            if work.law_name:
                self._by_law.setdefault(work.law_name, {})[work] = None

    def named_like(self, work: Work) -> Iterable[Work]:
        """Those of the same kind and name."""
        return self._by_name.get((work.kind, work.name), ())

    def numbers_of_law(self, name: str) -> Iterable[Work]:
        """Those that carry the number of the law with this name."""
        return self._by_law.get(name, ())


def _completed(work: Work, known: _Known) -> Work:
    """The work with what other mentions in the document say of it, where they all mean the same one."""
    if not work.numbered:
        return _numbered_law(work, known)
    if work.id is not None:
        return work
    same = [other for other in known.named_like(work) if other.id is not None]
    fitting = {
        other.id: other for other in same if work.place in (None, other.place) and work.year in (None, other.year)
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else work


def _numbered_law(work: Work, known: _Known) -> Work:
    """A law cited by name: the one with that name whose number or year stands elsewhere in the document."""
    numbered = {other.id: other for other in known.numbers_of_law(work.name) if work.year in (None, other.year)}
    if len(numbered) == 1:
        return next(iter(numbered.values()))
    years = {other.year for other in known.named_like(work) if not other.numbered and other.year}
    years |= {other.year for other in numbered.values() if other.year}
    return replace(work, year=next(iter(years))) if work.year is None and len(years) == 1 else work
