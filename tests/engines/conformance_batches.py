"""Cases of batches: what later ones replaced does not count, wherever it lies and however often it is listed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from conformance import DAY, EVERY, IS, LAST, MAX, MIN, SUM, Asked, Table, if_, row, sum_of

uses = sum_of((1, "uses"))


def numbered(*numbers: int) -> tuple[dict[str, object], ...]:
    """Rows that hold these numbers."""
    return tuple(dict(row(id=str(number), uses=number)) for number in numbers)


chain = Table((numbered(1), numbered(2), numbered(4)), (((0, 0),), ((1, 0),)))
chain.count("a correction of a correction: the last stands", 1, asked=EVERY)
chain.number("its number", 4, SUM, uses, asked=EVERY)

listed_twice = Table((numbered(1, 2),), (((0, 0),), ((0, 0),)))
listed_twice.count("a row listed twice is left out once", 1, asked=EVERY)
listed_twice.number("and the other stands", 2, SUM, uses, asked=EVERY)

all_replaced = Table((numbered(1, 2),), (((0, 0), (0, 1)),))
all_replaced.count("all rows replaced: none", 0, asked=EVERY)
all_replaced.number("all rows replaced: no sum", None, SUM, uses, asked=EVERY)
all_replaced.number("all rows replaced: no minimum", None, MIN, uses, asked=EVERY)
all_replaced.distinct("all rows replaced: nothing different", 0, ("id",), asked=EVERY)
all_replaced.least("all rows replaced: no group", None, ("id",), "uses", asked=EVERY)
all_replaced.expression("all rows replaced: no mean", None, "AVG(uses)", asked=EVERY)
all_replaced.expression("all rows replaced: a count", Fraction(0), "COUNT(uses)", asked=EVERY)

whole_file = Table((numbered(1, 2), numbered(4, 8)), (((0, 0), (0, 1)),))
whole_file.count("a file of which nothing stands", 2, asked=EVERY)
whole_file.number("the other file stands", 12, SUM, uses, asked=EVERY)

same_place = Table((numbered(1, 2, 4), numbered(8, 16, 32)), (((1, 0),),))
same_place.number("a position belongs to its batch", 1 + 2 + 4 + 16 + 32, SUM, uses, asked=EVERY)

ends = Table((numbered(1, 2, 4, 8, 16),), (((0, 0), (0, 4)),))
ends.number("the first and the last row of a file", 2 + 4 + 8, SUM, uses, asked=EVERY)
ends.number("the largest that stands", 8, MAX, uses, asked=EVERY)
ends.number("the least that stands", 2, MIN, uses, asked=EVERY)

three_lists = Table((numbered(1, 2, 4, 8), numbered(16, 32)), (((0, 0),), ((0, 1), (1, 0)), ((0, 2),)))
three_lists.number("three lists of one file", 8 + 32, SUM, uses, asked=EVERY)
three_lists.count("what three lists leave", 2, asked=EVERY)

# Twenty files of one row; every second one is replaced.
files = Table(tuple(numbered(number) for number in range(1, 21)), (tuple((place, 0) for place in range(1, 20, 2)),))
files.count("ten of twenty files", 10, asked=EVERY)
files.number("the odd numbers up to nineteen", 100, SUM, uses, asked=EVERY)
files.distinct("ten keys of twenty", 10, ("id",), asked=EVERY)

# A thousand rows; the first, the five hundredth and the last are replaced.
large = Table((numbered(*range(1, 1001)),), (((0, 0), (0, 499), (0, 999)),))
large.count("a thousand rows less three", 997, asked=EVERY)
large.number("their sum", 500_500 - 1 - 500 - 1000, SUM, uses, asked=EVERY)
large.number("their largest", 999, MAX, uses, asked=EVERY)

# A corrected day: the row moved from June to July and its hall was mended.
moved = Table(
    (
        (
            row(id="a", day="2021-06-30", hall="东厅", uses=5),
            row(id="b", day="2021-06-30", hall="西厅", uses=1),
        ),
        (row(id="a", day="2021-07-01", hall="西厅", uses=6),),
    ),
    (((0, 0),),),
)
moved.number("the last day is that of the correction", 6, LAST, uses, asked=Asked(DAY))
moved.number(
    "before that day the old row is not there either", 1, LAST, uses, asked=Asked(DAY, as_of=date(2021, 6, 30))
)
moved.distinct("the hall that was mended is gone", 1, ("hall",), asked=EVERY)
moved.count("nothing stands under the old hall", 0, if_("hall", IS, "东厅"), asked=EVERY)
moved.least("days and their rows", 1, ("id",), "day", asked=Asked(DAY))

# The same value in three files is one value; a day in two files is one day.
spread = Table(
    (
        (row(id="1", day="2021-07-01", hall="甲", uses=1),),
        (row(id="2", day="2021-07-01", hall="甲", uses=2), row(id="3", day="2021-07-02", hall="乙", uses=4)),
        (row(id="4", day="2021-07-02", hall="甲", uses=8),),
        (),
    )
)
spread.distinct("one value of three files", 2, ("hall",), asked=EVERY)
spread.distinct("pairs of four files", 3, ("hall", "day"), asked=EVERY)
spread.number("the last day of two files", 12, LAST, uses, asked=Asked(DAY))
spread.least("the least of days of three files", 2, ("id",), "day", asked=Asked(DAY))

nothing = Table(())
nothing.number("no batch: no minimum", None, MIN, uses)
nothing.number("no batch: no maximum", None, MAX, uses)
nothing.distinct("no batch: no tuples", 0, ("hall", "ok"))
nothing.expression("no batch: no mean", None, "AVG(uses)")
nothing.expression("no batch: no quotient of counts", None, "COUNT(uses) / COUNT(*)")
nothing.expression("no batch: what is given instead", Fraction(7), "COALESCE(SUM(uses), 7)")
nothing.expression("no batch: nothing different", Fraction(0), "COUNT(DISTINCT hall)")

TABLES = (
    chain,
    listed_twice,
    all_replaced,
    whole_file,
    same_place,
    ends,
    three_lists,
    files,
    large,
    moved,
    spread,
    nothing,
)
