"""Watching: a new document is read when it is complete."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planparse.batches.coordinator import Wishes
from planparse.batches.inputs import find_documents
from planparse.batches.local import LocalExecutor
from planparse.batches.run import SCRATCH, run_batch
from planparse.batches.watch import rounds


class Looks:
    """A folder that changes between the looks at it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.changes: list[dict[str, str]] = []
        monkeypatch.setattr("planparse.batches.watch.time.sleep", lambda seconds: None)

    def find(self):
        if not self.changes:
            raise KeyboardInterrupt
        for name, text in self.changes.pop(0).items():
            (self.folder / name).write_text(text)
        return find_documents([str(self.folder)], Path("elsewhere"), may_be_empty=True)

    def seen(self) -> list[list[str]]:
        found: list[list[str]] = []
        with pytest.raises(KeyboardInterrupt):
            for one in rounds(self.find, 5):
                found.append([document.key for document in one.documents])  # noqa: PERF401 - it ends by an exception
        return found


@pytest.fixture
def looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Looks:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "old.txt").write_text("old")
    os.utime(tmp_path / "in" / "old.txt", ns=(10**18, 10**18))
    return Looks(tmp_path / "in", monkeypatch)


def test_old_files_at_once_new_ones_when_they_rest(looks: Looks):
    looks.changes = [{"a.txt": "1"}, {"a.txt": "12"}, {"a.txt": "123"}, {}, {}]
    assert looks.seen() == [["old.txt"], ["a.txt", "old.txt"]]


def test_nothing_new_is_no_round(looks: Looks):
    looks.changes = [{}, {}, {}]
    assert looks.seen() == [["old.txt"]]


def test_changed_document_is_a_round(looks: Looks):
    looks.changes = [{}, {"old.txt": "new"}, {}, {}]
    assert looks.seen() == [["old.txt"], [], ["old.txt"]]


def test_children_keep_their_temporary_folders_between_rounds(tmp_path: Path):
    """A page is read by OCR in a temporary folder; the child that reads it may be of an earlier round."""
    source, output = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    wishes = Wishes(output)
    with LocalExecutor(1, scratch=wishes.state_folder / SCRATCH, reader="acting_reader:read") as executor:
        for name in ("a.txt", "b.txt", "c.txt"):
            (source / name).write_text(f"litter good {name}")
            report = run_batch(find_documents([str(source)], output), wishes, executor)
            assert (report.read, report.totals.failed) == (1, ())
    assert not list((wishes.state_folder / SCRATCH).glob("*"))
