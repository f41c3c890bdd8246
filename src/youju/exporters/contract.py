"""What an exporter is: a grid to the bytes of one file format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from youju.model.grid import Grid


@dataclass(frozen=True, slots=True)
class Format:
    """``suffix`` without the dot; the same grid gives the same bytes."""

    code: str
    suffix: str
    write: Callable[[Grid], bytes]
