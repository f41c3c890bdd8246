"""Behind the pages: the index that can be lost, jobs with their ends, the port that serves."""

from __future__ import annotations

import socket

import pytest
from django.urls import reverse
from offices import CLERK, HEAD, Office

from youju.web import jobs, search
from youju.web.models import Job, ProjectRow
from youju.web.serving import free_port


@pytest.mark.usefixtures("office")
def test_an_index_that_was_lost_is_built_again_with_the_same_addresses() -> None:
    before = sorted(ProjectRow.objects.values_list("key", "stream", "phase", "indicators"))
    ProjectRow.objects.all().delete()
    assert search.rebuild() == 10
    assert sorted(ProjectRow.objects.values_list("key", "stream", "phase", "indicators")) == before


@pytest.mark.usefixtures("jobs_at_once")
def test_a_job_keeps_its_progress_and_its_end(office: Office) -> None:
    started = jobs.start(office.account(CLERK), office.unit, "recompute", "重新计算", {})
    job = Job.objects.get(pk=started.pk)
    assert (job.state, job.done, job.total) == (jobs.DONE, 5, 5)
    assert job.result == {"projects": 5}
    assert office.client(CLERK).get(reverse("job", args=[job.pk])).status_code == 200


@pytest.mark.usefixtures("jobs_at_once")
def test_a_job_that_fails_leaves_a_sentence_and_a_remedy(office: Office) -> None:
    (office.root / "workspace.toml").write_text("kind = ", encoding="utf-8")
    started = jobs.start(office.account(CLERK), office.unit, "recompute", "重新计算", {})
    job = Job.objects.get(pk=started.pk)
    assert job.state == jobs.FAILED
    assert job.message
    assert job.remedy


def test_another_persons_job_is_not_there(office: Office) -> None:
    started = jobs.start(office.account(CLERK), office.unit, "recompute", "重新计算", {})
    assert office.client(HEAD).get(reverse("job", args=[started.pk])).status_code == 404


def test_a_port_that_is_taken_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port: int = taken.getsockname()[1]
        assert free_port("127.0.0.1", port) > port
