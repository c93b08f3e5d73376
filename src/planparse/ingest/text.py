"""Text input: OCR dumps and saved documents in any encoding of Vietnamese, pages separated by form feeds."""

from __future__ import annotations

import codecs
import re
import unicodedata

from planparse.errors import UnsupportedInputError
from planparse.ingest.page import LayerEvidence, Page
from planparse.ingest.sniff import utf16_without_mark
from planparse.ingest.source import Source
from planparse.pagetext import Origin, PageText, Word
from planparse.textlayer.legacy import without_soft_hyphens

PAGE_BREAK = "\f"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE_BREAK = re.compile("\r\n|[\r\v\x85\u2028\u2029]")
_NOTHING = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff\u200b\u200e\u200f\u2060]")
"""Control characters and marks that print nothing; tabs, line feeds and form feeds stay."""
_WORD = re.compile(r"\S+")
_WINDOWS_1258_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


class TextSource(Source):
    """A text file. A page keeps the numbers of its lines in the file."""

    _pages: tuple[str, ...]

    def _open(self) -> int:
        pages = clean(decode(self.data)).split(PAGE_BREAK)
        while len(pages) > 1 and not pages[-1].strip():
            pages.pop()
        self._pages = tuple(pages)
        return len(pages)

    def _page(self, number: int) -> Page:
        # A form feed stands at the start of the next page's first line and adds no line of its own.
        first_line = 1 + sum(page.count("\n") for page in self._pages[: number - 1])
        return text_page(number, self._pages[number - 1], Origin.TEXT, first_line)


def text_page(number: int, text: str, origin: Origin, first_line: int = 1) -> Page:
    """A page that is text in the source; its lines stay as they are, trailing white space too."""
    words = tuple(Word(match.start(), match.end()) for match in _WORD.finditer(text))
    layer = PageText(number=number, text=text, words=words, origin=origin, first_line=first_line)
    evidence = LayerEvidence(characters=sum(word.end - word.start for word in words))
    return Page(number=number, layer=layer, evidence=evidence)


def clean(text: str) -> str:
    """NFC, `\\n` as the only line break, without characters that print nothing."""
    text = without_soft_hyphens(_NOTHING.sub("", _LINE_BREAK.sub("\n", text)))
    return unicodedata.normalize("NFC", text)


def decode(data: bytes) -> str:
    """The text of bytes in UTF-8, UTF-16, UTF-32, Windows-1258, or a byte encoding of the years before Unicode.

    TCVN3 and VNI bytes come out as the Latin letters that these encodings borrow (`B¸o c¸o`), as in a PDF text layer;
    the judge of text layers recognises them there.

    Raises:
        UnsupportedInputError: the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    utf16 = utf16_without_mark(data)
    if utf16 is not None:
        return data.decode(utf16, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _mostly_utf8(data, error):
            return data.decode("utf-8", errors="replace")
    return _decode_bytes(data)


def _mostly_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether UTF-8 was cut at its end or has a few bad bytes, and is not another encoding."""
    if error.start >= len(data) - 4 and len(data) > 16:
        return True
    text = data.decode("utf-8", errors="replace")
    multibyte = sum(c > "\x7f" and c != "\ufffd" for c in text)
    return multibyte > 10 * text.count("\ufffd")


def _decode_bytes(data: bytes) -> str:
    vietnamese = data.decode("cp1258", errors="replace")
    latin = "".join(_latin(byte) for byte in data)
    if _tones_on_vowels(vietnamese) > 0.9 and "\ufffd" not in vietnamese:
        return vietnamese
    if not any(c.isalpha() for c in latin):
        raise UnsupportedInputError("The file holds no readable text.", "Give a PDF, picture, DOCX or UTF-8 text file.")
    return latin


def _latin(byte: int) -> str:
    """A byte as Windows-1252 shows it, or as Latin-1 where Windows-1252 has nothing."""
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _tones_on_vowels(text: str) -> float:
    """Share of the combining tones that follow a vowel; Windows-1258 keeps tones apart from their letters."""
    tones = list(_WINDOWS_1258_TONES.finditer(text))
    if len(tones) < 3:
        return 0.0
    on_vowels = sum(text[max(0, tone.start() - 1) : tone.start()].lower() in tuple("aăâeêioôơuưy") for tone in tones)
    return on_vowels / len(tones)
