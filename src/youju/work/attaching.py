"""Attachments at the desk: add a document to a row of a ledger, take it off again, list and open what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from youju.evidence import attachments, media
from youju.evidence.attachments import Attachment
from youju.model.dossier import Data
from youju.model.ledger import Ledger
from youju.model.organisation import Person
from youju.stages.permissions import Deed, Standing, alone, require
from youju.work.browsing import history_of
from youju.work.listing import holds_personal
from youju.work.reading import require_file
from youju.work.workspace import Workspace, now

ANY_SIZE = 1 << 62  # what is too large for an attachment is said in its own words


@dataclass(frozen=True, slots=True)
class Attached:
    """A document at a row; ``new`` False: it was there before, nothing was written."""

    attachment: Attachment
    new: bool


def attach_file(  # noqa: PLR0913, PLR0917 (which row, which file, and who)
    workspace: Workspace,
    ledger: Ledger,
    key: Sequence[str],
    path: Path,
    person: Person,
    standing: Standing | None = None,
) -> Attached:
    """Attaches a file to the row of that business key, written as typed. Raises as ``attach`` does."""
    require_file(path, ANY_SIZE)
    if (size := path.stat().st_size) > media.LARGEST:
        raise media.too_large(path.name, size)
    return attach(workspace, ledger, key, path.name, path.read_bytes(), person, standing)


def attach(  # noqa: PLR0913, PLR0917 (which row, which file, and who)
    workspace: Workspace,
    ledger: Ledger,
    key: Sequence[str],
    name: str,
    content: bytes,
    person: Person,
    standing: Standing | None = None,
) -> Attached:
    """Attaches a document to the row of that business key.

    Raises RefusedError when the person may not, UnreadableError for what is no document, NotFoundError without a row.
    """
    require(Deed.ENTER_EVIDENCE, person, standing or alone(person))
    document, typed = media.document(name, content), attachments.key_of(ledger, key)
    signed = (person.name, person.role.value, now())
    before = attachments.attachments(workspace.root, ledger, typed)
    added = attachments.attach(workspace.root, ledger, typed, document, signed)
    return Attached(added, added not in before)


def remove(  # noqa: PLR0913, PLR0917 (which document of which row, why, and who)
    workspace: Workspace,
    ledger: Ledger,
    key: Sequence[str],
    sha256: str,
    reason: str,
    person: Person,
    standing: Standing | None = None,
) -> Attachment:
    """Takes a document off the row; the file stays kept. Raises RefusedError when the person may not or says no why."""
    require(Deed.ENTER_EVIDENCE, person, standing or alone(person))
    signed = (person.name, person.role.value, now())
    return attachments.detach(workspace.root, ledger, attachments.key_of(ledger, key), sha256, reason, signed)


def listed(workspace: Workspace, ledger: Ledger, key: Sequence[str]) -> tuple[Attachment, ...]:
    """Every document that was ever attached to the row of that key; those taken off say so."""
    return attachments.attachments(workspace.root, ledger, attachments.key_of(ledger, key))


def key_at(workspace: Workspace, ledger: Ledger, batch: str, row: int) -> tuple[str, ...]:
    """The business key of a row of a batch, as typed. Raises NotFoundError when there is no such row."""
    values = history_of(workspace, ledger, batch, row, personal=True)[-1].values
    return tuple(values[code] for code in ledger.key)


def open_document(workspace: Workspace, ledger: Ledger, sha256: str) -> tuple[Attachment, bytes]:
    """A document that is attached to some row of the ledger, and its bytes; who may read it is asked by who calls.

    Raises NotFoundError for any other file, TamperedError when the kept bytes are not those that were attached.
    """
    found = attachments.attached(workspace.root, ledger, sha256)
    return found, attachments.content(workspace.root, found)


def opens(ledger: Ledger, *, personal: bool) -> bool:
    """Whether the documents of the ledger are shown to whoever sees the unit, as with its source files.

    Where the ledger has personal columns, only to those who may read what is ``personal``.
    """
    return personal or not holds_personal(ledger)


def attachment_document(one: Attachment) -> dict[str, Data]:
    """One attachment as ``ledger attach --json`` prints it."""
    gone = one.detached
    return {
        "sha256": one.sha256,
        "file": f"blobs/{one.sha256}",
        "name": one.name,
        "type": media.KINDS[one.media].type,
        "size": one.size,
        "column": one.column,
        "by": one.by,
        "at": one.at,
        "removed": None if gone is None else {"by": gone.by, "at": gone.at, "reason": gone.reason},
    }
