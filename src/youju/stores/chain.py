"""The chain of a stream, whatever keeps it: how the next act is made, how a kept one is read, and what must hold."""

from __future__ import annotations

import json
from collections.abc import Mapping

from youju.errors import ConflictError, TamperedError
from youju.model.dossier import Act, Draft
from youju.notation.canonical import act_document, canonical, digest_of

RESTORE = "请从备份恢复该文件；恢复之前不要再写入这个工作区。"


def next_act(workspace: str, stream: str, draft: Draft, last: Act | None) -> bytes:
    """Canonical bytes of the act that follows ``last`` (None: the first of the stream), with its digest."""
    shape: dict[str, object] = {
        "workspace": workspace,
        "stream": stream,
        "sequence": last.sequence + 1 if last else 1,
        "kind": draft.kind,
        "by": draft.by,
        "role": draft.role,
        "at": draft.at,
        "body": draft.body,
        "previous": last.digest if last else None,
    }
    shape["digest"] = digest_of(shape)
    return canonical(shape)


def act_of(data: bytes, name: str, path: str | None = None) -> Act:
    """The act of kept bytes. Raises TamperedError, naming the record, when it is broken or not what was written."""
    place: dict[str, object] = {"path": path or name}
    try:
        shape = json.loads(data)
        act = _act(shape)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise TamperedError(f"记录文件 {name} 已损坏，无法读取。", RESTORE, place) from None
    algorithm = {"algorithm": shape["algorithm"]} if "algorithm" in shape else {}
    if digest_of({**act_document(act), **algorithm}) != act.digest:
        raise TamperedError(f"记录文件 {name} 的内容被改动过，摘要不符。", RESTORE, place)
    return act


def follows(act: Act, last: Act | None, stream: str, workspace: str) -> bool:
    """Whether the act is the next of its stream after ``last``."""
    previous = last.digest if last else None
    return act.previous == previous and act.stream == stream and act.workspace == workspace


def conflict(stream: str, last: Act | None) -> ConflictError:
    """The fault of whoever wrote second."""
    who = f"{last.by} 已于 {last.at} 先写入第 {last.sequence} 条记录" if last else "记录已被改变"
    name = stream.rpartition("/")[2]
    return ConflictError(f"“{name}”：{who}。", "请重新读取后再提交；先写入的内容已保留，没有被覆盖。")


def _act(shape: Mapping[str, object]) -> Act:
    body = shape["body"]
    sequence = shape["sequence"]
    previous = shape["previous"]
    if not isinstance(body, dict) or not isinstance(sequence, int):
        raise TypeError("an act has a body and a number")
    return Act(
        workspace=str(shape["workspace"]),
        stream=str(shape["stream"]),
        sequence=sequence,
        kind=str(shape["kind"]),
        by=str(shape["by"]),
        role=str(shape["role"]),
        at=str(shape["at"]),
        body=body,
        previous=None if previous is None else str(previous),
        digest=str(shape["digest"]),
    )
