"""The formats in which `extract` gives its records."""

from __future__ import annotations

from enum import StrEnum


class OutputFormat(StrEnum):
    """What is written for each document."""

    JSON = "json"
    """one indented JSON document"""
    JSONL = "jsonl"
    """one JSON document a line, for streams of documents"""
    SUMMARY = "summary"
    """a page of text for a person"""

    @property
    def suffix(self) -> str:
        """The suffix of an output file, such as `.json`."""
        return ".txt" if self is OutputFormat.SUMMARY else f".{self.value}"

    @property
    def holds_several(self) -> bool:
        """Whether the outputs of several documents may follow each other in one stream."""
        return self is not OutputFormat.JSON
