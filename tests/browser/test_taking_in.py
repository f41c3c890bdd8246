"""读表 by keyboard: one Enter too many declares nothing, several forms are asked about, files are sent once."""

from __future__ import annotations

from pathlib import Path

import pytest
from installations import renamed_form
from playwright.sync_api import expect
from servers import Served
from watching import Enter, Watched


@pytest.fixture
def clerk(declared: Served, enter: Enter) -> Watched:
    """Somebody who takes in forms."""
    return enter(declared, "jingban")


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """The five declarations of another year in one file."""
    file = tmp_path / "五张表.txt"
    file.write_text(renamed_form().replace("2021", "2022"), encoding="utf-8")
    return file


def test_enter_after_enter_settles_one_form_and_declares_none(clerk: Watched, forms: Path) -> None:
    page = clerk.go("/intake")
    page.set_input_files("#files", forms)
    page.wait_for_url("**/intake/*")
    page.goto(page.url.partition("?")[0] + "?part=5")
    doubts = page.locator(".yj-doubt:not(.yj-settled)")
    for left in range(doubts.count(), 0, -1):
        page.keyboard.press("Enter")
        expect(doubts).to_have_count(left - 1)
    expect(page.locator("#following")).to_be_focused()
    assert page.locator("input[name=part]:checked").evaluate_all("boxes => boxes.map((box) => box.value)") == ["5"]
    clerk.check()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("?part=1")
    for part in ("1", "2"):
        page.check(f"input[name=part][value='{part}']")
    with page.expect_navigation():
        page.click("#declare-button")
    expect(page.locator("main h1")).to_contain_text("申报这 3 张表")
    clerk.check()
    page.get_by_role("link", name="返回核对").click()
    expect(clerk.go("/projects?year=2022").locator("main")).not_to_contain_text("业务培训")


def test_files_on_their_way_are_not_sent_twice(clerk: Watched, forms: Path) -> None:
    page = clerk.go("/intake")
    page.evaluate("""() => {
      window.sent = 0;
      document.addEventListener("submit", (event) => {
        window.sent += !event.defaultPrevented;
        event.preventDefault();
      });
    }""")
    page.set_input_files("#files", forms)
    expect(page.locator("#read")).to_be_disabled()
    expect(page.locator("#reading")).to_contain_text("正在上传")
    page.evaluate("document.getElementById('drop').requestSubmit()")
    assert page.evaluate("window.sent") == 1
    clerk.check()
