"""Long work as jobs: kept with their progress, run by the worker, and when they fail a sentence with a remedy stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from django.db import transaction
from django.utils import timezone
from django.utils.http import content_disposition_header
from django_tasks import task

from youju.errors import YoujuError
from youju.web.models import Account, Job, Organisation, Product

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
BROKEN = (
    "程序出错，这项工作没有完成；已存入的内容没有变化。",
    "请重试；仍然失败时，把这一页的编号告诉服务器管理人员。",
)
Tick = Callable[[int, int], None]
Run = Callable[[Job, Tick], Mapping[str, object]]


def start(account: Account, unit: Organisation, kind: str, title: str, parameters: Mapping[str, object]) -> Job:
    """Puts work in the queue; the job commits together with what it is about."""
    with transaction.atomic():
        job = Job.objects.create(account=account, unit=unit, kind=kind, title=title, parameters=dict(parameters))
        work_off.enqueue(job.pk)
    return job


@task()
def work_off(number: int) -> None:
    """Runs one job to its end."""
    job = Job.objects.select_related("account__organisation", "unit").get(pk=number)
    Job.objects.filter(pk=number).update(state=RUNNING)

    def tick(done: int, total: int) -> None:
        Job.objects.filter(pk=number).update(done=done, total=total)

    finished = False
    try:
        result = dict(_run_of(job.kind)(job, tick))
        _end(number, DONE, result=result)
        finished = True
    except YoujuError as fault:
        _end(number, FAILED, message=fault.message, remedy=fault.remedy)
        finished = True
    finally:
        if not finished:  # a fault of the program is logged by the worker; the person still gets a sentence
            _end(number, FAILED, message=BROKEN[0], remedy=BROKEN[1])


def _run_of(kind: str) -> Run:
    run: Run = import_module(f"youju.web.tasks.{kind}").run
    return run


def _end(number: int, state: str, **fields: object) -> None:
    Job.objects.filter(pk=number).update(state=state, ended_at=timezone.now(), **fields)


def product_of(job: Job) -> Product | None:
    """The file that the job wrote, if it did."""
    return Product.objects.filter(job=job).first()


def keep_product(job: Job, name: str, data: bytes) -> None:
    """Keeps the file that the job wrote, for its person to download."""
    Product.objects.update_or_create(job=job, defaults={"name": name, "data": data})


def attachment(name: str) -> str:
    """The header that saves a download under a Chinese name."""
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"
