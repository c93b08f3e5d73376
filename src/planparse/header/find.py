"""Header: issuing bodies, symbol, type, place and date, title and period of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planparse.citations.cited_text import CitedText
from planparse.citations.dates import iso_date
from planparse.citations.issuers import issuer_end
from planparse.citations.symbols import Symbol, comparable, find_symbols
from planparse.citations.vocabulary import DocumentType, Vocabulary, vocabulary
from planparse.citations.works import work_id_of
from planparse.evidence import evidence
from planparse.folding import fold
from planparse.header.found import DECORATION, Found, value_of
from planparse.header.known_names import may_be_misread
from planparse.header.letterhead import Body, Letterhead, joined, read_letterhead
from planparse.header.period import period_of
from planparse.header.place import place_of, with_province
from planparse.header.titles import opening_blocks, type_and_title
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Outline, Zone
from planparse.layout.passages import Passage
from planparse.numbers import ONES_AND_NOUGHTS
from planparse.pagetext import ILLEGIBLE
from planparse.records import Header

_DATE = re.compile(
    r"ngay\W{0,3}(?P<day>.{0,8}?)\W{0,3}thang\W{0,3}(?P<month>.{0,6}?)\W{0,3}nam\W{0,3}(?P<year>\d{4}|\d{2}\s\d{2})?"
)
_BLANK_SERIAL = re.compile(r"(?P<joint>[/-])\s{0,2}(?P<code>[A-ZĐ][\w&]*(?:\s?[-/]\s?[A-ZĐ][\w&]*){0,3})\s*$")
_ANNOUNCES = re.compile(
    r"\s{1,3}(?:phối\s{1,2}hợp\s{1,2}.{1,60}?\s)?(?:xây\s{1,2}dựng|ban\s{1,2}hành|lập|đề\s{1,2}ra|triển\s{1,2}khai|tổ\s{1,2}chức\s{1,2}triển\s{1,2}khai|xin\s{1,2}xây\s{1,2}dựng)\s{1,3}(?:và\s{1,2}ban\s{1,2}hành\s{1,2})?(?:các\s{1,2})?"
)
_ANNOUNCING_VERBS = ("xây", "hành", "lập", "đề", "triển")
"""Of the verbs above, what a text that has one cannot do without."""
_DIGITS_READ_AS_LETTERS = ONES_AND_NOUGHTS | str.maketrans("tT", "11")
"""Between `ngày`, `tháng` and `năm` stand numbers only: `tháng I1` and `tháng TI` are November."""
_CLAUSE_START = re.compile(r"(?:^|[,;.:])\s{0,2}$")


def find_header(outline: Outline, dictionaries: Dictionaries) -> Header:
    """Read the header of a document; a field that is not printed stays None."""
    words = vocabulary(dictionaries)
    head = read_letterhead([b.passage for b in opening_blocks(outline) if b.zone is Zone.LETTERHEAD], words)
    kind, type_found, title = type_and_title(outline, head, words)
    number, date = _number(head, words), _date(head)
    if kind is None and number is not None:
        kind, type_found = _type_by_symbol(number, words)
    found = {
        "parent_authority": _parent(head),
        "issuing_authority": _issuing(head) or _issuer_in_text(outline, title, kind, words),
        "number": number,
        "document_type": type_found,
        "place": place_of(head, words),
        "date": date,
        "title": title,
    }
    for field in ("parent_authority", "issuing_authority"):
        found[field] = with_province(found[field], found["place"], words)
    period = None if title is None else period_of(title.value, None if date is None else int(date.value[:4]), words)
    header = Header(
        **{field: None if item is None else item.value for field, item in found.items()},
        document_type_code=kind.codes[0] if kind and kind.codes else None,
        period=period,
        evidence={field: item.basis for field, item in found.items() if item is not None},
    )
    return header.model_copy(update={"work_id": work_id_of(header, words)})


def _parent(head: Letterhead) -> Found | None:
    return _bodies_value(head.bodies[:-1], "letterhead.parent", 0.95)


def _issuing(head: Letterhead) -> Found | None:
    return _bodies_value(head.bodies[-1:], "letterhead.issuer", 0.97)


def _bodies_value(bodies: Sequence[Body], rule: str, prior: float) -> Found | None:
    if not bodies:
        return None
    name = " ".join(" ".join(body.name.split()).strip(DECORATION) for body in bodies)
    respelled = any(body.name != body.passage.text for body in bodies)
    rule, prior = (f"{rule}.known_name", 0.7) if respelled else (rule, prior)
    basis = evidence(joined([body.passage for body in bodies]), rule=rule, prior=prior)
    return Found(name, basis) if name else None


def _number(head: Letterhead, words: Vocabulary) -> Found | None:
    """The symbol behind `Số:`; with ⟦?⟧ for a serial that is blank or cannot be read."""
    line = head.number
    if line is None:
        return None
    symbol = next(iter(find_symbols(line.text, words, trusted=not may_be_misread(line))), None)
    if symbol is not None:
        return _printed_number(line, symbol)
    blank = _BLANK_SERIAL.search(comparable(line.text))
    if blank is None:
        return None
    code = next(iter(find_symbols(f"1{blank['joint']}{blank['code']}", words)), None)
    number = ILLEGIBLE + (code.number[1:] if code else blank["joint"] + "".join(blank["code"].split()))
    return Found(number, evidence(line, rule="letterhead.blank_serial", prior=0.9))


def _printed_number(line: Passage, symbol: Symbol) -> Found:
    """The number, with digits set apart by a hand or a reader taken in, and ⟦?⟧ where letters stand among them."""
    lead = re.sub(r"^\W*(?:\D{0,30}\s)?(?:S\S{0,2}|s\S{0,2}|No)\s?[:.;]?\s*", "", line.text[: symbol.start])
    lead = re.sub(r"[\s._…]", "", lead)
    rule = "letterhead.number" + (".repaired" if symbol.repaired else "")
    basis = evidence(line, symbol.start, symbol.end, rule=rule, prior=0.7 if lead or symbol.repaired else 0.98)
    if lead.isdigit():
        return Found(lead + symbol.number, basis)
    if re.search(r"\w", lead) and not re.fullmatch(r"\d:", lead):
        return Found(re.sub(r"^\d+", ILLEGIBLE, symbol.number), basis)
    return Found(symbol.number, basis)


def _date(head: Letterhead) -> Found | None:
    line = head.place_and_date
    match = None if line is None else _DATE.search(fold(line.text))
    if line is None or match is None:
        return None
    iso = iso_date(*(_digits(match[part]) for part in ("day", "month", "year")))
    return None if iso is None else Found(iso, evidence(line, *match.span(), rule="letterhead.date", prior=0.97))


def _digits(part: str | None) -> str | None:
    digits = re.sub(r"\s", "", part or "").translate(_DIGITS_READ_AS_LETTERS)
    return digits if digits.isdigit() else None


def _type_by_symbol(number: Found, words: Vocabulary) -> tuple[DocumentType | None, Found | None]:
    symbol = next(iter(find_symbols(number.value, words)), None)
    kind = words.type_by_code.get(symbol.type_code) if symbol and symbol.type_code else None
    if kind is None:
        return None, None
    return kind, Found(
        kind.name,
        number.basis.model_copy(update={"rule": "symbol.type", "confidence": round(number.basis.confidence * 0.9, 3)}),
    )


def _issuer_in_text(
    outline: Outline, title: Found | None, kind: DocumentType | None, words: Vocabulary
) -> Found | None:
    """Without a letterhead: the body that announces the plan (`Sở Y tế xây dựng Kế hoạch ...`), or the title's last."""
    for block in outline.in_zone(Zone.PREAMBLE):
        found = _announcing_body(block.passage, words)
        if found is not None:
            return found
    if title is None:
        return None
    for block in reversed([b for b in opening_blocks(outline) if b.zone is Zone.TITLE]):
        found = _body_at_end(block.passage, words)
        if found is not None:
            return found
    return None


def _announcing_body(passage: Passage, words: Vocabulary) -> Found | None:
    cited = CitedText(passage.text, words)
    if not any(map(cited.lower.__contains__, _ANNOUNCING_VERBS)):
        return None
    for head in words.issuer_phrases.find(cited.lower):
        if not cited.capital_at(head.start) or not _opens_clause(cited.text, head.start):
            continue
        end = issuer_end(cited, head.start)
        verb = None if end is None else _ANNOUNCES.match(cited.lower, end)
        if end is not None and verb is not None and words.type_phrases.match(cited.lower, verb.end()):
            return value_of(passage.slice(head.start, end), "text.announcing_body", 0.85)
    return None


def _opens_clause(text: str, start: int) -> bool:
    return _CLAUSE_START.search(text, max(0, start - 3), start) is not None


def _body_at_end(passage: Passage, words: Vocabulary) -> Found | None:
    cited = CitedText(passage.text, words)
    begin = cited.lower.rfind(" của ") + len(" của ")
    end = issuer_end(cited, begin) if begin >= len(" của ") else None
    return None if end is None else value_of(passage.slice(begin, end), "title.body", 0.75)
