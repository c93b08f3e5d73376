"""Build the language model from any collection of Vietnamese text: counts, modified Kneser-Ney, pruning, one file.

    python -m planparse.restoration.build FILE_OR_FOLDER... --out dictionaries/language_model.bin

Kneser-Ney smoothing with three discounts after Chen and Goodman (1998); pruning keeps the n-grams whose loss would
cost most, each weighed by how often it was seen (weighted difference, Seymore and Rosenfeld 1996).
"""

from __future__ import annotations

import argparse
import lzma
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from planparse.restoration.ngrams import BITS, MAX_WORDS, write_language_model
from planparse.restoration.syllables import is_syllable
from planparse.restoration.tokens import BREAK, CAPITAL, CLASSES, UNKNOWN, capitalised_tokens

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

SYLLABLE_MIN_COUNT = 3
"""A syllable seen less often in 28 million words is more often a misprint than a word."""
OTHER_MIN_COUNT = 40
"""Words that are no Vietnamese syllables (acronyms, foreign words, names of other languages)."""
MIN_COUNTS = (1, 1, 2, 2)
"""By order; longer n-grams seen once are mostly chance."""


CAPITAL_MIN_COUNT = 100


@dataclass(frozen=True)
class _Order:
    """The n-grams of one order, sorted by key; probabilities are natural logarithms."""

    keys: Ints
    counts: Ints
    """Raw counts: what pruning weighs with."""
    probability: Floats


def build_language_model(
    corpus: Iterable[str], out: Path, *, order: int = 3, sizes: Sequence[int] = (700_000, 2_000_000, 1_000_000)
) -> None:
    """Build the model from paragraphs and write it to `out`.

    Args:
        corpus: paragraphs of good Vietnamese text.
        order: longest n-gram, 2 to 4.
        sizes: how many n-grams of order 2, 3, ... to keep.
    """
    vocabulary, stream = _encode(corpus)
    orders = _estimate(stream, len(vocabulary), order)
    kept = _prune(orders, sizes)
    write_language_model(out, vocabulary, [(o.keys, o.probability) for o in kept])


def _encode(corpus: Iterable[str]) -> tuple[list[str], Ints]:
    """Vocabulary (classes first, then by count) and the corpus as word numbers, breaks between paragraphs."""
    provisional: dict[str, int] = {token: i for i, token in enumerate(CLASSES)}
    end = provisional[BREAK]
    numbers: list[npt.NDArray[np.int32]] = [np.zeros(1, dtype=np.int32)]
    for paragraph in corpus:
        ids = [provisional.setdefault(token, len(provisional)) for token in capitalised_tokens(paragraph)]
        numbers.append(np.array([*ids, end], dtype=np.int32))
    stream = np.concatenate(numbers)
    breaks = stream == end
    stream = stream[~(breaks & np.concatenate(([False], breaks[:-1])))]
    words = list(provisional)
    merged = _without_rare_capitals(stream, words, provisional)
    counts = np.bincount(merged, minlength=len(words))
    wanted = [
        i
        for i in np.argsort(-counts, kind="stable").tolist()
        if i >= len(CLASSES) and counts[i] >= (SYLLABLE_MIN_COUNT if _is_word(words[i]) else OTHER_MIN_COUNT)
    ][: MAX_WORDS - len(CLASSES)]
    renumber = np.full(len(words), CLASSES.index(UNKNOWN), dtype=np.int64)
    renumber[: len(CLASSES)] = np.arange(len(CLASSES))
    renumber[wanted] = np.arange(len(CLASSES), len(CLASSES) + len(wanted))
    return [*CLASSES, *(words[i] for i in wanted)], renumber[merged]


def _is_word(key: str) -> bool:
    return is_syllable(key.removeprefix(CAPITAL))


def _without_rare_capitals(stream: npt.NDArray[np.int32], words: list[str], numbers: dict[str, int]) -> Ints:
    """Words whose capital form is rare, or is all there is, count as one word again: splitting would only thin them."""
    counts = np.bincount(stream, minlength=len(words))
    target = np.arange(len(words))
    for i, word in enumerate(words):
        if word.startswith(CAPITAL):
            plain = numbers.get(word[1:])
            if plain is None or counts[i] < CAPITAL_MIN_COUNT or not is_syllable(word[1:]):
                target[i] = i if plain is None else plain
    return np.asarray(target[stream], dtype=np.int64)


