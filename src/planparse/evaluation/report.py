"""Reports of an evaluation: a table for a person, JSON for a program, and the list of what went wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from planparse.evaluation.corpus import CorpusResult, DocumentResult
from planparse.evaluation.scores import DocumentScores
from planparse.evaluation.words import WordScore

if TYPE_CHECKING:
    from rich.table import Table

_SHOWN_LENGTH = 110


def as_table(result: CorpusResult) -> Table:
    """F1 per measure and document, with the total at the foot."""
    from rich.table import Table

    measures = list(result.total.tallies)
    table = Table(title="F1 against gold (right / expected, found)", show_lines=True)
    table.add_column("document", overflow="fold")
    table.add_column("word accuracy", justify="right")
    for measure in measures:
        table.add_column(measure, justify="right")
    for document in result.documents:
        table.add_row(document.name, *_cells(document.scores, document.words, measures))
    table.add_row("[bold]total", *_cells(result.total, result.words, measures))
    return table


def _cells(scores: DocumentScores, words: WordScore | None, measures: list[str]) -> Iterator[str]:
    yield f"{words.accuracy:.4f}" if words is not None and words.words else "-"
    for measure in measures:
        tally = scores.tallies.get(measure)
        if tally is None:
            yield "-"
        else:
            yield f"{tally.f1:.3f}\n{tally.right}/{tally.expected}, {tally.found}"


def as_json(result: CorpusResult) -> dict[str, Any]:
    """All figures and all discrepancies, ready for `json.dump`."""
    return {
        "documents": [_document_json(document) for document in result.documents],
        "total": _scores_json(result.total, result.words),
    }


def _document_json(document: DocumentResult) -> dict[str, Any]:
    return {
        "name": document.name,
        "problem": document.problem,
        **_scores_json(document.scores, document.words),
        "discrepancies": [
            {"measure": d.measure, "kind": d.kind, "expected": d.expected, "found": d.found, "line": d.line}
            for d in document.scores.discrepancies
        ],
    }


def _scores_json(scores: DocumentScores, words: WordScore | None) -> dict[str, Any]:
    figures: dict[str, Any] = {
        measure: {
            "f1": round(tally.f1, 4),
            "precision": round(tally.precision, 4),
            "recall": round(tally.recall, 4),
            "right": tally.right,
            "expected": tally.expected,
            "found": tally.found,
        }
        for measure, tally in scores.tallies.items()
    }
    if words is not None and words.words:
        figures["words"] = {
            "accuracy": round(words.accuracy, 4),
            "cer": round(words.cer, 4),
            "order_free_f1": round(words.order_free_f1, 4),
            "words": words.words,
        }
    return {"measures": figures}


def discrepancy_lines(document: DocumentResult) -> Iterator[str]:
    """Every miss, false find and wrong field of a document, one line each."""
    for d in document.scores.discrepancies:
        place = f"line {d.line}: " if d.line is not None else ""
        if d.kind == "missed":
            yield f"{d.measure}: {place}missed {_short(d.expected)}"
        elif d.kind == "false":
            yield f"{d.measure}: {place}false {_short(d.found)}"
        else:
            yield f"{d.measure}: {place}{d.kind} is {_short(d.found)}, should be {_short(d.expected)}"


def _short(text: str | None) -> str:
    if text is None:
        return "nothing"
    return repr(text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 1] + "…")
