"""The channel: which printed words a read string may stand for, and how probable each would have been read so."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from planparse.restoration.learn import ConfusionRow
from planparse.restoration.syllables import fold, split_onset, strip_marks

PSEUDO_COUNT = 4.0
"""Weight of the nucleus-and-coda estimate against the counts of a whole rhyme."""
IDENTITY_FLOOR = 0.01
"""Least probability that a part is read as its letters without marks: rare parts have no counts."""
MAX_CANDIDATES = 12
DOUBTFUL_COST = 2.5
"""Where the best reading costs more, one letter in the rhyme may be a speck or a confusion nobody has seen."""
SPECK_PROBABILITY = 0.004
RESEMBLANCE_COST = 5.0
LETTER_COST = 2.5
NEIGHBOURS = 25
_MAX_READING = 7
"""Longest reading of a rhyme, in characters; the longest rhyme, `uyếch`, has five."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A printed word that a read string may stand for."""

    word: str
    """Its key in the language model."""
    surface: str
    """As it would be printed."""
    cost: float
    """Minus the log probability that it is read so."""


Readings = dict[str, list[tuple[str, float]]]


@dataclass
class Channel:
    """Readings of onsets and rhymes of one OCR family, indexed by what is read."""

    onsets: Readings
    rhymes: Readings
    nuclei: Readings
    codas: Readings
    rhyme_counts: dict[str, int]
    words: frozenset[str]
    """Keys of the syllables that the language model knows."""
    by_skeleton: dict[str, list[str]]
    """`thuc` -> `thực`, `thúc`, `thục`, `thức`."""
    _rhyme_cache: dict[str, list[tuple[str, float]]] = field(default_factory=dict)

    @cached_property
    def _rhyme_readings(self) -> list[str]:
        return [read for read in self.rhymes if len(read) > 1]

    @cached_property
    def _skeletons(self) -> list[str]:
        return list(self.by_skeleton)

    @classmethod
    def build(cls, rows: Iterable[ConfusionRow], words: Iterable[str]) -> Channel:
        """Index the confusion rows; `words` are the syllables that may be proposed."""
        tables: dict[str, Readings] = {part: defaultdict(list) for part in ("onset", "rhyme", "nucleus", "coda")}
        totals: dict[str, int] = {}
        for row in rows:
            cells = row.readings.split(" ")
            counted = [(read, int(count)) for read, count in zip(cells[::2], cells[1::2], strict=True)]
            total = sum(count for _, count in counted)
            plain = strip_marks(row.printed)
            for read, count in counted:
                tables[row.part][read].append((row.printed, count / (total + 1)))
            if plain not in cells[::2]:
                tables[row.part][plain].append((row.printed, IDENTITY_FLOOR))
            if row.part == "rhyme":
                totals[row.printed] = total
        syllables = frozenset(words)
        _complete(tables["rhyme"], totals, syllables)
        skeletons: dict[str, list[str]] = defaultdict(list)
        for word in sorted(syllables):
            skeletons[strip_marks(word)].append(word)
        return cls(tables["onset"], tables["rhyme"], tables["nucleus"], tables["coda"], totals, syllables, skeletons)

    def candidates(self, read: str) -> list[Candidate]:
        """The likeliest syllables behind one read word, without a language model, best first."""
        best: dict[str, Candidate] = {}
        self._collect(read, self._rhymes, best)
        if min((c.cost for c in best.values()), default=math.inf) > DOUBTFUL_COST:
            self._collect(read, self._similar_rhymes, best)
            self._collect_similar_words(read, best)
        return sorted(best.values(), key=lambda c: (c.cost, c.word))[: 3 * MAX_CANDIDATES]

    def _collect(self, read: str, rhymes: Callable[[str], list[tuple[str, float]]], best: dict[str, Candidate]) -> None:
        for onset, onset_p, cut in self._onsets(read):
            for rhyme, rhyme_p in rhymes(read[cut:]):
                surface = _join(onset, rhyme)
                if surface is not None:
                    _offer(best, self.words, surface, -math.log(onset_p * rhyme_p))

    def _similar_rhymes(self, read: str) -> list[tuple[str, float]]:
        """Rhymes behind readings that differ in one letter: a speck, or a confusion nobody has seen yet."""
        if not 2 <= len(read) <= _MAX_READING:
            return []
        similar = process.extract(
            read, self._rhyme_readings, scorer=Levenshtein.distance, score_cutoff=1, limit=NEIGHBOURS
        )
        best: dict[str, float] = {}
        for reading, distance, _ in similar:
            if distance:
                for rhyme, p in self._rhymes(reading):
                    best[rhyme] = max(best.get(rhyme, 0.0), p * SPECK_PROBABILITY)
        return list(best.items())

    def _collect_similar_words(self, read: str, best: dict[str, Candidate]) -> None:
        """Syllables whose letters without marks resemble what is read, however that came about."""
        plain = strip_marks(read).lower().translate(_LETTER_FOR_DIGIT)
        for skeleton, distance, _ in process.extract(
            plain, self._skeletons, scorer=Levenshtein.distance, score_cutoff=min(2, len(plain) // 2), limit=NEIGHBOURS
        ):
            words = self.by_skeleton[skeleton]
            cost = RESEMBLANCE_COST + LETTER_COST * distance + math.log(len(words))
            for word in words:
                _offer(best, self.words, _in_case_of(read, word), cost)

    def _onsets(self, read: str) -> Iterator[tuple[str, float, int]]:
        yield "", 1.0, 0
        for cut in range(1, min(4, len(read)) + 1):
            for onset, probability in self.onsets.get(read[:cut], ()):
                if onset:
                    yield onset, probability, cut

    def _rhymes(self, read: str) -> list[tuple[str, float]]:
        """Rhymes behind a read string: whole-rhyme counts smoothed by nucleus and coda."""
        if not read or len(read) > _MAX_READING:
            return []
        cached = self._rhyme_cache.get(read)
        if cached is not None:
            return cached
        product: dict[str, float] = defaultdict(float)
        for cut in range(1, len(read) + 1):
            nuclei = self.nuclei.get(read[:cut])
            if not nuclei:
                continue
            codas = self.codas.get(read[cut:], ()) if cut < len(read) else (("", 1.0),)
            for nucleus, p in nuclei:
                for coda, q in codas:
                    if nucleus.isupper() or not coda.isupper():
                        product[nucleus + coda] += p * q
        direct = dict(self.rhymes.get(read, ()))
        result = []
        for rhyme in product.keys() | direct.keys():
            total = self.rhyme_counts.get(rhyme)
            if total is None:
                continue
            p = (direct.get(rhyme, 0.0) * total + PSEUDO_COUNT * product.get(rhyme, 0.0)) / (total + PSEUDO_COUNT)
            if p > 1e-7:
                result.append((rhyme, p))
        result.sort(key=lambda item: (-item[1], item[0]))
        self._rhyme_cache[read] = result
        return result


_LETTER_FOR_DIGIT = str.maketrans("01456890|}{&¢", "olasobgolllec")


def _offer(best: dict[str, Candidate], words: frozenset[str], surface: str, cost: float) -> None:
    word = fold(surface)
    known = best.get(word)
    if word in words and (known is None or (cost, surface) < (known.cost, known.surface)):
        best[word] = Candidate(word, surface, cost)


def _in_case_of(read: str, word: str) -> str:
    letters = [c for c in read if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return word.upper()
    return word.capitalize() if letters and letters[0].isupper() else word


def _complete(rhymes: Readings, totals: dict[str, int], words: frozenset[str]) -> None:
    """Give rhymes of known syllables that were never seen in training, also in capitals, their unmarked reading."""
    for word in words:
        onset, rhyme = split_onset(word)
        for printed in (rhyme, rhyme.upper(), *(() if onset else (rhyme[:1].upper() + rhyme[1:],))):
            if printed not in totals:
                totals[printed] = 0
                rhymes[strip_marks(printed)].append((printed, 1.0))


def _join(onset: str, rhyme: str) -> str | None:
    """Onset and rhyme where their case agrees: `s`+`ố`, `S`+`ố`, `S`+`Ố`, ``+`Ủy`; None for `s`+`Ố`, `TH`+`ố`."""
    if not onset:
        return rhyme
    if rhyme.islower():
        return onset + rhyme if onset[1:].islower() or len(onset) == 1 else None
    if rhyme.isupper():
        return onset + rhyme if onset.isupper() else None
    return None
