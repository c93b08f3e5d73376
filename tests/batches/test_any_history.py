"""Whatever has happened to inputs, outputs and runs: the next run ends where a fresh one does."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from planparse.batches.run import batch

from .conftest import HERE, DirectExecutor, Killed, tree

sys.path.insert(0, str(HERE))

NAMES = st.sampled_from(["a.txt", "b.txt", "sub/a.txt", "sub/c.txt"])
TEXTS = st.sampled_from(["good 1", "good 2", "good 12", "partial", "fail", "fail 2"])


class History(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.clock = 0
        self.root = Path(tempfile.mkdtemp())
        self.input, self.output = self.root / "in", self.root / "out"
        self.input.mkdir()
        self.write("a.txt", "good 1")

    @rule(name=NAMES, text=TEXTS)
    def write(self, name: str, text: str) -> None:
        (self.input / name).parent.mkdir(exist_ok=True)
        (self.input / name).write_text(text)

    @rule(name=NAMES, old=st.booleans())
    def touch(self, name: str, old: bool) -> None:
        if (self.input / name).exists():
            self.clock += 1  # a new content under the old size and time would go unseen, as the help says
            times = (10**18 + self.clock,) * 2 if old else (time.time_ns(),) * 2
            os.utime(self.input / name, ns=times)

    @rule(name=NAMES)
    def remove(self, name: str) -> None:
        (self.input / name).unlink(missing_ok=True)

    @rule(name=NAMES)
    def lose_record(self, name: str) -> None:
        (self.output / f"{name}.json").unlink(missing_ok=True)

    @rule(name=NAMES)
    def cut_record(self, name: str) -> None:
        record = self.output / f"{name}.json"
        if record.exists():
            record.write_bytes(record.read_bytes()[:20])

    def documents(self) -> list[Path]:
        return [path for path in self.input.rglob("*.txt") if path.is_file()]

    @precondition(lambda self: self.documents())
    @rule(after=st.integers(0, 3))
    def killed_run(self, after: int) -> None:
        try:
            batch(self.input, self.output, executor=DirectExecutor(after))
        except Killed:
            (self.output / ".00112233445566ff.part").write_text("half")

    @precondition(lambda self: self.documents())
    @rule(retry=st.sampled_from([None, "failed", "all"]))
    def run(self, retry: str | None) -> None:
        report = batch(self.input, self.output, executor=DirectExecutor(), retry=retry)
        fresh = self.root / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        wanted = batch(self.input, fresh, executor=DirectExecutor())
        assert report.exit_code == wanted.exit_code
        here, there = tree(self.output), tree(fresh)
        ours = [line for line in here["manifest.jsonl"].splitlines() if not json.loads(line)["gone"]]
        assert ours == there["manifest.jsonl"].splitlines()
        records = {f"{path.relative_to(self.input)}.json" for path in self.documents()}
        assert {name: data for name, data in here.items() if name in records} == {
            name: data for name, data in there.items() if name in records
        }
        again = DirectExecutor()
        batch(self.input, self.output, executor=again)
        assert again.read == []

    def teardown(self) -> None:
        if self.documents():
            self.run(None)
        shutil.rmtree(self.root)


TestHistory = History.TestCase
TestHistory.settings = settings(
    max_examples=15, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
)
