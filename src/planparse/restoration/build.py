"""Build the language model from any collection of Vietnamese text: counts, modified Kneser-Ney, pruning, one file.

    python -m planparse.restoration.build FILE_OR_FOLDER... --out dictionaries/language_model.bin [--apart SHARE FILE]

Parts of the collection that are more like what will be restored can be estimated on their own as well and mixed in: on
plans that it has not seen, a model in which a third comes from administrative documents and plans has a perplexity of
19.5 instead of 23.4.

Kneser-Ney smoothing with three discounts after Chen and Goodman (1998); pruning keeps the n-grams whose loss would
cost most, each weighed by how often it was seen (weighted difference, Seymore and Rosenfeld 1996).
"""

from __future__ import annotations

import argparse
import lzma
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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
    freed: Floats
    """What the history of each n-gram leaves to what it was not seen with; a share between 0 and 1."""


def build_language_model(
    corpus: Iterable[str],
    out: Path,
    *,
    apart: Sequence[tuple[float, Iterable[str]]] = (),
    order: int = 3,
    sizes: Sequence[int] = (700_000, 2_000_000, 1_000_000),
) -> None:
    """Build the model from paragraphs and write it to `out`.

    Args:
        corpus: paragraphs of good Vietnamese text.
        out: the file.
        apart: parts of the corpus, which are estimated on their own too, each with its share of the whole.
        order: longest n-gram, 2 to 4.
        sizes: how many n-grams of order 2, 3, ... to keep.
    """
    vocabulary, (stream, *parts) = _encode([corpus, *(text for _, text in apart)])
    orders = _estimate(stream, len(vocabulary), order)
    mixed = [(share, _estimate(part, len(vocabulary), order)) for (share, _), part in zip(apart, parts, strict=True)]
    kept = _prune(_frequent(_mixed(orders, mixed)), sizes)
    write_language_model(out, vocabulary, [(o.keys, o.probability) for o in kept])


def _encode(texts: Sequence[Iterable[str]]) -> tuple[list[str], list[Ints]]:
    """Vocabulary of the first text (classes first, then by count), and the texts as word numbers, breaks between
    paragraphs.
    """
    numbers: dict[str, int] = {token: i for i, token in enumerate(CLASSES)}
    streams = [_stream(text, numbers) for text in texts]
    words = list(numbers)
    target = _without_rare_capitals(np.bincount(streams[0], minlength=len(words)), words, numbers)
    counts = np.bincount(target[streams[0]], minlength=len(words))
    wanted = [
        i
        for i in np.argsort(-counts, kind="stable").tolist()
        if i >= len(CLASSES) and counts[i] >= (SYLLABLE_MIN_COUNT if _is_word(words[i]) else OTHER_MIN_COUNT)
    ][: MAX_WORDS - len(CLASSES)]
    renumber = np.full(len(words), CLASSES.index(UNKNOWN), dtype=np.int64)
    renumber[: len(CLASSES)] = np.arange(len(CLASSES))
    renumber[wanted] = np.arange(len(CLASSES), len(CLASSES) + len(wanted))
    return [*CLASSES, *(words[i] for i in wanted)], [renumber[target[stream]] for stream in streams]


def _stream(text: Iterable[str], numbers: dict[str, int]) -> npt.NDArray[np.int32]:
    """A text as word numbers; new words are added to them."""
    end = numbers[BREAK]
    found: list[npt.NDArray[np.int32]] = [np.zeros(1, dtype=np.int32)]
    for paragraph in text:
        ids = [numbers.setdefault(token, len(numbers)) for token in capitalised_tokens(paragraph)]
        found.append(np.array([*ids, end], dtype=np.int32))
    stream = np.concatenate(found)
    breaks = stream == end
    twice = breaks & np.concatenate(([False], breaks[:-1]))
    return np.asarray(stream[~twice], dtype=np.int32)


def _is_word(key: str) -> bool:
    return is_syllable(key.removeprefix(CAPITAL))


