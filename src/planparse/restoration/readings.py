"""The possible readings of a token under a treatment."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import ClassVar, Protocol

import numpy as np
import numpy.typing as npt

from planparse.restoration.candidates import Found
from planparse.restoration.channel import usual_tone_place
from planparse.restoration.lattice import Options, Reading
from planparse.restoration.model import RestorationModel
from planparse.restoration.segment import Kind, Place, Token
from planparse.restoration.syllables import is_syllable, is_unmarked_syllable, strip_marks, word_key
from planparse.restoration.symbols import repaired_numeral
from planparse.restoration.tokens import SYMBOL, UNKNOWN

CHANNEL_WEIGHT = 0.9
"""How much the channel counts against the language model."""
UNIGRAM_WEIGHT = 0.7
"""Share of the word's own frequency in the choice of the candidates that the language model is asked about."""
KEPT_COST = 2.0
LISTED_COST = 0.1
ACRONYM_COST = 0.5
VOWEL_ACRONYM_COST = 5.0
"""`SOY` may be `SỞ Y`, `CCHC` is what it says."""
NUMERAL_COST = 3.0
"""`X1V`, `XTV` as `XIV`."""
DIGIT_WORD_COST = 6.0
"""`6a`, `A4` as they stand."""
MIN_DOUBTED_LENGTH = 2
MIN_ACRONYM = 4
"""Letters of an acronym that no other is likely to have: `CDS` may be something else than `CĐS`."""
JOIN_COST = 4.0
JOINED_RANGE = 8.0
PART_CANDIDATES = 8
MAX_JOINED = 8
DOUBTFUL_COST = 2.7
UNKNOWN_COST = 9.0
UNKNOWN_LETTER_COST = 1.5
MAX_CANDIDATES = 40
"""`doi` alone may be eighteen syllables, `dõi` the rarest of them."""
CANDIDATE_RANGE = 9.0
SELDOM_CAPITAL_COST = 2.5
"""Of a capital inside a sentence on a word that hardly ever has one."""
SPLIT_COST = 8.0
USUAL_PAIR = -4.5
"""Log probability of a syllable behind another one from which the two are taken for one word: that of `án` behind `dự`
is -1.7."""
STRANGE_COST = 6.0
"""Of a syllable in small letters that no text has, as a word of its own."""
REMEMBERED_WORDS = 8_000
"""Of the documents before; with what the channel found for them they take 110 MB."""
SPECK_COST = 1.0
_SPECKS = re.compile(r"[^\w&¢¥€]")
_SLASHED = str.maketrans("øØ", "oO")
_TRAILING_SPECKS = "’‘'`?!*°º|~^"


def inside_sentence(readings: Iterable[Reading], capital_forms: Mapping[int, int]) -> tuple[Reading, ...]:
    """Readings inside a sentence: a word with a capital is another word there (`của Sở`, `cơ sở`)."""
    result = []
    for r in readings:
        if not r.surface[:1].isupper() or r.surface.isupper():
            result.append(r)
            continue
        form = capital_forms.get(r.words[0])
        if form is None:
            result.append(r._replace(cost=r.cost + SELDOM_CAPITAL_COST))
        else:
            result.append(r._replace(words=(form, *r.words[1:])))
    return tuple(result)


class Readings(Protocol):
    """A treatment's view of tokens."""

    @property
    def repairs_symbols(self) -> bool:
        """Whether document symbols lack marks and need the grammar."""
        ...

    @property
    def has_specks(self) -> bool:
        """Whether strokes of seals and signatures may stand in the text as words."""
        ...

    @property
    def least_score(self) -> float:
        """Probability that another reading needs to replace what was read."""
        ...

    @property
    def reads_again(self) -> bool:
        """Whether what the document repeats may decide."""
        ...

    @property
    def capitals_differ(self) -> bool:
        """Whether the document counts a word with a capital as another word: an OCR reads capitals as it likes."""
        ...

    def prepare(self, tokens: Sequence[Token]) -> None:
        """Work out at once what `of` and `of_pair` will be asked for."""
        ...

    def of(self, text: str, place: Place) -> tuple[Reading, ...]:
        """Readings of one token, best first; never empty."""
        ...

    def of_pair(self, first: str, second: str) -> tuple[Reading, ...]:
        """Readings of two adjacent tokens as one word."""
        ...


