"""What page pictures leave behind in memory is given back before words are parsed."""

from pathlib import Path

import pytest

from planparse import pipeline

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.mark.parametrize(("sample", "times"), [("health-page.png", 1), ("commune-text.txt", 0)])
def test_only_documents_with_page_pictures_have_something_to_give_back(
    monkeypatch: pytest.MonkeyPatch, sample: str, times: int
) -> None:
    given_back = []

    def give_back() -> None:
        given_back.append(sample)
        give()

    give = pipeline.return_free_memory
    monkeypatch.setattr(pipeline, "return_free_memory", give_back)
    record = pipeline.extract(SAMPLES / sample)
    assert len(given_back) == times
    assert record.header.number is not None
