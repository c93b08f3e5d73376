"""A run does what is new or has changed, and nothing else."""

from __future__ import annotations

import json
import os
import sqlite3
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from planparse.batches.coordinator import Progress, Wishes
from planparse.batches.inputs import find_documents
from planparse.batches.job import Outcome, Reason, Retry
from planparse.batches.run import batch, run_batch
from planparse.batches.state import State
from planparse.errors import ExitCode, OutputRefusedError, UnreadableInputError
from planparse.options import Options

from .conftest import DirectExecutor, Killed, tree


class Place:
    """A folder of documents and its output."""

    def __init__(self, root: Path) -> None:
        self.input, self.output = root / "in", root / "out"
        self.input.mkdir()

    def write(self, **documents: str) -> None:
        for name, text in documents.items():
            (self.input / f"{name}.txt").write_text(text)

    def run(self, *, break_after: int | None = None, **wishes: object) -> list[str]:
        """Run, and say which documents were read."""
        executor = DirectExecutor(break_after)
        self.report = batch(self.input, self.output, executor=executor, **wishes)
        return sorted(key.removesuffix(".txt") for key in executor.read)

    def record(self, name: str) -> Path:
        return self.output / f"{name}.txt.json"

    def manifest(self) -> dict[str, dict[str, object]]:
        lines = map(json.loads, (self.output / "manifest.jsonl").read_text().splitlines())
        return {line["key"].removesuffix(".txt"): line for line in lines}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    place.write(a="good 1", b="good 2", c="partial 3", d="fail 4")
    assert place.run() == ["a", "b", "c", "d"]
    return place


def test_second_run_reads_nothing(place: Place):
    before = tree(place.output)
    assert place.run() == []
    assert tree(place.output) == before
    assert (place.report.unchanged, place.report.read) == (4, 0)
    assert place.report.exit_code == ExitCode.SOME_FAILED


def test_unchanged_files_are_known_without_reading_them(place: Place, monkeypatch: pytest.MonkeyPatch):
    for file in place.input.iterdir():
        os.utime(file, ns=(10**18, 10**18))
    assert place.run() == []
    monkeypatch.setattr("planparse.batches.coordinator.identify", lambda path: pytest.fail(f"{path} was read"))
    assert place.run() == []


def test_change_that_size_and_time_do_not_show(place: Place):
    def change(text: str) -> None:
        place.write(a=text)
        os.utime(place.input / "a.txt", ns=(10**18, 10**18))

    change("good 5")
    assert place.run() == ["a"]
    change("good 6")
    assert place.run() == []
    again = DirectExecutor()
    run_batch(find_documents([str(place.input)], place.output), Wishes(place.output, rehash=True), again)
    assert again.read == ["a.txt"]


def test_file_changed_right_after_it_was_read(place: Place):
    """Size is the same, and perhaps the time too: a file so young is compared by its content."""
    status = (place.input / "a.txt").stat()
    place.write(a="good 9")
    os.utime(place.input / "a.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert place.run() == ["a"]


def test_new_content_new_name_new_time(place: Place):
    place.write(a="good 10", e="good 5")
    os.utime(place.input / "b.txt")
    assert place.run() == ["a", "e"]


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_text("{}")], ids=["deleted", "cut"])
def test_record_that_is_not_there_is_written_again(place: Place, damage):
    before = tree(place.output)
    damage(place.record("a"))
    assert place.run() == ["a"]
    assert tree(place.output) == before


