"""What a person should know of an import that went well, as sentences: years, repeats, what was left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from youju.model.ledger import Closing, ImportReport, Ledger

MOST_NAMED = 5


def out_of_year(report: ImportReport, ledger: Ledger, declared: Collection[int]) -> Mapping[int, int]:
    """Stored rows by year, of years that no declared project has, nor any as its base year.

    A ledger of states has no early years: what began long ago still holds. With nothing declared no year is out.
    """
    if not declared:
        return {}
    if ledger.closing is Closing.NEVER:
        return {number: rows for number, rows in report.years.items() if number > max(declared)}
    asked = {*declared, *(number - 1 for number in declared)}
    return {number: rows for number, rows in report.years.items() if number not in asked}


def import_notes(report: ImportReport, ledger: Ledger, declared: Collection[int]) -> Iterator[str]:
    """One sentence for each thing to know; none where all is as usual."""
    if report.header_row > 1:
        yield f"列名在第{report.header_row}行，它前面的行没有读。"
    yield from _left_out(report)
    if report.repeated:
        yield f"有 {report.repeated:,} 行与同一文件里前面的行完全相同，只记一次。"
    outside = out_of_year(report, ledger, declared)
    if outside:
        yield _outside(report, outside)
    if report.in_closed:
        yield f"有 {report.in_closed} 行落在已经关账的期间：它们照常计入，请确认关账时是否漏登。"


def _left_out(report: ImportReport) -> Iterator[str]:
    for one in report.left_out[:MOST_NAMED]:
        yield f"第{one.row}行没有当作数据：{one.reason}"
    more = len(report.left_out) - MOST_NAMED
    if more > 0:
        yield f"另有 {more:,} 行没有当作数据。"


def _outside(report: ImportReport, outside: Mapping[int, int]) -> str:
    years = "，".join(f"{number}年 {rows:,} 行" for number, rows in sorted(outside.items())[:MOST_NAMED])
    ends = [end for end in (report.earliest, report.latest) if end is not None and end[1].year in outside]
    named = "、".join(f"第{row}行 {day}" for row, day in dict.fromkeys(ends))
    example = f"，如{named}" if named else ""
    total = sum(outside.values())
    return f"有 {total:,} 行的日期不在申报的年度和上一年（{years}{example}），不会计入任何指标；请核对年份是否写错。"
