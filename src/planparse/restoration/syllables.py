"""The Vietnamese syllable (âm tiết): onset (âm đầu), rhyme (vần) and tone; keys that word_key spelling variants."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ONSETS = frozenset(
    (
        *("ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr"),
        *("b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x"),
    )
)
"""`qu` and `gi` count their glide, so that the rhyme of `quý` is `ý`."""

_RHYME_LINES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êng êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uơ uôc uôi uôm
uôn uông uôt up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu y yêm yên yêng yêt yêu ynh yt
ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
"""
_PLAIN_RHYMES = frozenset(_RHYME_LINES.split())
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def strip_tone(text: str) -> str:
    """`quyết` -> `quyêt`: the letters without their tone marks, still NFC."""
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))


def strip_marks(text: str) -> str:
    """`Điều chỉnh` -> `Dieu chinh`: the letters of an English keyboard."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d").replace("Đ", "D")


@lru_cache(maxsize=1 << 16)
def word_key(word: str) -> str:
    """The key of a word: lower case, NFC, tone on the second vowel of a bare `oa`, `oe`, `uy` (`HOÁ`, `hóa` -> `hoá`).

    Both placements are correct; this key only lets them share their counts.
    """
    lower = unicodedata.normalize("NFC", word.lower())
    if lower.isascii():
        return lower
    bare = strip_tone(lower)
    if not bare.endswith(("oa", "oe", "uy")) or bare.endswith("quy"):
        return lower
    tones = [c for c in unicodedata.normalize("NFD", lower) if c in _TONES]
    return unicodedata.normalize("NFC", bare + tones[0]) if len(tones) == 1 else lower


def split_onset(syllable: str) -> tuple[str, str]:
    """`nghiệp` -> (`ngh`, `iệp`); `gì` -> (`g`, `ì`); `ủy` -> (``, `ủy`). Case is kept."""
    lower = syllable.lower()
    for length in (3, 2, 1):
        if lower[:length] in _ONSETS and len(lower) > length:
            return syllable[:length], syllable[length:]
    if strip_tone(lower) in {"gi", "gin", "giêng"}:
        return syllable[:1], syllable[1:]
    return "", syllable


@lru_cache(maxsize=1 << 16)
def is_syllable(word: str) -> bool:
    """Whether a word is built like a Vietnamese syllable, whatever it means: `nghiêng`, `hoà`, `xyz` -> no.

    Syllables that end in a stop (c, ch, p, t) carry the sharp or the heavy tone only.
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in decomposed if c in _TONES]
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    splits = {split_onset(bare), ("", bare)} | ({(bare[0], bare[1:])} if bare[:2] == "gi" else set())
    if not any((not onset or onset in _ONSETS) and rhyme in _PLAIN_RHYMES for onset, rhyme in splits):
        return False
    stopped = bare.endswith(("c", "ch", "p", "t"))
    return not stopped or tones in (["\u0301"], ["\u0323"])


def has_vietnamese_letter(word: str) -> bool:
    """Whether the word holds a letter that only Vietnamese spelling has: đ ơ ư ă, or one of U+1EA0 to U+1EF9."""
    return any(c in "đĐơƠưƯăĂ" or "\u1ea0" <= c <= "\u1ef9" for c in word)


@lru_cache(maxsize=1)
def _unmarked_rhymes() -> frozenset[str]:
    return frozenset(strip_marks(rhyme) for rhyme in _PLAIN_RHYMES)


@lru_cache(maxsize=1 << 16)
def is_unmarked_syllable(word: str) -> bool:
    """Whether a word without its marks could be a Vietnamese syllable: `nghi`, `dinh`, `Quyet`; not `plan`, `the`."""
    plain = strip_marks(word).lower()
    onset, rhyme = split_onset(plain)
    return (
        rhyme in _unmarked_rhymes()
        or plain in _unmarked_rhymes()
        or (onset == "gi" and plain[1:] in _unmarked_rhymes())
    )
