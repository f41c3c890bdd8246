"""后台工作: a job's progress, its end or its failure with the remedy; whoever left finds it again."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from youju.web import jobs
from youju.web.access import account_of
from youju.web.models import Job


def _job_or_404(request: HttpRequest, number: int) -> Job:
    job = Job.objects.filter(pk=number, account=account_of(request)).first()
    if job is None:
        raise Http404(gettext("没有这项工作。"))
    return job


def show(request: HttpRequest, number: int) -> HttpResponse:
    """The job's page; asked again by itself until the job has ended."""
    job = _job_or_404(request, number)
    template = "job_progress.html" if request.headers.get("HX-Request") else "job.html"
    return render(request, template, {"job": job, "ended": job.state in {jobs.DONE, jobs.FAILED}})


def product(request: HttpRequest, number: int) -> HttpResponse:
    """The file that the job wrote."""
    job = _job_or_404(request, number)
    made = jobs.product_of(job)
    if made is None:
        raise Http404(gettext("这项工作没有可以下载的文件。"))
    response = HttpResponse(bytes(made.data), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = jobs.attachment(made.name)
    return response
