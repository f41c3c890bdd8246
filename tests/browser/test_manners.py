"""What happens when things go wrong: two people edit at once, the sign-in expires, somebody types what is not meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from servers import Served
from watching import PASSWORD, Enter, Watched

HOSTILE = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg/onload=alert(1)>",
    "template": "{{ 7*7 }}{% load i18n %}${7*7}",
    "formula": "=HYPERLINK(\"file:///etc/passwd\")+cmd|' /C calc'!A0",
    "emoji": "👩‍👩‍👧🇨🇳🙂",
    "zero-width": "零\u200b宽\u2060度\u202e倒写",
    "long": "长" * 10_000,
    "unbroken": "W" * 10_000,
}


def project(person: Watched, name: str) -> str:
    """The address of the project of that name, from the table."""
    link = person.go("/projects?q=" + name).locator("tbody a").first
    return "/".join((link.get_attribute("href") or "").split("/")[:3])


def cell(page: Page, kind: str, number: int = 0) -> Locator:
    """The cell of the n-th indicator: its name, its target."""
    return page.locator(f"textarea[id^='cell-indicators-'][id$='-{kind}']").nth(number)


def typed(page: Page, into: Locator, text: str) -> None:
    """Types and leaves the cell; the draft has it when this is over."""
    into.fill(text)
    with page.expect_response(lambda answer: answer.url.endswith("/targets/edit") and answer.ok):
        into.press("Tab")


def save(page: Page) -> None:
    """Saves the draft as the next version."""
    with page.expect_navigation():
        page.locator("#finish form[action$='/targets/declare'] button").click()


# Two editors


def test_of_two_who_edit_at_once_one_wins_and_the_other_sees_both(declared: Served, enter: Enter) -> None:
    first, second = enter(declared, "jingban"), enter(declared, "fuzeren")
    address = project(first, "业务培训") + "/targets"
    one, other = first.go(address), second.go(address)
    typed(one, cell(one, "target"), ">=5次")
    typed(other, cell(other, "target"), ">=6次")
    save(one)
    first.check()
    save(other)
    assert other.url.endswith("/targets/conflict")
    second.check()
    for text in (">=3次", ">=5次", ">=6次", "经办人甲"):
        expect(other.locator("main")).to_contain_text(text)
    expect(second.go(address).locator("#state")).to_contain_text("别人已申报了新的一版")
    second.check()
    second.go(address + "/conflict")
    with other.expect_navigation():
        other.locator("button[name=keep][value=mine]").click()
    expect(cell(other, "target")).to_have_value(">=6次")
    save(other)
    expect(cell(first.go(address), "target")).to_have_value(">=6次")
    second.check()


# The sign-in expires


def cookie_gone(person: Watched) -> None:
    """The browser has forgotten who it is."""
    person.context.clear_cookies(name="sessionid")


def signed_out_elsewhere(person: Watched) -> None:
    """The server has forgotten who it is: signed out in another tab."""
    tab = person.context.new_page()
    tab.goto(person.address)
    tab.locator("form[action='/logout'] button").click()
    tab.close()


EXPIRES = pytest.mark.parametrize("expire", [cookie_gone, signed_out_elsewhere])


@EXPIRES
def test_an_edit_after_the_sign_in_expired_is_saved_after_signing_in_in_place(
    declared: Served, enter: Enter, expire: Callable[[Watched], None]
) -> None:
    person = enter(declared, "jingban")
    page = person.go(project(person, "宣传与推广") + "/targets")
    target = f">={8 + len(expire.__name__)}个"
    expire(person)
    cell(page, "target").fill(target)
    cell(page, "target").press("Tab")
    dialog = page.locator("#sign-in")
    expect(dialog).to_be_visible()
    person.check()
    dialog.locator("[name=username]").fill("jingban")
    dialog.locator("[name=password]").fill("wrong")
    dialog.locator("form button").click()
    expect(dialog.locator("[role=alert]")).to_be_visible()
    person.check()
    dialog.locator("[name=username]").fill("jingban")
    dialog.locator("[name=password]").fill(PASSWORD)
    with page.expect_response(lambda answer: answer.url.endswith("/targets/edit") and answer.ok):
        dialog.locator("form button").click()
    expect(dialog).to_be_hidden()
    expect(cell(page, "target")).to_have_value(target)
    person.check()
    page.reload()
    expect(cell(page, "target")).to_have_value(target)


@EXPIRES
def test_a_form_sent_after_the_sign_in_expired_comes_back_filled(
    declared: Served, enter: Enter, expire: Callable[[Watched], None]
) -> None:
    person = enter(declared, "guanli")
    page = person.go("/people")
    name = f"示范区图书馆 {expire.__name__}"
    expire(person)
    page.fill("#new-organisation", name)
    page.select_option("#parent", "office")
    page.click("form[action='/people/organisation'] button")
    page.wait_for_url("**/login?next=*")
    person.check()
    page.fill("#username", "guanli")
    page.fill("#password", PASSWORD)
    page.click("main button.w-100")
    page.wait_for_url("**/people")
    expect(page.locator("#new-organisation")).to_have_value(name)
    expect(page.locator("#parent")).to_have_value("office")
    person.check()
    page.click("form[action='/people/organisation'] button")
    expect(page.locator(".alert-success")).to_contain_text(name)


# Hostile input


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_typed_into_the_form_is_text_and_stays_as_typed(declared: Served, enter: Enter, text: str) -> None:
    person = enter(declared, "jingban")
    page = person.go(project(person, "网络信息系统") + "/targets")
    typed(page, cell(page, "name", 1), text)
    typed(page, cell(page, "target", 1), text)
    person.check()
    page.reload()
    expect(cell(page, "name", 1)).to_have_value(text)
    person.check()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_searched_for_or_entered_elsewhere_is_text_too(declared: Served, enter: Enter, text: str) -> None:
    person = enter(declared, "jingban")
    page = person.go("/projects")
    page.locator("#q").fill(text[:2_000])  # longer ones do not fit into an address
    page.locator("#q").press("Enter")
    person.check()
    page = person.go("/units/main/ledgers/registers/enter")
    page.fill("#f-item_no", f"示〔2021〕{len(text)}号")
    page.fill("#f-title", text)
    page.fill("#f-in_force_from", "2021-01-01")
    with page.expect_navigation():
        page.click("main form.card button.btn-primary")
    person.check()
    person.go("/units/main/ledgers/registers?year=2021")
    person.check()
    person.go("/intake")
    page.fill("#pasted", text)
    with page.expect_navigation():
        page.locator("#drop button").click()
    person.check()