@dataclass
class StrippedReadings:
    """Readings of words whose letters are right and whose marks may be missing."""

    model: RestorationModel
    repairs_symbols: ClassVar[bool] = True
    has_specks: ClassVar[bool] = False
    reads_again: ClassVar[bool] = True
    capitals_differ: ClassVar[bool] = True
    least_score: ClassVar[float] = 0.0

    def prepare(self, tokens: Sequence[Token]) -> None:
        """Nothing: each token is looked up."""

    def of(self, text: str, place: Place) -> tuple[Reading, ...]:
        """All known words with these letters; a mark that the token has stays."""
        vocabulary = self.model.language.vocabulary
        found = [
            Reading((vocabulary[word],), _like(text, placed), 0.0, "diacritics")
            for word in self.model.by_plain_letters.get(strip_marks(text).lower(), ())
            for placed in [usual_tone_place(word)]
            if _keeps_marks(text.lower(), placed)
        ]
        found += [
            Reading((vocabulary[UNKNOWN],), word, LISTED_COST, "known-word")
            for word in self.model.kept_words.get(text, ())
            if word_key(word) not in vocabulary
        ]
        if not found:
            return (Reading((vocabulary[UNKNOWN],), text, 0.0),)
        return tuple(found) if place is not Place.INSIDE else inside_sentence(found, self.model.capital_forms)

    def of_pair(self, first: str, second: str) -> tuple[Reading, ...]:
        """None: typing without diacritics does not tear words apart."""
        return ()


@dataclass
class VietnameseOcrReadings:
    """Readings of words that a Vietnamese OCR read: the letters stay, marks may have been misread.

    What the OCR read well must never become worse, so a reading has to be all but certain to replace it.
    """

    model: RestorationModel
    repairs_symbols: ClassVar[bool] = False
    has_specks: ClassVar[bool] = False
    capitals_differ: ClassVar[bool] = True
    reads_again: ClassVar[bool] = False
    """In the same scans it leaves ten misread words more: there is too little in doubt to learn from."""
    least_score: ClassVar[float] = 0.5
    """On four scanned plans and four page pictures 0.5 leaves 303 misread words, 0.7 313 and 0.8 316, of 419 that
    Tesseract left; in 132,524 words of clean text 0.5 makes 22 edits, of which 18 put an author's error right."""
    _cache: dict[tuple[str, Place], tuple[Reading, ...]] = field(default_factory=dict)

    def prepare(self, tokens: Sequence[Token]) -> None:
        """Nothing: each token is looked up."""

    def of(self, text: str, place: Place) -> tuple[Reading, ...]:
        """The token itself, and the syllables that differ from it in marks alone."""
        known = self._cache.get((text, place))
        if known is None:
            known = self._cache[text, place] = self._readings(text, place)
        return known

    def of_pair(self, first: str, second: str) -> tuple[Reading, ...]:
        """None: a Vietnamese OCR hardly ever tears words apart."""
        return ()

    def _readings(self, text: str, place: Place) -> tuple[Reading, ...]:
        if listed := self._listed(text):
            return listed
        one_case = text.islower() or text.isupper() or text.istitle()
        initials = text.isupper() and len(text) == MIN_DOUBTED_LENGTH and place is not Place.CAPITALS
        if len(text) < MIN_DOUBTED_LENGTH or not text.isalpha() or not one_case or initials:
            return (Reading((self.model.language.number(word_key(text)),), text, 0.0),)
        found = (self._own(text), *self._with_other_marks(text))
        apart = () if text.isascii() or is_syllable(text.lower()) else tuple(self._apart(text))
        if apart:
            return found[0]._replace(cost=STRANGE_COST), *apart
        if place is Place.CAPITALS:
            return tuple(form for reading in found for form in self._in_capitals(reading))
        return found if place is not Place.INSIDE else inside_sentence(found, self.model.capital_forms)

    def _in_capitals(self, reading: Reading) -> Iterator[Reading]:
        """A word of a title in capitals, which may be either of two: `HỘI` of xã hội, `ĐẢNG` of Đảng."""
        yield reading
        form = self.model.capital_forms.get(reading.words[0])
        if form is not None:
            yield reading._replace(words=(form,))

    def _listed(self, text: str) -> tuple[Reading, ...]:
        """A foreign word or a long acronym of which marks or the first I were misread: `IơT`, `loT` -> `IoT`."""
        mixed = not (text.islower() or text.isupper() or text.istitle())
        if not mixed and not (text.isupper() and len(text) >= MIN_ACRONYM):
            return ()
        plain = strip_marks(text.translate(_SLASHED))
        known = self.model.kept_words.get(plain, ()) or self.model.kept_words.get(
            re.sub("^l(?=.*[A-Z])", "I", plain), ()
        )
        if len(known) != 1 or text in known or is_syllable(text):
            return ()
        number = self.model.language.number(word_key(known[0]))
        return (Reading((number,), known[0], LISTED_COST, "known-word"),)

    def _own(self, text: str) -> Reading:
        number, lower = self.model.language.number(word_key(text)), text.lower()
        cost = self.model.vietnamese_ocr.cost(lower, lower)
        # To the language model all words that it never met are one, which is a frequent one: `khồng` beat `không`.
        in_marks = text.islower() or (text.isupper() and not text.isascii())
        strange = number == self.model.language.number(UNKNOWN) and in_marks and is_syllable(lower)
        return Reading((number,), text, cost + (STRANGE_COST if strange else 0.0))

    def _apart(self, text: str) -> Iterator[Reading]:
        """Two syllables that often follow each other, where the space between them was not seen: `dựán`."""
        language, vocabulary = self.model.language, self.model.language.vocabulary
        for cut in range(1, len(text)):
            first, second = (word_key(part) for part in (text[:cut], text[cut:]))
            if not (first in vocabulary and second in vocabulary and is_syllable(first) and is_syllable(second)):
                continue
            numbers = vocabulary[first], vocabulary[second]
            likely = language.bigrams(np.array(numbers[:1]), np.array(numbers[1:]))[0]
            if float(likely[0]) > USUAL_PAIR:
                yield Reading(numbers, f"{text[:cut]} {text[cut:]}", 0.0, "joined")

    def _with_other_marks(self, text: str) -> Iterator[Reading]:
        """Syllables with the same letters; none for an acronym or a code, which is no syllable without marks."""
        vocabulary, channel = self.model.language.vocabulary, self.model.vietnamese_ocr
        for word in self.model.by_plain_letters.get(strip_marks(text).lower(), ()):
            placed = usual_tone_place(word)
            if len(placed) == len(text) and word_key(placed) != word_key(text) and is_syllable(word):
                yield Reading((vocabulary[word],), _like(text, placed), channel.cost(placed, text.lower()), "mark")


