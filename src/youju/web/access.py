"""Who sees and does what: the person of a request, the units in scope, and the one permission table put to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from youju.model.dossier import Dossier
from youju.model.organisation import Person, Role
from youju.stages.permissions import Deed, Refusal, Standing, decide_on, may_see, require
from youju.stages.status import Phase, phase_of
from youju.web import accounts, units
from youju.web.models import Account, Organisation, ProjectRow
from youju.work.workspace import Workspace


@dataclass
class Seen:
    """A project opened by a person: its index row, workspace, dossier, and what the person may do with it.

    ``state`` is that of its sheet (``results.state_seen``), once it was asked for.
    """

    account: Account
    row: ProjectRow
    state: str | None = None

    @cached_property
    def person(self) -> Person:
        """Who looks."""
        return accounts.person_of(self.account)

    @cached_property
    def standing(self) -> Standing:
        """Where the project's unit stands relative to the person's."""
        return standing_of(self.account, self.row.unit)

    @cached_property
    def workspace(self) -> Workspace:
        """The unit's workspace."""
        return units.workspace_of(self.row.unit)

    @cached_property
    def dossier(self) -> Dossier:
        """The project's acts."""
        return Dossier(self.row.stream, self.workspace.store.acts(self.row.stream))

    @cached_property
    def phase(self) -> Phase:
        """The stage the dossier is in."""
        return phase_of(self.dossier) or Phase.DECLARED

    def refusal(self, deed: Deed) -> Refusal | None:
        """Why the person may not do it now; None when they may."""
        return decide_on(deed, self.person, self.standing, self.dossier)

    def require(self, deed: Deed) -> None:
        """Raises RefusedError, saying who may and when."""
        require(deed, self.person, self.standing, self.dossier)


def account_of(request: HttpRequest) -> Account:
    """The signed-in account with its organisation."""
    return cast("Account", request.user)


def standing_of(account: Account, unit: Organisation) -> Standing:
    """OWN, BELOW or ELSEWHERE in the tree of organisations."""
    if account.organisation_id == unit.pk:
        return Standing.OWN
    below = unit.path.startswith(account.organisation.path)
    return Standing.BELOW if below else Standing.ELSEWHERE


def units_seen(account: Account) -> QuerySet[Organisation]:
    """The organisations whose projects the account may see."""
    person = accounts.person_of(account)
    everything = Organisation.objects.all()
    if may_see(person, Standing.ELSEWHERE):
        return everything
    if may_see(person, Standing.BELOW):
        return everything.filter(path__startswith=account.organisation.path)
    return everything.filter(pk=account.organisation_id)


def projects_seen(account: Account) -> QuerySet[ProjectRow]:
    """The index rows in the account's scope."""
    rows = ProjectRow.objects.select_related("unit")
    person = accounts.person_of(account)
    if may_see(person, Standing.ELSEWHERE):
        return rows
    if may_see(person, Standing.BELOW):
        return rows.filter(unit__path__startswith=account.organisation.path)
    return rows.filter(unit_id=account.organisation_id)


def project_or_404(request: HttpRequest, key: str) -> Seen:
    """The project of that key. One outside the person's scope is not there at all."""
    account = account_of(request)
    try:
        row = projects_seen(account).get(key=key)  # without an order: every page of a project asks this
    except ProjectRow.DoesNotExist:
        raise Http404(gettext("没有这个项目，或者不在您的范围内。")) from None
    return Seen(account, row)


def unit_or_404(request: HttpRequest, code: str) -> Organisation:
    """The organisation of that code, if it is in the person's scope."""
    unit = units_seen(account_of(request)).filter(code=code).first()
    if unit is None:
        raise Http404(gettext("没有这个组织，或者不在您的范围内。"))
    return unit


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the navigation."""

    title: str
    address: str
    icon: str
    here: bool


_WITHIN = {"projects": {"projects", "project"}, "ledgers": {"ledgers", "ledger", "unit"}}  # the pages below a place


def places_of(request: HttpRequest) -> tuple[Place, ...]:
    """Where the person can go from any page: only what their role has a use for."""
    account = account_of(request)
    role = Role(account.role)
    offered = [("desk", gettext("工作台")), ("projects", gettext("项目"))]
    if role in {Role.CLERK, Role.HEAD}:
        offered += [("intake", gettext("读表")), ("ledgers", gettext("台账"))]
    if role is Role.ADMINISTRATOR:
        offered.append(("people", gettext("组织与人员")))
    match = request.resolver_match
    section = str(match.kwargs.get("section", "") or match.url_name) if match else ""
    here = section.split("-", 1)[0]
    return tuple(Place(title, reverse(name), name, here in _WITHIN.get(name, {name})) for name, title in offered)
