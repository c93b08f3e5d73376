"""The language model: n-gram probabilities over syllables, one memory-mapped file.

File: a line of JSON (format, counts, order), the vocabulary as UTF-8 lines, then the arrays, each aligned to 8 bytes.
N-grams form a tree: those of order n are sorted by their first n-1 words, and every n-1-gram knows where its
continuations start. Probabilities and back-off weights are natural logarithms in steps of 1/16, one byte each.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from planparse.errors import DictionaryError
from planparse.restoration.tokens import CAPITAL, UNKNOWN

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

BITS = 14
MAX_WORDS = 1 << BITS
FORMAT = "planparse-ngrams-3"
_STEP = 16.0
_BY_CODE = ((1 - np.arange(256)) / _STEP).astype(np.float32)
_BACKOFF_SHIFT = 192
"""Back-off weights are stored as `16 * weight + 192`: they may be slightly above 0."""


def write_language_model(path: Path, vocabulary: Sequence[str], orders: Sequence[tuple[Ints, Floats]]) -> None:
    """Write n-grams (keys of `BITS` bits a word, sorted, and log probabilities, by order) with their back-off weights.

    Every n-gram's context must be among the n-grams one order below.
    """
    arrays: list[npt.NDArray[np.generic]] = []
    for n, (keys, probabilities) in enumerate(orders, start=1):
        if n > 1:
            arrays.append((keys & (MAX_WORDS - 1)).astype(np.uint16))
        arrays.append(np.clip(np.round(-probabilities * _STEP), 0, 255).astype(np.uint8))
        if n < len(orders):
            longer = orders[n][0] >> BITS
            arrays.append(np.searchsorted(longer, np.append(keys, keys[-1] + 1)).astype(np.uint32))
            weights = _backoff(orders, n)
            arrays.append(np.clip(np.round(weights * _STEP) + _BACKOFF_SHIFT, 0, 255).astype(np.uint8))
    words = "\n".join(vocabulary).encode()
    header = {"format": FORMAT, "counts": [len(keys) for keys, _ in orders], "words_bytes": len(words)}
    head = json.dumps(header).encode() + b"\n"
    with path.open("wb") as out:
        out.write(head + words)
        for array in arrays:
            out.write(b"\0" * (-out.tell() % 8))
            out.write(array.tobytes())


def _backoff(orders: Sequence[tuple[Ints, Floats]], n: int) -> Floats:
    """What is left to unseen words after each n-gram, relative to what the shorter history gives them."""
    longer, probabilities = orders[n]
    contexts = np.searchsorted(orders[n - 1][0], longer >> BITS)
    size = len(orders[n - 1][0])
    suffix = longer & ((1 << (BITS * n)) - 1)
    seen = np.bincount(contexts, np.exp(probabilities), size)
    lower = np.bincount(contexts, np.exp(_backed_off(orders[:n], suffix)), size)
    left = np.maximum(1 - seen, 1e-5)
    return np.asarray(np.log(left / np.maximum(1 - lower, 1e-5)), dtype=np.float64)


def _backed_off(orders: Sequence[tuple[Ints, Floats]], keys: Ints) -> Floats:
    """Probabilities by the lower orders; an n-gram that was pruned there falls to the next lower one (unweighted)."""
    own, probabilities = orders[-1]
    place = np.minimum(np.searchsorted(own, keys), len(own) - 1)
    found = own[place] == keys
    result = probabilities[place].copy()
    if len(orders) > 1 and not found.all():
        mask = (1 << (BITS * (len(orders) - 1))) - 1
        result[~found] = _backed_off(orders[:-1], keys[~found] & mask)
    return result


@dataclass(frozen=True, eq=False)
class LanguageModel:
    """Probabilities of words after up to `order - 1` other words."""

    vocabulary: dict[str, int]
    """A word that is only ever printed with a capital, such as a place name, is found with and without its mark."""
    keys: tuple[Ints, ...]
    """By order from 2: context number times `MAX_WORDS` plus word, sorted."""
    probability: tuple[npt.NDArray[np.float32], ...]
    backoff: tuple[npt.NDArray[np.float32], ...]

    @property
    def order(self) -> int:
        """The longest n-gram."""
        return len(self.probability)

    @classmethod
    def load(cls, path: Path) -> LanguageModel:
        """Map the file into memory.

        Raises:
            DictionaryError: it is not a language model of this format.
        """
        data = np.memmap(path, dtype=np.uint8, mode="r")
        try:
            head_end = bytes(data[:4096]).index(b"\n") + 1
            header = json.loads(bytes(data[:head_end]))
            if header["format"] != FORMAT:
                raise ValueError(header["format"])
        except (ValueError, KeyError, TypeError) as error:
            raise DictionaryError(f"{path.name} is not a language model.", "planparse dictionary build") from error
        return cls._from_arrays(data, head_end, header["counts"], header["words_bytes"])

    @classmethod
    def _from_arrays(cls, data: npt.NDArray[np.uint8], position: int, counts: list[int], size: int) -> LanguageModel:
        words = bytes(data[position : position + size]).decode().split("\n")
        position += size

        def take(count: int, kind: type[np.generic]) -> npt.NDArray[np.generic]:
            nonlocal position
            position += -position % 8
            length = count * np.dtype(kind).itemsize
            part = data[position : position + length].view(kind)
            position += length
            return part

        keys: list[Ints] = []
        probability: list[npt.NDArray[np.float32]] = []
        backoff: list[npt.NDArray[np.float32]] = []
        starts: npt.NDArray[np.generic] = np.zeros(1, dtype=np.uint32)
        for n, count in enumerate(counts, start=1):
            if n > 1:
                last = take(count, np.uint16).astype(np.int64)
                sizes: Ints = starts[1:].astype(np.int64) - starts[:-1].astype(np.int64)
                context = np.repeat(np.arange(counts[n - 2], dtype=np.int64), sizes)
                keys.append((context << BITS) | last)
            probability.append(take(count, np.uint8).astype(np.float32) * np.float32(-1 / _STEP))
            if n < len(counts):
                starts = take(count + 1, np.uint32)
                stored = take(count, np.uint8).astype(np.float32)
                backoff.append((stored - np.float32(_BACKOFF_SHIFT)) * np.float32(1 / _STEP))
        return cls(_numbers(words), tuple(keys), tuple(probability), tuple(backoff))

    def number(self, word: str) -> int:
        """The number of a word's key, or that of the unknown word."""
        return self.vocabulary.get(word, self.vocabulary[UNKNOWN])

    @cached_property
    def plain_forms(self) -> Ints:
        """By number of a word the number of its form without the mark for a capital."""
        plain = np.arange(len(self.probability[0]))
        for word, number in self.vocabulary.items():
            plain[number] = self.vocabulary[word.removeprefix(CAPITAL)]
        return plain

    def bigrams(self, first: Ints, second: Ints) -> tuple[npt.NDArray[np.float32], Ints]:
        """Log probability of `second` after `first`, and the number of the bigram (-1: not kept)."""
        return self._extend(0, first, second, self.probability[0][second])

    def bigram_probability(self, first: Ints, second: Ints) -> npt.NDArray[np.float32]:
        """As `bigrams`, without the numbers, from a table of all pairs of words: it takes a fifth of the time."""
        codes = self._bigram_codes.take(first * len(self.probability[0]) + second)
        seldom = self.backoff[0].take(first) + self.probability[0].take(second)
        return np.where(codes > 0, _BY_CODE.take(codes), seldom)

    @cached_property
    def _bigram_codes(self) -> npt.NDArray[np.uint8]:
        """By pair of words `1 - 16 log p`, at most 255; 0 where the pair was not kept. 35 MB for 5,900 words."""
        size = len(self.probability[0])
        codes = np.zeros(size * size, dtype=np.uint8)
        keys = self.keys[0]
        steps = np.minimum(1 - _STEP * self.probability[1], 255)
        codes[(keys >> BITS) * size + (keys & (MAX_WORDS - 1))] = steps.astype(np.uint8)
        return codes

    def trigrams(
        self, pair: Ints, last: Ints, shorter: npt.NDArray[np.float32]
    ) -> tuple[npt.NDArray[np.float32], Ints]:
        """Log probability of `last` after a bigram (by number; -1 backs off to `shorter`, the bigram probability)."""
        return self._extend(1, pair, last, shorter)

    def _extend(
        self, level: int, context: Ints, word: Ints, shorter: npt.NDArray[np.float32]
    ) -> tuple[npt.NDArray[np.float32], Ints]:
        keys = self.keys[level]
        wanted = (context << BITS) | word
        place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        found = (keys[place] == wanted) & (context >= 0)
        weight = np.where(context >= 0, self.backoff[level][np.maximum(context, 0)], np.float32(0))
        result = np.where(found, self.probability[level + 1][place], weight + shorter)
        return result, np.where(found, place, -1)


def _numbers(words: Sequence[str]) -> dict[str, int]:
    known = frozenset(words)
    numbers: dict[str, int] = {}
    for number, word in enumerate(words):
        numbers[word] = number
        if word.startswith(CAPITAL) and (plain := word.removeprefix(CAPITAL)) not in known:
            numbers[plain] = number
    return numbers
