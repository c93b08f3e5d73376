"""The reader of digits: its weights, its decoding, and what it makes of strips drawn here."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from planparse.errors import DictionaryError
from planparse.knowledge import Dictionaries, shipped_dictionaries
from planparse.ocr.digit_network import BLANK, WEIGHTS, DigitNetwork
from planparse.ocr.digit_sequence import NOTHING, best_path, probabilities, read_slot
from planparse.ocr.picture import Grey
from planparse.ocr.strips import ABOVE, BELOW, ROWS, Slot, strip_of

EM = 38.0
SLOT = Slot(60.0, 160.0, 80.0, EM)


@pytest.fixture(scope="module")
def network() -> DigitNetwork:
    return DigitNetwork.load(Dictionaries().path(WEIGHTS))


class TestWeights:
    def test_they_are_small(self) -> None:
        assert (shipped_dictionaries() / WEIGHTS).stat().st_size < 600_000

    def test_they_hold_arrays_of_numbers_only(self) -> None:
        with np.load(shipped_dictionaries() / WEIGHTS, allow_pickle=False) as file:
            assert sorted(file.files) == sorted(f"{kind}{i}" for kind in ("weight", "bias") for i in range(1, 9))
            assert all(np.isfinite(file[name].astype(np.float64)).all() for name in file.files)

    @pytest.mark.parametrize("damage", ["missing", "empty", "cut off", "text", "other arrays", "pickled", "not finite"])
    def test_damaged_ones_are_refused_in_a_sentence(self, tmp_path: Path, damage: str) -> None:
        path = tmp_path / WEIGHTS
        whole = (shipped_dictionaries() / WEIGHTS).read_bytes()
        if damage == "other arrays":
            np.savez(path, weight1=np.zeros(3))
        elif damage == "pickled":
            np.savez(path, weight1=np.array([{}], dtype=object), allow_pickle=True)
        elif damage == "not finite":
            with np.load(shipped_dictionaries() / WEIGHTS) as file:
                np.savez(path, **{name: file[name] * np.float32(np.nan) for name in file.files})
        elif damage != "missing":
            path.write_bytes({"empty": b"", "cut off": whole[: len(whole) // 2], "text": b"weights"}[damage])
        with pytest.raises(DictionaryError, match="reader of handwriting"):
            DigitNetwork.load(path)

    def test_they_can_be_replaced(self, tmp_path: Path) -> None:
        (tmp_path / WEIGHTS).write_bytes((shipped_dictionaries() / WEIGHTS).read_bytes())
        assert Dictionaries(tmp_path).path(WEIGHTS).parent == tmp_path


class TestScores:
    def test_they_are_probabilities(self, network: DigitNetwork) -> None:
        scores = network.scores(np.random.default_rng(3).random((3, ROWS, 62), np.float32))
        assert scores.shape == (3, 31, 12)
        assert np.exp(scores).sum(axis=2) == pytest.approx(1.0, abs=1e-4)

    def test_a_strip_is_read_alone_as_among_others(self, network: DigitNetwork) -> None:
        strips = np.random.default_rng(4).random((3, ROWS, 40), np.float32)
        assert network.scores(strips)[1] == pytest.approx(network.scores(strips[1:2])[0], abs=1e-3)


@st.composite
def log_probabilities(draw: st.DrawFn) -> np.ndarray:
    raw = draw(arrays(np.float64, (draw(st.integers(1, 4)), 12), elements=st.floats(-4, 4)))
    return (raw - np.log(np.exp(raw).sum(axis=1, keepdims=True))).astype(np.float32)


class TestDecoding:
    @settings(max_examples=25, deadline=None)
    @given(log_probabilities(), st.lists(st.integers(0, 2), max_size=3))
    def test_probability_is_that_of_all_paths(self, scores: np.ndarray, labels: list[int]) -> None:
        total = 0.0
        for path in product((0, 1, 2, BLANK), repeat=len(scores)):
            told = [label for i, label in enumerate(path) if label != BLANK and (i == 0 or path[i - 1] != label)]
            if told == labels:
                total += float(np.exp(sum(float(scores[i, label]) for i, label in enumerate(path))))
        assert probabilities(scores[None], labels)[0] == pytest.approx(total, rel=1e-3, abs=1e-9)

    def test_repeats_need_a_blank_between(self) -> None:
        scores = np.full((5, 12), -9.0, np.float32)
        for column, label in enumerate((5, 5, BLANK, 5, 1)):
            scores[column, label] = 0.0
        assert best_path(scores) == (5, 5, 1)


def drawn(text: str, font: int = cv2.FONT_HERSHEY_SIMPLEX, pen: int = 2) -> Grey:
    """A number written with a pen of 2 pixels between print at 200 dpi; the print is not drawn."""
    grey = np.full((140, 320), 255, np.uint8)
    cv2.putText(grey, text, (66, 80), font, 1.2, 0, pen, cv2.LINE_AA)
    return grey


def slot_around(grey: Grey) -> Slot:
    columns = np.flatnonzero((grey < 128).any(axis=0))
    return Slot(float(columns[0]) - 6, float(columns[-1]) + 7, 80.0, EM)


class TestReading:
    @pytest.mark.parametrize("text", ["12", "358", "2064", "97", "7"])
    def test_drawn_numbers(self, network: DigitNetwork, text: str) -> None:
        grey = drawn(text)
        reading = read_slot(grey, slot_around(grey), network)
        assert reading.text == text
        assert 0.5 < reading.sureness <= 1.0

    def test_in_black_and_white(self, network: DigitNetwork) -> None:
        grey = np.where(drawn("358") < 128, 0, 255).astype(np.uint8)
        assert read_slot(grey, slot_around(grey), network).text == "358"

    def test_a_dotted_line_below(self, network: DigitNetwork) -> None:
        grey = drawn("64")
        slot = slot_around(grey)
        for x in range(round(slot.left), round(slot.right), 9):
            cv2.circle(grey, (x, 78), 2, 0, -1)
        assert read_slot(grey, slot, network).text == "64"

    def test_white_paper_says_nothing(self, network: DigitNetwork) -> None:
        assert read_slot(np.full((140, 320), 250, np.uint8), SLOT, network) == NOTHING

    def test_dots_alone_are_no_number(self, network: DigitNetwork) -> None:
        grey = np.full((140, 320), 255, np.uint8)
        for x in range(66, 150, 9):
            cv2.circle(grey, (x, 78), 2, 0, -1)
        assert read_slot(grey, SLOT, network).text == ""

    def test_a_number_crossed_out_is_not_sure(self, network: DigitNetwork) -> None:
        grey = drawn("385")
        slot = slot_around(grey)
        for shift in (0, 5, 9):
            cv2.line(grey, (round(slot.left), 60 + shift), (round(slot.right), 66 - shift), 0, 2, cv2.LINE_AA)
        reading = read_slot(grey, slot, network)
        assert not reading.text.isdigit() or reading.sureness < 0.8

    @settings(max_examples=30, deadline=None)
    @given(
        arrays(np.uint8, st.tuples(st.integers(1, 90), st.integers(1, 130))),
        st.tuples(st.floats(-50, 200), st.floats(-50, 200), st.floats(-50, 150), st.floats(1, 90)),
    )
    def test_any_picture_and_any_place(
        self, network: DigitNetwork, grey: Grey, place: tuple[float, float, float, float]
    ) -> None:
        reading = read_slot(grey, Slot(*place), network)
        assert 0.0 <= reading.sureness <= 1.0 + 1e-6
        assert set(reading.text) <= set("0123456789?")


class TestStrips:
    def test_the_line_and_the_size_of_the_print_are_where_the_reader_expects_them(self) -> None:
        grey = np.full((140, 320), 255, np.uint8)
        cv2.rectangle(grey, (80, round(80 - 0.66 * EM)), (120, 80), 0, -1)
        strip = strip_of(grey, SLOT)
        assert strip is not None
        rows = np.flatnonzero(strip.max(axis=1) > 0.5)
        assert rows[-1] == pytest.approx(ROWS * ABOVE / (ABOVE + BELOW), abs=1.5)
        assert len(rows) == pytest.approx(ROWS * 0.66 / (ABOVE + BELOW), abs=2)

    def test_faint_pens_are_as_dark_as_others(self) -> None:
        faint = (255 - (255 - drawn("8").astype(int)) // 3).astype(np.uint8)
        strip = strip_of(faint, SLOT)
        assert strip is not None
        assert strip.max() > 0.95

    def test_a_slot_over_the_edge_is_filled_up_with_paper(self) -> None:
        strip = strip_of(drawn("8")[:, :90], SLOT)
        assert strip is not None
        assert strip[:, -20:].max() < 0.05
