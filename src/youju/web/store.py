"""Acts as rows: the truth of a server. One row an act, chained by digest; triggers refuse change and removal."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from youju.errors import TamperedError
from youju.model import dossier
from youju.stores import chain
from youju.stores.contract import Store
from youju.web.models import Act


@dataclass(frozen=True, slots=True)
class DatabaseStore:
    """``unit``: code of the organisation whose streams these are; ``workspace``: its kind, part of every digest."""

    unit: str
    workspace: str

    def append(self, stream: str, draft: dossier.Draft, after: int | None = None) -> dossier.Act:
        """Adds the act at the end of the stream. Raises ConflictError when another writer was first."""
        stream = unicodedata.normalize("NFC", stream)
        acts = self.acts(stream)
        last = acts[-1] if acts else None
        if after is not None and after != len(acts):
            raise chain.conflict(stream, last)
        data = chain.next_act(self.workspace, stream, draft, last)
        act = chain.act_of(data, stream)
        try:
            with transaction.atomic():
                Act.objects.create(
                    unit=self.unit, stream=stream, sequence=act.sequence, digest=act.digest, document=data.decode()
                )
        except IntegrityError:
            raise chain.conflict(stream, self.acts(stream)[-1]) from None
        return act

    def acts(self, stream: str) -> tuple[dossier.Act, ...]:
        """All acts of the stream in order. Raises TamperedError when the chain does not hold."""
        stream = unicodedata.normalize("NFC", stream)
        rows = (
            Act.objects.filter(unit=self.unit, stream=stream).order_by("sequence").values_list("sequence", "document")
        )
        found: list[dossier.Act] = []
        for number, (sequence, document) in enumerate(rows, start=1):
            act = chain.act_of(document.encode(), f"{stream} 第{sequence}条")
            if sequence != number or act.sequence != number:
                raise TamperedError(f"“{stream}”缺少第{number}条记录，记录链在此中断。", chain.RESTORE)
            if not chain.follows(act, found[-1] if found else None, stream, self.workspace):
                raise TamperedError(f"“{stream}”的第{number}条记录与前一条接不上。", chain.RESTORE)
            found.append(act)
        return tuple(found)

    def head(self, stream: str) -> str | None:
        """What the end of the stream is: the digest of its last act."""
        rows = Act.objects.filter(unit=self.unit, stream=unicodedata.normalize("NFC", stream))
        return rows.order_by("-sequence").values_list("digest", flat=True).first()

    def streams(self) -> tuple[str, ...]:
        """Names of all streams of the unit, sorted."""
        return tuple(sorted(Act.objects.filter(unit=self.unit).values_list("stream", flat=True).distinct()))


@dataclass(frozen=True, slots=True)
class HeldStore:
    """A store as one request sees it: each stream is read once, and again after something was appended to it."""

    store: Store
    held: dict[str, tuple[dossier.Act, ...]] = field(default_factory=dict)

    @property
    def workspace(self) -> str:
        """The kind of the workspace."""
        return self.store.workspace

    def append(self, stream: str, draft: dossier.Draft, after: int | None = None) -> dossier.Act:
        """Adds the act at the end. Raises ConflictError; what was held of the stream is read anew either way."""
        self.held.pop(stream, None)
        return self.store.append(stream, draft, after)

    def acts(self, stream: str) -> tuple[dossier.Act, ...]:
        """All acts of the stream in order."""
        if stream not in self.held:
            self.held[stream] = self.store.acts(stream)
        return self.held[stream]

    def head(self, stream: str) -> str | None:
        """What the end of the stream is."""
        return self.store.head(stream)

    def streams(self) -> tuple[str, ...]:
        """Names of all streams."""
        return self.store.streams()
