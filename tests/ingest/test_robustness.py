"""Whatever the bytes: opening and reading a source gives pages or one of the errors that are raised on purpose."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.errors import PlanparseError
from planparse.ingest.opening import open_source
from planparse.options import Options
from planparse.textlayer.judge import judge_pages
from planparse.textlayer.legacy import decode_page

LIMITS = Options(max_pixels=4_000_000, max_pages=3)
SEEDS = (
    "commune-digital.pdf",
    "health-garbled.pdf",
    "commune-tcvn3.pdf",
    "health-page.png",
    "commune-fax.tiff",
    "health-word.docx",
)
MUTATIONS = 12


def read_all(data: bytes) -> None:
    """Everything that the pipeline asks of a source."""
    try:
        with open_source(None, LIMITS, data=data, name="x") as source:
            pages = list(source.pages())
            for page, verdict in zip(pages, judge_pages(pages), strict=True):
                if verdict.encoding is not None:
                    decode_page(page, verdict)
            if pages and pages[0].has_picture:
                source.render(1, 20, colour=True)
    except PlanparseError as error:
        assert error.message.endswith(".")
        assert "\n" not in error.message


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Data with bytes changed, a piece lost, or its end cut off."""
    broken = bytearray(data)
    match rng.randrange(4):
        case 0:
            for _ in range(rng.randrange(1, 60)):
                broken[rng.randrange(len(broken))] = rng.randrange(256)
        case 1:
            start = rng.randrange(len(broken))
            del broken[start : start + rng.randrange(1, 5000)]
        case 2:
            del broken[rng.randrange(len(broken)) :]
        case _:
            start = rng.randrange(min(2000, len(broken)))
            broken[start : start + 20] = rng.randbytes(20)
    return bytes(broken)


@pytest.mark.parametrize("name", SEEDS)
def test_damaged_samples(samples: Path, name: str) -> None:
    whole = (samples / name).read_bytes()
    rng = random.Random(name)
    for _ in range(MUTATIONS):
        read_all(damaged(whole, rng))


HEADS = [
    b"",
    b"%PDF-1.7\n",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xe0",
    b"II*\x00",
    b"MM\x00*",
    b"PK\x03\x04",
    b"BM",
    b"RIFF1234WEBP",
]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(HEADS), st.binary(max_size=600))
def test_any_bytes(head: bytes, tail: bytes) -> None:
    read_all(head + tail)


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=300), st.sampled_from(["utf-8", "utf-16", "utf-32", "cp1258", "latin-1"]))
def test_any_text_in_any_encoding(text: str, encoding: str) -> None:
    read_all(text.encode(encoding, errors="replace"))
