"""The tables that records become: every column once, with its headings, its type and where its value comes from.

    documents <- citations, short_references, targets, assignments <- assignment_units, recipients,
                 tables <- table_cells, sections, diagnostics, pages

To add a field of the records, add a line to the columns of its table; every format then has it.
"""

from __future__ import annotations

from planparse.export import lines
from planparse.export.columns import Column, ForeignKey, Kind, Line, Table, Take, take_path
from planparse.pagetext import PageStatus

TEXT, INTEGER, NUMBER, DATE = Kind.TEXT, Kind.INTEGER, Kind.NUMBER, Kind.DATE


def _key(line: Line) -> str:
    return line.key


def _document(line: Line) -> str:
    return line.stored.document_id


def _parent(line: Line) -> str | None:
    return line.parent


def _position(line: Line) -> int:
    return line.position


def _stands_for(line: Line) -> str | None:
    """`self` for the document itself, `citation` for one of its citations; None where it cannot be told."""
    antecedent: str | None = line.item.antecedent
    return "self" if antecedent == "self" else None if line.parent is None else "citation"


def _part(path: str, index: int) -> Take:
    """One number of a box or a span; None where there is none."""
    whole = take_path(path)

    def take(line: Line) -> float | None:
        numbers = whole(line)
        return None if numbers is None else float(numbers[index])

    return take


DOCUMENT_ID = Column("document_id", "Mã văn bản", "Document id", TEXT, 22, _document)
POSITION = Column("position", "Thứ tự", "Position", INTEGER, 8, _position)
PAGE = Column("page", "Trang", "Page", INTEGER, 7, "page")
LINE = Column("line", "Dòng", "Line", INTEGER, 7, "line")
CONFIDENCE = Column("confidence", "Độ tin cậy", "Confidence", NUMBER, 10, "confidence")

EVIDENCE: tuple[Column, ...] = (
    CONFIDENCE,
    Column("rule", "Quy tắc", "Rule", TEXT, 18, "rule"),
    Column("raw", "Nguyên văn đọc được", "Text as read", TEXT, 50, "raw"),
    Column("span_start", "Vị trí đầu", "Span start", INTEGER, 8, _part("provenance.span", 0)),
    Column("span_end", "Vị trí cuối", "Span end", INTEGER, 8, _part("provenance.span", 1)),
    Column("x0", "Trái (pt)", "Left (pt)", NUMBER, 8, _part("provenance.bbox", 0)),
    Column("top", "Trên (pt)", "Top (pt)", NUMBER, 8, _part("provenance.bbox", 1)),
    Column("x1", "Phải (pt)", "Right (pt)", NUMBER, 8, _part("provenance.bbox", 2)),
    Column("bottom", "Dưới (pt)", "Bottom (pt)", NUMBER, 8, _part("provenance.bbox", 3)),
)
"""What a record rests on."""

OF_DOCUMENT = ForeignKey("document_id", "documents", "document_id")


def _id(name: str, vi: str, en: str) -> Column:
    return Column(name, vi, en, TEXT, 24, _key)


def _count(attribute: str) -> Take:
    return lambda line: len(getattr(line.item, attribute))


def _first_page(line: Line) -> int | None:
    return min(line.item.pages, default=None)


def _last_page(line: Line) -> int | None:
    return max(line.item.pages, default=None)


def _unread_pages(line: Line) -> int:
    return sum(page.status in (PageStatus.FAILED, PageStatus.SKIPPED) for page in line.item.pages)


def _least_sure(line: Line) -> float | None:
    evidence = (*line.item.header.evidence.values(), *line.item.signatory.evidence.values())
    return min((each.confidence for each in evidence), default=None)


