"""`planparse schema`: the JSON Schema of the records."""

from __future__ import annotations

from planparse.cli.terminal import write_data


def schema() -> None:
    """Print the JSON Schema (2020-12) of the records.

    \b
    planparse schema > planparse.schema.json

    \b
    Exit codes: 0 done; 2 wrong usage; 8 output refused.
    """
    from planparse.schema import plan_schema

    write_data(plan_schema())
