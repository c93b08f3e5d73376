"""Units that share a noun: `Các Sở: Nội vụ, Tư pháp, Giáo dục và Đào tạo`, `Bộ trưởng các Bộ: Quốc phòng, Công an`."""

from __future__ import annotations

import re

from planparse.assignments.vocabulary import Vocabulary
from planparse.folding import CAPITALS

SHARED_NOUN = re.compile(
    r"(?i:(?P<head>(?:bộ trưởng|giám đốc|chủ tịch|trưởng|thủ trưởng)\s+)?(?:các|những)\s+"
    r"(?P<noun>sở|phòng|ban|bộ|hội|khoa|trạm|trung tâm|xã|phường))\s*:\s*"
    rf"(?=[{CAPITALS}])"
)
_MINISTRIES = frozenset({"công an"})
"""Names of ministries that are nouns of units by themselves."""
PLACES = re.compile(
    rf"(?i:(?:các|những)\s+(?:tỉnh|thành phố|xã|phường|đặc khu|huyện)\b[^:;.()]{{0,60}}):\s*(?=[{CAPITALS}])"
)
"""What stands before the names of places: `UBND các tỉnh, thành phố: Hà Tĩnh, Quảng Trị`."""
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
    noun = (opening["head"] or "") + opening["noun"][0].upper() + opening["noun"][1:]
    units: list[str] = []
    position = opening.end()
    while position < limit:
        name = words.fields.match(text, position, limit) or _NAME.match(text, position, limit)
        ministry = noun.endswith("Bộ") and name is not None and name[0].casefold() in _MINISTRIES
        if name is None or not name[0][0].isupper() or (_has_own_noun(name[0], words) and not ministry):
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