DOCUMENTS = Table(
    "documents",
    "Văn bản",
    "Documents",
    (
        _id("document_id", "Mã văn bản", "Document id"),
        Column("record_path", "Tệp bản ghi", "Record file", TEXT, 30, lambda line: line.stored.place),
        Column("source_name", "Tệp nguồn", "Source file", TEXT, 30, "source.name"),
        Column("source_sha256", "SHA-256 của tệp nguồn", "SHA-256 of the source", TEXT, 20, "source.sha256"),
        Column("media_type", "Định dạng", "Media type", TEXT, 18, "source.media_type"),
        Column("page_count", "Số trang", "Pages", INTEGER, 8, "source.page_count"),
        Column("unread_pages", "Trang không đọc được", "Pages not read", INTEGER, 10, _unread_pages),
        Column("parent_authority", "Cơ quan chủ quản", "Parent authority", TEXT, 26, "header.parent_authority"),
        Column("issuing_authority", "Cơ quan ban hành", "Issuing authority", TEXT, 26, "header.issuing_authority"),
        Column("document_type", "Loại văn bản", "Type", TEXT, 14, "header.document_type"),
        Column("document_type_code", "Mã loại", "Type code", TEXT, 8, "header.document_type_code"),
        Column("number", "Số, ký hiệu", "Number", TEXT, 18, "header.number"),
        Column("work_id", "Mã tác phẩm", "Work id", TEXT, 30, "header.work_id"),
        Column("date", "Ngày ban hành", "Date of issue", DATE, 12, "header.date"),
        Column("date_text", "Ngày ban hành (đọc được)", "Date of issue, as read", TEXT, 12, "header.date"),
        Column("place_of_issue", "Địa danh", "Place of issue", TEXT, 16, "header.place"),
        Column("title", "Trích yếu", "Title", TEXT, 60, "header.title"),
        Column("period_from", "Từ năm", "First year", INTEGER, 8, "header.period.from_"),
        Column("period_to", "Đến năm", "Last year", INTEGER, 8, "header.period.to"),
        Column("signatory_authority", "Thẩm quyền ký", "Signed for", TEXT, 18, "signatory.authority_line"),
        Column("signatory_position", "Chức vụ", "Position", TEXT, 18, "signatory.position"),
        Column("signatory_name", "Người ký", "Signed by", TEXT, 20, "signatory.name"),
        Column("citations", "Số căn cứ, viện dẫn", "Citations", INTEGER, 9, _count("citations")),
        Column("targets", "Số chỉ tiêu", "Targets", INTEGER, 9, _count("targets")),
        Column("assignments", "Số nhiệm vụ", "Assignments", INTEGER, 9, _count("assignments")),
        Column("tables", "Số bảng", "Tables", INTEGER, 9, _count("tables")),
        Column("recipients", "Số nơi nhận", "Recipients", INTEGER, 9, _count("recipients")),
        Column("diagnostics", "Số cảnh báo", "Diagnostics", INTEGER, 9, _count("diagnostics")),
        Column("lowest_confidence", "Độ tin cậy thấp nhất", "Lowest confidence", NUMBER, 10, _least_sure),
    ),
    lines.documents,
    ("document_id",),
)

CITATIONS = Table(
    "citations",
    "Căn cứ",
    "Citations",
    (
        _id("citation_id", "Mã viện dẫn", "Citation id"),
        DOCUMENT_ID,
        POSITION,
        Column("role", "Vai trò", "Role", TEXT, 20, "role"),
        Column("document_type", "Loại văn bản", "Type", TEXT, 16, "document_type"),
        Column("number", "Số, ký hiệu", "Number", TEXT, 20, "number"),
        Column("date", "Ngày", "Date", DATE, 12, "date"),
        Column("date_text", "Ngày (đọc được)", "Date, as read", TEXT, 12, "date"),
        Column("issuer", "Cơ quan ban hành", "Issuer", TEXT, 26, "issuer"),
        Column("subject", "Trích yếu", "About", TEXT, 55, "subject"),
        Column("provision", "Điều, khoản, điểm", "Provision", TEXT, 18, "provision"),
        Column("work_id", "Mã tác phẩm", "Work id", TEXT, 30, "work_id"),
        PAGE,
        LINE,
        *EVIDENCE,
    ),
    lines.listed("citations"),
    ("citation_id",),
    (OF_DOCUMENT,),
)

SHORT_REFERENCES = Table(
    "short_references",
    "Viện dẫn rút gọn",
    "Short references",
    (
        _id("short_reference_id", "Mã viện dẫn rút gọn", "Short reference id"),
        DOCUMENT_ID,
        POSITION,
        Column("text", "Cách gọi", "Short form", TEXT, 24, "text"),
        Column("document_type", "Loại văn bản", "Type", TEXT, 16, "document_type"),
        Column("stands_for", "Chỉ", "Stands for", TEXT, 10, _stands_for),
        Column("citation_id", "Mã viện dẫn", "Citation id", TEXT, 24, _parent),
        Column("work_id", "Mã tác phẩm", "Work id", TEXT, 30, "work_id"),
        PAGE,
        LINE,
        *EVIDENCE,
    ),
    lines.short_references,
    ("short_reference_id",),
    (OF_DOCUMENT, ForeignKey("citation_id", "citations", "citation_id")),
)

