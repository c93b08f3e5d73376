"""Where the output of each document goes, decided and checked before any work is done.

Nothing is overwritten unasked, no two documents share an output, and no output can harm an input.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from planparse.errors import OutputRefusedError, UnreadableInputError, UsageError
from planparse.export.formats import OutputFormat

READ_SUFFIXES = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".docx", ".txt"})
"""Files that are taken out of a folder. A file that is named on its own is opened whatever its name says."""

STDIN = Path("-")
"""Stands for a document that is piped in."""


@dataclass(frozen=True, slots=True)
class Document:
    """An input and the file that its output goes to; None for standard output."""

    source: Path
    output: Path | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All the documents of one call, in order, and how many files of a folder were left out."""

    documents: tuple[Document, ...]
    left_out: int = 0


def plan_outputs(
    inputs: Sequence[Path],
    output: Path | None,
    output_format: OutputFormat,
    *,
    overwrite: bool,
    as_folder: bool = False,
) -> Plan:
    """Match inputs with outputs.

    Args:
        inputs: files, and folders whose documents are taken with those of the folders below.
        output: a file, a folder, or None for standard output.
        as_folder: take `output` as a folder even where there is one input and no such folder yet.

    Raises:
        UsageError: several documents for one JSON stream.
        UnreadableInputError: a folder holds no documents.
        OutputRefusedError: an output exists, would collide with another, or lies over or inside an input.
    """
    folders = [path for path in inputs if path.is_dir()]
    if output is None:
        _check_stream(inputs, folders, output_format)
        return Plan(tuple(Document(path) for path in inputs))
    if not folders and not as_folder and not output.is_dir() and (len(inputs) == 1 or output_format.holds_several):
        plan = Plan(tuple(Document(path, output) for path in inputs))
    else:
        check_folder(output, folders)
        found, left_out = _documents(inputs)
        base = Path(os.path.commonpath([_absolute(p) if p.is_dir() else _absolute(p).parent for p in inputs]))
        places = [_absolute(path).relative_to(base) for path in found]
        names = _names_apart(places, output_format.suffix)
        plan = Plan(
            tuple(Document(path, output / name) for path, name in zip(found, names, strict=True)),
            left_out,
        )
        _check_collisions(plan.documents)
    sources = {_identity(document.source) for document in plan.documents}
    for document in plan.documents:
        _check_output(document, sources, overwrite=overwrite)
    return plan


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - a link to a folder keeps its place in the tree


def _renamed(path: Path, suffix: str) -> Path:
    if path.name == STDIN.name:
        return path.with_name(f"stdin{suffix}")
    # Only a suffix that is one: in `Ke hoach 15.02.2026` the year has to stay.
    stem = path.stem if path.suffix.lower() in READ_SUFFIXES else path.name
    return path.with_name(stem + suffix)


def _names_apart(places: Sequence[Path], suffix: str) -> list[Path]:
    """Output names; documents that differ in their suffix alone (`a.pdf`, `a.docx`) keep it: `a.pdf.json`."""
    names = [_renamed(place, suffix) for place in places]
    taken = Counter(names)
    return [
        place.with_name(place.name + suffix) if taken[name] > 1 else name
        for place, name in zip(places, names, strict=True)
    ]


def _check_stream(inputs: Sequence[Path], folders: Sequence[Path], output_format: OutputFormat) -> None:
    if folders:
        raise UsageError(f"{folders[0]} is a folder.", "Say with -o DIR where the results go; the tree is kept.")
    if len(inputs) > 1 and not output_format.holds_several:
        raise UsageError(
            f"{len(inputs)} documents do not fit into one JSON document.",
            "Use -o DIR for a file each, or --format jsonl for a line each.",
        )


def check_folder(output: Path, folders: Sequence[Path]) -> None:
    """Check that a folder can take several results, and that no later run would take them for inputs.

    Raises:
        OutputRefusedError: `output` is a file, or lies inside one of the input folders.
    """
    if output.exists() and not output.is_dir():
        raise OutputRefusedError(f"{output} is a file, and several results need a folder.", "Name a folder with -o.")
    for folder in folders:
        if _absolute(output).resolve().is_relative_to(folder.resolve()):
            raise OutputRefusedError(
                f"The output folder {output} lies inside the input folder {folder}.", "Choose one outside it."
            )


def _documents(inputs: Sequence[Path]) -> tuple[list[Path], int]:
    found: list[Path] = []
    left_out = 0
    for path in inputs:
        if not path.is_dir():
            found.append(path)
            continue
        documents, others = documents_below(path)
        if not documents:
            raise UnreadableInputError(
                f"The folder {path} holds no documents.", f"planparse reads {', '.join(sorted(READ_SUFFIXES))}."
            )
        found += documents
        left_out += others
    return found, left_out


def documents_below(folder: Path) -> tuple[list[Path], int]:
    """The documents of a folder and of those below it, in order, and how many files of other kinds there are.

    Raises:
        UnreadableInputError: a folder cannot be listed.
    """
    files = list(_files_below(folder))
    documents = [file for file in files if file.suffix.lower() in READ_SUFFIXES]
    return documents, len(files) - len(documents)


def _files_below(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise UnreadableInputError(f"The folder {error.filename} cannot be read: {error.strerror}.") from error

    for parent, names, files in os.walk(folder, onerror=refuse):
        names[:] = sorted(name for name in names if not name.startswith("."))
        yield from (Path(parent) / name for name in sorted(files) if not name.startswith((".", "~$")))


def _check_collisions(documents: Sequence[Document]) -> None:
    sources: dict[Path, Path] = {}
    for document in documents:
        assert document.output is not None
        first = sources.setdefault(document.output, document.source)
        if first is not document.source:
            raise OutputRefusedError(
                f"{first} and {document.source} would both be written to {document.output}.",
                "Rename one of them, or extract them into different folders.",
            )


def _identity(path: Path) -> tuple[int, int] | Path:
    try:
        status = path.stat()
    except OSError:
        return _absolute(path)
    return status.st_dev, status.st_ino


def _check_output(document: Document, inputs: set[tuple[int, int] | Path], *, overwrite: bool) -> None:
    output = document.output
    assert output is not None
    if _identity(output) in inputs:
        raise OutputRefusedError(f"{output} is one of the inputs.", "Choose another output.")
    if output.is_dir():
        raise OutputRefusedError(f"{output} is a folder where a file has to be written.", "Choose another output.")
    if output.is_file() and not overwrite:
        raise OutputRefusedError(f"{output} exists.", "Use --overwrite to replace it.")
    folder = next((parent for parent in output.parents if parent.exists()), Path())
    if not folder.is_dir():
        raise OutputRefusedError(f"{output} cannot be written: {folder} is not a folder.")
    if not os.access(folder, os.W_OK):
        raise OutputRefusedError(f"{output} cannot be written: {folder} is write-protected.", "Choose another folder.")
