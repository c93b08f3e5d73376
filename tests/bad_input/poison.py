"""Inputs that break programs, each made by a small pure function."""

from __future__ import annotations

import random
import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

MIB = 1 << 20

CONTRACT = """\
SERVICE AGREEMENT

This Agreement is made on 3 March 2025 between Harbour Lane Catering Ltd ("the Supplier") and the Customer named in
Schedule 1. The Supplier shall deliver meals to the premises every working day before 11.30 a.m.

1. Fees. The Customer pays 4,200 pounds per month within 30 days of the invoice. Late payment bears interest at 8%.
2. Term. The Agreement runs for 24 months and may be ended by either party with three months' written notice.
3. Liability. The Supplier's liability is limited to 100% of the fees paid in the year before the claim.

Signed for the Supplier, the managing director, and for the Customer, its authorised officer.
"""


def pdf_of(pages: list[bytes], boxes: list[str] | None = None) -> bytes:
    """A PDF written by hand: one content stream per page, in Helvetica; `boxes` gives the media boxes."""
    count = len(pages)
    boxes = boxes or ["0 0 595 842"] * count
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(count))),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, (content, box) in enumerate(zip(pages, boxes, strict=True)):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % (box.encode(), 5 + 2 * number)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    body, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        len(body),
    )


def words_on_page(*lines: str) -> bytes:
    """A content stream that prints lines of ASCII."""
    shown = b"".join(b"(%s) Tj 0 -20 Td " % line.encode("ascii") for line in lines)
    return b"BT /F 12 Tf 72 760 Td %s ET" % shown


def long_pdf(pages: int) -> bytes:
    """A PDF of many pages with a line on each; built by joining bytes once, so that 3,000 pages take no time."""
    return pdf_of([words_on_page(f"Page {number} of the annual list of decisions") for number in range(1, pages + 1)])


def encrypted_pdf(password: str) -> bytes:
    """A PDF that asks for a password before it can be read; it has a line of text and a ruled table."""
    buffer = BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(password, ownerPassword="owner", strength=128), invariant=1)
    canvas.drawString(72, 700, "Locked plan number 7")
    canvas.grid([72, 180, 360], [520, 550, 580, 610])
    for row, cells in enumerate([("Room", "Key holder"), ("Archive", "Ms Dao"), ("Server room", "Mr Bach")]):
        for column, cell in enumerate(cells):
            canvas.drawString(78 + 108 * column, 590 - 30 * row, cell)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_bomb(side: int) -> bytes:
    """A black-and-white PNG of `side` x `side` pixels that is a few hundred kilobytes long: 30,000 make 900 Mpixel."""
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(side // 8 + 1) * 100) for _ in range(side // 100)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", rows) + png_chunk(b"IEND", b"")


def docx_bomb(size: int) -> bytes:
    """A Word document whose text part expands to `size` bytes."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(b'<w:document xmlns:w="urn:w"><w:body>')
            for _ in range(size // MIB):
                part.write(b" " * MIB)
            part.write(b"</w:body></w:document>")
    return buffer.getvalue()


def lying_docx_bomb(size: int, claimed: int) -> bytes:
    """The same, but the archive's directory says that the text part has only `claimed` bytes."""
    honest = docx_bomb(size)
    total = size // MIB * MIB + len(b'<w:document xmlns:w="urn:w"><w:body></w:body></w:document>')
    return honest.replace(struct.pack("<I", total), struct.pack("<I", claimed)).replace(
        struct.pack("<Q", total), struct.pack("<Q", claimed)
    )


def noise(length: int, seed: int = 7) -> bytes:
    """Random bytes."""
    return random.Random(seed).randbytes(length)


def photo() -> bytes:
    """A JPEG of clouds and grain: a picture with nothing to read in it."""
    import numpy as np
    from PIL import Image

    rng = np.random.default_rng(11)
    small = rng.integers(40, 220, (12, 16, 3), dtype=np.uint8)
    clouds = np.asarray(Image.fromarray(small).resize((960, 720), Image.Resampling.BICUBIC), dtype=np.int16)
    grain = clouds + rng.normal(0, 9, clouds.shape).astype(np.int16)
    buffer = BytesIO()
    Image.fromarray(np.clip(grain, 0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=80)
    return buffer.getvalue()
