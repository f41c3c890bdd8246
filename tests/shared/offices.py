"""An installation as the tests of the pages see it: its accounts, its projects, browsers that are signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from youju.web import demo, search, units
from youju.web.models import Account, Organisation, ProjectRow
from youju.work.workspace import Workspace

CLERK, HEAD, DEPARTMENT, FINANCE = "jingban", "fuzeren", "zhuguan", "caizheng"
EXPERT, AUDITOR, ADMINISTRATOR = "zhuanjia", "shenji", "guanli"
SECOND = "erjingban"  # clerk of the second unit
EVERYBODY = (CLERK, HEAD, SECOND, DEPARTMENT, FINANCE, EXPERT, AUDITOR, ADMINISTRATOR)


@dataclass(frozen=True)
class Office:
    """An installation: two units in the tree of the demo, an account a role; the first unit is in ``root``."""

    root: Path

    @property
    def unit(self) -> Organisation:
        """The unit whose projects these are."""
        return Organisation.objects.get(code=units.FIRST)

    @property
    def workspace(self) -> Workspace:
        """The unit's workspace, read anew."""
        return units.workspace_of(self.unit)

    def account(self, username: str) -> Account:
        """The account of that username (the constants above)."""
        return Account.objects.get(username=username)

    def client(self, username: str, language: str = "zh-hans") -> Client:
        """A browser in which that person is signed in."""
        client = Client()
        client.force_login(self.account(username))
        client.cookies["django_language"] = language
        return client

    def project(self, part: str = "窗口业务") -> ProjectRow:
        """The index row of the unit's project whose name contains ``part``."""
        return ProjectRow.objects.select_related("unit").get(unit=self.unit, name__contains=part)

    def refresh(self, row: ProjectRow) -> ProjectRow:
        """The row after an act that was done by the core and not by a page."""
        return search.refresh(self.unit, self.workspace, row.stream)


def opened(root: Path) -> Office:
    """The installation of a demo workspace: accounts made, index filled."""
    demo.make_accounts()
    search.rebuild()
    return Office(root)


@contextmanager
def at_most(number: int) -> Iterator[None]:
    """Fails when what is done inside asks the database more often."""
    with CaptureQueriesContext(connection) as asked:
        yield
    assert len(asked) <= number, "\n".join(query["sql"][:200] for query in asked.captured_queries)
