"""组织与人员: what an administrator sees of each person and does with them, and what a refused add keeps."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from offices import ADMINISTRATOR, AUDITOR, CLERK, DEPARTMENT, FINANCE, HEAD, SECOND, Office, at_most

from youju.model.organisation import ROLE_NAMES, Role
from youju.stages.permissions import PERMISSIONS, Deed
from youju.web import accounts, units
from youju.web.demo import PASSWORD
from youju.web.models import Account, Organisation

INITIAL = "初始-2027-密码"


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def row_of(page: str, username: str) -> list[str]:
    """The cells of the person's row, in words."""
    row = next(row for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL) if f"<code>{username}</code>" in row)
    return [words(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]


def people(office: Office, username: str = ADMINISTRATOR, language: str = "zh-hans") -> str:
    return office.client(username, language).get(reverse("people")).content.decode()


def reset_address(office: Office, username: str) -> str:
    return reverse("people-password", args=[office.account(username).pk])


# The table


def test_the_state_is_a_state_and_what_can_be_done_stands_beside_it(office: Office) -> None:
    accounts.switch(office.account(HEAD))
    page = people(office)
    heads = [words(cell) for cell in re.findall(r'<th scope="col">(.*?)</th>', page, re.DOTALL)]
    assert heads == ["组织", "姓名", "用户名", "角色", "状态", "办理"]
    *_, state, deeds = row_of(page, CLERK)
    assert state == "已启用"
    assert "停用" in deeds
    assert "重设密码" in deeds
    *_, state, deeds = row_of(page, HEAD)
    assert state == "已停用"
    assert deeds.startswith("启用")


def test_the_own_row_offers_the_own_password_and_no_switch(office: Office) -> None:
    page = people(office)
    *_, state, deeds = row_of(page, ADMINISTRATOR)
    assert "本人" in state
    assert deeds == "修改密码"
    assert reset_address(office, ADMINISTRATOR) not in page


def test_what_people_and_bodies_are_called_is_marked_as_chinese_on_an_english_page_and_nothing_else(
    office: Office,
) -> None:
    page = people(office, language="en")
    quoted = "".join(re.findall(r'lang="zh-Hans"[^>]*>([^<]*)<', page))
    assert "示范区人民政府" in quoted
    assert not re.search(r"[A-Za-z]{4}", quoted)
    main = page.split('<main id="content"')[1].split("</main>")[0]
    unmarked = re.sub(r'<(\w+)[^>]*lang="zh-Hans"[^>]*>[^<]*</\1>', "", main)
    assert not re.findall(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", re.sub(r"<[^>]*>", "", unmarked))


def test_the_pages_ask_the_database_seldom(office: Office) -> None:
    client, resetting = office.client(ADMINISTRATOR), reset_address(office, CLERK)
    for address in (reverse("people"), resetting):
        with at_most(12):
            client.get(address)


# Adding


def test_every_role_says_in_a_line_what_it_may_do(office: Office) -> None:
    lines = [words(line) for line in re.findall(r'<li class="yj-may-do">(.*?)</li>', people(office), re.DOTALL)]
    assert [line.split()[0] for line in lines] == list(ROLE_NAMES.values())
    for role, line in zip(Role, lines, strict=True):
        may = {permission.name for permission in PERMISSIONS.values() if role in permission.roles}
        said = set(re.split("[、 ]", line.split("：", 1)[1].strip()))
        assert said == may


def test_the_two_roles_that_one_round_needs_are_named_and_suffice(office: Office) -> None:
    page = words(people(office))
    assert "办完一轮只要两个人：本单位的经办人，和上级单位（或本单位）的主管部门" in page
    may = {deed for deed, row in PERMISSIONS.items() if {Role.CLERK, Role.DEPARTMENT} & set(row.roles)}
    assert set(Deed) - may == {Deed.MANAGE_PEOPLE}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"username": CLERK}, "已经有人使用"),
        ({"password": "short"}, "至少要 8 个字符"),
        ({"password": "xinren-1", "username": "xinren-1"}, "用户名"),
        ({"name": " "}, "姓名没有写"),
        ({"role": "mayor"}, "没有这个角色"),
    ],
)
def test_a_person_who_is_not_added_stays_typed_but_for_the_password(
    office: Office, wrong: dict[str, str], said: str
) -> None:
    given = {
        "organisation": "office",
        "role": "auditor",
        "name": "新人",
        "username": "xinren",
        "password": "a-long-one",
    }
    given |= wrong
    before = Account.objects.count()
    answer = office.client(ADMINISTRATOR).post(reverse("people-account"), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in words("".join(re.findall(r'role="alert"[^>]*>(.*?)</div>', page, re.DOTALL)))
    assert f'name="name" value="{given["name"]}"' in page
    assert f'name="username" value="{given["username"]}"' in page
    assert re.search(r'<option value="office"[^>]* selected', page)
    assert ('<option value="auditor" selected' in page) is (given["role"] == "auditor")
    assert f'value="{given["password"]}"' not in page.replace('name="username" value="xinren-1"', "")
    assert Account.objects.count() == before


def test_a_body_that_is_not_added_stays_typed(office: Office) -> None:
    taken = Organisation.objects.get(code="office").name
    given = {"parent": units.FIRST, "name": taken}
    answer = office.client(ADMINISTRATOR).post(reverse("people-organisation"), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "已经有组织" in page
    assert f'name="name" value="{taken}"' in page
    assert re.search(rf'<option value="{units.FIRST}"[^>]* selected', page)


@pytest.mark.parametrize("address", ["people-account", "people-organisation"])
def test_the_address_of_a_refused_add_shows_the_people_when_it_is_opened_again(office: Office, address: str) -> None:
    answer = office.client(ADMINISTRATOR).get(reverse(address))
    assert answer.status_code == 200
    assert "添加人员" in answer.content.decode()


# A new first password


def test_an_administrator_gives_a_new_first_password_and_the_persons_sessions_end(office: Office) -> None:
    theirs, admin = office.client(CLERK), office.client(ADMINISTRATOR)
    assert reset_address(office, CLERK) in admin.get(reverse("people")).content.decode()
    page = admin.get(reset_address(office, CLERK)).content.decode()
    assert "经办人甲" in page
    answer = admin.post(reset_address(office, CLERK), {"password": INITIAL})
    assert answer.headers["Location"] == reverse("people")
    assert "经办人甲" in words(admin.get(reverse("people")).content.decode().split("alert-success")[1])
    assert theirs.get("/").headers["Location"].startswith("/login")
    assert Client().post("/login", {"username": CLERK, "password": INITIAL}).status_code == 302
    assert Client().post("/login", {"username": CLERK, "password": PASSWORD}).status_code == 422


def test_a_first_password_that_is_too_weak_says_why_and_changes_nothing(office: Office) -> None:
    theirs = office.client(CLERK)
    answer = office.client(ADMINISTRATOR).post(reset_address(office, CLERK), {"password": "短"})
    assert answer.status_code == 422
    assert "至少要 8 个字符" in answer.content.decode()
    assert 'value="短"' not in answer.content.decode()
    assert theirs.get("/").status_code == 200


@pytest.mark.parametrize("username", [HEAD, DEPARTMENT, FINANCE, AUDITOR, CLERK])
def test_nobody_else_gives_a_first_password(office: Office, username: str) -> None:
    client = office.client(username)
    own = reverse("people-password", args=[office.account(username).pk])
    for address in (own, reset_address(office, CLERK), reset_address(office, ADMINISTRATOR)):
        for answer in (client.get(address), client.post(address, {"password": INITIAL})):
            assert answer.status_code in {403, 404}
            assert answer.status_code == 404 or ROLE_NAMES[Role.ADMINISTRATOR] in answer.content.decode()
    assert not [one for one in Account.objects.all() if one.check_password(INITIAL)]


def test_an_administrator_of_another_unit_does_not_find_the_person(office: Office) -> None:
    beside = accounts.NewAccount("beside", "旁边的管理员", PASSWORD, "administrator")
    accounts.add_account(office.account(SECOND).organisation, beside)
    answer = office.client("beside").post(reset_address(office, CLERK), {"password": INITIAL})
    assert answer.status_code == 404
    assert office.account(CLERK).check_password(PASSWORD)


def test_the_own_password_is_not_reset_without_the_old_one(office: Office) -> None:
    answer = office.client(ADMINISTRATOR).post(reset_address(office, ADMINISTRATOR), {"password": INITIAL})
    assert answer.status_code == 403
    assert "修改密码" in answer.content.decode()
    assert office.account(ADMINISTRATOR).check_password(PASSWORD)
