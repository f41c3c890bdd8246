"""The reading workbench: what was read is lit where it stands, and what differs from the expected structure is said."""

from __future__ import annotations

import json
import re
import runpy
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chromium import chromium
from comparing import State, compared
from openpyxl import Workbook
from selectolax.lexbor import LexborHTMLParser, LexborNode

ROOT = Path(__file__).parents[2]
REPORT: dict[str, Any] = runpy.run_path(str(ROOT / "tools" / "forms_report.py"))
write: Callable[[list[Path], Path], list[dict[str, Any]]] = REPORT["write"]
CORPUS = sorted(path for path in (ROOT / "tests" / "forms" / "corpus").iterdir() if path.is_file())
HEAD = "项目支出绩效目标申报表\n（2024年度）\n"
ROWS = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t修缮道路长度\t≥12公里\n\t质量指标\t验收合格率\t≥98%\n"
FORM = f"{HEAD}项目名称\t乡道修缮\n项目资金总额\t36.5万元\n{ROWS}"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("report")
    write(CORPUS, target)
    return target


def page_of(folder: Path, text: str, name: str = "form.txt") -> LexborHTMLParser:
    folder.joinpath(name).write_text(text, "utf-8")
    write([folder / name], folder / "to")
    return parsed(folder / "to" / f"{name}.html")


def parsed(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text("utf-8"))


def text_of(page: LexborHTMLParser | LexborNode, selector: str) -> str:
    """What the first element of the selector says."""
    found = page.css_first(selector)
    assert found is not None, selector
    return found.text()


def lit(page: LexborHTMLParser) -> list[tuple[str, str]]:
    """Kind and text of each lit cell or run, in reading order."""
    return [(kind_of(node), node.text().strip()) for node in page.css(".form .lit")]


def kind_of(node: LexborNode) -> str:
    return next(word for word in (node.attributes["class"] or "").split() if word not in ("lit", "doubt"))


def test_each_cell_is_lit_in_the_colour_of_what_was_read_from_it(tmp_path: Path) -> None:
    assert lit(page_of(tmp_path, FORM)) == [
        ("head", "项目支出绩效目标申报表"),
        ("head", "2024"),
        ("head", "乡道修缮"),
        ("money", "36.5万元"),
        ("level", "产出指标"),
        ("level", "数量指标"),
        ("name", "修缮道路长度"),
        ("target", "≥12公里"),
        ("level", "质量指标"),
        ("name", "验收合格率"),
        ("target", "≥98%"),
    ]


def test_a_lit_cell_tells_the_field_and_the_value_as_understood(tmp_path: Path) -> None:
    titles = [node.attributes.get("title") for node in page_of(tmp_path, FORM).css(".form .lit")]
    assert "项目资金总额: 365,000 元" in titles
    assert "第1行 指标值: ≥12公里 → 至少 12 公里" in titles
    assert "第1行 一级指标: 产出指标\n第2行 一级指标: 产出指标" in titles


def test_of_equal_numbers_in_one_row_each_stands_in_its_own_column(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["项目支出绩效自评表"])
    sheet.append(["项目名称", "乡道修缮"])
    sheet.append(["一级指标", "二级指标", "三级指标", "得分", "分值", "年度指标值", "实际完成值"])
    sheet.append(["产出指标", "数量指标", "修缮道路长度", 20, 20, "20公里", "20公里"])
    sheet.append([None, "质量指标", "验收合格率", 10, 10, "100%", "100%"])
    sheet.merge_cells("A4:A5")
    book.save(tmp_path / "form.xlsx")
    write([tmp_path / "form.xlsx"], tmp_path / "to")
    page = parsed(tmp_path / "to" / "form.xlsx.html")
    rows = [[kind_of(cell) for cell in row.css("td.lit")] for row in page.css(".form tr")][-2:]
    beside = ["level", "name", "points", "weight", "target", "actual"]
    assert rows == [["level", *beside], beside]
    assert [cell.text() for cell in page.css('.form td[rowspan="2"]')] == ["产出指标"]


