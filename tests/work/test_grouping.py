"""Measures by month, by hall, by vendor: each group counted by hand, and months that add up to the year."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from youju.errors import NotFoundError, RefusedError
from youju.model.measurement import Measurement, State
from youju.model.organisation import Person, Role
from youju.model.period import Period
from youju.work.declaring import answers_from, declare_files, dossiers
from youju.work.demonstrating import examples
from youju.work.grouping import Grouped, grouped_projects
from youju.work.ledgers import close, import_bytes, ledger_of
from youju.work.measuring import ProjectSheet, View, measure_projects, view
from youju.work.showing_groups import BLANK, group_rows, grouped_document, left_out
from youju.work.workspace import create

CLERK = Person("张三", Role.CLERK)
AS_OF = date(2021, 12, 31)
DUMPS = {
    "express_deliveries": """运单号,收寄时间,应妥投时间,妥投时间,是否错投,是否免费,服务大厅
A,2021-01-04 09:00,2021-01-06,2021-01-05 10:00,否,是,东厅
B,2021-01-29 09:00,2021-02-02,2021-02-03 10:00,否,是,西厅
C,2021-03-01 09:00,2021-03-03,2021-03-02 10:00,是,是,东厅
D,2021-03-01 10:00,2021-03-03,2021-03-03 10:00,否,否,
""",
    "enterprise_openings": """受理编号,企业名称,受理时间,办结时间,服务大厅
1,甲公司,2020-05-04 09:00,2020-05-04 19:00,东厅
2,乙公司,2020-05-04 09:00,2020-05-04 13:00,西厅
3,丙公司,2021-02-01 09:00,2021-02-01 14:00,东厅
4,丁公司,2021-02-02 09:00,2021-02-02 12:00,北厅
""",
    "payments": """凭证号,项目,支付日期,金额,预算科目
