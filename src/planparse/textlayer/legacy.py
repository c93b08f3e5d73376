"""Legacy encodings: text set in TCVN3 (ABC) or VNI fonts, which put Vietnamese glyphs at the places of Western letters.

A PDF made from such a document gives the Western letters faithfully: `B¸o c¸o` for `Báo cáo`. Decoding is exact, so a
decoded layer is worth as much as a digital one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from planparse.knowledge import Dictionaries
from planparse.layout.composition import PlacedWord, compose
from planparse.pagetext import Origin, PageText, TextLayerVerdict, Word

if TYPE_CHECKING:
    from planparse.ingest.page import Page

TCVN3 = "tcvn3"
VNI = "vni"
ENCODINGS = (TCVN3, VNI)
_FONTS = (
    (re.compile(r"^\.?Vn[A-Z0-9]"), TCVN3),
    (re.compile(r"^(?:ABC|TCVN)[\s_-]?\w", re.IGNORECASE), TCVN3),
    (re.compile(r"^(?:VNI|Vni|vni)[-\s_]\w|^VNI[A-Z]"), VNI),
)
_TCVN3_SIGNS = re.compile("[µ¸¶·¹¨»¾¼½©ª«¬®]")
_TCVN3_SIGNS_AT_LEAST = 0.02
"""Share of these signs among the characters of TCVN3 text; it has 0.06-0.09 of them, other text a few in a page: 75
pages read by an English OCR up to 0.001."""
SOFT_HYPHEN = "\u00ad"
_CAPITAL_FONT = re.compile(r"^\.?Vn[\w ]*?H(?=$|[\s,_-]|Bold|Italic)")
"""ABC fonts that print small letters as capitals: `.VnTimeH`, `.VnArialH,Bold`."""


@dataclass(frozen=True, slots=True)
class LegacyLetter:
    """A letter of a legacy encoding: how Windows-1252 shows its bytes, and what is printed."""

    legacy: str
    unicode: str


def decode(text: str, encoding: str) -> str:
    """The Vietnamese text behind text in a legacy encoding; characters that the encoding does not know stay.

    Args:
        text: as the PDF or the file gives it.
        encoding: `tcvn3` or `vni`.

    Example:
        >>> decode("Bé Tµi chÝnh", "tcvn3"), decode("Boä Taøi chính", "vni")
        ('Bộ Tài chính', 'Bộ Tài chính')
    """
    return _decoder(encoding)(text)


def encoding_of_font(name: str) -> str | None:
    """The legacy encoding of a font by its name: `.VnTime` is `tcvn3`, `VNI-Times` is `vni`; None for other fonts."""
    return next((encoding for pattern, encoding in _FONTS if pattern.match(name)), None)


def prints_capitals(font: str) -> bool:
    """Whether an ABC font prints small letters as capitals (`.VnTimeH`)."""
    return _CAPITAL_FONT.match(font) is not None


def has_signs_of_tcvn3(text: str) -> bool:
    """Whether a text is full of the signs that TCVN3 has for letters, which no reader makes of print: `B¸o c¸o`."""
    return len(_TCVN3_SIGNS.findall(text)) >= _TCVN3_SIGNS_AT_LEAST * len(text)


def without_soft_hyphens(text: str) -> str:
    """The text without soft hyphens, which print nothing; in TCVN3 text they stay, since there they are `ư`."""
    if SOFT_HYPHEN not in text or has_signs_of_tcvn3(text):
        return text
    return text.replace(SOFT_HYPHEN, "")


def decode_page(page: Page, verdict: TextLayerVerdict) -> PageText:
    """The text of a page whose layer is in a legacy encoding, composed again from its decoded words.

    Where fonts are known each word is decoded by its own font, so that words in Unicode fonts on the same page stay as
    they are; a page without known fonts is decoded as a whole.

    Raises:
        ValueError: the page has no layer, or the verdict names no encoding.
    """
    if page.layer is None or verdict.encoding is None:
        raise ValueError("only a page with a layer in a known legacy encoding can be decoded")
    if not page.words:
        return _decode_lines(page.layer, verdict.encoding)
    assert page.width is not None and page.height is not None
    words = decode_words(page, verdict.encoding)
    return compose(page.number, words, origin=Origin.LAYER, width=page.width, height=page.height)


def decode_words(page: Page, encoding: str) -> tuple[PlacedWord, ...]:
    """The words of a page's layer, decoded; see `decode_page`."""
    by_font = any(encoding_of_font(font) for font in set(page.word_fonts))
    words = []
    for word, font in zip(page.words, page.word_fonts, strict=True):
        its_encoding = encoding_of_font(font) if by_font else encoding
        if its_encoding is None:
            words.append(word)
            continue
        text = decode(word.text, its_encoding)
        words.append(replace(word, text=text.upper() if prints_capitals(font) else text))
    return tuple(words)


def _decode_lines(layer: PageText, encoding: str) -> PageText:
    """A page of a text file, line for line; VNI gets shorter by decoding, so the words are found again."""
    text = decode(layer.text, encoding)
    words = tuple(Word(match.start(), match.end()) for match in re.finditer(r"\S+", text))
    return replace(layer, text=text, words=words, origin=Origin.LAYER)


@lru_cache(maxsize=8)
def _decoder(encoding: str) -> Callable[[str], str]:
    if encoding not in ENCODINGS:
        raise ValueError(f"{encoding!r} is not one of {', '.join(ENCODINGS)}")
    letters = Dictionaries().rows(f"legacy_{encoding}.tsv", LegacyLetter)
    table = {_character(letter.legacy): letter.unicode for letter in letters}
    for legacy, printed in list(table.items()):
        # Typists mixed the case of a vowel and of the letter that carries its mark; the vowel decides.
        if len(legacy) == 2:
            table.setdefault(legacy[0] + legacy[1].swapcase(), printed)
    pattern = re.compile("|".join(re.escape(legacy) for legacy in sorted(table, key=len, reverse=True)))

    def decode_text(text: str) -> str:
        return unicodedata.normalize("NFC", pattern.sub(lambda match: table[match.group()], text))

    return decode_text


def _character(cell: str) -> str:
    return chr(int(cell[2:], 16)) if cell.startswith("U+") else cell
