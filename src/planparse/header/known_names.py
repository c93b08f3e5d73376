"""Names of bodies and places whose marks or spaces were misread: `BÔ CÔNG THƯƠNG`, `THÀNH PHÓ SƠN HÀI`, `SOY TẾ`.

Letterheads are short and in capitals, so a language model has little to go by there; the dictionaries of issuers and
provinces know the names. Only text whose reading can be wrong is put right: in a digital file `Bô Công Thương` was
printed so. Where the tone stands (`HOÀ`, `HÒA`) is how it was printed and stays.
"""

from __future__ import annotations

from functools import lru_cache

from planparse.citations.phrases import key, same_spelling
from planparse.citations.vocabulary import Vocabulary
from planparse.folding import fold
from planparse.layout.passages import Passage
from planparse.pagetext import Origin

ALIKE = 75.0
"""Likeness, 0 to 100, of a name and its misreading: `Ddk Lak` has 86, `Buôn Hồ` beside `Đắk Lắk` 27."""
_READ_BY_OCR = (Origin.OCR, Origin.LAYER)


def may_be_misread(passage: Passage) -> bool:
    """Whether a page of the passage was read from a picture, or had to be restored."""
    return any(s.page.page.origin in _READ_BY_OCR or s.page.edits for s in passage.segments)


@lru_cache(maxsize=8)
def _places(words: Vocabulary) -> dict[str, str]:
    """The provinces with and without their kind, by `key`."""
    return _provinces(words) | {
        key(f"{province.kind} {province.name}"): f"{province.kind.capitalize()} {province.name}"
        for province in words.provinces
    }


def known_body(text: str, words: Vocabulary) -> str:
    """The name of a body as it must have been printed; the text itself where no dictionary knows better."""
    known = words.issuer_squeezed.get(key(text).replace(" ", ""))
    if known is not None:
        return text if same_spelling(known, text) and not _mixed(text) else _cased(known, text)
    tokens = text.split()
    for cut in range(1, len(tokens)):
        head, tail = " ".join(tokens[:cut]), " ".join(tokens[cut:])
        if key(tail) in _places(words) and len(key(tail).split()) > 1:
            return f"{known_body(head, words)} {known_place(tail, words)}"
        if (officer := words.officers.get(key(head))) and key(tail).replace(" ", "") in words.issuer_squeezed:
            respelled = head if same_spelling(officer, head) and not _mixed(head) else _cased(officer, head)
            return f"{respelled} {known_body(tail, words)}"
    return text


def known_place(text: str, words: Vocabulary) -> str:
    """The name of a province as it must have been printed; the text itself where it is none."""
    known = _places(words).get(key(text))
    return text if known is None or same_spelling(known, text) else _cased(known, text)


def is_place(text: str, words: Vocabulary) -> bool:
    """Whether a text is the name of a province, with or without its kind."""
    return key(text) in _places(words)


def ends_with_place(text: str, words: Vocabulary) -> bool:
    """Whether the last words of a text are the name of a province: `TP. Hồ Chí Minh`."""
    tokens = text.split()
    return any(is_place(" ".join(tokens[cut:]), words) for cut in range(max(0, len(tokens) - 5), len(tokens) - 1))


def province_at_end(text: str, words: Vocabulary) -> str | None:
    """The province that the name of a body ends with."""
    tokens = key(text).split()
    tails = (_provinces(words).get(" ".join(tokens[cut:])) for cut in range(len(tokens)))
    return next(filter(None, tails), None)


def is_misread(name: str, read: str) -> bool:
    """Whether a reading of another language may be that of a name: `Ddk Lak,` of `Đắk Lắk`."""
    from rapidfuzz.fuzz import ratio

    return ratio(fold(name), fold(read).strip(" ,.")) >= ALIKE


@lru_cache(maxsize=8)
def _provinces(words: Vocabulary) -> dict[str, str]:
    return {key(province.name): province.name for province in words.provinces}


def _mixed(printed: str) -> bool:
    """`BỘ Tài chính`: one capital word too many, which no printer sets."""
    first = printed.split(maxsplit=1)[0]
    return len(first) > 1 and first.isupper() and not printed.isupper() and len(printed.split()) > 1


def _cased(known: str, printed: str) -> str:
    return known.upper() if printed.isupper() else known