def test_options_version_and_dictionaries_count(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    everything = ["a", "b", "c", "d"]
    assert place.run(options=Options(lang="eng")) == everything
    assert place.run(options=Options(lang="eng", jobs=4)) == []
    own = tmp_path / "own"
    own.mkdir()
    (own / "units.tsv").write_text("unit\tkind\n")
    assert place.run(options=Options(dictionaries=own)) == everything
    assert place.run(options=Options(dictionaries=own)) == []
    (own / "units.tsv").write_text("unit\tkind\ncái\tcount\n")
    assert place.run(options=Options(dictionaries=own)) == everything
    monkeypatch.setattr("planparse.__version__", "9.9")
    assert place.run(options=Options(dictionaries=own)) == everything


@pytest.mark.parametrize(
    ("retry", "read"), [(None, []), ("failed", ["d"]), ("partial", ["c"]), (Retry.ALL, ["c", "d"])]
)
def test_retry(place: Place, retry: Retry | str | None, read: list[str]):
    assert place.run(retry=retry) == read
    assert place.report.totals.failed == ((Reason.DAMAGED, 1),)


def test_document_that_fails_now_has_no_record(place: Place):
    place.write(a="fail 1")
    assert place.run() == ["a"]
    assert not place.record("a").exists()
    assert place.manifest()["a"]["output"] is None


def test_same_content_is_read_once(place: Place):
    place.write(x="good 7", y="good 7", z="fail 8", zz="fail 8")
    read = place.run()
    assert len(read) == 2
    assert place.report.copied == 2
    for name in ("x", "y"):
        assert f'"name": "{name}.txt"' in place.record(name).read_text()
    assert place.manifest()["zz"]["reason"] == "damaged"
    (place.input.parent / "elsewhere").mkdir()
    fresh = Place(place.input.parent / "elsewhere")
    fresh.write(y="good 7")
    fresh.run()
    assert fresh.record("y").read_bytes() == place.record("y").read_bytes()


def test_copy_of_an_old_document_is_not_read(place: Place):
    place.write(copy="good 1")
    assert place.run() == []
    assert place.report.copied == 1
    place.record("a").write_text(place.record("a").read_text().replace("vie", "xxx"))  # same size, other content
    place.write(copy2="good 1")
    place.record("copy").unlink()
    assert len(place.run()) == 1


def test_crash_of_one_says_nothing_about_the_same_content(tmp_path: Path):
    """Somebody may have killed it: the other name gets a try of its own."""
    place = Place(tmp_path)
    place.write(a="good", b="good")

    class Crashing(DirectExecutor):
        def run(self, jobs, on_page=None):
            for result in super().run(jobs, on_page):
                if result.key == "a.txt":
                    result = replace(result, outcome=Outcome.FAILED, reason=Reason.CRASH)  # noqa: PLW2901
                yield result

    executor = Crashing()
    report = batch(place.input, place.output, executor=executor)
    assert executor.read == ["a.txt", "b.txt"]
    assert (report.totals.done, report.totals.failed) == (1, ((Reason.CRASH, 1),))


def test_inputs_that_disappear_leave_their_records(place: Place):
    (place.input / "a.txt").unlink()
    (place.input / "d.txt").unlink()
    assert place.run() == []
    totals = place.report.totals
    assert (totals.documents, totals.gone) == (2, 2)
    assert place.record("a").exists()
    manifest = place.manifest()
    assert manifest["a"]["gone"] is True and "d" not in manifest
    assert place.report.exit_code == ExitCode.PARTIAL


def test_moved_folder_is_not_read_again(place: Place):
    moved = place.input.parent / "moved"
    place.input.rename(moved)
    place.input = moved
    assert place.run() == []
    assert place.manifest()["a"]["source"] == str(moved / "a.txt")


def test_other_folder_with_the_same_names(place: Place):
    other = place.input.parent / "other"
    other.mkdir()
    (other / "a.txt").write_text("good 99")
    before = tree(place.output)
    with pytest.raises(OutputRefusedError, match="would replace the record of"):
        batch(other, place.output, executor=DirectExecutor())
    assert tree(place.output) == before


def test_interrupted_run_goes_on(tmp_path: Path):
    place = Place(tmp_path)
    place.write(**{f"n{number}": f"good {number}" for number in range(6)})
    with pytest.raises(Killed):
        place.run(break_after=4)
    assert len(place.run()) == 2


def test_rubbish_of_a_killed_run_is_removed(place: Place):
    (place.output / ".0123456789abcdef.part").write_text("half a rec")
    (place.output / ".planparse" / "scratch" / "1-1").mkdir(parents=True)
    (place.output / ".mine.part").write_text("of the user")
    place.run()
    assert not (place.output / ".0123456789abcdef.part").exists()
    assert not (place.output / ".planparse" / "scratch").exists()
    assert (place.output / ".mine.part").exists()


def test_one_coordinator_at_a_time(place: Place):
    with State.open(place.output), pytest.raises(OutputRefusedError, match="Another batch is writing") as caught:
        place.run()
    assert caught.value.exit_code == ExitCode.OUTPUT_REFUSED
    assert place.run() == []


def test_folder_of_something_else_is_not_written_over(tmp_path: Path):
    place = Place(tmp_path)
    place.write(a="good 1")
    place.output.mkdir()
    place.record("a").write_text("mine")
    with pytest.raises(OutputRefusedError, match="not the output folder of a batch"):
        place.run()
    assert place.record("a").read_text() == "mine" and not (place.output / ".planparse").exists()


def test_broken_state_is_named(place: Place):
    (place.output / ".planparse" / "state.sqlite").write_bytes(b"nonsense" * 1000)
    with pytest.raises(OutputRefusedError, match="Remove this folder"):
        place.run()


def test_folder_without_a_state(tmp_path: Path):
    with pytest.raises(UnreadableInputError, match="not the output folder of a batch"):
        State.look_into(tmp_path)


def test_state_can_be_looked_into_while_a_batch_runs(place: Place):
    with State.open(place.output), State.look_into(place.output) as state:
        assert state.totals().documents == 4
        with pytest.raises(sqlite3.OperationalError):
            state._connection.execute("DELETE FROM documents")


def test_progress_counts(place: Place):
    seen: list[Progress] = []
    place.write(e="pages 2", f="fail 9")
    place.run(on_progress=seen.append)
    assert seen[-1] == Progress(documents=6, finished=6, unchanged=4, partial=1, failed=2, pages=2)
    assert all(one.finished <= two.finished for one, two in pairwise(seen))


def test_names_that_are_no_utf8(tmp_path: Path):
    place = Place(tmp_path)
    name = os.fsdecode(b"k\xe9.txt")
    (place.input / name).write_text("fail")
    assert place.run() == [name.removesuffix(".txt")]
    assert place.run() == []
    assert b"k\\udce9.txt" in (place.output / "manifest.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("documents", "code"),
    [
        ({"a": "good"}, ExitCode.OK),
        ({"a": "partial"}, ExitCode.PARTIAL),
        ({"a": "good", "b": "partial"}, ExitCode.PARTIAL),
        ({"a": "good", "b": "fail"}, ExitCode.SOME_FAILED),
        ({"a": "fail 1", "b": "fail 2"}, ExitCode.UNREADABLE),
    ],
)
def test_exit_codes(tmp_path: Path, documents: dict[str, str], code: ExitCode):
    place = Place(tmp_path)
    place.write(**documents)
    place.run()
    assert place.report.exit_code is code
