"""Places that documents come from and records go to: files here, and URLs such as `s3://bucket/plans/`.

A place is a string. What has no `scheme://` is a path, and `file://` is a path too; for everything else fsspec is
asked, which knows object stores, SFTP, HDFS and more. A path never needs fsspec.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from planparse.errors import (
    InputTooLargeError,
    MissingDependencyError,
    OutputRefusedError,
    PlanparseError,
    UnreadableInputError,
    UsageError,
)

INSTALL = "Install it with: pip install 'planparse[cluster]'"
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]{0,30})://")
_CREDENTIALS = re.compile(r"(?<=://)(?P<user>[^/@:]*):[^/@]*@")
_SAFE = re.compile(r"[^A-Za-z0-9.-]+")

_PUT_AT_ONCE = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oss", "oci", "r2", "memory"})
"""Protocols whose writing of a whole object is atomic by itself; elsewhere a temporary file is renamed."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A file or a folder that a URL names: what a batch needs of a path, for places that have none."""

    url: str
    size: int = field(default=-1, compare=False)
    """Bytes, as the folder was listed; -1 where it was not."""
    marker: str = field(default="", compare=False)
    """Changes when the content does."""

    def __str__(self) -> str:
        return self.url

    def __truediv__(self, name: str) -> Remote:
        return Remote(joined(self.url, name))

    @property
    def name(self) -> str:
        """Its last part."""
        return self.url.rstrip("/").rpartition("/")[2]

    def exists(self) -> bool:
        """Whether there is a file or an object."""
        return size_of(self.url) is not None


Place = Path | Remote


def as_place(text: str) -> Place:
    """The place that a user has named."""
    return Remote(text) if is_url(text) else local_path(text)


def is_url(place: str) -> bool:
    """Whether a place is a URL, and not a path on this machine: `s3://bucket/a.pdf`, but not `file:///a.pdf`."""
    found = _SCHEME.match(place)
    return found is not None and found["scheme"].lower() not in ("file", "local")


def local_path(place: str) -> Path:
    """The path that a place stands for; only for places that are no URL."""
    found = _SCHEME.match(place)
    if found is None:
        return Path(place)
    # RFC 8089: file:///a%20b is the file "/a b"; a host stands between the second and the third stroke.
    parts = urlsplit(place)
    if parts.netloc not in ("", "localhost"):
        raise UsageError(f"{shown(place)} names another machine.", "Write file:/// and the path.")
    return Path(unquote(place[len(found[0]) + len(parts.netloc) :]))


def joined(folder: str, name: str) -> str:
    """The place of a name below a folder; `name` has `/` between its parts."""
    if is_url(folder):
        return f"{folder.rstrip('/')}/{name}"
    return str(local_path(folder) / name)


def shown(place: str) -> str:
    """A place as it may be printed: without a password, without what would disturb a terminal."""
    without_password = _CREDENTIALS.sub(r"\g<user>@", place)
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in without_password)


def filesystem(url: str) -> tuple[Any, str]:
    """The fsspec file system of a URL, and the path in it. Credentials come from where its package looks for them.

    Raises:
        MissingDependencyError: fsspec or the package of the protocol is not installed.
        UsageError: no package knows the protocol, or the URL lacks a part.
    """
    protocol = url.partition("://")[0].lower()
    try:
        from fsspec.registry import get_filesystem_class, known_implementations
    except ImportError as error:
        raise MissingDependencyError(f"{protocol}:// needs the package fsspec, which is missing.", INSTALL) from error
    try:
        kind = get_filesystem_class(protocol)
    except ImportError as error:
        hint = known_implementations.get(protocol, {}).get("err", "")
        package = re.search(r"[Ii]nstall (?:the )?[`\"']?([a-z0-9_.-]+)", hint)
        raise MissingDependencyError(
            f"{protocol}:// needs a package that is not installed.",
            f"Install it with: pip install {package[1]}" if package else f"fsspec says: {hint or error}",
        ) from error
    except ValueError as error:
        raise UsageError(
            f"{shown(url)}: the protocol {protocol}:// is unknown.", "Give a path, or a URL that fsspec can read."
        ) from error
    try:
        # Not fsspec.url_to_fs: it takes `::` in the name of an object for a chain of URLs.
        return kind(**kind._get_kwargs_from_urls(url)), str(kind._strip_protocol(url))
    except Exception as error:
        raise UsageError(f"{shown(url)} cannot be used: {reason(error)}.", "Check the URL.") from error


def reason(error: Exception) -> str:
    """What an exception of a storage library says, on one short line without a full stop."""
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    lines = said.strip().splitlines()
    return (lines[0][:200].rstrip(".") if lines else "") or type(error).__name__


