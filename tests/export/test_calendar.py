"""The calendar of deadlines, read back with a calendar library."""

from __future__ import annotations

from datetime import date, timedelta

import icalendar
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from planparse.export.calendar import LINE_OCTETS, to_ics
from planparse.records import Assignment, DeadlineKind, Header, Period, PlanRecord, Signatory, SourceRecord


def task(text: str = "Báo cáo kết quả", **fields: object) -> Assignment:
    return Assignment.model_validate({"task": text, "source": "table", "page": 2, "line": 3, **fields})


def record(*assignments: Assignment, letter: str = "a", issued: str | None = "2026-02-13", year: int | None = 2026):
    numbered = tuple(a.model_copy(update={"id": f"{letter * 8}-a{n}"}) for n, a in enumerate(assignments, start=1))
    source = SourceRecord(name="plan.pdf", sha256=letter * 64, media_type="application/pdf", page_count=1)
    period = None if year is None else Period(from_=year, to=year)
    header = Header(document_type="Kế hoạch", number="44/KH-SYT", date=issued, period=period)
    return PlanRecord(source=source, header=header, assignments=numbered, signatory=Signatory())


def events(ics: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(ics).walk("VEVENT"))


def test_a_day():
    (event,) = events(to_ics([record(task(deadline_date="2026-03-20", deadline_kind=DeadlineKind.DATE))]))
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2026, 3, 20), date(2026, 3, 21))
    assert event["SUMMARY"] == "Báo cáo kết quả"
    assert "RRULE" not in event


def test_a_span_of_days():
    (event,) = events(to_ics([record(task(deadline_date="2026-05-08", deadline_start="2026-05-04"))]))
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2026, 5, 4), date(2026, 5, 9))


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=20", ["2026-02-20", "2026-03-20", "2026-04-20"]),
        ("FREQ=MONTHLY", ["2026-02-28", "2026-03-31", "2026-04-30"]),
        ("FREQ=MONTHLY;INTERVAL=3", ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]),
        ("FREQ=MONTHLY;INTERVAL=6", ["2026-06-30", "2026-12-31"]),
        ("FREQ=YEARLY", ["2026-12-31"]),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15", ["2026-03-15", "2026-06-15", "2026-09-15", "2026-12-15"]),
        ("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=20", ["2026-10-20"]),
        ("FREQ=WEEKLY", ["2026-02-13", "2026-02-20"]),
        ("FREQ=WEEKLY;BYDAY=MO", ["2026-02-16", "2026-02-23"]),
        ("FREQ=DAILY", ["2026-02-13", "2026-02-14"]),
    ],
)
def test_recurring(rule: str, days: list[str]):
    (event,) = events(to_ics([record(task(recurrence=rule, deadline_kind=DeadlineKind.RECURRING))]))
    start = event.decoded("DTSTART")
    written = event["RRULE"].to_ical().decode()
    occurrences = [day.date().isoformat() for day in rrulestr(written, dtstart=start, ignoretz=True)]
    assert occurrences[: len(days)] == days
    assert occurrences[-1] <= "2026-12-31"
    assert occurrences[0] == start.isoformat()


def test_a_plan_for_next_year_begins_with_it():
    (event,) = events(to_ics([record(task(recurrence="FREQ=MONTHLY;BYMONTHDAY=5"), issued="2025-12-20")]))
    assert event.decoded("DTSTART") == date(2026, 1, 5)


def test_without_any_year_nothing_can_recur():
    assert events(to_ics([record(task(recurrence="FREQ=MONTHLY"), issued=None, year=None)])) == []


def test_what_has_no_day_is_no_event():
    assert events(to_ics([record(task(), task(deadline_end="2026-03-31", deadline_kind=DeadlineKind.PERIOD))])) == []


def test_same_records_same_bytes_and_uids_are_unique():
    plans = [record(task(deadline_date="2026-03-20"), task(deadline_date="2026-03-20")), record(letter="b")]
    assert to_ics(plans) == to_ics(plans)
    uids = [event["UID"] for event in events(to_ics([*plans, plans[0]]))]
    assert len(uids) == len(set(uids)) == 2


def test_stamp_is_that_of_the_document():
    (event,) = events(to_ics([record(task(deadline_date="2026-03-20"))]))
    assert event.decoded("DTSTAMP").date() == date(2026, 2, 13)


@given(st.text(max_size=300), st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_any_text_comes_back(text: str, day: date):
    ics = to_ics([record(task(text, output=text, deadline_date=day.isoformat()))])
    assert all(len(line.encode()) <= LINE_OCTETS for line in ics.split("\r\n"))
    assert "\n" not in ics.replace("\r\n", "")
    (event,) = events(ics)
    assert event.decoded("DTSTART") + timedelta(days=1) == event.decoded("DTEND")
    shown = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    assert str(event["DESCRIPTION"]).startswith(shown)
