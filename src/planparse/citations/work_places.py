"""Places of works: which of many bodies with the same code (UBND, SYT) issued a document.

A place is a path: `lai-chau` (the province itself), `lai-chau/xa-an-phu`, `lai-chau/benh-vien-da-khoa-tinh`. It rests
on the printed name of the issuer, and on the province of the document that cites, which prints `UBND tỉnh` for its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from planparse.citations.phrases import lowered
from planparse.citations.vocabulary import Issuer, Scope, Vocabulary
from planparse.folding import fold
from planparse.records import Header

_KINDS = "tinh|thanh pho|tp|quan|huyen|thi xa|thi tran|xa|phuong|dac khu"
_UNIT = re.compile(rf"(?<!\w)(?P<kind>{_KINDS})\.?(?!\w)(?:\s+uy(?!\w))?(?P<name>(?:\s+(?!(?:{_KINDS})\b)[a-z0-9']+)*)")
"""A unit with its name; in `Tỉnh ủy Sơn Hải` the name of the party body is part of neither."""
_PROVINCE = "tinh"
_CITIES = frozenset({"thanh pho", "tp"})
_LONGEST_NAME = 4
"""Words of the name of a province that no list has; what is longer has run into the text behind it."""
_TITLE_WINDOW = 20
_IN_TITLE = re.compile(r"(?<!\w)(?:tỉnh|thành phố|tp\.?)\s+$")


@dataclass(frozen=True, slots=True)
class Home:
    """Where the citing document comes from."""

    province: str | None = None
    """`lai-chau`"""
    is_city: bool = False
    """The province is a city under central authority."""
    units: tuple[str, ...] = ()
    """The units below the province that issued it: `("xa-an-phu",)`."""


@dataclass(frozen=True, slots=True)
class _Site:
    """The administrative units that a name holds."""

    province: str | None
    is_city: bool
    below: tuple[tuple[str, str], ...]
    """Kind and name of the units below the province; the name is empty for `UBND huyện`."""
    kinds: frozenset[str]


@lru_cache(maxsize=4096)
def slug(text: str) -> str:  # types, codes and bodies come again and again
    """Small letters without diacritics, words joined by hyphens.

    >>> slug("63/2010/NĐ-CP")
    '63-2010-nd-cp'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def home_of(header: Header, words: Vocabulary) -> Home:
    """The province and the units of the body that issued a document; of a national body, none."""
    bodies = [text for text in (header.issuing_authority, header.parent_authority) if text]
    if any(_is_national(body, words) for body in bodies):
        return Home()
    sites = [_site(body, words) for body in bodies]
    units = tuple(slug(f"{kind} {name}") for site in sites[:1] for kind, name in site.below if name)
    if header.place:
        sites.append(_site(header.place, words))
    title = lowered(header.title or "")
    sites += [
        _site(title[hit.start : hit.end], words)
        for hit in words.province_phrases.find(title)
        if _IN_TITLE.search(title, max(0, hit.start - _TITLE_WINDOW), hit.start)
    ]
    home = next((site for site in sites if site.province), None)
    return Home(None, units=units) if home is None else Home(home.province, home.is_city, units)


def place_of(issuer: str | None, known: Issuer | None, home: Home, words: Vocabulary) -> str | None:
    """The path of the body that a printed issuer names; None when it may be one of several.

    Args:
        issuer: as printed: `UBND tỉnh Lai Châu`, `Sở Y tế`.
        known: the entry of the code in the symbol; None for a code that no list has.
        home: where the document that prints it comes from.
    """
    site = _site(issuer or "", words)
    province = site.province or home.province
    if province is None:
        return None
    if known.scope == Scope.PROVINCE if known else fold(issuer or "").startswith("so "):
        return province
    if issuer is None:
        return None
    if known is not None and known.level == "local":
        return _place_of_local(site, home)
    return f"{province}/{slug(_without_province(issuer, words))}" if site.kinds else None


def _place_of_local(site: _Site, home: Home) -> str | None:
    """The place of a people's committee or council: its province, or the units below it."""
    if site.below and all(name for _, name in site.below):
        return "/".join((site.province or home.province or "", *(slug(f"{k} {name}") for k, name in site.below)))
    if site.below:  # `UBND huyện`: that of the document itself
        own = [unit for unit in home.units if unit.startswith(f"{slug(site.below[0][0])}-")]
        alone = len(site.below) == len(own) == 1 and site.province in (None, home.province)
        return f"{home.province}/{own[0]}" if alone else None
    if site.province is not None:
        return site.province
    return home.province if _PROVINCE in site.kinds or (home.is_city and site.kinds & _CITIES) else None


@lru_cache(maxsize=1024)
def _site(text: str, words: Vocabulary) -> _Site:  # a document cites the same few bodies again and again
    hits = list(words.province_phrases.find(lowered(text)))
    folded = fold(text)
    units = [(match["kind"], " ".join(match["name"].split())) for match in _UNIT.finditer(folded)]
    kinds = frozenset(kind for kind, _ in units)
    below = tuple((kind, name) for kind, name in units if kind != _PROVINCE)
    if hits:  # the last one: smaller units stand before it
        last = hits[-1]
        spelled = fold(text[last.start : last.end])
        below = tuple((kind, name) for kind, name in below if name != spelled and (name or kind not in _CITIES))
        city = fold(last.value.kind) in _CITIES
        return _Site(slug(last.value.name), city, below, kinds)
    unlisted = [name for kind, name in units if kind == _PROVINCE and 0 < len(name.split()) <= _LONGEST_NAME]
    below = tuple((kind, name) for kind, name in below if name or kind not in _CITIES)
    return _Site(slug(unlisted[-1]) if unlisted else None, False, below, kinds)


def _without_province(text: str, words: Vocabulary) -> str:
    for hit in reversed(list(words.province_phrases.find(lowered(text)))):
        text = f"{text[: hit.start]} {text[hit.end :]}"
    return text


def _is_national(body: str, words: Vocabulary) -> bool:
    name = fold(" ".join(body.split()))
    return f"{name} ".startswith(words.national_names) and not _site(body, words).kinds
