"""`planparse extract`: documents in, records out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from planparse.cli.delivery import Outcome, deliver, write_output
from planparse.cli.flags import Quiet, Verbose, takes_settings
from planparse.cli.terminal import Talk, say, talk_level
from planparse.errors import ExitCode
from planparse.export.destinations import Document, plan_outputs
from planparse.settings import READING, Settings

Files = Annotated[list[Path], typer.Argument(metavar="FILE", help="Documents, or folders with -o; - for stdin.")]
Output = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE|DIR", help="Where to write; stdout if not given.", rich_help_panel="Output"
    ),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace outputs that exist.", rich_help_panel="Output")]


@takes_settings(*READING, "format")
def extract(
    files: Files,
    *,
    settings: Settings,
    output: Output = None,
    overwrite: Overwrite = False,
    verbose: Verbose = 0,
    quiet: Quiet = False,
) -> None:
    """Read documents and write what they say as records.

    Each document becomes one record with its header, citations, targets, assignments, tables, recipients and
    signatory; every value says where it was read and how sure it is.

    \b
    planparse extract ke-hoach.pdf                     JSON on stdout
    planparse extract ke-hoach.pdf --format summary    a page for a person
    planparse extract plans/ -o records/               a file each, the tree kept
    planparse extract *.pdf --format jsonl > all.jsonl

    Every flag with a variable can also stand in planparse.toml, in the working folder or in
    ~/.config/planparse, as in: dpi = 300. A flag wins over its variable, the variable over the file.

    \b
    Exit codes: 0 all was read; 2 wrong usage; 3 a program or language data is
    missing; 4 unreadable; 5 some pages failed; 6 some of several documents
    failed; 8 output refused; 130 interrupted.
    """
    level = talk_level(verbose, quiet=quiet)
    target = None if output in (None, "-") else Path(output or "")
    plan = plan_outputs(files, target, settings.format, overwrite=overwrite, as_folder=(output or "").endswith("/"))
    if plan.left_out and not quiet:
        say(f"{plan.left_out} files of other kinds were left out.")
    outcomes = _extract_all(plan.documents, settings, level)
    if len(outcomes) > 1 and not quiet:
        _say_totals(outcomes)
    raise typer.Exit(exit_code(outcomes))


def exit_code(outcomes: Sequence[Outcome]) -> ExitCode:
    """The exit code of the whole call.

    A code that all documents share is the code of the call; else 6 says that some failed, and 5 that some are partial.
    """
    codes = {outcome.exit_code for outcome in outcomes}
    if len(codes) == 1:
        return codes.pop()
    return ExitCode.PARTIAL if codes <= {ExitCode.OK, ExitCode.PARTIAL} else ExitCode.SOME_FAILED


def _extract_all(documents: Sequence[Document], settings: Settings, level: Talk) -> list[Outcome]:
    shared = len(documents) > 1 and len({document.output for document in documents}) == 1
    in_one_file = shared and documents[0].output is not None
    outcomes: list[Outcome] = []
    try:
        for document in documents:
            # One by one: what is done before an interruption counts.
            outcomes.append(deliver(document, settings, level, shared=in_one_file))  # noqa: PERF401
    except KeyboardInterrupt:
        done = f"; {len(outcomes)} of {len(documents)} documents were done" if len(documents) > 1 else ""
        say(f"Interrupted{done}.")
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    finally:
        if in_one_file and any(outcome.data for outcome in outcomes):
            write_output(documents[0].output, b"".join(outcome.data for outcome in outcomes))
    return outcomes


def _say_totals(outcomes: Sequence[Outcome]) -> None:
    read = sum(outcome.exit_code in (ExitCode.OK, ExitCode.PARTIAL) for outcome in outcomes)
    partial = sum(outcome.exit_code is ExitCode.PARTIAL for outcome in outcomes)
    say(
        f"{read} of {len(outcomes)} documents were read"
        + (f", {partial} of them in part" if partial else "")
        + (f"; {len(outcomes) - read} failed." if read < len(outcomes) else ".")
    )
