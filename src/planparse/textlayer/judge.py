"""The verdict on a page's text layer: it is trusted for its quality, never for its length.

What tells: letters that only Vietnamese has make up 19-25 % of the letters of sound print and none of an English
OCR's output; fonts name legacy encodings; and a legacy text becomes Vietnamese by the right decoding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planparse.ingest.page import Page
from planparse.pagetext import Origin, TextLayerVerdict, VerdictKind
from planparse.textlayer.legacy import (
    ENCODINGS,
    TCVN3,
    decode,
    decode_words,
    encoding_of_font,
    has_signs_of_tcvn3,
)
from planparse.textlayer.word_statistics import WordStatistics, word_statistics

SOUND = 0.25
"""Share of words with Vietnamese-only letters among possible syllables from which print is sound. Pages of digital
gazettes, clean dumps and Vietnamese OCR: 0.40-0.76; of English OCR and legacy encodings: 0.000-0.003."""
STRANGE = 0.05
"""The same share up to which a text is not Vietnamese print."""
ENGLISH = 0.15
"""Share of function words from which a text is English; English text has 0.25-0.40, garbled pages up to 0.043."""
ENOUGH = 6
"""Words that decide about a page by themselves. Of the words of sound print at least 58 % carry marks, so six words in
a row without any have a probability of 0.5 %."""
SYLLABLES = 0.2
"""Share of unmarked syllables from which a text without Vietnamese letters is Vietnamese read or typed without them;
garbled pages have 0.59-0.76, twenty lines of English OCR 0.21-0.77, English text up to 0.03."""
BROKEN = 0.08
"""Share of words broken by digits and signs from which a text was not printed like that: garbled pages have up to
0.17, sound pages up to 0.01."""
DECODED_ODD = 0.12
"""Share of words that are no syllables up to which a decoding is the right one: eight pages of TCVN3 have up to 0.06
after it, 75 pages of English OCR, decoded the same way, from 0.16."""
LEGACY_FONTS = 0.02
"""Share of the characters set in fonts of a legacy encoding from which the words in them are looked at."""
INVISIBLE = 0.5
UNMAPPED = 0.2
"""Share of characters without a Unicode value from which the layer cannot be read."""
SCANNED = 0.7
"""Share of the page covered by a picture from which it is a scan."""


def judge(page: Page) -> TextLayerVerdict:
    """What the text layer of one page is worth, with reasons in plain English.

    A page with too few words is `suspect` when it is a scan's invisible layer and `good` otherwise; `judge_pages` looks
    at its neighbours instead.
    """
    return _decide(page) or _alone(page)


def judge_pages(pages: Sequence[Page]) -> tuple[TextLayerVerdict, ...]:
    """The verdicts on the pages of a document; a page with too few words is judged like the nearest page with enough.

    Example:
        The last page of a scan holds `Phụ lục 2` and numbers; its layer was made by the same program as the garbled
        one of the page before, and so it is `garbled`.
    """
    decided = [_decide(page) for page in pages]
    return tuple(
        verdict or _like_neighbours(i, pages, decided) or _alone(page)
        for i, (page, verdict) in enumerate(zip(pages, decided, strict=True))
    )


def _decide(page: Page) -> TextLayerVerdict | None:
    """The verdict by the page's own evidence; None where that is not enough."""
    if page.layer is None or not page.layer.text.strip():
        return TextLayerVerdict(VerdictKind.NONE, ("The page has no text layer.",))
    if page.evidence.unmapped > UNMAPPED:
        reason = f"{page.evidence.unmapped:.0%} of the characters have no Unicode value."
        return TextLayerVerdict(VerdictKind.GARBLED, (reason, *_setting(page)))
    statistics = word_statistics(page.layer.text)
    return _by_fonts(page) or _by_words(page, statistics)


def _by_fonts(page: Page) -> TextLayerVerdict | None:
    """Legacy encodings by the names of the fonts; headings alone are often left in them."""
    for encoding in ENCODINGS:
        fonts = [font for font in page.evidence.fonts if encoding_of_font(font.name) == encoding]
        share = sum(font.characters for font in fonts) / max(1, page.evidence.characters)
        if share < LEGACY_FONTS:
            continue
        decoded = zip(page.words, decode_words(page, encoding), page.word_fonts, strict=True)
        pairs = [(raw.text, word.text) for raw, word, font in decoded if encoding_of_font(font) == encoding]
        if _decoding_helps(" ".join(raw for raw, _ in pairs), " ".join(word for _, word in pairs)):
            reason = (
                f"{share:.0%} of the characters are set in {fonts[0].name}, a font of the {encoding.upper()} encoding."
            )
            return TextLayerVerdict(VerdictKind.LEGACY_ENCODING, (reason,), encoding)
    return None


def _decoding_helps(raw: str, decoded: str) -> bool:
    """Whether decoding makes Vietnamese out of words that are not; some offices type Unicode into old fonts."""
    before, after = word_statistics(raw), word_statistics(decoded)
    if before.total >= ENOUGH and _soundness(before) >= SOUND:
        return False
    return after.vietnamese > before.vietnamese and after.odd + after.broken <= before.odd + before.broken


