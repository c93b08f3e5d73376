"""The channel: which printed words a read string may stand for, and how probable each would have been read so."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from planparse.restoration.learn import NOTHING, ConfusionRow
from planparse.restoration.neighbours import OneLetterOff
from planparse.restoration.syllables import split_onset, strip_marks

FAMILY_COUNT = 8.0
"""Weight of what the nuclei of the same letters have in common against the counts of a nucleus itself."""
LEAST_PROBABILITY = 3e-5
PSEUDO_COUNT = 4.0
"""Weight of the nucleus-and-coda estimate against the counts of a whole rhyme."""
TRUSTED_COUNT = 60
"""More counts than this say nothing more: every font, scanner and engine has habits that training never saw."""
LEVEL = 0.65
LETTER_COUNT = 4.0
"""Weight of the estimate from the letters of a nucleus."""
IDENTITY_FLOOR = 0.01
"""Least probability that a part is read as its letters without marks: rare parts have no counts."""
DOUBTFUL_COST = 1.8
"""Where the best reading costs more, one letter in the rhyme may be a speck or a confusion nobody has seen."""
SPECK_COST = 5.5
SIMILAR_RANGE = 6.0
LEAST_RHYME_PROBABILITY = 1e-6
LOST_COST = 6.5
RESEMBLANCE_COST = 5.0
LETTER_COST = 2.5
NEIGHBOURS = 25
MIXED_CASE_COST = 1.0
"""A small letter among capitals (`PiCH`) is a capital with its mark."""
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
    surfaces: dict[str, str]
    """Every way to print a syllable that the language model knows, to its key."""
    by_skeleton: dict[str, list[str]]
    """`thuc` -> `thực`, `thúc`, `thục`, `thức`."""
    _rhyme_cache: dict[str, list[tuple[str, float]]] = field(default_factory=dict)
    _similar_cache: dict[str, list[tuple[str, float]]] = field(default_factory=dict)
    _direct_cache: dict[str, dict[str, Candidate]] = field(default_factory=dict)
    _candidates_cache: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)

    @cached_property
    def _rhyme_readings(self) -> OneLetterOff:
        return OneLetterOff.index(read for read in self.rhymes if len(read) > 1)

    @cached_property
    def _lost_rhymes(self) -> list[tuple[str, float]]:
        """Rhymes of one small letter may all be lost: `b sung` for `bổ sung`."""
        lost = {rhyme: LOST_COST for rhyme in self.rhyme_counts if len(rhyme) == 1 and rhyme.islower()}
        lost |= {rhyme: min(LOST_COST, -math.log(p)) for rhyme, p in self.rhymes.get("", ()) if rhyme in lost}
        return list(lost.items())

    @cached_property
    def _skeletons(self) -> list[str]:
        return list(self.by_skeleton)

    @classmethod
    def build(cls, rows: Iterable[ConfusionRow], words: Iterable[str]) -> Channel:
        """Index the confusion rows; `words` are the syllables that may be proposed."""
        counts: dict[str, dict[str, dict[str, int]]] = {part: {} for part in ("onset", "rhyme", "nucleus", "coda")}
        for row in rows:
            cells = row.readings.split(" ")
            counts[row.part][row.printed] = {
                r.replace(NOTHING, ""): int(n) for r, n in zip(cells[::2], cells[1::2], strict=True)
            }
        tables = {part: _probabilities(_levelled(counts[part])) for part in ("onset", "coda")}
        tables["rhyme"] = _probabilities(counts["rhyme"])
        tables["nucleus"] = _pooled_probabilities(_levelled(counts["nucleus"]))
        totals = {rhyme: sum(readings.values()) for rhyme, readings in counts["rhyme"].items()}
        syllables = frozenset(words)
        _complete(tables["rhyme"], totals, syllables)
        skeletons: dict[str, list[str]] = defaultdict(list)
        for word in sorted(syllables):
            skeletons[strip_marks(word)].append(word)
        return cls(
            tables["onset"], tables["rhyme"], tables["nucleus"], tables["coda"], totals, _surfaces(syllables), skeletons
        )

    def forget(self) -> None:
        """Forget the words met so far: they take memory."""
        for cache in (self._rhyme_cache, self._similar_cache, self._direct_cache, self._candidates_cache):
            cache.clear()

    def direct(self, read: str) -> dict[str, Candidate]:
        """The syllables whose learned readings make up a read word, by key."""
        known = self._direct_cache.get(read)
        if known is None:
            known = self._direct_cache[read] = {}
            self._collect(read, self._rhymes, 0.0, known)
        return known

    def candidates(self, read: str) -> tuple[Candidate, ...]:
        """The likeliest syllables behind one read word, without a language model, best first.

        Where the learned readings do not explain the word well, a letter may be a speck or a confusion that nobody has
        seen: rhymes and whole words that differ in one letter or two are offered as well, at a price.
        """
        known = self._candidates_cache.get(read)
        if known is None:
            known = self._candidates_cache[read] = tuple(sorted(self._offers(read), key=lambda c: (c.cost, c.word)))
        return known

    def _offers(self, read: str) -> Iterable[Candidate]:
        best = dict(self.direct(read))
        if _mostly_capitals(read):
            for candidate in self.direct(read.upper()).values():
                _offer(best, candidate.word, candidate.surface, candidate.cost + MIXED_CASE_COST)
        if min((c.cost for c in best.values()), default=math.inf) > DOUBTFUL_COST:
            self._collect(read, self._similar_rhymes, SPECK_COST, best)
            self._collect_similar_words(read, best)
        return best.values()

    def _collect(
        self, read: str, rhymes: Callable[[str], list[tuple[str, float]]], extra: float, best: dict[str, Candidate]
    ) -> None:
        surfaces = self.surfaces
        for onset, onset_cost, cut in self._onsets(read) if read else ():
            base = onset_cost + extra
            for rhyme, rhyme_cost in rhymes(read[cut:]):
                surface = onset + rhyme
                word = surfaces.get(surface)
                if word is not None:
                    _offer(best, word, surface, base + rhyme_cost)

    def _similar_rhymes(self, read: str) -> list[tuple[str, float]]:
        """Rhymes behind readings that differ in one letter from this one, with their costs."""
        if not 2 <= len(read) <= _MAX_READING:
            return []
        known = self._similar_cache.get(read)
        if known is not None:
            return known
        best: dict[str, float] = {}
        for reading in self._rhyme_readings.of(read)[: NEIGHBOURS - (read in self.rhymes)]:
            for rhyme, cost in self._rhymes(reading):
                if cost < best.get(rhyme, SIMILAR_RANGE):
                    best[rhyme] = cost
        self._similar_cache[read] = list(best.items())
        return self._similar_cache[read]

    def _collect_similar_words(self, read: str, best: dict[str, Candidate]) -> None:
        """Syllables whose letters without marks resemble what is read, however that came about."""
        plain = strip_marks(read).lower().translate(_LETTER_FOR_DIGIT)
        in_case = _case_of(read)
        for skeleton, distance, _ in extract(
            plain, self._skeletons, scorer=Levenshtein.distance, score_cutoff=min(2, len(plain) // 2), limit=NEIGHBOURS
        ):
            words = self.by_skeleton[skeleton]
            cost = RESEMBLANCE_COST + LETTER_COST * distance + math.log(len(words))
            for word in words:
                known = best.get(word)
                if known is None or cost < known.cost:
                    best[word] = Candidate(word, in_case(usual_tone_place(word)), cost)

    def _onsets(self, read: str) -> Iterator[tuple[str, float, int]]:
        yield "", 0.0, 0
        for cut in range(1, min(4, len(read)) + 1):
            for onset, probability in self.onsets.get(read[:cut], ()):
                if onset:
                    yield onset, -math.log(probability), cut

    def _rhymes(self, read: str) -> list[tuple[str, float]]:
        """Rhymes behind a read string with their costs: whole-rhyme counts smoothed by nucleus and coda."""
        if len(read) > _MAX_READING:
            return []
        if not read:
            return self._lost_rhymes
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
            total = min(total, TRUSTED_COUNT)
            p = (direct.get(rhyme, 0.0) * total + PSEUDO_COUNT * product.get(rhyme, 0.0)) / (total + PSEUDO_COUNT)
            if p > LEAST_RHYME_PROBABILITY:
                result.append((rhyme, -math.log(p)))
        result.sort(key=lambda item: (item[1], item[0]))
        self._rhyme_cache[read] = result
        return result


_LETTER_FOR_DIGIT = str.maketrans("01456890|}{&¢", "olasobgolllec")


def _offer(best: dict[str, Candidate], word: str, surface: str, cost: float) -> None:
    known = best.get(word)
    if known is None or (cost, surface) < (known.cost, known.surface):
        best[word] = Candidate(word, surface, cost)


def _mostly_capitals(read: str) -> bool:
    capitals = sum(c.isupper() for c in read)
    return capitals >= 2 and not read.isupper() and 2 * capitals >= len(read)


def _case_of(read: str) -> Callable[[str], str]:
    """What gives a word the case of a read string."""
    letters = [c for c in read if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return str.upper
    return str.capitalize if letters and letters[0].isupper() else str


def _probabilities(counts: Mapping[str, Mapping[str, float]]) -> Readings:
    """What is read to what was printed; a part is always read as its unmarked letters now and then."""
    readings: Readings = defaultdict(list)
    for printed, seen in counts.items():
        total = sum(seen.values()) + 1
        for read, count in seen.items():
            readings[read].append((printed, count / total))
        plain = strip_marks(printed)
        if plain not in seen:
            readings[plain].append((printed, IDENTITY_FLOOR))
    return readings


def _levelled(counts: dict[str, dict[str, int]]) -> dict[str, dict[str, float]]:
    """Counts brought nearer to each other: what is rare over all documents is a habit in some (`Đ` read as `P`)."""
    return {printed: {read: n**LEVEL for read, n in seen.items()} for printed, seen in counts.items()}


def _pooled_probabilities(counts: Mapping[str, Mapping[str, float]]) -> Readings:
    """As `_probabilities`; rare nuclei borrow from those of the same letters with other marks (`õ` from `ó`, `ỏ`), and
    those of several letters from their letters (`uậ` from `u` and `ậ`).
    """
    families: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for printed, seen in counts.items():
        for read, count in seen.items():
            families[strip_marks(printed)][read] += count
    letters = {
        printed: _shares(seen, families[strip_marks(printed)]) for printed, seen in counts.items() if len(printed) == 1
    }
    readings: Readings = defaultdict(list)
    for printed, seen in counts.items():
        shares = _shares(seen, families[strip_marks(printed)])
        if len(printed) > 1:
            spelled = _spelled(printed, letters)
            total = min(sum(seen.values()), TRUSTED_COUNT)
            shares = {
                read: (shares.get(read, 0.0) * total + LETTER_COUNT * spelled.get(read, 0.0)) / (total + LETTER_COUNT)
                for read in shares.keys() | spelled.keys()
            }
        for read, probability in shares.items():
            if probability > LEAST_PROBABILITY:
                readings[read].append((printed, probability))
    return readings


def _shares(seen: Mapping[str, float], family: Mapping[str, float]) -> dict[str, float]:
    total, borrowed = sum(seen.values()), FAMILY_COUNT / sum(family.values())
    trusted = min(1.0, TRUSTED_COUNT / max(total, 1.0))
    total *= trusted
    return {
        read: (seen.get(read, 0) * trusted + borrowed * count) / (total + FAMILY_COUNT)
        for read, count in family.items()
    }


def _spelled(printed: str, letters: dict[str, dict[str, float]]) -> dict[str, float]:
    """What a nucleus is read as when each of its letters is read on its own."""
    found = {"": 1.0}
    for letter in printed:
        own = letters.get(letter, {strip_marks(letter): 1.0})
        following: dict[str, float] = defaultdict(float)
        for before, p in found.items():
            for read, q in own.items():
                if p * q > LEAST_PROBABILITY:
                    following[before + read] += p * q
        found = following
    return found


def _complete(rhymes: Readings, totals: dict[str, int], words: frozenset[str]) -> None:
    """Give rhymes of known syllables that were never seen in training, also in capitals, their unmarked reading."""
    for word in words:
        onset, rhyme = split_onset(word)
        for printed in (rhyme, rhyme.upper(), *(() if onset else (rhyme[:1].upper() + rhyme[1:],))):
            if printed not in totals:
                totals[printed] = 0
                rhymes[strip_marks(printed)].append((printed, 1.0))


def _surfaces(words: Iterable[str]) -> dict[str, str]:
    """Every way to print a word, to its key: `số`, `Số`, `SỐ`; `hoá`, `hóa`."""
    surfaces: dict[str, str] = {}
    for word in words:
        for spelling in {word, usual_tone_place(word)}:
            for surface in (spelling, spelling.capitalize(), spelling.upper()):
                surfaces[surface] = word
    return surfaces


_TONE_ON_FIRST = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe"}
_TONE_ON_FIRST |= {"oẽ": "õe", "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}


def usual_tone_place(word: str) -> str:
    """`hoá` -> `hóa`, `uỷ` -> `ủy`: the older place of the tone, taken as the usual one; both are correct."""
    if word[-2:] in _TONE_ON_FIRST and not word.startswith("qu"):
        return word[:-2] + _TONE_ON_FIRST[word[-2:]]
    return word
