"""What a document repeats decides its doubtful words; what stands once decides nothing."""

from __future__ import annotations

import numpy as np

from planparse.knowledge import Dictionaries
from planparse.restoration.lattice import Lattice, Reading, build_lattice, decode
from planparse.restoration.model import RestorationModel
from planparse.restoration.repetition import read_again
from planparse.restoration.tokens import BREAK

LANGUAGE = RestorationModel.load(Dictionaries()).language


def one(word: str, cost: float = 0.0) -> Reading:
    return Reading((LANGUAGE.number(word),), word, cost)


def text(*tokens: list[Reading]) -> Lattice:
    edge = [one(BREAK)]
    return build_lattice([edge, *tokens, edge], {})


def chosen(lattice: Lattice, arcs: tuple[int, ...]) -> list[str]:
    return [choice.reading.surface for arc in arcs if (choice := lattice.choice(arc)) is not None]


def test_a_word_that_is_certain_elsewhere_wins() -> None:
    sure = [[one("xã")], [one("hoằng")], [one("yến")], [one(BREAK)]]
    doubtful = [[one("xã")], [one("hoàng"), one("hoằng", 12.0)], [one("yên"), one("yến", 1.0)], [one(BREAK)]]
    alone, among = text(*doubtful), text(*(sure * 4), *doubtful)
    before = chosen(alone, read_again(alone, decode(alone, LANGUAGE), LANGUAGE).arcs)
    after = chosen(among, read_again(among, decode(among, LANGUAGE), LANGUAGE).arcs)
    assert before[1:4] == ["xã", "hoàng", "yên"]
    assert after[-5:-1] == ["xã", "hoằng", "yến", BREAK]


def test_posteriors_stay_probabilities() -> None:
    lattice = text(*[[one("của"), one("cửa", 1.0)], [one("sở"), one("số", 0.5), one("sổ", 2.0)]] * 5)
    first = decode(lattice, LANGUAGE)
    again = read_again(lattice, first, LANGUAGE)
    assert again.posterior.min() >= 0.0
    sums = np.bincount(lattice.start, again.posterior)
    np.testing.assert_allclose(sums[sums > 0], 1.0, atol=2e-3)
