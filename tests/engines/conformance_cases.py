"""Cases of what ledgers of every day ask: deliveries, rosters, tasks, registers; each number is counted by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from conformance import (
    ABOVE,
    AT_LEAST,
    BY,
    DAY,
    DUE,
    FILLED,
    IN,
    IN_FORCE,
    IS,
    LAST,
    MAX,
    MIN,
    NAMED,
    PRESENT,
    SUM,
    Asked,
    Table,
    if_,
    row,
    sum_of,
)

from youju.model.measure import Elapsed, Moment
from youju.model.period import Period, year

# Deliveries. In 2021 by "at": a, b, c, e. Before: d. After: f. Without a time: g.
deliveries = Table(
    (
        (
            row(
                id="a",
                at="2021-03-01 09:00:00",
                due="2021-03-04 18:00:00",
                done="2021-03-04 18:00:00",
                hall="东厅",
                kind="一般",
                ok=True,
                uses=3,
                amount="1.2345",
            ),
            row(
                id="b",
                at="2021-03-01 10:00:00",
                due="2021-03-04 18:00:00",
                done="2021-03-04 18:00:01",
                hall="东厅",
                kind="重大",
                ok=False,
                uses=0,
                amount="-0.5",
            ),
            row(id="c", at="2021-03-02 00:00:00", due="2021-03-05 18:00:00", hall="西厅"),
            row(
                id="d",
                at="2020-12-31 23:59:59",
                due="2021-01-02 18:00:00",
                done="2021-01-01 00:00:00",
                hall="西厅",
                kind="一般",
                ok=True,
                uses=5,
                amount="10",
            ),
        ),
        (
            row(
                id="e",
                at="2021-12-31 23:59:59",
                due="2022-01-03 18:00:00",
                done="2022-01-01 08:00:00",
                ok=True,
                uses=7,
                amount="0.0001",
            ),
            row(id="f", at="2022-01-01 00:00:00", hall="东厅", kind="一般", ok=True, uses=1, amount="100"),
            row(id="g", hall="西厅", kind="一般", ok=True, uses=1, amount="100"),
        ),
    )
)
later = Asked(as_of=date(2022, 6, 30))
late_march = Asked(as_of=date(2021, 3, 31))
everything = Asked(place=None, period=None)

deliveries.count("a year holds its first and its last second and no blank", 4)
deliveries.count("the second before midnight is still the old year", 1, asked=Asked(period=year(2020)))
deliveries.count("midnight is already the new day", 1, asked=Asked(period=Period(date(2021, 3, 2), date(2021, 3, 2))))
deliveries.count("a day before", 2, asked=Asked(period=Period(date(2021, 3, 1), date(2021, 3, 1))))
deliveries.count("without a period every row counts", 7, asked=everything)
deliveries.count("a period without rows counts zero", 0, asked=Asked(period=year(2019)))
deliveries.count("as of a day, later rows are not there yet", 2, asked=Asked(as_of=date(2021, 3, 1)))
deliveries.count("as of a day before the period, nothing is there", 0, asked=Asked(as_of=date(2020, 12, 31)))
deliveries.count("as of a later day, the period still ends", 4, asked=later)
deliveries.count("a text is equal", 2, if_("hall", IS, "东厅"))
deliveries.count("a text that nobody wrote", 0, if_("hall", IS, "南厅"))
deliveries.count("a text with a quotation mark is a text", 0, if_("hall", IS, "东厅' OR '1'='1"))
deliveries.count("one of several texts", 3, if_("hall", IN, "东厅", "西厅"))
deliveries.count("one of no texts is never met", 0, if_("hall", IN))
deliveries.count("true is not blank", 2, if_("ok", IS, "true"))
deliveries.count("false is not blank either", 1, if_("ok", IS, "false"))
deliveries.count("a number is equal whatever its zeros", 1, if_("amount", IS, "-0.5000"))
deliveries.count("zero is not blank", 1, if_("uses", IS, "0"))
deliveries.count("at least zero leaves the blank out", 3, if_("uses", AT_LEAST, "0"))
deliveries.count("above zero", 2, if_("uses", ABOVE, "0"))
deliveries.count("above a number with places", 1, if_("amount", ABOVE, "1.2344"))
deliveries.count("a time is equal to the second", 1, if_("at", IS, "2021-03-02T00:00:00"))
deliveries.count("filled, a text", 3, if_("hall", FILLED))
deliveries.count("filled, a time until the end of the period", 2, if_("done", FILLED))
deliveries.count(
    "a time after the end of the period is not filled, though known by then", 2, if_("done", FILLED), asked=later
)
deliveries.count("a time known by as-of is present, though after the period", 3, if_("done", PRESENT), asked=later)
deliveries.count("a time after as-of is not present", 2, if_("done", PRESENT))
deliveries.count("conditions hold together", 1, if_("hall", IS, "东厅"), if_("ok", IS, "true"))
deliveries.count(
    "conditions of the request limit too", 1, if_("ok", IS, "true"), asked=Asked(where=(if_("hall", FILLED),))
)
deliveries.count("in time to the second", 1, in_time=("done", DUE))
deliveries.count("in time as of a later day", 2, asked=later, in_time=("done", DUE))
deliveries.count("within minutes of the start, to the second", 2, in_time=("done", Moment("at", 4860)))
deliveries.count("a minute less is too late for one", 1, in_time=("done", Moment("at", 4859)))
deliveries.count("due in the year", 4, asked=Asked(place=DUE))
deliveries.count("in time of what was due in the year", 2, asked=Asked(place=DUE), in_time=("done", DUE))
deliveries.count(
    "due later on the day itself is due", 3, asked=Asked(place=DUE, as_of=date(2021, 3, 4), due_by_as_of=True)
)
deliveries.count("due tomorrow is not due yet", 1, asked=Asked(place=DUE, as_of=date(2021, 3, 3), due_by_as_of=True))
deliveries.number(
    "a sum is exact to four places and takes negative amounts", Decimal("0.7346"), SUM, sum_of((1, "amount"))
)
deliveries.number(
    "a sum of no rows is nothing, not zero", None, SUM, sum_of((1, "amount")), asked=Asked(period=year(2019))
)
deliveries.number("a sum of blanks is nothing, not zero", None, SUM, sum_of((1, "uses")), if_("hall", IS, "西厅"))
deliveries.number("whole coefficients", Decimal("18.5308"), SUM, sum_of((2, "uses"), (-2, "amount")))
deliveries.number("a leading minus", -10, SUM, sum_of((-1, "uses")))
deliveries.number("the smallest", Decimal("-0.5"), MIN, sum_of((1, "amount")))
deliveries.number("the largest", 7, MAX, sum_of((1, "uses")))
deliveries.number(
    "the smallest of no rows is nothing", None, MIN, sum_of((1, "amount")), asked=Asked(period=year(2019))
)
deliveries.number("elapsed seconds leave out what has no end", 579_601, SUM, Elapsed("at", "done"))
deliveries.number(
    "an end after as-of has not come yet", None, SUM, Elapsed("at", "done"), asked=Asked(as_of=date(2021, 3, 3))
)
deliveries.number("the longest", 291_600, MAX, Elapsed("at", "done"))
deliveries.number("backwards is negative", -291_600, MIN, Elapsed("done", "at"))
deliveries.distinct("distinct values leave the blank out", 2, ("hall",))
deliveries.distinct("distinct tuples", 2, ("hall", "ok"))
deliveries.distinct("distinct of a condition", 1, ("hall",), if_("ok", IS, "true"))
deliveries.distinct("distinct of nothing is zero", 0, ("hall",), asked=Asked(period=year(2019)))
deliveries.distinct("distinct times known by then", 2, ("done",))
deliveries.least("the least of days, by times", 1, ("id",), "at")
deliveries.least("a day none of whose rows meets the condition counts zero", 0, ("hall",), "at", if_("ok", IS, "true"))
deliveries.least("the least of no days is nothing", None, ("id",), "at", asked=Asked(period=year(2019)))
deliveries.number("the sum of the last day", Decimal("0.7345"), LAST, sum_of((1, "amount")), asked=late_march)
deliveries.expression("a quotient is finished exactly", Fraction(1, 3), "COUNT(*) FILTER (WHERE NOT ok) / COUNT(ok)")
deliveries.expression("a mean is a sum by a count of what is filled", Fraction(10, 3), "AVG(uses)")
deliveries.expression("columns by their labels", Fraction(10), "SUM(次数)")
deliveries.expression("a division by zero is nothing", None, "SUM(uses) / (COUNT(*) - 4)")
deliveries.expression("a division by NULLIF zero is nothing", None, "SUM(uses) / NULLIF(COUNT(*) - 4, 0)")
deliveries.expression("NULLIF of something else changes nothing", Fraction(5, 2), "SUM(uses) / NULLIF(COUNT(*), 0)")
deliveries.expression("no rows: a sum is nothing", None, "SUM(uses) + COUNT(*)", if_("id", IS, "z"))
deliveries.expression(
    "no rows: a value can be given", Fraction(0), "COALESCE(SUM(uses), 0) + COUNT(*)", if_("id", IS, "z")
)
deliveries.expression("distinct values in an expression", Fraction(3), "COUNT(DISTINCT hall) * 2 - 1")
deliveries.expression("distinct tuples in an expression", Fraction(2), "COUNT(DISTINCT hall, ok)")
deliveries.expression("distinct days in an expression", Fraction(3), "COUNT(DISTINCT CAST(at AS DATE))")
deliveries.expression("a case in an expression", Fraction(1), "SUM(CASE WHEN kind = '重大' THEN 1 ELSE 0 END)")
deliveries.expression("a list in an expression", Fraction(3), "COUNT(*) FILTER (WHERE hall IN ('东厅', '西厅'))")
deliveries.expression("a range in an expression", Fraction(6173, 5000), "SUM(金额) FILTER (WHERE 次数 BETWEEN 1 AND 7)")
deliveries.expression("arithmetic within an aggregate", Fraction(23), "SUM(uses * 2 + 1)")
deliveries.expression("absolute amounts", Fraction(8673, 5000), "SUM(ABS(amount))")
deliveries.expression("the largest less the smallest", Fraction(7), "MAX(uses) - MIN(uses)")
deliveries.expression("a minus and a decimal literal", Fraction(-5), "-SUM(uses) * 0.5")
deliveries.expression("times after as-of are blank in an expression too", Fraction(2), "COUNT(done)")
deliveries.expression("times known by then are not", Fraction(3), "COUNT(done)", asked=later)

# A roster by day: posts (hall), and when the person came (done).
roster = Table(
    (
        (
            row(id="1", day="2021-07-01", hall="甲岗", done="2021-07-01 08:50:00"),
            row(id="2", day="2021-07-01", hall="乙岗", done="2021-07-01 08:59:00"),
            row(id="3", day="2021-07-02", hall="甲岗", done="2021-07-02 08:40:00"),
            row(id="4", day="2021-07-02", hall="乙岗"),
            row(id="5", day="2021-07-03", hall="甲岗"),
            row(id="6", hall="甲岗", done="2021-07-03 08:40:00"),
        ),
    )
)
roster.least("the day with the fewest posts", 1, ("hall",), "day", asked=Asked(place=DAY))
roster.least(
    "a day on which nobody came counts zero", 0, ("hall",), "day", if_("done", PRESENT), asked=Asked(place=DAY)
)
roster.least(
    "as of the second day, one came",
    1,
    ("hall",),
    "day",
    if_("done", PRESENT),
    asked=Asked(DAY, as_of=date(2021, 7, 2)),
)
roster.least(
    "as of the first day, two came", 2, ("hall",), "day", if_("done", PRESENT), asked=Asked(DAY, as_of=date(2021, 7, 1))
)
roster.least("pairs per day", 1, ("hall", "id"), "day", asked=Asked(place=DAY))

# Tasks: planned by a day or a time, finished on a day (day) or at a time (done).
tasks = Table(
    (
        (
            row(id="1", by="2021-03-31", day="2021-03-31"),
            row(id="2", by="2021-03-31", day="2021-04-01"),
            row(id="3", by="2021-06-30"),
            row(id="4", by="2021-03-31", done="2021-03-31 23:59:59"),
            row(id="5", by="2021-03-31", done="2021-04-01 00:00:00"),
            row(id="6", due="2021-05-10 09:00:00", day="2021-05-10", at="2021-05-09 23:00:00"),
            row(id="7", due="2021-05-10 09:00:00", day="2021-05-11"),
            row(id="8", by="2020-03-01", day="2020-02-28"),
            row(id="9", by="2020-02-29", day="2020-02-29"),
        ),
    )
)
first_quarter = Period(date(2021, 1, 1), date(2021, 3, 31))
tasks.count("planned for the year", 5, asked=Asked(place=BY))
tasks.count("the planned day itself is in time", 1, asked=Asked(place=BY), in_time=("day", BY))
tasks.count("any time of the planned day is in time", 1, asked=Asked(place=BY), in_time=("done", BY))
tasks.count("the day of a due time is in time", 1, asked=Asked(place=DUE), in_time=("day", DUE))
tasks.count("due today counts as due", 4, asked=Asked(BY, as_of=date(2021, 3, 31), due_by_as_of=True))
tasks.count("due tomorrow does not", 0, asked=Asked(BY, as_of=date(2021, 3, 30), due_by_as_of=True))
tasks.count("finished by the last day of the quarter", 1, if_("day", FILLED), asked=Asked(BY, first_quarter))
tasks.count("finished at all", 2, if_("day", PRESENT), asked=Asked(BY, first_quarter))
tasks.count("a day is equal", 1, if_("day", IS, "2021-04-01"), asked=Asked(place=BY))
tasks.count("a leap day lies in its month", 1, asked=Asked(BY, Period(date(2020, 2, 1), date(2020, 2, 29))))
tasks.number(
    "days over a leap day",
    172_800,
    SUM,
    Elapsed("day", "by"),
    asked=Asked(BY, Period(date(2020, 3, 1), date(2020, 3, 1))),
)
tasks.number("from a time to a day, whole days", 86_400, SUM, Elapsed("at", "day"), asked=Asked(place=DUE))

# A register: in force from (day) until (until).
register = Table(
    (
        (
            row(id="1", day="2020-01-01", hall="财务管理制度"),
            row(id="2", day="2021-12-31", hall="“财务” 管理制度"),
            row(id="3", day="2022-01-01", hall="财务\u3000管理制度"),
            row(id="4", day="2020-01-01", until="2021-12-31", hall="财务制度"),
            row(id="5", day="2020-01-01", until="2021-12-30", hall="考核制度"),
            row(id="6", hall='"考核"制度'),
            row(id="7", day="2021-07-01", until="2021-09-30", hall="（试行）保密制度"),
        ),
    )
)
states = Asked(place=None, period=None)
in_force = if_("day", IN_FORCE, "until")
register.count("in force on the last day of the period", 3, in_force, asked=states)
register.count("in force in August", 4, in_force, asked=Asked(None, None, as_of=date(2021, 8, 15)))
register.count(
    "an end after as-of is not known yet", 2, in_force, asked=Asked(None, None, date(2021, 12, 30), date(2022, 12, 31))
)
register.count("named, whatever the blanks and quotation marks", 3, if_("hall", NAMED, "财务管理制度"), asked=states)
register.count("named by a name with quotation marks", 2, if_("hall", NAMED, "“考核 制度”"), asked=states)
register.count("one of several names", 3, if_("hall", NAMED, "考核制度", "财务制度"), asked=states)
register.count("named in brackets of either width", 1, if_("hall", NAMED, "(试行)保密制度"), asked=states)
register.count("no name is never met", 0, if_("hall", NAMED), asked=states)
register.distinct("distinct names", 7, ("hall",), asked=states)

# Followers by day and account (hall).
followers = Table(
    (
        (
            row(id="1", day="2020-12-31", hall="甲号", uses=90),
            row(id="2", day="2021-12-30", hall="甲号", uses=100),
            row(id="3", day="2021-12-31", hall="甲号", uses=110),
            row(id="4", day="2021-12-31", hall="乙号", uses=40),
            row(id="5", day="2022-01-01", hall="甲号", uses=120),
        ),
    )
)
followers.number("all accounts on the last day of the year", 150, LAST, sum_of((1, "uses")), asked=Asked(place=DAY))
followers.number("the last day of the year before", 90, LAST, sum_of((1, "uses")), asked=Asked(DAY, year(2020)))
followers.number("the last day known", 100, LAST, sum_of((1, "uses")), asked=Asked(DAY, as_of=date(2021, 12, 30)))
followers.number("one account", 40, LAST, sum_of((1, "uses")), if_("hall", IS, "乙号"), asked=Asked(place=DAY))
followers.number("no day", None, LAST, sum_of((1, "uses")), asked=Asked(DAY, year(2019)))

# Civil time has no zones and no summer time; numbers reach the limits of what is stored.
extremes = Table(
    (
        (
            row(
                id="1",
                at="2021-03-28 00:00:00",
                done="2021-03-28 04:00:00",
                uses=99_999_999_999_999,
                month="2021-07-01",
            ),
            row(id="2", at="2021-05-01 00:00:00", uses=99_999_999_999_999, amount="99999999999999.9999"),
            row(id="3", at="2021-05-01 00:00:00", uses=99_999_999_999_999, amount="99999999999999.9999"),
            row(id="4", at="1986-05-03 12:00:00", done="1986-05-04 12:00:00", amount="99999999999999.9999"),
        ),
    )
)
july = Period(date(2021, 7, 1), date(2021, 7, 31))
extremes.number("a night of summer time in other zones", 14_400, SUM, Elapsed("at", "done"))
extremes.number("a day of the summer time of 1986", 86_400, SUM, Elapsed("at", "done"), asked=Asked(period=year(1986)))
extremes.number("large whole numbers", 299_999_999_999_997, SUM, sum_of((1, "uses")))
extremes.number("large whole numbers times thousand", 299_999_999_999_997_000, SUM, sum_of((1000, "uses")))
extremes.number("large amounts", Decimal("299999999999999.9997"), SUM, sum_of((1, "amount")), asked=Asked(None, None))
extremes.count("a month is placed by its first day", 1, asked=Asked(Moment("month"), july, date(2021, 7, 15)))
extremes.count("next month is not there yet", 0, asked=Asked(Moment("month"), july, date(2021, 6, 30)))

# Reported shortly before midnight, due 30 minutes later: the due time places the row.
midnight = Table(((row(id="1", at="2021-12-31 23:45:00"), row(id="2", at="2021-07-01 23:45:00")),))
half_an_hour = Moment("at", 30)
midnight.count("due in the new year", 1, asked=Asked(half_an_hour, year(2022), date(2022, 1, 31), due_by_as_of=True))
midnight.count("due in the old year", 1, asked=Asked(half_an_hour, as_of=date(2022, 1, 31), due_by_as_of=True))
midnight.count("not due by midnight", 0, asked=Asked(half_an_hour, as_of=date(2021, 7, 1), due_by_as_of=True))
midnight.count("due after midnight", 1, asked=Asked(half_an_hour, as_of=date(2021, 7, 2), due_by_as_of=True))
midnight.count("due whenever, by as-of", 1, asked=Asked(half_an_hour, None, date(2021, 7, 2), due_by_as_of=True))

first, second = (
    (row(id="x", amount="1"), row(id="y", amount="2"), row(id="z", amount="4")),
    (row(id="y", amount="20"), row(id="z", amount="40"), row(id="z", amount="400")),
)
corrected = Table((first, second), (((0, 1), (0, 2), (1, 1)),))
corrected.count("replaced rows do not count", 3, asked=everything)
corrected.number("replaced rows are not added", 421, SUM, sum_of((1, "amount")), asked=everything)
corrected.distinct("the rows that stand are one a key", 3, ("id",), asked=everything)
twice = Table((first, second), (((0, 0),), ((0, 1), (1, 0))))
twice.count("rows replaced by several batches", 3, asked=everything)
twice.number("each batch replaces its own", 444, SUM, sum_of((1, "amount")), asked=everything)

no_batch, no_rows = Table(()), Table(((),))
for title, nothing in (("no batch", no_batch), ("a batch without rows", no_rows)):
    nothing.count(f"{title}: a count is zero", 0)
    nothing.number(f"{title}: a sum is nothing", None, SUM, sum_of((1, "uses")))
    nothing.number(f"{title}: the last day is nothing", None, LAST, sum_of((1, "uses")))
    nothing.distinct(f"{title}: distinct values are zero", 0, ("hall",))
    nothing.least(f"{title}: the least is nothing", None, ("hall",), "day")
    nothing.expression(f"{title}: an expression of counts is zero", Fraction(0), "COUNT(*)")

TABLES = (
    deliveries,
    roster,
    tasks,
    register,
    followers,
    extremes,
    midnight,
    corrected,
    twice,
    no_batch,
    no_rows,
)
