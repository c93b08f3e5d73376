"""The tables behind the search for candidates: the channel and the syllables as numbers and arrays."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from planparse.restoration.channel import TRUSTED_COUNT, Channel, usual_tone_place
from planparse.restoration.neighbours import OneLetterOff

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class PartLists:
    """Lists of numbered parts with a value each, one behind the other."""

    index: dict[str, int]
    """The list of each read string."""
    begin: Ints
    size: Ints
    part: Ints
    value: Floats

    @classmethod
    def of(cls, readings: dict[str, list[tuple[str, float]]], numbers: dict[str, int]) -> PartLists:
        """The lists by read string; parts without a number are left out."""
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


@dataclass(frozen=True, eq=False)
class CandidateTables:
    """What the search looks things up in; each table is made when it is first asked for, 50 ms together."""

    channel: Channel

    @cached_property
    def surfaces(self) -> list[str]:
        """Every way to print a syllable that the language model knows, in the order of the alphabet."""
        return sorted(self.channel.surfaces)

    @cached_property
    def words(self) -> list[str]:
        """The words printed so, by number of the surface."""
        return [self.channel.surfaces[surface] for surface in self.surfaces]

    @cached_property
    def word_numbers(self) -> Ints:
        """By surface the number of its word."""
        numbers = {word: i for i, word in enumerate(sorted(set(self.words)))}
        return np.array([numbers[word] for word in self.words], dtype=np.int64)

    @cached_property
    def onset_numbers(self) -> dict[str, int]:
        """Number of each onset, of none too."""
        printed = {printed for parts in self.channel.onsets.values() for printed, _ in parts}
        return {onset: i for i, onset in enumerate(("", *sorted(printed - {""})))}

    @cached_property
    def rhyme_numbers(self) -> dict[str, int]:
        """Number of each rhyme."""
        return {rhyme: i for i, rhyme in enumerate(self.channel.rhyme_counts)}

    @cached_property
    def totals(self) -> Ints:
        """By rhyme how often it was seen in training, as far as that is trusted."""
        return np.minimum(np.array(list(self.channel.rhyme_counts.values()), dtype=np.int64), TRUSTED_COUNT)

    @cached_property
    def onsets(self) -> PartLists:
        """What is read for an onset, to the onsets behind it and their costs."""
        costs = {
            read: [(printed, -math.log(p)) for printed, p in parts if printed]
            for read, parts in self.channel.onsets.items()
            if read
        }
        return PartLists.of({"": [("", 0.0)], **costs}, self.onset_numbers)

    @cached_property
    def whole(self) -> PartLists:
        """What is read for a rhyme, to the rhymes behind it and their probabilities."""
        return PartLists.of(self.channel.rhymes, self.rhyme_numbers)

    @cached_property
    def nucleus_numbers(self) -> dict[str, int]:
        """Number of each nucleus."""
        return {n: i for i, n in enumerate(sorted({n for parts in self.channel.nuclei.values() for n, _ in parts}))}

    @cached_property
    def coda_numbers(self) -> dict[str, int]:
        """Number of each coda, of none too."""
        return {
            c: i for i, c in enumerate(sorted({"", *(c for parts in self.channel.codas.values() for c, _ in parts)}))
        }

    @cached_property
    def nuclei(self) -> PartLists:
        """What is read for a nucleus, to the nuclei behind it and their probabilities."""
        return PartLists.of(self.channel.nuclei, self.nucleus_numbers)

    @cached_property
    def codas(self) -> PartLists:
        """What is read for a coda, to the codas behind it and their probabilities."""
        return PartLists.of({**self.channel.codas, "": [("", 1.0)]}, self.coda_numbers)

    @cached_property
    def spelled(self) -> Ints:
        """The rhyme that a nucleus and a coda make; -1 for none."""
        table = np.full((len(self.nucleus_numbers), len(self.coda_numbers)), -1)
        for rhyme, number in self.rhyme_numbers.items():
            for cut in range(1, len(rhyme) + 1):
                nucleus, coda = self.nucleus_numbers.get(rhyme[:cut]), self.coda_numbers.get(rhyme[cut:])
                if nucleus is not None and coda is not None and (rhyme[:cut].isupper() or not rhyme[cut:].isupper()):
                    table[nucleus, coda] = number
        return table

    @cached_property
    def made(self) -> Ints:
        """The surface that an onset and a rhyme make; -1 for none."""
        table = np.full((len(self.onset_numbers), len(self.rhyme_numbers)), -1)
        for number, surface in enumerate(self.surfaces):
            for cut in range(min(3, len(surface) - 1) + 1):
                onset, rhyme = self.onset_numbers.get(surface[:cut]), self.rhyme_numbers.get(surface[cut:])
                if onset is not None and rhyme is not None:
                    table[onset, rhyme] = number
        return table

    @cached_property
    def rhyme_readings(self) -> OneLetterOff:
        """Finds what is read for a rhyme and differs in one letter."""
        return OneLetterOff.index(read for read in self.channel.rhymes if len(read) > 1)

    @cached_property
    def skeletons(self) -> list[str]:
        """The letters of the syllables without marks."""
        return list(self.channel.by_skeleton)

    @cached_property
    def by_skeleton(self) -> tuple[Ints, Ints, Ints]:
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
