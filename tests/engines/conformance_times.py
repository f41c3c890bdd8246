"""Cases of time: edges of periods, months, due times, leap days, nights in which other zones change their clocks."""

from __future__ import annotations

from datetime import date

from conformance import (
    AT,
    BY,
    DAY,
    DUE,
    EVERY,
    FILLED,
    IN,
    IS,
    MAX,
    MIN,
    PRESENT,
    SUM,
    Asked,
    Table,
    if_,
    row,
)

from youju.model.measure import Elapsed, Moment
from youju.model.period import Period, year

A_DAY = 86_400

# Seconds beside midnight: one row before 2021, nine in it, one after, one without a time.
edges = Table(
    (
        (
            row(id="1", at="2020-12-31 23:59:59"),
            row(id="2", at="2021-01-01 00:00:00"),
            row(id="3", at="2021-01-31 23:59:59"),
            row(id="4", at="2021-02-01 00:00:00"),
            row(id="5", at="2021-02-28 23:59:59"),
            row(id="6", at="2021-03-01 00:00:00"),
            row(id="7", at="2021-06-30 23:59:59"),
            row(id="8", at="2021-07-01 00:00:00"),
            row(id="9", at="2021-12-31 00:00:00"),
            row(id="10", at="2021-12-31 23:59:59"),
            row(id="11", at="2022-01-01 00:00:00"),
            row(id="12"),
        ),
    )
)
for first, last, expected in (
    (date(2021, 1, 1), date(2021, 1, 31), 2),
    (date(2021, 2, 1), date(2021, 2, 28), 2),
    (date(2021, 1, 1), date(2021, 6, 30), 6),
    (date(2021, 7, 1), date(2021, 12, 31), 3),
    (date(2021, 1, 1), date(2021, 12, 31), 9),
    (date(2021, 12, 31), date(2021, 12, 31), 2),
    (date(2020, 1, 1), date(2020, 12, 31), 1),
    (date(2021, 4, 1), date(2021, 6, 29), 0),
):
    edges.count(f"seconds at the edges of {first} to {last}", expected, asked=Asked(period=Period(first, last)))
edges.count("the next year, asked at its end", 1, asked=Asked(period=year(2022), as_of=date(2022, 12, 31)))
edges.count("the next year, asked a day before it", 0, asked=Asked(period=year(2022)))
edges.count("the year, asked at the end of June", 6, asked=Asked(as_of=date(2021, 6, 30)))
edges.count("the year, asked on the first of July", 7, asked=Asked(as_of=date(2021, 7, 1)))
edges.count("the year, asked at New Year", 1, asked=Asked(as_of=date(2021, 1, 1)))
edges.distinct("different times in the year", 9, ("at",))
edges.count("times that are known by the end of 2021", 10, if_("at", PRESENT), asked=EVERY)

# From day to by: over leap days and none, backwards, over a century.
leaps = Table(
    (
        (
            row(id="2020", day="2020-02-28", by="2020-03-01"),
            row(id="2021", day="2021-02-28", by="2021-03-01"),
            row(id="1900", day="1900-02-28", by="1900-03-01"),
            row(id="2000", day="2000-02-28", by="2000-03-01"),
            row(id="back", day="2021-12-31", by="2021-01-01"),
            row(id="century", day="1921-01-01", by="2021-01-01"),  # 25 leap days: 1924 to 2020
            row(id="open", day="2021-01-01"),
        ),
    )
)
for which, days in (("2020", 2), ("2021", 1), ("1900", 1), ("2000", 2), ("back", -364), ("century", 36_525)):
    leaps.number(f"days of {which}", days * A_DAY, SUM, Elapsed("day", "by"), if_("id", IS, which), asked=EVERY)
leaps.number("all these days", 36_167 * A_DAY, SUM, Elapsed("day", "by"), asked=EVERY)
leaps.number("the longest of them", 36_525 * A_DAY, MAX, Elapsed("day", "by"), asked=EVERY)
leaps.number("the shortest of them", -364 * A_DAY, MIN, Elapsed("day", "by"), asked=EVERY)
leaps.number(
    "days until a day that is not known yet", None, SUM, Elapsed("day", "by"), if_("id", IS, "open"), asked=EVERY
)
leaps.count("a leap day that there was not", 1, asked=Asked(DAY, Period(date(1900, 2, 1), date(1900, 2, 28))))

