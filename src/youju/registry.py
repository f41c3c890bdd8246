"""Finds the one object that each file of a shelf declares: adding a file is all it takes to add a rule or a kind."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar

T = TypeVar("T")


@cache
def shelf(package: str, kind: type[T]) -> tuple[T, ...]:
    """The objects of type ``kind`` declared by the modules of ``package``, one a module, in the order of file names.

    Raises TypeError when a file declares none or several: that is a fault of the program, found by its own tests.
    """
    found: list[T] = []
    for info in iter_modules(import_module(package).__path__):
        module = import_module(f"{package}.{info.name}")
        own = [value for name, value in vars(module).items() if isinstance(value, kind) and not name.startswith("_")]
        if len(own) != 1:
            raise TypeError(f"{module.__name__} must declare exactly one {kind.__name__}, found {len(own)}")
        found.append(own[0])
    return tuple(found)