def test_a_tick_under_a_column_is_lit_and_the_label_of_the_column_is_not(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        ["项目支出绩效目标执行监控表"],
        ["项目名称", "乡道修缮"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "1-7月执行情况", "完成目标可能性", None],
        [None, None, None, None, None, "确定能", "有可能"],
        ["产出指标", "数量指标", "修缮道路长度", "20公里", "12公里", None, "√"],
    ):
        sheet.append(row)
    for merged in ("A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:E4", "F3:G3"):
        sheet.merge_cells(merged)
    book.save(tmp_path / "form.xlsx")
    write([tmp_path / "form.xlsx"], tmp_path / "to")
    page = parsed(tmp_path / "to" / "form.xlsx.html")
    assert [one for one in lit(page) if one[0] == "reason"] == [("reason", "12公里"), ("reason", "√")]


def test_values_in_one_cell_are_lit_apart_from_their_labels(tmp_path: Path) -> None:
    page = page_of(tmp_path, FORM.replace("项目名称\t乡道修缮", "项目名称：乡道修缮\t主管部门：样县交通局"))
    assert [node.text() for node in page.css(".form mark.head")] == ["2024", "乡道修缮", "样县交通局"]


def test_what_no_cell_says_is_listed_and_not_lit(tmp_path: Path) -> None:
    page = page_of(tmp_path, FORM.replace("\n产出指标\t数量", "\n\t数量"))
    assert ("level", "产出指标") not in lit(page)
    assert "2 values that no cell says" in page.text()
    assert "1, 2一级指标产出指标" in page.text()


def test_a_doubt_leads_to_its_cell_and_tells_what_else_it_could_be(tmp_path: Path) -> None:
    page = page_of(tmp_path, FORM.replace("≥98%", "98"))
    row = next(row for row in page.css(".list.first tr") if "计量单位" in row.text())
    assert row.text(separator="|").split("|")[-1].strip() == "%"
    [link] = row.css("a")
    cell = page.css_first(f"[id='{(link.attributes['href'] or '')[1:]}']")
    assert cell is not None
    assert cell.text() == "98"


def test_what_differs_from_the_expected_structure_stands_in_a_table_and_in_the_index(tmp_path: Path) -> None:
    rows = [{"name": "修缮道路长度", "target": {"value": "13"}}, {"name": "完工及时率"}]
    wanted = {"documents": [{"year": 2024, "project": {"name": "乡道修缮", "code": "0731"}, "indicators": rows}]}
    tmp_path.joinpath("expected").mkdir()
    tmp_path.joinpath("expected", "form.json").write_text(json.dumps(wanted), "utf-8")
    page = page_of(tmp_path, FORM)
    differing = [[cell.text() for cell in row.css("td")] for row in page.css("aside .panel")[0].css("tbody tr")]
    assert differing == [
        ["project.code", "none", "0731", "missed"],
        ["修缮道路长度target.value", "12", "13", "wrong"],
        ["完工及时率name", "none", "完工及时率", "missed"],
    ]
    assert "nobody expected it: 验收合格率" in page.text()
    [line] = parsed(tmp_path / "to" / "index.html").css("tbody tr")
    assert [cell.text() for cell in line.css("td")][-6:-1] == ["3", "0", "1", "2", "1"]


def test_a_field_that_is_doubted_is_flagged_and_a_form_not_read_is_missed() -> None:
    row = {"name": "验收合格率", "target": {"value": "98", "unit": None}, "doubts": ["unit"]}
    read = {"year": 2024, "doubts": [], "indicators": [row]}
    wanted = {"year": 2024, "indicators": [{"name": "验收 合格率", "target": {"value": "98", "unit": "%"}}]}
    found = [(one.path, one.state) for one in compared([read], [wanted, wanted])]
    assert found == [
        ("year", State.RIGHT),
        ("name", State.RIGHT),
        ("target.value", State.RIGHT),
        ("target.unit", State.FLAGGED),
        ("documents.1", State.MISSED),
    ]


