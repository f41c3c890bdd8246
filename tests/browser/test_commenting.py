"""审核 by keyboard: one stop in the form, arrows from cell to cell, Enter to comment, a dialog before approving."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from servers import Served
from watching import PASSWORD, Enter, Watched

IN_HAND = "document.activeElement.closest('td')?.dataset.path ?? ''"


def submitted(declared: Served, enter: Enter, name: str) -> Watched:
    """A reviewer before the form of that project, which its unit has just submitted."""
    clerk = enter(declared, "jingban")
    link = clerk.go("/projects?q=" + name).locator("tbody a").first
    project = "/".join((link.get_attribute("href") or "").split("/")[:3])
    page = clerk.go(project + "/targets")
    with page.expect_navigation():
        page.locator("form[action$='/targets/submit'] button").click()
    reviewer = enter(declared, "zhuguan")
    reviewer.go(project + "/review")
    return reviewer


def press(page: Page, *keys: str) -> str:
    """The cell in hand after the keys."""
    for key in keys:
        page.keyboard.press(key)
    return str(page.evaluate(IN_HAND))


def test_cells_are_reached_by_arrows_and_take_a_comment(declared: Served, enter: Enter) -> None:
    reviewer = submitted(declared, enter, "业务培训")
    page = reviewer.page
    assert page.locator("td[data-path][tabindex='0']").count() == 1
    page.locator("td[data-path='indicators.0.name']").focus()
    assert press(page, "ArrowRight") == "indicators.0.target"
    assert press(page, "ArrowDown", "ArrowDown") == "indicators.2.target"
    assert press(page, "ArrowUp", "Home") == "indicators.1.name"
    assert press(page, "Control+Home") == "project.name"
    assert press(page, "Control+End", "ArrowUp").endswith(".target")
    at = press(page)
    page.keyboard.press("Enter")
    expect(page.locator("#comment-text")).to_be_focused()
    reviewer.check()
    page.keyboard.type("请说明依据")
    page.locator("td[data-path='project.name']").click()
    expect(page.locator("#comment [role=status]")).to_contain_text("还没有记下")
    expect(page.locator("#comment-text")).to_have_value("请说明依据")
    assert press(page, "Escape") == at
    page.keyboard.press("Enter")
    page.keyboard.type("请说明依据")
    with page.expect_navigation():
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    assert press(page) == at
    expect(page.locator(f"td[data-path='{at}']")).to_have_class(re.compile("yj-has-remark"))
    reviewer.check()


def test_approving_is_confirmed_in_a_dialog_that_escape_leaves(declared: Served, enter: Enter) -> None:
    reviewer = submitted(declared, enter, "窗口业务")
    page, dialog = reviewer.page, reviewer.page.locator("#approval")
    page.locator("[data-opens=approval]").focus()
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("批准后目标锁定")
    expect(dialog.locator("h2")).to_be_focused()
    reviewer.check()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("[data-opens=approval]")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".yj-phase-approved").first).to_be_visible()
    reviewer.check()


@pytest.mark.parametrize("begun", ["comment", "approval"])
def test_what_was_being_written_when_the_sign_in_expired_stands_there_again(
    declared: Served, enter: Enter, begun: str
) -> None:
    reviewer = submitted(declared, enter, {"comment": "宣传", "approval": "信息系统"}[begun])
    page = reviewer.page
    if begun == "comment":
        page.locator("td[data-path='indicators.1.target']").click()
    else:
        page.locator("[data-opens=approval]").click()
    text = page.locator({"comment": "#comment-text", "approval": "#remark"}[begun])
    text.fill("请说明依据")
    reviewer.context.clear_cookies(name="sessionid")
    page.locator({"comment": "#comment .btn-primary", "approval": "#approval .btn-primary"}[begun]).click()
    page.wait_for_url("**/login*")
    page.fill("#username", "zhuguan")
    page.fill("#password", PASSWORD)
    page.locator("main form:has(#password) button").first.click()
    page.wait_for_url("**/review*")
    expect(text).to_be_visible()
    expect(text).to_have_value("请说明依据")
    reviewer.check()


def test_a_reason_being_written_survives_a_comment(declared: Served, enter: Enter) -> None:
    reviewer = submitted(declared, enter, "一网通办")
    page = reviewer.page
    page.fill("#reason", "指标依据不足，请补充")
    page.locator("td[data-path='indicators.1.target']").click()
    page.locator("#comment-text").fill("请说明依据")
    expect(page.locator("#reason-kept")).to_contain_text("已自动保存")
    reviewer.check()
    with page.expect_navigation():
        page.locator("#comment .btn-primary").click()
    expect(page.locator("#reason")).to_have_value("指标依据不足，请补充")
    reviewer.check()
