"""`planparse dictionary`: check and extend the dictionaries, build the language model, learn OCR confusions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from planparse.cli.flags import Quiet
from planparse.cli.help import PanelledCommand
from planparse.cli.terminal import printable, say
from planparse.errors import ExitCode, UsageError

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Check, extend and build the dictionaries.",
)

Folder = Annotated[
    Path | None,
    typer.Option("--dictionaries", metavar="DIR", help="Folder of dictionaries.", file_okay=False),
]
NewFile = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="File to write.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace the file if it exists.")]


@app.command(cls=PanelledCommand)
def check(dictionaries: Folder = None, quiet: Quiet = False) -> None:
    """Look for mistakes in the dictionaries.

    Columns, doubles, invisible characters, values that no stage can read.
    Checks the folder given, or the dictionaries that came with planparse.

    \b
    Exit codes: 0 no mistakes; 2 there is a mistake, or wrong usage.
    """
    from planparse.dictionary_check import check_folder, try_out
    from planparse.knowledge import shipped_dictionaries

    folder = dictionaries or shipped_dictionaries()
    mistakes = list(check_folder(folder))
    for mistake in mistakes:
        place = f"{mistake.file}, line {mistake.line}:" if mistake.line else mistake.file
        typer.echo(printable(f"{place} {mistake.message}"))
    try_out(folder)
    if mistakes:
        raise typer.Exit(ExitCode.USAGE)
    if not quiet:
        say(f"No mistakes in {folder}.")


@app.command(cls=PanelledCommand)
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A dictionary, such as units or issuers.")],
    values: Annotated[list[str], typer.Argument(metavar="COLUMN=VALUE", help="What the new line says.")],
    dictionaries: Annotated[
        Path,
        typer.Option("--dictionaries", metavar="DIR", help="Your folder of dictionaries.", file_okay=False),
    ],
    quiet: Quiet = False,
) -> None:
    """Add a line to a dictionary in your own folder.

    The first time, the shipped dictionary is copied there.

    \b
    planparse dictionary add units unit=giường kind=count --dictionaries mine/
    planparse extract ke-hoach.pdf --dictionaries mine/

    \b
    Exit codes: 0 done; 2 wrong usage, or the dictionary does not take the line;
    8 output refused.
    """
    from planparse.dictionary_editing import add_line

    pairs = dict(_pair(value) for value in values)
    file = add_line(dictionaries, name, pairs)
    if not quiet:
        say(f"Added to {file}.")


def _pair(argument: str) -> tuple[str, str]:
    column, equals, value = argument.partition("=")
    if not equals or not column:
        raise UsageError(f'"{argument}" does not say which column it is for.', "Write it as COLUMN=VALUE.")
    return column, value


def _share(argument: str) -> tuple[float, Path]:
    share, colon, file = argument.partition(":")
    if not colon or re.fullmatch(r"0?\.\d+", share) is None or not Path(file).exists():
        raise UsageError(f'"{argument}" is not a share and a file.', "Write it as 0.2:FILE.")
    return float(share), Path(file)


@app.command(cls=PanelledCommand)
def build(
    corpus: Annotated[
        list[Path], typer.Argument(metavar="CORPUS", exists=True, help="Text files (.txt, .xz) or folders of them.")
    ],
    output: NewFile,
    *,
    apart: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SHARE:FILE", help="A part of the corpus to count on its own too, and its share; may be repeated."
        ),
    ] = None,
    order: Annotated[int, typer.Option(min=2, max=4, metavar="N", help="Longest sequence of syllables.")] = 3,
    overwrite: Overwrite = False,
    quiet: Quiet = False,
) -> None:
    """Build the language model of restoration.

    The corpus is good Vietnamese text, one paragraph a line.

    Put the file as language_model.bin into a folder that you give to extract with --dictionaries.

    \b
    Exit codes: 0 done; 2 wrong usage; 4 unreadable; 8 output refused.
    """
    from planparse.dictionary_editing import prepare_output
    from planparse.restoration.build import build_language_model, paragraphs

    shares = [_share(argument) for argument in apart or ()]
    prepare_output(output, overwrite=overwrite)
    parts = [(share, paragraphs([file])) for share, file in shares]
    build_language_model(paragraphs(corpus), output, apart=parts, order=order)
    if not quiet:
        say(f"Wrote {output}.")


@app.command("learn-confusions", cls=PanelledCommand)
def learn_confusions(
    pairs: Annotated[
        Path, typer.Argument(metavar="PAIRS", help="TSV: a printed line, a tab, the line as it was read.")
    ],
    output: NewFile,
    family: Annotated[str, typer.Option(metavar="NAME", help="Name of the OCR that read the lines.")] = "english",
    overwrite: Overwrite = False,
    quiet: Quiet = False,
) -> None:
    """Learn how an OCR misreads Vietnamese.

    The pairs are printed lines and the same lines as they were read.
    Put the file as ocr_confusions.tsv into a folder that you give to extract with --dictionaries.

    \b
    Exit codes: 0 done; 2 wrong usage; 4 unreadable; 8 output refused.
    """
    from planparse.dictionary_editing import prepare_output, read_pairs, write_rows
    from planparse.restoration.learn import learn_confusions as learn

    prepare_output(output, overwrite=overwrite)
    rows = learn(read_pairs(pairs), family)
    write_rows(output, rows)
    if not quiet:
        say(f"Wrote {len(rows)} confusions to {output}.")
