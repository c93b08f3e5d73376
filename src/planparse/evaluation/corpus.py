"""A corpus: documents with `NAME.gold.json`, and perhaps the transcription `NAME.txt`, beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from planparse.errors import EmptyInputError, PlanparseError
from planparse.evaluation.reliability import Judged, judge
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
    digest: str = ""
    """SHA-256 over document, gold and transcription: scores of two runs can be compared where it is the same."""


@dataclass(frozen=True)
class DocumentResult:
    """The scores of one document; `problem` says why there is no record, which counts as finding nothing."""

    name: str
    scores: DocumentScores
    words: WordScore | None
    problem: str | None = None
    judged: tuple[Judged, ...] = ()
    digest: str = ""


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

    @property
    def judged(self) -> tuple[Judged, ...]:
        """The values of all documents that have a confidence."""
        return tuple(one for document in self.documents for one in document.judged)

    @property
    def digest(self) -> str:
        """SHA-256 over the names and digests of all documents."""
        lines = "".join(f"{document.digest}  {document.name}\n" for document in self.documents)
        return hashlib.sha256(lines.encode("utf-8", "surrogateescape")).hexdigest()


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
            transcription=_transcription(gold, stem),
            digest=_digest(document, gold, _transcript_path(gold, stem)),
        )
    if not found:
        raise EmptyInputError(f"{folder} has no document with a {GOLD_SUFFIX} file beside it.", "Check the folder.")


def _transcript_path(gold: Path, stem: str) -> Path | None:
    """What is printed: the restored text of a dump, the text beside a scan, a clean text itself."""
    candidates = (gold.with_name(stem + RESTORED_SUFFIX), gold.with_name(stem + ".txt"))
    return next((path for path in candidates if path.is_file()), None)


def _transcription(gold: Path, stem: str) -> str | None:
    path = _transcript_path(gold, stem)
    return None if path is None else path.read_text(encoding="utf-8")


def _digest(*files: Path | None) -> str:
    digest = hashlib.sha256()
    for file in files:
        if file is not None:
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def evaluate_document(document: GoldDocument, extract: Extract, options: Options | None = None) -> DocumentResult:
    """Extract one document and compare it with its gold; a document that cannot be read scores nothing."""
    transcription = document.transcription
    try:
        record = extract(document.path, options)
    except PlanparseError as error:
        nothing = score(document.gold, Sheet({}, (), (), (), (), (), {}))
        words = score_words(transcription, "") if transcription else None
        return DocumentResult(document.name, nothing, words, str(error), digest=document.digest)
    text = "\f".join(page.text for page in record.pages)
    scores = score(document.gold, sheet_of(record))
    return DocumentResult(
        document.name,
        scores,
        score_words(transcription, text) if transcription else None,
        judged=judge(record, scores),
        digest=document.digest,
    )


def evaluate_corpus(
    folder: Path,
    extract: Extract,
    options: Options | None = None,
    *,
    jobs: int = 1,
    on_document: Callable[[int, int], None] | None = None,
) -> CorpusResult:
    """Extract every document of a corpus and compare it with its gold.

    Args:
        jobs: documents that are read at the same time, each in a process of its own.
        on_document: called with the documents done so far and all of them.
    """
    documents = tuple(gold_documents(folder))
    results: list[DocumentResult] = []
    for result in _evaluated(documents, partial(evaluate_document, extract=extract, options=options), jobs):
        results.append(result)
        if on_document is not None:
            on_document(len(results), len(documents))
    return CorpusResult(tuple(results))


def _evaluated(
    documents: Sequence[GoldDocument], evaluate: Callable[[GoldDocument], DocumentResult], jobs: int
) -> Iterator[DocumentResult]:
    if jobs == 1 or len(documents) == 1:
        yield from map(evaluate, documents)
        return
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        try:
            yield from pool.map(evaluate, documents)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
