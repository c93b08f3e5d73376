"""The channel: which printed parts of syllables a read string may stand for, and how probable each reading is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planparse.restoration.learn import NOTHING, ConfusionRow
from planparse.restoration.syllables import split_onset, strip_marks

FAMILY_COUNT = 8.0
"""Weight of what the nuclei of the same letters have in common against the counts of a nucleus itself."""
LEAST_PROBABILITY = 3e-5
TRUSTED_COUNT = 60
"""More counts than this say nothing more: every font, scanner and engine has habits that training never saw."""
LEVEL = 0.65
"""Power that counts of onsets, codas and nuclei are raised to."""
LETTER_COUNT = 4.0
"""Weight of the estimate from the letters of a nucleus."""
IDENTITY_FLOOR = 0.01
"""Least probability that a part is read as its letters without marks: rare parts have no counts."""
Readings = dict[str, list[tuple[str, float]]]


@dataclass(frozen=True)
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