def test_a_file_that_cannot_be_read_is_shown_as_it_came(tmp_path: Path) -> None:
    page = page_of(tmp_path, "今天的菜单\n米饭\t面条\n")
    assert [cell.text() for cell in page.css(".form td")] == ["今天的菜单", "米饭", "面条"]
    assert "没有找到绩效表格" in parsed(tmp_path / "to" / "index.html").text()


def test_markup_in_a_form_stays_text(tmp_path: Path) -> None:
    page = page_of(tmp_path, FORM.replace("乡道修缮", "乡道<b onclick='x'>修缮"))
    assert page.css("b[onclick]") == []
    assert "<b onclick='x'>修缮" in page.text()


def test_files_of_one_name_have_pages_of_their_own(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        tmp_path.joinpath(folder).mkdir()
        tmp_path.joinpath(folder, "表 1#.txt").write_text(FORM, "utf-8")
    lines = write([tmp_path / "a" / "表 1#.txt", tmp_path / "b" / "表 1#.txt"], tmp_path / "to")
    assert [line["page"] for line in lines] == ["表 1#.txt.html", "表 1#.txt.2.html"]
    assert {path.name for path in (tmp_path / "to").iterdir()} == {"index.html", *(line["page"] for line in lines)}


def test_every_link_of_the_corpus_leads_somewhere_and_every_name_is_given_once(corpus: Path) -> None:
    pages = sorted(corpus.glob("*.html"))
    assert len(pages) == len(CORPUS) + 1
    for path in pages:
        page = parsed(path)
        names = Counter(node.attributes["id"] for node in page.css("[id]"))
        links = [node.attributes["href"] or "" for node in page.css("a")]
        assert [name for name, times in names.items() if times > 1] == [], path.name
        assert [link for link in links if link.startswith("#") and link[1:] not in names] == [], path.name


def test_the_pages_need_no_script_and_no_other_host(corpus: Path) -> None:
    for path in corpus.glob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r"<script|https?://|@import|url\(|\ssrc=", text), path.name


def test_the_pages_fit_wide_and_narrow_screens(corpus: Path) -> None:
    wide = []
    with chromium() as browser:
        for width in (1440, 768):
            page = browser.new_page(viewport={"width": width, "height": 900})
            for path in sorted(corpus.glob("*.html"))[::4]:
                page.goto(path.as_uri())
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    wide.append((width, path.name))
    assert wide == []


def test_rows_that_nobody_expected_are_counted_beside_the_fields(tmp_path: Path) -> None:
    (tmp_path / "form.txt").write_text(FORM, "utf-8")
    (tmp_path / "expected").mkdir()
    wanted = {
        "documents": [{"project": {"name": "乡道修缮"}, "indicators": [{"name": "修缮道路长度", "weight": None}]}]
    }
    (tmp_path / "expected" / "form.json").write_text(json.dumps(wanted), "utf-8")
    (line,) = write([tmp_path / "form.txt"], tmp_path / "to")
    assert (line["wrong"], line["missed"], line["surplus"]) == (0, 0, 1)
    index = parsed(tmp_path / "to" / "index.html")
    assert "1 rows that nobody expected" in text_of(index, ".facts")
    assert [row.attributes.get("class") for row in index.css("tbody tr")] == ["bad"]
    assert "验收合格率" in text_of(parsed(tmp_path / "to" / "form.txt.html"), "p.wrong")


def test_written_cells_that_no_field_took_are_counted_and_listed_without_the_labels(tmp_path: Path) -> None:
    page = page_of(tmp_path, f"{HEAD}项目名称\t乡道修缮\n另见会议纪要\n1-6月执行数\t\n{ROWS}")
    (panel,) = [one for one in page.css(".panel") if "nothing was read" in text_of(one, "h3")]
    assert [cell.text() for cell in panel.css("td")] == ["另见会议纪要"]
    index = parsed(tmp_path / "to" / "index.html")
    assert "1 written cells are no labels and nothing was read from them" in text_of(index, ".facts")
