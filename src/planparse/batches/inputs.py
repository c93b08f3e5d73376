"""Which documents a batch has, and the name of each.

The name, or key, of a document is its path below the output folder without `.json`. It keeps the suffix of the file
always (`2026/a.pdf` is written to `2026/a.pdf.json`), so that it never depends on which other files are there:

    plans                   what lies below the folder, by its path from there
    plans reports           two folders or more: the same, below the name of the folder
    'plans/*/a*.pdf'        a pattern: by the path from the part before the first wildcard
    plans/a.pdf             a file: by its name
    - (a list on stdin)     by the path in the list
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from planparse.errors import OutputRefusedError, UnreadableInputError
from planparse.export.destinations import READ_SUFFIXES, check_folder, documents_below

SUFFIX = ".json"
_WILDCARDS = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a batch."""

    key: str
    source: Path
    """Absolute."""

    def output_in(self, folder: Path) -> Path:
        """The file of its record."""
        return folder / (self.key + SUFFIX)


@dataclass(frozen=True, slots=True)
class Found:
    """The documents in the order of their keys, and how many files of other kinds the folders hold."""

    documents: tuple[Document, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Root:
    """A folder whose tree is kept, and the files that were found in it."""

    folder: Path
    files: tuple[Path, ...]


def read_list(data: bytes) -> tuple[str, ...]:
    """The paths of a list: one a line, or separated by NUL as `find -print0` does."""
    separator = b"\0" if b"\0" in data else b"\n"
    return tuple(os.fsdecode(line.rstrip(b"\r")) for line in data.split(separator) if line.strip())


def find_documents(
    inputs: Sequence[str], output: Path, *, listed: Iterable[str] = (), may_be_empty: bool = False
) -> Found:
    """Find the documents of a batch.

    Args:
        inputs: folders, files and patterns.
        output: the folder of the records.
        listed: paths out of a list; see `read_list`.
        may_be_empty: documents may come later.

    Raises:
        UnreadableInputError: a folder cannot be listed, or there are no documents.
        OutputRefusedError: two documents would have one output, or the output lies inside an input.
    """
    folders = [Path(name) for name in inputs if Path(name).is_dir()]
    check_folder(output, folders)
    roots: dict[Path, _Root] = {}
    named: list[tuple[str, Path]] = []
    left_out = 0
    for name in inputs:
        path = Path(name)
        if path.is_dir():
            files, others = documents_below(path)
            _add(roots, _absolute(path), files)
            left_out += others
        elif not os.path.lexists(name) and _WILDCARDS & set(name):
            _add(roots, _absolute(_fixed_part(path)), _matches(name))
        else:
            named.append((path.name, _absolute(path)))
    named += [(_listed_key(name), _absolute(Path(name))) for name in listed]
    documents = _named_apart([*_below_roots(list(roots.values())), *named], output)
    if not documents and not may_be_empty:
        raise UnreadableInputError(
            "There are no documents to read.", f"planparse reads {', '.join(sorted(READ_SUFFIXES))}."
        )
    return Found(documents, left_out)


def _add(roots: dict[Path, _Root], folder: Path, files: Iterable[Path]) -> None:
    known = roots[folder].files if folder in roots else ()
    roots[folder] = _Root(folder, (*known, *map(_absolute, files)))


def _fixed_part(pattern: Path) -> Path:
    parts = []
    for part in pattern.parts[:-1]:
        if _WILDCARDS & set(part):
            break
        parts.append(part)
    return Path(*parts)


def _matches(pattern: str) -> list[Path]:
    """What a pattern means: files of the kinds that are read, or of the kind that the pattern names (`*.dump`)."""
    suffix = Path(pattern).suffix
    named = suffix and not _WILDCARDS & set(suffix)
    found: list[Path] = []
    for path in map(Path, sorted(glob.glob(pattern, recursive=True))):  # noqa: PTH207 - it has no part before the pattern
        if path.is_dir():
            found += [] if "**" in pattern else documents_below(path)[0]
        elif not path.name.startswith("~$") and (named or path.suffix.lower() in READ_SUFFIXES):
            found.append(path)
    return found


def _below_roots(roots: Sequence[_Root]) -> list[tuple[str, Path]]:
    names: dict[str, Path] = {}
    for root in roots:
        first = names.setdefault(root.folder.name, root.folder)
        if first != root.folder:
            raise OutputRefusedError(
                f"The folders {first} and {root.folder} have the same name.", "Use an output folder for each."
            )
    return [
        (str(Path(root.folder.name if len(roots) > 1 else "") / file.relative_to(root.folder)), file)
        for root in roots
        for file in root.files
    ]


def _named_apart(pairs: Iterable[tuple[str, Path]], output: Path) -> tuple[Document, ...]:
    sources: dict[str, Path] = {}
    for key, source in pairs:
        first = sources.setdefault(key, source)
        if first != source:
            raise OutputRefusedError(
                f"{first} and {source} would both be written to {output / (key + SUFFIX)}.",
                "Give the folder, or a pattern in quotes: the tree below it is kept.",
            )
    absolute = set(sources.values())
    documents = tuple(Document(key, sources[key]) for key in sorted(sources))
    for document in documents:
        if _absolute(document.output_in(output)) in absolute:
            raise OutputRefusedError(f"{document.output_in(output)} is one of the inputs.", "Choose another output.")
    return documents


def _listed_key(name: str) -> str:
    path = Path(os.path.normpath(name))
    if path.is_absolute() or path.parts[0] == os.pardir:
        path = _absolute(path).relative_to("/")
    return str(path)


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - a link keeps its place in the tree
