"""Reports of an evaluation: tables for a person, JSON for a program, and the list of what went wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from planparse.evaluation.corpus import CorpusResult, DocumentResult
from planparse.evaluation.reliability import BANDS, Reliability, reliability
from planparse.evaluation.scores import MEASURES, Discrepancy, DocumentScores, Tally
from planparse.evaluation.words import WordScore

if TYPE_CHECKING:
    from rich.table import Table

_SHOWN_LENGTH = 110
_NOTHING = "-"
_COLUMNS = {
    "header": "header",
    "citations": "citat.",
    "citations strict": "strict",
    "targets": "target",
    "targets strict": "strict",
    "assignments": "assig.",
    "assignments strict": "strict",
    "table cells": "cells",
    "recipients": "recip.",
    "signatory": "signat",
}
"""The measures of the table of documents, in columns of six characters: a hundred hold them and a name."""


def totals_table(result: CorpusResult) -> Table:
    """A row per measure over all documents: F1, precision, recall, counts."""
    table = _table("measure", "F1", "precision", "recall", "right", "gold", "found")
    for measure, tally in _in_order(result.total):
        figures = (f"{value:.3f}" for value in (tally.f1, tally.precision, tally.recall))
        table.add_row(measure, *figures, str(tally.right), str(tally.expected), str(tally.found))
    return table


def words_line(words: WordScore) -> str:
    """The word accuracy in a sentence; empty where no document has a transcription."""
    if not words.words:
        return ""
    return (
        f"words: accuracy {words.accuracy:.4f} of {words.words}, CER {words.cer:.4f}, "
        f"order-free F1 {words.order_free_f1:.4f}"
    )


def fields_table(result: CorpusResult) -> Table:
    """A row per kind of record: in how many of those found each field is right."""
    table = _table("fields right")
    table.add_column("", overflow="fold")
    kinds: dict[str, list[str]] = {}
    for name, tally in result.total.fields.items():
        if tally.expected:
            kind, _, one = name.partition(".")
            kinds.setdefault(kind, []).append(f"{one} {tally.right}/{tally.expected}")
    for kind, parts in kinds.items():
        table.add_row(kind, ", ".join(parts))
    return table


def documents_table(result: CorpusResult) -> Table:
    """A row per document with the F1 of the main measures; `-` where gold and record have nothing."""
    table = _table("document", padding=(0, 0, 0, 0))
    table.columns[0].overflow = "fold"
    for heading in ("words", *_COLUMNS.values()):
        table.add_column(heading, justify="right", min_width=6, no_wrap=True)
    for document in result.documents:
        table.add_row(document.name, *_cells(document.scores, document.words, tuple(_COLUMNS)))
    return table


def _cells(scores: DocumentScores, words: WordScore | None, measures: Sequence[str]) -> Iterator[str]:
    yield f"{words.accuracy:.3f}" if words is not None and words.words else _NOTHING
    for measure in measures:
        tally = scores.tallies.get(measure, Tally())
        yield f"{tally.f1:.3f}" if tally.expected or tally.found else _NOTHING


def reliability_table(rows: Sequence[Reliability]) -> Table:
    """Per kind of value and band of confidence: the share that is right, and of how many."""
    table = _table("confidence")
    for low, high in BANDS:
        table.add_column(f"{low:g}-{high:g}", justify="right")
    table.add_column("sure, wrong, no flag", justify="right")
    for row in rows:
        cells = (f"{band.share:.3f} of {band.values}" if band.values else _NOTHING for band in row.bands)
        table.add_row(row.kind, *cells, f"{row.silent} of {row.wrong} wrong")
    return table


def _table(*columns: str, padding: tuple[int, int, int, int] = (0, 1, 0, 1)) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=padding)
    for i, column in enumerate(columns):
        table.add_column(column, justify="right" if i else "left")
    return table


def _in_order(scores: DocumentScores) -> Iterator[tuple[str, Tally]]:
    for name in (*MEASURES, *(name for name in scores.tallies if name not in MEASURES)):
        if name in scores.tallies:
            yield name, scores.tallies[name]


def as_json(result: CorpusResult) -> dict[str, Any]:
    """All figures and all discrepancies, ready for `json.dump`."""
    return {
        "corpus": result.digest,
        "documents": [_document_json(document) for document in result.documents],
        "total": _scores_json(result.total, result.words),
        "reliability": [_reliability_json(row) for row in reliability(result.judged)],
    }


def _document_json(document: DocumentResult) -> dict[str, Any]:
    return {
        "name": document.name,
        "sha256": document.digest,
        "problem": document.problem,
        **_scores_json(document.scores, document.words),
        "discrepancies": [_discrepancy_json(one) for one in document.scores.discrepancies],
    }


def _discrepancy_json(one: Discrepancy) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("measure", "kind", "record", "expected", "found", "page", "line")}


def _scores_json(scores: DocumentScores, words: WordScore | None) -> dict[str, Any]:
    figures: dict[str, Any] = {
        "measures": {name: _tally_json(tally) for name, tally in _in_order(scores)},
        "fields": {name: {"right": tally.right, "of": tally.expected} for name, tally in scores.fields.items()},
    }
    if words is not None and words.words:
        figures["words"] = {
            "accuracy": round(words.accuracy, 4),
            "cer": round(words.cer, 4),
            "order_free_f1": round(words.order_free_f1, 4),
            "words": words.words,
        }
    return figures


def _tally_json(tally: Tally) -> dict[str, Any]:
    shares = {"f1": tally.f1, "precision": tally.precision, "recall": tally.recall}
    counts = {"right": tally.right, "expected": tally.expected, "found": tally.found}
    return {**{name: round(value, 4) for name, value in shares.items()}, **counts}


def _reliability_json(row: Reliability) -> dict[str, Any]:
    bands = [
        {
            "from": band.low,
            "to": band.high,
            "values": band.values,
            "right": band.right,
            "confidence": round(band.confidence, 4),
        }
        for band in row.bands
    ]
    return {"kind": row.kind, "values": row.values, "wrong": row.wrong, "silent": row.silent, "bands": bands}


def discrepancy_lines(document: DocumentResult) -> Iterator[str]:
    """Every miss, false find and wrong field of a document with its place, one line each."""
    for d in document.scores.discrepancies:
        place = ", ".join(f"{name} {value}" for name, value in (("page", d.page), ("line", d.line)) if value)
        start = f"{d.measure}: {place}: " if place else f"{d.measure}: "
        if d.kind == "missed":
            yield f"{start}missed {_short(d.expected)}"
        elif d.kind == "false":
            yield f"{start}false {_short(d.found)}"
        else:
            of = f" of {_short(d.record, 40)}" if d.record else ""
            yield f"{start}{d.kind}{of} is {_short(d.found)}, should be {_short(d.expected)}"


def _short(text: str | None, length: int = _SHOWN_LENGTH) -> str:
    if text is None:
        return "nothing"
    return repr(text if len(text) <= length else text[: length - 1] + "…")
