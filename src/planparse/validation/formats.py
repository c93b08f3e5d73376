"""The formats of reports; apart from the reports, since the help of the command line needs them at once."""

from __future__ import annotations

from enum import StrEnum


class ReportFormat(StrEnum):
    """How validation is reported."""

    TABLE = "table"
    """for a person; a line per finding where it is piped"""
    JSON = "json"
    """one object with all findings"""
    JUNIT = "junit"
    """XML in which every record is a test case"""
    SARIF = "sarif"
    """SARIF 2.1.0, for code scanning"""
