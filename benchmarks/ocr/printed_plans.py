"""Texts set as plans are (Nghị định 30/2020), printed and spoilt as scanners do: scans of which the records are known.

    python benchmarks/ocr/printed_plans.py CORPUS.jsonl.xz --out FOLDER [--documents 32] [--seed 3]
    planparse evaluate FOLDER --misses

The text of each document is parsed, and set anew from what was found: letterhead in two columns, type and subject, the
paragraphs, recipients beside the signature. Chromium prints it; every page is turned a little, blurred, greyed, given
noise and packed as JPEG. `NAME.gold.json` is the record of the page as it was printed, `NAME.txt` its words, so that
what `planparse evaluate` counts is what was lost between print and scan. Seals and handwriting are not among it.
"""

from __future__ import annotations

import argparse
import html
import random
import re
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from planparse import pipeline
from planparse.export.json import to_json
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Block, BlockKind, Outline, Zone
from planparse.layout.outline_builder import build_outline
from planparse.records import PlanRecord
from planparse.tables.stitch import stitch

sys.path.insert(0, str(Path(__file__).parents[1]))
from parsing import documents, prepared

TYPES = ("Kế hoạch", "Công điện", "Chỉ thị", "Thông báo", "Công văn", "Quyết định")
LONGEST, FEWEST_BLOCKS = 7000, 6
"""Words and blocks of the documents that are taken."""
MOST_ROWS, MOST_COLUMNS = 30, 6
"""Of the tables that fit on a page."""
FACES = ("TeX Gyre Termes", "FreeSerif")
"""They have the shapes of Times New Roman; packages fonts-texgyre and fonts-freefont-ttf."""
SLANTED = 0.7
"""Share of the documents whose place and date are in italics, as the decree wants them."""
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
STYLE = """
@page { size: A4; margin: 20mm 18mm 20mm 30mm }
body { font: %(size)spt '%(face)s'; line-height: 1.25; text-align: justify }
p { margin: 4pt 0; text-indent: 1cm } .h { font-weight: bold } .c { text-align: center; text-indent: 0 }
.head, .close { width: 100%%; border-collapse: collapse } .close { page-break-inside: avoid }
.head { font-size: 12pt } .head td { text-align: center; vertical-align: top; width: 45%% }
.motto { white-space: nowrap }
.rule { border-top: 1px solid; width: 30%%; margin: auto }
.close td { vertical-align: top; width: 50%% } .to { font-size: 11pt; text-align: left; line-height: 1.1 }
.sign { text-align: center } .grid { border-collapse: collapse; width: 100%%; text-align: left }
.grid td { border: 1px solid; padding: 2pt }
"""
_AUTHORITIES = re.compile(r",?\s+(?=(?:KT|TL|TUQ)\.)")
"""`TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH` stands on two lines."""


def page_of(record: PlanRecord, outline: Outline, rng: random.Random) -> str | None:
    """The document as HTML; None where a part that is printed on every plan was not found."""
    header, signatory = record.header, record.signatory
    blocks = [b for b in outline.blocks if b.zone in (Zone.PREAMBLE, Zone.BODY) and not b.is_aside]
    body = [_block(block, outline) for block in blocks]
    fields = (header.number, header.date, header.issuing_authority, header.title, signatory and signatory.name)
    if not all(fields) or len(body) < FEWEST_BLOCKS or None in body:
        return None
    assert signatory is not None
    assert header.date is not None
    year, month, day = header.date.split("-")
    letter = header.document_type == "Công văn"
    subject = f"<br>V/v {_text(header.title)}" if letter else ""
    kind = (header.document_type or "").upper()
    title = "" if letter else f"<p class=c><b>{_text(kind)}<br>{_text(header.title)}</b></p>"
    above = f"{_text(header.parent_authority)}<br>" if header.parent_authority else ""
    recipients = "".join(f"<br>- {_text(name)};" for name in record.recipients)
    style = STYLE % {"size": rng.choice((13, 13.5, 14)), "face": rng.choice(FACES)}
    authority = "<br>".join(map(_text, _AUTHORITIES.split(signatory.authority_line or "")))
    dated = f"{_text(header.place or 'Hà Nội')}, ngày {day} tháng {month} năm {year}"
    dated = f"<i>{dated}</i>" if rng.random() < SLANTED else dated
    return f"""<meta charset=utf-8><style>{style}</style>
<table class=head><tr><td>{above}<b>{_text((header.issuing_authority or "").upper())}</b><div class=rule></div></td>
<td class=motto><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br><u>Độc lập - Tự do - Hạnh phúc</u></b></td></tr>
<tr><td>Số: {_text(header.number)}{subject}</td><td>{dated}</td></tr></table>
{title}{"".join(part or "" for part in body)}
<table class=close><tr><td class=to><b><i>Nơi nhận:</i></b>{recipients}</td><td class=sign><b>
{authority}<br>{_text((signatory.position or "").upper())}<br><br><br><br>{_text(signatory.name)}
</b></td></tr></table>"""


