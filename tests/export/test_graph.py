"""The graph of documents and the works they cite."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.export.graph import to_dot
from planparse.records import Citation, Header, PlanRecord, Role, Signatory, SourceRecord

DECREE = "vn/nghi-dinh/63-2010-nd-cp"
PLAN = "vn/ke-hoach/son-hai/2026/38-kh-ubnd"


def cites(work: str | None, role: Role = Role.LEGAL_BASIS, number: str = "63/2010/NĐ-CP", kind: str = "Nghị định"):
    return Citation(document_type=kind, number=number, work_id=work, role=role, page=1, line=1)


def record(letter: str, *citations: Citation, work: str | None = None, title: str | None = None) -> PlanRecord:
    source = SourceRecord(name=f"{letter}.pdf", sha256=letter * 64, media_type="application/pdf", page_count=1)
    header = Header(document_type="Kế hoạch", number="38/KH-UBND", work_id=work, title=title)
    return PlanRecord(source=source, header=header, citations=citations, signatory=Signatory())


def edges(dot: str) -> list[tuple[str, str, str]]:
    return re.findall(r'^  "([^"]+)" -> "([^"]+)" \[label="([^"]+)"', dot, re.MULTILINE)


def test_a_work_cited_by_two_documents_is_one_node():
    dot = to_dot([record("a", cites(DECREE)), record("b", cites(DECREE, Role.REFERENCE))])
    assert len(re.findall(rf'^  "{DECREE}" \[label', dot, re.MULTILINE)) == 1
    assert edges(dot) == [("a" * 16, DECREE, "căn cứ"), ("b" * 16, DECREE, "dẫn")]


def test_a_document_of_the_batch_that_is_cited_is_joined():
    dot = to_dot([record("a", cites(PLAN, Role.IMPLEMENTS, "38/KH-UBND", "Kế hoạch")), record("b", work=PLAN)])
    assert edges(dot) == [("a" * 16, PLAN, "thực hiện")]
    (node,) = re.findall(rf'^  "{PLAN}" \[.*', dot, re.MULTILINE)
    assert "filled" in node


def test_works_without_a_name_are_not_joined():
    nameless = cites(None, number="12/KH-SYT", kind="Kế hoạch")
    targets = {target for _, target, _ in edges(to_dot([record("a", nameless), record("b", nameless)]))}
    assert len(targets) == 2


def test_own_number_is_no_edge():
    own = cites(PLAN, Role.SELF, "38/KH-UBND", "Kế hoạch")
    assert edges(to_dot([record("a", own, cites(PLAN, Role.REFERENCE), work=PLAN)])) == []


def test_repeats_are_counted():
    assert edges(to_dot([record("a", cites(DECREE), cites(DECREE))])) == [("a" * 16, DECREE, "căn cứ ×2")]


def test_order_and_repeats_of_records_do_not_count():
    one, two = record("a", cites(DECREE)), record("b", cites(PLAN), work=DECREE)
    assert to_dot([one, two]) == to_dot([two, one, one, two])


@given(st.text(max_size=80))
def test_labels_are_closed_strings(title: str):
    dot = to_dot([record("a", work=PLAN, title=title)])
    (node,) = [line for line in dot.split("\n") if line.startswith(f'  "{PLAN}"')]
    assert re.fullmatch(r'  "[^"\\]+" \[label="(?:[^"\\]|\\.)*", style="filled,bold", fillcolor="#e8f0fe"\];', node)


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_graphviz_draws_it():
    dot = to_dot([record("a", cites(DECREE), title='về "chuyển đổi số" \\ năm 2026'), record("b", work=DECREE)])
    svg = subprocess.run(["dot", "-Tsvg"], input=dot.encode(), capture_output=True, check=True).stdout.decode()
    assert svg.count('class="node"') == 2
    assert svg.count('class="edge"') == 1