@contextmanager
def reading(place: str) -> Iterator[None]:
    """Turn what goes wrong while a place is read into an UnreadableInputError."""
    try:
        yield
    except PlanparseError:
        raise
    except FileNotFoundError as error:
        raise UnreadableInputError(f"There is no {shown(place)}.", "Check the path or the URL.") from error
    except PermissionError as error:
        raise UnreadableInputError(f"{shown(place)} may not be read.", "Check permissions and credentials.") from error
    except Exception as error:  # botocore and its like have exceptions that are no OSError
        raise UnreadableInputError(
            f"{shown(place)} cannot be read: {reason(error)}.", "Check URL, credentials and network."
        ) from error


def read_bytes(place: str, limit: int) -> bytes:
    """The content of a file or an object.

    Raises:
        InputTooLargeError: it has more than `limit` bytes.
        UnreadableInputError: it is not there, is a folder, or cannot be reached.
    """
    with reading(place):
        if not is_url(place):
            with local_path(place).open("rb") as file:
                return _within(file.read(limit + 1), place, limit)
        fs, path = filesystem(place)
        fs.invalidate_cache()
        about = fs.info(path)
        if about.get("type") == "directory":
            raise UnreadableInputError(f"{shown(place)} is a folder.", "End it with / to read what is in it.")
        size = about.get("size")
        if size is not None:
            _within(b"", place, limit, size)
            return _within(fs.cat_file(path), place, limit)
        with fs.open(path, "rb") as file:  # a web server need not say how long its answer is
            return _within(file.read(limit + 1), place, limit)


def _within(data: bytes, place: str, limit: int, size: int = 0) -> bytes:
    if max(len(data), size) > limit:
        raise InputTooLargeError(f"{shown(place)} has more than {limit / 1024**2:g} MiB.", "Split it and try again.")
    return data


def write_bytes(place: str, data: bytes) -> None:
    """Write a file or an object as a whole; a reader sees the old content or the new one, missing folders are made.

    Raises:
        OutputRefusedError: the place cannot be written.
    """
    if not is_url(place):
        from planparse.export.atomic import write_atomically

        write_atomically(local_path(place), data)
        return
    try:
        fs, path = filesystem(place)
        if place.partition("://")[0].lower() in _PUT_AT_ONCE:
            fs.pipe_file(path, data)
            return
        folder, _, _ = path.rpartition("/")
        fs.makedirs(folder, exist_ok=True)
        temporary = f"{folder}/.{secrets.token_hex(8)}.part"
        try:
            fs.pipe_file(temporary, data)
            fs.mv(temporary, path)
        except Exception:
            if fs.exists(temporary):
                fs.rm_file(temporary)
            raise
    except PlanparseError:
        raise
    except Exception as error:
        raise OutputRefusedError(
            f"{shown(place)} cannot be written: {reason(error)}.", "Check URL, credentials and free space."
        ) from error


def size_of(place: str) -> int | None:
    """Bytes of a file or an object; None where there is none, or only a folder.

    Raises:
        UnreadableInputError: the place cannot be reached.
    """
    with reading(place):
        try:
            if not is_url(place):
                path = local_path(place)
                return path.stat().st_size if path.is_file() else None
            fs, inside = filesystem(place)
            fs.invalidate_cache()
            about = fs.info(inside)
        except FileNotFoundError:
            return None
        return int(about.get("size") or 0) if about.get("type") != "directory" else None


def remove(place: str) -> None:
    """Take a file or an object away, if it is there and can be."""
    with suppress(Exception):
        if is_url(place):
            fs, path = filesystem(place)
            fs.rm_file(path)
        else:
            local_path(place).unlink()


def check_shared(place: str) -> None:
    """Refuse a place that only this process can see, since documents are read by other processes.

    Raises:
        UsageError: it is `memory://`.
    """
    if place.lower().startswith("memory://"):
        raise UsageError(
            "memory:// exists in one process only, and each document is read in a process of its own.",
            "Use a folder or another URL.",
        )


def state_folder(output: str, environment: Mapping[str, str] = os.environ) -> Path:
    """The folder for the state of a batch: on a local disk, whatever its output is.

    It lies in the output where that is a folder here, else in the user's cache, under a name made from the URL.
    """
    if not is_url(output):
        return local_path(output) / ".planparse"
    url = _CREDENTIALS.sub(r"\g<user>@", output).rstrip("/")
    name = _SAFE.sub("-", url)[:60].strip("-.")
    cache = environment.get("XDG_CACHE_HOME") or str(Path(environment.get("HOME", "~")).expanduser() / ".cache")
    return Path(cache) / "planparse" / "batches" / f"{name}-{hashlib.sha256(url.encode()).hexdigest()[:12]}"