P1,窗口业务管理,2021-02-01,1000000,办公费
P2,窗口业务管理,2021-03-01,798250,办公费
P3,窗口业务管理,2021-04-01,899125,印刷费
""",
}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> View:
    """The five forms declared, a few rows in four ledgers; deliveries are closed up to the end of March."""
    made = create(tmp_path_factory.mktemp("unit") / "unit", CLERK)
    declare_files(made, [examples() / "declarations.txt"], CLERK, answers_from(examples() / "answers.json"))
    for code, dump in DUMPS.items():
        report = import_bytes(made, ledger_of(made, code), f"{code}.csv", dump.encode(), CLERK)
        assert report.rejected == ()
    close(made, "express_deliveries", Period(date(2021, 1, 1), date(2021, 3, 31)), CLERK)
    return view(made, AS_OF)


@pytest.fixture(scope="module")
def projects(seen: View) -> tuple[ProjectSheet, ...]:
    return measure_projects(seen, dossiers(seen.workspace))


def line(seen: View, projects: tuple[ProjectSheet, ...], by: str, name: str) -> Grouped:
    """The indicator of that name by groups."""
    return next(
        found for form in grouped_projects(seen, projects, by) for found in form if found.asked.indicator.name == name
    )


def parts(found: Measurement) -> tuple[Fraction | None, Fraction | None, Fraction | None, int]:
    return found.numerator, found.denominator, found.value, found.n


def share(found: Measurement) -> str:
    return f"{found.numerator}/{found.denominator}"


def test_a_share_by_hall_has_its_parts_in_every_hall_and_where_none_is_written(
    seen: View, projects: tuple[ProjectSheet, ...]
) -> None:
    groups = line(seen, projects, "hall", "快递邮寄出错率").groups
    assert {group.group: parts(group.found) for group in groups} == {
        "东厅": (Fraction(1), Fraction(2), Fraction(1, 2), 2),
        "西厅": (Fraction(0), Fraction(1), None, 1),
        None: (Fraction(0), Fraction(1), None, 1),
    }
    assert [group.group for group in groups] == ["东厅", "西厅", None]
    assert [group.found.state for group in groups] == [State.VALUE, State.UNKNOWN, State.UNKNOWN]


def test_a_column_may_be_named_as_people_name_it(seen: View, projects: tuple[ProjectSheet, ...]) -> None:
    name = "政务服务免费快递业务量"
    by_code, by_label = (line(seen, projects, by, name) for by in ("hall", "服务大厅"))
    assert by_code == by_label
    assert [(group.group, str(group.found.value)) for group in by_code.groups] == [("东厅", "2"), ("西厅", "1")]


def test_a_change_is_compared_within_the_group_and_a_group_of_one_year_has_none(
    seen: View, projects: tuple[ProjectSheet, ...]
) -> None:
    groups = line(seen, projects, "hall", "优化营商环境").groups
    assert {group.group: group.found.value for group in groups} == {"东厅": Fraction(1, 2), "西厅": None, "北厅": None}
    assert {group.found.state for group in groups if group.group != "东厅"} == {State.NONE}


def test_shares_of_one_budget_add_up_to_the_whole(seen: View, projects: tuple[ProjectSheet, ...]) -> None:
    groups = line(seen, projects, "budget_item", "预算执行率").groups
    assert {group.group: group.found.value for group in groups} == {"办公费": Fraction(1, 2), "印刷费": Fraction(1, 4)}


def test_months_carry_the_value_from_the_beginning_of_the_year(seen: View, projects: tuple[ProjectSheet, ...]) -> None:
    groups = line(seen, projects, "month", "快递邮寄及时性").groups
    assert [group.group for group in groups] == [f"2021-{month:02d}" for month in range(1, 13)]
    assert [share(group.found) for group in groups[:4]] == ["1/1", "0/1", "2/2", "0/0"]
    until = [group.cumulative for group in groups]
    assert [share(found) for found in until if found] == ["1/1", "1/2", *["3/4"] * 10]


def test_the_last_cumulative_value_is_that_of_the_year(seen: View, projects: tuple[ProjectSheet, ...]) -> None:
    """Whatever the kind of the measure; distinct values of months do not add up, so they are asked for."""
    counted = 0
    for project, form in zip(projects, grouped_projects(seen, projects, "month"), strict=True):
        for found, whole in zip(form, (*project.sheet.lines, project.sheet.execution), strict=True):
            if found.groups:
                last = found.groups[-1].cumulative
                assert last is not None
                assert (parts(last), last.state) == (parts(whole.measurement), whole.measurement.state), whole.indicator
                counted += 1
    assert counted > 50


def test_a_closed_month_without_rows_counts_zero_and_an_open_one_is_unknown(
    seen: View, projects: tuple[ProjectSheet, ...]
) -> None:
    groups = line(seen, projects, "month", "政务服务免费快递业务量").groups
    assert [group.found.value for group in groups[:4]] == [2, 0, 1, None]


@pytest.mark.parametrize(
    ("by", "kind", "words"),
    [("姓名", RefusedError, "个人信息"), ("fee", RefusedError, "不是文字列"), ("颜色", NotFoundError, "“颜色”")],
)
def test_what_cannot_be_grouped_by_is_refused_in_words(
    seen: View, projects: tuple[ProjectSheet, ...], by: str, kind: type[RefusedError], words: str
) -> None:
    with pytest.raises(kind, match=words) as refused:
        grouped_projects(seen, projects, by)
    assert "month" in refused.value.remedy
    assert "姓名" not in refused.value.remedy


def test_indicators_without_groups_say_why(seen: View, projects: tuple[ProjectSheet, ...]) -> None:
    assert "期末" in (line(seen, projects, "title", "长效管理制度健全性").why_not or "")
    assert "不能分月" in (line(seen, projects, "month", "优化营商环境").why_not or "")
    assert "没有这一列" in (line(seen, projects, "hall", "预算执行率").why_not or "")
    form = grouped_projects(seen, projects, "hall")[0]
    assert any("长效管理制度健全性" in sentence for sentence in left_out(form))


def test_groups_are_shown_as_a_table_and_as_data(seen: View, projects: tuple[ProjectSheet, ...]) -> None:
    for by, names in (("hall", ["东厅", "西厅", BLANK]), ("month", [f"2021-{month:02d}" for month in range(1, 13)])):
        form = grouped_projects(seen, projects, by)[0]
        columns, rows = group_rows(form, by)
        assert {len(row) for row in rows} == {len(columns)}
        first = next(at for at, row in enumerate(rows) if row[1] == "快递邮寄出错率")
        assert [row[2] for row in rows[first : first + len(names)]] == names
        document = grouped_document(projects[0], form, by)
        indicators = document["indicators"]
        assert isinstance(indicators, list)
        (found,) = (item for item in indicators if isinstance(item, dict) and item["name"] == "快递邮寄出错率")
        groups = found["groups"]
        assert isinstance(groups, list)
        assert len(groups) == len(names)
        assert isinstance(groups[0], dict)
        assert (groups[0]["n"], groups[0]["numerator"]) == (2, "1" if by == "hall" else "0")
        assert ("cumulative" in groups[0]) == (by == "month")
