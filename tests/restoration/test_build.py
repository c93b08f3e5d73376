"""The language model and the confusions, built from a handful of lines."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from planparse.errors import DictionaryError
from planparse.restoration.build import build_language_model, paragraphs
from planparse.restoration.candidate_tables import CandidateTables
from planparse.restoration.candidates import CandidateSearch
from planparse.restoration.channel import Channel
from planparse.restoration.learn import learn_confusions, split_coda
from planparse.restoration.ngrams import LanguageModel
from planparse.restoration.tokens import capitalised_tokens, language_tokens

LINES = [
    "Sở Y tế chủ trì, phối hợp với các đơn vị thực hiện Kế hoạch số 12/KH-SYT năm 2026.",
    "Các đơn vị thuộc Sở Y tế thực hiện kế hoạch; báo cáo kết quả thực hiện.",
    "Văn phòng Sở tổng hợp, báo cáo kết quả thực hiện kế hoạch hằng quý.",
] * 4


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> LanguageModel:
    path = tmp_path_factory.mktemp("model") / "language_model.bin"
    build_language_model(LINES, path)
    return LanguageModel.load(path)


def test_tokens_have_classes() -> None:
    assert language_tokens("Số: 12/KH-UBND, năm 2025.") == ["số", "</s>", "<sym>", ",", "năm", "<num>", "</s>"]


def test_a_capital_counts_only_inside_a_sentence() -> None:
    assert capitalised_tokens("Các phòng của Sở. Sở Y tế") == ["các", "phòng", "của", "^sở", "</s>", "sở", "y", "tế"]
    assert capitalised_tokens("SỞ Y TẾ") == ["sở", "y", "tế"]


def test_probabilities_of_all_words_sum_to_one(model: LanguageModel) -> None:
    words = np.arange(len(model.vocabulary))
    for context in ("thực", "kế", "các"):
        first = np.full(len(words), model.number(context))
        total = np.exp(model.bigrams(first, words)[0].astype(np.float64)).sum()
        assert total == pytest.approx(1.0, abs=0.1)  # one byte a probability: steps of 6 %


def test_what_was_seen_is_likelier(model: LanguageModel) -> None:
    def score(first: str, second: str) -> float:
        return float(model.bigrams(np.array([model.number(first)]), np.array([model.number(second)]))[0][0])

    assert score("thực", "hiện") > score("thực", "phòng") + 0.5


def test_a_wrong_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "language_model.bin"
    path.write_bytes(b"not a model\n" * 3)
    with pytest.raises(DictionaryError, match="language model"):
        LanguageModel.load(path)


def test_paragraphs_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("hai\n\nba\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("một\n", encoding="utf-8")
    assert list(paragraphs([tmp_path])) == ["một", "hai", "ba"]


PAIRS = [("Căn cứ kế hoạch của Sở", "Can ctr ké hoach cia S&")] * 5 + [("cơ sở y tế", "co s& y té")] * 5


def test_cuts_are_found_without_being_told() -> None:
    rows = {(r.part, r.printed): r.readings for r in learn_confusions(PAIRS)}
    assert rows["rhyme", "ứ"] == "tr 5"
    assert rows["rhyme", "ở"] == "& 10"
    assert rows["onset", "S"] == "S 5"


def search_for(words: list[str]) -> CandidateSearch:
    return CandidateSearch(CandidateTables(Channel.build(learn_confusions(PAIRS), words)))


def test_learned_confusions_are_read_back() -> None:
    search = search_for(["cứ", "sở", "tế", "của"])
    found = search.candidates(["ctr", "S&", "té"])
    best = [min(zip(found.cost[found.read == i], found.surface[found.read == i], strict=True))[1] for i in range(3)]
    assert [search.tables.surfaces[surface] for surface in best] == ["cứ", "Sở", "tế"]


def test_strings_read_together_have_the_candidates_that_they_have_alone() -> None:
    words = ["cứ", "sở", "tế", "của", "căn", "hoạch"]
    reads = ["ctr", "S&", "té", "", "PiCH", "hoach", "x" * 30, "c4n", "S&"]
    together = search_for(words).candidates(reads)
    for i, read in enumerate(reads):
        alone = search_for(words).candidates([read])
        assert together.surface[together.read == i].tolist() == alone.surface.tolist()
        np.testing.assert_allclose(together.cost[together.read == i], alone.cost)


def test_a_part_that_is_mixed_in_counts(tmp_path: Path) -> None:
    part = ["Các đơn vị thuộc Sở Y tế thực hiện phòng Sở."] * 2
    build_language_model([*LINES, *part], tmp_path / "plain.bin")
    build_language_model([*LINES, *part], tmp_path / "mixed.bin", apart=[(0.5, part)])
    plain, mixed = (LanguageModel.load(tmp_path / name) for name in ("plain.bin", "mixed.bin"))

    def score(model: LanguageModel, first: str, second: str) -> float:
        return float(model.bigrams(np.array([model.number(first)]), np.array([model.number(second)]))[0][0])

    assert score(mixed, "hiện", "phòng") > score(plain, "hiện", "phòng") + 0.3
    assert score(mixed, "hiện", "kế") < score(plain, "hiện", "kế")


def test_a_word_that_always_has_a_capital_is_known_without_it(tmp_path: Path) -> None:
    build_language_model(["tại xã Hoằng Yến"] * 120, tmp_path / "model.bin")
    model = LanguageModel.load(tmp_path / "model.bin")
    assert model.number("hoằng") == model.number("^hoằng") != model.number("<unk>")
    assert model.plain_forms[model.number("hoằng")] == model.number("hoằng")


def test_bigrams_from_the_table_are_the_same(model: LanguageModel) -> None:
    words = np.arange(len(model.probability[0]))
    first, second = np.repeat(words, len(words)), np.tile(words, len(words))
    np.testing.assert_allclose(model.bigram_probability(first, second), model.bigrams(first, second)[0], atol=1e-6)


@pytest.mark.parametrize(
    ("rhyme", "parts"), [("iệp", ("iệ", "p")), ("ANH", ("A", "NH")), ("ửa", ("ử", "a")), ("ở", ("ở", ""))]
)
def test_nucleus_and_coda(rhyme: str, parts: tuple[str, str]) -> None:
    assert split_coda(rhyme) == parts
