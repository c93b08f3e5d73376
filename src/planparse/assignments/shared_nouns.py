"""Units that share a noun: `Các Sở: Nội vụ, Tư pháp, Giáo dục và Đào tạo`."""

from __future__ import annotations

import re

from planparse.assignments.vocabulary import Vocabulary
from planparse.folding import CAPITALS

SHARED_NOUN = re.compile(
    r"(?i:(?:các|những)\s+(?P<noun>sở|phòng|ban|bộ|hội|khoa|trạm|trung tâm|xã|phường))\s*:\s*"
    rf"(?=[{CAPITALS}])"
)
_SEPARATOR = re.compile(r"\s*,\s*(?:và\s+)?|\s+và\s+")
_NAME = re.compile(r"[^,;:.]+?(?=\s*,|\s+và\s|\s*$)")


def with_own_nouns(text: str, words: Vocabulary) -> tuple[tuple[str, ...], int]:
    """The units of a list that opens with a shared noun, each with its noun, and where the list ends.

    Names with a comma or "và" of their own are known from the dictionary (`field` in `assignment_wordings.tsv`).

    >>> with_own_nouns("Các Sở: Nội vụ, Giáo dục và Đào tạo; Công an tỉnh", words)
    (('Sở Nội vụ', 'Sở Giáo dục và Đào tạo'), 35)
    """
    opening = SHARED_NOUN.match(text)
    if opening is None:
        return (), 0
    limit = text.find(";", opening.end())
    limit = len(text) if limit < 0 else limit
    noun = opening["noun"][0].upper() + opening["noun"][1:]
    units: list[str] = []
    position = opening.end()
    while position < limit:
        name = words.fields.match(text, position, limit) or _NAME.match(text, position, limit)
        if name is None or not name[0][0].isupper() or _has_own_noun(name[0], words):
            break
        units.append(f"{noun} {name[0].strip()}")
        separator = _SEPARATOR.match(text, name.end(), limit)
        position = separator.end() if separator else name.end()
        if separator is None:
            break
    return tuple(units), position


def _has_own_noun(name: str, words: Vocabulary) -> bool:
    """Whether a name is a whole unit: "Công an tỉnh" behind "Các Sở: Nội vụ, Tư pháp và"."""
    nouns = words.nouns.get(name.split(maxsplit=1)[0].casefold(), ())
    return any(name.casefold().startswith(f"{wording} ") or name.casefold() == wording for wording, _ in nouns)
