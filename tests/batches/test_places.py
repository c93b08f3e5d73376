"""Places behind URLs: memory, a real S3 server on this machine, and names that no path could have."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("fsspec")

from planparse.batches.listings import list_place, safe_name
from planparse.batches.places import (
    check_shared,
    filesystem,
    is_url,
    joined,
    local_path,
    read_bytes,
    remove,
    shown,
    size_of,
    state_folder,
    write_bytes,
)
from planparse.errors import (
    InputTooLargeError,
    MissingDependencyError,
    OutputRefusedError,
    UnreadableInputError,
    UsageError,
)

PARTS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="/"), max_size=12)
NAMES = st.lists(
    st.one_of(PARTS, st.sampled_from(["", ".", "..", "%2E", "%", "a b", "~$a"])), min_size=1, max_size=4
).map("/".join)


@pytest.fixture
def folder() -> Iterator[str]:
    """A folder in memory."""
    fs, path = filesystem("memory://places")
    yield "memory://places"
    if fs.exists(path):
        fs.rm(path, recursive=True)


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A bucket of an S3 server on this machine."""
    pytest.importorskip("s3fs")
    server_module = pytest.importorskip("moto.server")
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    server = server_module.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    own = {
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
    }
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    try:
        fs, _ = filesystem("s3://plans/")
        fs.mkdir("plans")
        yield "s3://plans"
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)
        server.stop()


def round_trip(base: str) -> None:
    """Write, list, read, replace and remove in any place."""
    write_bytes(f"{base}/in/2026/kế hoạch 1.pdf", b"one")
    write_bytes(f"{base}/in/b #?.txt", b"")
    write_bytes(f"{base}/in/.hidden/c.pdf", b"c")
    write_bytes(f"{base}/in/2026/~$ke.docx", b"lock")
    found = list_place(f"{base}/in/")
    assert [(file.name, file.size) for file in found] == [("2026/kế hoạch 1.pdf", 3), ("b #?.txt", 0)]
    assert [read_bytes(file.place, 10) for file in found] == [b"one", b""]
    assert [file.place for file in list_place(f"{base}/in/**/*.pdf")] == [found[0].place]
    assert [file.place for file in list_place(found[1].place)] == [found[1].place]
    assert [size_of(place) for place in (found[0].place, f"{base}/in", f"{base}/none")] == [3, None, None]
    write_bytes(found[0].place, b"three")
    changed = list_place(f"{base}/in/")[0]
    assert (read_bytes(changed.place, 5), changed.size) == (b"three", 5)
    assert changed.marker != found[0].marker
    remove(changed.place)
    assert size_of(changed.place) is None
    remove(changed.place)


def test_memory(folder: str) -> None:
    round_trip(folder)


def test_s3(bucket: str) -> None:
    round_trip(bucket)


def test_what_cannot_be_read(bucket: str) -> None:
    write_bytes(f"{bucket}/limits/a.txt", b"12345")
    with pytest.raises(InputTooLargeError, match=r"a\.txt has more than"):
        read_bytes(f"{bucket}/limits/a.txt", 4)
    with pytest.raises(UnreadableInputError, match=r"There is no s3://plans/limits/b\.txt"):
        read_bytes(f"{bucket}/limits/b.txt", 4)
    with pytest.raises(UnreadableInputError, match="is a folder"):
        read_bytes(f"{bucket}/limits", 4)
    with pytest.raises(UnreadableInputError, match="no s3://none/"):
        list_place("s3://none/")
    with pytest.raises(OutputRefusedError, match="bucket does not exist"):
        write_bytes("s3://none/a", b"")


