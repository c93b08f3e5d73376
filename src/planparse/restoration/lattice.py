"""The lattice: every way to read a document. Arcs lead from position to position: a word, and its cost."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planparse.restoration.ngrams import LanguageModel

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a token: one printed word, or two that were joined; or what a token is when it is no word."""

    words: tuple[int, ...]
    """Numbers in the language model; empty for a token that the model passes over, such as a bracket."""
    surface: str
    cost: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A reading and the tokens that it stands for: `tokens[first:first + count]`."""

    first: int
    count: int
    reading: Reading


@dataclass(frozen=True)
class Lattice:
    """Arcs, sorted by their first position; the arrays have one element an arc."""

    start: Ints
    end: Ints
    word: Ints
    cost: Floats
    choices: tuple[Choice | None, ...]
    """What an arc stands for; None for the second word of a reading."""


def build_lattice(singles: Sequence[Sequence[Reading]], pairs: Mapping[int, Sequence[Reading]]) -> Lattice:
    """The lattice of a token sequence.

    Args:
        singles: the readings of each token, at least one each.
        pairs: by number of the first token, readings of two adjacent tokens as one word.
    """
    inner = [sum(len(r.words) == 2 for r in readings) for readings in singles]
    begin = [0]
    for count in inner:
        begin.append(begin[-1] + count + 1)
    rows: list[tuple[int, int, int, float]] = []
    choices: list[Choice | None] = []
    for i, readings in enumerate(singles):
        here, there, middle = begin[i], begin[i + 1], begin[i]
        seconds: list[tuple[int, int, int, float]] = []
        for reading in readings:
            target = there
            if len(reading.words) == 2:
                target = middle = middle + 1
                seconds.append((middle, there, reading.words[1], 0.0))
            rows.append((here, target, reading.words[0], reading.cost))
            choices.append(Choice(i, 1, reading))
        for reading in pairs.get(i, ()):
            rows.append((here, begin[i + 2], reading.words[0], reading.cost))
            choices.append(Choice(i, 2, reading))
        rows += seconds
        choices += [None] * len(seconds)
    start, end, word, cost = zip(*rows, strict=True)
    return Lattice(
        np.array(start, dtype=np.int64),
        np.array(end, dtype=np.int64),
        np.array(word, dtype=np.int64),
        np.array(cost, dtype=np.float64),
        tuple(choices),
    )


@dataclass(frozen=True)
class Decoding:
    """The best path and how sure it is."""

    arcs: tuple[int, ...]
    posterior: Floats
    """Of every arc of the lattice."""


UNDERFLOW = 1e-300
PRUNE = 1e-4
"""Arcs less probable than this by bigrams are not looked at with trigrams: costs 0.01 % of the words, saves most of the
time."""


def decode(lattice: Lattice, model: LanguageModel) -> Decoding:
    """Read the lattice: forward and backward with bigrams, then with longer n-grams over what is left.

    The path takes at each position the arc that is most probable given all the text: that makes the most words right.
    """
    start, end, word, cost = lattice.start, lattice.end, lattice.word, lattice.cost
    first_pass = _bigram_posterior(start, end, word, cost, model)
    kept = np.flatnonzero(first_pass > PRUNE)
    kept = np.union1d(kept, _follow(start, end, first_pass))
    posterior = np.zeros(len(start))
    posterior[kept] = _trigram_posterior(start[kept], end[kept], word[kept], cost[kept], model)
    return Decoding(tuple(_follow(start, end, posterior).tolist()), posterior)


def _follow(start: Ints, end: Ints, posterior: Floats) -> Ints:
    """The path of the most probable arcs from the first position to the last."""
    last = int(end.max())
    starts = start.tolist()
    first = np.searchsorted(start, np.arange(last + 2)).tolist()
    path: list[int] = []
    position = starts[0]
    values, ends = posterior.tolist(), end.tolist()
    while position < last:
        arc = max(range(first[position], first[position + 1]), key=values.__getitem__)
        path.append(arc)
        position = ends[arc]
    return np.array(path, dtype=np.int64)


def _adjacent(start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """All pairs (a, b) of arcs where b starts at the end of a, sorted by that position, then a, then b."""
    order = np.argsort(end, kind="stable")
    low = np.searchsorted(start, end[order], side="left")
    high = np.searchsorted(start, end[order], side="right")
    sizes = high - low
    left = np.repeat(order, sizes)
    offset = np.arange(len(left)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return left, np.repeat(low, sizes) + offset


def _bigram_posterior(start: Ints, end: Ints, word: Ints, cost: Floats, model: LanguageModel) -> Floats:
    left, right = _adjacent(start, end)
    logp = model.bigrams(word[left], word[right])[0].astype(np.float64)
    weights = np.exp(logp - cost[right])
    n = int(end.max()) + 1
    ends = np.argsort(end, kind="stable")
    in_low = np.searchsorted(end[ends], np.arange(n + 1)).tolist()
    out_low = np.searchsorted(start, np.arange(n + 1)).tolist()
    pair_low = np.searchsorted(end[left], np.arange(n + 1)).tolist()
    forward = np.full(len(start), -np.inf)
    first = start == start[0]
    forward[first] = model.probability[0][word[first]] - cost[first]
    backward = np.zeros(len(start))
    blocks = []
    for p in range(n):
        i, j, a, b = in_low[p], in_low[p + 1], out_low[p], out_low[p + 1]
        if i == j or a == b:
            continue
        arcs, block = ends[i:j], weights[pair_low[p] : pair_low[p + 1]].reshape(j - i, b - a)
        blocks.append((arcs, slice(a, b), block))
        alpha = forward[arcs]
        top = alpha.max()
        forward[a:b] = np.log(np.exp(alpha - top) @ block + UNDERFLOW) + top
    for arcs, out, block in reversed(blocks):
        beta = backward[out]
        top = beta.max()
        backward[arcs] = np.log(block @ np.exp(beta - top) + UNDERFLOW) + top
    joint = forward + backward
    total = joint[end == n - 1]
    top = total.max()
    return np.asarray(np.exp(joint - top - np.log(np.exp(total - top).sum())))


def _trigram_posterior(start: Ints, end: Ints, word: Ints, cost: Floats, model: LanguageModel) -> Floats:
    """As with bigrams, over states that are pairs of adjacent arcs."""
    left, right = _adjacent(start, end)
    bigram, number = model.bigrams(word[left], word[right])
    # A pair (a, b) is followed by the pairs (b, c): triples are pairs of pairs.
    by_first = np.argsort(left, kind="stable")
    first_of = np.searchsorted(left[by_first], np.arange(len(start) + 1))
    sizes = (first_of[1:] - first_of[:-1])[right]
    before = np.repeat(np.arange(len(left)), sizes)
    offset = np.arange(len(before)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    after = by_first[np.repeat(first_of[:-1][right], sizes) + offset]
    logp = model.trigrams(number[before], word[right[after]], bigram[after])[0] - cost[right[after]]
    forward = np.full(len(left), -np.inf)
    opening = start[left] == start[0]
    forward[opening] = (model.probability[0][word[left]] - cost[left] + bigram - cost[right])[opening]
    backward = np.zeros(len(left))
    junction, weights = end[left], np.exp(logp)
    _spread(forward, before, after, weights, junction[after])
    _spread(backward, after, before, weights, -junction[before])
    joint = forward + backward
    last = end.max()
    total = joint[end[right] == last]
    top = total.max()
    state = np.exp(joint - top - np.log(np.exp(total - top).sum()))
    posterior = np.bincount(right, state, len(start)).astype(np.float64)
    opening_arcs = start == start[0]
    posterior[opening_arcs] = np.bincount(left, state, len(start))[opening_arcs]
    return np.asarray(posterior, dtype=np.float64)


def _spread(values: Floats, sources: Ints, targets: Ints, weights: Floats, level: Ints) -> None:
    """Sum up, in place, the log values that reach each target from its sources, level by level in rising order."""
    order = np.argsort(level, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(level[order])) + 1) if len(order) else []
    # Plain floats: a level has a handful of transitions, too few for arrays to pay.
    known = values.tolist()
    for group in groups:
        here, there, factors = sources[group].tolist(), targets[group].tolist(), weights[group].tolist()
        top = max(map(known.__getitem__, here))
        sums: dict[int, float] = {}
        for source, target, factor in zip(here, there, factors, strict=True):
            sums[target] = sums.get(target, 0.0) + math.exp(known[source] - top) * factor
        for target, total in sums.items():
            known[target] = math.log(total + UNDERFLOW) + top
    values[:] = known
