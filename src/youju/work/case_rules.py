"""Which rule a scoring case may name for which target: a rule that does not fit would be passed over in silence."""

from __future__ import annotations

from youju.model.target import Comparator, Deadline, Interval, Quantity, Span, Target

RULES = (
    *("ratio", "excess", "linear_excess", "at_least", "at_most", "symmetric", "exact", "direct"),
    *("per_event", "all_or_nothing", "linear", "banded", "proportional", "bands"),
)
_OF_ROLE = {
    "satisfaction": ("proportional", "bands", "direct"),
    "execution": ("linear", "banded", "direct"),
}
_LOWER = ("ratio", "at_least", "direct")
_UPPER = ("ratio", "excess", "linear_excess", "at_most", "direct")
_EQUAL = ("at_least", "at_most", "symmetric", "exact", "direct")
_ZERO = ("per_event", "all_or_nothing", "direct")
_WHOLE = {"%": 100, "‰": 1000}
_DATED = ("proportional", "bands", "all_or_nothing", "direct")


def fits(role: str, target: Target) -> tuple[str, ...]:
    """The rules, in underscores, that decide something for a target of that role."""
    if role in _OF_ROLE:
        return _OF_ROLE[role]
    match target:
        case Quantity():
            return _for_number(target)
        case Deadline() | Span():
            return _DATED
        case Interval():
            return ("ratio", "direct")
        case _:
            return ("direct",)


def _for_number(target: Quantity) -> tuple[str, ...]:
    if target.comparator in (Comparator.AT_LEAST, Comparator.ABOVE):
        return _LOWER
    if target.value == 0 and target.comparator is not Comparator.BELOW:
        return _ZERO
    if target.comparator is Comparator.EQUAL:
        whole = target.value == _WHOLE.get(target.unit or "")
        return ("ratio", *_EQUAL) if target.implied or whole else _EQUAL
    return _UPPER
