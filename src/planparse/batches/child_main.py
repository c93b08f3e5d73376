"""What runs inside a child process: reads one document after the other and reports over a pipe.

    python -m planparse.batches.child_main PARENT

`PARENT` is the process id of the coordinator. Orders come through stdin, reports go to what was stdout; what a library
prints goes to stderr, so that no document can disturb the reports.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO

from planparse.batches.job import Job, JobResult, Reason
from planparse.batches.limits import die_with_parent, limit_memory, no_core_dumps, resident_bytes
from planparse.batches.messages import Finished, PageRead, Prepare, Ready, Refused, receive_order, send
from planparse.batches.wordings import defect_message
from planparse.errors import DictionaryError
from planparse.memory import collect_seldom
from planparse.options import Options

Reader = Callable[[Job, Callable[[int, int], None]], JobResult]


def main() -> None:
    """Serve until the coordinator closes the pipe."""
    die_with_parent(int(sys.argv[1]))
    no_core_dumps()
    collect_seldom()
    orders, reports = sys.stdin.buffer, _take_stdout()
    first = receive_order(orders)
    if not isinstance(first, Prepare):
        return
    try:
        read = _load(first.reader, first.options)
        send(reports, Ready())
        while isinstance(job := receive_order(orders), Job):
            send(reports, _read(job, read, reports))
    except DictionaryError as error:
        send(reports, Refused(error.message, error.remedy))


def _take_stdout() -> BinaryIO:
    """What was stdout, for reports alone; from here on whatever is printed goes to stderr."""
    reports = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return reports


def _load(name: str, options: Options) -> Reader:
    """The function of this dotted name, and what its module wants to have loaded before the first document."""
    module_name, _, function = name.partition(":")
    module = import_module(module_name)
    if hasattr(module, "prepare"):
        module.prepare(options)
    # Models live as long as the process: the search for garbage need not look at them.
    gc.freeze()
    reader: Reader = getattr(module, function)
    return reader


def _read(job: Job, read: Reader, reports: BinaryIO) -> Finished:
    limit_memory(job.limits.memory_bytes)
    try:
        result = read(job, lambda done, total: send(reports, PageRead(done, total)))
    except DictionaryError:
        raise
    except Exception as error:
        result = JobResult.failed(job.key, Reason.DEFECT, defect_message(error))
    return Finished(result, resident_bytes())


if __name__ == "__main__":
    main()
