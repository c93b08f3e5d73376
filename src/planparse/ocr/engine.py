"""Tesseract: what is installed, and a job for it.

The program runs in processes that are kept for a document (`kept_program`), tesserocr in processes that are kept for
all documents (`kept_engine`). `pytesseract` starts a process for each picture, and cannot stop it; all that is asked of
it is which program it was told to use.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from planparse.errors import MissingDependencyError, OcrError
from planparse.knowledge import Dictionaries
from planparse.ocr import kept_engine
from planparse.ocr.processes import ANSWER_SECONDS, INSTALL, Deadline
from planparse.ocr.runs import Runs

DEFAULT_PROGRAM = "tesseract"
SWITCH = "PLANPARSE_TESSEROCR"
"""Environment variable that, set to 0, has pages read by the program although tesserocr is installed: its wheel brings
a Tesseract of another version, which reads a few words differently."""

PAGE_LAYOUT = 3
"""Tesseract's page segmentation mode for a whole page: automatic, with columns."""
BLOCK_LAYOUT = 6
"""Page segmentation mode for one uniform block of text, such as a table cell."""
LINE_LAYOUT = 7
"""Page segmentation mode for one line of text."""


@dataclass(frozen=True, slots=True)
class Installation:
    """The Tesseract that is installed."""

    program: str
    version: str
    languages: tuple[str, ...]


def program() -> str:
    """The Tesseract program that pytesseract is set to use.

    Only who has loaded it can have set it; it takes 0.3 seconds to load where pandas is installed.
    """
    loaded = sys.modules.get("pytesseract.pytesseract")
    return DEFAULT_PROGRAM if loaded is None else str(loaded.tesseract_cmd)


@lru_cache(maxsize=8)
def _installation(command: str) -> Installation:
    path = shutil.which(command)
    if path is None:
        raise MissingDependencyError("The program tesseract is not installed.", INSTALL)
    version = _ask(path, "--version").splitlines()[:1]
    listed = _ask(path, "--list-langs").splitlines()[1:]
    return Installation(
        program=path,
        version=version[0].removeprefix("tesseract").strip() if version else "",
        languages=tuple(sorted(line.strip() for line in listed if line.strip())),
    )


def _ask(path: str, question: str) -> str:
    try:
        answer = subprocess.run(
            [path, question],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=ANSWER_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MissingDependencyError(f"The program {path} does not answer.", INSTALL) from error
    return answer.stdout.decode("utf-8", "replace")


def installation() -> Installation:
    """What is installed: program, version, languages.

    Raises:
        MissingDependencyError: there is no Tesseract, or it does not start.
    """
    return _installation(program())


def check(lang: str) -> None:
    """Check that pages in `lang` (such as `vie+eng`) can be read.

    Raises:
        MissingDependencyError: something is missing; the remedy is the command that installs it.
    """
    if not is_kept(lang):
        require(lang)


def require(lang: str) -> Installation:
    """Check that the program and every language of `lang` are installed.

    Raises:
        MissingDependencyError: something is missing; the remedy is the command that installs it.
    """
    found = installation()
    missing = [name for name in lang.split("+") if name not in found.languages]
    if missing:
        packages = " ".join(f"tesseract-ocr-{name.replace('_', '-')}" for name in missing)
        raise MissingDependencyError(
            f"Tesseract has no data for the language {', '.join(missing)}.",
            f"Install it with: apt-get install {packages}",
        )
    return found


@dataclass(frozen=True, slots=True)
class Job:
    """One run of Tesseract over one or more pictures."""

    pictures: tuple[Path, ...]
    """Picture files."""
    layout: int
    """Page segmentation mode."""
    dpi: int


@dataclass(frozen=True, slots=True)
class Workplace:
    """What the runs for one page share."""

    folder: Path
    """A place for pictures and output, removed with all it holds when the page is done."""
    lang: str
    deadline: Deadline
    runs: Runs = field(default_factory=Runs)
    dictionaries: Dictionaries = field(default_factory=Dictionaries)
    as_given: bool = False
    """Whether pictures are read in all their pixels: where somebody has chosen the resolution."""


def run(job: Job, workplace: Workplace) -> str:
    """Read the pictures of a job.

    Returns:
        Tesseract's TSV output; column `page_num` counts the pictures from 1.

    Raises:
        OcrError: Tesseract crashed, was killed, ran out of time or wrote what is not UTF-8.
        MissingDependencyError: there is no such program.
    """
    try:
        if is_kept(workplace.lang):
            return kept_engine.read(job, workplace)
        with workplace.runs.program(program(), job.layout, "-l", workplace.lang, "--dpi", str(job.dpi)) as kept:
            return kept.read(job.pictures, workplace.folder, workplace.deadline)
    except UnicodeDecodeError as error:
        raise OcrError("Tesseract wrote output that is not UTF-8.") from error


def is_kept(lang: str) -> bool:
    """Whether pages are read by tesserocr: where it is installed and finds the language data, unless `SWITCH` is 0 or
    pytesseract was told to use a program of its own."""
    wanted = os.environ.get(SWITCH) != "0" and program() == DEFAULT_PROGRAM
    return wanted and kept_engine.is_available(lang)


def in_use(lang: str) -> str:
    """The engine that reads pages in `lang`, and its version: `tesseract 5.3.0`, `tesserocr (Tesseract 5.5.4)`.

    Raises:
        MissingDependencyError: there is none.
        OcrError: tesserocr does not start.
    """
    return (
        f"tesserocr (Tesseract {kept_engine.version(lang)})" if is_kept(lang) else f"tesseract {require(lang).version}"
    )
