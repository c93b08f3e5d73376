"""Reading one document and delivering its record; whatever goes wrong stays with this document."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planparse.cli.progress import PageCallback, page_progress
from planparse.cli.terminal import Talk, complain, say, write_data
from planparse.errors import DictionaryError, ExitCode, PlanparseError, UsageError
from planparse.export.destinations import STDIN, Document
from planparse.export.formats import OutputFormat
from planparse.options import Options
from planparse.settings import Settings

if TYPE_CHECKING:
    from planparse.ingest.source import Source
    from planparse.records import PlanRecord

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one document went."""

    exit_code: ExitCode
    data: bytes = b""
    """What is still to be written, where several documents share one file."""


def deliver(document: Document, settings: Settings, level: Talk, *, shared: bool) -> Outcome:
    """Read one document and write its record.

    Args:
        level: how much to say on stderr.
        shared: give the data back instead of writing it.

    Raises:
        BrokenPipeError: nobody reads stdout any more.
        DictionaryError: no document can be read with these dictionaries.
    """
    try:
        # The bar has to be gone before anything is written to the same terminal.
        with page_progress(document.source.name, level) as callback:
            record = _read(document.source, settings, callback)
        data = _rendered(record, settings.format, document.output)
        if not shared:
            write_output(document.output, data)
    except (BrokenPipeError, DictionaryError):
        raise  # neither has to do with this document
    except PlanparseError as error:
        complain(error, about=document.source)
        return Outcome(error.exit_code)
    except OSError as error:
        complain(f"{error.strerror or type(error).__name__}.", about=document.source)
        return Outcome(ExitCode.UNREADABLE)
    except MemoryError:
        complain("There is not enough memory for it. Read fewer --pages at a time.", about=document.source)
        return Outcome(ExitCode.UNREADABLE)
    except Exception as error:
        # A defect of planparse. The exception may quote the document, so that it is shown on demand only.
        log.debug("defect", exc_info=True)
        complain(
            f"planparse failed with {type(error).__name__}. Please report it with what -vv shows.",
            about=document.source,
        )
        return Outcome(ExitCode.INTERNAL)
    from planparse.export.unread import unread_pages

    failed = unread_pages(record)
    if level is not Talk.QUIET:
        _say_result(document, record, failed)
    return Outcome(ExitCode.PARTIAL if failed else ExitCode.OK, data if shared else b"")


def write_output(output: Path | None, data: bytes) -> None:
    """Write to a file, or to stdout where there is none."""
    if output is None:
        write_data(data)
        return
    from planparse.export.atomic import write_atomically

    write_atomically(output, data)


def open_document(source: Path, options: Options) -> Source:
    """Open a file, or what is piped in."""
    from planparse.ingest.opening import open_source

    if source == STDIN:
        if sys.stdin is None:
            raise UsageError("There is nothing to read: standard input is closed.")
        return open_source(None, options, data=sys.stdin.buffer.read(), name="stdin")
    return open_source(source, options)


def _read(source: Path, settings: Settings, callback: PageCallback | None) -> PlanRecord:
    from planparse.pipeline import extract_source

    with open_document(source, settings.options) as document:
        log.info("%s: %s, %d pages, sha256 %s", source, document.media_type, document.page_count, document.sha256)
        record = extract_source(document, settings.options, progress=callback)
    for page in record.pages:
        how = f"{page.verdict.kind}, {page.status} from {page.origin}" + "".join(f", {note}" for note in page.notes)
        log.info("%s: page %d: %s; %s", source, page.number, how, " ".join(page.verdict.reasons))
    return record


def _rendered(record: PlanRecord, output_format: OutputFormat, output: Path | None) -> bytes:
    if output_format is OutputFormat.SUMMARY:
        from planparse.export.summary import to_summary

        terminal = output is None and sys.stdout.isatty()
        return to_summary(record, colour=terminal).encode("utf-8", "backslashreplace")
    from planparse.export.json import to_json, to_json_line

    return to_json_line(record) if output_format is OutputFormat.JSONL else to_json(record)


def _say_result(document: Document, record: PlanRecord, failed: tuple[str, ...]) -> None:
    from planparse.export.phrases import counted
    from planparse.export.unread import unread_sentence

    if document.output is not None:
        parts = ("page", "citation", "target", "assignment", "diagnostic")
        counts = ", ".join(counted(len(getattr(record, f"{part}s")), part) for part in parts)
        say(f"{document.source} -> {document.output}: {counts}")
    if failed:
        say(f"{document.source}: {unread_sentence(record)}")
