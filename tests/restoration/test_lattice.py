"""Decoding: the probabilities are those of summing up every path, wherever the text can be cut."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.restoration import lattice as module
from planparse.restoration.lattice import Lattice, Reading, build_lattice, decode

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
WORDS = 6


@dataclass(frozen=True)
class TableModel:
    """A language model with a random table for each order; bigram `(a, b)` has the number `a * WORDS + b`."""

    unigram: Floats
    bigram: Floats
    trigram: Floats

    @classmethod
    def of(cls, seed: int) -> TableModel:
        random = np.random.default_rng(seed)
        shapes = ((WORDS,), (WORDS,) * 2, (WORDS,) * 3)
        return cls(*(random.uniform(-6, -0.5, shape).astype(np.float32) for shape in shapes))

    @property
    def probability(self) -> tuple[Floats]:
        return (self.unigram,)

    def bigrams(self, first: Ints, second: Ints) -> tuple[Floats, Ints]:
        return self.bigram[first, second], first * WORDS + second

    def bigram_probability(self, first: Ints, second: Ints) -> Floats:
        return self.bigram[first, second]

    def trigrams(self, pair: Ints, last: Ints, shorter: Floats) -> tuple[Floats, Ints]:
        return self.trigram[pair // WORDS, pair % WORDS, last], last


def paths(lattice: Lattice, position: int = 0) -> Iterator[tuple[int, ...]]:
    if position == lattice.end.max():
        yield ()
    for arc in np.flatnonzero(lattice.start == position).tolist():
        for rest in paths(lattice, int(lattice.end[arc])):
            yield (arc, *rest)


def summed_up(lattice: Lattice, model: TableModel) -> npt.NDArray[np.float64]:
    posterior = np.zeros(len(lattice.start))
    for path in paths(lattice):
        words = [int(lattice.word[arc]) for arc in path]
        logp = float(model.unigram[words[0]]) + float(model.bigram[words[0], words[1]])
        logp += sum(float(model.trigram[trio]) for trio in zip(words, words[1:], words[2:], strict=False))
        posterior[list(path)] += math.exp(logp - sum(float(lattice.cost[arc]) for arc in path))
    return posterior / posterior[lattice.start == 0].sum()


readings = st.lists(
    st.tuples(st.lists(st.integers(0, WORDS - 1), min_size=1, max_size=2), st.floats(0, 5)), min_size=1, max_size=3
)


@settings(max_examples=60, deadline=None)
@given(st.lists(readings, min_size=2, max_size=6), st.sets(st.integers(0, 4)), st.integers(0, 1000))
def test_posterior_is_that_of_all_paths(
    texts: list[list[tuple[list[int], float]]], joined: set[int], seed: int
) -> None:
    singles = [[Reading(tuple(words), "", cost) for words, cost in token] for token in texts]
    pairs = {i: [Reading((i,), "", 1.0)] for i in joined if i + 1 < len(singles) and len(singles) > 2}
    lattice, model = build_lattice(singles, pairs), TableModel.of(seed)
    flat = TableModel(model.unigram, model.bigram, np.broadcast_to(model.bigram, (WORDS,) * 3))
    arrays = lattice.start, lattice.end, lattice.word, lattice.cost
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "PRUNE", 0.0)
        patch.setattr(module, "LEVELLED", 1)
        by_bigrams = module._bigram_posterior(*arrays, flat)  # type: ignore[arg-type]
        decoding = decode(lattice, model)  # type: ignore[arg-type]
    np.testing.assert_allclose(decoding.posterior, summed_up(lattice, model), atol=1e-5)
    np.testing.assert_allclose(by_bigrams, summed_up(lattice, flat), atol=1e-5)
    assert lattice.end[list(decoding.arcs)[-1]] == lattice.end.max()
