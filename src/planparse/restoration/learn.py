"""Learn how an OCR misreads Vietnamese: from pairs of printed and read lines to the rows of `ocr_confusions.tsv`.

A printed syllable is an onset and a rhyme; a rhyme is a nucleus (vowels with tone) and a coda. Words of a line pair are
aligned first, then each read word is cut where its parts fit best, by hard expectation maximisation: parts that often
go together pull the cut towards them, so that `ctr` for `cứ` becomes `c` + `tr` without anybody saying so.

    python -m planparse.restoration.learn PAIRS.jsonl... --out dictionaries/ocr_confusions.tsv
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from planparse.restoration.syllables import is_syllable, split_onset, strip_marks

ROUNDS = 4
MIN_COUNT = 2
"""A reading seen once in a training set of 300,000 words is noise more often than a habit."""
NOTHING = "∅"
"""Stands in the table for a part that was not read at all."""
_CODAS = ("ch", "ng", "nh", "c", "m", "n", "p", "t")
_GLIDES = "aiouy"
_CLOSING = '.,;:)”"»…'


@dataclass(frozen=True, slots=True)
class ConfusionRow:
    """How a printed part is read. `readings` alternates a reading and its count, most frequent first."""

    family: str
    part: str
    """`onset`, `rhyme`, `nucleus` or `coda`"""
    printed: str
    readings: str


def learn_confusions(pairs: Iterable[tuple[str, str]], family: str = "english") -> tuple[ConfusionRow, ...]:
    """The confusion rows of one OCR family.

    Args:
        pairs: printed line and the same line as read.
        family: name of the OCR family the pairs come from.
    """
    words: Counter[tuple[str, str]] = Counter()
    for printed, read in pairs:
        words.update(_word_pairs(printed, read))
    cuts = _cut_all(words, split_onset)
    rows = [*_rows(family, "onset", cuts[0]), *_rows(family, "rhyme", cuts[1])]
    rhymes: Counter[tuple[str, str]] = Counter()
    for printed, readings in cuts[1].items():
        for read, count in readings.items():
            rhymes[printed, read] += count
    inner = _cut_all(rhymes, split_coda)
    return (*rows, *_rows(family, "nucleus", inner[0]), *_rows(family, "coda", inner[1]))


def split_coda(rhyme: str) -> tuple[str, str]:
    """`iệp` -> (`iệ`, `p`); `ANH` -> (`A`, `NH`); `ửa` -> (`ử`, `a`): an unmarked last vowel is read on its own."""
    for coda in _CODAS:
        if rhyme.lower().endswith(coda) and len(rhyme) > len(coda):
            return rhyme[: -len(coda)], rhyme[-len(coda) :]
    if len(rhyme) > 1 and rhyme[-1].lower() in _GLIDES:
        return rhyme[:-1], rhyme[-1]
    return rhyme, ""


def _word_pairs(printed: str, read: str) -> Iterator[tuple[str, str]]:
    """Syllables with what was read for them; punctuation at the ends that both have is left out."""
    for truth, seen in _align(printed.split(), read.split()):
        word, reading = _without_edges(truth, seen)
        if is_syllable(word) and reading and len(reading) <= len(word) + 4:
            yield word, reading


def _without_edges(printed: str, read: str) -> tuple[str, str]:
    """Both without the punctuation at the ends that both have, and without printed punctuation that was not read."""
    first, last = 0, 0
    while (
        last < min(len(printed), len(read)) and printed[-1 - last] == read[-1 - last] and printed[-1 - last] in _CLOSING
    ):
        last += 1
    printed, read = printed[: len(printed) - last], read[: len(read) - last]
    while first < min(len(printed), len(read)) and printed[first] == read[first] and not printed[first].isalpha():
        first += 1
    printed, read = printed[first:], read[first:]
    if len(printed) > 1 and printed[-1] in _CLOSING and not read.endswith(tuple(_CLOSING)):
        printed = printed[:-1]
    return printed, read


def _align(printed: list[str], read: list[str]) -> Iterator[tuple[str, str]]:
    """Words of two lines in order, one to one; words lost, invented, split or joined are passed over."""
    plain = [strip_marks(w) for w in printed]
    width = len(read) + 1
    cost = [[math.inf] * width for _ in range(len(printed) + 1)]
    step = [[(0, 0)] * width for _ in range(len(printed) + 1)]
    cost[0][0] = 0.0
    for i in range(len(printed) + 1):
        for j in range(max(0, i - 6), min(width, i + 7)):
            here = cost[i][j]
            if here == math.inf:
                continue
            for di, dj in ((1, 1), (1, 2), (2, 1), (1, 0), (0, 1)):
                if i + di > len(printed) or j + dj > len(read):
                    continue
                a, b = "".join(plain[i : i + di]), "".join(read[j : j + dj])
                price = here + Levenshtein.distance(a, b) + 0.5 * (di + dj - 2 if di and dj else 2)
                if price < cost[i + di][j + dj]:
                    cost[i + di][j + dj], step[i + di][j + dj] = price, (di, dj)
    i, j = len(printed), len(read)
    if cost[i][j] > 0.45 * sum(map(len, plain)):
        return
    found = []
    while i or j:
        di, dj = step[i][j]
        if (di, dj) == (1, 1):
            found.append((printed[i - 1], read[j - 1]))
        i, j = i - di, j - dj
    yield from reversed(found)


Table = dict[str, Counter[str]]


def _cut_all(words: Counter[tuple[str, str]], divide: Callable[[str], tuple[str, str]]) -> tuple[Table, Table]:
    """Readings of the first and of the second parts after the last round."""
    split = {word: divide(word) for word, _ in words}
    left: Table = {}
    right: Table = {}
    for _ in range(ROUNDS):
        new_left: Table = defaultdict(Counter)
        new_right: Table = defaultdict(Counter)
        for (word, read), count in words.items():
            first, second = split[word]
            cut = _best_cut(first, second, read, left, right)
            new_left[first][read[:cut]] += count
            new_right[second][read[cut:]] += count
        left, right = dict(new_left), dict(new_right)
    return left, right


def _best_cut(first: str, second: str, read: str, left: Table, right: Table) -> int:
    if not first:
        return 0
    if not second:
        return len(read)
    cuts = range(1, len(read)) if len(read) > 1 else range(2)
    return max(cuts, key=lambda k: _fit(first, read[:k], left) + _fit(second, read[k:], right))


def _fit(printed: str, read: str, table: Table) -> float:
    """Log probability that a part is read so: counts, and a prior that likes letters to resemble."""
    prior = math.exp(-1.5 * Levenshtein.distance(strip_marks(printed), strip_marks(read)) - 0.1)
    seen = table.get(printed)
    if seen is None:
        return math.log(prior)
    return math.log((seen[read] + 2 * prior) / (seen.total() + 2))


def _rows(family: str, part: str, table: Table) -> Iterator[ConfusionRow]:
    for printed, readings in sorted(table.items(), key=lambda item: (-item[1].total(), item[0])):
        kept = [f"{read or NOTHING} {count}" for read, count in readings.most_common() if count >= MIN_COUNT]
        if kept and printed:
            yield ConfusionRow(family, part, printed, " ".join(kept))


HEADER = """\
# What parts of printed Vietnamese syllables are read as by an OCR of another language: reading and count in turn.
# part: onset (âm đầu), rhyme (vần), nucleus and coda of a rhyme. A part that was not read at all is read as ∅.
family\tpart\tprinted\treadings
"""


def write_confusions(rows: Iterable[ConfusionRow], out: Path) -> None:
    """Write the rows as a dictionary file."""
    lines = ("\t".join(astuple(row)) + "\n" for row in rows)
    out.write_text(HEADER + "".join(lines), encoding="utf-8")


def main() -> None:
    """Learn from files of JSON lines that have `truth` and `read`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--family", default="english")
    arguments = parser.parse_args()
    records = (json.loads(line) for path in arguments.pairs for line in path.open(encoding="utf-8"))
    rows = learn_confusions(((record["truth"], record["read"]) for record in records), arguments.family)
    write_confusions(rows, arguments.out)


if __name__ == "__main__":
    main()
