"""A reader that does what its document says; it stands for planparse where only its treatment is tested.

A document is a line of instructions: `pages 3`, `sleep 0.5`, `hang`, `signal SEGV`, `exit 3`, `eat 500` (MB), `print`,
`write 100` (bytes), `spawn` (a process in a session of its own), `once` (die the first time), `refuse`, `raise`.
"""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from planparse.batches.job import Counts, Job, JobResult, Outcome, Reason
from planparse.errors import DictionaryError
from planparse.export.atomic import write_atomically
from planparse.options import Options

PREPARED: list[Options] = []


def prepare(options: Options) -> None:
    PREPARED.append(options)
    if options.lang == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if options.lang == "refused":
        raise DictionaryError("The dictionary is broken.", "Mend it.")


def read(job: Job, on_page=None) -> JobResult:
    source = Path(job.source).read_bytes()
    words = source.decode().split()
    log = Path(job.source).parent / "log"
    if log.is_dir():
        with (log / "read").open("a") as file:
            file.write(f"{job.key} {os.getpid()}\n")
    pages = 1
    while words:
        match words.pop(0):
            case "pages":
                pages = int(words.pop(0))
                for done in range(pages + 1):
                    on_page(done, pages)
                    time.sleep(0.2)
            case "sleep":
                time.sleep(float(words.pop(0)))
            case "hang":
                while True:
                    time.sleep(1)
            case "signal":
                os.kill(os.getpid(), getattr(signal, f"SIG{words.pop(0)}"))
            case "exit":
                os._exit(int(words.pop(0)))
            case "eat":
                eaten = b"x" * (int(words.pop(0)) << 20)
                del eaten
            case "hold":
                held = b"x" * (int(words.pop(0)) << 20)
                assert held
                time.sleep(1.2)  # until somebody has looked
            case "print":
                print("document text " * 1000)
                os.write(1, b"\xff\xff\xff\xff from a library")
            case "spawn":
                process = subprocess.Popen(["sleep", "60"], start_new_session=True)
                (Path(job.source).parent / "spawned").write_text(str(process.pid))
                time.sleep(float(words.pop(0)))
            case "feed":  # each of the two within the limit, both together beyond it
                code = f"x = b'x' * ({int(words.pop(0))} << 20); import time; time.sleep(30)"
                for _ in range(2):
                    subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
                time.sleep(30)
            case "once":
                mark = Path(job.source).with_suffix(".mark")
                if not mark.exists():
                    mark.touch()
                    os.kill(os.getpid(), signal.SIGKILL)
            case "litter":
                Path(tempfile.mkdtemp(), "page.png").write_bytes(b"x")
            case "refuse":
                raise DictionaryError("The dictionary is broken.", "Mend it.")
            case "raise":
                raise RuntimeError("the text of the document")
            case "fail":
                return JobResult.failed(job.key, Reason.DAMAGED, "It is broken.", source_sha256=_sha256(source))
            case "partial":
                return _delivered(job, source, Counts(pages=2, failed_pages=1))
    return _delivered(job, source, Counts(pages=pages))


def _delivered(job: Job, source: bytes, counts: Counts) -> JobResult:
    """Write a record that begins as those of planparse do."""
    name = Path(job.source).name
    head = f'{{\n  "schema_version": "1.0",\n  "source": {{\n    "name": "{name}",\n'
    data = f'{head}    "sha256": "{_sha256(source)}", "lang": "{job.options.lang}"\n'.encode()
    write_atomically(Path(job.output), data)
    return JobResult(
        job.key,
        Outcome.PARTIAL if counts.failed_pages else Outcome.DONE,
        message="1 of 2 pages could not be read." if counts.failed_pages else "",
        counts=counts,
        output_bytes=len(data),
        output_sha256=_sha256(data),
        source_sha256=_sha256(source),
    )


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
