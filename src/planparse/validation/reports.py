"""Reports on validation for CI systems and other programs, written while the entries pass."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from tempfile import SpooledTemporaryFile
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from planparse.export.phrases import counted
from planparse.validation.catalogue import RULES
from planparse.validation.finding import Checked, Finding, Totals
from planparse.validation.formats import ReportFormat

_IN_MEMORY = 1 << 20
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def report(results: Iterable[Checked], output_format: ReportFormat, totals: Totals) -> Iterator[str]:
    """The report in parts; `totals` is complete when the last part has been taken."""
    watched = totals.watch(results)
    match output_format:
        case ReportFormat.TABLE:
            return _lines(watched, totals)
        case ReportFormat.JSON:
            return _json(watched, totals)
        case ReportFormat.JUNIT:
            return _junit(watched)
        case ReportFormat.SARIF:
            return _sarif(watched)


def _lines(results: Iterable[Checked], totals: Totals) -> Iterator[str]:
    """A line per finding, which `grep` and `cut` understand, and a sentence at the end."""
    for checked in results:
        for finding in checked.findings:
            cells = (checked.name, finding.path, finding.code, finding.message)
            yield "\t".join(map(_shown, cells)) + "\n"
    yield totals.in_words() + "\n"


def _shown(text: str) -> str:
    """Text on one line, with everything escaped that a terminal would obey."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _json(results: Iterable[Checked], totals: Totals) -> Iterator[str]:
    yield '{\n  "findings": ['
    comma = ""
    for checked in results:
        for finding in checked.findings:
            line = {"file": str(checked.file), "line": checked.line} | _parts(finding)
            yield f"{comma}\n    {json.dumps(line, ensure_ascii=False)}"
            comma = ","
    yield "\n  ],\n" if comma else "],\n"
    counts = json.dumps(dict(totals.codes.most_common()), ensure_ascii=False)
    yield f'  "records": {totals.records},\n  "records_with_findings": {totals.unsound},\n  "codes": {counts}\n}}\n'


def _parts(finding: Finding) -> dict[str, str]:
    return {"code": finding.code, "path": finding.path, "message": finding.message}


def _junit(results: Iterable[Checked]) -> Iterator[str]:
    """A suite per file, a case per record. The totals stand at the top, so that the cases wait in a file."""
    failed = suites = 0
    with SpooledTemporaryFile(_IN_MEMORY, mode="w+", encoding="utf-8") as body:
        for file, group in groupby(results, key=lambda checked: checked.file):
            with SpooledTemporaryFile(_IN_MEMORY, mode="w+", encoding="utf-8") as cases:
                count = bad = 0
                for checked in group:
                    count, bad = count + 1, bad + bool(checked.findings)
                    cases.write(_case(checked))
                body.write(f'  <testsuite name={_attribute(str(file))} tests="{count}" failures="{bad}" errors="0">\n')
                cases.seek(0)
                body.writelines(cases)
                body.write("  </testsuite>\n")
            suites, failed = suites + count, failed + bad
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
        yield f'<testsuites name="planparse validate" tests="{suites}" failures="{failed}" errors="0">\n'
        body.seek(0)
        yield from body
        yield "</testsuites>\n"


def _case(checked: Checked) -> str:
    name = f"line {checked.line}" if checked.line else ("record" if checked.is_record else "file")
    opening = f"    <testcase classname={_attribute(str(checked.file))} name={_attribute(name)}"
    if not checked.findings:
        return f"{opening}/>\n"
    first = checked.findings[0]
    lines = "\n".join(f"{one.path}  {one.code}  {one.message}" for one in checked.findings)
    summary = f"{counted(len(checked.findings), 'finding')}, the first: {first.path} {first.message}"
    failure = f"<failure message={_attribute(summary)} type={_attribute(first.code)}>{escape(_xml(lines))}</failure>"
    return f"{opening}>\n      {failure}\n    </testcase>\n"


def _attribute(text: str) -> str:
    return quoteattr(_xml(text), {"\n": "&#10;", "\t": "&#9;"})


_NO_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _xml(text: str) -> str:
    """Text without the characters that XML 1.0 cannot hold."""
    return _NO_XML.sub("?", text)


def _sarif(results: Iterable[Checked]) -> Iterator[str]:
    from planparse import __version__

    rules = [{"id": rule.code, "shortDescription": {"text": rule.promise}} for rule in RULES]
    driver = {"name": "planparse", "version": __version__, "rules": rules}
    head = json.dumps({"$schema": _SARIF_SCHEMA, "version": "2.1.0"})[:-1]
    yield f'{head}, "runs": [{{"tool": {json.dumps({"driver": driver}, ensure_ascii=False)}, '
    yield '"columnKind": "unicodeCodePoints", "results": ['
    index = {rule.code: i for i, rule in enumerate(RULES)}
    comma = ""
    for checked in results:
        for finding in checked.findings:
            yield f"{comma}\n{json.dumps(_sarif_result(checked, finding, index[finding.code]), ensure_ascii=False)}"
            comma = ","
    yield "]}]}\n"


def _sarif_result(checked: Checked, finding: Finding, rule: int) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(str(checked.file))}}
    if checked.line is not None:
        place["region"] = {"startLine": checked.line}
    location = {"physicalLocation": place, "logicalLocations": [{"fullyQualifiedName": finding.path}]}
    message = f"{finding.path}: {finding.message}"
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": "error",
        "message": {"text": message},
        "locations": [location],
    }


def _uri(path: str) -> str:
    """A file name as a URI: relative as it was given, `file:` where it was absolute."""
    encoded = quote(path, safe="/", errors="surrogateescape")
    return f"file://{encoded}" if path.startswith("/") else encoded
