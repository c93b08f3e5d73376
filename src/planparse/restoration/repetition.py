"""What a document repeats: words and phrases decided with certainty elsewhere in it help where the reading is in doubt.

Plans repeat names, bodies and phrases. After the first decoding the document has counts of its own: each arc and each
pair of arcs counts as much as it is probable. They are mixed with the language model and the doubtful stretches are
read again; what a place says itself never counts for it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from planparse.restoration.lattice import (
    Decoding,
    Floats,
    Ints,
    Lattice,
    Pairs,
    arc_posterior,
    follow,
    linked,
    pair_posterior,
)
from planparse.restoration.ngrams import LanguageModel

LEAST_POSTERIOR = 3e-4
"""Arcs and pairs less probable than this after the first decoding are out."""
WORD_SHARE = 0.1
PAIR_SHARE = 0.12
TRIPLE_SHARE = 0.2
"""Shares of the document's own words, pairs and triples in the mixture."""
FREQUENCY_SHARE = 0.1
"""Share of the plain frequency of words: it holds back rare words that one law uses in one phrase."""
FEW = 1.0
"""A history that the document had this often counts half."""
_BITS = 21


@dataclass(frozen=True)
class _Counts:
    """Expected counts by key."""

    keys: Ints
    counts: Floats

    @classmethod
    def of(cls, keys: Ints, weights: Floats) -> _Counts:
        unique, place = np.unique(keys, return_inverse=True)
        return cls(unique, np.bincount(place, weights, len(unique)))

    def at(self, keys: Ints) -> Floats:
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[place] == keys, self.counts[place], 0.0)


def read_again(lattice: Lattice, first: Decoding, model: LanguageModel, unknown: int) -> Decoding:
    """Decode what is in doubt with the help of the rest of the document.

    Args:
        unknown: number of the unknown word; such words count by their letters.
    """
    likely = first.posterior > LEAST_POSTERIOR
    likely[list(first.arcs)] = True
    pairs = first.pairs
    wanted = likely[pairs.left] & likely[pairs.right]
    kept = np.flatnonzero(likely)
    renumber = np.full(len(likely), -1)
    renumber[kept] = np.arange(len(kept))
    left, right = renumber[pairs.left[wanted]], renumber[pairs.right[wanted]]
    start, end, word, cost = lattice.start[kept], lattice.end[kept], lattice.word[kept], lattice.cost[kept]
    names = _names(lattice, kept, word, unknown)
    arc, pair = first.posterior[kept], pairs.posterior[wanted]
    bigram, number = model.bigrams(word[left], word[right])
    before, after = linked(left, right, len(kept))
    logp, _ = model.trigrams(number[before], word[right[after]], bigram[after])
    triple = _triples_so_far(start, end, word, arc, left, right, model)
    logp = model.fourgrams(triple[before], word[right[after]], logp)
    logp = np.logaddexp(logp, math.log(FREQUENCY_SHARE) + model.probability[0][word[right[after]]])
    logp = _mixed(logp, names, arc, pair, left, right, before, after) - cost[right[after]]
    entry = model.probability[0][word[left]] - cost[left] + bigram - cost[right]
    state = pair_posterior(start, end, left, right, entry, before, after, logp)
    posterior = np.zeros(len(likely))
    posterior[kept] = arc_posterior(start, left, right, state)
    path = follow(lattice.start, lattice.end, posterior)
    return Decoding(tuple(path.tolist()), posterior, Pairs(kept[left], kept[right], state))


def _triples_so_far(
    start: Ints, end: Ints, word: Ints, arc: Floats, left: Ints, right: Ints, model: LanguageModel
) -> Ints:
    """For each pair the number of the trigram that it makes with the likeliest arc before it; -1 where there is none."""
    order = np.lexsort((arc, end))
    last = np.flatnonzero(np.diff(end[order], append=-1))
    likeliest = np.full(int(end.max()) + 1, -1)
    likeliest[end[order[last]]] = order[last]
    earlier = likeliest[start[left]]
    known = earlier >= 0
    bigram, number = model.bigrams(word[np.maximum(earlier, 0)], word[left])
    _, triple = model.trigrams(np.where(known, number, -1), word[right], bigram)
    return triple


def _names(lattice: Lattice, kept: Ints, word: Ints, unknown: int) -> Ints:
    """The word of each arc; unknown words get numbers of their own by their letters."""
    names = word.copy()
    own: dict[str, int] = {}
    for i in np.flatnonzero(word == unknown).tolist():
        choice = lattice.choice(int(kept[i]))
        if choice is not None:
            names[i] = own.setdefault(choice.reading.surface.lower(), (1 << 15) + len(own))
    return names


def _mixed(
    logp: Floats, names: Ints, arc: Floats, pair: Floats, left: Ints, right: Ints, before: Ints, after: Ints
) -> Floats:
    words = _Counts.of(names, arc)
    pair_keys = (names[left] << _BITS) | names[right]
    pairs = _Counts.of(pair_keys, pair)
    triple_keys = (pair_keys[before] << _BITS) | names[right[after]]
    triple = np.minimum(pair[before], pair[after])
    triples = _Counts.of(triple_keys, triple)
    word_count = np.maximum(words.at(names) - arc, 0.0)
    pair_count = np.maximum(pairs.at(pair_keys) - pair, 0.0)
    triple_count = np.maximum(triples.at(triple_keys) - triple, 0.0)
    one = word_count[right[after]] / max(1.0, float(arc.sum()))
    history = word_count[right[before]]
    two = pair_count[after] / (np.maximum(history, pair_count[after]) + FEW)
    longer = pair_count[before]
    three = triple_count / (np.maximum(longer, triple_count) + FEW)
    share = 1.0 - WORD_SHARE - PAIR_SHARE * history / (history + FEW) - TRIPLE_SHARE * longer / (longer + FEW)
    mixed = share * np.exp(logp) + WORD_SHARE * one + PAIR_SHARE * two + TRIPLE_SHARE * three
    return np.log(mixed)
