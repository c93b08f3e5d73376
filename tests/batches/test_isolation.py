"""Poison in a child process costs one document, and the result says which and why."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import psutil
import pytest

from planparse.batches.job import Limits, Outcome, Reason
from planparse.errors import DictionaryError, WorkerError
from planparse.options import Options

from .conftest import MB, children_of, gone, wait_for

GOOD = ("good 1", "good 2", "good 3")


def results(executor, jobs):
    return {result.key: result for result in executor.run(jobs)}


@pytest.mark.parametrize(
    ("instructions", "limits", "reason", "words"),
    [
        ("hang", Limits(seconds=0.7), Reason.TIMEOUT, "No page was finished within 0.7 seconds"),
        ("signal STOP", Limits(seconds=0.7), Reason.TIMEOUT, "--document-timeout"),
        ("signal SEGV", Limits(), Reason.CRASH, "SIGSEGV"),
        ("signal KILL", Limits(), Reason.CRASH, "SIGKILL"),
        ("exit 3", Limits(), Reason.CRASH, "exit code 3"),
        ("exit 0", Limits(), Reason.CRASH, "exit code 0"),
        ("feed 200", Limits(memory_bytes=300 * MB), Reason.MEMORY, "more memory than the 300 MB"),
        ("hold 200 signal ABRT", Limits(memory_bytes=300 * MB), Reason.MEMORY, "more memory than the 300 MB"),
        ("hold 100 signal ABRT", Limits(memory_bytes=300 * MB), Reason.CRASH, "SIGABRT"),
        ("raise", Limits(), Reason.DEFECT, "RuntimeError"),
    ],
)
def test_poison_costs_one_document(executor, job, instructions: str, limits: Limits, reason: Reason, words: str):
    jobs = [job(GOOD[0]), job(instructions, "bad.txt", limits), *map(job, GOOD[1:])]
    found = results(executor(), jobs)
    bad = found.pop("bad.txt")
    assert (bad.outcome, bad.reason) == (Outcome.FAILED, reason)
    assert words in bad.message and "the text of the document" not in bad.message
    assert [result.outcome for result in found.values()] == [Outcome.DONE] * 3
    assert all(Path(one.output).is_file() == (one.key != "bad.txt") for one in jobs)


def test_every_document_may_be_poison(executor, job):
    jobs = [job("signal KILL", f"{number}.txt") for number in range(6)]
    assert {result.reason for result in executor().run(jobs)} == {Reason.CRASH}


def test_memory_within_the_process_is_a_clean_error(job, executor):
    limits = Limits(memory_bytes=300 * MB)
    # The acting reader lets MemoryError through; read_job has a reason of its own for it.
    found = results(executor(1), [job("eat 1000", "bad.txt", limits), job("good")])
    assert found["bad.txt"].outcome is Outcome.FAILED
    assert "MemoryError" in found["bad.txt"].message
    assert len(found) == 2


def test_pages_that_come_keep_a_long_document_alive(executor, job):
    pages: list[tuple[str, int, int]] = []
    jobs = [job("pages 8", "long.txt", Limits(seconds=1.0))]
    done = list(executor(1).run(jobs, lambda *page: pages.append(page)))
    assert done[0].outcome is Outcome.DONE
    assert pages == [("long.txt", number, 8) for number in range(9)]


def test_document_whose_process_somebody_kills_is_tried_again(executor, job):
    found = results(executor(1), [job("once", "a.txt"), job("good", "b.txt")])
    assert [found[key].outcome for key in ("a.txt", "b.txt")] == [Outcome.DONE, Outcome.DONE]


def test_kill_from_outside(executor, job):
    """The first child is killed while it reads, as the kernel does when memory is short."""
    killed: list[int] = []

    def kill(key: str, done: int, total: int) -> None:
        if not killed:
            killed.append(children_of(os.getpid())[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    done = list(executor(1).run([job("pages 2", "a.txt")], kill))
    assert [result.outcome for result in done] == [Outcome.DONE]
    assert gone(killed[0])


@pytest.mark.parametrize(("then", "seconds"), [("30", 0.8), ("2.5 signal KILL", 30)], ids=["it hangs", "it is killed"])
def test_what_a_child_has_started_goes_with_it(executor, job, tmp_path: Path, then: str, seconds: float):
    """Of a child that somebody else kills, what it has started is known from the last look at it."""
    one = job(f"spawn {then}", "a.txt", Limits(seconds=seconds))
    (done,) = executor(1).run([one])
    assert done.reason in (Reason.TIMEOUT, Reason.CRASH)
    assert gone(int((tmp_path / "in" / "spawned").read_text()))


def test_printing_does_not_disturb(executor, job):
    found = results(executor(), [job("print"), job("good")])
    assert [result.outcome for result in found.values()] == [Outcome.DONE] * 2


def test_temporary_files_go_with_the_child(executor, job, tmp_path: Path):
    one = executor(1)
    list(one.run([job("litter")]))
    assert list((tmp_path / "scratch").rglob("page.png"))
    one.close()
    assert not list((tmp_path / "scratch").rglob("page.png"))


def test_children_are_replaced_after_some_documents(executor, job, tmp_path: Path):
    (tmp_path / "in" / "log").mkdir(parents=True)
    list(executor(1, recycle=2).run([job(f"good {number}", f"{number}.txt") for number in range(6)]))
    pids = [line.split()[1] for line in (tmp_path / "in" / "log" / "read").read_text().splitlines()]
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [2, 2, 2]


def test_children_stay_for_the_next_call(executor, job, tmp_path: Path):
    (tmp_path / "in" / "log").mkdir(parents=True)
    one = executor(1)
    for number in range(3):
        assert len(list(one.run([job(f"good {number}")]))) == 1
    assert len({line.split()[1] for line in (tmp_path / "in" / "log" / "read").read_text().splitlines()}) == 1


def test_few_documents_start_few_children(executor, job):
    one = executor(8)
    list(one.run([job("good")]))
    assert len(children_of(os.getpid())) == 1
    assert list(one.run([])) == []


def test_jobs_are_taken_as_there_is_room(executor, job):
    taken = 0

    def jobs():
        nonlocal taken
        for number in range(40):
            taken += 1
            yield job(f"good {number}")

    running = executor(2).run(jobs())
    next(running)
    assert taken <= 8
    running.close()


@pytest.mark.parametrize("way", ["close", "exception"])
def test_leaving_early_stops_the_children(executor, job, way: str):
    running = executor(2).run([job("good"), job("hang"), job("sleep 30")])
    next(running)
    pids = [child.pid for child in children_of(os.getpid())]
    assert pids
    if way == "close":
        running.close()
    else:
        with pytest.raises(KeyboardInterrupt):
            running.throw(KeyboardInterrupt)
    assert all(gone(pid) for pid in pids)


def test_broken_dictionaries_end_the_batch(executor, job):
    with pytest.raises(DictionaryError, match="Mend it"):
        list(executor().run([job("good", options=Options(lang="refused"))]))
    with pytest.raises(DictionaryError, match="Mend it"):
        list(executor().run([job("good"), job("refuse")]))


def test_children_that_cannot_start_end_the_batch(executor, job):
    with pytest.raises(WorkerError, match="die while they start"):
        list(executor(1).run([job("good", options=Options(lang="dies"))]))


def test_children_die_with_a_thread_that_runs_the_batch(executor, job):
    """A program may run a batch beside its main thread; the children end with the run as they do elsewhere."""
    found = []

    def run() -> None:
        with executor(1) as one:
            found.extend(one.run([job("good")]))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(60)
    assert [result.outcome for result in found] == [Outcome.DONE]
    wait_for(lambda: not children_of(psutil.Process().pid))
