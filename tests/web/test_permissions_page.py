"""谁可以做什么: the page says what the permission table says, to everybody who is signed in."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from offices import ADMINISTRATOR, CLERK, EVERYBODY, Office, at_most

from youju.model.organisation import ROLE_NAMES, Role
from youju.stages.permissions import PERMISSIONS, Deed
from youju.stages.status import PHASE_NAMES

ADDRESS = "/people/permissions"


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def rows(page: str) -> dict[str, list[str]]:
    """The cells of each deed, in words."""
    found = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)[1:]
    cells = [[words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in found]
    return {name: rest for name, *rest in cells}


@pytest.mark.parametrize("username", EVERYBODY)
def test_whoever_is_signed_in_may_read_it(office: Office, username: str) -> None:
    assert office.client(username).get(ADDRESS).status_code == 200


def test_nobody_else_may(office: Office) -> None:  # noqa: ARG001 (there is an installation)
    assert Client().get(ADDRESS).status_code == 302


def test_every_deed_says_of_every_role_whether_it_may_and_in_which_phase(office: Office) -> None:
    page = office.client(CLERK).get(ADDRESS).content.decode()
    shown = rows(page)
    assert list(shown) == [permission.name for permission in PERMISSIONS.values()]
    for permission in PERMISSIONS.values():
        *may, when = shown[permission.name]
        assert [cell.endswith("不可以") for cell in may] == [role not in permission.roles for role in Role]
        for phase, name in PHASE_NAMES.items():
            assert (name in when) == (phase in (permission.phases or ()))
        assert ("随时" in when) == (permission.phases is None)
        assert ("尚未申报" in when) == (None in (permission.phases or ()))
    assert "须写明理由" in shown[PERMISSIONS[Deed.RETURN].name][-1]


def test_each_role_says_how_far_it_reaches_and_the_readers_own_is_marked(office: Office) -> None:
    page = office.client(ADMINISTRATOR).get(ADDRESS).content.decode()
    heads = [words(cell) for cell in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', page, re.DOTALL)]
    reach = dict(zip(ROLE_NAMES.values(), heads[1:-1], strict=True))
    assert reach["经办人"] == "经办人 本单位"
    assert reach["主管部门"] == "主管部门 本单位和下级单位"
    assert reach["财政局"] == "财政局 所有单位"
    assert reach["管理员"] == "管理员 本单位和下级单位 您"


def test_the_administrator_finds_it_from_the_people(office: Office) -> None:
    assert f'href="{ADDRESS}"' in office.client(ADMINISTRATOR).get("/people").content.decode()


def test_the_page_asks_the_database_seldom(office: Office) -> None:
    client = office.client(CLERK)
    with at_most(12):
        client.get(ADDRESS)
