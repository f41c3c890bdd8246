"""Cases of users' expressions: each value is reckoned by hand from the four rows."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from conformance import EVERY, EXPRESSION, Asked, Table, row

rows = Table(
    (
        (
            row(
                id="1",
                uses=3,
                amount="1.5",
                hall="甲",
                ok=True,
                day="2021-07-01",
                at="2021-07-01 08:00:00",
                done="2021-07-02 08:00:00",
            ),
            row(id="2", uses=0, amount="2.5", hall="乙", ok=False, day="2021-07-02", at="2021-07-01 09:00:00"),
        ),
        (
            row(id="3", amount="-4", hall="O'Brien"),
            row(id="4", uses=-2, hall="甲", ok=True, day="2021-07-03", done="2022-02-01 00:00:00"),
        ),
    )
)
VALUES: dict[str, Fraction | int | None] = {
    "COUNT(*)": 4,
    "count(*)": 4,
    "COUNT(uses)": 3,
    "COUNT(1)": 4,
    "SUM(1)": 4,
    "SUM(uses)": 1,
    "sum(Uses)": 1,
    "SUM(次数)": 1,
    "SUM(amount)": 0,
    "AVG(amount)": 0,
    "AVG(uses)": Fraction(1, 3),
    "MIN(uses)": -2,
    "MAX(amount)": Fraction(5, 2),
    "MAX(amount) - MIN(amount)": Fraction(13, 2),
    "MIN(uses * amount)": 0,  # 4.5 0
    "MAX(CASE WHEN ok THEN uses END)": 3,
    "SUM(uses * amount)": Fraction(9, 2),
    "SUM(uses + amount)": 7,  # 4.5 2.5
    "SUM(uses - amount)": -1,  # 1.5 -2.5
    "SUM(uses * uses)": 13,
    "SUM(ABS(uses))": 5,
    "SUM(ABS(amount))": 8,
    "SUM(-uses)": -1,
    "SUM(uses + 1)": 4,
    "SUM(uses) + COUNT(*)": 5,
    "SUM(COALESCE(uses, 10))": 11,
    "SUM(COALESCE(uses, amount, 0))": -3,
    "SUM(COALESCE(amount, 0.25))": Fraction(1, 4),
    "COUNT(NULLIF(uses, 0))": 2,
    "SUM(NULLIF(uses, 3))": -2,
    "SUM(amount * amount)": Fraction(49, 2),  # 2.25 6.25 16
    "SUM(amount * amount * amount)": -45,  # 3.375 15.625 -64
    "SUM((amount - 0.25) * (amount + 0.25))": Fraction(389, 16),  # 24.5 - 3 / 16
    "SUM(uses * 0.5)": Fraction(1, 2),
    "SUM(uses * 0.000001)": Fraction(1, 1_000_000),
    "SUM(uses * 123456789012345)": 123_456_789_012_345,
    "COUNT(*) * 999999999999999": 3_999_999_999_999_996,
    "SUM(0.1 + 0.2)": Fraction(6, 5),
    "COUNT(*) * 0.1": Fraction(2, 5),
    "COUNT(*) / 3": Fraction(4, 3),
    "1 / COUNT(*)": Fraction(1, 4),
    "1 / COUNT(*) * 4": 1,
    "(COUNT(*) - 1) / (COUNT(uses) + 1)": Fraction(3, 4),
    "SUM(uses) / SUM(amount)": None,
    "COALESCE(SUM(uses) / SUM(amount), -1)": -1,
    "NULLIF(SUM(amount), 0)": None,
    "-AVG(uses)": Fraction(-1, 3),
    "SUM(CASE WHEN uses > 0 THEN amount ELSE 1 END)": Fraction(9, 2),  # 1.5 1 1 1
    "SUM(CASE WHEN uses > 0 THEN amount WHEN uses = 0 THEN 10 END)": Fraction(23, 2),
    "SUM(CASE hall WHEN '甲' THEN 2 WHEN '乙' THEN 5 END)": 9,
    "SUM(CASE WHEN uses IS NULL THEN 1 ELSE uses END)": 2,
    "SUM(amount) FILTER (WHERE amount > 0) / COUNT(*)": 1,
    "SUM(amount) FILTER (WHERE amount < 0)": -4,
    "SUM(amount) FILTER (WHERE ok)": Fraction(3, 2),
    "SUM(金额) FILTER (WHERE 是否合格)": Fraction(3, 2),
    "SUM(amount) FILTER (WHERE uses > 100)": None,
    "AVG(amount) FILTER (WHERE uses IS NOT NULL)": 2,
    "MIN(amount) FILTER (WHERE NOT ok)": Fraction(5, 2),
    "COUNT(*) FILTER (WHERE hall = 'O''Brien')": 1,
    "COUNT(*) FILTER (WHERE hall IN ('甲', '乙'))": 3,
    "COUNT(*) FILTER (WHERE hall NOT IN ('甲'))": 2,
    "COUNT(*) FILTER (WHERE uses NOT IN (0))": 2,
    "COUNT(*) FILTER (WHERE uses BETWEEN -2 AND 0)": 2,
    "COUNT(*) FILTER (WHERE uses NOT BETWEEN 0 AND 5)": 1,
    "COUNT(*) FILTER (WHERE amount BETWEEN 1.5 AND 2.5)": 2,
    "COUNT(*) FILTER (WHERE uses < amount)": 1,
    "COUNT(*) FILTER (WHERE uses <> 3)": 2,
    "COUNT(*) FILTER (WHERE uses != 0 AND uses <= 3)": 2,
    "COUNT(*) FILTER (WHERE uses IS NULL OR ok)": 3,
    "COUNT(*) FILTER (WHERE NOT (uses = 3 OR uses = 0))": 1,
    "COUNT(*) FILTER (WHERE hall IS NULL)": 0,
    "COUNT(*) FILTER (WHERE day >= DATE '2021-07-02')": 2,
    "COUNT(*) FILTER (WHERE day = '2021-07-02')": 1,
    "COUNT(*) FILTER (WHERE day BETWEEN DATE '2021-07-01' AND DATE '2021-07-02')": 2,
    "COUNT(*) FILTER (WHERE at < DATE '2021-07-02')": 2,
    "COUNT(*) FILTER (WHERE at >= '2021-07-01 09:00:00')": 1,
    "COUNT(*) FILTER (WHERE at < done)": 1,
    "COUNT(*) FILTER (WHERE CAST(at AS DATE) = day)": 1,
    "COUNT(*) FILTER (WHERE done IS NULL)": 3,
    "COUNT(done)": 1,
    "COUNT(DISTINCT hall)": 3,
    "COUNT(DISTINCT 大厅)": 3,
    "COUNT(DISTINCT hall, ok)": 2,
    "COUNT(DISTINCT day)": 3,
    "COUNT(DISTINCT CAST(at AS DATE))": 1,
    "COUNT(DISTINCT done)": 1,
    "COUNT(DISTINCT CASE WHEN ok THEN hall END)": 1,
    "COUNT(DISTINCT hall) FILTER (WHERE ok)": 1,
    "COUNT(DISTINCT uses * uses)": 3,
    "COUNT(DISTINCT ABS(amount))": 3,
    "COUNT(DISTINCT COALESCE(uses, 3))": 3,
    "COUNT(DISTINCT hall) / COUNT(*)": Fraction(3, 4),
    "SUM(ok)": 2,
    "AVG(ok)": Fraction(2, 3),
    "SUM(uses = 3)": 1,
    "AVG(uses = 3)": Fraction(1, 3),
    "SUM(hall = '甲') / COUNT(*)": Fraction(1, 2),
    "SUM(hall IN ('甲', '乙') AND ok)": 2,
    "SUM(CASE WHEN ok THEN uses > 0 ELSE FALSE END)": 1,
}
for text, value in VALUES.items():
    rows.expression(f"reckoned: {text}", None if value is None else Fraction(value), text, asked=EVERY)
later = Asked(None, None, as_of=date(2022, 2, 1))
rows.expression("a time that is known by then", Fraction(2), "COUNT(done)", asked=later)
rows.expression("and its row", Fraction(1), "SUM(uses) FILTER (WHERE done IS NOT NULL)", asked=later)
rows.expression("days that are known by then", Fraction(2), "COUNT(day)", asked=Asked(None, None, date(2021, 7, 2)))

for text in (
    "SUM(hall)",
    "MAX(hall)",
    "MIN(hall) FILTER (WHERE ok)",
    "MIN(ok)",
    "MAX(day)",
    "MAX(at)",
    "MIN(CAST(at AS DATE))",
    "SUM(day)",
    "COUNT(*) FILTER (WHERE uses = 'x')",
    "SUM(CASE WHEN hall = 3 THEN 1 END)",
    "COUNT(*) FILTER (WHERE day > 'soon')",
    "SUM(-hall)",
    "SUM(ABS(hall))",
    "COUNT(*) FILTER (WHERE hall)",
    "COUNT(*) FILTER (WHERE uses + day > 1)",
):
    rows.refuse(f"does not fit: {text}", EXPRESSION, text)

TABLES = (rows,)
