"""What a lint rule is: one file, one question a reviewer asks, with its citation; the docstring is its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from decimal import Decimal

from youju.model.citation import Citation
from youju.model.declaration import Declaration
from youju.model.finding import FindingType, Severity
from youju.model.place import Place
from youju.model.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rule may use besides the document; what is not there makes a rule say "not checked".

    ``weights`` is what the weights of the indicators must sum to by the scheme of the form's year.
    """

    taxonomy: Taxonomy | None = None
    measured: Mapping[str, str] = default(default_factory=dict)
    weights: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule found; ``lint`` adds code and citation, and lowers it to a hint where reading is in doubt."""

    message: str
    remedy: str
    field: str
    indicator: str | None = None
    place: Place = default(default_factory=Place)
    doubts: tuple[str, ...] = ()
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """``code`` V-02, ``slug`` the file name, ``title`` in Chinese, ``page`` the module docstring."""

    code: str
    slug: str
    title: str
    severity: Severity
    type: FindingType
    citation: Citation
    check: Callable[[Declaration, Facts], Iterator[Remark]]
    page: str
