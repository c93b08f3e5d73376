"""Fonts of print and of handwriting, on one side those that are learned from, on the other those that are held out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from handwriting_glyphs import Glyphs, read_fonts
from handwriting_strips import Example, Faces, Rng

from planparse.ocr.strips import Slot, Strip, strip_of

HELD_OUT_HANDS = ("gloria-hallelujah", "kalam", "zeyada", "dekko", "la-belle-aurore")
PRINT = ("tinos", "noto-serif", "pt-serif", "gelasio")
HELD_OUT_PRINT = ("gelasio", "noto-serif")
FREE_SERIF = Path("/usr/share/fonts/truetype/freefont")


def files_of(folder: Path, name: str, style: str) -> tuple[Path, ...]:
    return tuple(
        file
        for subset in ("latin", "vietnamese")
        if (file := folder / name / "files" / f"{name}-{subset}-400-{style}.woff").exists()
    )


def faces_of(folder: Path, held_out: bool) -> Faces:
    names = HELD_OUT_PRINT if held_out else [name for name in PRINT if name not in HELD_OUT_PRINT]
    upright, italic = (
        [files for name in names if (files := files_of(folder, name, style))] for style in ("normal", "italic")
    )
    if not held_out and FREE_SERIF.exists():
        upright += [(FREE_SERIF / f"FreeSerif{weight}.ttf",) for weight in ("", "", "Bold")]
        italic += [(FREE_SERIF / f"FreeSerif{weight}.ttf",) for weight in ("Italic", "Italic", "BoldItalic")]
    return Faces(tuple(upright), tuple(italic))


def hands_of(folder: Path, held_out: bool) -> Glyphs:
    names = [file.name for file in sorted(folder.iterdir()) if file.name not in PRINT]
    return read_fonts([files_of(folder, n, "normal")[0] for n in names if (n in HELD_OUT_HANDS) == held_out])


def cut(example: Example, rng: Rng) -> Strip | None:
    """The strip of an example, cut as inexactly as slots are found."""
    em = example.em * rng.uniform(0.9, 1.12)
    left, right = (rng.uniform(-0.08, 1.0) * example.em for _ in range(2))
    baseline = example.baseline + rng.normal(0, 0.04) * example.em
    strip = strip_of(example.grey, Slot(example.left - left, example.right + right, baseline, em))
    if strip is not None and rng.random() < 0.25:
        strip = np.clip(strip * rng.uniform(0.7, 1.5) - rng.uniform(0, 0.15), 0, 1).astype(np.float32)
    return strip