def _by_words(page: Page, statistics: WordStatistics) -> TextLayerVerdict | None:
    assert page.layer is not None
    soundness = _soundness(statistics)
    if statistics.vietnamese >= 3 and soundness >= SOUND:
        return TextLayerVerdict(VerdictKind.GOOD, (f"{soundness:.0%} of the syllables have Vietnamese letters.",))
    if statistics.total < ENOUGH:
        return None
    legacy = _by_decoding(page.layer.text)
    if legacy is not None:
        return legacy
    if statistics.share(statistics.english) >= ENGLISH and statistics.share(statistics.broken) < BROKEN:
        share = statistics.share(statistics.english)
        return TextLayerVerdict(VerdictKind.GOOD, (f"The text is English: {share:.0%} are its function words.",))
    if soundness < STRANGE:
        return _without_vietnamese_letters(page, statistics)
    return TextLayerVerdict(VerdictKind.SUSPECT, (_few_letters(statistics), *_setting(page)))


def _without_vietnamese_letters(page: Page, statistics: WordStatistics) -> TextLayerVerdict | None:
    """Vietnamese without its letters: misread by an OCR of another language, or typed without diacritics."""
    broken, bare = statistics.share(statistics.broken), statistics.share(statistics.bare)
    if broken < BROKEN and bare < SYLLABLES:
        return None
    reasons = [_few_letters(statistics)]
    misread = statistics.share(statistics.odd) + broken
    if misread < 0.1:
        reasons.append("The syllables are those of Vietnamese typed without diacritics.")
    else:
        reasons.append(
            f"{misread:.0%} of the words are no Vietnamese syllables, as an OCR of another language leaves them."
        )
    return TextLayerVerdict(VerdictKind.GARBLED, (*reasons, *_setting(page)))


def _by_decoding(text: str) -> TextLayerVerdict | None:
    """Legacy encodings by trying: the right one turns the text into sound Vietnamese."""
    if text.isascii():
        return None
    for encoding in ENCODINGS:
        if encoding == TCVN3 and not has_signs_of_tcvn3(text):
            continue  # an English OCR reads ế and ê as é, which TCVN3 has for ộ
        statistics = word_statistics(decode(text, encoding))
        sound = statistics.vietnamese >= 3 and _soundness(statistics) >= SOUND
        if sound and statistics.share(statistics.odd) < DECODED_ODD:
            reason = (
                f"Decoded as {encoding.upper()}, {_soundness(statistics):.0%} of the syllables have Vietnamese letters."
            )
            return TextLayerVerdict(VerdictKind.LEGACY_ENCODING, (reason,), encoding)
    return None


def _few_letters(statistics: WordStatistics) -> str:
    return f"Only {_soundness(statistics):.0%} of the syllables have Vietnamese letters, against 40 % in sound print."


def _soundness(statistics: WordStatistics) -> float:
    """Share of words with Vietnamese-only letters among all words that could be Vietnamese syllables."""
    syllables = statistics.vietnamese + statistics.marked + statistics.bare
    return statistics.vietnamese / syllables if syllables else 0.0


def _setting(page: Page) -> tuple[str, ...]:
    """How the layer lies on the page, where that tells who made it."""
    if _is_scan_layer(page):
        return ("The text is invisible and lies on a picture of the page, as a scanner's OCR puts it.",)
    if page.evidence.picture >= SCANNED:
        return ("A picture covers the page.",)
    return ()


def _is_scan_layer(page: Page) -> bool:
    return page.evidence.invisible >= INVISIBLE


def _like_neighbours(
    i: int, pages: Sequence[Page], decided: Sequence[TextLayerVerdict | None]
) -> TextLayerVerdict | None:
    """The verdict of the nearest page whose layer was made in the same way."""
    for distance in range(1, len(pages)):
        for j in (i - distance, i + distance):
            if not 0 <= j < len(pages):
                continue
            verdict = decided[j]
            if (
                verdict is None
                or verdict.kind is VerdictKind.NONE
                or _is_scan_layer(pages[i]) != _is_scan_layer(pages[j])
            ):
                continue
            reason = f"There are too few words to judge by; page {pages[j].number} is {verdict.kind.replace('_', ' ')}."
            return replace(verdict, reasons=(reason,))
    return None


def _alone(page: Page) -> TextLayerVerdict:
    """The verdict on a page with too few words and no neighbours."""
    if _is_scan_layer(page):
        return TextLayerVerdict(VerdictKind.SUSPECT, ("There are too few words to judge by.", *_setting(page)))
    drawn = "typed" if page.layer is not None and page.layer.origin is Origin.TEXT else "drawn by the file itself"
    return TextLayerVerdict(VerdictKind.GOOD, (f"There are too few words to judge by, and the text is {drawn}.",))