def _keeps_marks(raw: str, word: str) -> bool:
    return len(raw) == len(word) and all(r in (w, strip_marks(w)) for r, w in zip(raw, word, strict=True))


@dataclass
class EnglishOcrReadings:
    """Readings of words that an English OCR read; remembers what it worked out for each distinct token."""

    model: RestorationModel
    repairs_symbols: ClassVar[bool] = True
    has_specks: ClassVar[bool] = True
    reads_again: ClassVar[bool] = True
    capitals_differ: ClassVar[bool] = False
    least_score: ClassVar[float] = 0.0
    _cache: dict[tuple[str, Place], tuple[Reading, ...]] = field(default_factory=dict)
    _singles: dict[str, list[Reading]] = field(default_factory=dict)
    _parts: dict[str, list[Reading]] = field(default_factory=dict)

    @classmethod
    def for_model(cls, model: RestorationModel) -> EnglishOcrReadings:
        """The readings of this model, which remember the words of the documents before, up to a limit."""
        known = _english_ocr(model)
        if len(known._singles) > REMEMBERED_WORDS:
            model.candidates.forget()
            _english_ocr.cache_clear()
            known = _english_ocr(model)
        return known

    def prepare(self, tokens: Sequence[Token]) -> None:
        """Find the candidates of all words that were not met before: many at a time take a third of the time."""
        plain = {text: _plain(text) for text in dict.fromkeys(t.text for t in tokens if t.kind is Kind.WORD)}
        texts = [*plain.values(), *(bare for text in plain.values() if (bare := text.rstrip(_TRAILING_SPECKS)))]
        texts += [a.text + b.text for a, b in pairwise(tokens) if b.glued and _may_be_one(a.text, b.text)]
        self._find(texts)
        self._find_parts(part for text in plain.values() if self._may_be_two(text) for part in _parts(text))

    def of(self, text: str, place: Place) -> tuple[Reading, ...]:
        """Readings of one token, best first; never empty."""
        known = self._cache.get((text, place))
        if known is None:
            plain = _plain(text)
            capitals = place is Place.CAPITALS
            found = (_cased(text, capitals, r) for r in self._readings(plain, capitals))
            known = Options(found if place is not Place.INSIDE else inside_sentence(found, self.model.capital_forms))
            self._cache[text, place] = known
        return known

    def of_pair(self, first: str, second: str) -> tuple[Reading, ...]:
        """Readings of two adjacent tokens as one word that the OCR tore apart."""
        if not _may_be_one(first, second):
            return ()
        return tuple(
            Reading(r.words, r.surface, r.cost + SPLIT_COST, "split") for r in self._single(first + second)[:6]
        )

    def _readings(self, text: str, capitals: bool) -> list[Reading]:
        readings = {r.words: r for r in self._single(text)}
        bare = text.rstrip(_TRAILING_SPECKS)
        if bare and bare != text:
            for r in self._single(bare):
                if r.words not in readings:
                    readings[r.words] = Reading(r.words, r.surface + text[len(bare) :], r.cost + 1.0, r.why)
        clean = _SPECKS.sub("", text)
        if clean not in (text, bare) and min((r.cost for r in readings.values()), default=9.0) > DOUBTFUL_COST:
            for r in self._single(clean):
                cost = r.cost + SPECK_COST * (len(text) - len(clean))
                if r.words not in readings or cost < readings[r.words].cost:
                    readings[r.words] = Reading(r.words, r.surface, cost, r.why)
        if self._may_be_two(text):
            for r in self._joined(text):
                readings.setdefault(r.words, r)
        for r in self._kept(text, capitals):
            known = readings.get(r.words)
            if known is None or known.cost > r.cost:
                readings[r.words] = r
        return sorted(readings.values(), key=lambda r: r.cost)

    def _may_be_two(self, text: str) -> bool:
        alone = [*self._single(text), *self._single(text.rstrip(_TRAILING_SPECKS))]
        return len(text) >= 3 and min((r.cost for r in alone), default=DOUBTFUL_COST + 1) > DOUBTFUL_COST

    def _single(self, text: str) -> list[Reading]:
        if text not in self._singles:
            self._find([text])
        return self._singles[text]

    def _find(self, texts: Iterable[str]) -> None:
        missing = [text for text in dict.fromkeys(texts) if text not in self._singles]
        if not missing:
            return
        found = self.model.candidates.candidates(missing)
        self._singles.update(zip(missing, self._best(found, len(missing), MAX_CANDIDATES), strict=True))

    def _find_parts(self, texts: Iterable[str]) -> None:
        missing = [text for text in dict.fromkeys(texts) if text not in self._parts]
        if not missing:
            return
        found = self.model.candidates.direct(missing)
        self._parts.update(zip(missing, self._best(found, len(missing), PART_CANDIDATES), strict=True))

    def _best(self, found: Found, texts: int, limit: int) -> list[list[Reading]]:
        """The candidates that the language model is asked about: the likeliest by channel and frequency of the word."""
        number, cost = self._numbers[found.surface], CHANNEL_WEIGHT * found.cost
        total = cost - UNIGRAM_WEIGHT * self.model.language.probability[0][number]
        order = np.lexsort((number, total, found.read))
        begin = np.searchsorted(found.read[order], np.arange(texts + 1))
        first = begin[found.read[order]]
        near = total[order] < total[order][first] + CANDIDATE_RANGE
        chosen = order[near & (np.arange(len(order)) - first < limit)]
        surfaces = self.model.candidates.tables.surfaces
        columns = zip(number[chosen].tolist(), found.surface[chosen].tolist(), cost[chosen].tolist(), strict=True)
        readings = [Reading((n,), surfaces[surface], c, "english-ocr") for n, surface, c in columns]
        bounds = np.searchsorted(found.read[chosen], np.arange(texts + 1)).tolist()
        return [readings[i:j] for i, j in pairwise(bounds)]

    @cached_property
    def _numbers(self) -> npt.NDArray[np.int64]:
        """By surface the number of its word."""
        vocabulary = self.model.language.vocabulary
        return np.array([vocabulary[word] for word in self.model.candidates.tables.words], dtype=np.int64)

    def _joined(self, text: str) -> list[Reading]:
        """Two words whose space was lost, the likeliest as judged with their bigram."""
        self._find_parts(_parts(text))
        pairs = []
        for cut in range(1, len(text)):
            left, right = self._parts[text[:cut].rstrip(_TRAILING_SPECKS)], self._parts[text[cut:]]
            pairs += [(a.cost + b.cost, a, b) for a in left for b in right if a.cost + b.cost < JOINED_RANGE]
        if not pairs:
            return []
        first, second = np.array([(*a.words, *b.words) for _, a, b in pairs]).T
        language = self.model.language
        logp = language.bigrams(first, second)[0] + 0.5 * language.probability[0][first]
        order = np.argsort(np.array([cost for cost, _, _ in pairs]) - logp, kind="stable")
        return [
            Reading(a.words + b.words, f"{a.surface} {b.surface}", cost + JOIN_COST, "joined")
            for cost, a, b in (pairs[i] for i in order[:MAX_JOINED].tolist())
        ]

    def _kept(self, text: str, capitals: bool) -> list[Reading]:
        """The token as it stands, or with the đ, ơ, ư ... of an acronym that is known."""
        vocabulary = self.model.language.vocabulary
        kept: list[Reading] = []
        listed = self.model.kept_words.get(text.rstrip(_TRAILING_SPECKS), ())
        if not listed and not text.isupper():
            listed = tuple(w for w in self.model.kept_words.get(text.lower(), ()) if w.islower())
        for word in listed:
            number = vocabulary.get(word_key(word), vocabulary[UNKNOWN])
            kept.append(Reading((number,), _like(text, word), LISTED_COST, "known-word"))
        kept += [
            Reading((vocabulary[word],), _like(text, word), KEPT_COST, "known-word")
            for word in self.model.by_plain_letters.get(strip_marks(text).lower(), ())
            if not is_syllable(word)
        ]
        numeral = repaired_numeral(text) if len(text) > 1 else None
        if numeral is not None and numeral != text and numeral.lower() in vocabulary:
            kept.append(Reading((vocabulary[numeral.lower()],), numeral, NUMERAL_COST, "numeral"))
        if any(c.isdigit() for c in text):
            kept.append(Reading((vocabulary[SYMBOL],), text, DIGIT_WORD_COST))
        elif listed and text.isupper():
            return kept
        elif is_acronym(text) and not (capitals and _has_vowel(text)):
            number = vocabulary.get(word_key(text), vocabulary[UNKNOWN])
            kept.append(Reading((number,), text, VOWEL_ACRONYM_COST if _has_vowel(text) else ACRONYM_COST))
        else:
            number = vocabulary.get(word_key(text), vocabulary[UNKNOWN])
            kept.append(Reading((number,), text, UNKNOWN_COST + UNKNOWN_LETTER_COST * len(text)))
        return kept


