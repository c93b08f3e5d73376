"""Decode pages that need restoration: cut into tokens, list the readings of each, and turn the best path into edits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from planparse.pagetext import PageText
from planparse.restoration.edits import Edit, RestoredText
from planparse.restoration.lattice import Decoding, Lattice, Options, Reading, build_lattice, decode
from planparse.restoration.letterhead import read_formulas
from planparse.restoration.model import RestorationModel
from planparse.restoration.readings import EnglishOcrReadings, Readings, StrippedReadings, VietnameseOcrReadings
from planparse.restoration.repetition import read_again
from planparse.restoration.segment import Kind, Token, tokenize
from planparse.restoration.short_capitals import usual_case
from planparse.restoration.specks import read_specks
from planparse.restoration.symbols import GrammarFindings, read_symbols
from planparse.restoration.tokens import BREAK, COMMA, NUMBER, SLASH, SYMBOL
from planparse.restoration.treatment import Treatment

SHOWN_PROBABILITY = 0.005
SHOWN_CANDIDATES = 5
LEADING_GAIN = 4.0
"""On dumps of 14 plans (36,554 words) 1.5 to 6 all take 9 errors of 683 away; `tiền mặt đất 80%` takes 4."""
_CLASS = {Kind.NUMBER: NUMBER, Kind.SYMBOL: SYMBOL, Kind.COMMA: COMMA, Kind.SLASH: SLASH, Kind.BREAK: BREAK}


def decode_pages(
    parts: Iterator[Sequence[PageText]], treatment: Treatment, model: RestorationModel
) -> Iterator[RestoredText]:
    """Decode pages that need the same treatment, each part of them as one text."""
    readings = _readings(treatment, model)
    for part in parts:
        yield from _decode_run(part, readings, model)


def _readings(treatment: Treatment, model: RestorationModel) -> Readings:
    if treatment is Treatment.GARBLED:
        return EnglishOcrReadings.for_model(model)
    if treatment is Treatment.STRIPPED:
        return StrippedReadings(model)
    return VietnameseOcrReadings(model)


def _decode_run(pages: Sequence[PageText], readings: Readings, model: RestorationModel) -> list[RestoredText]:
    """Decode pages as one text: the offset of each page is taken off its edits again."""
    text = "\n".join(page.text for page in pages)
    findings = _fixed_parts(text, readings, model) if readings.repairs_symbols else GrammarFindings()
    edge = Token(Kind.BREAK, len(text), len(text), "")
    tokens = [edge, *tokenize(text, findings.locked), edge]
    lattice = _lattice(tokens, readings, model)
    decoding = decode(lattice, model.language)
    if readings.reads_again:
        decoding = read_again(lattice, decoding, model.language, capitals_differ=readings.capitals_differ)
    found = _edits(text, tokens, lattice, decoding)
    edits = [*findings.edits, *(edit for edit in found if edit.score >= readings.least_score)]
    edits.sort(key=lambda edit: edit.start)
    result: list[RestoredText] = []
    offset = 0
    for page in pages:
        stop = offset + len(page.text)
        own = [e for e in edits if offset <= e.start and e.end <= stop]
        moved = tuple(replace(e, start=e.start - offset, end=e.end - offset) for e in own)
        result.append(RestoredText(page, moved))
        offset = stop + 1
    return result


def _fixed_parts(text: str, readings: Readings, model: RestorationModel) -> GrammarFindings:
    """Symbols, the formulas of the letterhead, and specks; where others overlap with a symbol, they are none."""
    symbols = read_symbols(text, model.symbols)
    formulas = [
        edit
        for edit in (*read_formulas(text), *(read_specks(text) if readings.has_specks else ()))
        if not any(start < edit.end and edit.start < end for start, end in symbols.locked)
    ]
    edits = [*symbols.edits, *(edit for edit in formulas if edit.before != edit.after)]
    locked = [*symbols.locked, *((edit.start, edit.end) for edit in formulas)]
    return GrammarFindings(tuple(sorted(edits, key=lambda edit: edit.start)), tuple(sorted(locked)))


def _edits(text: str, tokens: Sequence[Token], lattice: Lattice, decoding: Decoding) -> Iterator[Edit]:
    """The words that the best path changes."""
    changed = [
        (arc, choice, start, end)
        for arc in decoding.arcs
        if (choice := lattice.choice(arc)) is not None and tokens[choice.first].kind is Kind.WORD
        for start, end in [(tokens[choice.first].start, tokens[choice.first + choice.count - 1].end)]
        if text[start:end] != choice.reading.surface
    ]
    wanted = np.zeros(len(tokens) + 1, dtype=np.bool_)
    wanted[[choice.first for _, choice, _, _ in changed]] = True
    alternatives: dict[int, list[tuple[str, float]]] = defaultdict(list)
    for arc in np.flatnonzero((decoding.posterior > SHOWN_PROBABILITY) & wanted[lattice.first]).tolist():
        choice = lattice.choice(arc)
        if choice is not None:
            score = round(min(1.0, float(decoding.posterior[arc])), 3)
            alternatives[choice.first].append((choice.reading.surface, score))
    for arc, choice, start, end in changed:
        ranked = sorted(alternatives[choice.first], key=lambda a: (-a[1], a[0]))[:SHOWN_CANDIDATES]
        score = round(min(1.0, float(decoding.posterior[arc])), 3)
        why = choice.reading.why or "kept-word"
        read = choice.reading.surface
        surface = usual_case(read, tokens, choice.first) if choice.count == 1 else read
        candidates = tuple((surface if one == read else one, share) for one, share in ranked)
        yield Edit(start, end, text[start:end], surface, score, why, candidates)


@lru_cache(maxsize=64)
def _class_reading(number: int) -> Options:
    return Options((Reading((number,), "", 0.0),))


def _is_percentage(token: Token) -> bool:
    return token.kind is Kind.NUMBER and token.text.endswith("%")


def _leading(options: Sequence[Reading], leads: frozenset[int]) -> Options:
    """The readings of a token before a percentage: those that may lead to one are likelier.

    To the language model 80 % is a number like that of an article: without this, `dat 80%` became `đất 80%`.
    """
    return Options(
        r._replace(cost=r.cost - LEADING_GAIN) if r.words[-1:] and r.words[-1] in leads else r for r in options
    )


def _lattice(tokens: Sequence[Token], readings: Readings, model: RestorationModel) -> Lattice:
    vocabulary = model.language.vocabulary
    readings.prepare(tokens)
    singles: list[Sequence[Reading]] = []
    pairs: dict[int, Sequence[Reading]] = {}
    for i, token in enumerate(tokens):
        if token.kind is not Kind.WORD:
            singles.append(_class_reading(vocabulary[_CLASS[token.kind]]))
            continue
        options = readings.of(token.text, token.place)
        leads = readings.repairs_symbols and i + 1 < len(tokens) and _is_percentage(tokens[i + 1])
        singles.append(_leading(options, model.before_percentages) if leads else options)
        if i + 1 < len(tokens) and tokens[i + 1].kind is Kind.WORD and tokens[i + 1].glued:
            pairs[i] = readings.of_pair(token.text, tokens[i + 1].text)
    return build_lattice(singles, pairs)
