"""The printed words that read strings may stand for: many strings at a time, with arrays instead of loops.

An onset and a rhyme that the channel allows make a word where the language model knows one. Where the learned readings
do not explain a string well, a letter may be a speck or a confusion that nobody has seen: rhymes and whole words that
differ in a letter or two are offered as well, at a price.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from planparse.restoration.candidate_tables import CandidateTables
from planparse.restoration.syllables import strip_marks

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

DOUBTFUL_COST = 1.8
"""Where the best reading costs more, one letter in the rhyme may be a speck or a confusion nobody has seen."""
SPECK_COST = 5.5
SIMILAR_RANGE = 6.0
RESEMBLANCE_COST = 5.0
LETTER_COST = 2.5
NEIGHBOURS = 25
MIXED_CASE_COST = 1.0
"""A small letter among capitals (`PiCH`) is a capital with its mark."""
LEAST_RHYME_PROBABILITY = 1e-6
PSEUDO_COUNT = 4.0
"""Weight of the nucleus-and-coda estimate against the counts of a whole rhyme."""
LOST_COST = 6.5
"""Of a rhyme of one small letter of which nothing is left: `b sung` for `bổ sung`."""
MAX_READING = 7
"""Longest reading of a rhyme, in characters; the longest rhyme, `uyếch`, has five."""
MAX_ONSET = 4
COST_BITS = 27
COST_STEPS = 1 << 20
"""Costs are between -1 and 127; two that differ by less than a millionth are the same."""


@dataclass(frozen=True)
class Found:
    """Candidates of several strings, each string's in a row; one element a candidate."""

    read: Ints
    """Number of the string."""
    surface: Ints
    """Number among the surfaces of the search."""
    cost: Floats
    """Minus the log probability that it is read so."""


