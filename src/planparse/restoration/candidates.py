"""The printed words that read strings may stand for: many strings at a time, with arrays instead of loops.

An onset and a rhyme that the channel allows make a word where the language model knows one. Where the learned readings
do not explain a string well, a letter may be a speck or a confusion that nobody has seen: rhymes and whole words that
differ in a letter or two are offered as well, at a price.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from planparse.restoration.channel import TRUSTED_COUNT, Channel, usual_tone_place
from planparse.restoration.neighbours import OneLetterOff
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


@dataclass(frozen=True)
class _Lists:
    """Lists of numbered parts with a value each, one behind the other."""

    index: dict[str, int]
    """The list of each read string."""
    begin: Ints
    size: Ints
    part: Ints
    value: Floats

    @classmethod
    def of(cls, readings: dict[str, list[tuple[str, float]]], numbers: dict[str, int]) -> _Lists:
        known = {read: [(numbers[p], v) for p, v in parts if p in numbers] for read, parts in readings.items()}
        size = np.array([len(parts) for parts in known.values()], dtype=np.int64)
        flat = [item for parts in known.values() for item in parts]
        return cls(
            {read: i for i, read in enumerate(known)},
            np.cumsum(size) - size,
            size,
            np.array([part for part, _ in flat], dtype=np.int64),
            np.array([value for _, value in flat], dtype=np.float64),
        )


@dataclass
class CandidateSearch:
    """Finds candidates by a channel; remembers the rhymes that it met."""

    channel: Channel
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

    @cached_property
    def surfaces(self) -> list[str]:
        """Every way to print a syllable that the language model knows, in the order of the alphabet."""
        return sorted(self.channel.surfaces)

    @cached_property
    def words(self) -> list[str]:
        """The words printed so, by number of the surface."""
        return [self.channel.surfaces[surface] for surface in self.surfaces]

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
        key = read * len(self._word_numbers) + self._word_numbers[surface]
        order = np.argsort(key << COST_BITS | ((cost + 1) * COST_STEPS).astype(np.int64), kind="stable")
        first = order[np.flatnonzero(np.diff(key[order], prepend=-1))]
        return Found(read[first], surface[first], cost[first])

    def _cuts(self, reads: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
        """Each string cut into an onset, given as the number of its list, and what is read for the rhyme."""
        index = self._onsets.index
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
        cut, left = _spread(self._onsets.begin[onset], self._onsets.size[onset])
        sizes = np.array([len(numbers) for numbers, _ in rhymes])
        pair, right = _spread((np.cumsum(sizes) - sizes)[cut], sizes[cut])
        rhyme, rhyme_cost = (np.concatenate(columns) for columns in zip(*rhymes, strict=True))
        surface = self._made[self._onsets.part[left][pair], rhyme[right]]
        good = np.flatnonzero(surface >= 0)
        pair, right = pair[good], right[good]
        cost = self._onsets.value[left][pair] + rhyme_cost[right] + extra
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
        nuclei, codas, whole = self._nuclei, self._codas, self._whole
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
        rhyme = self._spelled[nuclei.part[left][pair], codas.part[right]]
        spelled = nuclei.value[left][pair] * codas.value[right]
        good = rhyme >= 0
        size = len(self._totals)
        key, weight = (at[cut][pair] * size + rhyme)[good], spelled[good]
        known = [(i, number) for i, read in enumerate(reads) if (number := whole.index.get(read)) is not None]
        of, listed = _columns(known, 2)
        item, place = _spread(whole.begin[listed], whole.size[listed])
        keys, slot = np.unique(np.concatenate((key, of[item] * size + whole.part[place])), return_inverse=True)
        product = np.bincount(slot[: len(key)], weight, len(keys))
        direct = np.bincount(slot[len(key) :], whole.value[place], len(keys))
        at, rhyme = np.divmod(keys, size)
        total = self._totals[rhyme]
        probability = (direct * total + PSEUDO_COUNT * product) / (total + PSEUDO_COUNT)
        likely = probability > LEAST_RHYME_PROBABILITY
        return at[likely], rhyme[likely], -np.log(probability[likely])

    def _lost_rhymes(self) -> tuple[Ints, Floats]:
        lost = {rhyme: LOST_COST for rhyme in self._rhyme_numbers if len(rhyme) == 1 and rhyme.islower()}
        learned = dict(self.channel.rhymes.get("", ()))
        costs = [min(cost, -math.log(learned.get(rhyme, 1e-9))) for rhyme, cost in lost.items()]
        return np.array([self._rhyme_numbers[rhyme] for rhyme in lost], dtype=np.int64), np.array(costs)

    def _similar_rhymes(self, reads: Sequence[str]) -> Sequence[tuple[Ints, Floats]]:
        """Rhymes behind readings that differ in one letter from the strings, with their costs."""
        missing = [read for read in dict.fromkeys(reads) if read not in self._similar]
        near = {
            read: self._rhyme_readings.of(read)[: NEIGHBOURS - (read in self.channel.rhymes)] if len(read) > 1 else []
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
                self._skeletons,
                scorer=Levenshtein.distance,
                score_cutoff=min(2, len(plain) // 2),
                limit=NEIGHBOURS,
            )
        ]
        if not found:
            return _NOTHING
        numbers, listed, distances = (np.array(column) for column in zip(*found, strict=True))
        begin, size, surfaces = self._by_skeleton
        which, place = _spread(begin[listed], size[listed])
        cost = RESEMBLANCE_COST + LETTER_COST * distances + np.log(size[listed])
        return Found(numbers[which], surfaces[place], cost[which])

    @cached_property
    def _word_numbers(self) -> Ints:
        """By surface the number of its word."""
        numbers = {word: i for i, word in enumerate(sorted(set(self.words)))}
        return np.array([numbers[word] for word in self.words], dtype=np.int64)

    @cached_property
    def _onset_numbers(self) -> dict[str, int]:
        printed = {printed for parts in self.channel.onsets.values() for printed, _ in parts}
        return {onset: i for i, onset in enumerate(("", *sorted(printed - {""})))}

    @cached_property
    def _rhyme_numbers(self) -> dict[str, int]:
        return {rhyme: i for i, rhyme in enumerate(self.channel.rhyme_counts)}

    @cached_property
    def _totals(self) -> Ints:
        return np.minimum(np.array(list(self.channel.rhyme_counts.values()), dtype=np.int64), TRUSTED_COUNT)

    @cached_property
    def _onsets(self) -> _Lists:
        costs = {
            read: [(printed, -math.log(p)) for printed, p in parts if printed]
            for read, parts in self.channel.onsets.items()
            if read
        }
        return _Lists.of({"": [("", 0.0)], **costs}, self._onset_numbers)

    @cached_property
    def _whole(self) -> _Lists:
        return _Lists.of(self.channel.rhymes, self._rhyme_numbers)

    @cached_property
    def _nucleus_numbers(self) -> dict[str, int]:
        return {n: i for i, n in enumerate(sorted({n for parts in self.channel.nuclei.values() for n, _ in parts}))}

    @cached_property
    def _coda_numbers(self) -> dict[str, int]:
        return {
            c: i for i, c in enumerate(sorted({"", *(c for parts in self.channel.codas.values() for c, _ in parts)}))
        }

    @cached_property
    def _nuclei(self) -> _Lists:
        return _Lists.of(self.channel.nuclei, self._nucleus_numbers)

    @cached_property
    def _codas(self) -> _Lists:
        return _Lists.of({**self.channel.codas, "": [("", 1.0)]}, self._coda_numbers)

    @cached_property
    def _spelled(self) -> Ints:
        """The rhyme that a nucleus and a coda make; -1 for none."""
        table = np.full((len(self._nucleus_numbers), len(self._coda_numbers)), -1)
        for rhyme, number in self._rhyme_numbers.items():
            for cut in range(1, len(rhyme) + 1):
                nucleus, coda = self._nucleus_numbers.get(rhyme[:cut]), self._coda_numbers.get(rhyme[cut:])
                if nucleus is not None and coda is not None and (rhyme[:cut].isupper() or not rhyme[cut:].isupper()):
                    table[nucleus, coda] = number
        return table

    @cached_property
    def _made(self) -> Ints:
        """The surface that an onset and a rhyme make; -1 for none."""
        table = np.full((len(self._onset_numbers), len(self._rhyme_numbers)), -1)
        for number, surface in enumerate(self.surfaces):
            for cut in range(min(3, len(surface) - 1) + 1):
                onset, rhyme = self._onset_numbers.get(surface[:cut]), self._rhyme_numbers.get(surface[cut:])
                if onset is not None and rhyme is not None:
                    table[onset, rhyme] = number
        return table

    @cached_property
    def _rhyme_readings(self) -> OneLetterOff:
        return OneLetterOff.index(read for read in self.channel.rhymes if len(read) > 1)

    @cached_property
    def _skeletons(self) -> list[str]:
        return list(self.channel.by_skeleton)

    @cached_property
    def _by_skeleton(self) -> tuple[Ints, Ints, Ints]:
        """The surfaces of words with the same letters, one list for small letters, one for a capital in front, one for
        capitals: where each begins, its size, and the surfaces.
        """
        numbers = {surface: i for i, surface in enumerate(self.surfaces)}
        lists = [
            [numbers[case(usual_tone_place(word))] for word in words]
            for words in self.channel.by_skeleton.values()
            for case in (str, str.capitalize, str.upper)
        ]
        size = np.array([len(listed) for listed in lists], dtype=np.int64)
        return np.cumsum(size) - size, size, np.array([number for listed in lists for number in listed], dtype=np.int64)


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
