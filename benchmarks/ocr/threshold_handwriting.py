"""How far the reader of digits can be believed: made-up slots of held-out writers, read at all thresholds.

    PYTHONPATH=src python benchmarks/ocr/threshold_handwriting.py MNIST_FOLDER FONTS_FOLDER [--count 2000]

The folders are those of `train_handwriting.py`. For each sureness: the share of the numbers that is read, the share of
what is read that is wrong, and how many of the slots without a number are taken for one.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
from handwriting_glyphs import OTHER, Glyphs, draw_strokes, read_mnist
from handwriting_sources import faces_of, hands_of
from handwriting_strips import some_example

from planparse.ocr.digit_network import WEIGHTS, DigitNetwork
from planparse.ocr.digit_sequence import read_slot
from planparse.ocr.strips import Slot

LEVELS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99)


def held_out(mnist: Path, fonts: Path, rng: np.random.Generator) -> list[Glyphs]:
    """The test digits of MNIST, other fonts, and other strokes, moved more."""
    return [read_mnist(mnist, "t10k"), hands_of(fonts, held_out=True), draw_strokes(2000, rng, 0.07)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mnist", type=Path)
    parser.add_argument("fonts", type=Path)
    parser.add_argument("--weights", type=Path, default=Path("dictionaries") / WEIGHTS)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=22)
    arguments = parser.parse_args()
    rng = np.random.default_rng(arguments.seed)
    pools, faces = held_out(arguments.mnist, arguments.fonts, rng), faces_of(arguments.fonts, held_out=True)
    network, found, began = DigitNetwork.load(arguments.weights), [], 0.0
    for _ in range(arguments.count):
        example = some_example(pools, (0.5, 0.25, 0.25), faces, rng)
        off = rng.normal(0, 0.12, 2) * example.em
        size = example.em * rng.normal(1, 0.03)
        start = time.process_time()
        slot = Slot(example.left + off[0], example.right + off[1], example.baseline + rng.normal(0, 0.03) * size, size)
        reading = read_slot(example.grey, slot, network)
        began += time.process_time() - start
        is_number = bool(example.labels) and OTHER not in example.labels
        is_right = reading.text == "".join(map(str, example.labels)) and is_number
        if reading.text.isdigit() or is_number:
            found.append((reading.sureness if reading.text.isdigit() else -1.0, is_number, is_right))
        else:
            found.append((-1.0, False, False))
    report(np.array(found, float))
    print(f"{1000 * began / arguments.count:.0f} ms of CPU time a slot")


def report(found: np.ndarray) -> None:
    sureness, is_number, is_right = found[:, 0], found[:, 1] > 0, found[:, 2] > 0
    print(f"{is_number.sum()} numbers, {(~is_number).sum()} slots without one")
    print(f"{'sureness':>8s} {'read':>7s} {'wrong':>7s} {'of no number':>13s} {'right, mean sureness':>21s}")
    for level in LEVELS:
        taken = sureness >= level
        numbers = taken & is_number
        wrong = (numbers & ~is_right).sum() / max(1, numbers.sum())
        print(
            f"{level:8.2f} {numbers.sum() / is_number.sum():7.1%} {wrong:7.2%} {(taken & ~is_number).sum():13d}"
            f" {sureness[numbers].mean() if numbers.any() else 0:21.3f}"
        )


if __name__ == "__main__":
    main()
