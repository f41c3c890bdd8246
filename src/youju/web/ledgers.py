"""A unit's ledger opened by a person, and what follows for everybody when its evidence changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest
from django.utils.translation import gettext

from youju.errors import NotFoundError
from youju.model.ledger import Ledger
from youju.model.organisation import Person
from youju.stages.permissions import Deed, Refusal, Standing, decide_on, require
from youju.web import accounts, jobs, units
from youju.web.access import account_of, standing_of, unit_or_404
from youju.web.models import Account, Job, Organisation
from youju.work.closings import ClosingAct, closings
from youju.work.ledgers import ledger_of
from youju.work.workspace import Workspace

RECOMPUTE = "recompute"  # kind of job
ADDRESS = "units/<slug:code>/ledgers/<slug:name>"  # of a ledger; what is done with it stands below


@dataclass(frozen=True)
class SeenUnit:
    """A unit opened by a person who may see it: its workspace, and what the person may do with its evidence."""

    account: Account
    unit: Organisation

    @cached_property
    def person(self) -> Person:
        """Who looks."""
        return accounts.person_of(self.account)

    @cached_property
    def standing(self) -> Standing:
        """Where the unit stands relative to the person's."""
        return standing_of(self.account, self.unit)

    @cached_property
    def workspace(self) -> Workspace:
        """The unit's workspace. Raises NotFoundError before anything was declared for it."""
        return units.workspace_of(self.unit)

    def refusal(self, deed: Deed) -> Refusal | None:
        """Why the person may not do it; None when they may."""
        return decide_on(deed, self.person, self.standing)

    def require(self, deed: Deed) -> None:
        """Raises RefusedError, saying who may and when."""
        require(deed, self.person, self.standing)

    @cached_property
    def entering(self) -> Refusal | None:
        """Why the person may not write in the unit's ledgers; the three deeds of evidence go together."""
        return self.refusal(Deed.ENTER_EVIDENCE)

    @property
    def personal(self) -> bool:
        """Whether what is personal is shown: to those who write it, and to nobody else."""
        return self.entering is None


@dataclass(frozen=True)
class SeenLedger(SeenUnit):
    """One ledger of such a unit."""

    ledger: Ledger

    @cached_property
    def closings(self) -> tuple[ClosingAct, ...]:
        """Who declared which span closed, and when; the latest first."""
        return closings(self.workspace, self.ledger)


def unit_of(request: HttpRequest, code: str) -> SeenUnit:
    """The unit of that code, if it is in the person's scope."""
    return SeenUnit(account_of(request), unit_or_404(request, code))


def ledger_or_404(request: HttpRequest, code: str, name: str) -> SeenLedger:
    """The ledger of that name in the unit of that code, if it is in the person's scope."""
    seen = unit_of(request, code)
    try:
        ledger = ledger_of(seen.workspace, name)
    except NotFoundError:
        raise Http404(gettext("没有这本台账。")) from None
    return SeenLedger(seen.account, seen.unit, ledger)


def changed(account: Account, unit: Organisation) -> None:
    """The evidence of the unit is another: its projects are measured again, once for all changes that still wait."""
    if not Job.objects.filter(unit=unit, kind=RECOMPUTE, state=jobs.WAITING).exists():
        jobs.start(account, unit, RECOMPUTE, gettext("台账有变化，重新计算项目"), {})
