"""目标 and 自评 over a bad line: what was not saved stays marked, is sent again, and holds back the next step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, Route, expect
from servers import Served
from watching import Enter, Watched

TARGET = "#cell-indicators-0-target"
GOAL = "#cell-objectives-annual"
FAILED = ("ERR_INTERNET_DISCONNECTED", "Response Status Error Code 403", "htmx:sendError", "htmx:afterRequest")


@pytest.fixture
def clerk(declared: Served, enter: Enter) -> Watched:
    """Somebody before the form of a project."""
    return enter(declared, "jingban")


def opened(clerk: Watched, name: str, section: str = "targets") -> Page:
    """The targets of the project of that name, or its self-evaluation."""
    link = clerk.go("/projects?q=" + name).locator("tbody a").first
    return clerk.go("/".join((link.get_attribute("href") or "").split("/")[:3]) + "/" + section)


def broken(page: Page, address: str) -> None:
    """What is sent there does not arrive, though the browser thinks that it is online."""
    page.route(address, lambda route: route.abort("internetdisconnected"))


def taken(address: str) -> Callable[[Response], bool]:
    """Whether an answer is that of a server that took what was sent there."""
    return lambda answer: answer.url.endswith(address) and answer.ok


def offline(clerk: Watched, *, yes: bool) -> None:
    """Takes the line away, or gives it back; what the browser says of that is no fault of the page."""
    clerk.context.set_offline(yes)


def typed(page: Page, cell: str, text: str) -> None:
    page.fill(cell, text)
    page.locator(cell).press("Tab")


def mended(clerk: Watched) -> None:
    """As it must be, but for requests that failed, which was wanted."""
    clerk.faults[:] = [fault for fault in clerk.faults if not any(sign in fault for sign in FAILED)]
    clerk.check()


def test_a_cell_typed_offline_is_sent_when_the_line_is_back(clerk: Watched) -> None:
    page = opened(clerk, "业务培训")
    offline(clerk, yes=True)
    typed(page, TARGET, ">=7次")
    expect(page.locator("#unsaved")).to_contain_text("这几格还没有保存")
    expect(page.locator("#unsaved a")).to_have_attribute("href", TARGET)
    expect(page.locator(f"td:has({TARGET})")).to_contain_text("没有保存")
    with page.expect_response(taken("/targets/edit")):
        offline(clerk, yes=False)
    expect(page.locator("#unsaved")).to_be_hidden()
    expect(page.locator(".yj-unsaved")).to_have_count(0)
    mended(clerk)
    page.reload()
    expect(page.locator(TARGET)).to_have_value(">=7次")


def test_what_could_not_be_sent_goes_before_what_is_typed_next_and_both_are_in_the_new_version(
    clerk: Watched,
) -> None:
    page = opened(clerk, "宣传与推广")
    broken(page, "**/targets/edit")
    typed(page, TARGET, ">=8个")
    expect(page.locator("#unsaved")).to_be_visible()
    page.unroute("**/targets/edit")
    typed(page, GOAL, "多做宣传。")
    with page.expect_navigation():
        page.locator("#finish [data-saves]").click()
    expect(page.locator(TARGET)).to_have_value(">=8个")
    expect(page.locator(GOAL)).to_have_value("多做宣传。")
    expect(page.locator("#finish [data-saves]")).to_be_disabled()
    mended(clerk)


def test_no_version_is_saved_while_a_cell_is_not(clerk: Watched) -> None:
    page = opened(clerk, "网络信息系统")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    broken(page, "**/targets/edit")
    typed(page, TARGET, ">=9个")
    expect(page.locator("#unsaved")).to_be_visible()
    mended(clerk)
    page.locator("#finish [data-saves]").click()
    page.locator("button[name=how][value=evenly]").click()
    expect(page.locator("#unsaved")).to_be_visible()
    expect(page.locator(TARGET)).to_have_value(">=9个")
    assert not [address for address in asked if address.endswith(("/declare", "/weights"))]
    page.unroute("**/targets/edit")
    with page.expect_response(taken("/targets/weights")):
        page.locator("button[name=how][value=evenly]").click()
    expect(page.locator(TARGET)).to_have_value(">=9个")
    mended(clerk)


def test_the_first_letter_makes_saving_the_next_thing_and_giving_up_is_asked_again(clerk: Watched) -> None:
    page = opened(clerk, "窗口业务")
    expect(page.locator(".yj-give-up")).to_be_hidden()
    expect(page.locator("#finish [data-saves]")).to_be_disabled()
    page.locator(TARGET).press_sequentially("1")
    expect(page.locator("#finish [data-saves]")).to_be_enabled()
    expect(page.locator("#finish .btn-primary")).to_have_text("保存为新版本")
    with page.expect_response("**/targets/edit"):
        page.locator(TARGET).press("Tab")
    clerk.check()
    page.locator(".yj-give-up summary").click()
    clerk.check()
    with page.expect_navigation():
        page.locator(".yj-give-up button").click()
    expect(page.locator(".yj-give-up")).to_be_hidden()
    expect(page.locator("#finish .btn-primary")).to_have_text("提交审核")


def test_a_cell_typed_while_the_form_is_made_anew_is_put_back_and_saved(clerk: Watched) -> None:
    page = opened(clerk, "一网通办")
    waiting: list[Route] = []
    page.route("**/targets/weights", lambda route: waiting.append(route))  # noqa: PLW0108 (a built-in cannot be marked as a handler)
    with page.expect_request("**/targets/weights"):
        page.locator("button[name=how][value=evenly]").click()
    typed(page, TARGET, ">=6个")
    with page.expect_response(taken("/targets/edit")):
        waiting[0].continue_()
    expect(page.locator("#unsaved")).to_be_hidden()
    clerk.check()
    page.reload()
    expect(page.locator(TARGET)).to_have_value(">=6个")


@pytest.mark.parametrize(("language", "stated"), [("zh-hans", "7"), ("en", "8")])
def test_answers_given_offline_are_sent_when_the_line_is_back(
    declared: Served, enter: Enter, tmp_path: Path, language: str, stated: str
) -> None:
    clerk = enter(declared, "jingban", language)
    page = opened(clerk, "业务培训", "self-evaluation")
    proof = tmp_path / f"{language}.txt"
    proof.write_text("签到", encoding="utf-8")
    conceded = page.locator("#concede-2").is_checked()
    offline(clerk, yes=True)
    typed(page, "#reason-1", f"没有台账 {language}")
    typed(page, "#stated-1", stated)
    page.set_input_files("#proof-1", proof)
    page.locator("#concede-2").click()
    left = page.locator("#unsaved a")
    expect(left).to_have_count(4)
    assert [one.get_attribute("href") for one in left.all()] == ["#reason-1", "#stated-1", "#proof-1", "#concede-2"]
    expect(page.locator(".yj-unsaved .yj-unsaved-mark")).to_have_count(4)
    left.first.click()
    expect(page.locator("#reason-1")).to_be_focused()
    mended(clerk)
    offline(clerk, yes=False)
    expect(page.locator("#unsaved")).to_be_hidden()
    expect(page.locator(".yj-unsaved-mark")).to_have_count(0)
    expect(page.locator("#proof-1")).to_have_value("")
    mended(clerk)
    page.reload()
    expect(page.locator("#reason-1")).to_have_value(f"没有台账 {language}")
    expect(page.locator("#stated-1")).to_have_value(stated)
    expect(page.locator("#kept-1")).to_contain_text(proof.name)
    expect(page.locator("#concede-2")).to_be_checked(checked=not conceded)


def test_a_proof_that_was_not_sent_yet_can_be_taken_out_again_and_one_that_is_refused_holds_nothing_back(
    clerk: Watched, tmp_path: Path
) -> None:
    page = opened(clerk, "宣传与推广", "self-evaluation")
    proof = tmp_path / "空.txt"
    proof.touch()
    broken(page, "**/answer")
    page.set_input_files("#proof-1", proof)
    expect(page.locator("#unsaved a")).to_have_attribute("href", "#proof-1")
    page.set_input_files("#proof-1", [])
    expect(page.locator("#unsaved")).to_be_hidden()
    page.unroute("**/answer")
    page.set_input_files("#proof-1", proof)
    expect(page.locator("#said-1")).to_contain_text("是空的")
    expect(page.locator("#unsaved")).to_be_hidden()
    mended(clerk)


def test_the_draft_that_is_downloaded_has_what_was_not_saved_before(clerk: Watched) -> None:
    page = opened(clerk, "网络信息系统", "self-evaluation")
    broken(page, "**/answer")
    typed(page, "#result", "运行正常。")
    expect(page.locator("#unsaved")).to_be_visible()
    download = page.get_by_role("button", name="下载草稿（Word）")
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.url.rpartition("/")[2]))
    download.click()
    expect(page.locator("#unsaved")).to_be_visible()
    page.unroute("**/answer")
    with page.expect_navigation(url="**/jobs/**"):
        download.click()
    assert asked.index("answer") < asked.index("export")
    assert asked.count("export") == 1
    mended(clerk)


def test_nothing_is_filed_that_was_not_saved_nor_what_the_person_did_not_see(clerk: Watched) -> None:
    page = opened(clerk, "窗口业务", "self-evaluation")
    for box in page.locator("[id^=concede-]").all():
        with page.expect_response(taken("/answer")):
            box.check()
    for reason in page.locator("[id^=reason-]").all():
        with page.expect_response(taken("/answer")):
            typed(page, f"#{reason.get_attribute('id')}", "没有台账。")
    broken(page, "**/answer")
    typed(page, "#result", "窗口全年开放。")
    expect(page.locator("#unsaved")).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    file = page.locator("#finish details")
    file.locator("summary").click()
    file.locator("form button").click()
    expect(page.locator("#unsaved")).to_contain_text("没有连上服务器")
    page.unroute("**/answer")
    file.locator("form button").click()
    expect(page.locator("#unsaved")).to_contain_text("请看过再按一次")
    assert "file" not in asked
    mended(clerk)
    file.locator("summary").click()
    with page.expect_navigation():
        file.locator("form button").click()
    expect(page.locator("#result")).to_have_value("窗口全年开放。")
    expect(page.locator("#unchanged")).to_be_visible()
    mended(clerk)
