"""Cut a collection of documents into the texts of a fair measurement: ten plans to test on, five to tune on, the rest.

    python benchmarks/restoration/plan_texts.py DOCUMENTS.jsonl.xz FOLDER

Each line of DOCUMENTS is `{"kind", "number", "md"}`, one document in Markdown. FOLDER gets `test/NN.txt`, `dev/NN.txt`
and `rest.txt`, one paragraph a line, and `plans.txt`, the plans of the rest alone. Long paragraphs of the fifteen plans
are left out of both as well.
"""

from __future__ import annotations

import json
import lzma
import random
import re
import sys
import unicodedata
from pathlib import Path

PLAN = "KẾ HOẠCH"
LEAST_WORDS = 1500
"""Shorter plans are left to the rest."""
SEED = 7
TEST, DEV = 10, 5
TEST_WORDS, DEV_WORDS = 1800, 1500
LONG = 12
_LETTERHEAD = re.compile(r"\|\s*\n\*\*\s*(?:ỦY|UỶ|BAN|BỘ|HỘI|CHÍNH|THỦ)")
_SITE = re.compile(r"THƯ VIỆN PHÁP LUẬT|copyright|Click vào")


def main() -> None:
    source, folder = map(Path, sys.argv[1:])
    with lzma.open(source, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    plans = [i for i, d in enumerate(documents) if d["kind"] == PLAN and len(d["md"].split()) > LEAST_WORDS]
    plans.sort(key=lambda i: documents[i]["number"])
    random.Random(SEED).shuffle(plans)
    apart = plans[: TEST + DEV]
    for name, chosen, words in (("test", apart[:TEST], TEST_WORDS), ("dev", apart[TEST:], DEV_WORDS)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        for number, i in enumerate(chosen):
            _write(folder / name / f"{number:02d}.txt", _beginning(_paragraphs(documents[i]["md"]), words))
    known = {p for i in apart for p in _paragraphs(documents[i]["md"]) if len(p.split()) > LONG}
    rest = [d for i, d in enumerate(documents) if i not in apart]
    for name, chosen in (("rest", rest), ("plans", [d for d in rest if d["kind"] == PLAN])):
        _write(folder / f"{name}.txt", [p for d in chosen for p in _paragraphs(d["md"]) if p not in known])


def _paragraphs(markdown: str) -> list[str]:
    """The paragraphs from the letterhead on, without markup; a line that ends in a bar ends a cell."""
    text = unicodedata.normalize("NFC", markdown)
    begin = _LETTERHEAD.search(text)
    found, current = [], ""
    for line in text[begin.start() if begin else 0 :].split("\n"):
        content = re.sub(r"\s+", " ", re.sub(r"[*_#|]+", " ", line)).strip()
        if not content or re.fullmatch(r"[-\s|:.]+", content):
            found.append(current)
            current = ""
            continue
        current = f"{current} {content}".strip()
        if line.rstrip().endswith("|"):
            found.append(current)
            current = ""
    return [paragraph for paragraph in [*found, current] if paragraph and not _SITE.search(paragraph)]


def _beginning(paragraphs: list[str], words: int) -> list[str]:
    taken, count = [], 0
    for paragraph in paragraphs:
        if count > words:
            break
        taken.append(paragraph)
        count += len(paragraph.split())
    return taken


def _write(path: Path, paragraphs: list[str]) -> None:
    path.write_text("\n".join(paragraphs) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
