"""The evidence of a project at a glance: by months, by days, by ledgers, and its rows by pages."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from youju.errors import NotFoundError
from youju.model.measurement import State
from youju.model.organisation import Person, Role
from youju.model.period import Period
from youju.work.charting import monthly
from youju.work.declaring import answers_from, declare_files, dossiers
from youju.work.demonstrating import examples
from youju.work.explaining import path_of
from youju.work.ledgers import close, import_bytes, ledger_of
from youju.work.measuring import ProjectSheet, View, measure_projects, view
from youju.work.overseeing import evidence_of, strip, strips
from youju.work.workspace import Workspace, create

CLERK = Person("张三", Role.CLERK)
AS_OF = date(2021, 6, 15)
DELIVERIES = """运单号,收寄时间,应妥投时间,妥投时间,是否错投
A,2021-01-04 09:00,2021-01-06,2021-01-05 10:00,否
B,2021-01-29 09:00,2021-02-02,2021-02-03 10:00,否
C,2021-03-01 09:00,2021-03-03,2021-03-02 10:00,是
D,2021-03-01 10:00,2021-03-03,2021-03-03 10:00,否
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The five forms declared, four deliveries, all closed up to the end of March."""
    made = create(tmp_path_factory.mktemp("unit") / "unit", CLERK)
    declare_files(made, [examples() / "declarations.txt"], CLERK, answers_from(examples() / "answers.json"))
    import_bytes(made, ledger_of(made, "express_deliveries"), "寄递.csv", DELIVERIES.encode(), CLERK)
    close(made, "express_deliveries", Period(date(2021, 1, 1), date(2021, 3, 31)), CLERK)
    return made


@pytest.fixture(scope="module")
def seen(workspace: Workspace) -> View:
    return view(workspace, AS_OF)


@pytest.fixture(scope="module")
def project(seen: View, workspace: Workspace) -> ProjectSheet:
    sheets = measure_projects(seen, dossiers(workspace))
    return next(sheet for sheet in sheets if any(line.indicator.name == "快递邮寄出错率" for line in sheet.sheet.lines))


def number(project: ProjectSheet, name: str) -> int:
    """The number of the indicator in the form."""
    names = [line.indicator.name for line in project.sheet.lines]
    return names.index(name) + 1


def test_the_months_of_a_share_run_to_the_day_asked_and_add_up_to_the_year(seen: View, project: ProjectSheet) -> None:
    months = monthly(seen, project, number(project, "快递邮寄出错率"))
    counted: list[tuple[Fraction | None, Fraction | None, Fraction | None, int]] = [
        (Fraction(0), Fraction(2), Fraction(0), 2),
        (Fraction(0), Fraction(0), None, 0),
        (Fraction(1), Fraction(2), Fraction(1, 2), 2),
        *[(Fraction(0), Fraction(0), None, 0)] * 3,
    ]
    assert [(item.numerator, item.denominator, item.value, item.n) for item in months] == counted
    assert [item.month for item in months] == [f"2021-0{month}" for month in range(1, 7)]
    year = project.sheet.lines[number(project, "快递邮寄出错率") - 1].measurement
    assert (year.numerator, year.denominator) == (Fraction(1), Fraction(4))


def test_punctuality_counts_in_the_month_in_which_it_was_due(seen: View, project: ProjectSheet) -> None:
    months = monthly(seen, project, number(project, "快递邮寄及时性"))
    assert [item.numerator for item in months[:3]] == [1, 0, 2]
    assert [item.denominator for item in months[:3]] == [1, 1, 2]


def test_a_zero_is_a_fact_only_in_months_that_are_closed(seen: View, project: ProjectSheet) -> None:
    months = monthly(seen, project, number(project, "政务服务免费快递业务量"))
    assert [item.value for item in months] == [0, 0, 0, None, None, None]


@pytest.mark.parametrize("name", ["长效管理制度健全性", "窗口整体形象提升度"])
def test_states_and_changes_have_no_months(seen: View, project: ProjectSheet, name: str) -> None:
    assert monthly(seen, project, number(project, name)) == ()


def test_the_rows_of_an_indicator_come_by_pages(seen: View, project: ProjectSheet) -> None:
    place = number(project, "快递邮寄出错率")
    pages = [path_of(seen, project, place, 3, offset).page for offset in (0, 3)]
    assert [[row.key["waybill"] for row in page.rows] for page in pages] == [["A", "B", "C"], ["D"]]
    assert {page.total for page in pages} == {4}


def test_an_indicator_beyond_the_form_is_not_found(seen: View, project: ProjectSheet) -> None:
    for beyond in (-1, len(project.sheet.lines) + 1):
        with pytest.raises(NotFoundError):
            path_of(seen, project, beyond)
        with pytest.raises(NotFoundError):
            monthly(seen, project, beyond)


def test_every_indicator_stands_beside_its_ledger(workspace: Workspace, project: ProjectSheet) -> None:
    found = evidence_of(workspace, project)
    assert [item.number for item in found] == [*range(1, len(project.sheet.lines) + 1), 0]
    by_name = {item.name: item for item in found}
    errors = by_name["快递邮寄出错率"]
    assert errors.ledger is not None
    assert (errors.ledger.code, errors.n, errors.state, errors.last_by) == (
        "express_deliveries",
        4,
        State.VALUE,
        "张三",
    )
    workdays, closed = 21 + 20 + 23 + 22 + 21 + 11, 21 + 20 + 23  # Mondays to Fridays of January to 15 June 2021
    assert errors.coverage == Fraction(closed, workdays)
    nothing = by_name["重大事故发生数"]
    assert (nothing.n, nothing.state, nothing.last_at) == (0, State.UNKNOWN, None)


def test_the_strip_says_day_by_day_what_came_what_is_closed_and_what_is_due(workspace: Workspace) -> None:
    found = strip(workspace, ledger_of(workspace, "express_deliveries"), 2021, AS_OF)
    counted = [(item.rows, item.workdays, item.closed_workdays, item.gaps) for item in found.months]
    assert counted[:7] == [
        (2, 21, 21, 0),
        (0, 20, 20, 0),
        (2, 23, 23, 0),
        (0, 22, 0, 22),
        (0, 21, 0, 21),
        (0, 11, 0, 11),
        (0, 0, 0, 0),
    ]
    days = {day.day: day for item in found.months for day in item.days}
    assert len(days) == 365
    assert [day.day for day in days.values() if day.rows] == [date(2021, 1, 4), date(2021, 1, 29), date(2021, 3, 1)]
    assert (days[date(2021, 4, 1)].gap, days[date(2021, 4, 3)].gap, days[date(2021, 6, 16)].gap) == (True, False, False)


def test_a_ledger_of_states_has_no_gaps_and_one_without_rows_has_its_year(workspace: Workspace) -> None:
    ledgers = tuple(workspace.pack.ledgers.values())
    found = {item.ledger.code: item for item in strips(workspace, ledgers, 2021, AS_OF)}
    assert len(found) == len(ledgers)
    assert {len(item.months) for item in found.values()} == {12}
    states = [item for item in found.values() if not item.closes]
    assert states
    assert not any(month.gaps for item in states for month in item.months)
    assert found["accidents"].months[0].gaps == 21
