"""What ``youju read`` prints for people: all that the form says, and all that it leaves open."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import docx
import pytest

from youju.cli.app import run
from youju.cli.form_words import doubt_lines, head_lines, heading, note_lines, row_columns, rows_words
from youju.model.declaration import Declaration, Kind, Note, Objectives, Project
from youju.model.finding import Severity
from youju.model.indicator import Indicator
from youju.model.place import Place

ROWS = (
    ("项目名称", "样河清淤", "项目类别", "经常性项目"),
    ("主管部门", "样城水务局", "实施单位", "样城河道所"),
    ("计划开始日期", "2021-01-01", "计划完成日期", "2021-12-31"),
    ("项目资金总额（万元）", "12.5", "年度资金申请总额（万元）", "12.5"),
    ("其中：财政资金（万元）", "12.5", "其中：当年财政拨款（万元）", "12.5"),
    ("项目总目标", "", "年度总目标", ""),
    ("", "", "清理河道三公里，" * 30, ""),
    ("一级指标", "二级指标", "三级指标", "指标目标值"),
    ("产出指标", "数量指标", "清淤长度", "3公里"),
    ("", "", "清淤方量", "2000方"),
    ("", "质量指标", "验收合格率", "100%"),
    ("", "时效指标", "完工及时率", "100%"),
    ("效益指标", "社会效益指标", "居民满意率", "≥90%"),
)


@pytest.fixture
def printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What is printed for a word file of family A."""
    file = docx.Document()
    file.add_paragraph("财政项目支出绩效目标申报表")
    file.add_paragraph("(2021年度)")
    table = file.add_table(len(ROWS), 4)
    for row, texts in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    file.save(str(tmp_path / "表.docx"))
    assert run(["read", str(tmp_path / "表.docx")]) == 0
    return capsys.readouterr().out


def test_head_and_money_stand_above_the_rows_with_the_unit_that_was_printed(printed: str) -> None:
    head, _, _ = printed.partition("序号")
    assert head.startswith("样河清淤 · 2021年度 · 申报表（shanghai-2021）\n")
    for words in ("主管部门　样城水务局", "实施单位　样城河道所", "项目类别　经常性项目", "2021-01-01 至 2021-12-31"):
        assert words in head
    assert "资金　单位：元（表上写的是万元）" in head
    assert "项目资金总额 125,000，财政资金 125,000" in head
    assert "年度资金申请总额 125,000，当年财政拨款 125,000" in head


def test_long_goals_are_cut_and_say_how_long_they_are(printed: str) -> None:
    (line,) = [line for line in printed.splitlines() if line.startswith("  年度总目标　")]
    assert line.endswith("…（共240字）")


def test_four_notes_of_one_kind_are_one_line_with_their_rows(printed: str) -> None:
    assert "注　有 4 处（第1—4行）：没有写比较符号，按“=”读取，评分时按“不少于”处理。" in printed
    assert printed.count("没有写比较符号") == 1


def test_open_fields_of_the_head_are_asked_in_words_with_value_and_alternatives() -> None:
    form = Declaration(
        Kind.DECLARATION,
        "gansu-goal",
        Project("样河清淤", department="样城水务局", nature="持续性项目"),
        objectives=Objectives(annual="清淤"),
        doubts=("project.nature", "objectives.overall", "execution.spent", "funds.unit_declared", "project.unit"),
        alternatives={"project.nature": ("新增性项目", "一次性项目"), "project.unit": ("project.department",)},
    )
    assert heading(form) == "样河清淤 · 没有写年度 · 申报表（gansu-goal）"
    assert "项目性质　持续性项目？" in head_lines(form)
    assert doubt_lines(form) == [
        "项目性质：读作“持续性项目”，也可能是“新增性项目”、“一次性项目”",
        "实施单位：没有读到，可能属于“主管部门”",
        "没有读到 项目总目标、执行数、金额单位，请对照原表核对",
    ]


def test_rows_with_one_question_are_asked_together() -> None:
    open_level = {"doubts": ("level2",), "alternatives": {"level2": ("质量指标",)}}
    form = Declaration(
        Kind.DECLARATION,
        "unknown",
        Project(),
        indicators=(
            Indicator("产出指标", "数量指标", "甲", **open_level),  # type: ignore[arg-type]
            Indicator("产出指标", "数量指标", "乙", doubts=("name", "target")),
            Indicator("产出指标", "数量指标", "丙", **open_level),  # type: ignore[arg-type]
            Indicator("产出指标", "数量指标", "丁", doubts=("level1",)),
        ),
    )
    assert doubt_lines(form) == [
        "第1、3行　二级指标：读作“数量指标”，也可能是“质量指标”",
        "第4行　一级指标：读作“产出指标”（沿用上文），请核对",
        "第2行　指标名称、指标值：请对照原表核对",
    ]
    assert [row[:5] for row in row_columns(form).rows] == [
        ("1", "产出指标", "数量指标？", "甲", ""),
        ("2", "产出指标", "数量指标", "乙？", "？"),
        ("3", "产出指标", "数量指标？", "丙", ""),
        ("4", "产出指标？", "数量指标", "丁", ""),
    ]


def test_a_note_of_a_row_without_a_name_says_which_row() -> None:
    rows = tuple(Indicator("产出指标", "数量指标", None, place=Place(table=1, row=at)) for at in (5, 6))
    note = Note("text_beside_value", Severity.HINT, "“”：数值旁边还有文字，只取数值。", Place(table=1, row=6, column=4))
    form = Declaration(Kind.MONITORING, "hubei-monitoring", Project(), indicators=rows, notes=(note,))
    assert note_lines(form) == ["第2行：数值旁边还有文字，只取数值。"]


@pytest.mark.parametrize(
    ("numbers", "words"), [([3], "第3行"), ([2, 1], "第1、2行"), ([1, 2, 3, 5, 7, 8], "第1—3、5、7、8行")]
)
def test_runs_of_rows_are_named_by_their_ends(numbers: list[int], words: str) -> None:
    assert rows_words(numbers) == words


def test_a_file_that_cannot_be_read_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    assert run(["read", str(tmp_path / "空.txt")]) == 2
    assert capsys.readouterr().err.count("是空的") == 1
    (tmp_path / "也空.txt").write_bytes(b"")
    assert run(["read", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert told.count("是空的") == 2
    assert "2 个文件都没有读出" in told


def test_the_package_runs_as_a_module(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["youju", "--version"])
    with pytest.raises(SystemExit) as left:
        runpy.run_module("youju", run_name="__main__")
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("youju ")


def test_a_folder_made_for_a_blank_form_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for said in (True, False):
        assert run(["blank", "mof-review", "--to", str(tmp_path / "新" / "表.docx")]) == 0
        assert ("已新建" in capsys.readouterr().out) is said


def test_a_blank_form_that_is_not_there_names_layouts_and_sheets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["blank", "没有的表", "--to", str(tmp_path / "新" / "表.docx")]) == 2
    told = capsys.readouterr().err
    for code in ("department-summary", "mof-evaluation", "mof-review", "mof-monitoring", "shanghai-2021"):
        assert code in told
    assert not (tmp_path / "新").exists()
    assert run(["blank", "guangdong-goal", "--to", str(tmp_path / "表.docx")]) == 2
    assert "只能读" in capsys.readouterr().err
