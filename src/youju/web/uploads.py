"""Uploads: files that a person dropped and has not declared or imported yet; only that person sees them."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404
from django.utils.translation import gettext

from youju.web.models import Account, Organisation, Upload

FORM, DUMP = "form", "dump"
LONGEST_NAME = 200


def keep(account: Account, unit: Organisation, purpose: str, name: str, data: bytes, ledger: str = "") -> Upload:  # noqa: PLR0913, PLR0917 (the columns of one row)
    """Keeps a file until it is declared, imported or discarded; nothing of it is in a dossier or ledger."""
    shown = "".join(sign for sign in name if sign.isprintable()).strip()[-LONGEST_NAME:]
    return Upload.objects.create(
        account=account, unit=unit, purpose=purpose, ledger=ledger, name=shown or gettext("未命名"), data=data
    )


def waiting(account: Account, purpose: str) -> list[Upload]:
    """The person's files that wait, the latest first."""
    return list(Upload.objects.filter(account=account, purpose=purpose).order_by("-created_at", "-pk"))


def find(account: Account, purpose: str, number: int) -> Upload:
    """The person's file of that number. Anybody else's is not there at all."""
    found = Upload.objects.filter(account=account, purpose=purpose, pk=number).select_related("unit").first()
    if found is None:
        raise Http404(gettext("没有这份文件，可能已经申报或移除。"))
    return found


def answer(upload: Upload, changes: Mapping[str, str | None]) -> None:
    """Keeps what the person settled; None takes an answer back."""
    kept = {**upload.answers, **changes}
    upload.answers = {key: value for key, value in kept.items() if value is not None}
    upload.save(update_fields=["answers"])


def drop(upload: Upload) -> None:
    """Removes the file: it was declared, imported or given up."""
    upload.delete()
