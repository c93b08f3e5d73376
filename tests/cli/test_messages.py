"""Messages for programs (`--log-format json`), and silence (`--quiet`)."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from pathlib import Path

import pytest
import typer.main

from planparse.cli.app import app
from planparse.cli.terminal import LogFormat, choose_log_format, complain, say, talk_level, talks_json
from planparse.errors import DamagedInputError, ExitCode


def events(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(autouse=True)
def afterwards_as_before():
    yield
    choose_log_format([], {})


@pytest.mark.parametrize(
    ("arguments", "environment", "chosen"),
    [
        ([], {}, "text"),
        (["extract", "--log-format", "json"], {}, "json"),
        (["--log-format=json"], {}, "json"),
        (["--log-format=json", "--log-format", "text"], {}, "text"),
        (["--", "--log-format=json"], {}, "text"),
        ([], {"PLANPARSE_LOG_FORMAT": "json"}, "json"),
        (["--log-format=text"], {"PLANPARSE_LOG_FORMAT": "json"}, "text"),
        (["--log-format"], {}, "text"),
    ],
)
def test_the_format_is_taken_from_anywhere_on_the_command_line(arguments, environment, chosen: str):
    assert choose_log_format(arguments, environment) == LogFormat(chosen)
    assert talks_json() is (chosen == "json")


def test_messages_are_one_object_a_line(capsys: pytest.CaptureFixture[str]):
    choose_log_format(["--log-format=json"], {})
    say("a\nb")
    complain(DamagedInputError("It is broken.", "Repair it."), about=Path("a.pdf"))
    complain("Odd.")
    talk_level(1, quiet=False)
    logging.getLogger("planparse.x").info("reading %s", "ế\x1b")
    try:
        raise ValueError("x")
    except ValueError:
        logging.getLogger("planparse.x").exception("defect")
    text = capsys.readouterr().err
    found = events(text)
    assert text.isascii() and "\x1b" not in text
    assert all(datetime.fromisoformat(str(event.pop("time"))).tzinfo for event in found)
    trace = found[-1].pop("traceback")
    assert "ValueError" in str(trace)
    assert found == [
        {"level": "info", "message": "a\nb"},
        {
            "level": "error",
            "message": "It is broken.",
            "remedy": "Repair it.",
            "error": "DamagedInputError",
            "exit_code": 4,
            "about": "a.pdf",
        },
        {"level": "error", "message": "Odd."},
        {"level": "info", "message": "reading ế\x1b", "logger": "planparse.x"},
        {"level": "error", "message": "defect", "logger": "planparse.x"},
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["extract", "none.pdf", "--log-format", "json"], ExitCode.UNREADABLE, "There is no file none.pdf."),
        (["extract", "--foo", "--log-format", "json"], ExitCode.USAGE, "No such option"),
        (["extrakt", "--log-format", "json"], ExitCode.USAGE, "No such command"),
        (["evaluate", "--log-format=json", "none"], ExitCode.USAGE, "none"),
    ],
)
def test_what_goes_wrong_is_one_object(run, arguments, code: ExitCode, message: str):
    done = run(*arguments)
    assert done.exit_code == code
    (event,) = events(done.stderr)
    assert event["level"] == "error" and message in str(event["message"])


def test_the_variable_holds_for_the_log_as_well(planparse, samples: Path):
    done = planparse("extract", samples / "commune-text.txt", "-v", env={"PLANPARSE_LOG_FORMAT": "json"})
    assert done.code == ExitCode.OK
    assert [event["logger"] for event in events(done.err)] == ["planparse.cli.delivery"] * 4
    assert "Khe Sim" not in done.err and json.loads(done.out)


def commands(command=None, path=()):
    command = command or typer.main.get_command(app)
    below = getattr(command, "commands", None)
    if not below:
        return [(path, command)]
    return [found for name, one in below.items() for found in commands(one, (*path, name))]


@pytest.mark.parametrize(
    ("path", "command"), commands(), ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_a_command_that_may_be_silent_may_also_talk_json(path, command):
    names = {parameter.name for parameter in command.params}
    assert ("quiet" in names or "verbose" in names) == ("log_format" in names)


@pytest.mark.parametrize(
    "arguments",
    [
        ["dictionary", "check"],
        ["dictionary", "add", "units", "unit=thửa", "kind=count", "--dictionaries", "mine"],
        ["extract", "{samples}/commune-text.txt", "-o", "out.json"],
        ["validate", "{samples}/none", "--format", "json"],
    ],
)
def test_quiet_says_nothing_but_errors(run, samples: Path, arguments: list[str]):
    words = [argument.replace("{samples}", str(samples)) for argument in arguments]
    loud, quiet = run(*words), run(*words, "--quiet", *(["--overwrite"] if words[0] == "extract" else []))
    assert loud.stderr != ""
    assert quiet.stderr == "" or quiet.stderr.startswith("Error: ")
    assert (quiet.stderr == "") == (quiet.exit_code == ExitCode.OK)
