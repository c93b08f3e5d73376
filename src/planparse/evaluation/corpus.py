"""A corpus: documents with `NAME.gold.json`, and perhaps the transcription `NAME.txt`, beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from planparse.errors import EmptyInputError, PlanparseError
from planparse.evaluation.scores import DocumentScores, score
from planparse.evaluation.sheet import Sheet, read_gold, sheet_of
from planparse.evaluation.words import WordScore, score_words
from planparse.options import Options
from planparse.records import PlanRecord

GOLD_SUFFIX = ".gold.json"
RESTORED_SUFFIX = ".restored.txt"
_DOCUMENTS = (".pdf", ".docx", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".txt")
"""The first that is there is the document; a `.txt` beside it is its transcription."""

Extract = Callable[[Path, Options | None], PlanRecord]


@dataclass(frozen=True)
class GoldDocument:
    """A document, its gold records, and what is printed on it."""

    name: str
    path: Path
    gold: Sheet
    transcription: str | None


@dataclass(frozen=True)
class DocumentResult:
    """The scores of one document; `problem` says why there is no record, which counts as finding nothing."""

    name: str
    scores: DocumentScores
    words: WordScore | None
    problem: str | None = None


@dataclass(frozen=True)
class CorpusResult:
    """The scores of all documents of a corpus."""

    documents: tuple[DocumentResult, ...]

    @property
    def total(self) -> DocumentScores:
        """All documents as one: records are counted, not documents."""
        total = DocumentScores({})
        for document in self.documents:
            total += document.scores
        return total

    @property
    def words(self) -> WordScore:
        """The words of all documents that have a transcription."""
        total = WordScore()
        for document in self.documents:
            total += document.words or WordScore()
        return total


def gold_documents(folder: Path) -> Iterator[GoldDocument]:
    """The documents of a corpus, sorted by path.

    Raises:
        EmptyInputError: the folder has no gold file with a document beside it.
    """
    golds = sorted(folder.rglob(f"*{GOLD_SUFFIX}"))
    found = False
    for gold in golds:
        stem = gold.name.removesuffix(GOLD_SUFFIX)
        document = next((p for s in _DOCUMENTS if (p := gold.with_name(stem + s)).is_file()), None)
        if document is None:
            continue
        found = True
        yield GoldDocument(
            name=str(document.relative_to(folder)),
            path=document,
            gold=read_gold(gold),
            transcription=_transcription(gold, stem, document),
        )
    if not found:
        raise EmptyInputError(f"{folder} has no document with a {GOLD_SUFFIX} file beside it.", "Check the folder.")


def _transcription(gold: Path, stem: str, document: Path) -> str | None:
    """What is printed: the restored text of a dump, the text beside a scan, a clean text itself."""
    restored = gold.with_name(stem + RESTORED_SUFFIX)
    plain = gold.with_name(stem + ".txt")
    for path in (restored, plain):
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return None if document.suffix != ".txt" else document.read_text(encoding="utf-8")


def evaluate_document(document: GoldDocument, extract: Extract, options: Options | None = None) -> DocumentResult:
    """Extract one document and compare it with its gold; a document that cannot be read scores nothing."""
    try:
        record = extract(document.path, options)
    except PlanparseError as error:
        nothing = Sheet({}, (), (), (), (), (), {})
        words = score_words(document.transcription, "") if document.transcription else None
        return DocumentResult(document.name, score(document.gold, nothing), words, str(error))
    text = "\f".join(page.text for page in record.pages)
    return DocumentResult(
        document.name,
        score(document.gold, sheet_of(record)),
        score_words(document.transcription, text) if document.transcription else None,
    )


def evaluate_corpus(folder: Path, extract: Extract, options: Options | None = None) -> CorpusResult:
    """Extract every document of a corpus and compare it with its gold."""
    return CorpusResult(tuple(evaluate_document(d, extract, options) for d in gold_documents(folder)))
