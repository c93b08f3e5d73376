"""The network that reads digits written by hand: seven small convolutions, run with NumPy.

`benchmarks/ocr/train_handwriting.py` trains it, on MNIST among others, and writes its weights.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from planparse.errors import DictionaryError

WEIGHTS = "handwritten_digits.npz"
OTHER, BLANK = 10, 11
"""Outputs beside the ten digits: writing that is no digit, and nothing new."""
UNTHREADED = 250_000
"""Multiplications of numbers up to which OpenBLAS starts no thread for a product of matrices (its limit is 262,144)."""
STEP = 2
"""Columns of a strip that one column of scores stands for."""

Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Layer:
    """A convolution: outputs x inputs x rows x columns, and a bias per output."""

    weight: Weights
    bias: Weights


@dataclass(frozen=True, eq=False)
class DigitNetwork:
    """The weights, the first layer first."""

    layers: tuple[Layer, ...]

    @classmethod
    def load(cls, path: Path) -> DigitNetwork:
        """Read the weights of a file; the second call with the same path gives the same network.

        Raises:
            DictionaryError: the file is missing, damaged, or of another network.
        """
        return _load(path)

    def scores(self, strips: NDArray[np.float32]) -> NDArray[np.float32]:
        """Logarithms of probabilities.

        Args:
            strips: count x 40 rows x columns, 0 paper to 1 ink; the columns are an even number.

        Returns:
            count x columns / STEP x 12.
        """
        first, second, third, fourth, fifth, sixth, seventh, last = self.layers
        x = np.maximum(_convolved(strips[..., None], first, (2, 2), stride=2), 0)
        x = _halved(np.maximum(_convolved(x, second, (1, 1)), 0))
        x = _halved(np.maximum(_convolved(x, third, (1, 1)), 0))
        x = np.maximum(_convolved(x, fourth, (1, 1)), 0)
        x = np.maximum(_convolved(x, fifth, (0, 1)), 0)
        x = x + np.maximum(_convolved(x, sixth, (0, 2)), 0)
        x = x + np.maximum(_convolved(x, seventh, (0, 4), apart=2), 0)
        return _log_probabilities(_convolved(x, last, (0, 0))[:, 0])


@lru_cache(maxsize=4)
def _load(path: Path) -> DigitNetwork:
    broken = DictionaryError(
        f"{path.name} does not hold the weights of the reader of handwriting.",
        "Reinstall planparse or check --dictionaries.",
    )
    try:
        with np.load(path, allow_pickle=False) as file:
            layers = tuple(
                Layer(*(file[f"{kind}{i}"].astype(np.float32) for kind in ("weight", "bias"))) for i in range(1, 9)
            )
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise broken from error
    if not _fit(layers):
        raise broken
    return DigitNetwork(layers)


def _fit(layers: tuple[Layer, ...]) -> bool:
    """Whether each layer takes what the one before gives, and all numbers are finite."""
    sizes = ((5, 5), (3, 3), (3, 3), (3, 3), (5, 3), (1, 5), (1, 5), (1, 1))
    inputs = 1
    for layer, size in zip(layers, sizes, strict=True):
        outputs = layer.bias.size
        if layer.weight.shape != (outputs, inputs, *size) or layer.bias.ndim != 1:
            return False
        if not (np.isfinite(layer.weight).all() and np.isfinite(layer.bias).all()):
            return False
        inputs = outputs
    return inputs == BLANK + 1 and layers[5].bias.size == layers[4].bias.size and layers[0].weight.shape[1] == 1


def _convolved(x: Weights, layer: Layer, margin: tuple[int, int], stride: int = 1, apart: int = 1) -> Weights:
    """The convolution of count x rows x columns x inputs; `apart` is how far the columns of the kernel lie apart."""
    rows, columns = layer.weight.shape[2:]
    padded = np.pad(x, ((0, 0), (margin[0],) * 2, (margin[1],) * 2, (0, 0)))
    windows = sliding_window_view(padded, (rows, (columns - 1) * apart + 1), axis=(1, 2))
    # With the inputs innermost, whole runs are copied, which takes two thirds of the time.
    windows = windows[:, ::stride, ::stride, :, :, ::apart].transpose(0, 1, 2, 4, 5, 3)
    flat = windows.reshape(-1, int(np.prod(windows.shape[3:])))
    result = _product(flat, layer.weight.transpose(2, 3, 1, 0).reshape(flat.shape[1], -1)) + layer.bias
    return result.reshape(*windows.shape[:3], -1).astype(np.float32, copy=False)


def _product(a: Weights, b: Weights) -> Weights:
    """The product of a long matrix and a small one, in pieces that OpenBLAS multiplies at once.

    For longer ones it wakes threads, which wait for each other in loops: reading a number took 35 ms of CPU time where
    another page was read beside it, and takes 10.
    """
    rows = max(1, UNTHREADED // b.size)
    whole = len(a) // rows * rows
    result = np.empty((len(a), b.shape[1]), np.float32)
    np.matmul(a[:whole].reshape(-1, rows, a.shape[1]), b, out=result[:whole].reshape(-1, rows, b.shape[1]))
    np.matmul(a[whole:], b, out=result[whole:])
    return result


def _halved(x: Weights) -> Weights:
    """The larger of every two rows."""
    return np.maximum(x[:, 0::2], x[:, 1::2]).astype(np.float32, copy=False)


def _log_probabilities(scores: Weights) -> Weights:
    shifted = scores - scores.max(axis=-1, keepdims=True)
    found: Weights = (shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))).astype(np.float32)
    return found
