"""`planparse evaluate`: extract documents that have gold records, and say how good the records are."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planparse.cli.flags import Quiet, Verbose, takes_settings
from planparse.cli.terminal import Talk, complain, printable, say, talk_level
from planparse.errors import ExitCode, OutputRefusedError, UsageError
from planparse.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from planparse.evaluation.comparison import Changes
    from planparse.evaluation.corpus import CorpusResult

PIPED_WIDTH = 100
"""Columns of the tables where they are not shown on a terminal."""


class EvaluateFormat(StrEnum):
    """How the scores are shown."""

    TABLE = "table"
    JSON = "json"


Corpus = Annotated[
    Path,
    typer.Argument(
        metavar="CORPUS", exists=True, file_okay=False, help="Folder of documents with NAME.gold.json beside them."
    ),
]
Format = Annotated[
    EvaluateFormat, typer.Option("--format", metavar="table|json", help="How to show it.", rich_help_panel="Output")
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Where to write it; stdout if not given.",
        dir_okay=False,
        rich_help_panel="Output",
    ),
]
Overwrite = Annotated[
    bool, typer.Option("--overwrite", help="Replace the output if it exists.", rich_help_panel="Output")
]
Misses = Annotated[
    bool, typer.Option("--misses", help="List every miss, false find and wrong field.", rich_help_panel="Output")
]
WithReliability = Annotated[
    bool,
    typer.Option("--reliability", help="Show how often values of a confidence are right.", rich_help_panel="Output"),
]
Compare = Annotated[
    Path | None,
    typer.Option(
        "--compare",
        metavar="OLD",
        help="JSON of an earlier run: say what was gained and lost since.",
        exists=True,
        dir_okay=False,
        rich_help_panel="Output",
    ),
]
FloorsFile = Annotated[
    Path | None,
    typer.Option(
        "--floors",
        metavar="FILE",
        help="Floors (TOML or JSON) that the scores must hold.",
        dir_okay=False,
        rich_help_panel="Floors",
    ),
]
UpdateFloors = Annotated[
    bool, typer.Option("--update-floors", help="Raise the floors to what is reached.", rich_help_panel="Floors")
]
AllowLower = Annotated[
    bool, typer.Option("--allow-lower", help="Let --update-floors lower them too.", rich_help_panel="Floors")
]
Processes = Annotated[
    int, typer.Option("--jobs", "-j", metavar="N", min=1, max=256, help="Documents read at the same time.")
]


@takes_settings("ocr", "lang", "dpi", "dictionaries", "page_timeout")
def evaluate(
    corpus: Corpus,
    *,
    settings: Settings,
    output_format: Format = EvaluateFormat.TABLE,
    output: Output = None,
    overwrite: Overwrite = False,
    misses: Misses = False,
    reliability: WithReliability = False,
    compare: Compare = None,
    floors: FloorsFile = None,
    update_floors: UpdateFloors = False,
    allow_lower: AllowLower = False,
    jobs: Processes = 1,
    verbose: Verbose = 0,
    quiet: Quiet = False,
) -> None:
    """Compare records with gold and hold floors.

    Every document of the folder that has NAME.gold.json beside it is extracted; NAME.txt, or NAME.restored.txt, is what
    is printed on it. Shown are F1 per kind of record, how many fields are right, and the accuracy of the words.
    "strict" means that all fields a reader would use are right.

    \b
    planparse evaluate gold/ --misses
    planparse evaluate gold/ --format json -o new.json --compare old.json
    planparse evaluate gold/ --floors gold/floors.toml

    With floors, a score below its floor is named with its document; so is a corpus that is not the one that the floors
    were set on. --update-floors writes the file.

    \b
    Exit codes: 0 done; 2 wrong usage; 4 no gold in the folder, or a damaged
    gold file; 7 a score is below its floor, or the corpus has changed;
    8 output refused; 130 interrupted.
    """
    level = talk_level(verbose, quiet=quiet)
    _check_usage(output, floors, overwrite=overwrite, update=update_floors, lower=allow_lower)
    from planparse.evaluation.comparison import compare as compare_reports
    from planparse.evaluation.comparison import read_report
    from planparse.evaluation.report import as_json

    old = read_report(compare) if compare else None
    if floors is not None and not update_floors:
        _read_floors_early(floors)
    result = _evaluate(corpus, settings, jobs, level)
    report = as_json(result)
    changes = compare_reports(old, report) if old is not None else None
    if output_format is EvaluateFormat.JSON:
        from planparse.cli.delivery import write_output

        write_output(
            output, (json.dumps(report, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")
        )
    else:
        _write_tables(result, changes, output, misses=misses, with_reliability=reliability)
    if output_format is EvaluateFormat.JSON and changes is not None:
        for line in _change_lines(changes):
            say(line)
    for document in result.documents:
        if document.problem:
            complain(document.problem, about=document.name)
    if floors is not None and not _floors_hold(result, floors, update=update_floors, lower=allow_lower, quiet=quiet):
        raise typer.Exit(ExitCode.INVALID)


def _check_usage(output: Path | None, floors: Path | None, *, overwrite: bool, update: bool, lower: bool) -> None:
    if update and floors is None:
        raise UsageError("--update-floors needs a file.", "Name it with --floors FILE.")
    if lower and not update:
        raise UsageError("--allow-lower changes nothing by itself.", "Use it with --update-floors.")
    if output is not None and output.exists() and not overwrite:
        raise OutputRefusedError(f"{output} exists.", "Use --overwrite to replace it.")


def _read_floors_early(file: Path) -> None:
    """A mistake in the file is told before minutes of reading."""
    from planparse.evaluation.floors import read_floors

    read_floors(file)


def _evaluate(corpus: Path, settings: Settings, jobs: int, level: Talk) -> CorpusResult:
    from planparse.cli.progress import page_progress
    from planparse.evaluation.corpus import evaluate_corpus
    from planparse.pipeline import extract

    with page_progress(corpus.name, level, what="documents") as callback:
        return evaluate_corpus(corpus, extract, settings.options, jobs=jobs, on_document=callback)


def _write_tables(
    result: CorpusResult, changes: Changes | None, output: Path | None, *, misses: bool, with_reliability: bool
) -> None:
    from io import StringIO

    from rich.console import Console

    from planparse.cli.delivery import write_output

    parts = list(_parts(result, changes, misses=misses, with_reliability=with_reliability))
    if output is None and sys.stdout.isatty():
        console = Console(highlight=False, markup=False)
        _print(parts, console)
        return
    text = StringIO()
    console = Console(file=text, highlight=False, markup=False, width=PIPED_WIDTH)
    _print(parts, console)
    lines = (line.rstrip() for line in text.getvalue().split("\n"))
    write_output(output, "\n".join(lines).encode("utf-8", "backslashreplace"))


def _print(parts: Sequence[RenderableType], console: Console) -> None:
    from rich.text import Text

    for part in parts:
        # A line is not cut where a table would be: `grep` finds all of it.
        console.print(part, soft_wrap=isinstance(part, Text))


def _parts(
    result: CorpusResult, changes: Changes | None, *, misses: bool, with_reliability: bool
) -> Iterator[RenderableType]:
    from rich.text import Text

    from planparse.evaluation import report
    from planparse.evaluation.reliability import reliability

    yield report.documents_table(result)
    yield ""
    yield report.totals_table(result)
    if result.words.words:
        yield f" {report.words_line(result.words)}"
    yield ""
    yield report.fields_table(result)
    if with_reliability:
        yield ""
        yield report.reliability_table(reliability(result.judged))
    if misses:
        for document in (one for one in result.documents if one.scores.discrepancies):
            yield from ("", Text(printable(document.name), style="bold"))
            yield from (Text(f"  {printable(line)}") for line in report.discrepancy_lines(document))
    if changes is not None:
        yield ""
        yield from (Text(printable(line)) for line in _change_lines(changes))


def _change_lines(changes: Changes) -> Iterator[str]:
    """What was gained and lost, by name."""
    if changes.other_corpus:
        yield "The corpus is not that of the earlier run; its gold may have changed, and not the program."
    for measure, before, after in changes.scores:
        yield f"{'better' if after > before else 'worse '}  {measure}: {before:.4f} -> {after:.4f}"
    yield from (f"gained  {error}" for error in changes.gained)
    yield from (f"lost    {error}" for error in changes.lost)
    if not changes.scores and not changes.gained and not changes.lost:
        yield "Nothing was gained or lost since the earlier run."


def _floors_hold(result: CorpusResult, file: Path, *, update: bool, lower: bool, quiet: bool) -> bool:
    """Compare the scores with the floors, say what is wrong, and write the file where that is wanted."""
    from planparse.evaluation.floors import changes, falls, floors_text, raised, reached, read_floors
    from planparse.export.atomic import write_atomically

    run = reached(result)
    old = read_floors(file) if file.exists() or not update else None
    other = changes(old, run) if old is not None else ()
    fallen = falls(old, run) if old is not None else ()
    for change in other:
        say(f"The corpus is not the one of {file}: {change}.")
    if not (update and lower):
        for fall in fallen:
            say(f"Below the floor: {fall}.")
    if not update:
        if not fallen and not other and not quiet:
            say(f"All floors of {file} hold.")
        return not fallen and not other
    text = floors_text(raised(old, run, allow_lower=lower), as_json=file.suffix.lower() == ".json")
    write_atomically(file, text.encode("utf-8", "backslashreplace"))
    if not quiet:
        say(f"Wrote {file}.")
    return lower or not fallen
