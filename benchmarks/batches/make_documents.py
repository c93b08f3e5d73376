"""Makes the documents that the other scripts here read.

    python benchmarks/batches/make_documents.py FOLDER [--documents 10000] [--dump-every 3] [--mixed 300] [--seed 1]

FOLDER/texts gets text documents with distinct content: two clean ones for each dump of an English OCR, as in the
samples, or fewer dumps, which take ten times as long to read. FOLDER/mixed gets text, DOCX, digital PDF and a few
scans, a tenth of them poisoned; FOLDER/poisoned.json says which ones and what has to be said of each. The same seed
gives the same bytes. Needs `fonts-freefont-ttf`.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import poisons
from variations import varied_plan, varied_text

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
sys.path.insert(0, str(SAMPLES))

BASES = ("commune-text.txt", "health-text.txt", "health-dump.txt")
PER_FOLDER = 500
POISONED_SHARE = 10
"""One document in ten of the mixed ones."""
MIX = ("text",) * 28 + ("docx",) * 13 + ("pdf",) * 11 + ("picture",) * 2
"""Kinds of the healthy documents."""


def texts(count: int, dump_every: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Names and contents of `count` text documents."""
    bases = [(SAMPLES / name).read_text(encoding="utf-8") for name in BASES]
    for number in range(count):
        kind = 2 if number % dump_every == dump_every - 1 else number % 2
        name = f"{number // PER_FOLDER:03d}/{number:05d}-{BASES[kind]}"
        yield name, varied_text(bases[kind], f"{seed}/{number}").encode()


def mixed(count: int, seed: int) -> Iterator[tuple[str, bytes, str | None]]:
    """Names, contents and, of poisoned ones, the reason that has to be given for it."""
    kinds = itertools.cycle(MIX)
    rotten = itertools.cycle(POISONS.items())
    order = list(range(count))
    random.Random(seed).shuffle(order)
    poisoned = set(order[: count // POISONED_SHARE])
    for number in range(count):
        if number in poisoned:
            name, (suffix, reason, make) = next(rotten)
            yield f"{number:04d}-{name}{suffix}", make(number), reason
        else:
            suffix, content = healthy(next(kinds), number, f"{seed}/mixed/{number}")
            yield f"{number:04d}-plan{suffix}", content, None


def healthy(kind: str, number: int, seed: str) -> tuple[str, bytes]:
    """A document of the given kind that can be read."""
    from writing.commune_plan import COMMUNE_PLAN
    from writing.drawing import digital_pdf
    from writing.health_plan import HEALTH_PLAN
    from writing.scanning import Scanner, grey_png, image_pdf, jpeg, render, scanned
    from writing.typesetting import typeset
    from writing.worddocument import word_document

    if kind == "text":
        base = (SAMPLES / BASES[number % len(BASES)]).read_text(encoding="utf-8")
        return ".txt", varied_text(base, seed).encode()
    plan = varied_plan((HEALTH_PLAN, COMMUNE_PLAN)[number % 2], seed)
    if kind == "docx":
        return ".docx", word_document(plan)
    pdf = digital_pdf(typeset(plan), f"plan {number}")
    if kind == "pdf":
        return ".pdf", pdf
    scanner = Scanner(dpi=150, seed=number)
    first = scanned(render(pdf, scanner.dpi)[0], scanner, 1)
    if number % 2:
        return ".png", grey_png(first, scanner.dpi)
    return ".pdf", image_pdf([jpeg(first, scanner.quality, colour=False)], f"scan {number}")


def truncated_pdf(number: int) -> bytes:
    """The beginning of a PDF, without a page."""
    return healthy("pdf", number, f"cut/{number}")[1][:400]


def truncated_docx(number: int) -> bytes:
    """A Word document that was not copied to its end."""
    return healthy("docx", number, f"cut/{number}")[1][:-3000]


Maker = Callable[[int], bytes]
POISONS: dict[str, tuple[str, str, Maker]] = {
    "hang": (".png", "timeout", poisons.hang),
    "crash": (".png", "crash", poisons.crash),
    "memory": (".docx", "memory", poisons.memory),
    "cut": (".docx", "damaged", truncated_docx),
    "locked": (".pdf", "encrypted", poisons.encrypted),
    "bomb": (".docx", "too-large", poisons.bomb),
    "deep": (".pdf", "memory", poisons.deep),
    "crash-again": (".png", "crash", poisons.crash),
    "cut-again": (".pdf", "damaged", truncated_pdf),
    "locked-again": (".pdf", "encrypted", poisons.encrypted),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--dump-every", type=int, default=3, metavar="N", help="every Nth text is a dump")
    parser.add_argument("--mixed", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    for name, content in texts(chosen.documents, chosen.dump_every, chosen.seed):
        write(chosen.folder / "texts" / name, content)
    expected: dict[str, str] = {}
    for name, content, reason in mixed(chosen.mixed, chosen.seed):
        write(chosen.folder / "mixed" / name, content)
        if reason is not None:
            expected[name] = reason
    write(chosen.folder / "poisoned.json", json.dumps(expected, indent=2).encode())
    print(f"{chosen.documents} texts, {chosen.mixed} mixed documents of which {len(expected)} are poisoned")


def write(path: Path, content: bytes) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    main()