# Civil time knows no zone: nights in which clocks were changed somewhere, and a leap second.
clocks = Table(
    (
        (
            row(id="spring in America", at="2021-03-14 01:59:59", done="2021-03-14 03:00:00"),
            row(id="autumn in Europe", at="2021-10-31 00:30:00", done="2021-10-31 04:30:00"),
            row(id="spring of 1991", at="1991-04-14 00:00:00", done="1991-04-14 02:00:00"),
            row(id="June of 1940", at="1940-06-01 00:00:00", done="1940-06-02 00:00:00"),
            row(id="the end of local time", at="1900-12-31 23:54:17", done="1901-01-01 00:00:00"),
            row(id="a leap second", at="2016-12-31 23:59:59", done="2017-01-01 00:00:01"),
            row(id="backwards", at="2021-06-01 12:00:00", done="2021-06-01 11:59:59"),
            row(id="at once", at="2021-06-01 12:00:00", done="2021-06-01 12:00:00"),
            row(id="not yet", at="2021-12-31 12:00:00", done="2022-01-01 12:00:00"),
        ),
    )
)
for which, seconds in (
    ("spring in America", 3_601),
    ("autumn in Europe", 14_400),
    ("spring of 1991", 7_200),
    ("June of 1940", A_DAY),
    ("the end of local time", 343),
    ("a leap second", 2),
    ("backwards", -1),
    ("at once", 0),
    ("not yet", None),
):
    clocks.number(f"seconds: {which}", seconds, SUM, Elapsed("at", "done"), if_("id", IS, which), asked=EVERY)
clocks.number("all these seconds", 111_945, SUM, Elapsed("at", "done"), asked=EVERY)
clocks.number("the longest of these", A_DAY, MAX, Elapsed("at", "done"), asked=EVERY)
clocks.number("the shortest of these", -1, MIN, Elapsed("at", "done"), asked=EVERY)

# Due at noon or at the last second of the year.
dues = Table(
    (
        (
            row(id="to the second", due="2021-05-10 12:00:00", done="2021-05-10 12:00:00"),
            row(id="a second late", due="2021-05-10 12:00:00", done="2021-05-10 12:00:01"),
            row(id="a second early", due="2021-05-10 12:00:00", done="2021-05-10 11:59:59"),
            row(id="never", due="2021-05-10 12:00:00"),
            row(id="without due", done="2021-05-10 12:00:00"),
            row(id="after midnight", due="2021-12-31 23:59:59", done="2022-01-01 00:00:00"),
            row(id="at the end", due="2021-12-31 23:59:59", done="2021-12-31 23:59:59"),
        ),
    )
)
in_time = ("done", DUE)
dues.count("what was due in the year", 6, asked=Asked(DUE))
dues.count("in time of that", 3, asked=Asked(DUE), in_time=in_time)
dues.count("in time of all rows: without due there is no time", 3, asked=EVERY, in_time=in_time)
dues.count("due by the ninth of May", 0, asked=Asked(DUE, as_of=date(2021, 5, 9), due_by_as_of=True))
dues.count("due by the tenth", 4, asked=Asked(DUE, as_of=date(2021, 5, 10), due_by_as_of=True))
dues.count("in time by the tenth", 2, asked=Asked(DUE, as_of=date(2021, 5, 10), due_by_as_of=True), in_time=in_time)
dues.count("due by the day before the last", 4, asked=Asked(DUE, as_of=date(2021, 12, 30), due_by_as_of=True))
dues.count("a day later nothing more is in time", 3, asked=Asked(DUE, as_of=date(2022, 1, 1)), in_time=in_time)
dues.number(
    "seconds beside the due time", 0, SUM, Elapsed("due", "done"), asked=Asked(DUE)
)  # 0 + 1 - 1, nothing yet of the last but one, 0
dues.number("with the second of the new year", 1, SUM, Elapsed("due", "done"), asked=Asked(DUE, as_of=date(2022, 1, 1)))

