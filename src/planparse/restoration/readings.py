"""The possible readings of a token under a treatment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from planparse.restoration.channel import MAX_CANDIDATES
from planparse.restoration.lattice import Reading
from planparse.restoration.model import RestorationModel
from planparse.restoration.syllables import fold, is_syllable, strip_marks
from planparse.restoration.tokens import SYMBOL, UNKNOWN

CHANNEL_WEIGHT = 0.9
"""How much the channel counts against the language model."""
UNIGRAM_WEIGHT = 0.4
"""Share of the word's own frequency in the choice of the candidates that the language model is asked about."""
KEPT_COST = 2.0
UNKNOWN_COST = 9.0
UNKNOWN_LETTER_COST = 1.5
SPLIT_COST = 5.0
_TRAILING_SPECKS = "’‘'`?!*°º|~^"


class Readings(Protocol):
    """A treatment's view of tokens."""

    def of(self, text: str) -> tuple[Reading, ...]:
        """Readings of one token, best first; never empty."""
        ...

    def of_pair(self, first: str, second: str) -> tuple[Reading, ...]:
        """Readings of two adjacent tokens as one word."""
        ...


@dataclass
class StrippedReadings:
    """Readings of words whose letters are right and whose marks may be missing."""

    model: RestorationModel

    def of(self, text: str) -> tuple[Reading, ...]:
        """All known words with these letters; a mark that the token has stays."""
        vocabulary = self.model.language.vocabulary
        found = [
            Reading((vocabulary[word],), _like(text, placed), 0.0, "diacritics")
            for word in self.model.by_plain_letters.get(strip_marks(text).lower(), ())
            for placed in [_usual_tone_place(word)]
            if _keeps_marks(text.lower(), placed)
        ]
        return tuple(found) or (Reading((vocabulary[UNKNOWN],), text, 0.0),)

    def of_pair(self, first: str, second: str) -> tuple[Reading, ...]:
        """None: typing without diacritics does not tear words apart."""
        return ()


def _keeps_marks(raw: str, word: str) -> bool:
    return len(raw) == len(word) and all(r in (w, strip_marks(w)) for r, w in zip(raw, word, strict=True))


@dataclass
class EnglishOcrReadings:
    """Readings of words that an English OCR read; remembers what it worked out for each distinct token."""

    model: RestorationModel
    _cache: dict[str, tuple[Reading, ...]] = field(default_factory=dict)

    def of(self, text: str) -> tuple[Reading, ...]:
        """Readings of one token, best first; never empty."""
        known = self._cache.get(text)
        if known is None:
            known = self._cache[text] = tuple(self._readings(text))
        return known

    def of_pair(self, first: str, second: str) -> tuple[Reading, ...]:
        """Readings of two adjacent tokens as one word that the OCR tore apart."""
        if min(len(first), len(second)) > 2 or len(first) + len(second) > 8:
            return ()
        return tuple(
            Reading(r.words, r.surface, r.cost + SPLIT_COST, "split") for r in self._single(first + second)[:6]
        )

    def _readings(self, text: str) -> list[Reading]:
        readings = {r.words: r for r in self._single(text)}
        bare = text.rstrip(_TRAILING_SPECKS)
        if bare and bare != text:
            tail = text[len(bare) :]
            for r in self._single(bare):
                if r.words not in readings:
                    readings[r.words] = Reading(r.words, r.surface + tail, r.cost + 1.0, r.why)
        if len(text) >= 3 and (not readings or min(r.cost for r in readings.values()) > 3):
            for r in self._joined(text):
                readings.setdefault(r.words, r)
        for r in self._kept(text):
            readings.setdefault(r.words, r)
        return sorted(readings.values(), key=lambda r: r.cost)

    def _single(self, text: str) -> list[Reading]:
        language = self.model.language
        unigram = language.probability[0]
        found = []
        for c in self.model.english_ocr.candidates(text):
            number = language.number(c.word)
            found.append((CHANNEL_WEIGHT * c.cost - UNIGRAM_WEIGHT * float(unigram[number]), number, c))
        found.sort(key=lambda item: item[0])
        return [Reading((n,), c.surface, CHANNEL_WEIGHT * c.cost, "english-ocr") for _, n, c in found[:MAX_CANDIDATES]]

    def _joined(self, text: str) -> list[Reading]:
        pairs = []
        for cut in range(1, len(text)):
            for a in self._single(text[:cut])[:5]:
                for b in self._single(text[cut:])[:5]:
                    pairs.append(
                        Reading(a.words + b.words, f"{a.surface} {b.surface}", a.cost + b.cost + 4.0, "joined")
                    )
        pairs.sort(key=lambda r: r.cost)
        return pairs[:6]

    def _kept(self, text: str) -> list[Reading]:
        """The token as it stands, or with the đ, ơ, ư ... of an acronym that is known."""
        vocabulary = self.model.language.vocabulary
        kept = []
        for word in self.model.by_plain_letters.get(strip_marks(text).lower(), ()):
            if not is_syllable(word):
                kept.append(Reading((vocabulary[word],), _like(text, word), KEPT_COST, "known-word"))
        if any(c.isdigit() for c in text):
            kept.append(Reading((vocabulary[SYMBOL],), text, UNKNOWN_COST))
        else:
            number = vocabulary.get(fold(text), vocabulary[UNKNOWN])
            kept.append(Reading((number,), text, UNKNOWN_COST + UNKNOWN_LETTER_COST * len(text)))
        return kept


def _like(text: str, word: str) -> str:
    """The word in the case of the text, letter for letter: `HDND`, `hđnd` -> `HĐND`."""
    if len(text) != len(word):
        return text
    return "".join(w.upper() if t.isupper() else w for t, w in zip(text, word, strict=True))


_TONE_ON_FIRST = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe"}
_TONE_ON_FIRST |= {"oẽ": "õe", "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}


def _usual_tone_place(word: str) -> str:
    """`hoá` -> `hóa`, `uỷ` -> `ủy`: as nine in ten official documents place the tone; both places are correct."""
    if word[-2:] in _TONE_ON_FIRST and not word.startswith("qu"):
        return word[:-2] + _TONE_ON_FIRST[word[-2:]]
    return word
