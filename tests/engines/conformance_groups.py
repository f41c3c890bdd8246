"""Cases of groups: the least of days, months, halls; the last day; distinct tuples of one to three columns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from conformance import AT, DAY, EVERY, IS, LAST, PRESENT, Asked, Table, if_, row, sum_of

from youju.model.measure import Moment
from youju.model.period import Period, year

JULY, AUGUST = "2021-07-01", "2021-08-01"

# Visits: persons in halls. The seventh has no day, the sixth no month and no kind, the fifth no time.
visits = Table(
    (
        (
            row(
                id="1",
                day="2021-07-01",
                at="2021-07-01 08:00:00",
                hall="甲",
                person="p1",
                kind="一般",
                ok=True,
                uses=1,
                month=JULY,
            ),
            row(
                id="2",
                day="2021-07-01",
                at="2021-07-01 23:59:59",
                hall="甲",
                person="p2",
                kind="一般",
                ok=False,
                uses=1,
                month=JULY,
            ),
            row(
                id="3",
                day="2021-07-01",
                at="2021-07-02 00:00:00",
                hall="乙",
                person="p1",
                kind="重大",
                ok=True,
                uses=2,
                month=JULY,
            ),
        ),
        (
            row(
                id="4",
                day="2021-07-02",
                at="2021-07-02 09:00:00",
                hall="甲",
                person="p1",
                kind="一般",
                uses=2,
                month=AUGUST,
            ),
            row(id="5", day="2021-07-02", hall="甲", person="p1", kind="重大", ok=True, uses=1, month=AUGUST),
            row(id="6", day="2021-07-03", at="2021-07-03 00:00:00", hall="乙", person="p3", ok=True),
            row(id="7", at="2021-07-03 12:00:00", hall="甲", person="p4", kind="一般", month=AUGUST),
        ),
    )
)
by_day, by_time = Asked(DAY), Asked(AT)
visits.least("rows a day", 1, ("id",), "day", asked=by_day)  # 3 2 1
visits.least("persons a day", 1, ("person",), "day", asked=by_day)  # 2 1 1
visits.least("halls and persons a day", 1, ("hall", "person"), "day", asked=by_day)  # 3 1 1
visits.least("persons a hall", 2, ("person",), "hall", asked=by_day)  # 甲 p1 p2, 乙 p1 p3
visits.least("rows a hall", 2, ("id",), "hall", asked=by_day)  # 4 2
visits.least("rows a kind, the blank left out", 2, ("id",), "kind", asked=by_day)  # 3 2
visits.least("rows a truth, the blank left out", 1, ("id",), "ok", asked=by_day)  # 4 1
visits.least("rows a month, the blank left out", 2, ("id",), "month", asked=by_day)  # 3 2
visits.least("persons a month", 1, ("person",), "month", asked=by_day)  # p1 p2, p1
visits.least("rows a number", 2, ("id",), "uses", asked=by_day)  # 3 2
visits.least("kinds a truth, blanks of the counted left out", 1, ("kind",), "ok", asked=by_day)  # 2 1
visits.least("kinds a day: a day with blanks only counts zero", 0, ("kind",), "day", asked=by_day)  # 2 2 0
visits.least("rows a day by time", 2, ("id",), "at", asked=by_time)  # 1 2, 3 4, 6 7
visits.least("persons a day by time", 1, ("person",), "at", asked=by_time)  # 2 1 2
visits.least("rows a day of all rows: the blank day left out", 1, ("id",), "day", asked=EVERY)
visits.least("good rows a day", 1, ("id",), "day", if_("ok", IS, "true"), asked=by_day)  # 2 1 1
visits.least("grave cases a day: none on the third", 0, ("person",), "day", if_("kind", IS, "重大"), asked=by_day)
visits.least(
    "grave cases a day that has one", 1, ("person",), "day", asked=Asked(DAY, where=(if_("kind", IS, "重大"),))
)
visits.least("halls a day of a person", 1, ("hall",), "day", asked=Asked(DAY, where=(if_("person", IS, "p1"),)))  # 2 1
visits.least("by the second day", 2, ("id",), "day", asked=Asked(DAY, as_of=date(2021, 7, 2)))  # 3 2
visits.least("by the first day", 3, ("id",), "day", asked=Asked(DAY, as_of=date(2021, 7, 1)))
visits.least("before the first day", None, ("id",), "day", asked=Asked(DAY, as_of=date(2021, 6, 30)))
visits.least("times a day", 0, ("at",), "day", if_("id", PRESENT), asked=Asked(DAY, where=(if_("id", IS, "5"),)))
visits.least("days a hall as they were known", 1, ("day",), "hall", asked=Asked(DAY, as_of=date(2021, 7, 1)))
for columns, expected in (
    (("hall",), 2),
    (("person",), 3),
    (("day",), 3),
    (("at",), 5),
    (("month",), 2),
    (("uses",), 2),
    (("ok",), 2),
    (("kind",), 2),
    (("hall", "kind"), 3),  # 甲一般 乙重大 甲重大
    (("hall", "kind", "ok"), 4),  # 甲一般是 甲一般否 乙重大是 甲重大是
    (("person", "hall"), 4),  # p1甲 p2甲 p1乙 p3乙
    (("day", "hall"), 4),
    (("day", "month", "uses"), 4),
):
    visits.distinct(f"different {' '.join(columns)}", expected, columns, asked=by_day)
visits.distinct("different persons of all rows", 4, ("person",), asked=EVERY)
visits.distinct("different persons in good rows", 2, ("person",), if_("ok", IS, "true"), asked=by_day)
visits.distinct("different days as they were known", 2, ("day",), asked=Asked(None, None, date(2021, 7, 2)))
visits.distinct("different pairs as they were known", 3, ("day", "person"), asked=Asked(DAY, as_of=date(2021, 7, 2)))

# Stock by day; the first of July has no number, the last belongs to another hall.
stock = Table(
    (
        (
            row(id="1", day="2021-06-29", at="2021-06-29 10:00:00", hall="甲", uses=10, amount="1.25"),
            row(id="2", day="2021-06-30", at="2021-06-30 10:00:00", hall="甲", uses=20, amount="2.25"),
        ),
        (
            row(id="3", day="2021-06-30", at="2021-06-30 23:45:00", hall="甲", uses=5),
            row(id="4", day="2021-07-01", at="2021-07-01 10:00:00", hall="甲", amount="4"),
            row(id="5", day="2021-07-02", at="2021-07-02 00:00:00", hall="乙", uses=7),
            row(id="6", hall="乙", uses=1000),
        ),
    )
)
uses, amount = sum_of((1, "uses")), sum_of((1, "amount"))
first_of_july = Asked(DAY, as_of=date(2021, 7, 1))
stock.number("the last day of all", 7, LAST, uses, asked=by_day)
stock.number("the last day that has a number", 25, LAST, uses, asked=first_of_july)
stock.number("the last day of June", 25, LAST, uses, asked=Asked(DAY, as_of=date(2021, 6, 30)))
stock.number("the only day", 10, LAST, uses, asked=Asked(DAY, as_of=date(2021, 6, 29)))
stock.number("no day yet", None, LAST, uses, asked=Asked(DAY, as_of=date(2021, 6, 28)))
stock.number("the last day of a hall", 25, LAST, uses, if_("hall", IS, "甲"), asked=by_day)
stock.number("the last day of amounts", Decimal(4), LAST, amount, asked=by_day)
stock.number("the last day of both", Decimal("22.25"), LAST, sum_of((1, "uses"), (1, "amount")), asked=by_day)
stock.number("twice the last day", 14, LAST, sum_of((2, "uses")), asked=by_day)
stock.number(
    "the last day within a span", 10, LAST, uses, asked=Asked(DAY, Period(date(2021, 6, 1), date(2021, 6, 29)))
)
stock.number("the last day by time", 25, LAST, uses, asked=Asked(AT, as_of=date(2021, 7, 1)))
stock.number(
    "minutes carry a row into a later last day", 5, LAST, uses, asked=Asked(Moment("at", 30), as_of=date(2021, 6, 30))
)
stock.number("the last day of a year without rows", None, LAST, uses, asked=Asked(DAY, year(2020)))

TABLES = (visits, stock)
