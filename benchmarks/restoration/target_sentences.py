"""Sentences of targets, as text for the language model: examples of the dictionaries, and every unit after a number.

    python benchmarks/restoration/target_sentences.py > target_sentences.txt

Laws seldom say `tăng 03 bậc so với năm 2025`: without these sentences a dump's `02 bac` comes back as `02 bác`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import product

from planparse.knowledge import Dictionaries

EXAMPLES = ("units", "target_phrases", "comparators", "deadline_wordings")
BEFORE = ("tăng", "tăng ít nhất", "tăng thêm", "giảm", "giảm ít nhất", "đạt", "đạt từ", "phấn đấu đạt", "ít nhất")
BEHIND = ("", " so với năm 2025", " trở lên", " trong năm 2026")
BEFORE_SCORES = ("thứ hạng tăng", "xếp hạng tăng", "cải thiện", "chỉ số tăng")


def main() -> None:
    dictionaries = Dictionaries()
    for name in EXAMPLES:
        for row in _rows(dictionaries, name):
            print(row["example"])
    for row in _rows(dictionaries, "units"):
        before = (*BEFORE, *BEFORE_SCORES) if row["kind"] == "score" else BEFORE
        for verb, rest in product(before, BEHIND):
            print(f"{verb} 02 {row['unit']}{rest}")


def _rows(dictionaries: Dictionaries, name: str) -> Iterator[dict[str, str]]:
    with dictionaries.path(f"{name}.tsv").open(encoding="utf-8") as lines:
        yield from csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")


if __name__ == "__main__":
    main()
