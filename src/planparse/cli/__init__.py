"""The command line: one module per command, each thin over the library.

Data goes to stdout, talk to stderr. `app` holds the commands; `main` is what the `planparse` program runs.
"""

from __future__ import annotations

import os
import sys

from planparse.errors import ExitCode
from planparse.memory import collect_seldom


def main() -> None:
    """Run the program with the arguments of the process and leave with the exit code of `ExitCode`."""
    collect_seldom()
    # NumPy's own threads double the CPU time of what is small here: 66 ms instead of 33 for a number written by hand.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Results and messages are Vietnamese, and a program that reads a pipe expects UTF-8 whatever the locale says.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    from planparse.cli.app import app

    try:
        app(prog_name="planparse")
    except Exception as defect:
        _report(defect)
        sys.exit(ExitCode.INTERNAL)


def _report(defect: Exception) -> None:
    """Say that planparse itself is at fault; what it says may quote the document, so that it is shown on demand."""
    import logging
    import traceback

    from planparse.cli.terminal import complain, talks_json

    log = logging.getLogger("planparse")
    if talks_json():
        log.debug("defect", exc_info=defect)
    elif log.isEnabledFor(logging.DEBUG):
        traceback.print_exception(defect)
    complain(f"planparse failed with {type(defect).__name__}. Please report it with what -vv shows.")
