"""Flags, environment, settings file: the same settings by each way, and the right one wins."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from planparse.errors import ExitCode, UsageError
from planparse.export.formats import OutputFormat
from planparse.options import OcrMode, Options
from planparse.settings import SETTINGS, BatchSettings, Setting, Settings, find_settings_file, read_settings_file

VALUES = {
    "ocr": "never",
    "pages": "1-2",
    "lang": "vie+eng",
    "dpi": 300,
    "password": "xin-moi",
    "dictionaries": "mine",
    "cache": "kept",
    "jobs": 3,
    "page_timeout": 60.5,
    "max_pages": 7,
    "max_pixels": 1000,
    "max_expanded_bytes": 2000,
    "format": "jsonl",
}
BATCH_VALUES = {
    "workers": 3,
    "document_timeout": 7.5,
    "document_memory": 512,
    "document_output": 9,
    "recycle": 40,
    "cluster": "local:2",
    "cluster_wait": 8.5,
}


def test_every_option_of_the_library_is_a_setting():
    batch = {setting.name for setting in fields(BatchSettings)}
    assert {setting.name for setting in SETTINGS} == {option.name for option in fields(Options)} | {"format"} | batch
    assert set(VALUES) == {setting.name for setting in SETTINGS} - batch and set(BATCH_VALUES) == batch


def test_settings_of_the_batch_are_no_flags_of_extract_and_do_not_disturb_it(run, seen):
    Path("plan.txt").write_text("KẾ HOẠCH", encoding="utf-8")
    lines = [f"{name.replace('_', '-')} = {json.dumps(value)}\n" for name, value in BATCH_VALUES.items()]
    Path("planparse.toml").write_text("".join(lines), encoding="utf-8")
    assert run("extract", "plan.txt").exit_code == ExitCode.OK
    assert run("extract", "plan.txt", "--workers", 3).exit_code == ExitCode.USAGE
    chosen = read_settings_file(Path("planparse.toml")).batch
    assert {name: getattr(chosen, name) for name in BATCH_VALUES} == BATCH_VALUES


@pytest.fixture
def seen(reads, record, tmp_path: Path):
    """The options that reached the pipeline, by a run of extract."""
    found: list[Options] = []
    reads(lambda source, options: found.append(options) or record)
    return found


def as_toml(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def value_of(options: Options, output: str, setting: Setting) -> object:
    if setting.name == "format":
        return OutputFormat.JSONL if output.startswith('{"') else OutputFormat.JSON
    value = getattr(options, setting.name)
    return value.name if isinstance(value, Path) else value


@pytest.mark.parametrize("setting", [one for one in SETTINGS if one.name in VALUES], ids=lambda setting: setting.name)
@pytest.mark.parametrize("way", ["flag", "variable", "file"])
def test_each_setting_by_each_way(run, seen, setting: Setting, way: str):
    value = VALUES[setting.name]
    Path("mine").mkdir()
    Path("plan.txt").write_text("KẾ HOẠCH", encoding="utf-8")
    flags, environment = [], {}
    if way == "flag":
        flags = [setting.flag, value]
    elif way == "variable":
        environment = {setting.variable: str(value)}
    else:
        Path("planparse.toml").write_text(f"{setting.key} = {as_toml(value)}\n", encoding="utf-8")
    done = run("extract", "plan.txt", *flags, env=environment)
    assert done.exit_code == ExitCode.OK, done.output
    assert value_of(seen[0], done.stdout, setting) == value


def test_flag_wins_over_variable_wins_over_file(run, seen):
    Path("plan.txt").write_text("KẾ HOẠCH", encoding="utf-8")
    Path("planparse.toml").write_text("dpi = 100\njobs = 5\nmax-pages = 9\n", encoding="utf-8")
    run("extract", "plan.txt", "--dpi", 300, env={"PLANPARSE_DPI": "200", "PLANPARSE_JOBS": "6"})
    assert (seen[0].dpi, seen[0].jobs, seen[0].max_pages) == (300, 6, 9)


def test_flag_may_repeat_the_default_against_the_file(run, seen):
    Path("plan.txt").write_text("KẾ HOẠCH", encoding="utf-8")
    Path("planparse.toml").write_text('ocr = "never"\n', encoding="utf-8")
    run("extract", "plan.txt", "--ocr", "auto")
    assert seen[0].ocr is OcrMode.AUTO


def test_working_folder_goes_before_the_users_config(tmp_path: Path):
    environment = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    own = tmp_path / "config" / "planparse" / "planparse.toml"
    assert find_settings_file(tmp_path, environment) is None
    own.parent.mkdir(parents=True)
    own.write_text("dpi = 100\n")
    assert find_settings_file(tmp_path, environment) == own
    (tmp_path / "planparse.toml").write_text("dpi = 200\n")
    assert find_settings_file(tmp_path, environment) == tmp_path / "planparse.toml"


def test_named_settings_file_takes_the_place_of_the_others(run, seen, tmp_path: Path):
    Path("plan.txt").write_text("KẾ HOẠCH", encoding="utf-8")
    Path("planparse.toml").write_text("dpi = 100\n", encoding="utf-8")
    (tmp_path / "other.toml").write_text("jobs = 2\n", encoding="utf-8")
    run("extract", "plan.txt", "--settings", tmp_path / "other.toml")
    assert (seen[0].dpi, seen[0].jobs) == (None, 2)
    assert run("extract", "plan.txt", "--settings", "none.toml").exit_code == ExitCode.USAGE


def test_dictionaries_are_meant_from_where_the_file_lies(tmp_path: Path):
    (tmp_path / "planparse.toml").write_text('dictionaries = "mine"\n', encoding="utf-8")
    assert read_settings_file(tmp_path / "planparse.toml").options.dictionaries == tmp_path / "mine"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("dpy = 300", ('"dpy" is unknown', 'Did you mean "dpi"?')),
        ("page_timeout = 3", ('"page_timeout" is unknown', '"page-timeout"')),
        ("hue = 1", ('"hue" is unknown', "The keys are ocr, pages")),
        ("[extract]\ndpi = 300", ('"extract" is unknown',)),
        ('dpi = "300"', ('"dpi" must be a whole number',)),
        ("dpi = 300.5", ('"dpi" must be a whole number',)),
        ("dpi = true", ('"dpi" must be a whole number',)),
        ("dpi = 10", ('"dpi" must be at least 50',)),
        ("dpi = 5000", ('"dpi" must be at most 1200',)),
        ('page-timeout = "long"', ('"page-timeout" must be a number',)),
        ('ocr = "sometimes"', ('"ocr" must be one of auto, force, never',)),
        ("ocr = [1]", ('"ocr" must be one of',)),
        ("lang = 3", ('"lang" must be text',)),
        ("dpi == 3", ("not valid TOML",)),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, words: tuple[str, ...]):
    file = tmp_path / "planparse.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_settings_file(file)
    for word in (str(file), *words):
        assert word in str(caught.value)


def test_file_that_is_not_utf8(tmp_path: Path):
    (tmp_path / "planparse.toml").write_bytes(b'lang = "\xff"')
    with pytest.raises(UsageError, match="not valid TOML"):
        read_settings_file(tmp_path / "planparse.toml")


@pytest.mark.parametrize("arguments", [("extract", "--help"), ("schema",), ("--version",)])
def test_broken_settings_do_not_keep_help_away(run, arguments: tuple[str, ...]):
    Path("planparse.toml").write_text("nonsense", encoding="utf-8")
    assert run(*arguments).exit_code == ExitCode.OK
    assert run("extract", "x.txt").exit_code == ExitCode.USAGE


def test_no_values_leave_the_defaults():
    assert Settings().with_values({"dpi": None, "format": None}) == Settings()
