"""Floors: pinned, raised, never lowered by accident; runs compared by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.errors import DamagedInputError, UsageError
from planparse.evaluation.comparison import compare, read_report
from planparse.evaluation.corpus import CorpusResult, DocumentResult
from planparse.evaluation.floors import changes, falls, floors_text, raised, reached, read_floors
from planparse.evaluation.report import as_json
from planparse.evaluation.scores import Discrepancy, DocumentScores, Tally
from planparse.evaluation.words import WordScore

NAME = 'kế hoạch "a".pdf'


def run(right: int = 9, *, name: str = NAME, digest: str = "d1", errors: int = 0, wrong: tuple[str, ...] = ()):
    lost = tuple(Discrepancy("targets", "missed", record, None, line=3) for record in wrong)
    scores = DocumentScores({"targets": Tally(right, 10, 10), "table cells": Tally(1, 1, 1)}, lost)
    return CorpusResult((DocumentResult(name, scores, WordScore(100, errors), digest=digest),))


def test_a_run_holds_what_it_reached():
    floors = reached(run())
    assert falls(floors, floors) == () and changes(floors, floors) == ()


def test_a_fall_names_measure_and_document():
    found = [str(fall) for fall in falls(reached(run()), reached(run(8, errors=5)))]
    assert found == [
        "all documents: targets is 0.8000, the floor is 0.9000",
        "all documents: words is 0.9500, the floor is 1.0000",
        f"{NAME}: targets is 0.8000, the floor is 0.9000",
        f"{NAME}: words is 0.9500, the floor is 1.0000",
    ]


def test_a_measure_that_is_gone_has_fallen():
    without = CorpusResult((DocumentResult(NAME, DocumentScores({}), None, digest="d1"),))
    assert {fall.measure for fall in falls(reached(run()), reached(without))} == {"targets", "table cells", "words"}


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (run(digest="d2"), (f"{NAME} has changed",)),
        (run(name="b.pdf"), (f"{NAME} is gone", "b.pdf is new")),
        (CorpusResult((*run().documents, *run(name="b.pdf").documents)), ("b.pdf is new",)),
    ],
)
def test_another_corpus_is_said(other: CorpusResult, said: tuple[str, ...]):
    assert changes(reached(run()), reached(other)) == said


def test_the_counts_of_a_changed_document_are_said():
    bigger = DocumentResult(NAME, DocumentScores({"targets": Tally(9, 12, 9)}), None, digest="d2")
    assert changes(reached(run()), reached(CorpusResult((bigger,)))) == (f"{NAME} has changed (10 targets are 12)",)


def test_floors_rise_and_do_not_sink():
    floors = reached(run(9))
    up, down = reached(run(10)), reached(run(5))
    assert raised(floors, up, allow_lower=False) == up
    assert raised(floors, down, allow_lower=False) == floors
    assert raised(floors, down, allow_lower=True) == down
    assert raised(None, down, allow_lower=False) == down


@pytest.mark.parametrize("as_json_file", [False, True])
def test_files_keep_all(tmp_path: Path, as_json_file: bool):
    file = tmp_path / ("floors.json" if as_json_file else "floors.toml")
    file.write_text(floors_text(reached(run()), as_json=as_json_file), encoding="utf-8")
    assert read_floors(file) == reached(run())


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_file_name_can_be_written(name: str):
    import tomllib

    data = tomllib.loads(floors_text(reached(run(name=name)), as_json=False))
    assert list(data["documents"]) == [name]


@pytest.mark.parametrize("text", ["", "x = ", "[total]\n", 'corpus = "a"\n[total]\ntargets = 0.9\n', "corpus = 1"])
def test_files_that_are_no_floors(tmp_path: Path, text: str):
    (tmp_path / "f.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="not a file of floors"):
        read_floors(tmp_path / "f.toml")
    with pytest.raises(UsageError, match="cannot be read"):
        read_floors(tmp_path / "none.toml")


@given(st.integers(0, 999), st.integers(1, 999))
def test_what_was_reached_never_falls_below_itself(right: int, gold: int):
    scores = DocumentScores({"targets": Tally(min(right, gold), gold, gold)})
    floors = reached(CorpusResult((DocumentResult("a", scores, None),)))
    assert floors.total.measures["targets"].score <= scores.tallies["targets"].f1 + 1e-9
    assert falls(floors, floors) == ()


def test_gains_and_losses_have_names():
    old, new = as_json(run(8, wrong=("= 100 %: a", "= 90 %: b"))), as_json(run(9, wrong=("= 90 %: b", "= 5 %: c")))
    found = compare(old, new)
    assert [str(error) for error in found.gained] == [f"{NAME}: targets: missed = 100 %: a"]
    assert [str(error) for error in found.lost] == [f"{NAME}: targets: missed = 5 %: c"]
    assert found.scores == (("targets", 0.8, 0.9),) and not found.other_corpus


def test_the_same_miss_twice_and_then_once_is_a_gain():
    old, new = as_json(run(wrong=("a", "a"))), as_json(run(wrong=("a",)))
    assert len(compare(old, new).gained) == 1 and compare(old, new).lost == ()
    assert compare(old, as_json(run(digest="d2"))).other_corpus


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"documents": [{}]}', '{"documents": [], "total": {}}'])
def test_files_that_are_no_reports(tmp_path: Path, text: str):
    (tmp_path / "old.json").write_text(text, encoding="utf-8")
    with pytest.raises(DamagedInputError, match="not a report"):
        read_report(tmp_path / "old.json")
