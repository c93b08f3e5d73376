"""The coordinator: decides for each document whether it has to be read, and writes down how it went."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from planparse.batches import outputs
from planparse.batches.identity import NO_TIME, Identity, identify, look
from planparse.batches.inputs import Document
from planparse.batches.job import Job, JobResult, Limits, Outcome, Reason, Retry
from planparse.batches.places import Place, Remote, state_folder
from planparse.batches.state import Entry, State
from planparse.errors import OutputRefusedError
from planparse.options import Options

_OF_THE_CONTENT = frozenset(Reason) - {Reason.UNREADABLE, Reason.OUTPUT, Reason.CRASH, Reason.DEPENDENCY}
"""Reasons for which the same content fails again under any other name."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    documents: int = 0
    """Documents of the batch."""
    finished: int = 0
    """Of these, the documents that are settled, those of earlier runs included."""
    unchanged: int = 0
    """Of these, the documents that an earlier run has settled."""
    partial: int = 0
    failed: int = 0
    pages: int = 0
    """Pages that this run has read."""


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user wants of a batch."""

    output: Place
    options: Options = field(default_factory=Options)
    limits: Limits = field(default_factory=Limits)
    retry: Retry | None = None
    rehash: bool = False
    """Read every input to see whether it has changed, whatever its size and time say."""
    state: Path | None = None
    """The folder of the state, if not the usual one."""

    @property
    def state_folder(self) -> Path:
        """The folder of the state; see `places.state_folder`."""
        return self.state or state_folder(str(self.output))


@dataclass(frozen=True, slots=True)
class _Open:
    document: Document
    identity: Identity


class Coordinator:
    """One pass over the documents of a batch.

    A document is read when its content, the options, the version or the dictionaries are new, or its record is gone.
    The same content under two names is read once; the second record is made out of the first.

    Attributes:
        progress: how far it has come.
        copied: documents that got their record from another one with the same content.
    """

    def __init__(
        self, documents: Iterable[Document], wishes: Wishes, state: State, reading: str, on_progress: OnProgress
    ) -> None:
        self._todo = deque(documents)
        self._wishes = wishes
        self._state = state
        self._reading = reading
        self._on_progress = on_progress
        self._open: dict[str, _Open] = {}
        self._twins: dict[str, list[_Open]] = {}
        self._pages: dict[str, int] = defaultdict(int)
        self.progress = Progress(documents=len(self._todo))
        self.copied = 0

    @property
    def has_more(self) -> bool:
        """Whether documents wait that `jobs` has not given yet."""
        return bool(self._todo)

    def jobs(self) -> Iterator[Job]:
        """The documents that have to be read, one by one.

        More may come after the end, from documents that waited for another one with the same content; see `has_more`.
        """
        while self._todo:
            job = self._job(self._todo.popleft())
            if job is not None:
                yield job

    def page_read(self, key: str, done: int, total: int) -> None:
        """Count a page."""
        new = done - self._pages[key]
        self._pages[key] = done
        if new > 0:
            self._say(pages=self.progress.pages + new)

    def settle(self, result: JobResult) -> None:
        """Write down how a document went, and serve those with the same content."""
        opened = self._open.pop(result.key)
        self._pages.pop(result.key, None)
        document, identity = opened.document, opened.identity
        twins = self._twins.pop(identity.sha256, [])
        if result.source_sha256 and result.source_sha256 != identity.sha256:
            # It was changed between the two looks at it; the next run will see whether it was changed again.
            time = identity.mtime_ns if isinstance(document.source, Remote) else NO_TIME
            identity = Identity(identity.size, time, result.source_sha256)
        entry = self._write_down(document, identity, result)
        for twin in twins:
            if not self._take_over(twin, entry):
                self._todo.append(twin.document)

    def _job(self, document: Document) -> Job | None:
        entry = self._state.get(document.key)
        identity = self._identify(document, entry)
        if entry is not None and self._stands(entry, identity):
            self._leave(document, entry, identity)
            return None
        opened = _Open(document, identity)
        if identity.sha256:
            if identity.sha256 in self._twins:
                self._twins[identity.sha256].append(opened)
                return None
            same = list(self._state.same_content(identity.sha256, self._reading))
            if any(self._take_over(opened, twin) for twin in same):
                return None
            self._twins[identity.sha256] = []
        self._open[document.key] = opened
        output = document.output_in(self._wishes.output)
        return Job(document.key, str(document.source), str(output), self._wishes.options, self._wishes.limits)

    def _identify(self, document: Document, entry: Entry | None) -> Identity:
        known = entry is not None and entry.result is not None and entry.source == document.source
        if known and not self._wishes.rehash and look(document.source).looks_like(entry.identity):  # type: ignore[union-attr]
            return entry.identity  # type: ignore[union-attr]
        return identify(document.source)

    def _stands(self, entry: Entry, identity: Identity) -> bool:
        """Whether what is known about a document holds, so that it need not be read."""
        result = entry.result
        if result is None or entry.reading != self._reading or entry.identity.sha256 != identity.sha256:
            return False
        if not identity.sha256 and not entry.identity.looks_like(identity):
            return False
        tried_now = entry.run == self._state.run
        if result.outcome is Outcome.FAILED:
            return tried_now or self._wishes.retry not in (Retry.FAILED, Retry.ALL)
        if result.outcome is Outcome.PARTIAL and not tried_now and self._wishes.retry in (Retry.PARTIAL, Retry.ALL):
            return False
        return outputs.is_there(self._output(entry.key), result)

    def _leave(self, document: Document, entry: Entry, identity: Identity) -> None:
        if entry.identity != identity or entry.source != document.source:
            self._state.put(replace(entry, identity=identity, source=document.source))
        assert entry.result is not None
        self._count(entry.result, unchanged=self.progress.unchanged + 1)

    def _take_over(self, opened: _Open, twin: Entry) -> bool:
        """Settle a document by the record of another one with the same content, where there is a sound one."""
        document, identity, result = opened.document, opened.identity, twin.result
        if twin.key == document.key or result is None or not self._stands(twin, identity):
            return False
        output = self._output(document.key)
        if result.outcome is Outcome.FAILED:
            if result.reason not in _OF_THE_CONTENT:
                return False
            message = result.message.replace(str(twin.source), str(document.source))
            taken: JobResult | None = replace(result, key=document.key, message=message, seconds=0.0)
        else:
            names = (twin.source.name, document.source.name)
            try:
                taken = outputs.copy_record(result, self._output(twin.key), names, output, document.key)
            except OutputRefusedError as error:
                taken = JobResult.failed(document.key, Reason.OUTPUT, str(error))
        if taken is None:
            return False
        self.copied += 1
        self._write_down(document, identity, taken)
        return True

    def _write_down(self, document: Document, identity: Identity, result: JobResult) -> Entry:
        if result.outcome is Outcome.FAILED:
            # What an earlier run has delivered is not what the document says now.
            outputs.remove(self._output(document.key))
        entry = Entry(document.key, document.source, identity, self._reading, self._state.run, True, result)
        self._state.put(entry)
        self._count(result)
        return entry

    def _output(self, key: str) -> Place:
        return Document(key, Path()).output_in(self._wishes.output)

    def _count(self, result: JobResult, **changes: int) -> None:
        self._say(
            finished=self.progress.finished + 1,
            partial=self.progress.partial + (result.outcome is Outcome.PARTIAL),
            failed=self.progress.failed + (result.outcome is Outcome.FAILED),
            **changes,
        )

    def _say(self, **changes: int) -> None:
        self.progress = replace(self.progress, **changes)
        self._on_progress(self.progress)
