"""Makes gold records by the annotation guide from a plan and the lines it was printed on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from writing.model import Cite, Duty, Goal, Heading, Paragraph, Plan, Row, Table
from writing.sheets import PrintedLine, Typeset
from writing.typesetting import blocks, full_cells

Gold = dict[str, Any]
"""Gold is JSON for other programs to read; its shape is the annotation guide's."""


@dataclass(frozen=True)
class Finder:
    """Finds the page and the line where a record starts."""

    lines: tuple[PrintedLine, ...]

    def place(self, block: int, row: int, at: str | None) -> Gold:
        """Page and line, both from 1, of `at` in a block, or in one row of it; raises ValueError if it is absent."""
        own = [(number, line) for number, line in enumerate(self.lines, 1) if line.block == block and line.row == row]
        text, starts = "", []
        for _, line in own:
            starts.append(len(text))
            text += re.sub(r"\s+", " ", line.text) + " "
        offset = 0 if at is None else text.find(at)
        if offset < 0 and row >= 0:
            offset = 0  # a cell whose words are cut in two by the page break
        if offset < 0:
            raise ValueError(f"{at!r} is not printed in block {block}: {text!r}")
        chosen = max(index for index, start in enumerate(starts) if start <= offset)
        number, line = own[chosen]
        return {"page": line.page, "line": number}


def header(plan: Plan) -> Gold:
    """Letterhead and title."""
    head = plan.letterhead
    return {
        "parent_authority": " ".join(head.parent) or None,
        "issuing_authority": " ".join(head.issuer),
        "number": head.number,
        "document_type": "Kế hoạch",
        "document_type_code": "KH",
        "place": head.place,
        "date": f"{head.year}-{head.month:02d}-{head.day:02d}",
        "title": " ".join(plan.title),
        "period": {"from": plan.years[0], "to": plan.years[1]} if plan.years else None,
    }


def citation(cite: Cite, place: Gold) -> Gold:
    """One mention."""
    return {
        "document_type": cite.document_type,
        "number": cite.number,
        "date": cite.date,
        "issuer": cite.issuer,
        "subject": cite.subject,
        "provision": cite.provision,
        "role": cite.role,
        **place,
    }


def target(goal: Goal, section: str | None, place: Gold) -> Gold:
    """One quantified commitment."""
    return {
        "indicator": goal.indicator,
        "comparator": goal.comparator,
        "value": goal.value,
        "value_max": goal.value_max,
        "unit": goal.unit,
        "baseline": goal.baseline,
        "deadline": goal.deadline,
        "section": section,
        **place,
    }


def prose_assignment(duty: Duty, group: str | None, place: Gold) -> Gold:
    """One task in running text."""
    return {
        "group": duty.group or group,
        "number": None,
        "task": duty.task,
        "lead": list(duty.lead),
        "coordinating": list(duty.coordinating),
        "output": duty.output,
        "deadline": duty.due.text if duty.due else None,
        "deadline_date": duty.due.date if duty.due else None,
        "deadline_kind": duty.due.kind if duty.due else None,
        "source": "prose",
        **place,
    }


def units(cell: str) -> list[str]:
    """`A; B, C` -> `[A, B, C]`."""
    return [part.strip() for part in re.split(r"[;,]", cell) if part.strip()]


def table_assignment(table: Table, row: Row, group: str | None, place: Gold) -> Gold:
    """One task row."""
    cells = dict(zip(table.roles, row.cells, strict=True))
    return {
        "group": group,
        "number": cells.get("number") or None,
        "task": cells["task"],
        "lead": list(row.lead) if row.lead is not None else units(cells.get("lead", "")),
        "coordinating": units(cells.get("coordinating", "")),
        "output": cells.get("output") or None,
        "deadline": cells.get("deadline") or None,
        "deadline_date": row.due.date if row.due else None,
        "deadline_kind": row.due.kind if row.due else None,
        "source": "table",
        **place,
    }


def table_record(table: Table, block: int, lines: tuple[PrintedLine, ...]) -> Gold:
    """A table as one logical whole, with the pages it stands on."""
    return {
        "pages": sorted({line.page for line in lines if line.block == block}),
        "header": list(table.header),
        "rows": [list(full_cells(row, len(table.header))) for row in table.rows],
    }


def collect(plan: Plan, document: Typeset) -> Iterator[tuple[str, Gold]]:
    """Every record in printed order, with the name of the list it belongs to."""
    finder, section = Finder(document.lines), None
    for number, block in enumerate(blocks(plan)):
        if isinstance(block, Heading):
            section = section if block.numbered_block else block.text.rstrip(":")
        elif isinstance(block, Table):
            yield "tables", table_record(block, number, document.lines)
            yield from collect_rows(block, number, finder)
        elif isinstance(block, Paragraph):
            for goal in block.goals:
                yield "targets", target(goal, section, finder.place(number, -1, goal.at))
            for duty in block.duties:
                yield "assignments", prose_assignment(duty, section, finder.place(number, -1, duty.at))
        if not isinstance(block, Heading | Table):
            for cite in block.cites:
                yield "citations", citation(cite, finder.place(number, -1, cite.at))


def collect_rows(table: Table, block: int, finder: Finder) -> Iterator[tuple[str, Gold]]:
    """The records in the rows of a table."""
    group = None
    for number, row in enumerate(table.rows):
        if row.group:
            group = f"{row.cells[0]}. {row.cells[1]}" if row.cells[0] else row.cells[1]
            continue
        if "task" in table.roles and len(set(table.roles) & {"lead", "output", "deadline"}):
            yield "assignments", table_assignment(table, row, group, finder.place(block, number, None))
        for goal in row.goals:
            yield "targets", target(goal, group, finder.place(block, number, goal.at))
        for cite in row.cites:
            yield "citations", citation(cite, finder.place(block, number, cite.at))


def gold_records(plan: Plan, document: Typeset) -> Gold:
    """The gold of a whole plan."""
    gold: Gold = {"header": header(plan), "citations": [], "targets": [], "assignments": [], "tables": []}
    for name, record in collect(plan, document):
        gold[name].append(record)
    signature = plan.signature
    gold["recipients"] = list(plan.recipients)
    gold["signatory"] = {
        "authority_line": " ".join(signature.authority) or None,
        "position": signature.position,
        "name": signature.name,
    }
    return gold


def without_places(gold: Gold) -> Gold:
    """The same records for a product that has other pages and lines, such as a DOCX: page and line unknown."""
    copy = json.loads(json.dumps(gold))
    for name in ("citations", "targets", "assignments"):
        for record in copy[name]:
            record["page"] = record["line"] = None
    return dict(copy)


def only_pages(gold: Gold, pages: range, last_body_page: int) -> Gold:
    """The records of some pages; the closing belongs to `last_body_page`."""
    copy = json.loads(json.dumps(gold))
    for name in ("citations", "targets", "assignments"):
        copy[name] = [record for record in copy[name] if record["page"] in pages]
    copy["tables"] = [table for table in copy["tables"] if set(table["pages"]) <= set(pages)]
    if last_body_page not in pages:
        copy["recipients"] = []
        copy["signatory"] = {"authority_line": None, "position": None, "name": None}
    return dict(copy)


def respelled(gold: Gold, spell: Callable[[str], str]) -> Gold:
    """The same records in another spelling."""
    return dict(json.loads(spell(json.dumps(gold, ensure_ascii=False))))


def as_json(gold: Gold) -> str:
    """Text of a gold file."""
    return json.dumps(gold, ensure_ascii=False, indent=1) + "\n"
