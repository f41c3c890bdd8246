"""What the demo adds for the pages: an account for each role in a small tree of organisations, and a second unit.

The second unit has declared for the next year: two forms wait for review, one was returned, two are not submitted.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from youju.model.dossier import Dossier
from youju.model.organisation import ROLE_NAMES, Person, Role
from youju.stages.review import CellComment
from youju.web import accounts, units
from youju.web.models import Organisation
from youju.work.declaring import answers_from, declare_documents
from youju.work.demonstrating import UNIT, examples, next_year
from youju.work.intake import look
from youju.work.reviewing import return_, submit
from youju.work.workspace import keep

PASSWORD = "youju-demo"  # noqa: S105 (of the demo, shown on its sign-in page)
SECOND = "示范区市民服务中心"
GOVERNMENT, OFFICE, BUREAU, AUDIT = "示范区人民政府", "示范区政务服务办公室", "示范区财政局", "示范区审计局"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One line of the sign-in page."""

    username: str
    name: str
    role: Role
    organisation: str

    @property
    def role_name(self) -> str:
        """The role's Chinese name."""
        return ROLE_NAMES[self.role]


_ACCOUNTS = (
    DemoAccount("jingban", "经办人甲", Role.CLERK, UNIT),
    DemoAccount("fuzeren", "负责人乙", Role.HEAD, UNIT),
    DemoAccount("erjingban", "经办人辛", Role.CLERK, SECOND),
    DemoAccount("zhuguan", "主管丙", Role.DEPARTMENT, OFFICE),
    DemoAccount("caizheng", "财政丁", Role.FINANCE, BUREAU),
    DemoAccount("zhuanjia", "专家戊", Role.EXPERT, BUREAU),
    DemoAccount("shenji", "审计己", Role.AUDITOR, AUDIT),
    DemoAccount("guanli", "管理员庚", Role.ADMINISTRATOR, GOVERNMENT),
)


def demo_accounts() -> tuple[DemoAccount, ...]:
    """The accounts of the demo, one a role."""
    return _ACCOUNTS


@transaction.atomic
def make_accounts() -> None:
    """Makes the demo's organisations and accounts where there are none."""
    if accounts.any_account():
        return
    government = accounts.add_organisation(GOVERNMENT, None, "government")
    office = accounts.add_organisation(OFFICE, government, "office")
    bodies: dict[str, Organisation] = {GOVERNMENT: government, OFFICE: office}
    bodies[UNIT] = accounts.add_organisation(UNIT, office, units.FIRST)
    bodies[SECOND] = accounts.add_organisation(SECOND, office, "second")
    for name, code in ((BUREAU, "finance"), (AUDIT, "audit")):
        bodies[name] = accounts.add_organisation(name, government, code)
    for one in _ACCOUNTS:
        new = accounts.NewAccount(one.username, one.name, PASSWORD, one.role.value)
        accounts.add_account(bodies[one.organisation], new)
    _declare_second(bodies[SECOND])


def _declare_second(unit: Organisation) -> None:
    """The second unit's forms of the next year, each as far as the pages are to show one."""
    clerk, reviewer = Person("经办人辛", Role.CLERK, SECOND), Person("主管丙", Role.DEPARTMENT, OFFICE)
    workspace = units.opened(unit, clerk)
    name, data = next_year()
    form = look(data.decode().replace(UNIT, SECOND).encode(), name)
    settlements = answers_from(examples() / "answers.json")
    settled, doubtful = form.documents[:-1], form.documents[-1:]
    keep(workspace, form.data)
    declared = declare_documents(workspace, settled, clerk, settlements)
    declare_documents(workspace, doubtful, clerk)
    for one in declared[:3]:
        submit(workspace, Dossier(one.stream, workspace.store.acts(one.stream)), clerk)
    first = Dossier(declared[0].stream, workspace.store.acts(declared[0].stream))
    cells = (CellComment("indicators.1.target", None, "比上年低，请说明依据。"),)
    return_(workspace, first, cells, "请按意见修改后重新提交。", reviewer)
