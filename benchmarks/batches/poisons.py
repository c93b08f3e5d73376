"""Documents that stop, bring down or trick the process that reads them.

Memory is real: a PDF of 3 kB whose form calls itself through twelve levels, twelve times each, and a Word document of
4 MB with six million paragraphs, which is below every limit on what a file may expand to. No input is known that
crashes or freezes the process, so for `crash` and `hang` a `tesseract` is put on the PATH that kills whoever has called
it when it sees a page that is black at the top, and stops it for ever where all of the page is.
"""

from __future__ import annotations

import importlib.util
import io
import sys
import zipfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def _bad_inputs() -> Any:
    # By its path: the name of the module is that of a script here.
    spec = importlib.util.spec_from_file_location("bad_inputs", ROOT / "tests" / "bad_input" / "poison.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


bad_inputs = _bad_inputs()
FAKE_TESSERACT = """\
#!{python}
# The real program, but for pictures whose upper half is black: there it kills the process that has started it;
# where all is black, it stops it for ever.
import array, os, signal, struct, subprocess, sys
def opened(path):
    from PIL import Image
    Image.MAX_IMAGE_PIXELS = None
    data = open(path, "rb").read()
    if data[:4] != b"spix":
        return Image.open(path)
    columns, rows, _, words = struct.unpack("=4I", data[4:20])
    pixels = array.array("I", data[28:])
    if sys.byteorder == "little":
        pixels.byteswap()
    return Image.frombytes("L", (4 * words, rows), pixels.tobytes()).crop((0, 0, columns, rows))
def look(path):
    with opened(path) as picture:
        grey = picture.convert("L").resize((8, 8))
        upright = picture.height > picture.width  # a strip of the page may be black all over
    for rows, sent in ((range(1, 7 * upright), signal.SIGSTOP), (range(1, 3), signal.SIGSEGV)):
        if rows and max(grey.getpixel((x, y)) for x in range(1, 7) for y in rows) < 110:
            os.kill(os.getppid(), sent)
            break
if "stream_filelist=1" not in sys.argv:
    pictures = [sys.argv[1]] if len(sys.argv) > 2 and os.path.isfile(sys.argv[1]) else []
    for path in open(pictures[0]).read().splitlines() if pictures and pictures[0].endswith(".txt") else pictures:
        look(path)
    os.execv("{tesseract}", ["tesseract", *sys.argv[1:]])
real = subprocess.Popen(["{tesseract}", *sys.argv[1:]], stdin=subprocess.PIPE)
for path in sys.stdin.buffer:
    look(path.rstrip())
    real.stdin.write(path)
    real.stdin.flush()
real.stdin.close()
sys.exit(real.wait())
"""


def deep(number: int) -> bytes:
    """A page that takes 12 ** 12 steps to draw, each of which PDFium remembers."""
    levels, fan = 12, 12
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 6 0 R>>>>/Contents 5 0 R>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length 5>>stream\n/X Do\nendstream",
    ]
    for level in range(levels):
        last = level == levels - 1
        drawn = b"BT /F 12 Tf 72 700 Td (plan %d) Tj ET" % number if last else b"/X Do\n" * fan
        names = b"/Font<</F 4 0 R>>" if last else b"/XObject<</X %d 0 R>>" % (7 + level)
        head = b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<%s>>/Length %d>>" % (names, len(drawn))
        objects.append(b"%sstream\n%s\nendstream" % (head, drawn))
    return _pdf(objects)


def _pdf(objects: list[bytes]) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(body))
    return b"%sxref\n0 %d\n0000000000 65535 f \n%s%s" % (body, size, table, end)


def memory(number: int) -> bytes:
    """A Word document that takes gigabytes once it is parsed."""
    buffer = io.BytesIO()
    alike = b"<w:p><w:r><w:t>%d</w:t></w:r></w:p>" % number * 40
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELATIONSHIPS)
        with archive.open("word/document.xml", "w") as part:
            part.write(b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>')
            # Now and then a paragraph that is new: what packs too well is refused as a bomb.
            for serial in range(150_000):
                part.write(b"%s<w:p><w:r><w:t>%x</w:t></w:r></w:p>" % (alike, serial * 2654435761 % 2**32))
            part.write(b"</w:body></w:document>")
    return buffer.getvalue()


_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}"/></Types>'
)
RELATIONSHIPS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def crash(number: int) -> bytes:
    """A page, black in its upper half, that the false Tesseract knows."""
    return _black(number, bottom=1000)


def hang(number: int) -> bytes:
    """The same, black all over but for its lowest lines."""
    return _black(number, bottom=1640)


def _black(number: int, bottom: int) -> bytes:
    from PIL import Image, ImageDraw

    picture = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 1240, bottom), fill=0)
    for top in range(bottom + 20, 1720, 30):
        draw.text((150, top), f"dong {top} cua trang {number}", fill=0, font_size=24)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def bomb(number: int) -> bytes:
    """A Word document that would expand to 600 MiB, more than is allowed."""
    return bad_inputs.docx_bomb(600 * bad_inputs.MIB) + bytes(number)


def encrypted(number: int) -> bytes:
    """A PDF that asks for a password."""
    return bad_inputs.encrypted_pdf(f"secret {number}")


def false_tesseract(folder: Path) -> Path:
    """Put the false Tesseract into a folder that is to stand first on the PATH; returns the folder."""
    import shutil

    real = shutil.which("tesseract")
    if real is None:
        raise SystemExit("The program tesseract is needed: apt-get install tesseract-ocr tesseract-ocr-vie")
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "tesseract"
    program.write_text(FAKE_TESSERACT.format(python=sys.executable, tesseract=real))
    program.chmod(0o755)
    return folder
