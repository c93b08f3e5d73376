"""Everything restoration knows, loaded once, and only what is needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from planparse.knowledge import Dictionaries
from planparse.restoration.syllables import is_syllable, strip_marks
from planparse.restoration.tokens import CAPITAL, CLASSES

if TYPE_CHECKING:
    from planparse.restoration.candidates import CandidateSearch
    from planparse.restoration.channel import Channel
    from planparse.restoration.ngrams import LanguageModel
    from planparse.restoration.symbols import SymbolGrammar
    from planparse.restoration.vietnamese_ocr import MarkChannel

LANGUAGE_MODEL = "language_model.bin"
CONFUSIONS = "ocr_confusions.tsv"
KEPT_WORDS = "kept_words.tsv"


@dataclass(frozen=True, slots=True)
class _KeptWord:
    word: str


@dataclass(frozen=True, slots=True)
class _Lead:
    phrase: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Comparator:
    phrase: str
    side: str


@dataclass(frozen=True, eq=False)
class RestorationModel:
    """What restoration knows. Each part is loaded when it is first asked for: a document that needs no restoration, as
    most digital ones, pays for none (0.1 s together), nor for the modules that it is made by (0.1 s, numpy among them).
    """

    dictionaries: Dictionaries

    @classmethod
    def load(cls, dictionaries: Dictionaries) -> RestorationModel:
        """The model of these dictionaries; the second call with the same dictionaries gives the same model.

        Its attributes raise `DictionaryError` when they need a file that is missing or damaged.
        """
        return _load(dictionaries)

    def load_all(self) -> None:
        """Load every part.

        Raises:
            DictionaryError: a file is missing or damaged.
        """
        for part in _PARTS:
            getattr(self, part)
        self.candidates.load()

    @cached_property
    def language(self) -> LanguageModel:
        """The n-grams."""
        from planparse.restoration.ngrams import LanguageModel

        return LanguageModel.load(self.dictionaries.path(LANGUAGE_MODEL))

    @cached_property
    def english_ocr(self) -> Channel:
        """How an English OCR reads Vietnamese syllables."""
        from planparse.restoration.channel import Channel
        from planparse.restoration.learn import ConfusionRow

        syllables = [word for word in self.language.vocabulary if is_syllable(word)]
        return Channel.build(self.dictionaries.rows(CONFUSIONS, ConfusionRow), syllables)

    @cached_property
    def candidates(self) -> CandidateSearch:
        """What finds the candidates of words that an English OCR read."""
        from planparse.restoration.candidate_tables import CandidateTables
        from planparse.restoration.candidates import CandidateSearch

        return CandidateSearch(CandidateTables(self.english_ocr))

    @cached_property
    def vietnamese_ocr(self) -> MarkChannel:
        """How a Vietnamese OCR misreads marks."""
        from planparse.restoration.vietnamese_ocr import MarkChannel

        return MarkChannel.load(self.dictionaries)

    @cached_property
    def symbols(self) -> SymbolGrammar:
        """How document symbols are built."""
        from planparse.restoration.symbols import SymbolGrammar

        return SymbolGrammar.load(self.dictionaries)

    @cached_property
    def capital_forms(self) -> Mapping[int, int]:
        """Number of a word to that of its form with a capital inside a sentence, where the model has one."""
        vocabulary = self.language.vocabulary
        return {
            vocabulary[key.removeprefix(CAPITAL)]: number
            for key, number in vocabulary.items()
            if key.startswith(CAPITAL) and key.removeprefix(CAPITAL) in vocabulary
        }

    @cached_property
    def before_percentages(self) -> frozenset[int]:
        """Numbers of the words that end a phrase which leads to the number of a target: `đạt`, `tối thiểu`."""
        phrases = [row.phrase for row in self.dictionaries.rows("target_phrases.tsv", _Lead) if row.kind == "reach"]
        phrases += [
            row.phrase for row in self.dictionaries.rows("comparators.tsv", _Comparator) if row.side == "before"
        ]
        last = {phrase.split()[-1] for phrase in phrases}
        return frozenset(self.language.vocabulary[word] for word in last if word in self.language.vocabulary)

    @cached_property
    def by_plain_letters(self) -> Mapping[str, tuple[str, ...]]:
        """`duong` -> (`đường`, `dương`, `dưỡng`, ...), most frequent first."""
        words = (w for w in self.language.vocabulary if w not in CLASSES and not w.startswith(CAPITAL))
        return _by_plain_letters(words)

    @cached_property
    def kept_words(self) -> Mapping[str, tuple[str, ...]]:
        """Acronyms and foreign words as they are printed, by their letters without marks: `HDND` -> (`HĐND`,)."""
        return _by_plain_letters(row.word for row in self.dictionaries.rows(KEPT_WORDS, _KeptWord))


_PARTS = tuple(name for name, member in vars(RestorationModel).items() if isinstance(member, cached_property))


@lru_cache(maxsize=4)
def _load(dictionaries: Dictionaries) -> RestorationModel:
    return RestorationModel(dictionaries)


def _by_plain_letters(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        found[strip_marks(word)].append(word)
    return {key: tuple(same) for key, same in found.items()}
