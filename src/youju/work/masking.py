"""Who may read what is personal in a ledger, and how it stands where it may not be read.

One mask for everything: of five colleagues, a first character or a last digit already names one.
"""

from __future__ import annotations

from collections.abc import Mapping

from youju.engines.paging import MASKED
from youju.errors import RefusedError
from youju.model.ledger import Ledger
from youju.model.organisation import ROLE_NAMES, Person
from youju.stages.permissions import Deed, Standing, alone, decide_on, who


def require_reading(person: Person, standing: Standing | None = None) -> None:
    """Raises RefusedError, which says who may, unless the person writes the unit's ledgers: nobody else needs it."""
    if decide_on(Deed.ENTER_EVIDENCE, person, standing or alone(person)) is not None:
        raise RefusedError(
            f"{ROLE_NAMES[person.role]}不能看台账里的个人信息。",
            f"谁可以：{who(Deed.ENTER_EVIDENCE)}。不写 --personal 就给出遮盖过的内容。",
        )


def masked(ledger: Ledger, values: Mapping[str, str], *, personal: bool) -> dict[str, str]:
    """Values by column code, those of ``personal`` columns masked unless they may be read; a blank stays blank."""
    hidden = set() if personal else {column.code for column in ledger.columns if column.personal}
    return {code: MASKED if code in hidden and value else value for code, value in values.items()}
