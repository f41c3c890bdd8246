"""What people add to a self-evaluation: a CSV of deviation reasons, stated actuals with proof, concessions.

Its column ``indicator`` holds the name of the row or, where several share a name, its number in the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from youju import importers
from youju.errors import UnreadableError
from youju.notation.text import name_key
from youju.stages.sheet import Answer
from youju.work.reading import file_bytes
from youju.work.workspace import Workspace, keep

COLUMNS = ("project", "indicator", "reason", "stated", "proof", "concede")
_YES = frozenset({"true", "1", "是", "yes"})
_NO = frozenset({"", "false", "0", "否", "no"})
_LONGEST_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Reasons:
    """Answers by project and, for a row without an indicator, the text of what was achieved in the year."""

    answers: tuple[tuple[str, Answer], ...] = ()
    results: Mapping[str, str] | None = None

    def of(self, project: str) -> tuple[Answer, ...]:
        """The answers for one project."""
        return tuple(answer for name, answer in self.answers if name_key(name) == name_key(project))

    def result(self, project: str) -> str | None:
        """The text of 实际完成情况 that a person wrote, if any."""
        return (self.results or {}).get(name_key(project))


def reasons_from(workspace: Workspace, path: Path) -> Reasons:
    """Reads the CSV; proofs are kept by digest, their paths are relative to the CSV.

    Raises UnreadableError with row and remedy: a column missing, a stated actual without reason or proof, a
    concession without a reason. Nothing is kept then.
    """
    rows = importers.rows_of(file_bytes(path), str(path))
    header = [name.strip().lower() for name in rows.header]
    missing = [name for name in COLUMNS[:3] if name not in header]
    if missing:
        raise UnreadableError(
            f"理由表缺少列“{missing[0]}”。", f"表头应为：{','.join(COLUMNS)}。", {"path": str(path), "row": 1}
        )
    read = [
        (number, {name: cell.strip() for name, cell in zip(header, cells, strict=False)}) for number, cells in rows.rows
    ]
    for number, row in read:
        _check(path, number, row)
    seen: dict[tuple[str, str], int] = {}
    for number, row in read:
        first = seen.setdefault((name_key(row["project"]), name_key(row["indicator"])), number)
        if first != number:
            raise UnreadableError(
                f"理由表第{number}行与第{first}行是同一个指标。",
                "请只保留一行；申报表里有几项同名的，请在 indicator 列改写序号。",
                {"path": str(path), "row": number},
            )
    answers = [(row["project"], _answer(workspace, path, row)) for _, row in read if row["indicator"]]
    results = {name_key(row["project"]): row["reason"] for _, row in read if not row["indicator"]}
    return Reasons(tuple(answers), results)


def _check(path: Path, number: int, row: Mapping[str, str]) -> None:
    place: dict[str, object] = {"path": str(path), "row": number}
    concede = row.get("concede", "").lower()
    if not row["project"]:
        raise UnreadableError(f"理由表第{number}行没有写项目。", "请在 project 列写项目名称。", place)
    if row.get("stated") and concede in _YES:
        raise UnreadableError(f"理由表第{number}行同时陈述完成值又放弃得分。", "stated 和 concede 只能填一个。", place)
    if concede not in _YES | _NO:
        raise UnreadableError(f"理由表第{number}行的 concede 是“{row['concede']}”。", "请写 true 或 false。", place)
    if row.get("stated") and not (row["reason"] and row.get("proof")):
        raise UnreadableError(
            f"理由表第{number}行陈述了完成值，但没有同时写理由和佐证。",
            "请补上 reason 和 proof（佐证文件路径）。",
            place,
        )
    if row.get("proof") and not (path.parent / row["proof"]).is_file():
        raise UnreadableError(
            f"理由表第{number}行的佐证文件“{row['proof']}”不存在。", "路径以理由表所在文件夹为起点。", place
        )
    if concede in _YES and not row["reason"]:
        raise UnreadableError(f"理由表第{number}行放弃得分但没有写理由。", "请在 reason 列说明。", place)


def _answer(workspace: Workspace, path: Path, row: Mapping[str, str]) -> Answer:
    proof = keep(workspace, file_bytes(path.parent / row["proof"])) if row.get("proof") else None
    name = row["indicator"]
    number = int(name) if name.isascii() and name.isdigit() and len(name) <= _LONGEST_NUMBER else None
    return Answer(
        indicator=name if number is None else "",
        reason=row["reason"] or None,
        stated=row.get("stated") or None,
        proof=proof,
        proof_name=Path(row["proof"]).name if proof else None,
        concede=row.get("concede", "").lower() in _YES,
        number=number,
    )
