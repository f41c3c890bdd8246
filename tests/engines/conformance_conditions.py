"""Cases of every condition on every type, and of blanks: what is blank meets none."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from conformance import (
    ABOVE,
    AT_LEAST,
    EVERY,
    EXPRESSION,
    FILLED,
    IN,
    IN_FORCE,
    IS,
    MIN,
    PRESENT,
    SUM,
    Asked,
    Table,
    if_,
    row,
    sum_of,
)

from youju.model.measure import Predicate

# Numbers beside zero, and a blank row.
sizes = Table(
    (
        (
            row(id="1", uses=-1, amount="-0.0001"),
            row(id="2", uses=0, amount="0"),
            row(id="3", uses=1, amount="0.0001"),
            row(id="4", uses=2, amount="1.5"),
            row(id="5"),
        ),
    )
)
COMPARED: tuple[tuple[str, Predicate, str, int], ...] = (
    ("uses", ABOVE, "0", 2),
    ("uses", ABOVE, "-1", 3),
    ("uses", ABOVE, "2", 0),
    ("uses", ABOVE, "0.5", 2),
    ("uses", ABOVE, "-0.5", 3),
    ("uses", AT_LEAST, "0", 3),
    ("uses", AT_LEAST, "-1", 4),
    ("uses", AT_LEAST, "2", 1),
    ("uses", AT_LEAST, "1.5", 1),
    ("uses", ABOVE, "999999999999999", 0),
    ("uses", AT_LEAST, "-999999999999999", 4),
    ("uses", IS, "1", 1),
    ("uses", IS, "1.0", 1),
    ("uses", IS, "-1", 1),
    ("uses", IS, "1.5", 0),
    ("amount", ABOVE, "0", 2),
    ("amount", AT_LEAST, "0", 3),
    ("amount", ABOVE, "0.0001", 1),
    ("amount", AT_LEAST, "0.0001", 2),
    ("amount", ABOVE, "0.00005", 2),
    ("amount", AT_LEAST, "0.00011", 1),
    ("amount", ABOVE, "-0.00005", 3),
    ("amount", IS, "1.50000", 1),
    ("amount", IS, "0.00", 1),
    ("amount", IS, "-0.0001", 1),
    ("amount", IS, "0.00010001", 0),
)
for column, test, bound, expected in COMPARED:
    sizes.count(f"{column} {test} {bound}", expected, if_(column, test, bound), asked=EVERY)
sizes.count("one of several numbers", 2, if_("uses", IN, "0", "2", "7"), asked=EVERY)
sizes.count("one of several amounts", 2, if_("amount", IN, "1.50", "0.0001", "9"), asked=EVERY)
sizes.count("filled numbers", 4, if_("uses", FILLED), asked=EVERY)
sizes.count("amounts that are present", 4, if_("amount", PRESENT), asked=EVERY)
sizes.count("between two bounds", 2, if_("uses", AT_LEAST, "0"), if_("amount", AT_LEAST, "0.0001"), asked=EVERY)
sizes.count("bounds that leave nothing", 0, if_("uses", ABOVE, "1"), if_("uses", IS, "1"), asked=EVERY)
sizes.number("a sum over a condition", 3, SUM, sum_of((1, "uses")), if_("amount", ABOVE, "0"), asked=EVERY)
sizes.number("a minimum over a condition", 1, MIN, sum_of((1, "uses")), if_("amount", ABOVE, "0"), asked=EVERY)
for number in ("99999999999999999999", "-1000000000000000", "0.0000000000000001", "NaN", "Infinity"):
    sizes.refuse(f"compared with {number}", SUM, sum_of((1, "uses")), if_("uses", ABOVE, number))

# True, false and neither.
truths = Table(
    (
        (
            row(id="1", ok=True, uses=1),
            row(id="2", ok=True),
            row(id="3", ok=False, uses=1),
            row(id="4", uses=1),
            row(id="5"),
        ),
    )
)
truths.count("true", 2, if_("ok", IS, "true"), asked=EVERY)
truths.count("false", 1, if_("ok", IS, "false"), asked=EVERY)
truths.count("true or false", 3, if_("ok", IN, "true", "false"), asked=EVERY)
truths.count("in true alone", 2, if_("ok", IN, "true"), asked=EVERY)
truths.count("true and false", 0, if_("ok", IS, "true"), if_("ok", IS, "false"), asked=EVERY)
truths.count("filled truths", 3, if_("ok", FILLED), asked=EVERY)
truths.count("truths that are present", 3, if_("ok", PRESENT), asked=EVERY)
truths.distinct("different truths", 2, ("ok",), asked=EVERY)
TRUTHS: tuple[tuple[str, Fraction | None], ...] = (
    ("COUNT(ok)", Fraction(3)),
    ("SUM(ok)", Fraction(2)),
    ("AVG(ok)", Fraction(2, 3)),
    ("SUM(NOT ok)", Fraction(1)),
    ("SUM(ok AND uses = 1)", Fraction(1)),  # 1 blank 0 blank blank
    ("AVG(ok AND uses = 1)", Fraction(1, 2)),
    ("SUM(ok IS NULL)", Fraction(2)),
    ("SUM(COALESCE(ok, TRUE))", Fraction(4)),
    ("COUNT(*) FILTER (WHERE ok)", Fraction(2)),
    ("COUNT(*) FILTER (WHERE NOT ok)", Fraction(1)),
    ("COUNT(*) FILTER (WHERE ok IS NULL)", Fraction(2)),
    ("COUNT(*) FILTER (WHERE ok IS NOT NULL)", Fraction(3)),
    ("COUNT(*) FILTER (WHERE ok = FALSE)", Fraction(1)),
    ("COUNT(*) FILTER (WHERE ok <> FALSE)", Fraction(2)),
    ("COUNT(*) FILTER (WHERE ok OR uses = 1)", Fraction(4)),  # a blank or true is true
    ("COUNT(*) FILTER (WHERE NOT (ok AND uses = 1))", Fraction(1)),  # false and true is false, the rest is blank
    ("COUNT(*) FILTER (WHERE COALESCE(ok, FALSE))", Fraction(2)),
    ("COUNT(*) FILTER (WHERE NOT COALESCE(ok, FALSE))", Fraction(3)),
    ("COUNT(*) FILTER (WHERE TRUE)", Fraction(5)),
    ("COUNT(*) FILTER (WHERE FALSE)", Fraction(0)),
    ("SUM(uses) FILTER (WHERE FALSE)", None),
    ("SUM(CASE WHEN ok THEN uses END)", Fraction(1)),
    ("SUM(CASE WHEN ok THEN 1 ELSE 0 END)", Fraction(2)),
    ("COUNT(DISTINCT ok)", Fraction(2)),
    ("COUNT(DISTINCT ok, uses)", Fraction(2)),
)
for text, value in TRUTHS:
    truths.expression(f"truths: {text}", value, text, asked=EVERY)
truths.refuse("the least truth is no number", EXPRESSION, "MIN(ok)")

# Days and times around the end of June.
dates = Table(
    (
        (
            row(id="1", day="2021-06-29", done="2021-06-30 00:00:00"),
            row(id="2", day="2021-06-30", done="2021-06-30 23:59:59"),
            row(id="3", day="2021-07-01", done="2021-07-01 00:00:00"),
            row(id="4"),
        ),
    )
)
before, end = Asked(None, None, date(2021, 6, 29), date(2021, 6, 30)), Asked(None, None, date(2021, 6, 30))
looking_back = Asked(None, None, date(2021, 12, 31), date(2021, 6, 30))
for when, asked, filled, present, filled_time, present_time in (
    ("asked at the end of June", end, 2, 2, 2, 2),
    ("asked later about June", looking_back, 2, 3, 2, 3),
    ("asked a day before", before, 1, 1, 0, 0),
):
    dates.count(f"filled days, {when}", filled, if_("day", FILLED), asked=asked)
    dates.count(f"days present, {when}", present, if_("day", PRESENT), asked=asked)
    dates.count(f"filled times, {when}", filled_time, if_("done", FILLED), asked=asked)
    dates.count(f"times present, {when}", present_time, if_("done", PRESENT), asked=asked)
dates.count("a day that is known", 1, if_("day", IS, "2021-06-30"), asked=end)
dates.count("a day that is not known yet", 0, if_("day", IS, "2021-06-30"), asked=before)
dates.count("one of several days", 2, if_("day", IN, "2021-06-29", "2021-07-01"), asked=EVERY)
dates.count("of several days those that are known", 1, if_("day", IN, "2021-06-29", "2021-07-01"), asked=end)
dates.count("a time to the second", 1, if_("done", IS, "2021-06-30T23:59:59"), asked=EVERY)
dates.count("a day as a time is its midnight", 1, if_("done", IS, "2021-06-30"), asked=EVERY)
dates.count("one of several times", 2, if_("done", IN, "2021-06-30", "2021-07-01 00:00:00"), asked=EVERY)

# In force from (day) until (until).
force = Table(
    (
        (
            row(id="1", day="2021-01-01"),
            row(id="2", day="2021-01-01", until="2021-06-30"),
            row(id="3", day="2021-01-01", until="2021-06-29"),
            row(id="4", day="2021-06-30"),
            row(id="5", day="2021-07-01"),
            row(id="6"),
            row(id="7", until="2021-12-31"),
            row(id="8", day="2021-06-30", until="2021-06-30"),
            row(id="9", day="2021-07-01", until="2021-06-30"),
            row(id="10", at="2021-01-01 00:00:00", done="2021-06-30 00:00:00"),
            row(id="11", at="2021-01-01 00:00:00", done="2021-06-29 23:59:59"),
            row(id="12", at="2021-06-30 23:59:59"),
            row(id="13", at="2021-07-01 00:00:00"),
        ),
    )
)
valid, running = if_("day", IN_FORCE, "until"), if_("at", IN_FORCE, "done")
for day, expected in (
    (date(2021, 6, 29), 3),  # 1 2 3
    (date(2021, 6, 30), 4),  # 1 2 4 8
    (date(2021, 7, 1), 3),  # 1 4 5
    (date(2021, 12, 31), 3),
    (date(2020, 12, 31), 0),
):
    force.count(f"in force on {day}", expected, valid, asked=Asked(None, None, day))
force.count(
    "an end that is not known yet is open", 2, valid, asked=Asked(None, None, date(2021, 6, 29), date(2021, 12, 31))
)  # 1 2
force.count("in force by times, until the day itself", 2, running, asked=end)  # 10 12
force.count("in force by times, the day before", 2, running, asked=Asked(None, None, date(2021, 6, 29)))  # 10 11
force.count("in force in two ways", 0, valid, running, asked=end)

TABLES = (sizes, truths, dates, force)