def _estimate(stream: Ints, vocabulary_size: int, order: int) -> list[_Order]:
    """Interpolated modified Kneser-Ney probabilities of all n-grams of every order."""
    every_word = np.arange(vocabulary_size)
    raw = [(every_word, np.bincount(stream, minlength=vocabulary_size))]
    raw += [_count(stream, n) for n in range(2, order + 1)]
    orders: list[_Order] = []
    for n in range(1, order + 1):
        keys, counts = raw[n - 1]
        if n < order:
            longer = raw[n][0] & ((1 << (BITS * n)) - 1)
            present, kinds = np.unique(longer, return_counts=True)
            weights = np.ones(len(keys), dtype=np.int64)
            weights[np.searchsorted(keys, present)] = kinds
        else:
            weights = counts
        lower = (
            np.full(len(keys), 1.0 / vocabulary_size)
            if n == 1
            else np.exp(_at(orders[-1], keys & ((1 << (BITS * (n - 1))) - 1)))
        )
        orders.append(_Order(keys, counts, _kneser_ney(keys, weights, lower)))
    for n in range(1, order):
        enough = orders[n].counts >= MIN_COUNTS[n]
        orders[n] = _Order(orders[n].keys[enough], orders[n].counts[enough], orders[n].probability[enough])
    return orders


def _count(stream: Ints, n: int) -> tuple[Ints, Ints]:
    keys = np.zeros(len(stream) - n + 1, dtype=np.int64)
    for i in range(n):
        keys = (keys << BITS) | stream[i : len(stream) - n + 1 + i]
    unique, counts = np.unique(keys, return_counts=True)
    return unique, counts.astype(np.int64)


def _kneser_ney(keys: Ints, weights: Ints, lower: Floats) -> Floats:
    ones, twos, threes, fours = (max(1, int((weights == k).sum())) for k in (1, 2, 3, 4))
    y = ones / (ones + 2 * twos)
    discounts = np.array([0.0, 1 - 2 * y * twos / ones, 2 - 3 * y * threes / twos, 3 - 4 * y * fours / threes])
    discounts = np.clip(discounts, 0.0, [0.0, 0.95, 1.9, 2.9])
    discount = discounts[np.minimum(weights, 3)]
    contexts = keys >> BITS
    starts = np.flatnonzero(np.concatenate(([True], contexts[1:] != contexts[:-1])))
    sizes = np.diff(np.append(starts, len(keys)))
    total = np.repeat(np.add.reduceat(weights.astype(np.float64), starts), sizes)
    freed = np.repeat(np.add.reduceat(discount, starts), sizes)
    share = np.log((weights - discount + freed * lower) / total)
    return np.asarray(share, dtype=np.float64)


def _at(order: _Order, keys: Ints) -> Floats:
    return order.probability[np.searchsorted(order.keys, keys)]


def _prune(orders: list[_Order], sizes: Sequence[int]) -> list[_Order]:
    """Keep the n-grams that a shorter history predicts worst, each weighed by its count; contexts of kept ones stay."""
    kept = [orders[0]]
    needed: Ints = np.zeros(0, dtype=np.int64)
    chosen: list[_Order] = []
    for n in range(len(orders), 1, -1):
        current, lower = orders[n - 1], orders[n - 2]
        suffix = current.keys & ((1 << (BITS * (n - 1))) - 1)
        place = np.minimum(np.searchsorted(lower.keys, suffix), len(lower.keys) - 1)
        known = lower.keys[place] == suffix
        gain = current.counts * np.abs(current.probability - np.where(known, lower.probability[place], -12.0))
        gain[np.searchsorted(current.keys, needed)] = np.inf
        size = min(max(sizes[n - 2], len(needed)), len(current.keys))
        best = np.sort(np.argpartition(-gain, size - 1)[:size])
        chosen.append(_Order(current.keys[best], current.counts[best], current.probability[best]))
        needed = np.unique(chosen[-1].keys >> BITS)
        if n > 2:
            needed = needed[np.isin(needed, lower.keys)]
    return kept + chosen[::-1]


def paragraphs(sources: Iterable[Path]) -> Iterator[str]:
    """The lines of text files (`.txt`, also `.xz`), of folders all of them, in the order of their names."""
    for source in sources:
        files = sorted(p for p in source.rglob("*") if p.is_file()) if source.is_dir() else [source]
        for file in files:
            opener = lzma.open if file.suffix == ".xz" else open
            with opener(file, "rt", encoding="utf-8", errors="replace") as lines:
                yield from (line.strip() for line in lines if line.strip())


def main() -> None:
    """Build the model from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--order", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=[700_000, 2_000_000, 1_000_000])
    arguments = parser.parse_args()
    build_language_model(paragraphs(arguments.sources), arguments.out, order=arguments.order, sizes=arguments.sizes)


if __name__ == "__main__":
    main()
