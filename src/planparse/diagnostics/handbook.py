"""The handbook of diagnostics, `docs/diagnostics.md`, written from the catalogue.

python -m planparse.diagnostics.handbook > docs/diagnostics.md
"""

from __future__ import annotations

from planparse.diagnostics.catalogue import CatalogueEntry, catalogue
from planparse.knowledge import Dictionaries
from planparse.records import Severity

_INTRODUCTION = """# Diagnostics (cảnh báo)

What planparse reports about a document beside its records. Each diagnostic has a code, a severity, a message, and
where it applies the page, the span in the page's text and the id of the record that it is about. One cause is
reported once. What is not flagged has passed every check below.

This page is written from `dictionaries/diagnostics.tsv` by `python -m planparse.diagnostics.handbook`.
"""
_SEVERITIES = {
    Severity.ERROR: "Errors: something is missing",
    Severity.WARNING: "Warnings: look at the original",
    Severity.INFO: "Information: good to know",
}


def handbook(dictionaries: Dictionaries) -> str:
    """The text of the handbook in Markdown."""
    entries = catalogue(dictionaries).values()
    parts = [_INTRODUCTION]
    for severity, title in _SEVERITIES.items():
        parts.append(f"\n## {title}\n")
        parts += [_chapter(entry) for entry in entries if entry.severity == severity]
    return "".join(parts)


def _chapter(entry: CatalogueEntry) -> str:
    return f"\n### `{entry.code}`\n\n> {entry.message}\n\n{entry.means} **What to do:** {entry.remedy}\n"


if __name__ == "__main__":
    print(handbook(Dictionaries()), end="")
