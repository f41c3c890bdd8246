"""Drafts: what a person typed and has not declared or filed yet, saved as it is typed, one a person and project."""

from __future__ import annotations

from datetime import datetime

from youju.web.access import Seen
from youju.web.models import Draft

TARGETS, ANSWERS, REVIEW = "targets", "answers", "review"


def draft_of(seen: Seen, kind: str) -> Draft | None:
    """The person's draft, if there is one."""
    return Draft.objects.filter(account=seen.account, project=seen.row, kind=kind).first()


def drafts_of_all(seen: Seen, kind: str) -> tuple[Draft | None, list[tuple[str, datetime]]]:
    """The person's draft, and who else has one and when they last wrote."""
    found = list(Draft.objects.filter(project=seen.row, kind=kind).select_related("account").order_by("-saved_at"))
    own = next((draft for draft in found if draft.account_id == seen.account.pk), None)
    return own, [(draft.account.name, draft.saved_at) for draft in found if draft is not own]


def save(seen: Seen, kind: str, field: str, text: str | None) -> Draft:
    """Puts one field into the draft (None takes it out); the draft begins with the version the person sees."""
    draft, _ = Draft.objects.get_or_create(
        account=seen.account, project=seen.row, kind=kind, defaults={"base": len(seen.dossier.acts)}
    )
    content = dict(draft.content)
    if text is None:
        content.pop(field, None)
    else:
        content[field] = text
    draft.content = content
    draft.save(update_fields=["content", "saved_at"])
    return draft


def drop(seen: Seen, kind: str) -> None:
    """Removes the draft: it was declared, filed or given up."""
    Draft.objects.filter(account=seen.account, project=seen.row, kind=kind).delete()


def put(seen: Seen, kind: str, content: dict[str, str], base: int) -> Draft:
    """Replaces the whole draft, begun at ``base`` acts: many fields changed at once."""
    draft, _ = Draft.objects.update_or_create(
        account=seen.account, project=seen.row, kind=kind, defaults={"base": base, "content": content}
    )
    return draft
