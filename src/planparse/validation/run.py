"""Validation of files, folders and batches, one record at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from planparse.diagnostics.catalogue import catalogue
from planparse.errors import UnreadableInputError, UsageError
from planparse.knowledge import Dictionaries
from planparse.validation.batch_tree import Tree, read_manifest
from planparse.validation.catalogue import RECORD_RULES
from planparse.validation.finding import Checked, Entry, Finding
from planparse.validation.inputs import MANIFEST, RECORD_SUFFIXES, STDIN, entries, files_below
from planparse.validation.shape import read_shape
from planparse.validation.subject import Subject

Findings = tuple[Finding, ...]


def validate(paths: Sequence[Path], dictionaries: Dictionaries | None = None) -> Iterator[Checked]:
    """Check every record in files and folders, in order; memory does not grow with their number.

    Raises:
        UnreadableInputError: a path does not exist, or there is no record in any of them.
        UsageError: the manifest of a batch is named instead of its folder.
    """
    for path in paths:
        if path != STDIN and not path.exists():
            raise UnreadableInputError(f"{path} does not exist.", "Check the name.")
        if path.name == MANIFEST:
            raise UsageError(f"{path} is the manifest of a batch.", f"Name its folder: {path.parent}")
    codes = frozenset(catalogue(dictionaries or Dictionaries()))
    opened = 0
    for path in paths:
        for checked in _folder(path, codes) if path.is_dir() else _file(path, codes):
            opened += checked.is_record
            yield checked
    if not opened:
        raise UnreadableInputError(
            f"There is no record to read in {', '.join(map(str, paths))}.",
            f"planparse validate reads {', '.join(RECORD_SUFFIXES)}.",
        )


def validate_record(data: bytes, codes: frozenset[str], tree: Tree | None = None, file: Path = Path()) -> Findings:
    """The findings of one record as JSON; rules are tried only on what has the right shape.

    Args:
        codes: the codes of diagnostics that are known.
        tree: the batch that the record, which lies in `file`, belongs to.
    """
    record, value, findings = read_shape(data)
    if tree is not None:
        findings = (*findings, *tree.tick(file, data, record))
    if record is None:
        return findings
    subject = Subject(record, value, codes)
    problems = (
        Finding(rule.code, problem.path, problem.message)
        for rule in RECORD_RULES
        if rule.check is not None
        for problem in rule.check(subject)
    )
    return (*findings, *problems)


def _folder(folder: Path, codes: frozenset[str]) -> Iterator[Checked]:
    try:
        tree = read_manifest(folder) if (folder / MANIFEST).is_file() else None
        for file in files_below(folder):
            yield from _file(file, codes, tree)
    except OSError as error:
        yield _unreadable(Path(error.filename or folder), error)
        return
    if tree is not None:
        yield Checked(folder / MANIFEST, None, (*tree.findings, *tree.missing()), is_record=False)


def _file(file: Path, codes: frozenset[str], tree: Tree | None = None) -> Iterator[Checked]:
    try:
        for entry in entries(file):
            yield _checked(entry, codes, tree)
    except OSError as error:
        yield _unreadable(file, error)


def _checked(entry: Entry, codes: frozenset[str], tree: Tree | None) -> Checked:
    # The lines of JSON Lines are no documents of a batch.
    findings = validate_record(entry.data, codes, tree if entry.line is None else None, entry.file)
    return Checked(entry.file, entry.line, findings)


def _unreadable(file: Path, error: OSError) -> Checked:
    reason = error.strerror or type(error).__name__
    return Checked(file, None, (Finding("unreadable-file", ".", f"{reason}."),), is_record=False)
