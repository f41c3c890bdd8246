"""档案: every act with who and its digest; any version opens as it was, beside the one before it."""

from __future__ import annotations

from offices import AUDITOR, CLERK, Office, at_most

from youju.model.dossier import Dossier
from youju.web.models import ProjectRow


def acts(office: Office, row: ProjectRow) -> Dossier:
    return Dossier(row.stream, office.workspace.store.acts(row.stream))


def test_the_timeline_shows_every_act_with_its_digest(full_office: Office) -> None:
    row = full_office.project()
    page = full_office.client(AUDITOR).get(f"/projects/{row.key}/archive").content.decode()
    dossier = acts(full_office, row)
    assert len(dossier.acts) == 4
    assert all(act.digest in page for act in dossier.acts)
    assert [page.index(name) for name in ("填报自评", "批准", "提交审核", "第 1 版")] == sorted(
        page.index(name) for name in ("填报自评", "批准", "提交审核", "第 1 版")
    )


def test_a_filed_self_evaluation_opens_as_it_was_filed(full_office: Office) -> None:
    row = full_office.project()
    filed = acts(full_office, row).acts[-1]
    totals = filed.body["totals"]
    assert isinstance(totals, dict)
    page = full_office.client(AUDITOR).get(f"/projects/{row.key}/archive/4").content.decode()
    assert f"{totals['points']}" in page
    assert "服务新开办企业数量" in page


def test_a_second_version_is_shown_beside_the_first(office: Office) -> None:
    row, client = office.project(), office.client(CLERK)
    sent = {"field": "indicators.0.target", "text": "≥31000家"}
    client.post(f"/projects/{row.key}/targets/edit", sent, headers={"HX-Request": "true"})
    client.post(f"/projects/{row.key}/targets/declare")
    page = client.get(f"/projects/{row.key}/archive/{len(acts(office, row).acts)}").content.decode()
    assert "<del>&gt;=29000家</del>" in page
    assert "<ins>≥31000家</ins>" in page or "<ins>&gt;=31000家</ins>" in page


def test_an_act_that_is_not_there_is_a_sentence(office: Office) -> None:
    answer = office.client(CLERK).get(f"/projects/{office.project().key}/archive/99")
    assert answer.status_code == 404
    assert "档案里没有第99条记录" in answer.content.decode()


def test_an_act_without_a_form_is_a_sentence(full_office: Office) -> None:
    answer = full_office.client(CLERK).get(f"/projects/{full_office.project().key}/archive/2")
    assert answer.status_code == 404
    assert "没有可以打开的表" in answer.content.decode()


def test_the_archive_asks_the_database_seldom(full_office: Office) -> None:
    client, row = full_office.client(AUDITOR), full_office.project()
    with at_most(12):
        assert client.get(f"/projects/{row.key}/archive").status_code == 200
