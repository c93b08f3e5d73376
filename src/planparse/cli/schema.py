"""`planparse schema`: the JSON Schema of the records."""

from __future__ import annotations

from planparse.cli.terminal import write_data


def schema() -> None:
    """Print the JSON Schema (2020-12) of the records."""
    from planparse.schema import plan_schema

    write_data(plan_schema())