@dataclass
class CandidateSearch:
    """Finds candidates by a channel; remembers the rhymes that it met."""

    tables: CandidateTables
    _rhymes: dict[str, tuple[Ints, Floats]] = field(default_factory=dict)
    """What is read for a rhyme, to the numbers of the rhymes behind it and their costs."""
    _similar: dict[str, tuple[Ints, Floats]] = field(default_factory=dict)

    def load(self) -> None:
        """Make the tables now instead of with the first text, 50 ms."""
        self.candidates(["@"])

    def forget(self) -> None:
        """Forget the rhymes met so far: they take memory."""
        self._rhymes.clear()
        self._similar.clear()

    def direct(self, reads: Sequence[str]) -> Found:
        """The syllables whose learned readings make up the strings."""
        return self._best([self._crossed(self._cuts(enumerate(reads)), 0.0, self._learned_rhymes)])

    def candidates(self, reads: Sequence[str]) -> Found:
        """The likeliest syllables behind the strings, without a language model."""
        learned = self._crossed(self._cuts(enumerate(reads)), 0.0, self._learned_rhymes)
        capitals = ((i, read.upper()) for i, read in enumerate(reads) if _mostly_capitals(read))
        mixed = self._crossed(self._cuts(capitals), MIXED_CASE_COST, self._learned_rhymes)
        least = np.full(len(reads), math.inf)
        for found in (learned, mixed):
            np.minimum.at(least, found.read, found.cost)
        doubtful = [(i, reads[i]) for i in np.flatnonzero(least > DOUBTFUL_COST).tolist()]
        similar = self._crossed(self._cuts(doubtful), SPECK_COST, self._similar_rhymes)
        return self._best([learned, mixed, similar, self._similar_words(doubtful)])

    def _best(self, parts: Sequence[Found]) -> Found:
        """Each word of each string once, as it costs least; of surfaces that cost the same, the first."""
        read, surface = (np.concatenate([getattr(p, name) for p in parts]) for name in ("read", "surface"))
        cost = np.concatenate([p.cost for p in parts])
        key = read * len(self.tables.word_numbers) + self.tables.word_numbers[surface]
        order = np.argsort(key << COST_BITS | ((cost + 1) * COST_STEPS).astype(np.int64), kind="stable")
        first = order[np.flatnonzero(np.diff(key[order], prepend=-1))]
        return Found(read[first], surface[first], cost[first])

    def _cuts(self, reads: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
        """Each string cut into an onset, given as the number of its list, and what is read for the rhyme."""
        index = self.tables.onsets.index
        for i, read in reads:
            for cut in range(min(MAX_ONSET, len(read)) + 1):
                onset = index.get(read[:cut])
                if onset is not None and len(read) - cut <= MAX_READING:
                    yield i, onset, read[cut:]

    def _crossed(
        self,
        cuts: Iterable[tuple[int, int, str]],
        extra: float,
        rhymes_of: Callable[[Sequence[str]], Sequence[tuple[Ints, Floats]]],
    ) -> Found:
        """The words that the onsets and the rhymes of the cuts make."""
        listed = list(cuts)
        if not listed:
            return _NOTHING
        rhymes = rhymes_of([read for _, _, read in listed])
        onset = np.array([number for _, number, _ in listed])
        cut, left = _spread(self.tables.onsets.begin[onset], self.tables.onsets.size[onset])
        sizes = np.array([len(numbers) for numbers, _ in rhymes])
        pair, right = _spread((np.cumsum(sizes) - sizes)[cut], sizes[cut])
        rhyme, rhyme_cost = (np.concatenate(columns) for columns in zip(*rhymes, strict=True))
        surface = self.tables.made[self.tables.onsets.part[left][pair], rhyme[right]]
        good = np.flatnonzero(surface >= 0)
        pair, right = pair[good], right[good]
        cost = self.tables.onsets.value[left][pair] + rhyme_cost[right] + extra
        return Found(np.array([i for i, _, _ in listed])[cut][pair], surface[good], cost)

    def _learned_rhymes(self, reads: Sequence[str]) -> Sequence[tuple[Ints, Floats]]:
        """Rhymes behind read strings with their costs: whole-rhyme counts smoothed by nucleus and coda."""
        missing = [read for read in dict.fromkeys(reads) if read not in self._rhymes]
        if missing:
            found, rhyme, cost = self._smoothed(missing)
            bounds = np.searchsorted(found, np.arange(len(missing) + 1)).tolist()
            for i, read in enumerate(missing):
                self._rhymes[read] = rhyme[bounds[i] : bounds[i + 1]], cost[bounds[i] : bounds[i + 1]]
            if "" in missing:
                self._rhymes[""] = self._lost_rhymes()
        return [self._rhymes[read] for read in reads]

    def _smoothed(self, reads: Sequence[str]) -> tuple[Ints, Ints, Floats]:
        nuclei, codas, whole = self.tables.nuclei, self.tables.codas, self.tables.whole
        cuts = [
            (i, nucleus, coda)
            for i, read in enumerate(reads)
            for cut in range(1, len(read) + 1)
            if (nucleus := nuclei.index.get(read[:cut])) is not None
            and (coda := codas.index.get(read[cut:])) is not None
        ]
        at, first, second = _columns(cuts, 3)
        cut, left = _spread(nuclei.begin[first], nuclei.size[first])
        pair, right = _spread(codas.begin[second][cut], codas.size[second][cut])
        rhyme = self.tables.spelled[nuclei.part[left][pair], codas.part[right]]
        spelled = nuclei.value[left][pair] * codas.value[right]
        good = rhyme >= 0
        size = len(self.tables.totals)
        key, weight = (at[cut][pair] * size + rhyme)[good], spelled[good]
        known = [(i, number) for i, read in enumerate(reads) if (number := whole.index.get(read)) is not None]
        of, listed = _columns(known, 2)
        item, place = _spread(whole.begin[listed], whole.size[listed])
        keys, slot = np.unique(np.concatenate((key, of[item] * size + whole.part[place])), return_inverse=True)
        product = np.bincount(slot[: len(key)], weight, len(keys))
        direct = np.bincount(slot[len(key) :], whole.value[place], len(keys))
        at, rhyme = np.divmod(keys, size)
        total = self.tables.totals[rhyme]
        probability = (direct * total + PSEUDO_COUNT * product) / (total + PSEUDO_COUNT)
        likely = probability > LEAST_RHYME_PROBABILITY
        return at[likely], rhyme[likely], -np.log(probability[likely])

    def _lost_rhymes(self) -> tuple[Ints, Floats]:
        lost = {rhyme: LOST_COST for rhyme in self.tables.rhyme_numbers if len(rhyme) == 1 and rhyme.islower()}
        learned = dict(self.tables.channel.rhymes.get("", ()))
        costs = [min(cost, -math.log(learned.get(rhyme, 1e-9))) for rhyme, cost in lost.items()]
        return np.array([self.tables.rhyme_numbers[rhyme] for rhyme in lost], dtype=np.int64), np.array(costs)

    def _similar_rhymes(self, reads: Sequence[str]) -> Sequence[tuple[Ints, Floats]]:
        """Rhymes behind readings that differ in one letter from the strings, with their costs."""
        missing = [read for read in dict.fromkeys(reads) if read not in self._similar]
        near = {
            read: self.tables.rhyme_readings.of(read)[: NEIGHBOURS - (read in self.tables.channel.rhymes)]
            if len(read) > 1
            else []
            for read in missing
        }
        self._learned_rhymes([other for others in near.values() for other in others])
        for read, others in near.items():
            parts = [self._rhymes[other] for other in others]
            rhyme, cost = (np.concatenate(c) for c in zip(*parts, strict=True)) if parts else _NO_RHYMES
            kept = cost < SIMILAR_RANGE
            self._similar[read] = rhyme[kept], cost[kept]
        return [self._similar[read] for read in reads]

    def _similar_words(self, reads: Iterable[tuple[int, str]]) -> Found:
        """Syllables whose letters without marks resemble the strings, however that came about."""
        found = [
            (i, 3 * skeleton + case, distance)
            for i, read in reads
            for plain in [strip_marks(read).lower().translate(_LETTER_FOR_DIGIT)]
            for case in [_case_of(read)]
            for _, distance, skeleton in extract(
                plain,
                self.tables.skeletons,
                scorer=Levenshtein.distance,
                score_cutoff=min(2, len(plain) // 2),
                limit=NEIGHBOURS,
            )
        ]
        if not found:
            return _NOTHING
        numbers, listed, distances = (np.array(column) for column in zip(*found, strict=True))
        begin, size, surfaces = self.tables.by_skeleton
        which, place = _spread(begin[listed], size[listed])
        cost = RESEMBLANCE_COST + LETTER_COST * distances + np.log(size[listed])
        return Found(numbers[which], surfaces[place], cost[which])


_NO_NUMBERS = np.zeros(0, dtype=np.int64)
_NOTHING = Found(_NO_NUMBERS, _NO_NUMBERS, np.zeros(0))
_NO_RHYMES = (_NO_NUMBERS, np.zeros(0))
_LETTER_FOR_DIGIT = str.maketrans("01456890|}{&¢", "olasobgolllec")


def _spread(begin: Ints, size: Ints) -> tuple[Ints, Ints]:
    """For lists `begin[i]` to `begin[i] + size[i]`, one behind the other: the list and the place of each element."""
    which = np.repeat(np.arange(len(size)), size)
    return which, np.arange(len(which)) + np.repeat(begin - (np.cumsum(size) - size), size)


def _columns(rows: Sequence[tuple[int, ...]], width: int) -> Ints:
    return np.array(rows, dtype=np.int64).reshape(-1, width).T


def _mostly_capitals(read: str) -> bool:
    capitals = sum(c.isupper() for c in read)
    return capitals >= 2 and not read.isupper() and 2 * capitals >= len(read)


def _case_of(read: str) -> int:
    """0 small letters, 1 a capital in front, 2 all capitals."""
    letters = [c for c in read if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return 2
    return int(bool(letters) and letters[0].isupper())
