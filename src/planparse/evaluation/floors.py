"""Pinned floors: the scores below which a corpus must not fall, with the corpus that they belong to.

A floors file is TOML (or JSON, by its suffix):

    corpus = "9f0c..."            # SHA-256 over all documents and their gold
    [total]
    citations = 0.98              # F1 over all documents
    [documents."health-scan.pdf"]
    sha256 = "51ab..."            # document, gold and transcription
    citations = { floor = 0.97, gold = 14 }
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planparse.errors import UsageError
from planparse.evaluation.corpus import CorpusResult, DocumentResult
from planparse.evaluation.scores import DocumentScores
from planparse.evaluation.words import WordScore

WORDS = "words"
_DIGITS = 10_000
"""Floors have four digits, rounded down, so that a run that reaches the same is not below."""


@dataclass(frozen=True, slots=True)
class Floor:
    """The least score of one measure, and how many records (or words) of the gold it was set on."""

    score: float
    gold: int


@dataclass(frozen=True)
class Scored:
    """The floors, or the scores of a run, of one document or of all."""

    digest: str
    measures: Mapping[str, Floor]


@dataclass(frozen=True)
class Floors:
    """The floors of a corpus, or the scores of a run in the same form."""

    total: Scored
    documents: Mapping[str, Scored] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fall:
    """A measure of a document (None: of all) that is below its floor."""

    document: str | None
    measure: str
    floor: float
    reached: float

    def __str__(self) -> str:
        where = self.document or "all documents"
        return f"{where}: {self.measure} is {self.reached:.4f}, the floor is {self.floor:.4f}"


def reached(result: CorpusResult) -> Floors:
    """The scores of a run, rounded down, in the form of floors."""
    return Floors(
        Scored(result.digest, _measures(result.total, result.words)),
        {document.name: _scored(document) for document in result.documents},
    )


def _scored(document: DocumentResult) -> Scored:
    return Scored(document.digest, _measures(document.scores, document.words))


def _measures(scores: DocumentScores, words: WordScore | None) -> dict[str, Floor]:
    found = {name: Floor(_down(tally.f1), tally.expected) for name, tally in scores.tallies.items()}
    if words is not None and words.words:
        found[WORDS] = Floor(_down(words.accuracy), words.words)
    return found


def _down(value: float) -> float:
    # The tenth digit is noise of floating point, and must not take 0.97 down to 0.9699.
    return math.floor(round(value * _DIGITS, 6)) / _DIGITS


def falls(floors: Floors, run: Floors) -> tuple[Fall, ...]:
    """What is below its floor: first over all documents, then document by document.

    A document that is gone has fallen to nothing only if the corpus is the same; see `changes`.
    """
    found = list(_falls(None, floors.total, run.total))
    for name, document in floors.documents.items():
        if name in run.documents:
            found += _falls(name, document, run.documents[name])
    return tuple(found)


def _falls(document: str | None, floors: Scored, run: Scored) -> Iterator[Fall]:
    for measure, floor in floors.measures.items():
        score = run.measures[measure].score if measure in run.measures else 0.0
        if score < floor.score:
            yield Fall(document, measure, floor.score, score)


def changes(floors: Floors, run: Floors) -> tuple[str, ...]:
    """How the corpus differs from the one that the floors were set on, a sentence for each document."""
    if floors.total.digest == run.total.digest:
        return ()
    gone = [f"{name} is gone" for name in floors.documents if name not in run.documents]
    new = [f"{name} is new" for name in run.documents if name not in floors.documents]
    other = [
        f"{name} has changed{_counts(document, run.documents[name])}"
        for name, document in floors.documents.items()
        if name in run.documents and run.documents[name].digest != document.digest
    ]
    return tuple(gone + new + other) or ("its documents are named in another order",)


def _counts(before: Scored, after: Scored) -> str:
    """How many records the gold has now, where the number is another."""
    parts = [
        f"{floor.gold} {measure} are {after.measures[measure].gold}"
        for measure, floor in before.measures.items()
        if " " not in measure and measure in after.measures and after.measures[measure].gold != floor.gold
    ]
    return f" ({', '.join(parts)})" if parts else ""


def raised(floors: Floors | None, run: Floors, *, allow_lower: bool) -> Floors:
    """The floors after a run: higher where it is better; lower only where that is allowed."""
    if floors is None or allow_lower:
        return run
    return Floors(
        _higher(floors.total, run.total),
        {
            name: _higher(floors.documents[name], scored) if name in floors.documents else scored
            for name, scored in run.documents.items()
        },
    )


def _higher(floors: Scored, run: Scored) -> Scored:
    higher = {
        name: Floor(max(floor.score, floors.measures[name].score if name in floors.measures else 0.0), floor.gold)
        for name, floor in run.measures.items()
    }
    lost = {name: floor for name, floor in floors.measures.items() if name not in run.measures}
    return Scored(run.digest, {**higher, **lost})


def read_floors(file: Path) -> Floors:
    """The floors of a file.

    Raises:
        UsageError: it cannot be read, or is not a floors file.
    """
    import tomllib

    try:
        text = file.read_text(encoding="utf-8")
        data = json.loads(text) if file.suffix.lower() == ".json" else tomllib.loads(text)
        documents = {name: _from_data(table, table["sha256"]) for name, table in data.get("documents", {}).items()}
        return Floors(_from_data(data["total"], data["corpus"]), documents)
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.", "--update-floors writes it.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{file} is not a file of floors.", "--update-floors writes one; name a new file.") from error


def _from_data(table: Mapping[str, Any], digest: object) -> Scored:
    measures = {
        name: Floor(float(value["floor"]), int(value["gold"])) for name, value in table.items() if name != "sha256"
    }
    return Scored(str(digest), measures)


def floors_text(floors: Floors, *, as_json: bool) -> str:
    """The text of a floors file."""
    if as_json:
        data = {
            "corpus": floors.total.digest,
            "total": _to_data(floors.total),
            "documents": {
                name: {"sha256": scored.digest, **_to_data(scored)} for name, scored in floors.documents.items()
            },
        }
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    lines = [
        "# The scores below which `planparse evaluate` fails; `--update-floors` raises them.",
        "# Per measure the least F1 (of words: the least accuracy) and how many the gold has.",
        f'corpus = "{floors.total.digest}"',
        "",
        "[total]",
        *_toml_lines(floors.total),
    ]
    for name, scored in floors.documents.items():
        lines += ["", f"[documents.{_quoted(name)}]", f'sha256 = "{scored.digest}"', *_toml_lines(scored)]
    return "\n".join(lines) + "\n"


def _to_data(scored: Scored) -> dict[str, Any]:
    return {name: {"floor": floor.score, "gold": floor.gold} for name, floor in scored.measures.items()}


def _toml_lines(scored: Scored) -> Iterator[str]:
    for name, floor in scored.measures.items():
        key = _quoted(name) if " " in name else name
        yield f"{key} = {{ floor = {floor.score}, gold = {floor.gold} }}"


def _quoted(text: str) -> str:
    """A basic string of TOML; the escapes of JSON are those of TOML, which has no lone surrogates."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")
