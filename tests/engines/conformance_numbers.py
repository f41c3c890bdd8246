"""Cases of numbers: exact to the last place, at the limits of what is stored, refused where they would not be exact."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from conformance import EVERY, EXPRESSION, IS, MAX, MIN, SUM, Asked, Table, if_, row, sum_of

from youju.model.period import year

LARGEST, SMALLEST = 9_223_372_036_854_775_807, -9_223_372_036_854_775_808  # whole numbers of 64 bits
amount, uses = sum_of((1, "amount")), sum_of((1, "uses"))

# Whole numbers at their limits.
whole = Table(
    (
        (
            row(id="1", uses=LARGEST, kind="一般"),
            row(id="2", uses=LARGEST, kind="一般"),
            row(id="3", uses=SMALLEST, kind="重大"),
            row(id="4"),
        ),
    )
)
whole.number(
    "twice the largest whole number", 18_446_744_073_709_551_614, SUM, uses, if_("kind", IS, "一般"), asked=EVERY
)
whole.number("the smallest whole number as a sum", SMALLEST, SUM, uses, if_("kind", IS, "重大"), asked=EVERY)
whole.number("all whole numbers at the limits", 9_223_372_036_854_775_806, SUM, uses, asked=EVERY)
whole.number("the largest whole number", LARGEST, MAX, uses, asked=EVERY)
whole.number("the smallest whole number", SMALLEST, MIN, uses, asked=EVERY)
whole.expression("a mean of the largest", Fraction(LARGEST), "AVG(uses) FILTER (WHERE uses > 0)", asked=EVERY)
whole.expression("arithmetic beyond the limits", Fraction(2 * LARGEST + 1), "MAX(uses) - MIN(uses)", asked=EVERY)
whole.refuse("a whole number of a row twice is too large", SUM, sum_of((2, "uses")))
whole.refuse("the smallest whole number has no opposite", SUM, sum_of((-1, "uses")))
whole.refuse("a product of large whole numbers is too large", EXPRESSION, "SUM(uses * uses)")

# Amounts at their limits.
most = Decimal("99999999999999.9999")
amounts = Table(
    (
        (
            row(id="1", amount="99999999999999.9999", uses=99_999_999_999_999),
            row(id="2", amount="99999999999999.9999", uses=1),
            row(id="3", amount="-99999999999999.9999", uses=-1),
            row(id="4", amount="-99999999999999.9999"),
            row(id="5", amount="0.0001", uses=0),
            row(id="6", uses=7),
        ),
    )
)
amounts.number("large amounts that cancel", Decimal("0.0001"), SUM, amount, asked=EVERY)
amounts.number("the largest amount", most, MAX, amount, asked=EVERY)
amounts.number("the smallest amount", -most, MIN, amount, asked=EVERY)
amounts.number("twice each amount", Decimal("0.0002"), SUM, sum_of((2, "amount")), asked=EVERY)
amounts.number(
    "a thousand times the largest",
    Decimal("99999999999999999.9"),
    SUM,
    sum_of((1000, "amount")),
    if_("id", IS, "1"),
    asked=EVERY,
)
amounts.number(
    "an amount and a whole number",
    Decimal("199999999999998.9999"),
    SUM,
    sum_of((1, "amount"), (1, "uses")),
    if_("id", IS, "1"),
    asked=EVERY,
)
amounts.number("an amount less itself", Decimal(0), SUM, sum_of((1, "amount"), (-1, "amount")), asked=EVERY)
amounts.number(
    "three columns, one of them blank", None, SUM, sum_of((1, "amount"), (1, "uses")), if_("id", IS, "6"), asked=EVERY
)
amounts.number(
    "a difference as the largest", Decimal("99999999999998.9999"), MAX, sum_of((1, "amount"), (-1, "uses")), asked=EVERY
)
amounts.number(
    "a difference as the smallest",
    Decimal("-99999999999998.9999"),
    MIN,
    sum_of((1, "amount"), (-1, "uses")),
    asked=EVERY,
)
amounts.expression(
    "a product in twice the places", Fraction(most) ** 2 * 4 + Fraction(1, 10**8), "SUM(amount * amount)", asked=EVERY
)
amounts.refuse("a product of three large amounts", EXPRESSION, "SUM(amount * amount * amount)")

# The products of these fit one by one, their sum would need more than 38 digits.
crowd = Table((tuple(row(id=str(number), amount="99999999999999.9999") for number in range(150)),))
crowd.number("a hundred and fifty large amounts", 150 * most, SUM, amount, asked=EVERY)
crowd.refuse("a sum of products of large amounts", EXPRESSION, "SUM(amount * amount)")

# Small places: none of them is a number of a binary machine.
places = Table(
    (
        tuple(row(id=f"a{number}", amount="0.1", kind="一般") for number in range(10)),
        tuple(row(id=f"b{number}", amount="0.0001", kind="重大") for number in range(10)),
        (row(id="c1", amount="-0.3"), row(id="c2", amount="0.2"), row(id="c3", amount="0.1")),
    )
)
places.number("ten tenths", Decimal(1), SUM, amount, if_("kind", IS, "一般"), asked=EVERY)
places.number("ten times the smallest place", Decimal("0.001"), SUM, amount, if_("kind", IS, "重大"), asked=EVERY)
places.number("all of them", Decimal("1.001"), SUM, amount, asked=EVERY)
places.expression("three that cancel", Fraction(0), "SUM(amount) FILTER (WHERE kind IS NULL)", asked=EVERY)
places.expression("a mean with endless places", Fraction(1001, 23_000), "AVG(amount)", asked=EVERY)
places.expression("a tenth of a tenth", Fraction(1, 10), "SUM(amount * 0.1) FILTER (WHERE kind = '一般')", asked=EVERY)
places.expression("a millionth", Fraction(1, 10**6), "SUM(amount * 0.000001) FILTER (WHERE kind = '一般')", asked=EVERY)

# A thousand rows in four files: n = 1 to 1000, and n / 10000.
thousand = Table(
    tuple(
        tuple(
            row(
                id=str(n),
                at="2021-05-01 00:00:00",
                uses=n,
                amount=f"{n / 10_000:.4f}",
                hall=f"大厅{n % 7}",
                ok=n % 3 == 0,
            )
            for n in range(first, first + 250)
        )
        for first in (1, 251, 501, 751)
    )
)
thousand.count("a thousand rows", 1000)
thousand.number("their numbers", 500_500, SUM, uses)  # 1000 × 1001 ÷ 2
thousand.number("their amounts", Decimal("50.05"), SUM, amount)
thousand.number("the largest amount of a thousand", Decimal("0.1"), MAX, amount)
thousand.number("the least amount of a thousand", Decimal("0.0001"), MIN, amount)
thousand.distinct("a thousand keys", 1000, ("id",))
thousand.distinct("seven halls", 7, ("hall",))
thousand.distinct("halls with and without", 14, ("hall", "ok"))
thousand.count("every third", 333, if_("ok", IS, "true"))
thousand.expression("the upper half", Fraction(375_250), "SUM(uses) FILTER (WHERE uses > 500)")  # 500 × 750.5
thousand.expression("the mean", Fraction(1001, 2), "AVG(uses)")
thousand.expression("squares", Fraction(333_833_500), "SUM(uses * uses)")  # 1000 × 1001 × 2001 ÷ 6
thousand.least("the hall with the fewest of a thousand", 142, ("id",), "hall")  # 142 sevens, and 143 of the first six
thousand.count("none of a thousand in the year before", 0, asked=Asked(period=year(2020)))

TABLES = (whole, amounts, crowd, places, thousand)
