"""One project through the roles, from the form to the filed self-evaluation: in Chinese on a folder, in English on a server.

Every step leaves a page or a state of it, and each is checked as every page is.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from installations import renamed_form
from playwright.sync_api import Page, expect
from servers import Served
from watching import PASSWORD, Enter, Watched

PROJECT = "业务培训"
UNIT, ABOVE = "示范区行政服务中心", "示范区政务服务办公室"
PEOPLE = (("main", "clerk", "jingban", "经办人甲"), ("main", "head", "fuzeren", "负责人乙"))
PEOPLE_ABOVE = (("department", "zhuguan", "主管丙"), ("auditor", "shenji", "审计己"))


def first_run(person: Watched, served: Served) -> None:
    """The organisation and its administrator, then the body above it and everybody else."""
    page = person.go("/")
    person.check()
    page.goto(f"{served.address}/setup?code={served.first_run_code()}")
    for field, value in (("organisation", UNIT), ("name", "管理员庚"), ("username", "guanli"), ("password", PASSWORD)):
        page.fill(f"#{field}", value)
    page.click("main form button")
    page.wait_for_url("**/people")
    person.check()
    page.select_option("#parent", "above")
    page.fill("#new-organisation", ABOVE)
    page.click("form[action='/people/organisation'] button")
    above = page.locator("#organisation option").filter(has_text=ABOVE).get_attribute("value")
    assert above
    for organisation, role, username, name in (*PEOPLE, *((above, *rest) for rest in PEOPLE_ABOVE)):
        page.select_option("#organisation", organisation)
        page.select_option("#role", role)
        for field, value in (("name", name), ("username", username), ("password", PASSWORD)):
            page.fill(f"form[action='/people/account'] #{field}", value)
        page.click("form[action='/people/account'] button")
        expect(page.locator("main")).to_contain_text(username)
    person.check()


def declare(person: Watched, form: Path) -> str:
    """Drops the form, settles the doubts with the keyboard, declares; the address of the project."""
    page = person.visit("/intake")
    page.set_input_files("#files", form)
    page.wait_for_url("**/intake/*")
    person.check()
    page.get_by_role("link", name=re.compile(PROJECT)).first.click()
    page.wait_for_url("**part=5")
    doubts = page.locator(".yj-doubt:not(.yj-settled)")
    for left in range(doubts.count(), 0, -1):
        page.keyboard.press("2" if doubts.first.locator("input[type=radio]").count() > 2 else "Enter")
        expect(doubts).to_have_count(left - 1)
        person.check()
    for part in ("1", "2", "3", "4"):
        page.uncheck(f"input[name=part][value='{part}']")
    page.click("#declare-button")
    page.wait_for_url("**/projects/*/targets*")
    person.check()
    return page.url.removeprefix(person.address).removesuffix("/targets")


def sent(page: Page, form: str, button: str = "button") -> None:
    """Presses the button of the form whose address ends so, and waits for the page that follows."""
    with page.expect_navigation():
        page.locator(f"form[action$='{form}']").locator(button).last.click()


def edit(person: Watched, project: str, target: str) -> None:
    """Types a target into the form, lets the weights be divided, saves that as the next version."""
    page = person.visit(f"{project}/targets")
    cell = page.locator("textarea[id^='cell-indicators-'][id$='-target']").first
    cell.fill("大概三四次吧")
    with page.expect_response("**/targets/edit"):
        cell.press("Tab")
    person.check()  # what cannot be understood is said beside the cell
    cell.fill(target)
    with page.expect_response("**/targets/edit"):
        cell.press("Tab")
    with page.expect_response("**/targets/weights"):
        page.locator("button[name=how][value=evenly]").click()
    person.check()
    page.reload()
    expect(page.locator("textarea[id^='cell-indicators-'][id$='-target']").first).to_have_value(target)
    sent(page, "/targets/declare")
    person.check()


def submit(person: Watched, project: str) -> None:
    """Puts the form before the reviewer."""
    page = person.go(f"{project}/targets")
    sent(page, "/targets/submit")
    person.check()
    expect(page.locator(".yj-phase-submitted").first).to_be_visible()


def test_a_project_goes_from_its_form_to_the_filed_self_evaluation(
    empty: Served, enter: Enter, demo_folder: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    language = "en" if "postgresql" in request.node.name else "zh-hans"
    form = tmp_path / "申报表.txt"
    form.write_text(renamed_form(), encoding="utf-8")
    first_run(enter(empty, language=language), empty)
    clerk = enter(empty, "jingban", language)
    project = declare(clerk, form)
    edit(clerk, project, ">=4次")
    submit(clerk, project)
