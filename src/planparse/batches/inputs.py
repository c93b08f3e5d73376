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

from planparse.batches import listings
from planparse.batches.listings import WILDCARD, list_place
from planparse.batches.places import Place, Remote, check_shared, is_url, local_path
from planparse.errors import OutputRefusedError, UnreadableInputError
from planparse.export.destinations import READ_SUFFIXES, check_folder, documents_below

SUFFIX = ".json"
_WILDCARDS = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a batch."""

    key: str
    source: Place
    """Absolute."""

    def output_in(self, folder: Place) -> Place:
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

    folder: Place
    files: tuple[tuple[str, Place], ...]
    """Each with its path from the folder."""


def read_list(data: bytes) -> tuple[str, ...]:
    """The paths of a list: one a line, or separated by NUL as `find -print0` does."""
    separator = b"\0" if b"\0" in data else b"\n"
    return tuple(os.fsdecode(line.rstrip(b"\r")) for line in data.split(separator) if line.strip())


def find_documents(
    inputs: Sequence[str], output: Place, *, listed: Iterable[str] = (), may_be_empty: bool = False
) -> Found:
    """Find the documents of a batch.

    Args:
        inputs: folders, files and patterns; paths or URLs.
        output: the folder of the records.
        listed: paths out of a list; see `read_list`.
        may_be_empty: documents may come later.

    Raises:
        UnreadableInputError: a folder cannot be listed, or there are no documents.
        OutputRefusedError: two documents would have one output, or the output lies inside an input.
    """
    _check_output(inputs, output)
    roots: dict[Place, _Root] = {}
    named: list[tuple[str, Place]] = []
    left_out = 0
    for name in inputs:
        if is_url(name):
            left_out += _add_remote(name, roots, named)
            continue
        path = local_path(name)
        if path.is_dir():
            files, others = documents_below(path)
            _add(roots, _absolute(path), files)
            left_out += others
        elif not os.path.lexists(name) and _WILDCARDS & set(name):
            _add(roots, _absolute(_fixed_part(path)), _matches(name))
        else:
            named.append((path.name, _absolute(path)))
    for name in listed:
        if is_url(name):
            _add_remote(name, roots, named)
        else:
            named.append((_listed_key(name), _absolute(Path(name))))
    documents = _named_apart([*_below_roots(list(roots.values())), *named], output)
    if not documents and not may_be_empty:
        raise UnreadableInputError(
            "There are no documents to read.", f"planparse reads {', '.join(sorted(READ_SUFFIXES))}."
        )
    return Found(documents, left_out)


def _check_output(inputs: Sequence[str], output: Place) -> None:
    for name in (*inputs, str(output)):
        check_shared(name)
    if isinstance(output, Path):
        local = [local_path(name) for name in inputs if not is_url(name)]
        check_folder(output, [path for path in local if path.is_dir()])
        return
    for name in inputs:
        if is_url(name) and f"{output.url.rstrip('/')}/".startswith(f"{name.rstrip('/')}/"):
            raise OutputRefusedError(f"The output {output} lies inside the input {name}.", "Choose one outside it.")


def _add(roots: dict[Place, _Root], folder: Path, files: Iterable[Path]) -> None:
    known = roots[folder].files if folder in roots else ()
    absolute = [_absolute(file) for file in files]
    roots[folder] = _Root(folder, (*known, *((str(file.relative_to(folder)), file) for file in absolute)))


def _add_remote(url: str, roots: dict[Place, _Root], named: list[tuple[str, Place]]) -> int:
    """Add the documents behind a URL; returns how many files are of other kinds."""
    found = list_place(url)
    if len(found) == 1 and found[0].place == url:
        named.append((found[0].name, _remote(found[0])))
        return 0
    suffix = Path(url).suffix if WILDCARD.search(url) else ""
    chosen = [file for file in found if Path(file.name).suffix.lower() in {*READ_SUFFIXES, suffix.lower() or ".pdf"}]
    folder = Remote(url if not WILDCARD.search(url) else WILDCARD.split(url, maxsplit=1)[0].rpartition("/")[0])
    known = roots[folder].files if folder in roots else ()
    roots[folder] = _Root(folder, (*known, *((file.name, _remote(file)) for file in chosen)))
    return len(found) - len(chosen)


def _remote(found: listings.Found) -> Remote:
    return Remote(found.place, found.size, found.marker)


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


def _below_roots(roots: Sequence[_Root]) -> list[tuple[str, Place]]:
    names: dict[str, Place] = {}
    for root in roots:
        first = names.setdefault(root.folder.name, root.folder)
        if first != root.folder:
            raise OutputRefusedError(
                f"The folders {first} and {root.folder} have the same name.", "Use an output folder for each."
            )
    return [
        (str(Path(root.folder.name if len(roots) > 1 else "") / name), file)
        for root in roots
        for name, file in root.files
    ]


def _named_apart(pairs: Iterable[tuple[str, Place]], output: Place) -> tuple[Document, ...]:
    sources: dict[str, Place] = {}
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
        place = document.output_in(output)
        if (_absolute(place) if isinstance(place, Path) else place) in absolute:
            raise OutputRefusedError(f"{document.output_in(output)} is one of the inputs.", "Choose another output.")
    return documents


def _listed_key(name: str) -> str:
    path = Path(os.path.normpath(name))
    if path.is_absolute() or path.parts[0] == os.pardir:
        path = _absolute(path).relative_to("/")
    return str(path)


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - a link keeps its place in the tree
