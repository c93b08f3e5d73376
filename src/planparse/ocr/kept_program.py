"""The program `tesseract` with its model loaded once: it is told picture after picture, and answers at once.

Loading the model takes 70 ms of CPU time, and a page needs up to five readings: its text, the cells of its tables, its
numbers, its signature block, the way it is turned. With the variable `stream_filelist` the program takes the names of
pictures from stdin as they come. It writes to a terminal, since to a pipe it would write when its buffer is full. What
it says of a picture does not depend on those before: 13 pages read twice by one process, in any order, give what 13
processes give.
"""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import tempfile
import tty
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from planparse.errors import OcrError
from planparse.ocr.processes import Deadline, kill_session, out_of_time, start_in_session, why_it_ended

HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
AT_ONCE = 16
"""Names of pictures that are written before answers are read: they have to fit into a pipe (64 KiB)."""
LOOK_SECONDS = 0.5
"""How often a silent process is looked at: what it has started may keep its terminal open after its end."""
ENDING_SECONDS = 2.0
"""How long a process may take to end after it has closed its terminal."""
_PAGE = b"1\t"
_LONGEST_REASON = 400


@dataclass(eq=False)
class KeptProgram:
    """One process. It reads pictures of one resolution in one page segmentation mode."""

    process: subprocess.Popen[bytes]
    kind: tuple[str, ...]
    """The arguments that it was started with."""
    _terminal: int
    _log: IO[bytes]
    _unread: bytes = field(default=b"", repr=False)

    def read(self, pictures: Sequence[Path], folder: Path, deadline: Deadline) -> str:
        """Read pictures.

        Args:
            pictures: files.
            folder: a place for a file of a few bytes.
            deadline: when to give up.

        Returns:
            Tesseract's TSV output; column `page_num` counts the pictures from 1.

        Raises:
            OcrError: the program ended or ran out of time; it must be killed then.
        """
        # The answer to a picture has ended when that to the next one begins.
        end = folder / "end.pgm"
        end.write_bytes(b"P5\n10 10\n255\n" + b"\xff" * 100)
        rows = []
        for first in range(0, len(pictures), AT_ONCE):
            part = pictures[first : first + AT_ONCE]
            self._tell([*part, end])
            for number, line in self._answers(len(part), deadline):
                level, _, rest = line.partition(b"\t")
                rows.append(b"%s\t%d\t%s\n" % (level, first + number, rest.partition(b"\t")[2]))
        return HEADER + b"".join(rows).decode("utf-8")

    def _tell(self, pictures: Sequence[Path]) -> None:
        stdin = self.process.stdin
        assert stdin is not None
        try:
            stdin.write(b"".join(os.fsencode(picture) + b"\n" for picture in pictures))
            stdin.flush()
        except BrokenPipeError as error:
            raise self._ended() from error

    def _answers(self, count: int, deadline: Deadline) -> Iterator[tuple[int, bytes]]:
        """The rows about the next pictures, each with the number of its picture from 1."""
        number = 0
        while True:
            line = self._line(deadline)
            number += line.startswith(_PAGE)
            if number > count:
                return
            if number:
                yield number, line

    def _line(self, deadline: Deadline) -> bytes:
        while b"\n" not in self._unread:
            if select.select([self._terminal], [], [], min(LOOK_SECONDS, deadline.left()))[0]:
                self._unread += self._read()
            elif self.process.poll() is not None:
                raise self._ended()
            elif deadline.is_over():
                raise out_of_time(deadline)
        line, _, self._unread = self._unread.partition(b"\n")
        return line

    def _read(self) -> bytes:
        try:
            read = os.read(self._terminal, 65536)
        except OSError:  # EIO: nobody has the terminal open any more
            read = b""
        if not read:
            raise self._ended()
        return read

    def _ended(self) -> OcrError:
        """The error of a process that has ended, with what it said last."""
        try:
            status = self.process.wait(ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            kill_session(self.process)
            status = self.process.wait()
        self._log.seek(0)
        lines = self._log.read().decode("utf-8", "replace").split("\n")
        said = " ".join(line.strip() for line in lines if line.strip() and not line.startswith("Page "))
        if status <= 0 or not said:
            return OcrError(why_it_ended(status))
        return OcrError(f"Tesseract gave up (exit code {status}): {said[-_LONGEST_REASON:]}")

    def kill(self) -> None:
        """End it, and all that it may have started."""
        kill_session(self.process)
        self.process.wait()
        with contextlib.suppress(OSError):
            os.close(self._terminal)
        for stream in (self.process.stdin, self._log):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()


def start(program: str, arguments: tuple[str, ...]) -> KeptProgram:
    """A new process; its model is loaded while the caller goes on.

    Args:
        program: its name or path.
        arguments: language, layout and the like.

    Raises:
        MissingDependencyError: there is no such program.
        OcrError: it cannot be started.
    """
    command = (program, "-", "-", *arguments, "-c", "stream_filelist=1", "-c", "tessedit_create_tsv=1")
    log = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed with the process
    ours, theirs = os.openpty()
    try:
        tty.setraw(theirs)
        process = start_in_session(command, stdout=theirs, stderr=log)
    except BaseException:
        os.close(ours)
        log.close()
        raise
    finally:
        os.close(theirs)
    return KeptProgram(process, (program, *arguments), ours, log)