# Due some minutes after a start.
soon = Table(
    (
        (
            row(id="1", at="2021-06-01 09:00:00", done="2021-06-01 09:30:00"),
            row(id="2", at="2021-06-01 09:00:00", done="2021-06-01 09:30:01"),
            row(id="3", at="2021-06-30 23:50:00", done="2021-07-01 00:05:00"),
            row(id="4", at="2021-06-30 23:50:00"),
            row(id="5", day="2021-06-10", done="2021-06-10 01:30:00"),
            row(id="6", day="2021-06-10", done="2021-06-10 01:30:01"),
        ),
    )
)
half_an_hour, june = Moment("at", 30), Period(date(2021, 6, 1), date(2021, 6, 30))
july = Period(date(2021, 7, 1), date(2021, 7, 31))
soon.count("within half an hour", 2, in_time=("done", half_an_hour))
soon.count("within a quarter of an hour", 1, in_time=("done", Moment("at", 15)))
soon.count("within no time", 0, in_time=("done", Moment("at", 0)))
soon.count("within a day", 3, in_time=("done", Moment("at", 1440)))
soon.count("minutes after a day began", 1, asked=Asked(DAY), in_time=("done", Moment("day", 90)))
soon.count("a minute more after a day began", 2, asked=Asked(DAY), in_time=("done", Moment("day", 91)))
soon.count("due in June", 2, asked=Asked(half_an_hour, june))
soon.count("due in July", 2, asked=Asked(half_an_hour, july))
soon.count("due by the end of June", 2, asked=Asked(half_an_hour, as_of=date(2021, 6, 30), due_by_as_of=True))
soon.count("due by the first of July", 4, asked=Asked(half_an_hour, as_of=date(2021, 7, 1), due_by_as_of=True))
soon.count("begun by the end of June, due whenever", 4, asked=Asked(half_an_hour, as_of=date(2021, 6, 30)))
soon.count(
    "minutes that carry a day into the next year",
    1,
    asked=Asked(Moment("day", 206 * 1440), year(2022), date(2022, 1, 31), where=(if_("id", IS, "5"),)),
)
soon.number("seconds in June", 3_601, SUM, Elapsed("at", "done"), asked=Asked(half_an_hour, june))

# Months stand for their first day.
months = Table(
    (
        (
            row(id="1", month="2020-12-01"),
            row(id="2", month="2021-01-01"),
            row(id="3", month="2021-02-01"),
            row(id="4", month="2021-12-01"),
            row(id="5"),
        ),
    )
)
MONTH = Moment("month")
months.count("months of the year", 3, asked=Asked(MONTH))
months.count("months of the year before", 1, asked=Asked(MONTH, year(2020)))
months.count("months by the end of January", 1, asked=Asked(MONTH, as_of=date(2021, 1, 31)))
months.count("a month is there from its first day on", 2, asked=Asked(MONTH, as_of=date(2021, 2, 1)))
months.count(
    "a month of which the first day is missing", 0, asked=Asked(MONTH, Period(date(2021, 2, 2), date(2021, 2, 28)))
)
months.count("a month by its first day", 1, asked=Asked(MONTH, Period(date(2021, 2, 1), date(2021, 2, 1))))
months.count("a month is equal", 1, if_("month", IS, "2021-02-01"), asked=EVERY)
months.count("one of several months", 2, if_("month", IN, "2020-12-01", "2021-12-01"), asked=EVERY)
months.count("filled months", 4, if_("month", FILLED), asked=EVERY)
months.count("filled months by the end of January", 2, if_("month", FILLED), asked=Asked(None, None, date(2021, 1, 31)))
months.distinct("different months", 4, ("month",), asked=EVERY)
months.number("from month to month", None, SUM, Elapsed("month", "by"), asked=EVERY)

# A day that is planned and a time that is done, and the other way round.
planned = Table(
    (
        (
            row(id="1", by="2021-09-30", done="2021-09-30 23:59:59", day="2021-09-30", due="2021-09-30 00:00:00"),
            row(id="2", by="2021-09-30", done="2021-10-01 00:00:00", day="2021-10-01", due="2021-09-30 00:00:00"),
            row(id="3", by="2021-09-30", done="2021-09-01 00:00:00", day="2021-09-01", due="2021-09-30 23:59:59"),
            row(id="4", by="2021-09-30", due="2021-09-30 12:00:00"),
        ),
    )
)
planned.count("a time until the end of the planned day", 2, asked=Asked(BY), in_time=("done", BY))
planned.count("a day until the day of a due time, whatever its hour", 2, asked=Asked(BY), in_time=("day", DUE))
planned.count("a day until the planned day", 2, asked=Asked(BY), in_time=("day", BY))
planned.count("a time until the due second", 1, asked=Asked(BY), in_time=("done", DUE))
planned.count(
    "placed by a day, in time by another",
    1,
    asked=Asked(DAY, Period(date(2021, 9, 1), date(2021, 9, 29))),
    in_time=("day", BY),
)
planned.number("whole days from a day to a time", A_DAY, SUM, Elapsed("by", "done"), if_("id", IS, "2"), asked=EVERY)
planned.number(
    "whole days back from a time to a day", -A_DAY, SUM, Elapsed("done", "by"), if_("id", IS, "2"), asked=EVERY
)
planned.count("placed by the time it came, there is none", 0, asked=Asked(AT))

TABLES = (edges, leaps, clocks, dues, soon, months, planned)
