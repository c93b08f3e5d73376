"""Accuracy on a corpus: documents with `NAME.gold.json` beside them.

    python benchmarks/accuracy.py CORPUS_DIR [--json] [--discrepancies] [--ocr auto|force|never]

Prints F1 per kind of record and document, or JSON; `--discrepancies` lists every miss, false find and wrong field.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from planparse.errors import PlanparseError
from planparse.evaluation.corpus import evaluate_corpus
from planparse.evaluation.report import as_json, as_table, discrepancy_lines
from planparse.options import OcrMode, Options
from planparse.pipeline import extract


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--json", action="store_true", help="figures and discrepancies as JSON")
    parser.add_argument("--discrepancies", action="store_true", help="list what is not as the gold has it")
    parser.add_argument("--ocr", type=OcrMode, choices=list(OcrMode), default=OcrMode.AUTO)
    arguments = parser.parse_args()
    try:
        result = evaluate_corpus(arguments.corpus, extract, Options(ocr=arguments.ocr))
    except PlanparseError as error:
        print(error, file=sys.stderr)
        return int(error.exit_code)
    if arguments.json:
        print(json.dumps(as_json(result), ensure_ascii=False, indent=2))
        return 0
    from rich.console import Console

    Console(width=220).print(as_table(result))
    for document in result.documents:
        if document.problem:
            print(f"{document.name}: {document.problem}")
        if arguments.discrepancies:
            for line in discrepancy_lines(document):
                print(f"{document.name}: {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
