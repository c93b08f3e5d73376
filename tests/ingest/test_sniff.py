"""The kind of a file is found by its content."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from planparse.errors import (
    DamagedInputError,
    EmptyInputError,
    UnreadableInputError,
    UnsupportedInputError,
)
from planparse.ingest.opening import open_source, printable
from planparse.ingest.sniff import Kind, sniff
from planparse.options import Options


def picture(kind: str) -> bytes:
    buffer = BytesIO()
    Image.new("L", (40, 30), 255).save(buffer, kind)
    return buffer.getvalue()


def archive(*names: str) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as zipped:
        for name in names:
            zipped.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%...", Kind.PDF),
        (b"\xef\xbb\xbf\r\n%PDF-1.4\n", Kind.PDF),
        (b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n%PDF-1.4\n", Kind.PDF),
        (picture("PNG"), Kind.PNG),
        (picture("JPEG"), Kind.JPEG),
        (picture("TIFF"), Kind.TIFF),
        (picture("BMP"), Kind.BMP),
        (picture("WEBP"), Kind.WEBP),
        (archive("[Content_Types].xml", "word/document.xml"), Kind.DOCX),
        ("Kế hoạch năm 2026".encode(), Kind.TEXT),
        ("Kế hoạch năm 2026".encode("utf-8-sig"), Kind.TEXT),
        ("Kế hoạch năm 2026".encode("utf-16"), Kind.TEXT),
        ("KE HOACH 2026".encode("utf-16-le"), Kind.TEXT),
        (b"Ke hoach\fTrang 2\f", Kind.TEXT),
        ("Quyết định".encode("cp1258", errors="replace"), Kind.TEXT),
        (b"MZ la viet tat", Kind.TEXT),
    ],
)
def test_known_kinds(data: bytes, kind: Kind) -> None:
    assert sniff(data) is kind


@pytest.mark.parametrize("data", [b"", b"  \r\n\t\n", b"\xef\xbb\xbf", b"\x00" * 512])
def test_empty(data: bytes) -> None:
    with pytest.raises(EmptyInputError):
        sniff(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office"),
        (b"{\\rtf1\\ansi K\\'ea}", "Rich Text"),
        (b"\n<!DOCTYPE html><html></html>", "web page"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"GIF89a" + bytes(40), "GIF"),
        (b"\x1f\x8b\x08" + bytes(40), "archive"),
        (b"\x7fELF" + bytes(100), "program"),
        (archive("xl/workbook.xml"), "spreadsheet"),
        (archive("plan.pdf"), "archive"),
        (bytes(range(256)) * 20, "no kind"),
    ],
)
def test_foreign_kinds_are_named_and_a_remedy_is_given(data: bytes, words: str) -> None:
    with pytest.raises(UnsupportedInputError) as caught:
        sniff(data)
    assert words in caught.value.message
    assert caught.value.remedy.endswith(".")


def test_cut_off_archive() -> None:
    with pytest.raises(DamagedInputError):
        sniff(archive("word/document.xml")[:40])


class TestPaths:
    def test_missing(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableInputError, match="no file"):
            open_source(tmp_path / "plan.pdf", Options())

    def test_folder(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableInputError, match="folder"):
            open_source(tmp_path, Options())

    def test_device(self) -> None:
        with pytest.raises(UnreadableInputError, match="regular file"):
            open_source(Path("/dev/zero"), Options())

    def test_name_too_long(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableInputError, match="cannot be read"):
            open_source(tmp_path / ("x" * 5000), Options())

    def test_zero_byte_in_the_name(self) -> None:
        with pytest.raises(UnreadableInputError):
            open_source(Path("a\x00b"), Options())

    def test_control_characters_in_the_name_do_not_reach_the_terminal(self, tmp_path: Path) -> None:
        path = tmp_path / "kế\x1b[31m hoạch\n.txt"
        path.write_text("Kế hoạch", encoding="utf-8")
        with open_source(path, Options()) as source:
            assert source.name == "kế\ufffd[31m hoạch\ufffd.txt"

    def test_a_png_named_pdf(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.pdf"
        path.write_bytes(picture("PNG"))
        with open_source(path, Options()) as source:
            assert source.media_type == "image/png"

    def test_bytes_that_are_no_unicode_in_the_name(self) -> None:
        assert printable("b\udce1o.txt") == "b\ufffdo.txt"

    def test_the_same_content_has_the_same_hash(self) -> None:
        with (
            open_source(None, Options(), data=b"Ke hoach") as one,
            open_source(None, Options(), data=b"Ke hoach") as two,
        ):
            assert one.sha256 == two.sha256
