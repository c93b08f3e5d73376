from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.errors import UsageError
from planparse.ingest.page_selection import select_pages


@pytest.mark.parametrize(
    ("selection", "pages"),
    [
        (None, (1, 2, 3, 4, 5)),
        ("1", (1,)),
        ("1-3", (1, 2, 3)),
        ("3-", (3, 4, 5)),
        ("-2", (1, 2)),
        ("4-99", (4, 5)),
        (" 5 , 1-2,2 ", (1, 2, 5)),
        ("2–3", (2, 3)),
    ],
)
def test_selections(selection: str | None, pages: tuple[int, ...]) -> None:
    assert select_pages(selection, 5) == pages


@pytest.mark.parametrize("selection", ["", "0", "a", "3-1", "1,,2", "-", "6", "7-9", "1-2-3", "1.5", "9" * 40])
def test_mistakes(selection: str) -> None:
    with pytest.raises(UsageError) as caught:
        select_pages(selection, 5)
    assert caught.value.remedy


@given(st.text(max_size=30), st.integers(0, 50))
def test_any_text_selects_existing_pages_or_is_refused(selection: str, count: int) -> None:
    try:
        pages = select_pages(selection, count)
    except UsageError:
        return
    assert list(pages) == sorted(set(pages))
    assert all(1 <= page <= count for page in pages)
