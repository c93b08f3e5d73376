"""`planparse batch`: folders of documents, resumable, each document in a process of its own.

The command is a group whose default is the run itself, so that `planparse batch FOLDER -o OUT` works beside
`planparse batch status OUT`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from planparse.batches.job import Retry
from planparse.cli.batch_display import batch_progress, counted, show_status, show_troubles
from planparse.cli.flags import Quiet, Verbose, takes_settings
from planparse.cli.help import PanelledCommand
from planparse.cli.terminal import Talk, say, talk_level, write_data
from planparse.errors import ExitCode, UsageError
from planparse.settings import BATCH, READING, Settings

if TYPE_CHECKING:
    from planparse.batches.coordinator import Wishes
    from planparse.batches.executor import Executor
    from planparse.batches.inputs import Found
    from planparse.batches.places import Place
    from planparse.batches.report import BatchReport
    from planparse.batches.state import State

MB = 1024**2
DEFAULT = "run"


class DefaultGroup(TyperGroup):
    """A group of commands that runs `run` where none is named. A folder called `status` is given as `./status`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the default command before arguments that name none."""
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = [DEFAULT, *args]
        parsed: list[str] = super().parse_args(ctx, args)
        return parsed


class ReportFormat(StrEnum):
    """How the report is shown."""

    TABLE = "table"
    JSONL = "jsonl"


app = typer.Typer(
    cls=DefaultGroup,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="""Read folders of documents into a folder of records.

    Each document is read in a process of its own, so that one that hangs or crashes costs nothing else. A batch can be
    stopped at any moment, also by kill -9: the same command goes on, and reads only what is new or has changed.

    \b
    planparse batch plans/ -o records/
    planparse batch status records/
    planparse batch report records/

    Without the name of a command it runs: planparse batch run --help shows the options. A folder with the name of a
    command is given as ./status.
    """,
)

Inputs = Annotated[
    list[str], typer.Argument(metavar="FOLDER|FILE|PATTERN|URL", help="Documents; - for a list of files on stdin.")
]
Output = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        metavar="DIR|URL",
        help="Folder for the records and manifest.jsonl.",
        rich_help_panel="Output",
    ),
]
StateFolder = Annotated[
    Path | None,
    typer.Option(
        "--state",
        metavar="DIR",
        help="Folder for what a later run has to know. [default: .planparse in the output; in the user's cache for "
        "a URL]",
        rich_help_panel="Output",
    ),
]
Overwrite = Annotated[
    bool,
    typer.Option("--overwrite", help="Take over a folder that is of no batch.", rich_help_panel="Output"),
]
RetryWhat = Annotated[
    Retry | None,
    typer.Option(
        "--retry",
        metavar="failed|partial|all",
        help="Read again what failed or was read in part, or both, although it has not changed.",
        rich_help_panel="Batch",
    ),
]
Rehash = Annotated[
    bool,
    typer.Option(
        "--rehash", help="Compare inputs by content where size and time are the same.", rich_help_panel="Batch"
    ),
]
Watch = Annotated[
    bool, typer.Option("--watch", help="Go on, and read what is added, until Ctrl-C.", rich_help_panel="Batch")
]
WatchInterval = Annotated[
    float,
    typer.Option(
        "--watch-interval", metavar="SECONDS", min=0.1, help="Time between two looks.", rich_help_panel="Batch"
    ),
]
Format = Annotated[
    ReportFormat, typer.Option("--format", metavar="table|jsonl", help="How to show it.", rich_help_panel="Output")
]
Records = Annotated[str, typer.Argument(metavar="DIR|URL", help="Output folder of a batch.")]


@app.command(DEFAULT, cls=PanelledCommand)
@takes_settings(*BATCH, *READING)
def run(
    inputs: Inputs,
    *,
    settings: Settings,
    output: Output,
    state: StateFolder = None,
    overwrite: Overwrite = False,
    retry: RetryWhat = None,
    rehash: Rehash = False,
    watch: Watch = False,
    watch_interval: WatchInterval = 5.0,
    verbose: Verbose = 0,
    quiet: Quiet = False,
) -> None:
    """Read documents, each in a process of its own, and write a record for each.

    The tree of a folder is kept, and names keep their suffix: plans/2026/a.pdf becomes OUT/2026/a.pdf.json. Of several
    folders each has its own name in OUT. A pattern in quotes keeps the tree below its first wildcard; files that are
    named stand side by side; those of a list keep their paths.

    A document that takes too long or too much memory is given up; one whose process dies is tried a second time. What
    failed is not tried again before it changes, or before --retry. The same content under two names is read once.
    manifest.jsonl says for each document how it went; the folder .planparse holds what a later run has to know.

    \b
    planparse batch plans/ -o records/
    planparse batch 'plans/**/ke-hoach*.pdf' -o records/
    planparse batch plans/ -o records/ --workers 8 --retry failed
    planparse batch inbox/ -o records/ --watch
    planparse batch s3://bucket/plans/ -o s3://bucket/records/ --cluster tcp://10.0.0.5:8786

    \b
    Exit codes: 0 all was read; 5 some pages failed; 6 some documents failed;
    3, 4 or 8 all failed: a program is missing, unreadable, output refused;
    2 wrong usage; 8 output refused; 130 interrupted, the same command goes on.
    """
    from planparse.batches.run import BatchInterrupted, run_batch

    level = talk_level(verbose, quiet=quiet)
    wishes = _wishes(settings, output, state, retry, rehash=rehash)
    report: BatchReport | None = None
    try:
        with choose_executor(settings, wishes.state_folder, level) as executor:
            for found in _rounds(inputs, wishes.output, watch_interval if watch else None):
                with batch_progress(level) as on_progress:
                    report = run_batch(found, wishes, executor, on_progress, overwrite=overwrite)
                _say_totals(report, level)
    except KeyboardInterrupt as interrupt:
        _say_interrupted(interrupt.report if isinstance(interrupt, BatchInterrupted) else report)
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    assert report is not None
    raise typer.Exit(report.exit_code)


@app.command(cls=PanelledCommand)
def status(output: Records, state: StateFolder = None) -> None:
    """Show how far a batch is: documents done, partial, failed by reason, pages, not yet read.

    Works while the batch runs.

    \b
    planparse batch status records/

    \b
    Exit codes: 0; 4 the folder is not the output of a batch.
    """
    with _look_into(output, state) as known:
        show_status(known.totals())


@app.command(cls=PanelledCommand)
def report(output: Records, state: StateFolder = None, output_format: Format = ReportFormat.TABLE) -> None:
    """Show what went wrong: documents that failed or were read in part, each with its reason.

    With --format jsonl the whole manifest, a line of JSON for each document; it works while the batch runs.

    \b
    planparse batch report records/
    planparse batch report records/ --format jsonl | jq 'select(.outcome == "failed") | .source'

    \b
    Exit codes: 0, whatever is in it; 4 the folder is not the output of a batch.
    """
    from planparse.batches.manifest import manifest_lines

    with _look_into(output, state) as known:
        if output_format is ReportFormat.JSONL:
            for line in manifest_lines(known.entries()):
                write_data(line)
        else:
            show_troubles(known.entries())


def _look_into(output: str, folder: Path | None) -> State:
    from planparse.batches.places import as_place
    from planparse.batches.state import State

    return State.look_into(as_place(output), folder)


def choose_executor(settings: Settings, state: Path, level: Talk) -> AbstractContextManager[Executor]:
    """Who reads the documents."""
    from planparse.batches.local import LocalExecutor
    from planparse.batches.run import SCRATCH

    chosen = settings.batch
    if chosen.cluster is not None:
        from planparse.batches.cluster import DaskExecutor

        return DaskExecutor(chosen.cluster, wait=chosen.cluster_wait)
    return LocalExecutor(
        chosen.workers, recycle=chosen.recycle, scratch=state / SCRATCH, silent=level is not Talk.DEBUG
    )


def _wishes(settings: Settings, output: str, state: Path | None, retry: Retry | None, *, rehash: bool) -> Wishes:
    from planparse.batches.coordinator import Wishes
    from planparse.batches.job import Limits
    from planparse.batches.places import as_place

    chosen = settings.batch
    limits = Limits(chosen.document_timeout, chosen.document_memory * MB, chosen.document_output * MB)
    return Wishes(as_place(output), settings.options, limits, retry, rehash, state)


def _rounds(inputs: list[str], output: Place, watch_interval: float | None) -> Iterator[Found]:
    """The documents to settle: once, or with --watch whenever there are new ones."""
    from planparse.batches.inputs import find_documents, read_list
    from planparse.batches.watch import rounds

    listed: tuple[str, ...] = ()
    if "-" in inputs:
        if sys.stdin is None:
            raise UsageError("There is nothing to read: standard input is closed.")
        listed = read_list(sys.stdin.buffer.read())
    named = [name for name in inputs if name != "-"]
    if watch_interval is None:
        return iter([find_documents(named, output, listed=listed)])
    return rounds(lambda: find_documents(named, output, listed=listed, may_be_empty=True), watch_interval)


def _say_totals(report: BatchReport, level: Talk) -> None:
    if level is Talk.QUIET:
        return
    totals = report.totals
    if report.left_out:
        say(f"{report.left_out} files of other kinds were left out.")
    parts = [
        (report.read, "read now"),
        (report.copied, "copied from the same content"),
        (report.unchanged, "unchanged"),
    ]
    now = ", ".join(f"{count} {what}" for count, what in parts if count)
    say(f"{totals.done + totals.partial} of {counted(totals.documents, 'document')} are in {report.output}: {now}.")
    if totals.partial:
        say(f"{totals.partial} of them were read in part.")
    if totals.failed:
        reasons = ", ".join(f"{count} {reason}" for reason, count in totals.failed)
        say(f"{sum(count for _, count in totals.failed)} failed: {reasons}.")
    if totals.partial or totals.failed:
        say(f"What went wrong: planparse batch report {report.output}")


def _say_interrupted(report: BatchReport | None) -> None:
    if report is None:
        say("Interrupted.")
        return
    totals = report.totals
    say(
        f"Interrupted; {totals.documents - totals.unread} of {counted(totals.documents, 'document')} are done. "
        "The same command goes on from here."
    )