TARGETS = Table(
    "targets",
    "Chỉ tiêu",
    "Targets",
    (
        _id("target_id", "Mã chỉ tiêu", "Target id"),
        DOCUMENT_ID,
        POSITION,
        Column("section", "Mục", "Section", TEXT, 30, "section"),
        Column("indicator", "Chỉ tiêu", "Indicator", TEXT, 60, "indicator"),
        Column("comparator", "So sánh", "Comparator", TEXT, 11, "comparator"),
        Column("value", "Giá trị", "Value", NUMBER, 11, "value"),
        Column("value_max", "Giá trị cao nhất", "Upper value", NUMBER, 11, "value_max"),
        Column("unit", "Đơn vị tính", "Unit", TEXT, 12, "unit"),
        Column("baseline", "So với", "Baseline", TEXT, 20, "baseline"),
        Column("deadline", "Thời hạn", "Deadline", TEXT, 18, "deadline"),
        PAGE,
        LINE,
        *EVIDENCE,
    ),
    lines.listed("targets"),
    ("target_id",),
    (OF_DOCUMENT,),
)

ASSIGNMENTS = Table(
    "assignments",
    "Nhiệm vụ",
    "Assignments",
    (
        _id("assignment_id", "Mã nhiệm vụ", "Assignment id"),
        DOCUMENT_ID,
        POSITION,
        Column("group", "Nhóm nhiệm vụ", "Group", TEXT, 30, "group"),
        Column("number", "STT", "No.", TEXT, 7, "number"),
        Column("task", "Nhiệm vụ", "Task", TEXT, 60, "task"),
        Column("lead", "Chủ trì", "Lead", TEXT, 26, "lead"),
        Column("coordinating", "Phối hợp", "Coordinating", TEXT, 30, "coordinating"),
        Column("output", "Kết quả, sản phẩm", "Output", TEXT, 26, "output"),
        Column("deadline", "Thời hạn", "Deadline", TEXT, 18, "deadline"),
        Column("deadline_date", "Hạn cuối", "Due date", DATE, 12, "deadline_date"),
        Column("deadline_date_text", "Hạn cuối (đọc được)", "Due date, as read", TEXT, 12, "deadline_date"),
        Column("deadline_kind", "Loại thời hạn", "Kind of deadline", TEXT, 18, "deadline_kind"),
        Column("deadline_start", "Từ ngày", "First day", DATE, 12, "deadline_start"),
        Column("deadline_end", "Đến ngày", "Last day", DATE, 12, "deadline_end"),
        Column("recurrence", "Định kỳ (RRULE)", "Recurrence (RRULE)", TEXT, 22, "recurrence"),
        Column("inherited", "Lấy từ ô gộp", "Taken from merged cells", TEXT, 14, "inherited"),
        Column("source", "Đọc từ", "Read in", TEXT, 8, "source"),
        PAGE,
        LINE,
        *EVIDENCE,
    ),
    lines.listed("assignments"),
    ("assignment_id",),
    (OF_DOCUMENT,),
)

ASSIGNMENT_UNITS = Table(
    "assignment_units",
    "Đơn vị thực hiện",
    "Units",
    (
        _id("assignment_unit_id", "Mã dòng", "Row id"),
        Column("assignment_id", "Mã nhiệm vụ", "Assignment id", TEXT, 20, _parent),
        DOCUMENT_ID,
        POSITION,
        Column("role", "Vai trò", "Role", TEXT, 12, "role"),
        Column("unit", "Đơn vị", "Unit", TEXT, 40, "unit"),
    ),
    lines.units,
    ("assignment_unit_id",),
    (ForeignKey("assignment_id", "assignments", "assignment_id"), OF_DOCUMENT),
)

RECIPIENTS = Table(
    "recipients",
    "Nơi nhận",
    "Recipients",
    (
        _id("recipient_id", "Mã nơi nhận", "Recipient id"),
        DOCUMENT_ID,
        POSITION,
        Column("recipient", "Nơi nhận", "Recipient", TEXT, 50, "text"),
        Column(
            "page",
            "Trang",
            "Page",
            INTEGER,
            7,
            "evidence.provenance.page",
        ),
        Column(
            "confidence",
            "Độ tin cậy",
            "Confidence",
            NUMBER,
            10,
            "evidence.confidence",
        ),
    ),
    lines.recipients,
    ("recipient_id",),
    (OF_DOCUMENT,),
)

TABLE_LIST = Table(
    "tables",
    "Bảng",
    "Tables",
    (
        _id("table_id", "Mã bảng", "Table id"),
        DOCUMENT_ID,
        POSITION,
        Column("first_page", "Trang đầu", "First page", INTEGER, 8, _first_page),
        Column("last_page", "Trang cuối", "Last page", INTEGER, 8, _last_page),
        Column("row_count", "Số dòng", "Rows", INTEGER, 8, lambda line: len(line.item.rows)),
        Column("column_count", "Số cột", "Columns", INTEGER, 8, lambda line: len(line.item.header)),
        *EVIDENCE,
    ),
    lines.listed("tables"),
    ("table_id",),
    (OF_DOCUMENT,),
)

