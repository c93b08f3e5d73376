"""What the language model sees of a text: words, and classes for numbers, symbols and sentence boundaries."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from planparse.restoration.syllables import word_key

BREAK = "</s>"
"""The end of a sentence, a clause before a semicolon or colon, a paragraph or a list item."""
NUMBER = "<num>"
SYMBOL = "<sym>"
"""A token with digits and letters: a document symbol, an article of a code, an e-mail address."""
COMMA = ","
SLASH = "/"
"""Between two words: `lần/năm`, `đồng/người`."""
UNKNOWN = "<unk>"
CLASSES = (BREAK, UNKNOWN, NUMBER, SYMBOL, COMMA, SLASH)

_TOKEN = re.compile(
    r"""
      \d (?: [\w.,/%:\-–]* [\w%] )?      # 2025, 15/7/2021, 63/2010/nđ-cp, 30%
    | [^\W\d_]+                          # a word; a hyphen or an apostrophe ends it
    | [.;:!?,]
    | (?<=[^\W\d_]) / (?=[^\W\d_])
    """,
    re.VERBOSE,
)


def language_tokens(text: str) -> list[str]:
    """The tokens of a paragraph: `Số: 12/KH-UBND, năm 2025.` -> `số </s> <sym> , năm <num> </s>`."""
    return [token_class(token) for token in printed_tokens(text)]


CAPITAL = "^"
"""Before the key of a word that is printed with a capital inside a sentence: `của Sở` is another word than `cơ sở`."""


def capitalised_tokens(text: str) -> list[str]:
    """The tokens of a paragraph with `^` before words that have a capital though no sentence begins there."""
    printed = printed_tokens(text)
    keys = [token_class(token) for token in printed]
    if text.isupper():
        return keys
    return [
        CAPITAL + key if before != BREAK and token.istitle() and len(token) > 1 else key
        for before, token, key in zip([BREAK, *keys], printed, keys, strict=False)
    ]


def printed_tokens(text: str) -> list[str]:
    """The same tokens as they are printed."""
    return _TOKEN.findall(unicodedata.normalize("NFC", text))


@lru_cache(maxsize=1 << 18)
def token_class(token: str) -> str:
    """The token as the language model knows it."""
    if token[0].isdigit():
        return SYMBOL if any(c.isalpha() for c in token) else NUMBER
    if token in {COMMA, SLASH}:
        return token
    return word_key(token) if token[0].isalpha() else BREAK
