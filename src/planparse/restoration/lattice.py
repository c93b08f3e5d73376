"""The lattice: every way to read a document. Arcs lead from position to position: a word, and its cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from planparse.restoration.ngrams import LanguageModel

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


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
PRUNE = 1e-4
"""Arcs less probable than this by bigrams are not looked at with trigrams, which saves most of the time. What it costs
in words was not measured."""


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
    logp = model.bigrams(word[left], word[right])[0] - cost[right]
    opening = start == start[0]
    entry = np.where(opening, model.probability[0][word] - cost, -np.inf)
    arcs = _States(start, entry, end == end.max(), _unavoidable(start, end))
    return arcs.posterior(left, right, logp)


def _trigram_posterior(
    start: Ints, end: Ints, word: Ints, cost: Floats, model: LanguageModel
) -> tuple[Floats, Pairs]:
    """As with bigrams, over states that are pairs of adjacent arcs."""
    left, right = _adjacent(start, end)
    bigram, number = model.bigrams(word[left], word[right])
    before, after = linked(left, right, len(start))
    logp = model.trigrams(number[before], word[right[after]], bigram[after])[0] - cost[right[after]]
    first_two = model.probability[0][word[left]] - cost[left] + bigram - cost[right]
    state = pair_posterior(start, end, left, right, first_two, before, after, logp)
    return arc_posterior(start, left, right, state), Pairs(left, right, state)


def linked(left: Ints, right: Ints, arcs: int) -> tuple[Ints, Ints]:
    """All pairs of pairs ((a, b), (b, c)), by their numbers."""
    by_first = np.argsort(left, kind="stable")
    first_of = np.searchsorted(left[by_first], np.arange(arcs + 1))
    sizes = (first_of[1:] - first_of[:-1])[right]
    before = np.repeat(np.arange(len(left)), sizes)
    offset = np.arange(len(before)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return before, by_first[np.repeat(first_of[:-1][right], sizes) + offset]


def pair_posterior(
    start: Ints, end: Ints, left: Ints, right: Ints, entry: Floats, before: Ints, after: Ints, logp: Floats
) -> Floats:
    """The probability of each pair of adjacent arcs; `entry` counts for the pairs that begin the text."""
    opening = start[left] == start.min()
    alone = _unavoidable(start, end)
    pairs = _States(end[left], np.where(opening, entry, -np.inf), end[right] == end.max(), alone[left] & alone[right])
    return pairs.posterior(before, after, logp)


def arc_posterior(start: Ints, left: Ints, right: Ints, state: Floats) -> Floats:
    """The probability of each arc from those of the pairs that it is in."""
    posterior = np.bincount(right, state, len(start)).astype(np.float64)
    opening = start == start.min()
    posterior[opening] = np.bincount(left, state, len(start))[opening]
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
        forward = _walk(before, after, logp, step[after], cuts)
        rest = places[np.minimum(stretch + cuts, len(places) - 1)] - position
        backward = _walk(after, before, logp, rest[before], cuts)
        total = np.zeros(len(places))
        total[stretch[cuts]] = forward[cuts]
        inside = np.flatnonzero(~cuts)
        result = np.ones(n)
        result[inside] = np.exp(np.minimum(forward[inside] + backward[inside] - total[stretch[inside]], 0.0))
        return result


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
