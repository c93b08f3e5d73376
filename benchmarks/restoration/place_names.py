"""Sentences that name communes with their districts and provinces, as text for the language model.

    python benchmarks/restoration/place_names.py COMMUNES.tsv... > place_names.txt

A table has the columns `province`, `ward` and, for the time of three levels, `district`; a table without `ward` lists
districts. Plans name places that no law names: without these sentences `xã Hoằng Yến` comes back as `xã Hoàng Yên`.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path


def main() -> None:
    for table in sys.argv[1:]:
        with Path(table).open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                for sentence in _sentences(row):
                    print(sentence)


def _sentences(row: Mapping[str, str]) -> Iterator[str]:
    names = [row[column] for column in ("ward", "district", "province") if row.get(column)]
    if row.get("ward") == "":  # an island district without communes
        return
    yield row.get("ward") or row["district"]  # as a table has it
    place = ", ".join(name[:1].lower() + name[1:] for name in names)
    if len(names) == 3:
        yield f"tại {place}"
        return
    body = f"Ủy ban nhân dân {place}"
    yield from (f"tại {place}", body.split(",", maxsplit=1)[0]) if row.get("ward") else (body, body)


if __name__ == "__main__":
    main()
