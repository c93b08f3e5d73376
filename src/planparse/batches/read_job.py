"""Reading one document of a batch: its record written, and whatever happens put into a result.

This is what runs inside a child process and on the workers of a cluster. It is a function of the document and its
options alone, so that it may run twice: the second time writes the same bytes again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from planparse import errors
from planparse.batches.job import Counts, Job, JobResult, Outcome, Reason
from planparse.batches.places import Remote, is_url, local_path, read_bytes, write_bytes
from planparse.batches.wordings import OUT_OF_MEMORY, defect_message
from planparse.options import Options
from planparse.records import PlanRecord

if TYPE_CHECKING:
    from planparse.ingest.source import Source

OnPage = Callable[[int, int], None]
"""Called with the pages read so far and the pages to read."""

REASONS: tuple[tuple[type[errors.PlanparseError], Reason], ...] = (
    (errors.EmptyInputError, Reason.EMPTY),
    (errors.UnsupportedInputError, Reason.UNSUPPORTED),
    (errors.DamagedInputError, Reason.DAMAGED),
    (errors.PasswordRequiredError, Reason.ENCRYPTED),
    (errors.InputTooLargeError, Reason.TOO_LARGE),
    (errors.UnreadableInputError, Reason.UNREADABLE),
    (errors.MissingDependencyError, Reason.DEPENDENCY),
    (errors.OutputRefusedError, Reason.OUTPUT),
    (errors.UsageError, Reason.OPTIONS),
    (errors.OcrError, Reason.UNREADABLE),
)
"""What an error means for a document; the first class that fits counts."""


def prepare(options: Options) -> None:
    """Load what every document needs, so that the first one pays no more than the others.

    Raises:
        DictionaryError: no document can be read with these dictionaries.
    """
    import planparse.pipeline  # noqa: F401 - and with it all that it imports
    from planparse.knowledge import Dictionaries
    from planparse.restoration.model import RestorationModel

    RestorationModel.load(Dictionaries(options.dictionaries)).load_all()


def read_job(job: Job, on_page: OnPage | None = None) -> JobResult:
    """Read one document and write its record.

    Raises:
        DictionaryError: no document can be read with these dictionaries.
    """
    started = _cpu_seconds()
    sha256 = ""
    try:
        from planparse.pipeline import extract_source

        with _opened(job) as source:
            sha256 = source.sha256
            record = extract_source(source, job.options, progress=on_page)
        result = _deliver(job, record)
    except errors.DictionaryError:
        raise
    except errors.PlanparseError as error:
        reason = next((reason for kind, reason in REASONS if isinstance(error, kind)), Reason.DEFECT)
        result = JobResult.failed(job.key, reason, str(error), source_sha256=sha256 or _sha256_of(job))
    except OSError as error:
        message = f"{error.strerror or type(error).__name__}."
        result = JobResult.failed(job.key, Reason.UNREADABLE, message, source_sha256=sha256)
    except MemoryError:
        message = OUT_OF_MEMORY.format(job.limits.memory_bytes // 1024**2)
        result = JobResult.failed(job.key, Reason.MEMORY, message, source_sha256=sha256)
    except Exception as error:
        result = JobResult.failed(job.key, Reason.DEFECT, defect_message(error), source_sha256=sha256)
    return _with_seconds(result, _cpu_seconds() - started)


def _opened(job: Job) -> Source:
    from planparse.ingest.opening import MAX_BYTES, open_source

    if not is_url(job.source):
        return open_source(local_path(job.source), job.options)
    data = read_bytes(job.source, MAX_BYTES)
    return open_source(None, job.options, data=data, name=Remote(job.source).name)


def _deliver(job: Job, record: PlanRecord) -> JobResult:
    from planparse.export.json import to_json
    from planparse.export.unread import unread_pages, unread_sentence

    data = to_json(record)
    sha256 = record.source.sha256
    if len(data) > job.limits.output_bytes:
        message = (
            f"Its record has {len(data) / 1024**2:,.1f} MB, more than the {job.limits.output_bytes / 1024**2:,g} MB "
            "that are allowed. Allow more with --document-output."
        )
        return JobResult.failed(job.key, Reason.OUTPUT, message, source_sha256=sha256)
    write_bytes(job.output, data)
    failed = unread_pages(record)
    return JobResult(
        key=job.key,
        outcome=Outcome.PARTIAL if failed else Outcome.DONE,
        message=unread_sentence(record),
        counts=Counts(
            pages=len(record.pages),
            failed_pages=len(failed),
            citations=len(record.citations),
            targets=len(record.targets),
            assignments=len(record.assignments),
            tables=len(record.tables),
            diagnostics=len(record.diagnostics),
        ),
        output_bytes=len(data),
        output_sha256=hashlib.sha256(data).hexdigest(),
        source_sha256=sha256,
    )


def _sha256_of(job: Job) -> str:
    """The hash of a document that could not be opened."""
    try:
        if is_url(job.source):
            from planparse.ingest.opening import MAX_BYTES

            return hashlib.sha256(read_bytes(job.source, MAX_BYTES)).hexdigest()
        with local_path(job.source).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, errors.PlanparseError):
        return ""


def _cpu_seconds() -> float:
    return sum(os.times()[:4])  # with that of Tesseract


def _with_seconds(result: JobResult, seconds: float) -> JobResult:
    return replace(result, seconds=round(seconds, 3))
