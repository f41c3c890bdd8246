"""One project in one fiscal year as a list of dated acts by named persons; status and history are derived from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Data: TypeAlias = "str | int | bool | list[Data] | dict[str, Data] | None"


@dataclass(frozen=True, slots=True)
class Draft:
    """An act before it is appended: the store adds stream, sequence, previous and digest."""

    kind: str
    by: str
    role: str
    at: str
    body: Mapping[str, Data]


@dataclass(frozen=True, slots=True)
class Act:
    """``digest`` = sha256 over the canonical bytes of all the rest; ``previous`` chains the stream; times ISO 8601."""

    workspace: str
    stream: str
    sequence: int
    kind: str
    by: str
    role: str
    at: str
    body: Mapping[str, Data]
    previous: str | None
    digest: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """The acts of one stream in order; ``stream`` is ``year/project name``."""

    stream: str
    acts: tuple[Act, ...] = ()

    def latest(self, *kinds: str) -> Act | None:
        """The last act of one of the kinds."""
        for act in reversed(self.acts):
            if act.kind in kinds:
                return act
        return None
