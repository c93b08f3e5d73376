"""A batch on one screen: documents in, records and a manifest out, interrupted and resumed at any moment.

    find_documents -> Coordinator.jobs -> Executor.run -> Coordinator.settle -> State -> manifest

`planparse.batch` is the function for a program; the command line runs `run_batch`, again and again with --watch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from os import PathLike, fspath

from planparse.batches import outputs
from planparse.batches.coordinator import Coordinator, OnProgress, Progress, Wishes
from planparse.batches.executor import Executor
from planparse.batches.identity import reading_fingerprint
from planparse.batches.inputs import Document, Found, find_documents
from planparse.batches.job import JobResult, Limits, Retry
from planparse.batches.listings import list_place
from planparse.batches.local import LocalExecutor
from planparse.batches.manifest import NAME, write_manifest
from planparse.batches.places import Place, Remote, as_place
from planparse.batches.report import BatchReport
from planparse.batches.state import State
from planparse.errors import OutputRefusedError, UnreadableInputError
from planparse.options import Options

SCRATCH = "scratch"
"""Folder for temporary files of the children, beside the state; what a killed run leaves there goes at the next."""


class BatchInterrupted(KeyboardInterrupt):
    """The user has stopped a batch; what was finished is written down."""

    def __init__(self, report: BatchReport) -> None:
        super().__init__()
        self.report = report


def batch(
    inputs: str | PathLike[str] | Sequence[str | PathLike[str]],
    output: str | PathLike[str],
    options: Options | None = None,
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    limits: Limits | None = None,
    retry: Retry | str | None = None,
    on_progress: OnProgress | None = None,
) -> BatchReport:
    """Read many documents, each in a process of its own, and write a record for each.

    Called again with the same output it reads only what is new or has changed. It may be stopped at any moment.

    Args:
        inputs: a folder, a file, a pattern such as `plans/**/*.pdf`, or several of them.
        output: the folder of the records; the tree of the inputs is kept, `a.pdf` becomes `a.pdf.json`.
        options: see `Options`.
        workers: documents that are read at the same time; as many as there are cores by default.
        executor: who reads the documents, instead of child processes of this machine; it stays open.
        limits: what one document may use up; see `Limits`.
        retry: `failed`, `partial` or `all` (both): read these again although they have not changed.
        on_progress: called after every page and document.

    Returns:
        How it went. A document that fails is no exception; `manifest.jsonl` in the output says what happened to it.

    Raises:
        OutputRefusedError: two documents would share an output, or the output lies inside an input, belongs to another
            batch that runs, or cannot be written.
        UnreadableInputError: there are no documents.
        DictionaryError: no document can be read with these dictionaries.
        WorkerError: no process that reads documents can be started.
        BatchInterrupted: Ctrl-C; what was finished is written down.
    """
    given = [inputs] if isinstance(inputs, str | PathLike) else inputs
    folder = as_place(fspath(output))
    found = find_documents([fspath(path) for path in given], folder)
    wishes = Wishes(folder, options or Options(), limits or Limits(), None if retry is None else Retry(retry))
    if executor is not None:
        return run_batch(found, wishes, executor, on_progress)
    with LocalExecutor(workers, scratch=wishes.state_folder / SCRATCH) as local:
        return run_batch(found, wishes, local, on_progress)


def run_batch(
    found: Found,
    wishes: Wishes,
    executor: Executor,
    on_progress: OnProgress | None = None,
    *,
    overwrite: bool = False,
) -> BatchReport:
    """Settle every document once.

    Args:
        overwrite: take over an output folder that holds records of no batch.

    Raises: see `batch`.
    """
    reading = reading_fingerprint(wishes.options)
    if not overwrite:
        _check_first_use(found, wishes)
    with State.open(wishes.output, wishes.state_folder) as state:
        _check_sources(found, state)
        outputs.remove_unfinished(wishes.output, wishes.state_folder / SCRATCH)
        outputs.list_records(wishes.output)
        state.begin(found.documents, reading)
        if isinstance(wishes.output, Remote):
            write_manifest(wishes.output, state.entries())  # a place that cannot be written is known before the work
        coordinator = Coordinator(found.documents, wishes, state, reading, on_progress or _say_nothing)
        try:
            while coordinator.has_more:
                with _closing(executor.run(coordinator.jobs(), coordinator.page_read)) as results:
                    for result in results:
                        coordinator.settle(result)
        except KeyboardInterrupt:
            raise BatchInterrupted(_finish(found, wishes, state, coordinator)) from None
        return _finish(found, wishes, state, coordinator)


def _finish(found: Found, wishes: Wishes, state: State, coordinator: Coordinator) -> BatchReport:
    state.commit()
    # What a worker of a cluster was writing when it died.
    outputs.remove_unfinished(wishes.output, wishes.state_folder / SCRATCH)
    progress = coordinator.progress
    return BatchReport(
        output=wishes.output,
        manifest=write_manifest(wishes.output, state.entries()),
        totals=state.totals(),
        read=progress.finished - progress.unchanged - coordinator.copied,
        copied=coordinator.copied,
        unchanged=progress.unchanged,
        left_out=found.left_out,
    )


@contextmanager
def _closing(results: Iterator[JobResult]) -> Iterator[Iterator[JobResult]]:
    try:
        yield results
    finally:
        close = getattr(results, "close", None)
        if close is not None:
            close()


def _check_first_use(found: Found, wishes: Wishes) -> None:
    """A folder without a state was written by something else; nothing in it is overwritten unasked."""
    output = wishes.output
    if wishes.state_folder.exists():
        return
    if isinstance(output, Remote):
        _check_unused(output)
        return
    for file in (*(document.output_in(output) for document in found.documents), output / NAME):
        if file.exists():
            raise OutputRefusedError(
                f"{file} exists, and {output} is not the output folder of a batch.",
                "Choose another folder, or use --overwrite.",
            )


def _check_unused(output: Remote) -> None:
    """A folder behind a URL is listed once, not asked for each record; this state is lost, or was never here."""
    with suppress(UnreadableInputError):
        there = list_place(f"{output.url.rstrip('/')}/")
        raise OutputRefusedError(
            f"{there[0].place} exists, and this machine has no state of a batch for {output}.",
            "Choose another place, name the folder of its state with --state, or use --overwrite.",
        )


def _check_sources(found: Found, state: State) -> None:
    """Another document of the same name must not take the place of one that is still there."""

    def clash(document: Document) -> Place | None:
        entry = state.get(document.key)
        if entry is None or entry.result is None or entry.source == document.source or not entry.source.exists():
            return None
        return entry.source

    for document in found.documents:
        other = clash(document)
        if other is not None:
            raise OutputRefusedError(
                f"{document.source} would replace the record of {other}.", "Use an output folder for each."
            )


def _say_nothing(progress: Progress) -> None:
    pass