def test_a_batch_from_bucket_to_bucket(bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planparse import batch, extract
    from planparse.export.json import to_json

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    text = "ỦY BAN NHÂN DÂN\nXÃ KHE SIM\nKẾ HOẠCH\nNăm 2026\n1. Mục tiêu\n- Đạt {}% trở lên.\n"
    for number in (1, 2):
        (tmp_path / f"{number}.txt").write_text(text.format(60 + number), encoding="utf-8")
        write_bytes(f"{bucket}/docs/a/{number}.txt", (tmp_path / f"{number}.txt").read_bytes())
    first = batch(f"{bucket}/docs/", f"{bucket}/records/", workers=1)
    assert (first.read, first.totals.done) == (2, 2)
    assert read_bytes(f"{bucket}/records/a/1.txt.json", 10**6) == to_json(extract(tmp_path / "1.txt"))
    assert b'"source":"s3://plans/docs/a/2.txt"' in read_bytes(f"{bucket}/records/manifest.jsonl", 10**6)
    # One document is changed, the record of the other is lost; a third run has nothing to do.
    write_bytes(f"{bucket}/docs/a/1.txt", text.format(99).encode())
    remove(f"{bucket}/records/a/2.txt.json")
    assert batch(f"{bucket}/docs/", f"{bucket}/records/", workers=1).read == 2
    again = batch(f"{bucket}/docs/", f"{bucket}/records/", workers=1)
    assert (again.read, again.unchanged) == (0, 2)
    assert b"99" in read_bytes(f"{bucket}/records/a/1.txt.json", 10**6)


def test_an_output_that_cannot_be_written_is_refused_before_the_work(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planparse import batch

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "a.txt").write_text("KẾ HOẠCH")
    with pytest.raises(OutputRefusedError, match=r"s3://none/.*cannot be written"):
        batch(tmp_path / "a.txt", "s3://none/x")


def test_output_inside_the_input_is_refused(bucket: str) -> None:
    from planparse import batch

    with pytest.raises(OutputRefusedError, match="lies inside the input"):
        batch(f"{bucket}/docs", f"{bucket}/docs/records")


def test_an_interrupted_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place without atomic writing: the file is written under another name, then moved."""
    from fsspec.implementations.memory import MemoryFileSystem

    monkeypatch.setattr("planparse.batches.places._PUT_AT_ONCE", frozenset())
    write_bytes("memory://places/a.json", b"old")
    monkeypatch.setattr(MemoryFileSystem, "mv", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(OutputRefusedError, match=r"memory://places/a\.json cannot be written: No space left\."):
        write_bytes("memory://places/a.json", b"new")
    assert [(f.name, read_bytes(f.place, 9)) for f in list_place("memory://places/")] == [("a.json", b"old")]
    assert filesystem("memory://places")[0].find("/places") == ["/places/a.json"]
    remove("memory://places/a.json")


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MissingDependencyError, match=r"gs:// needs a package .*pip install gcsfs"):
        list_place("gs://bucket/")
    monkeypatch.setitem(sys.modules, "fsspec.registry", None)
    with pytest.raises(MissingDependencyError, match=r"fsspec, which is missing.*planparse\[cluster\]"):
        list_place("s3://bucket/")


def test_an_unknown_protocol_is_a_wrong_usage() -> None:
    with pytest.raises(UsageError, match="the protocol nix:// is unknown"):
        list_place("nix://bucket/")


@pytest.mark.parametrize(
    ("place", "url"),
    [
        ("plans/a.pdf", False),
        ("/plans/a:b.pdf", False),
        ("s3://bucket/a", True),
        ("S3://bucket/a", True),
        ("file:///plans/a.pdf", False),
        ("1s3://a", False),
        ("a b://c", False),
        ("plans/s3://x", False),
    ],
)
def test_what_is_a_url(place: str, url: bool) -> None:
    assert is_url(place) is url


def test_file_urls_are_paths() -> None:
    assert local_path("file:///a%20b/c") == Path("/a b/c")
    assert local_path("file://localhost/a") == Path("/a")
    with pytest.raises(UsageError, match="another machine"):
        local_path("file://server/share")


def test_passwords_and_control_characters_are_not_shown() -> None:
    assert shown("sftp://anna:hush@host/x\x1b") == "sftp://anna@host/x\N{REPLACEMENT CHARACTER}"


def test_memory_is_no_place_for_a_batch() -> None:
    with pytest.raises(UsageError, match="one process only"):
        check_shared("memory://x")
    check_shared("memory")


@given(NAMES)
def test_safe_names_stay_in_their_folder(name: str) -> None:
    safe = safe_name(name)
    parts = safe.split("/")
    assert not {"", ".", ".."} & set(parts)
    assert not any(c < " " or c in "\x7f\\" for c in safe)
    root = Path("/out")
    assert Path(os.path.normpath(root / safe)) == root / safe
    assert len(parts) == len(name.split("/"))


@given(st.lists(NAMES, min_size=2, max_size=6, unique=True))
def test_different_names_stay_different(names: list[str]) -> None:
    assert len({safe_name(name) for name in names}) == len(names)


@given(NAMES)
def test_a_changed_name_tells_the_old_one(name: str) -> None:
    for before, after in zip(name.split("/"), safe_name(name).split("/"), strict=True):
        assert after == before or unquote(after, errors="surrogateescape") == before or before == ""


@given(st.lists(PARTS.filter(bool), min_size=1, max_size=3), st.lists(PARTS.filter(bool), min_size=1, max_size=3))
def test_joining(folder: list[str], name: list[str]) -> None:
    url = "s3://" + "/".join(folder)
    assert joined(url, "/".join(name)) == joined(f"{url}/", "/".join(name))
    assert joined(url, "/".join(name)).endswith("/".join(name))


@given(st.text(max_size=40), st.text(max_size=40))
def test_each_url_has_its_own_state(one: str, other: str) -> None:
    environment = {"XDG_CACHE_HOME": "/cache"}
    first, second = (state_folder(f"s3://b/{text}", environment) for text in (one, other))
    assert first.parent == second.parent == Path("/cache/planparse/batches")
    same = f"s3://b/{one}".rstrip("/") == f"s3://b/{other}".rstrip("/")
    assert same or first != second
    assert state_folder(f"s3://b/{one}/", environment) == first


def test_the_state_of_a_folder_lies_in_it() -> None:
    assert state_folder("/out") == state_folder("file:///out") == Path("/out/.planparse")
