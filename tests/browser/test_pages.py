"""Every page that a role can reach by following links holds what every page must hold, in both languages."""

from __future__ import annotations

import pytest
from crawling import Crawl
from servers import Served
from watching import Enter

ROLES = ("jingban", "fuzeren", "erjingban", "zhuguan", "caizheng", "zhuanjia", "shenji", "guanli")
CRAWL = Crawl()


@pytest.mark.parametrize("username", ROLES)
def test_every_page_that_a_role_reaches_by_links_is_in_order(demo: Served, enter: Enter, username: str) -> None:
    person = enter(demo, username)
    found = [fault for path in CRAWL.pages(person) for fault in person.faults_of(path)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", ["/login", "/login?next=/projects"])
def test_the_page_for_signing_in_is_in_order(demo: Served, enter: Enter, path: str) -> None:
    enter(demo).visit(path)


@pytest.mark.parametrize(
    ("username", "path", "status"),
    [("jingban", "/people", 403), ("jingban", "/projects/000000000000/targets", 404), ("shenji", "/nowhere", 404)],
)
def test_a_page_that_refuses_is_in_order_too(demo: Served, enter: Enter, username: str, path: str, status: int) -> None:
    person = enter(demo, username)
    assert person.context.request.get(demo.address + path).status == status
    person.visit(path)
