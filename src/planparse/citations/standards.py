"""Standards and technical regulations: `TCVN ISO 9001:2015`, `QCVN 01-1:2018/BYT`, `ISO 14001:2015`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from planparse.citations.mention import Mention
from planparse.citations.symbols import comparable
from planparse.citations.vocabulary import Vocabulary


@lru_cache(maxsize=8)
def _kinds(words: Vocabulary) -> tuple[str, ...]:
    return tuple(kind.name for kind in words.types if kind.kind == "standard")


@lru_cache(maxsize=8)
def _pattern(words: Vocabulary) -> re.Pattern[str]:
    kinds = "|".join(sorted(map(re.escape, _kinds(words)), key=len, reverse=True))
    return re.compile(
        rf"""
        (?<!\w)(?P<type>{kinds})(?:\s{{1,3}}số)?[\s:]{{1,3}}
        (?P<number>
            (?:(?:ISO|IEC|ISO\s?/\s?IEC|ISO/TS|EN|ASTM)[\s:]{{1,2}})?
            \d{{1,5}}(?:-\d{{1,2}})?\s?[:-]\s?(?:19|20)\d\d                 # 9001:2015, 7870-1:2010
            (?:\s?/\s?[A-ZĐ&]{{2,9}})?                                      # /BYT
        )(?!\w)
        """,
        re.VERBOSE,
    )


def find_standards(text: str, words: Vocabulary) -> Iterator[Mention]:
    """The standards named in a text with number and year."""
    plain = comparable(text)
    if not any(map(plain.__contains__, _kinds(words))):
        return
    for match in _pattern(words).finditer(plain):
        number = " ".join(match["number"].split())
        yield Mention(
            start=match.start(),
            end=match.end(),
            document_type=match["type"],
            number=re.sub(r"\s?([:/-])\s?", r"\1", number),
            rule="standard",
            prior=0.97,
            anchor=match.span("number"),
        )