@lru_cache(maxsize=4)
def _english_ocr(model: RestorationModel) -> EnglishOcrReadings:
    return EnglishOcrReadings(model)


def _plain(text: str) -> str:
    """Without ligatures, which an OCR sets: `pgﬁ`."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _parts(text: str) -> Iterator[str]:
    for cut in range(1, len(text)):
        yield text[:cut].rstrip(_TRAILING_SPECKS)
        yield text[cut:]


def _may_be_one(first: str, second: str) -> bool:
    return min(len(first), len(second)) <= 2 and len(first) + len(second) <= 8


def _cased(text: str, capitals: bool, reading: Reading) -> Reading:
    """A single capital (`B6`) says nothing of the letters behind it: they follow the line."""
    if len(reading.surface) > 1 and reading.surface.isupper() and not capitals and sum(map(str.isupper, text)) == 1:
        return reading._replace(surface=reading.surface.capitalize())
    if capitals and reading.surface.istitle() and not any(map(str.islower, text)):
        return reading._replace(surface=reading.surface.upper())
    return reading


def _has_vowel(text: str) -> bool:
    return any(c in "AEIOUY" for c in strip_marks(text))


def is_acronym(text: str) -> bool:
    """Whether a token looks like initials: capitals that build no syllable, such as `CCHC` or `SYT`; not `NGH`."""
    return 2 <= len(text) <= 10 and text.isalpha() and text.isupper() and not is_unmarked_syllable(text)


def _like(text: str, word: str) -> str:
    """The word in the case of the text, letter for letter: `HDND`, `hđnd` -> `HĐND`."""
    if len(text) != len(word):
        return text
    return "".join(w.upper() if t.isupper() else w for t, w in zip(text, word, strict=True))
