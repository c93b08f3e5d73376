"""A PDF from before Unicode: TCVN3 (ABC) fonts, whose text layer says other letters than the page shows.

`.VnTime` shows `đ` for the byte 0xAE; a reader of the text layer gets `®`. Toned capitals have no byte of their own: a
second font, `.VnTimeH`, shows capitals for the bytes of the small letters, and typists wrote "Uỷ ban" to do without it.
We build both fonts from FreeSerif by giving the legacy codes the glyphs of the Vietnamese letters.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from writing.fonts import font_file
from writing.sheets import PlacedWord, Sheet, Typeset

SMALL = dict(
    zip(
        "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        bytes.fromhex(
            "a8a9aaabacadae b5b6b7b8b9 bbbcbdbec6 c7c8c9cacb cccecfd0d1 d2d3d4d5d6 d7d8dcddde dfe1e2e3e4 e5e6e7e8e9"
            "eaebecedee eff1f2f3f4 f5f6f7f8f9 fafbfcfdfe"
        ),
        strict=True,
    )
)
CAPITAL = dict(zip("ĂÂÊÔƠƯĐ", bytes.fromhex("a1a2a3a4a5a6a7"), strict=True))
AS_READ = {0xAD: "\u2212", 0xB7: "\u2219"}
"""What PDF readers make of the two bytes that WinAnsi calls soft hyphen and middle dot."""


def legacy_letter(letter: str, capitals: bool) -> str:
    """The letter that a reader of the text layer gets for a printed one; raises KeyError where the font has none."""
    code = SMALL.get(letter.lower()) if capitals else SMALL.get(letter, CAPITAL.get(letter))
    if code is not None:
        return AS_READ.get(code, chr(code))
    if ord(letter) >= 0x80 and letter not in "“”":
        raise KeyError(f"no TCVN3 code for {letter!r}")
    return letter.lower() if capitals else letter


def needs_capitals(word: str) -> bool:
    """Whether a word has toned capitals, so that it must be set in `.VnTimeH`."""
    return any(letter.isupper() and letter not in CAPITAL and ord(letter) >= 0x80 for letter in word)


def legacy_font(name: str, capitals: bool) -> str:
    """Register the TCVN3 twin of a face; its name."""
    twin = f"TCVN3-{name}-{'H' if capitals else ''}"
    if twin in pdfmetrics.getRegisteredFontNames():
        return twin
    font = TTFont(twin, str(font_file(name)))
    style = name.partition("-")[2]
    font.face.name = ((".VnTimeH" if capitals else ".VnTime") + (f",{style}" if style else "")).encode()
    glyphs, widths = dict(font.face.charToGlyph), dict(font.face.charWidths)
    letters = [*SMALL, *CAPITAL, *map(chr, range(0x41, 0x5B))]
    for letter in letters:
        shown = letter.upper() if capitals else letter
        read = ord(legacy_letter(shown, capitals))
        font.face.charToGlyph[read], font.face.charWidths[read] = glyphs[ord(shown)], widths[ord(shown)]
    pdfmetrics.registerFont(font)
    return twin


def legacy_word(word: PlacedWord) -> PlacedWord:
    """The same print from a TCVN3 font."""
    capitals = needs_capitals(word.text)
    text = "".join(legacy_letter(letter, capitals) for letter in word.text)
    return replace(word, text=text, font=legacy_font(word.font, capitals))


def old_spelling(text: str) -> str:
    """`Ủy` -> `Uỷ`: the tone moves to the small letter, which has a code."""
    text = unicodedata.normalize("NFC", text)
    return text.replace("Ủy", "Uỷ")


def in_legacy_fonts(document: Typeset) -> Typeset:
    """The document as printed from TCVN3 fonts; its transcription says what the page shows."""
    sheets = tuple(
        Sheet([legacy_word(replace(word, text=old_spelling(word.text))) for word in sheet.words], sheet.rules)
        for sheet in document.sheets
    )
    lines = tuple(replace(line, text=old_spelling(line.text)) for line in document.lines)
    return Typeset(sheets, lines, document.stamp_at)
