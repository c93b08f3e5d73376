"""What a workbook says of itself, and text that fits into its cells."""

from __future__ import annotations

from planparse.export.columns import Headings

LOW_CONFIDENCE = 0.8
"""Cells below are shaded: compare them with the page. The summary marks the same ones."""

CELL_CHARACTERS = 32_767
"""What Excel takes in a cell, counted in units of UTF-16."""

_VIETNAMESE_CUT = " […] (bị cắt: ô Excel chứa tối đa {limit} ký tự, văn bản có {length}; xem bản ghi JSON)"
_ENGLISH_CUT = " […] (cut: an Excel cell holds {limit} characters, the text has {length}; see the JSON record)"
CUT_NOTES = {Headings.VI: _VIETNAMESE_CUT, Headings.EN: _ENGLISH_CUT, Headings.NAMES: _ENGLISH_CUT}

_ENGLISH_LEGEND = (
    "Legend",
    f"Shaded like this: less than {LOW_CONFIDENCE:.0%} sure. Compare the cell with the page.",
    "Confidence is the probability that a value is right, from 0 to 1.",
    "A date without a readable day is text: 2026-02.",
    "Percentages are the number as printed, with % in the column of units.",
    "Document numbers are text. ⟦?⟧ stands for what cannot be read, such as a number written by hand.",
    "An empty cell means that the page does not say it.",
    "The name of a source file is a link where the folder of the documents was given (--source-dir); it leads to the "
    "page in programs that support it.",
    f"Text beyond {CELL_CHARACTERS:,} characters is cut, with a note at its end.",
)
_VIETNAMESE_LEGEND = (
    "Chú giải",
    f"Ô tô màu như thế này: độ tin cậy dưới {LOW_CONFIDENCE:.0%}. Cần đối chiếu với trang văn bản.",
    "Độ tin cậy là xác suất giá trị đúng, từ 0 đến 1.",
    "Ngày không đọc được phần ngày thì ghi dạng văn bản: 2026-02.",
    "Tỷ lệ phần trăm ghi đúng số in trong văn bản, ký hiệu % nằm ở cột đơn vị tính.",
    "Số, ký hiệu văn bản là dạng văn bản. ⟦?⟧ là phần không đọc được, ví dụ số viết tay.",
    "Ô trống nghĩa là văn bản không nêu.",
    "Tên tệp nguồn là liên kết nếu có thư mục văn bản gốc (--source-dir); liên kết mở đúng trang nếu phần mềm hỗ trợ.",
    f"Nội dung dài quá {CELL_CHARACTERS:,} ký tự bị cắt, có ghi chú ở cuối.".replace(",", ".", 1),
)
LEGENDS = {Headings.VI: _VIETNAMESE_LEGEND, Headings.EN: _ENGLISH_LEGEND, Headings.NAMES: _ENGLISH_LEGEND}
"""Title, the line about shading, and further lines."""


def fitting(text: str, note: str) -> str:
    """The text as a cell can hold it; what is too long is cut, and the note says so.

    Args:
        note: with `{limit}` and `{length}`.
    """
    if len(text) * 2 > CELL_CHARACTERS and (length := _units(text)) > CELL_CHARACTERS:
        end = note.format(limit=CELL_CHARACTERS, length=length)
        kept = text.encode("utf-16-le")[: 2 * (CELL_CHARACTERS - _units(end))]
        return kept.decode("utf-16-le", "ignore") + end
    # XlsxWriter takes a text between these marks for XML of its own.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def line_count(text: str, width: int) -> int:
    """Lines that a text needs in a column of this many characters; rather one too many."""
    return sum(max(1, -(-len(line) // max(1, width - 1))) for line in text[:CELL_CHARACTERS].split("\n"))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
