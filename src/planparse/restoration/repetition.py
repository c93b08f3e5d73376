"""What a document repeats: words and phrases decided with certainty elsewhere in it help where the reading is in doubt.

Plans repeat names, bodies and phrases. After the first decoding the document has counts of its own: each arc, each
pair and each triple of arcs counts as much as it is certain. They are mixed with the language model and the doubtful
stretches are read again; what a place says itself never counts for it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planparse.restoration.lattice import (
    Decoding,
    Floats,
    Ints,
    Lattice,
    Pairs,
    Walk,
    arc_posterior,
    follow,
    linked,
    pair_posterior,
)
from planparse.restoration.ngrams import LanguageModel
from planparse.restoration.tokens import UNKNOWN

LEAST_POSTERIOR = 3e-4
"""Arcs less probable than this after the first decoding are out."""
WORD_SHARE = 0.07
PAIR_SHARE = 0.12
TRIPLE_SHARE = 0.15
"""Shares of the document's own words, pairs and triples in the mixture, tuned on 21 documents that are in no figure."""
FREQUENCY_SHARE = 0.06
"""Share of the plain frequency of words: it holds back rare words that one law uses in one phrase."""
CERTAINTY = 3
"""Power of the probabilities that are counted. With 1, places that are in doubt alike prop each other up."""
FEW = 3.0
"""A history that the document had this often counts half."""
_BITS = 21
_OWN_NUMBERS = 1 << 15


@dataclass(frozen=True)
class _Counts:
    """Expected counts by key."""

    keys: Ints
    counts: Floats

    @classmethod
    def of(cls, keys: Ints, weights: Floats) -> _Counts:
        unique, place = np.unique(keys, return_inverse=True)
        return cls(unique, np.bincount(place, weights, len(unique)).astype(np.float64))

    def elsewhere(self, keys: Ints, own: Floats) -> Floats:
        """The counts of keys that are all known, without what each place adds itself."""
        return np.asarray(np.maximum(self.counts[np.searchsorted(self.keys, keys)] - own, 0.0), dtype=np.float64)


def read_again(lattice: Lattice, first: Decoding, model: LanguageModel, *, capitals_differ: bool = False) -> Decoding:
    """Decode what is in doubt with the help of the rest of the document."""
    likely = first.posterior > LEAST_POSTERIOR
    likely[list(first.arcs)] = True
    wanted = likely[first.pairs.left] & likely[first.pairs.right]
    kept = np.flatnonzero(likely)
    renumber = np.full(len(likely), -1)
    renumber[kept] = np.arange(len(kept))
    pairs = Pairs(
        renumber[first.pairs.left[wanted]], renumber[first.pairs.right[wanted]], first.pairs.posterior[wanted]
    )
    start, end, word, cost = lattice.start[kept], lattice.end[kept], lattice.word[kept], lattice.cost[kept]
    bigram, number = model.bigrams(word[pairs.left], word[pairs.right])
    before, after = linked(pairs.left, pairs.right, len(kept))
    last = word[pairs.right[after]]
    logp, _ = model.trigrams(number[before], last, bigram[after])
    general = np.exp(logp) + FREQUENCY_SHARE * np.exp(model.probability[0][last])
    names = _names(lattice, kept, word if capitals_differ else model.plain_forms[word], model)
    mixed = _mixed(general, _Repeated.of(names, first.posterior[kept], pairs, before, after))
    entry = model.probability[0][word[pairs.left]] - cost[pairs.left] + bigram - cost[pairs.right]
    walk = Walk(before, after, np.log(mixed) - cost[pairs.right[after]])
    state = pair_posterior(start, end, pairs, entry, walk)
    posterior = np.zeros(len(likely))
    posterior[kept] = arc_posterior(start, pairs, state)
    path = follow(lattice.start, lattice.end, posterior)
    return Decoding(tuple(path.tolist()), posterior, Pairs(kept[pairs.left], kept[pairs.right], state))


def _names(lattice: Lattice, kept: Ints, word: Ints, model: LanguageModel) -> Ints:
    """The word of each arc; unknown words count by their letters."""
    names = word.copy()
    unknown = model.number(UNKNOWN)
    own: dict[str, int] = {}
    for i in np.flatnonzero(word == unknown).tolist():
        choice = lattice.choice(int(kept[i]))
        if choice is not None:
            names[i] = own.setdefault(choice.reading.surface.lower(), _OWN_NUMBERS + len(own))
    return names


@dataclass(frozen=True)
class _Repeated:
    """How often the rest of the document has what each step of the walk reads; one element a step."""

    word: Floats
    """Share of the word it reads."""
    history: Floats
    """Count of the word before it, and of the two words before it."""
    longer_history: Floats
    pair: Floats
    triple: Floats

    @classmethod
    def of(cls, names: Ints, arc: Floats, pairs: Pairs, before: Ints, after: Ints) -> _Repeated:
        arc, pair = arc**CERTAINTY, pairs.posterior**CERTAINTY
        words = _Counts.of(names, arc).elsewhere(names, arc)
        pair_keys = (names[pairs.left] << _BITS) | names[pairs.right]
        pair_counts = _Counts.of(pair_keys, pair).elsewhere(pair_keys, pair)
        triple_keys = (pair_keys[before] << _BITS) | names[pairs.right[after]]
        own = np.minimum(pair[before], pair[after])
        return cls(
            words[pairs.right[after]] / max(1.0, float(arc.sum())),
            words[pairs.right[before]],
            pair_counts[before],
            pair_counts[after],
            _Counts.of(triple_keys, own).elsewhere(triple_keys, own),
        )


def _mixed(general: Floats, seen: _Repeated) -> Floats:
    """Probabilities of the steps: the language model's, and those of the document as far as it knows the history."""
    pair = seen.pair / (np.maximum(seen.history, seen.pair) + FEW)
    triple = seen.triple / (np.maximum(seen.longer_history, seen.triple) + FEW)
    trust = seen.history / (seen.history + FEW)
    longer_trust = seen.longer_history / (seen.longer_history + FEW)
    share = 1.0 - WORD_SHARE - PAIR_SHARE * trust - TRIPLE_SHARE * longer_trust
    mixed = share * general + WORD_SHARE * seen.word + PAIR_SHARE * pair + TRIPLE_SHARE * triple
    return np.asarray(mixed, dtype=np.float64)