def _text(value: str | None) -> str:
    return html.escape(value or "")


def _block(block: Block, outline: Outline) -> str | None:
    if block.table is not None:
        table = outline.tables[block.table]
        rows = [row for row in (table.header, *table.rows) if row]
        if not rows or len(rows) > MOST_ROWS or max(map(len, rows)) > MOST_COLUMNS:
            return None
        cells = ("".join(f"<td>{_text(cell.text)}</td>" for cell in row) for row in rows)
        return "<table class=grid>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
    opens = re.fullmatch(r"QUYẾT (?:ĐỊNH|NGHỊ)\s?:?", block.passage.text) is not None
    kind = "c" if opens else "h" if block.kind is BlockKind.HEADING else "p"
    return f'<p class="{kind}">{_text(block.passage.text)}</p>'


def printed(page: str, out: Path) -> None:
    """Print a page of HTML into a PDF."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page, encoding="utf-8")
        arguments = (
            f"--user-data-dir={folder}/profile",
            "--no-pdf-header-footer",
            f"--print-to-pdf={out}",
            str(source),
        )
        subprocess.run([*CHROMIUM, *arguments], check=True, capture_output=True, timeout=120)


def scanned(pdf: Path, out: Path, rng: random.Random) -> None:
    """Make a scan of a PDF: grey, turned by up to 0.4 degrees, blurred and noisy."""
    dpi, quality = rng.choice((200, 200, 300)), rng.choice((60, 75, 85))
    noise = np.random.default_rng(rng.randrange(1 << 30))
    pages = []
    for page in pypdfium2.PdfDocument(pdf):
        picture = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        picture = picture.rotate(rng.uniform(-0.4, 0.4), resample=Image.Resampling.BICUBIC, fillcolor=255)
        picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 0.9) * dpi / 200))
        grey = np.asarray(picture).astype(np.float32) * rng.uniform(0.8, 0.95) + rng.uniform(5, 25)
        grey += noise.normal(0, rng.uniform(3, 9), grey.shape)
        packed = BytesIO()
        Image.fromarray(grey.clip(0, 255).astype(np.uint8)).save(packed, "JPEG", quality=quality)
        pages.append(Image.open(packed).convert("L"))
    pages[0].save(out, save_all=True, append_images=pages[1:], resolution=dpi, quality=quality)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=32)
    parser.add_argument("--seed", type=int, default=3)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    texts = [text for text in documents(arguments.corpus) if len(text.split()) <= LONGEST]
    dictionaries, made = Dictionaries(), 0
    for i in random.Random(arguments.seed).sample(range(len(texts)), len(texts)):
        if made == arguments.documents:
            break
        document, rng = prepared(texts[i]), random.Random(f"{arguments.seed} {i}")
        record = pipeline.parse(document.record, document.readings, document.restored, dictionaries)
        if record.header.document_type not in TYPES:
            continue
        page = page_of(record, build_outline(document.restored, stitch(document.restored), dictionaries), rng)
        if page is None:
            continue
        name, made = arguments.out / f"{i:03d}", made + 1
        print_to = name.with_suffix(".printed")
        printed(page, print_to)
        truth = pipeline.extract(print_to)
        name.with_suffix(".gold.json").write_bytes(to_json(truth))
        name.with_suffix(".txt").write_text("\f".join(p.text for p in truth.pages), encoding="utf-8")
        scanned(print_to, name.with_suffix(".pdf"), rng)
        print_to.unlink()
        print(name.name, record.header.document_type, len(truth.pages), flush=True)


if __name__ == "__main__":
    main()
