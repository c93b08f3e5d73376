"""Links from a workbook to the documents that its rows were read from."""

from __future__ import annotations

import os
from pathlib import Path

from planparse.export.stored import StoredRecord

_ESCAPES = str.maketrans({character: f"%{ord(character):02X}" for character in ' "#%<>[]^`{}?'})
"""Characters that mean something in a link; letters with diacritics stay, as Excel writes them itself."""


def source_link(stored: StoredRecord, source_dir: Path | None, output: Path | None) -> str | None:
    """The way from the folder of a workbook to the document of a record, as the path of a link with slashes.

    The document lies in `source_dir` where its record lies below the folder of records, else at its top.

    Returns:
        The path, or None where the folder is not known or holds no such document. A record decides nothing but the file
        name: no link leads out of the folder.
    """
    name = stored.record.source.name
    if source_dir is None or output is None or name in ("", ".", "..") or Path(name).name != name or "\0" in name:
        return None
    for folder in (stored.folder, "."):
        source = source_dir / folder / name
        if source.is_file():
            break
    else:
        return None
    try:
        path = os.path.relpath(source.absolute(), output.absolute().parent).replace(os.sep, "/")
        path.encode("utf-8")
    except ValueError:  # another drive, or a name that is no text
        return None
    return (path if path.startswith("../") else f"./{path}").translate(_ESCAPES)
