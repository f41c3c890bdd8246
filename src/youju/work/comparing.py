"""Versions beside each other: what a declared version changed against the one before it, or the one last reviewed."""

from __future__ import annotations

from dataclasses import dataclass

from youju.model.dossier import Act, Dossier
from youju.notation.document_reader import declaration_from
from youju.stages.declare import DECLARED
from youju.stages.difference import Difference, differences
from youju.stages.status import Phase


@dataclass(frozen=True, slots=True)
class Comparison:
    """``before`` and ``after`` are the acts that declared the two versions."""

    before: Act
    after: Act
    changes: tuple[Difference, ...]


def with_the_version_before(dossier: Dossier, sequence: int | None = None) -> Comparison | None:
    """The version declared by the act of that sequence (by default the latest) against the one declared before it.

    None for a first version, and for an act that declares nothing.
    """
    declared = [act for act in dossier.acts if act.kind == DECLARED]
    chosen = [at for at, act in enumerate(declared) if sequence in (None, act.sequence)]
    if not chosen or chosen[-1] == 0:
        return None
    return _compared(declared[chosen[-1] - 1], declared[chosen[-1]])


def with_the_version_reviewed(dossier: Dossier) -> Comparison | None:
    """The latest version against the one that was last before a reviewer or came back from there.

    What is before the reviewer now does not count as reviewed. None while nothing was.
    """
    rounds = [act for act in dossier.acts if act.kind in (Phase.SUBMITTED, Phase.RETURNED)]
    if rounds and rounds[-1].kind == Phase.SUBMITTED:
        rounds.pop()
    if not rounds:
        return None
    versions = {act.digest: act for act in dossier.acts if act.kind == DECLARED}
    return _compared(versions[str(rounds[-1].body["declared"])], list(versions.values())[-1])


def _compared(before: Act, after: Act) -> Comparison:
    return Comparison(before, after, differences(declaration_from(before.body), declaration_from(after.body)))
