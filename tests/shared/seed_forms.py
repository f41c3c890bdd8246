"""The five declarations of the example laid out as officials print them, and put into files by other libraries.

Layouts are drawn here by hand after the form book (§3.1, §3.3, §3.4), not by our writers: a mistake that reader and
writer share would show.
"""

from __future__ import annotations

import io
import re
import subprocess
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import docx
import xlwt
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from workbook_making import saved

CASES = Path(__file__).parents[1] / "forms" / "cases" / "shanghai_2021"
DEPARTMENT_CODE = "219001"
LOST_POINT = Decimal("0.5")
REASON = "部分设备到货延迟，已约定次年一季度补齐；今后每月核对到货情况。"
MEASURE = "供应商到货延迟，已约定九月底前补齐。"
TICK = "√"
SIGNS = re.compile(r"^[$]?(\\geq|>=|<=|[=≥≤])\s*|\\|[$]")


class Box(NamedTuple):
    """A cell: where it stands, what it says, how many rows and columns it covers."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Form:
    """One form: its title, the line of its year, its cells; widths in parts of 100, label rows that repeat."""

    title: str
    year: str
    boxes: tuple[Box, ...]
    widths: tuple[int, ...]
    labels: tuple[int, ...]
    landscape: bool = False

    @property
    def height(self) -> int:
        """How many rows it has."""
        return max(box.row + box.rows - 1 for box in self.boxes)


class Row(NamedTuple):
    """An indicator with what a unit would answer: its result, what it is worth, the points and the reason given."""

    level1: str
    level2: str
    name: str
    target: str
    result: str
    weight: int
    points: Decimal
    reason: str


@cache
def cases() -> tuple[Mapping[str, Any], ...]:
    """What a careful person reads in each of the five."""
    return tuple(tomllib.loads(path.read_text("utf-8")) for path in sorted(CASES.glob("*.toml")))


def rows_of(case: Mapping[str, Any]) -> list[Row]:
    """The indicators in order; 90 points shared out among them, and half of one lost at every fourth."""
    filed = case["indicators"]["rows"]
    share, rest = divmod(90, len(filed))
    found = []
    for at, (level1, level2, name, target) in enumerate(filed):
        weight, lost = share + (at < rest), at % 4 == 1
        points = weight - LOST_POINT if lost else Decimal(weight)
        found.append(Row(level1, level2, name, target, SIGNS.sub("", target), weight, points, REASON if lost else ""))
    return found


def declared(case: Mapping[str, Any]) -> Form:
    """Family A of the form book: 5 columns."""
    project, funds, goals = case["project"], case["funds"], case["objectives"]
    rows = rows_of(case)

    def money(name: str) -> str:
        return f"{Decimal(funds[name]):,}" if name in funds else ""

    years = goals["overall_period"].replace("-", "年 - ")
    boxes = (
        *_line(1, ("项目名称", 1), (project["name"], 2), ("项目类别", 1), (project["category"], 1)),
        *_line(2, ("主管部门", 1), (project["department"], 2), ("实施单位", 1), ("", 1)),
        *_line(3, ("计划开始日期", 1), (str(project["start"]), 2), ("计划完成日期", 1), (str(project["end"]), 1)),
        Box(4, 1, "项目资金", rows=4),
        *_line(4, ("项目资金总额", 1), (money("total"), 1), ("年度资金申请总额", 1), (money("annual"), 1), first=2),
        *_line(5, ("其中：财政资金", 1), (money("fiscal"), 1), first=2),
        *_line(5, ("其中：当年财政拨款", 1), (money("appropriation"), 1), first=4),
        *_line(6, ("", 1), ("", 1), ("上年结转资金", 1), (money("carry_over"), 1), first=2),
        *_line(7, ("其他资金", 1), (money("other"), 1), ("其他资金", 1), (money("annual_other"), 1), first=2),
        Box(8, 1, "项目绩效目标", rows=3),
        *_line(8, ("项目总目标", 2), ("年度总目标", 2), first=2),
        *_line(9, (f"({years}年)", 2), ("", 2), first=2),
        *_line(10, (goals["overall"], 2), (goals["annual"], 2), first=2),
        Box(11, 1, "绩效指标", rows=len(rows) + 1),
        *_line(11, ("一级指标", 1), ("二级指标", 1), ("三级指标", 1), ("指标目标值", 1), first=2),
        *_levels(rows, 12, 2),
        *(box for at, row in enumerate(rows, start=12) for box in _line(at, (row.name, 1), (row.target, 1), first=4)),
    )
    return Form(case["title"], f"({case['year']}年度)", boxes, (14, 18, 20, 26, 22), (11,))


def evaluated(case: Mapping[str, Any], unit: str, grant: str) -> Form:
    """Family C (元) or D (万元): 9 columns, everything answered."""
    project, rows, (amount, spent, rate) = case["project"], rows_of(case), money_of(case, unit)
    given = sum((row.points for row in rows), Decimal(9))
    heads = ("年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分")
    labels = ("三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
    last = len(rows) + 11
    boxes = (
        *_line(1, ("项目名称", 1), (project["name"], 8)),
        *_line(2, ("主管部门", 1), (project["department"], 3), ("实施单位", 1), ("样区服务中心", 4)),
        Box(3, 1, f"项目资金（{unit}）", rows=5),
        *_line(3, ("", 2), *((text, 1) for text in heads), first=2),
        *_texts(4, 2, "年度资金总额", amount, amount, spent, "10", rate, "9.00"),
        *_texts(5, 2, f"其中：{grant}", amount, amount, spent, "—", rate, "—"),
        *_texts(6, 2, "上年结转资金", "", "", "", "—", "", "—"),
        *_texts(7, 2, "其他资金", "", "", "", "—", "", "—"),
        Box(8, 1, "年度总体目标", rows=2),
        *_line(8, ("预期目标", 4), ("实际完成情况", 4), first=2),
        *_line(9, (case["objectives"]["annual"], 4), ("已按计划完成。", 4), first=2),
        Box(10, 1, "绩效指标", rows=len(rows) + 1),
        *_line(10, ("一级指标", 1), ("二级指标", 1), *((text, 1) for text in labels), first=2),
        *_levels(rows, 11, 2),
        *(box for at, row in enumerate(rows, start=11) for box in _answered(at, row)),
        *_line(last, ("总分", 6), ("100", 1), (f"{given:.2f}", 1), ("", 1)),
    )
    title = "财政项目支出绩效自评表" if unit == "元" else "项目支出绩效自评表"
    return Form(title, f"（{case['year']}年度）", boxes, (7, 10, 11, 19, 11, 11, 7, 8, 16), (10,))


def _answered(at: int, row: Row) -> list[Box]:
    said = (row.name, row.target, row.result, str(row.weight), f"{row.points:.2f}", row.reason)
    return _line(at, *((text, 1) for text in said), first=4)


def money_of(case: Mapping[str, Any], unit: str) -> tuple[str, str, str]:
    """What was granted and what was spent (nine tenths of it) in that unit, and the rate."""
    yuan = Decimal(case["funds"]["annual"])
    part = Decimal(1) if unit == "元" else Decimal(10_000)
    return f"{yuan / part:,.2f}", f"{yuan * 9 / 10 / part:,.2f}", "90.00%"


def monitored(case: Mapping[str, Any]) -> Form:
    """The national monitoring form of January to July: 17 columns, landscape, two rows of labels."""
    project, rows, (amount, spent, rate) = case["project"], rows_of(case), money_of(case, "万元")
    heads = (("", 2), ("年初预算数", 2), ("1—7月执行数", 3), ("1—7月执行率", 4), ("全年预计执行数", 4))
    names = ("一级指标", "二级指标", "三级指标", "年度指标值", "1—7月执行情况", "全年预计完成情况")
    causes = ("经费保障", "制度保障", "人员保障", "硬件条件保障", "其他", "原因说明", "确定能", "有可能", "完全不可能")
    department = f"{project['department']} {DEPARTMENT_CODE}"
    boxes = (
        *_line(1, ("项目名称", 2), (project["name"], 15)),
        *_line(2, ("主管部门及代码", 2), (department, 5), ("实施单位", 3), ("样区服务中心", 7)),
        Box(3, 1, "项目资金（万元）", rows=4, columns=2),
        *_line(3, *heads, first=3),
        *_line(4, ("年度资金总额", 2), (amount, 2), (spent, 3), (rate, 4), (amount, 4), first=3),
        *_line(5, ("其中：本年一般公共预算拨款", 2), (amount, 2), (spent, 3), (rate, 4), (amount, 4), first=3),
        *_line(6, ("其他资金", 2), ("", 2), ("", 3), ("", 4), ("", 4), first=3),
        *_line(7, ("年度总体目标", 2), (case["objectives"]["annual"], 15)),
        Box(8, 1, "绩效指标", rows=len(rows) + 2),
        *(Box(8, column, text, rows=2) for column, text in enumerate(names, start=2)),
        *_line(8, ("偏差原因分析", 6), ("完成目标可能性", 3), first=8),
        Box(8, 17, "备注", rows=2),
        *_line(9, *((text, 1) for text in causes), first=8),
        *_levels(rows, 10, 2),
        *(box for at, row in enumerate(rows, start=10) for box in _watched(at, row)),
    )
    widths = (5, 7, 7, 12, 8, 8, 8, 4, 4, 4, 4, 4, 9, 4, 4, 4, 4)
    return Form("项目支出绩效目标执行监控表", f"（{case['year']}年度，1—7月）", boxes, widths, (8, 9), landscape=True)


def _watched(at: int, row: Row) -> list[Box]:
    late = bool(row.reason)
    causes = ("", "", "", TICK if late else "", "", MEASURE if late else "")
    likely = ("", TICK, "") if late else (TICK, "", "")
    said = (row.name, row.target, "按计划进行", row.result, *causes, *likely, "")
    return _line(at, *((text, 1) for text in said), first=4)


def _line(row: int, *cells: tuple[str, int], first: int = 1) -> list[Box]:
    """Cells of a row side by side from column ``first``, each with how many columns it covers."""
    found = []
    for text, columns in cells:
        found.append(Box(row, first, text, columns=columns))
        first += columns
    return found


def _texts(row: int, first: int, name: str, *texts: str) -> list[Box]:
    """A row of the funds: its name over two columns, then one cell a text."""
    return _line(row, (name, 2), *((text, 1) for text in texts), first=first)


def _levels(rows: Sequence[Row], first: int, column: int) -> Iterator[Box]:
    """The labels of the first and second level, each over its rows."""
    for at, within in ((column, 1), (column + 1, 2)):
        row = first
        for label, same in groupby(rows, key=lambda one: one[:within]):
            count = len(list(same))
            yield Box(row, at, label[-1], rows=count)
            row += count


def as_docx(forms: Sequence[Form]) -> bytes:
    """A word file by python-docx, one form after the other, label rows repeated on each page."""
    document = docx.Document()
    section = document.sections[0]
    if forms[0].landscape:
        section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    else:
        section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(15)
    document.styles["Normal"].font.size = Pt(9)
    for form in forms:
        for text in (form.title, form.year):
            document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER
        _word_table(document, form)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _word_table(document: Any, form: Form) -> None:  # noqa: ANN401 (a class the package does not give away)
    table = document.add_table(form.height, len(form.widths), style="Table Grid")
    table.autofit = False
    places = [list(row.cells) for row in table.rows]
    width = 267 if form.landscape else 180
    for column, share in enumerate(form.widths):
        table.columns[column].width = Mm(width * share / sum(form.widths))
        for cells in places:
            cells[column].width = Mm(width * share / sum(form.widths))
    for box in form.boxes:
        cell = places[box.row - 1][box.column - 1]
        if box.rows * box.columns > 1:
            cell = cell.merge(places[box.row + box.rows - 2][box.column + box.columns - 2])
        cell.text = box.text
    for row in form.labels:
        table.rows[row - 1]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 (no public way)


def as_xlsx(forms: Sequence[Form]) -> bytes:
    """A workbook by openpyxl, one sheet a form."""
    book = Workbook()
    book.remove(book.worksheets[0])
    line = Side(style="thin")
    for number, form in enumerate(forms, start=1):
        sheet = book.create_sheet(f"表{number}")
        for at, text in enumerate((form.title, form.year), start=1):
            sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=len(form.widths))
            sheet.cell(at, 1, text)
        sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = sheet.PAPERSIZE_A4, False
        sheet.page_setup.orientation = "landscape" if form.landscape else "portrait"
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        for column, share in enumerate(form.widths, start=1):
            sheet.column_dimensions[get_column_letter(column)].width = share
        for box in form.boxes:
            top, bottom, right = box.row + 2, box.row + box.rows + 1, box.column + box.columns - 1
            cell = sheet.cell(top, box.column, box.text or None)
            cell.data_type = "s" if box.text else "n"  # no formula, whatever it begins with
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            cell.border = Border(line, line, line, line)
            if box.rows == 1:
                room = sum(form.widths[box.column - 1 : box.column - 1 + box.columns]) // 2 - 1
                height = 14 * -(-len(box.text) // max(room, 1)) + 6
                sheet.row_dimensions[top].height = max(sheet.row_dimensions[top].height or 0, height)
            if (top, box.column) != (bottom, right):
                sheet.merge_cells(start_row=top, end_row=bottom, start_column=box.column, end_column=right)
    return saved(book)


def as_xls(forms: Sequence[Form]) -> bytes:
    """An old workbook by xlwt, the forms one under the other on one sheet."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("绩效目标")
    top = 0
    for form in forms:
        last = len(form.widths) - 1
        sheet.write_merge(top, top, 0, last, form.title)
        sheet.write_merge(top + 1, top + 1, 0, last, form.year)
        for box in form.boxes:
            row, column = top + 1 + box.row, box.column - 1
            sheet.write_merge(row, row + box.rows - 1, column, column + box.columns - 1, box.text)
        top += form.height + 3
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_html(forms: Sequence[Form]) -> bytes:
    """A page as a person writes it: rowspan and colspan, nothing else."""
    written = "".join(f"<h2>{escape(form.title)}</h2><p>{form.year}</p>{_html_table(form)}" for form in forms)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{written}</body></html>'.encode()


def _html_table(form: Form) -> str:
    rows = [""] * form.height
    for box in sorted(form.boxes):
        rows[box.row - 1] += f'<td rowspan="{box.rows}" colspan="{box.columns}">{escape(box.text)}</td>'
    return f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


WRITERS = {"docx": as_docx, "xlsx": as_xlsx, "xls": as_xls, "html": as_html}


def exported(folder: Path, files: Mapping[str, bytes], suffix: str) -> dict[str, bytes]:
    """Each file, by its name, as LibreOffice exports it (``pdf``, ``html``), all in one call."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(folder / suffix)]
    names = [str(folder / name) for name in files]
    subprocess.run([*command, *names], check=True, capture_output=True, timeout=120)  # noqa: S603 (our own files)
    return {name: (folder / suffix / name).with_suffix(f".{suffix}").read_bytes() for name in files}
