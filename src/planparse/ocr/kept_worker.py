"""The child process of `kept_engine`: Tesseract as a library (tesserocr), its model loaded once.

Run as a script, without planparse and without Python's own start-up (`-I -S`), so that it is ready in a fifth of a
second:

    python -I -S kept_worker.py FOLDER_OF_PACKAGES TESSDATA LANG

It says on stdout, one JSON object a line, its version, and then for each job that a line of stdin describes `{}` or
`{"error": "..."}`. It ends when stdin ends, also in the middle of a page: then whoever started it is gone.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from typing import Any

HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def main() -> None:
    """Load the model, then serve."""
    packages, tessdata, lang = sys.argv[1:4]
    sys.path.append(packages)
    jobs: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(jobs,), daemon=True).start()
    import tesserocr

    try:
        api = tesserocr.PyTessBaseAPI(path=tessdata, lang=lang, oem=tesserocr.OEM.DEFAULT)
    except RuntimeError as error:
        _say({"error": str(error)})
        return
    _say({"version": tesserocr.tesseract_version().split()[1]})
    while True:
        job = json.loads(jobs.get())
        try:
            _read(api, job)
        except (RuntimeError, OSError, MemoryError) as error:
            _say({"error": getattr(error, "strerror", None) or str(error) or "not enough memory"})
        else:
            _say({})


def _listen(jobs: queue.SimpleQueue[str]) -> None:
    for line in sys.stdin:
        jobs.put(line)
    os._exit(0)


def _read(api: Any, job: dict[str, Any]) -> None:
    """Read the pictures of a job into its output file, as the program `tesseract` writes TSV."""
    api.SetPageSegMode(job["layout"])
    api.SetVariable("user_defined_dpi", str(job["dpi"]))
    parts = [HEADER]
    for index, picture in enumerate(job["pictures"]):
        api.SetImageFile(picture)
        parts.append(api.GetTSVText(index))
        api.Clear()
    with open(job["output"], "w", encoding="utf-8", newline="\n") as output:  # noqa: PTH123 - pathlib costs start-up
        output.write("".join(parts))


def _say(answer: dict[str, str]) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
