"""`planparse extract` as a user runs it, with the pipeline replaced where only delivery is tested."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planparse.cli.delivery import Outcome
from planparse.cli.extract import exit_code
from planparse.errors import DamagedInputError, DictionaryError, ExitCode, MissingDependencyError
from planparse.pagetext import PageStatus


@pytest.fixture
def files() -> list[Path]:
    names = ["a.txt", "b.txt", "c.txt"]

    def make() -> list[Path]:
        for name in names:
            Path(name).write_text("KẾ HOẠCH", encoding="utf-8")
        return [Path(name) for name in names]

    return make  # type: ignore[return-value]


def named(record, source):
    return record.model_copy(update={"source": record.source.model_copy(update={"name": source.name})})


def test_one_document_is_json_on_stdout(run, reads, record, files):
    reads(lambda source, options: record)
    done = run("extract", files()[0])
    assert done.exit_code == ExitCode.OK
    assert json.loads(done.stdout) == record.model_dump(mode="json")
    assert done.stderr == ""


def test_lines_keep_the_order_of_the_arguments(run, reads, record, files):
    reads(lambda source, options: named(record, source))
    done = run("extract", *reversed(files()), "--format", "jsonl")
    assert [json.loads(line)["source"]["name"] for line in done.stdout.splitlines()] == ["c.txt", "b.txt", "a.txt"]


def test_lines_of_several_documents_in_one_file(run, reads, record, files):
    reads(lambda source, options: named(record, source))
    done = run("extract", *files(), "--format", "jsonl", "-o", "deep/all.jsonl")
    assert done.exit_code == ExitCode.OK and done.stdout == ""
    assert len(Path("deep/all.jsonl").read_text(encoding="utf-8").splitlines()) == 3


def test_files_in_a_folder(run, reads, record, files):
    reads(lambda source, options: named(record, source))
    done = run("extract", *files(), "-o", "out/")
    assert sorted(path.name for path in Path("out").iterdir()) == ["a.json", "b.json", "c.json"]
    assert "a.txt -> out/a.json: 2 pages, 3 citations, 1 target, 1 assignment, 1 diagnostic" in done.stderr
    assert "3 of 3 documents were read." in done.stderr


def test_quiet_says_nothing(run, reads, record, files):
    reads(lambda source, options: record)
    assert run("extract", *files(), "-o", "out", "-q").stderr == ""


def test_stdin_is_a_document(run):
    done = run("extract", "-", input="KẾ HOẠCH\nCăn cứ Luật Đất đai;\n")
    assert done.exit_code == ExitCode.OK, done.output
    assert json.loads(done.stdout)["source"]["name"] == "stdin"


def test_bad_document_does_not_stop_the_others(run, reads, record, files):
    def read(source, options):
        if source.name == "b.txt":
            raise DamagedInputError("b.txt is damaged.", "Get another copy.")
        return named(record, source)

    reads(read)
    done = run("extract", *files(), "-o", "out")
    assert done.exit_code == ExitCode.SOME_FAILED
    assert sorted(path.name for path in Path("out").iterdir()) == ["a.json", "c.json"]
    assert "Error: b.txt is damaged. Get another copy.\n" in done.stderr
    assert "2 of 3 documents were read; 1 failed." in done.stderr


def test_bad_document_among_lines_in_one_file(run, reads, record, files):
    def read(source, options):
        if source.name == "b.txt":
            raise DamagedInputError("b.txt is damaged.")
        return named(record, source)

    reads(read)
    done = run("extract", *files(), "--format", "jsonl", "-o", "all.jsonl")
    assert done.exit_code == ExitCode.SOME_FAILED
    assert len(Path("all.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_failed_pages_are_named_and_the_rest_is_delivered(run, reads, record, files):
    failed = record.pages[1].model_copy(update={"status": PageStatus.FAILED, "problem": "Tesseract was killed."})
    reads(lambda source, options: record.model_copy(update={"pages": (record.pages[0], failed)}))
    done = run("extract", files()[0])
    assert done.exit_code == ExitCode.PARTIAL
    assert json.loads(done.stdout)["pages"][1]["status"] == "failed"
    assert done.stderr == "a.txt: 1 of 2 pages could not be read: page 2 (Tesseract was killed).\n"


def test_defect_is_one_line_without_text_of_the_document(run, reads, record, files):
    def read(source, options):
        raise KeyError("Nội dung mật")

    reads(read)
    done = run("extract", files()[0])
    assert done.exit_code == ExitCode.INTERNAL
    assert done.stderr == "Error: a.txt: planparse failed with KeyError. Please report it with what -vv shows.\n"


def test_defect_shows_its_place_on_demand(run, reads, files):
    def read(source, options):
        raise KeyError("x")

    reads(read)
    assert "Traceback" in run("extract", files()[0], "-vv").stderr


def test_interrupted_run_keeps_what_was_done(run, reads, record, files):
    def read(source, options):
        if source.name == "c.txt":
            raise KeyboardInterrupt
        return named(record, source)

    reads(read)
    done = run("extract", *files(), "--format", "jsonl", "-o", "all.jsonl")
    assert done.exit_code == ExitCode.INTERRUPTED
    assert "Interrupted; 2 of 3 documents were done.\n" in done.stderr
    assert len(Path("all.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_nothing_is_read_where_the_output_is_refused(run, reads, record, files):
    read: list[str] = []
    reads(lambda source, options: read.append(source.name) or record)
    Path("out").mkdir()
    Path("out/c.json").write_text("old", encoding="utf-8")
    done = run("extract", *files(), "-o", "out")
    assert done.exit_code == ExitCode.OUTPUT_REFUSED
    assert not read and [path.name for path in Path("out").iterdir()] == ["c.json"]


def test_missing_program_of_all_documents_is_the_code_of_the_call(run, reads, files):
    def read(source, options):
        raise MissingDependencyError("The program tesseract is not installed.", "Install it.")

    reads(read)
    assert run("extract", *files(), "-o", "out").exit_code == ExitCode.MISSING_DEPENDENCY


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([0], 0),
        ([4], 4),
        ([0, 0], 0),
        ([0, 5], 5),
        ([5, 5], 5),
        ([0, 4], 6),
        ([4, 4], 4),
        ([3, 4], 6),
        ([5, 4, 0], 6),
        ([1, 0], 6),
    ],
)
def test_exit_code_of_several_documents(codes: list[int], expected: int):
    assert exit_code([Outcome(ExitCode(code)) for code in codes]) == expected


def test_same_document_gives_the_same_bytes(run, samples):
    first, second = (run("extract", samples / "health-text.txt").stdout_bytes for _ in range(2))
    assert first == second and first.endswith(b"}\n")


def test_summary_is_plain_text_in_a_pipe(run, samples):
    done = run("extract", samples / "health-text.txt", "--format", "summary")
    assert done.exit_code == ExitCode.OK
    assert "217/KH-SYT" in done.stdout and "\x1b" not in done.stdout


def test_bad_dictionary_ends_the_call_with_one_message(run, reads, record, files):
    def read(source, options):
        raise DictionaryError("units.tsv, line 3: the column unit is missing.")

    reads(read)
    done = run("extract", *files(), "-o", "out")
    assert done.exit_code == ExitCode.USAGE and done.stderr.count("units.tsv") == 1
