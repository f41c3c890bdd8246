"""Evidence typed in the page: one row by hand, or rejected rows mended. Both become a small dump and go the same way.

What was typed is kept as a file by its digest, so that every row has a source; the same key again is a correction.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from youju.errors import NotFoundError
from youju.model.ledger import ImportReport, Ledger, Reject
from youju.model.organisation import Person
from youju.stages.permissions import Deed, Standing, alone, require
from youju.work.declaring import current, dossiers
from youju.work.ledgers import Dump, take_in
from youju.work.returned import BYTE_ORDER_MARK, REMARK, written
from youju.work.workspace import Workspace, moment_words, now

MENDED = "更正-"
PROJECT = "project"  # the column of a ledger that says for which project a row answers


def template_csv(ledger: Ledger) -> bytes:
    """An empty dump to be filled in a spreadsheet: the names of the ledger's columns."""
    text = io.StringIO(newline="")
    csv.writer(text).writerow(column.label for column in ledger.columns)
    return BYTE_ORDER_MARK + text.getvalue().encode()


def project_names(workspace: Workspace) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The names of the unit's declared projects by year, the latest year first; a name stands in its latest year."""
    by_year: dict[int, list[str]] = {}
    known: set[str] = set()
    for dossier in reversed(dossiers(workspace)):
        name = current(dossier).project.name
        if name and name not in known:
            known.add(name)
            by_year.setdefault(int(dossier.stream.partition("/")[0]), []).insert(0, name)
    return tuple((number, tuple(names)) for number, names in by_year.items())


def enter(
    workspace: Workspace, ledger: Ledger, values: Mapping[str, str], person: Person, standing: Standing | None = None
) -> ImportReport:
    """Enters one row; ``values`` by column code, as typed. A value that cannot be kept is in the report's rejects.

    A column that is not named says nothing: of a row that is corrected its value stays; a blank one is cleared.
    Raises RefusedError when the person may not, NotFoundError for a column that the ledger lacks.
    """
    require(Deed.ENTER_EVIDENCE, person, standing or alone(person))
    if unknown := [code for code in values if not ledger.has(code)]:
        labels = "、".join(column.label for column in ledger.columns)
        raise NotFoundError(f"“{ledger.label}”没有列“{unknown[0]}”。", f"可以填的列：{labels}。")
    needed = dict.fromkeys((*ledger.key, ledger.date), "")
    typed = {ledger.column(code).label: value for code, value in {**needed, **values}.items()}
    at = now()
    remark = f"{person.name}于{moment_words(at)}手工录入"
    name = f"手工录入-{datetime.fromisoformat(at):%Y%m%d-%H%M%S}.csv"
    return _entered(workspace, ledger, name, written(REMARK, tuple(typed), [(remark, tuple(typed.values()))]), person)


def mend(  # noqa: PLR0913, PLR0917 (what came, and who mended it)
    workspace: Workspace,
    ledger: Ledger,
    name: str,
    header: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    person: Person,
    standing: Standing | None = None,
) -> ImportReport:
    """Imports rejected rows of the file ``name`` that were mended in the page; each by the names of its ``header``.

    The rows are numbered anew, the header is row 1. Raises RefusedError when the person may not.
    """
    require(Deed.ENTER_EVIDENCE, person, standing or alone(person))
    remark = f"{person.name}于{moment_words(now())}更正"
    data = written(REMARK, header, [(remark, [row.get(column, "") for column in header]) for row in rows])
    return _entered(workspace, ledger, f"{MENDED}{name.removeprefix(MENDED)}", data, person)


def _entered(workspace: Workspace, ledger: Ledger, name: str, data: bytes, person: Person) -> ImportReport:
    """What a person typed as a row is one: what a dump would leave out as a total is given back instead."""
    report = take_in(workspace, ledger, Dump(name, data, name), person)
    asides = tuple(Reject(one.row, ledger.key[0], "", one.reason) for one in report.left_out)
    return replace(report, read=report.read + len(asides), rejected=(*report.rejected, *asides), left_out=())
