"""`planparse doctor`: is everything there that planparse needs, and what to type if not."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from planparse.cli.flags import takes_settings
from planparse.errors import ExitCode, PlanparseError
from planparse.settings import Settings

if TYPE_CHECKING:
    from planparse.options import Options

LIBRARIES = (
    "pypdfium2",
    "pdfplumber",
    "python-docx",
    "opencv-python-headless",
    "numpy",
    "pillow",
    "rapidfuzz",
    "pydantic",
)
"""Distributions whose version matters for what comes out."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    found: str
    missing: PlanparseError | None = None


@takes_settings("lang", "dictionaries")
def doctor(settings: Settings) -> None:
    """Check that everything planparse needs is there.

    Looks for Tesseract, its Vietnamese data, the dictionaries and the language model, and shows their versions. Says
    what to type where something is missing.

    \b
    planparse doctor
    planparse doctor --lang vie+eng

    \b
    Exit codes: 0 all is there; 2 wrong usage; 3 something is missing.
    """
    findings = list(examine(settings.options))
    width = max(len(finding.name) for finding in findings)
    for finding in findings:
        mark, text = ("ok", finding.found) if finding.missing is None else ("MISSING", str(finding.missing))
        typer.echo(f"{mark:8}{finding.name:{width}}  {text}")
    if any(finding.missing for finding in findings):
        raise typer.Exit(ExitCode.MISSING_DEPENDENCY)


def examine(options: Options) -> Iterator[Finding]:
    """Look at everything that planparse needs for the given options."""
    from planparse import __version__

    yield Finding("planparse", f"{__version__}, Python {sys.version.split()[0]}")
    yield _look("tesseract", _tesseract)
    yield _look("language data", lambda: _languages(options.lang))
    yield _look("pages are read by", lambda: _engine(options.lang))
    yield _look("dictionaries", lambda: _dictionaries(options))
    yield _look("language model", lambda: _language_model(options))
    for name in LIBRARIES:
        yield _look(name, lambda name=name: _version(name))  # type: ignore[misc]


def _look(name: str, question: Callable[[], str]) -> Finding:
    try:
        return Finding(name, question())
    except PlanparseError as error:
        return Finding(name, "", error)


def _tesseract() -> str:
    from planparse.ocr.engine import installation

    found = installation()
    return f"{found.version} ({found.program})"


def _languages(lang: str) -> str:
    from planparse.ocr.engine import require

    found = require(lang)
    return f"{lang} (installed: {', '.join(found.languages)})"


def _engine(lang: str) -> str:
    from planparse.ocr.engine import in_use, is_kept

    faster = "" if is_kept(lang) else "; faster with: pip install planparse[fast]"
    return in_use(lang) + faster


def _dictionaries(options: Options) -> str:
    from planparse.knowledge import shipped_dictionaries

    shipped = shipped_dictionaries()
    names = sorted(path.name for path in shipped.glob("*.tsv"))
    replaced = [name for name in names if options.dictionaries and (options.dictionaries / name).is_file()]
    by = f", {len(replaced)} replaced by {options.dictionaries}" if options.dictionaries else ""
    return f"{len(names)} in {shipped}{by}"


def _language_model(options: Options) -> str:
    from planparse.knowledge import Dictionaries
    from planparse.restoration.model import RestorationModel

    RestorationModel.load(Dictionaries(options.dictionaries)).load_all()
    return "loads"


def _version(distribution: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    from planparse.errors import MissingDependencyError

    try:
        return version(distribution)
    except PackageNotFoundError as error:
        raise MissingDependencyError(
            f"The Python package {distribution} is not installed.", f"Install it with: pip install {distribution}"
        ) from error
