"""Documents and the works they cite, as a graph for Graphviz.

A node is a work (`work_id`), an edge says what the cited work is to the document that cites it. Documents of the batch
that others cite are the same node, since both carry the same work id. A cited work without one stands apart for each
document: it may be another.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from planparse.export.exporters import ExportOptions
from planparse.export.phrases import document_name
from planparse.export.stored import StoredRecord
from planparse.records import Citation, Header, PlanRecord, Role

LONGEST_LINE = 40
"""Characters of a line in a node."""
MOST_LINES = 3
"""Lines of a title in a node."""

_EDGES = {
    Role.LEGAL_BASIS: ("căn cứ", "#1f4e79", "solid"),
    Role.IMPLEMENTS: ("thực hiện", "#2e7d32", "solid"),
    Role.AMENDED_BY: ("được sửa đổi bởi", "#b26a00", "dashed"),
    Role.AMENDED: ("sửa đổi", "#b26a00", "solid"),
    Role.REPLACES: ("thay thế", "#b71c1c", "bold"),
    Role.REFERENCE: ("dẫn", "#808080", "dotted"),
}


@dataclass
class _Graph:
    """What was seen so far."""

    documents: dict[str, str] = field(default_factory=dict)
    """Label by node, of the documents that were read."""
    works: dict[str, str] = field(default_factory=dict)
    """Label by node, of the works that are cited."""
    edges: Counter[tuple[str, str, Role]] = field(default_factory=Counter)


def export(records: Iterable[StoredRecord], target: Path, _: ExportOptions) -> None:
    """Write the graph of all records into a file; see `exporters`."""
    target.write_text(to_dot(stored.record for stored in records), encoding="utf-8", newline="\n")


def to_dot(records: Iterable[PlanRecord]) -> str:
    """The graph in the language of Graphviz: `dot -Tsvg plans.dot -o plans.svg`.

    The same records in any order give the same text. Edges point from the document to what it cites; how often it
    does is their weight.
    """
    graph = _Graph()
    for record in records:
        _add(graph, record)
    lines = [
        "digraph plans {",
        '  graph [rankdir=LR, charset="UTF-8"];',
        '  node [shape=box, fontname="sans-serif", fontsize=10];',
        '  edge [fontname="sans-serif", fontsize=8];',
    ]
    for node, label in sorted(graph.documents.items()):
        lines.append(f'  {_quoted(node)} [label={_quoted(label)}, style="filled,bold", fillcolor="#e8f0fe"];')
    lines += [
        f"  {_quoted(node)} [label={_quoted(label)}];"
        for node, label in sorted(graph.works.items())
        if node not in graph.documents
    ]
    for (source, target, role), count in sorted(graph.edges.items()):
        wording, colour, style = _EDGES[role]
        label = wording if count == 1 else f"{wording} ×{count}"
        lines.append(
            f"  {_quoted(source)} -> {_quoted(target)}"
            f' [label={_quoted(label)}, color="{colour}", style={style}, weight={count}];'
        )
    return "\n".join([*lines, "}", ""])


def _add(graph: _Graph, record: PlanRecord) -> None:
    source = record.header.work_id or f"{record.source.sha256[:16]}"
    if source in graph.documents and record.header.work_id is None:
        return  # the same file a second time
    label = _document_label(record.header, record.source.name)
    graph.documents[source] = min(graph.documents.get(source, label), label)
    edges: Counter[tuple[str, str, Role]] = Counter()
    for citation in record.citations:
        target = citation.work_id or f"{source} {_name(citation)}"
        if citation.role is Role.SELF or target == source:
            continue
        label = _name(citation)
        graph.works[target] = min(graph.works.get(target, label), label)
        edges[source, target, citation.role] += 1
    graph.edges |= edges  # of a document that was read twice, the reading with more


def _document_label(header: Header, file_name: str) -> str:
    name = document_name(header.document_type, header.number) or file_name
    title = textwrap.wrap(header.title or "", LONGEST_LINE, max_lines=MOST_LINES, placeholder=" …")
    return "\n".join([name, *title])


def _name(citation: Citation) -> str:
    """`Nghị định 63/2010/NĐ-CP`, `Luật Đấu thầu`."""
    return document_name(citation.document_type, citation.number or citation.subject)


def _quoted(text: str) -> str:
    r"""A string of the language; its line breaks become `\n`, what a label cannot hold a space.

    >>> print(_quoted('a "b"'))
    "a \"b\""
    """
    plain = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
