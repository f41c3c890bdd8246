"""Faults as pages: one sentence, a remedy, the right status; in-page requests get the same in a small box."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from youju.errors import ConflictError, NotFoundError, RefusedError, TamperedError, UnreadableError, YoujuError

STATUSES: dict[type[YoujuError], int] = {
    NotFoundError: 404,
    RefusedError: 403,
    ConflictError: 409,
    UnreadableError: 422,
    TamperedError: 500,
}


def shown(request: HttpRequest, fault: YoujuError) -> HttpResponse:
    """The page of a fault; HTTP status by its kind."""
    return sentence(request, STATUSES.get(type(fault), 400), fault.message, fault.remedy)


def sentence(request: HttpRequest, status: int, message: str, remedy: str) -> HttpResponse:
    """A page, or for an in-page request a box, with one sentence and what to do."""
    template = "fault_box.html" if request.headers.get("HX-Request") else "fault.html"
    return render(request, template, {"message": message, "remedy": remedy, "status": status}, status=status)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing is there, or not for this person: the same answer, so that guessing tells nothing."""
    said = str(exception.args[0]) if exception.args and isinstance(exception.args[0], str) else ""
    message = said or gettext("没有这一页。")
    return sentence(request, 404, message, gettext("请从工作台或项目表重新进入。"))


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of the program: nothing was stored half."""
    return render(
        request,
        "fault.html",
        {
            "message": gettext("程序出错，这一步没有完成；已存入的内容没有变化。"),
            "remedy": gettext("请返回重试；仍然失败时请告诉服务器管理人员。"),
            "status": 500,
        },
        status=500,
    )


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (as Django calls it)
    """The form was sent without the page's mark: usually the page stood open over a new sign-in."""
    return sentence(
        request, 403, gettext("这一页已经过期，没有提交。"), gettext("请返回上一页，刷新后再提交；草稿已自动保存。")
    )
