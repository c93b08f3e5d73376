"""What lies in a place: the documents of a folder URL, of a pattern, or the one that a URL names.

list_place("s3://bucket/plans/")  ->  Found("s3://bucket/plans/2026/a.pdf", "2026/a.pdf", 70712, "etag:9f...")
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planparse.batches.places import filesystem, reading, shown
from planparse.errors import UnreadableInputError

_MARKERS = ("ETag", "etag", "md5Hash", "content_md5", "mtime", "LastModified", "last_modified", "updated", "created")
"""What file systems call the property of a file that changes with its content, the surest first."""
WILDCARD = re.compile(r"[*?\[]")
_LOOKS_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]")


@dataclass(frozen=True, slots=True)
class Found:
    """A file or an object in a place."""

    place: str
    """Its URL."""
    name: str
    """Its place below the folder that was listed, with `/` between its parts; safe to use below any other folder."""
    size: int
    """Bytes; 0 where the place does not say."""
    marker: str
    """Changes when the content does; empty where the place has nothing of the kind."""


def list_place(url: str) -> tuple[Found, ...]:
    """The files below a folder, those that match a pattern, or the one file that a URL names, sorted by name.

    In a pattern `*` stays within a folder and `**` does not. Hidden files and folders (`.name`), and the locks of an
    open Word document (`~$name`), are left out of folders and patterns.

    Raises:
        UnreadableInputError: nothing is there, or the place cannot be reached.
        MissingDependencyError: the package for the protocol is not installed.
    """
    fs, path = filesystem(url)
    with reading(url):
        fs.invalidate_cache()
        before = _before(url, path, fs)
        single = None if url.endswith("/") else _about(fs, path)
        if single is not None and single.get("type") != "directory":
            return (_found(before, path, path.rpartition("/")[0], single),)
        if single is None and WILDCARD.search(path):
            base = WILDCARD.split(path, maxsplit=1)[0].rpartition("/")[0]
            listed = fs.glob(path, detail=True)
        else:
            base, listed = path.rstrip("/"), fs.find(path, detail=True)
    files = [
        _found(before, inside, base, about)
        for inside, about in listed.items()
        if about.get("type") != "directory" and not inside.endswith("/") and not _hidden(inside, base)
    ]
    if not files:
        raise UnreadableInputError(f"There is nothing at {shown(url)}.", "Check the URL.")
    return tuple(sorted(files, key=lambda found: found.name))


def safe_name(name: str) -> str:
    """A relative name that stays below its folder and can be a path on any disk; different names stay different.

    Keys of object stores may hold what paths cannot: `..`, empty parts, control characters. Such parts are written
    with percent signs.

    >>> safe_name("2026/../a.pdf")
    '2026/%2E%2E/a.pdf'
    """
    return "/".join(_safe_part(part) for part in name.split("/"))


def _safe_part(part: str) -> str:
    if part in ("", ".", ".."):
        return "".join(f"%{ord(c):02X}" for c in part) or "%"
    if _LOOKS_ENCODED.search(part) or _UNSAFE.search(part) or part == "%":
        return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", part.replace("%", "%25"))
    return part


def _about(fs: Any, path: str) -> Mapping[str, Any] | None:
    try:
        return dict(fs.info(path))
    except FileNotFoundError:
        return None


def _before(url: str, path: str, fs: Any) -> str:
    """What has to stand before a path of a file system to make it a URL again: the protocol, for some with a host."""
    whole = url.rstrip("/")
    if whole.endswith(path.rstrip("/")):
        return whole[: len(whole) - len(path.rstrip("/"))]
    return str(fs.unstrip_protocol(path)).removesuffix(path)


def _found(before: str, path: str, base: str, about: Mapping[str, Any]) -> Found:
    name = path[len(base) :].removeprefix("/") if base else path.lstrip("/")
    return Found(f"{before}{path}", safe_name(name), int(about.get("size") or 0), _marker(about))


def _hidden(path: str, base: str) -> bool:
    return any(part.startswith((".", "~$")) for part in path[len(base) :].split("/"))


def _marker(about: Mapping[str, Any]) -> str:
    for key in _MARKERS:
        value = about.get(key)
        if value not in (None, ""):
            return f"{key.lower()}:{str(value).strip(chr(34))}"
    return ""