def _without_rare_capitals(counts: Ints, words: list[str], numbers: dict[str, int]) -> Ints:
    """By word what it counts as: one whose capital form is rare is one word again, splitting would only thin it."""
    target = np.arange(len(words))
    for i, word in enumerate(words):
        if word.startswith(CAPITAL):
            plain = numbers.get(word[1:])
            if plain is not None and (counts[i] < CAPITAL_MIN_COUNT or not is_syllable(word[1:])):
                target[i] = plain
    return target


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
        orders.append(_Order(keys, counts, *_kneser_ney(keys, weights, lower)))
    return orders


def _mixed(orders: list[_Order], parts: Sequence[tuple[float, list[_Order]]]) -> list[_Order]:
    """The same n-grams with the probabilities of all models; those of single words stay, small parts lack too many."""
    rest = 1.0 - sum(share for share, _ in parts)
    result = orders[:1]
    for n, order in enumerate(orders[1:], start=2):
        mixed = rest * np.exp(order.probability)
        for share, part in parts:
            mixed += share * np.exp(_probability(part[:n], order.keys))
        result.append(replace(order, probability=np.log(mixed)))
    return result


def _probability(orders: list[_Order], keys: Ints) -> Floats:
    """The probabilities of n-grams of the last of these orders, whether they were seen or not."""
    own = orders[-1]
    place = np.minimum(np.searchsorted(own.keys, keys), len(own.keys) - 1)
    unseen = own.keys[place] != keys
    result = own.probability[place]
    if len(orders) > 1 and unseen.any():
        missing = keys[unseen]
        first = np.minimum(np.searchsorted(own.keys, missing >> BITS << BITS), len(own.keys) - 1)
        freed = np.where(own.keys[first] >> BITS == missing >> BITS, own.freed[first], 1.0)
        shorter = missing & ((1 << (BITS * (len(orders) - 1))) - 1)
        result[unseen] = np.log(freed) + _probability(orders[:-1], shorter)
    return result


def _frequent(orders: list[_Order]) -> list[_Order]:
    return [
        _chosen(o, o.counts >= least) if n else o for n, (o, least) in enumerate(zip(orders, MIN_COUNTS, strict=False))
    ]


def _chosen(order: _Order, which: npt.NDArray[np.generic]) -> _Order:
    return _Order(order.keys[which], order.counts[which], order.probability[which], order.freed[which])


def _count(stream: Ints, n: int) -> tuple[Ints, Ints]:
    keys = np.zeros(len(stream) - n + 1, dtype=np.int64)
    for i in range(n):
        keys = (keys << BITS) | stream[i : len(stream) - n + 1 + i]
    unique, counts = np.unique(keys, return_counts=True)
    return unique, counts.astype(np.int64)


def _kneser_ney(keys: Ints, weights: Ints, lower: Floats) -> tuple[Floats, Floats]:
    ones, twos, threes, fours = (max(1, int((weights == k).sum())) for k in (1, 2, 3, 4))
    y = ones / (ones + 2 * twos)
    discounts = np.array([0.0, 1 - 2 * y * twos / ones, 2 - 3 * y * threes / twos, 3 - 4 * y * fours / threes])
    discounts = np.clip(discounts, 0.0, [0.0, 0.95, 1.9, 2.9])
    discount = discounts[np.minimum(weights, 3)]
    contexts = keys >> BITS
    starts = np.flatnonzero(np.concatenate(([True], contexts[1:] != contexts[:-1])))
    sizes = np.diff(np.append(starts, len(keys)))
    total = np.repeat(np.add.reduceat(weights.astype(np.float64), starts), sizes)
    freed = np.repeat(np.add.reduceat(discount, starts), sizes) / total
    return np.log((weights - discount) / total + freed * lower), freed


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
        chosen.append(_chosen(current, best))
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
    parser.add_argument("--apart", nargs=2, action="append", default=[], metavar=("SHARE", "FILE"))
    parser.add_argument("--order", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=[700_000, 2_000_000, 1_000_000])
    arguments = parser.parse_args()
    apart = [(float(share), paragraphs([Path(file)])) for share, file in arguments.apart]
    corpus = paragraphs(arguments.sources)
    build_language_model(corpus, arguments.out, apart=apart, order=arguments.order, sizes=arguments.sizes)


if __name__ == "__main__":
    main()
