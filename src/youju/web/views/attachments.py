"""附件: the documents of a row of a ledger, added and taken off on the page of its history, and served as downloads."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from youju.errors import NotFoundError, RefusedError, UnreadableError, YoujuError
from youju.evidence.attachments import Attachment
from youju.evidence.media import KINDS, LARGEST, Media, too_large
from youju.stages.permissions import Deed
from youju.web import jobs
from youju.web.ledgers import ADDRESS, SeenLedger, ledger_or_404
from youju.work import attaching

ROW = f"{ADDRESS}/rows/<slug:batch>/<int:number>"


@dataclass(frozen=True, slots=True)
class Shown:
    """A document on the page, with what kind of document it is."""

    attachment: Attachment
    kind: Media


def shown(seen: SeenLedger, batch: str, number: int) -> list[Shown]:
    """Every document that was ever attached to the row."""
    key = attaching.key_at(seen.workspace, seen.ledger, batch, number)
    return [Shown(one, KINDS[one.media]) for one in attaching.listed(seen.workspace, seen.ledger, key)]


@require_POST
def add(request: HttpRequest, code: str, name: str, batch: str, number: int) -> HttpResponseBase:
    """Attaches the file that was sent to the row."""
    seen = ledger_or_404(request, code, name)
    seen.require(Deed.ENTER_EVIDENCE)
    try:
        done = _added(request, seen, batch, number)
    except YoujuError as fault:
        messages.error(request, f"{fault.message}{fault.remedy}")
    else:
        said = gettext("已附上：{name}。") if done.new else gettext("这一行已经有这份文件：{name}。没有变化。")
        messages.success(request, said.format(name=done.attachment.name))
    return _back(code, name, batch, number)


def _added(request: HttpRequest, seen: SeenLedger, batch: str, number: int) -> attaching.Attached:
    file = request.FILES.get("file")
    if file is None:
        raise UnreadableError("没有选择文件。", "请选择一个文件，再点“附上”。")
    sent = file.name or ""
    if (file.size or 0) > LARGEST:
        raise too_large(sent, file.size or 0)
    key = attaching.key_at(seen.workspace, seen.ledger, batch, number)
    return attaching.attach(seen.workspace, seen.ledger, key, sent, file.read(), seen.person, seen.standing)


@require_POST
def remove(request: HttpRequest, code: str, name: str, batch: str, number: int) -> HttpResponseBase:
    """Takes a document off the row, with a reason; the file stays kept."""
    seen = ledger_or_404(request, code, name)
    seen.require(Deed.ENTER_EVIDENCE)
    sha256, reason = request.POST.get("sha256", ""), request.POST.get("reason", "")
    try:
        key = attaching.key_at(seen.workspace, seen.ledger, batch, number)
        gone = attaching.remove(seen.workspace, seen.ledger, key, sha256, reason, seen.person, seen.standing)
    except YoujuError as fault:
        messages.error(request, f"{fault.message}{fault.remedy}")
    else:
        messages.success(request, gettext("已移除：{name}。文件仍保存在工作区里。").format(name=gone.name))
    return _back(code, name, batch, number)


def _back(code: str, name: str, batch: str, number: int) -> HttpResponseBase:
    return redirect(f"{reverse('ledger-row', args=[code, name, batch, number])}#attachments")


@require_GET
def download(request: HttpRequest, code: str, name: str, sha256: str) -> HttpResponse:
    """A document as it came, to be saved and never shown in the page; one of a ledger with persons not to everybody."""
    seen = ledger_or_404(request, code, name)
    try:
        found, content = attaching.open_document(seen.workspace, seen.ledger, sha256)
    except NotFoundError:
        raise Http404(gettext("没有这个附件。")) from None
    if not attaching.opens(seen.ledger, personal=seen.personal):
        raise RefusedError("这本台账有个人信息，附件只有本单位的经办人和单位负责人能下载。", "请向该单位索取。")
    response = HttpResponse(content, content_type=KINDS[found.media].type)
    response.headers["Content-Disposition"] = jobs.attachment(found.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


addresses = [
    path(f"{ROW}/attachments", add, name="attachment-add"),
    path(f"{ROW}/attachments/remove", remove, name="attachment-remove"),
    path(f"{ADDRESS}/attachments/<slug:sha256>", download, name="attachment"),
]
