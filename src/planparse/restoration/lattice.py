"""The lattice: every way to read a document. Arcs lead from position to position: a word, and its cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planparse.restoration.ngrams import LanguageModel

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class Reading(NamedTuple):
    """One way to read a token: one printed word, or two that were joined; or what a token is when it is no word."""

    words: tuple[int, ...]
    """Numbers in the language model; empty for a token that the model passes over, such as a bracket."""
    surface: str
    cost: float
    why: str = ""


class Options(tuple[Reading, ...]):
    """The readings of a token; their columns are worked out once, for every place that has the token."""

    @cached_property
    def columns(self) -> _Columns:
        """The readings as arrays."""
        return _Columns.of(self)


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
    first: Ints
    """The number of the token that an arc reads; -1 for the second word of a reading."""
    rank: Ints
    """The number of its reading among those of the token; those of the token and the next one come behind them."""
    singles: Sequence[Sequence[Reading]]
    pairs: Mapping[int, Sequence[Reading]]

    def choice(self, arc: int) -> Choice | None:
        """What an arc stands for; None for the second word of a reading."""
        first, rank = int(self.first[arc]), int(self.rank[arc])
        if first < 0:
            return None
        own = self.singles[first]
        if rank < len(own):
            return Choice(first, 1, own[rank])
        return Choice(first, 2, self.pairs[first][rank - len(own)])


def build_lattice(singles: Sequence[Sequence[Reading]], pairs: Mapping[int, Sequence[Reading]]) -> Lattice:
    """The lattice of a token sequence.

    Args:
        singles: the readings of each token, at least one each.
        pairs: by number of the first token, readings of two adjacent tokens as one word.
    """
    columns = [r.columns if isinstance(r, Options) else _Columns.of(r) for r in singles]
    inner = np.array([column.inner for column in columns], dtype=np.int64)
    begin = np.concatenate(([0], np.cumsum(inner + 1)))
    sizes = np.array([len(column.word) for column in columns], dtype=np.int64)
    token = np.repeat(np.arange(len(columns)), sizes)
    rank = np.arange(len(token)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    word, cost = np.concatenate([c.word for c in columns]), np.concatenate([c.cost for c in columns])
    step = np.concatenate([c.step for c in columns])
    second = np.concatenate([c.second for c in columns])
    start = begin[token]
    end = np.where(step > 0, start + step, begin[token + 1])
    double = np.flatnonzero(step > 0)
    beside = [(i, k, r) for i, readings in pairs.items() for k, r in enumerate(readings)]
    first_of_pair = np.array([i for i, _, _ in beside], dtype=np.int64)
    minus = np.full(len(double), -1)
    arrays = (
        np.concatenate((start, end[double], begin[first_of_pair])),
        np.concatenate((end, begin[token[double] + 1], begin[np.minimum(first_of_pair + 2, len(columns))])),
        np.concatenate((word, second[double], np.array([r.words[0] for _, _, r in beside], dtype=np.int64))),
        np.concatenate((cost, np.zeros(len(double)), np.array([r.cost for _, _, r in beside], dtype=np.float64))),
        np.concatenate((token, minus, first_of_pair)),
        np.concatenate((rank, minus, sizes[first_of_pair] + np.array([k for _, k, _ in beside], dtype=np.int64))),
    )
    order = np.argsort(arrays[0], kind="stable")
    start, end, word, cost, token, rank = (array[order] for array in arrays)
    return Lattice(start, end, word, cost, token, rank, singles, pairs)


@dataclass(frozen=True)
class _Columns:
    """The readings of a token as arrays."""

    word: Ints
    second: Ints
    """Second word of a reading; 0 where there is none."""
    step: Ints
    """For a reading of two words the place between them, counted from 1; 0 for one word."""
    cost: Floats
    inner: int
    """How many readings have two words."""

    @classmethod
    def of(cls, readings: Sequence[Reading]) -> _Columns:
        double = [len(r.words) == 2 for r in readings]
        return cls(
            np.array([r.words[0] for r in readings], dtype=np.int64),
            np.array([r.words[-1] for r in readings], dtype=np.int64),
            np.cumsum(double) * np.array(double, dtype=np.int64),
            np.array([r.cost for r in readings], dtype=np.float64),
            sum(double),
        )


@dataclass(frozen=True)
class Pairs:
    """Pairs of adjacent arcs; one element a pair."""

    left: Ints
    right: Ints
    posterior: Floats


@dataclass(frozen=True)
class Decoding:
    """The best path and how sure it is."""

    arcs: tuple[int, ...]
    posterior: Floats
    """Of every arc of the lattice."""
    pairs: Pairs
    """The adjacent arcs that are still in question."""


LEAST_LOG = -1e30
"""Stands for minus infinity where that would be taken off itself."""
PRUNE = 2e-3
"""Arcs less probable than this by bigrams are not looked at with trigrams. With 5e-4 three words more are wrong in the
dumps of the plans that constants were chosen on."""


def decode(lattice: Lattice, model: LanguageModel) -> Decoding:
    """Read the lattice: forward and backward with bigrams, then with trigrams over what is left.

    The path takes at each position the arc that is most probable given all the text: that makes the most words right.
    """
    start, end, word, cost = lattice.start, lattice.end, lattice.word, lattice.cost
    first_pass = _bigram_posterior(start, end, word, cost, model)
    likely = first_pass > PRUNE
    likely[follow(start, end, first_pass)] = True
    kept = np.flatnonzero(likely)
    posterior = np.zeros(len(start))
    posterior[kept], pairs = _trigram_posterior(start[kept], end[kept], word[kept], cost[kept], model)
    pairs = Pairs(kept[pairs.left], kept[pairs.right], pairs.posterior)
    return Decoding(tuple(follow(start, end, posterior).tolist()), posterior, pairs)


def follow(start: Ints, end: Ints, posterior: Floats) -> Ints:
    """The path of the most probable arcs from the first position to the last."""
    places = np.unique(start)
    first = np.searchsorted(start, places)
    best = np.repeat(np.maximum.reduceat(posterior, first), np.diff(first, append=len(start)))
    winners = np.flatnonzero(posterior == best)
    chosen = dict(zip(start[winners[::-1]].tolist(), winners[::-1].tolist(), strict=True))  # the first of equals
    ends = end.tolist()
    path: list[int] = []
    position = int(start[0])
    while position in chosen:
        path.append(chosen[position])
        position = ends[path[-1]]
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
    """The probability of each arc: at each position, what leads there is multiplied by a matrix of what goes on."""
    left, right = _adjacent(start, end)
    places = np.arange(int(end.max()) + 2)
    opened, by_end = np.searchsorted(start, places), np.argsort(end, kind="stable")
    closed = np.searchsorted(end[by_end], places)
    rows, columns = np.diff(closed), np.diff(opened)
    sizes = rows * columns
    offset = np.concatenate(([0], np.cumsum(sizes)))
    inner = np.flatnonzero(sizes)
    logp = model.bigram_probability(word[left], word[right]) - cost.astype(np.float32)[right]
    whole = _on_every_path(start, end)[inner]
    best = np.zeros(len(places))
    best[inner] = np.where(whole, np.maximum.reduceat(logp, offset[inner]), 0.0)
    height = np.cumsum(best)  # taken off along every path alike
    taken = (height[end] - height[start])[by_end].astype(np.float32)
    weight = np.exp(logp - np.repeat(taken, columns[end[by_end]])).astype(np.float64)
    level = whole & (np.cumsum(whole) % LEVELLED == 0)
    first, last = by_end[closed[inner]], by_end[closed[inner + 1] - 1]
    columns_of = (offset[inner], offset[inner + 1], rows[inner], columns[inner], first, last, closed[inner])
    steps = [
        (
            slice(i, j + 1) if j - i == row - 1 else by_end[k : k + row],  # what ends at the position
            weight[low:high].reshape(row, column),
            slice(opens, opens + column),
            levelled,
        )
        for (low, high, row, column, i, j, k), opens, levelled in zip(
            zip(*(c.tolist() for c in columns_of), strict=True), opened[inner].tolist(), level.tolist(), strict=True
        )
    ]
    forward, backward = np.zeros(len(start)), np.zeros(len(start))
    opening = start == start[0]
    forward[opening] = np.exp(model.probability[0][word[opening]] - cost[opening])
    closing = end == end.max()
    backward[closing] = np.exp(height[start[closing]] - height[-1])
    for ending, matrix, beginning, levelled in steps:
        reached = forward[ending] @ matrix
        forward[beginning] = reached / reached.sum() if levelled else reached
    for ending, matrix, beginning, levelled in reversed(steps):
        reached = matrix @ backward[beginning]
        backward[ending] = reached / reached.sum() if levelled else reached
    both = forward * backward
    bounds = np.concatenate((start[:1], inner[level]))
    stretch = np.searchsorted(bounds, start, side="right") - 1
    at_bound = start == bounds[stretch]
    total = np.bincount(stretch[at_bound], both[at_bound])
    return np.asarray(both / total[stretch], dtype=np.float64)


LEVELLED = 8
"""Positions between two at which the values of the walk are brought back to 1 in all: they would become too small."""


def _on_every_path(start: Ints, end: Ints) -> Flags:
    """By position whether every path passes through it: no arc leads over it."""
    size = int(end.max()) + 2
    over = np.cumsum(np.bincount(start + 1, minlength=size) - np.bincount(end, minlength=size))
    return np.asarray(over == 0)


def _trigram_posterior(start: Ints, end: Ints, word: Ints, cost: Floats, model: LanguageModel) -> tuple[Floats, Pairs]:
    """As with bigrams, over states that are pairs of adjacent arcs."""
    left, right = _adjacent(start, end)
    bigram, number = model.bigrams(word[left], word[right])
    before, after = linked(left, right, len(start))
    logp = model.trigrams(number[before], word[right[after]], bigram[after])[0] - cost[right[after]]
    first_two = model.probability[0][word[left]] - cost[left] + bigram - cost[right]
    pairs = Pairs(left, right, np.zeros(len(left)))
    state = pair_posterior(start, end, pairs, first_two, Walk(before, after, logp))
    return arc_posterior(start, pairs, state), Pairs(left, right, state)


@dataclass(frozen=True)
class Walk:
    """Steps from pair to pair, by their numbers, with their log probabilities."""

    before: Ints
    after: Ints
    logp: Floats


def linked(left: Ints, right: Ints, arcs: int) -> tuple[Ints, Ints]:
    """All pairs of pairs ((a, b), (b, c)), by their numbers."""
    by_first = np.argsort(left, kind="stable")
    first_of = np.searchsorted(left[by_first], np.arange(arcs + 1))
    sizes = (first_of[1:] - first_of[:-1])[right]
    before = np.repeat(np.arange(len(left)), sizes)
    offset = np.arange(len(before)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return before, by_first[np.repeat(first_of[:-1][right], sizes) + offset]


def pair_posterior(start: Ints, end: Ints, pairs: Pairs, entry: Floats, walk: Walk) -> Floats:
    """The probability of each pair of adjacent arcs; `entry` counts for the pairs that begin the text."""
    left, right = pairs.left, pairs.right
    opening = start[left] == start.min()
    alone = _unavoidable(start, end)
    states = _States(end[left], np.where(opening, entry, -np.inf), end[right] == end.max(), alone[left] & alone[right])
    return states.posterior(walk.before, walk.after, walk.logp)


def arc_posterior(start: Ints, pairs: Pairs, state: Floats) -> Floats:
    """The probability of each arc from those of the pairs that it is in."""
    posterior = np.bincount(pairs.right, state, len(start)).astype(np.float64)
    opening = start == start.min()
    posterior[opening] = np.bincount(pairs.left, state, len(start))[opening]
    return np.asarray(posterior, dtype=np.float64)


def _unavoidable(start: Ints, end: Ints) -> Flags:
    """The arcs that every path takes: commas, numbers, words with one reading."""
    size = int(end.max()) + 1
    across = np.cumsum(np.bincount(start, minlength=size) - np.bincount(end, minlength=size))
    crowded = np.concatenate(([0], np.cumsum(across > 1)))
    return np.asarray(crowded[end] == crowded[start])


@dataclass(frozen=True)
class _States:
    """The states of a walk from the beginning of a text to its end; one element a state.

    States that every path takes cut the text into stretches that do not depend on each other. All stretches are walked
    at once, step by step, which takes a fifth of the time of walking the text from end to end.
    """

    position: Ints
    """Rises along every path."""
    entry: Floats
    """Log probability of beginning in a state; minus infinity where no path begins."""
    last: Flags
    cuts: Flags

    def posterior(self, before: Ints, after: Ints, logp: Floats) -> Floats:
        """The probability of each state given the whole text; the walk goes from `before` to `after` with `logp`."""
        n = len(self.position)
        # A state before all others and one behind them, so that every stretch has both its ends.
        begins, ends = np.flatnonzero(np.isfinite(self.entry)), np.flatnonzero(self.last)
        before = np.concatenate((np.full(len(begins), n), before, ends))
        after = np.concatenate((begins, after, np.full(len(ends), n + 1)))
        logp = np.concatenate((self.entry[begins], logp, np.zeros(len(ends))))
        position = np.append(self.position, (self.position.min() - 1, self.position.max() + 1))
        cuts = np.append(self.cuts, (True, True))
        places = np.sort(position[cuts])
        stretch = np.searchsorted(places, position, side="left")  # of a cut: the stretch that it ends
        step = position - places[np.maximum(stretch - 1, 0)]
        rest = places[np.minimum(stretch + cuts, len(places) - 1)] - position
        weight = _levelled(before, after, logp, position)
        with np.errstate(invalid="ignore", over="ignore"):
            forward = _summed(before, after, weight, step[after], cuts)
            backward = _summed(after, before, weight, rest[before], cuts)
            total = np.ones(len(places))
            total[stretch[cuts]] = forward[cuts]
            total[0] = 1.0  # nothing leads to the first cut
            result = forward * backward / total[stretch]
        if not np.isfinite(result).all() or total.min() < LEAST_SUM:
            forward = _walk(before, after, logp, step[after], cuts)
            backward = _walk(after, before, logp, rest[before], cuts)
            return _of_logarithms(forward, backward, stretch, cuts)[:n]
        result[cuts] = 1.0
        return np.minimum(result[:n], 1.0)


def _of_logarithms(forward: Floats, backward: Floats, stretch: Ints, cuts: Flags) -> Floats:
    """The same for stretches so long that their probabilities are too small for numbers."""
    total = np.zeros(int(stretch.max()) + 1)
    total[stretch[cuts]] = forward[cuts]
    inside = np.flatnonzero(~cuts)
    result = np.ones(len(cuts))
    result[inside] = np.exp(np.minimum(forward[inside] + backward[inside] - total[stretch[inside]], 0.0))
    return result


LEAST_SUM = 1e-250


def _levelled(before: Ints, after: Ints, logp: Floats, position: Ints) -> Floats:
    """Probabilities of the steps, each place multiplied by what makes its likeliest step 1: no path gains by that."""
    place = position - position.min()
    best = np.full(int(place.max()) + 1, -np.inf)
    np.maximum.at(best, place[after], logp)
    height = np.cumsum(np.where(np.isfinite(best), best, 0.0))
    return np.asarray(np.exp(logp - height[place[after]] + height[place[before]]), dtype=np.float64)


def _summed(sources: Ints, targets: Ints, weight: Floats, step: Ints, cuts: Flags) -> Floats:
    """The summed weight with which each state is reached from the cut before it."""
    order = np.lexsort((targets, step))
    sources, targets, weight, step = sources[order], targets[order], weight[order], step[order]
    first = np.flatnonzero(np.diff(targets, prepend=-1) | np.diff(step, prepend=-1))
    reached = targets[first]
    steps = np.flatnonzero(np.diff(step[first], prepend=-1)).tolist()
    values = np.zeros(len(cuts))
    known = np.where(cuts, 1.0, 0.0)  # what a state hands on: a cut begins anew
    groups = pairwise([*steps, len(reached)])
    bounds = pairwise([*first[steps].tolist(), len(targets)])
    for (i, j), (low, high) in zip(groups, bounds, strict=True):
        here = reached[i:j]
        values[here] = np.add.reduceat(known[sources[low:high]] * weight[low:high], first[i:j] - low)
        known[here] = np.where(cuts[here], 1.0, values[here])
    return values


def _walk(sources: Ints, targets: Ints, logp: Floats, step: Ints, cuts: Flags) -> Floats:
    """The log of the summed probability with which each state is reached from the cut before it."""
    order = np.lexsort((targets, step))
    sources, targets, logp, step = sources[order], targets[order], logp[order], step[order]
    first = np.flatnonzero(np.diff(targets, prepend=-1) | np.diff(step, prepend=-1))
    counts = np.diff(first, append=len(targets))
    reached = targets[first]
    steps = np.flatnonzero(np.diff(step[first], prepend=-1)).tolist()
    values = np.full(len(cuts), -np.inf)
    known = np.where(cuts, 0.0, -np.inf)  # what a state hands on: a cut begins anew
    groups = pairwise([*steps, len(reached)])
    bounds = pairwise([*first[steps].tolist(), len(targets)])
    with np.errstate(divide="ignore"):  # pruning leaves states that no path reaches
        for (i, j), (low, high) in zip(groups, bounds, strict=True):
            terms = known[sources[low:high]] + logp[low:high]
            edges, here = first[i:j] - low, reached[i:j]
            top = np.maximum(np.maximum.reduceat(terms, edges), LEAST_LOG)
            sums = np.add.reduceat(np.exp(terms - np.repeat(top, counts[i:j])), edges)
            values[here] = np.log(sums) + top
            known[here] = np.where(cuts[here], 0.0, values[here])
    return values
