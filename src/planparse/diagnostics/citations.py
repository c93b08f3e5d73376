"""Checks of citations: against the year in their own symbol, the date of the plan, and one another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

from planparse.diagnostics.catalogue import Finding, finding_at
from planparse.folding import fold
from planparse.knowledge import Dictionaries
from planparse.pagetext import ILLEGIBLE
from planparse.records import Citation, PlanRecord, Role

_YEAR_IN_SYMBOL = re.compile(r"[\dA-Za-zĐđ]+/((?:19|20)\d{2})(?:/|$)")
_CODE = re.compile(r"^\D*\d+[A-Za-z]?\s*[/-](?:\d{4}/)?(?P<code>.+)$")
_LETTER_KINDS = ("letter", "generic", "standard")
SAME_SUBJECT = 0.75
"""Similarity of two subjects from which they are the same, once in full and once cut short or misread."""
MOST_TWINS = 2
MOST_LATER = 2
"""More documents that are later than the plan have one cause: its own date."""
_SERIAL = re.compile(r"^\d+")
_NATION = "nation"
_OFFICES = ("CP", "TTg", "VPCP")
_ONE_OFFICE = tuple(map(fold, _OFFICES))


@dataclass(frozen=True)
class _Type:
    name: str
    codes: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class _Issuer:
    code: str
    names: tuple[str, ...]
    scope: str


def check_citations(record: PlanRecord, dictionaries: Dictionaries) -> Iterator[Finding]:
    """Year against date, plan date, two dates, near twins, unknown notations."""
    for citation in record.citations:
        yield from _year_in_symbol(citation)
    yield from _own_number(record)
    yield from _self_mentions(record)
    yield from _two_bodies(record, dictionaries)
    yield from _after_plan(record)
    yield from _two_dates(record)
    yield from _near_twins(record)
    yield from _unknown_notations(record, dictionaries)


def symbol_year(number: str | None) -> int | None:
    """The year in a symbol: `63/2010/NĐ-CP` gives 2010.

    >>> symbol_year("57-NQ/TW") is None
    True
    """
    match = _YEAR_IN_SYMBOL.match(number or "")
    return int(match[1]) if match else None


def _year_in_symbol(citation: Citation) -> Iterator[Finding]:
    year = symbol_year(citation.number)
    if year is not None and citation.date is not None and int(citation.date[:4]) != year:
        values = {"number": citation.number, "symbol_year": year, "date": citation.date}
        yield finding_at(citation, "symbol-year-mismatch", values, citation.id)


def _own_number(record: PlanRecord) -> Iterator[Finding]:
    header = record.header
    year = symbol_year(header.number)
    if year is not None and header.date is not None and int(header.date[:4]) != year:
        values = {"number": header.number, "symbol_year": year, "date": header.date}
        yield finding_at(header.evidence.get("number"), "symbol-year-mismatch", values)


def _self_mentions(record: PlanRecord) -> Iterator[Finding]:
    """The letterhead against `(Kèm theo Kế hoạch số ... ngày ...)` of an annex; the first place of each."""
    header = record.header
    mentions = [citation for citation in record.citations if citation.role is Role.SELF]
    for field, first in (("number", header.number), ("date", header.date)):
        for mention in mentions:
            second = mention.number if field == "number" else mention.date
            if first is None or second is None or first == second or ILLEGIBLE in first + second:
                continue
            if field == "number" or len(first) == len(second):
                values = {"field": field, "first": first, "second": second}
                yield finding_at(mention, "self-mention-differs", values, mention.id)
                break


def _two_bodies(record: PlanRecord, dictionaries: Dictionaries) -> Iterator[Finding]:
    """The code in a symbol against the body printed beside it: `44/2023/TT-BTC` of a Bộ Công Thương.

    Only codes of one body in the whole country are compared. Those of the government, its head and its office are
    taken for one: authors mix them up (`Quyết định số 06/QĐ-TTg của Chính phủ`).
    """
    names, _ = _national_bodies(dictionaries)
    seen: set[str] = set()
    for citation in record.citations:
        if citation.number is None or citation.issuer is None or citation.number in seen:
            continue
        printed = _codes_of_body(citation.issuer, dictionaries)
        codes = [fold(part).rstrip("0123456789") for part in re.split(r"[/-]", citation.number)] if printed else ()
        known = [code for code in codes if code in names]
        if len(known) != 1 or known[0] in printed:
            continue
        seen.add(citation.number)
        values = {"number": citation.number, "expected": names[known[0]], "printed": citation.issuer}
        yield finding_at(citation, "citation-two-bodies", values, citation.id)


def _after_plan(record: PlanRecord) -> Iterator[Finding]:
    """A later date, to the precision that both dates have; of many such documents the first one, with their number."""
    plan_date = record.header.date
    if plan_date is None:
        return
    later: dict[tuple[str | None, str], Citation] = {}
    for citation in record.citations:
        if citation.date is None or citation.role is Role.SELF or citation.number == record.header.number:
            continue
        precision = min(len(citation.date), len(plan_date))
        if citation.date[:precision] > plan_date[:precision]:
            later.setdefault((citation.number, citation.date), citation)
    found = list(later.values())
    one_cause = len(found) > MOST_LATER
    for citation in found[:1] if one_cause else found:
        more = f" {len(found) - 1} more documents are later: the date of the plan may be wrong." if one_cause else ""
        values = {"document": name_of(citation), "date": citation.date, "plan_date": plan_date, "more": more}
        yield finding_at(citation, "citation-after-plan", values, citation.id)


def name_of(citation: Citation) -> str:
    """Type and number of a citation, for messages."""
    return f"{citation.document_type} {citation.number}" if citation.number else citation.document_type


def _two_dates(record: PlanRecord) -> Iterator[Finding]:
    """The same symbol with two dates. Symbols without a year start again every year: there the years must agree, or
    everything but the year."""
    dated: dict[tuple[str, str, str], list[Citation]] = defaultdict(list)
    for citation in record.citations:
        if citation.number and citation.date and len(citation.date) == 10:
            key = (fold(citation.document_type), fold(citation.number), fold(citation.issuer or ""))
            dated[key].append(citation)
    for same in dated.values():
        first = same[0]
        for other in same[1:]:
            if other.date == first.date or first.date is None or other.date is None:
                continue
            one_document = symbol_year(first.number) is not None or first.date[:4] == other.date[:4]
            if one_document or first.date[5:] == other.date[5:]:
                values = {"document": name_of(first), "first": first.date, "second": other.date}
                yield finding_at(other, "citation-two-dates", values, other.id)
                break


def _near_twins(record: PlanRecord) -> Iterator[Finding]:
    """Symbols that differ in a single digit, with the same date, code and subject.

    The subject decides: the government often signs several decrees on one day (`123/2020/NĐ-CP` and `126/2020/NĐ-CP`).
    Three and more with one date and code are a list of documents, whose subjects are worded alike.
    """
    groups: dict[tuple[str | None, str], dict[str, Citation]] = defaultdict(dict)
    for citation in record.citations:
        code = _CODE.match(citation.number or "")
        if code and citation.number and citation.date and len(citation.date) == 10 and citation.subject:
            groups[citation.date, fold(code["code"])].setdefault(citation.number, citation)
    for group in groups.values():
        if len(group) > MOST_TWINS:
            continue
        for first, second in combinations(group.values(), 2):
            if _one_digit_apart(first.number or "", second.number or "") and _same_subject(first, second):
                values = {"first": name_of(first), "second": second.number}
                yield finding_at(second, "citation-near-twin", values, second.id)


def _same_subject(first: Citation, second: Citation) -> bool:
    a, b = fold(first.subject or ""), fold(second.subject or "")
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= SAME_SUBJECT


def _one_digit_apart(first: str, second: str) -> bool:
    a, b = _SERIAL.match(first), _SERIAL.match(second)
    if a is None or b is None or first[a.end() :] != second[b.end() :] or len(a[0]) != len(b[0]) or len(a[0]) < 2:
        return False
    return sum(x != y for x, y in zip(a[0], b[0], strict=True)) == 1


@lru_cache(maxsize=8)
def _letter_types(dictionaries: Dictionaries) -> frozenset[str]:
    """Types whose symbols begin with the issuer: offices without number, of which no list can have all."""
    return frozenset(row.name for row in dictionaries.rows("document_types.tsv", _Type) if row.kind in _LETTER_KINDS)


@lru_cache(maxsize=8)
def _national_bodies(dictionaries: Dictionaries) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """The name of each code that is of one body in the country, and the codes of each folded name."""
    rows = [row for row in dictionaries.rows("issuers.tsv", _Issuer) if row.scope == _NATION]
    of_name: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in row.names:
            of_name[fold(name)].update(_ONE_OFFICE if row.code in _OFFICES else (fold(row.code),))
    return {fold(row.code): row.names[0] for row in rows}, {name: frozenset(codes) for name, codes in of_name.items()}


@lru_cache(maxsize=1024)
def _codes_of_body(printed: str, dictionaries: Dictionaries) -> frozenset[str]:
    """The codes of the national body that a name ends with; none where it is no such body."""
    _, of_name = _national_bodies(dictionaries)
    body = f" {fold(printed)}"
    name = max((name for name in of_name if body.endswith(f" {name}")), key=len, default="")
    return of_name.get(name, frozenset())


@lru_cache(maxsize=8)
def _known_codes(dictionaries: Dictionaries) -> frozenset[str]:
    types = (code for row in dictionaries.rows("document_types.tsv", _Type) for code in row.codes)
    issuers = (row.code for row in dictionaries.rows("issuers.tsv", _Issuer))
    return frozenset(fold(code) for code in (*types, *issuers))


def _unknown_notations(record: PlanRecord, dictionaries: Dictionaries) -> Iterator[Finding]:
    known, letters = _known_codes(dictionaries), _letter_types(dictionaries)
    seen: set[str] = set()
    for citation in record.citations:
        match = _CODE.match(citation.number or "")
        if match is None or citation.document_type in letters:
            continue
        code = match["code"]
        parts = [fold(part).rstrip("0123456789") for part in re.split(r"[/\-.]", code) if part]
        if code not in seen and parts and not any(part in known for part in parts):
            seen.add(code)
            values = {"code": code, "number": citation.number}
            yield finding_at(citation, "unknown-notation", values, citation.id)
