"""Everything restoration knows, loaded once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from planparse.knowledge import Dictionaries
from planparse.restoration.channel import Channel
from planparse.restoration.learn import ConfusionRow
from planparse.restoration.ngrams import LanguageModel
from planparse.restoration.syllables import is_syllable, strip_marks
from planparse.restoration.symbols import SymbolGrammar
from planparse.restoration.tokens import CAPITAL, CLASSES
from planparse.restoration.vietnamese_ocr import MarkChannel

LANGUAGE_MODEL = "language_model.bin"
CONFUSIONS = "ocr_confusions.tsv"
KEPT_WORDS = "kept_words.tsv"


@dataclass(frozen=True, slots=True)
class _KeptWord:
    word: str


@dataclass(frozen=True, eq=False)
class RestorationModel:
    """The language model, the channels of the two OCR families, and the known words by their letters without marks."""

    language: LanguageModel
    english_ocr: Channel
    vietnamese_ocr: MarkChannel
    symbols: SymbolGrammar
    capital_forms: Mapping[int, int]
    """Number of a word to that of its form with a capital inside a sentence, where the model has one."""
    by_plain_letters: Mapping[str, tuple[str, ...]]
    """`duong` -> (`đường`, `dương`, `dưỡng`, ...), most frequent first."""
    kept_words: Mapping[str, tuple[str, ...]]
    """Acronyms and foreign words as they are printed, by their letters without marks: `HDND` -> (`HĐND`,)."""

    @classmethod
    def load(cls, dictionaries: Dictionaries) -> RestorationModel:
        """Load the model; the second call with the same dictionaries costs nothing.

        Raises:
            DictionaryError: a file is missing or damaged.
        """
        return _load(dictionaries)


@lru_cache(maxsize=4)
def _load(dictionaries: Dictionaries) -> RestorationModel:
    language = LanguageModel.load(dictionaries.path(LANGUAGE_MODEL))
    syllables = [word for word in language.vocabulary if is_syllable(word)]
    rows = dictionaries.rows(CONFUSIONS, ConfusionRow)
    plain: dict[str, list[str]] = defaultdict(list)
    for word in language.vocabulary:
        if word not in CLASSES and not word.startswith(CAPITAL):
            plain[strip_marks(word)].append(word)
    kept: dict[str, list[str]] = defaultdict(list)
    for row in dictionaries.rows(KEPT_WORDS, _KeptWord):
        kept[strip_marks(row.word)].append(row.word)
    return RestorationModel(
        language,
        Channel.build(rows, syllables),
        MarkChannel.load(dictionaries),
        SymbolGrammar.load(dictionaries),
        _capital_forms(language.vocabulary),
        {key: tuple(words) for key, words in plain.items()},
        {key: tuple(words) for key, words in kept.items()},
    )


def _capital_forms(vocabulary: Mapping[str, int]) -> dict[int, int]:
    return {
        vocabulary[key.removeprefix(CAPITAL)]: number
        for key, number in vocabulary.items()
        if key.startswith(CAPITAL) and key.removeprefix(CAPITAL) in vocabulary
    }