TABLE_CELLS = Table(
    "table_cells",
    "Ô của bảng",
    "Table cells",
    (
        Column("table_id", "Mã bảng", "Table id", TEXT, 20, _parent),
        DOCUMENT_ID,
        Column("row", "Dòng", "Row", INTEGER, 7, "row"),
        Column("column", "Cột", "Column", INTEGER, 7, "column"),
        Column("text", "Nội dung", "Text", TEXT, 50, "text"),
        Column("row_span", "Số dòng gộp", "Row span", INTEGER, 8, "place.row_span"),
        Column("column_span", "Số cột gộp", "Column span", INTEGER, 8, "place.column_span"),
        Column("page", "Trang", "Page", INTEGER, 7, "place.page"),
        Column(
            "confidence",
            "Độ tin cậy",
            "Confidence",
            NUMBER,
            10,
            "place.confidence",
        ),
        Column("x0", "Trái (pt)", "Left (pt)", NUMBER, 8, _part("place.bbox", 0)),
        Column("top", "Trên (pt)", "Top (pt)", NUMBER, 8, _part("place.bbox", 1)),
        Column("x1", "Phải (pt)", "Right (pt)", NUMBER, 8, _part("place.bbox", 2)),
        Column("bottom", "Dưới (pt)", "Bottom (pt)", NUMBER, 8, _part("place.bbox", 3)),
    ),
    lines.cells,
    ("table_id", "row", "column"),
    (ForeignKey("table_id", "tables", "table_id"), OF_DOCUMENT),
)

SECTIONS = Table(
    "sections",
    "Đề mục",
    "Sections",
    (
        _id("section_id", "Mã đề mục", "Section id"),
        DOCUMENT_ID,
        Column("parent_id", "Mã đề mục trên", "Parent id", TEXT, 20, _parent),
        POSITION,
        Column("level", "Cấp", "Level", INTEGER, 6, "level"),
        Column("marker", "Ký hiệu", "Mark", TEXT, 8, "marker"),
        Column("title", "Đề mục", "Title", TEXT, 60, "title"),
        PAGE,
        LINE,
        *EVIDENCE,
    ),
    lines.sections,
    ("section_id",),
    (OF_DOCUMENT, ForeignKey("parent_id", "sections", "section_id")),
)


DIAGNOSTICS = Table(
    "diagnostics",
    "Cảnh báo",
    "Diagnostics",
    (
        _id("diagnostic_id", "Mã cảnh báo", "Diagnostic id"),
        DOCUMENT_ID,
        POSITION,
        Column("severity", "Mức độ", "Severity", TEXT, 10, "diagnostic.severity"),
        Column("code", "Loại cảnh báo", "Code", TEXT, 24, "diagnostic.code"),
        Column("message", "Nội dung", "Message", TEXT, 70, "diagnostic.message"),
        Column("page", "Trang", "Page", INTEGER, 7, "diagnostic.page"),
        Column("record_table", "Thuộc bảng", "About table", TEXT, 14, "record_table"),
        Column("record_id", "Mã bản ghi liên quan", "About record", TEXT, 24, "record_id"),
    ),
    lines.diagnostics,
    ("diagnostic_id",),
    (OF_DOCUMENT,),
)

PAGES = Table(
    "pages",
    "Trang",
    "Pages",
    (
        _id("page_id", "Mã trang", "Page id"),
        DOCUMENT_ID,
        Column("number", "Trang", "Page", INTEGER, 7, "number"),
        Column("origin", "Cách đọc", "Origin", TEXT, 10, "origin"),
        Column("status", "Kết quả đọc", "Status", TEXT, 10, "status"),
        Column("problem", "Lý do", "Problem", TEXT, 40, "problem"),
        Column("verdict", "Đánh giá lớp chữ", "Text layer", TEXT, 16, "verdict.kind"),
        Column("encoding", "Bảng mã", "Encoding", TEXT, 10, "verdict.encoding"),
        Column("confidence", "Độ tin cậy", "Confidence", NUMBER, 10, "confidence"),
        Column("width", "Rộng (pt)", "Width (pt)", NUMBER, 8, "width"),
        Column("height", "Cao (pt)", "Height (pt)", NUMBER, 8, "height"),
        Column("characters", "Số ký tự", "Characters", INTEGER, 9, lambda line: len(line.item.text)),
    ),
    lines.pages,
    ("page_id",),
    (OF_DOCUMENT,),
)

TABLES: tuple[Table, ...] = (
    DOCUMENTS,
    CITATIONS,
    SHORT_REFERENCES,
    TARGETS,
    ASSIGNMENTS,
    ASSIGNMENT_UNITS,
    RECIPIENTS,
    TABLE_LIST,
    TABLE_CELLS,
    SECTIONS,
    DIAGNOSTICS,
    PAGES,
)
"""All tables; a table stands behind those that it refers to."""
