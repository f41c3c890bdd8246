"""Put declarations into dossiers: read, settle doubts, lint, append; a form with findings is kept all the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from youju import packs
from youju.errors import ConflictError, NotFoundError, RefusedError, UnreadableError
from youju.model.declaration import Declaration
from youju.model.dossier import Act, Data, Dossier, Draft
from youju.model.finding import Finding
from youju.model.organisation import Person
from youju.notation.document_reader import declaration_from
from youju.notation.text import name_key
from youju.stages.declare import DECLARED, declare, stream_of
from youju.stages.permissions import Deed, Standing, alone, require
from youju.stages.settle import Settlement, settle
from youju.work.linting import counts, finding_document, findings_of
from youju.work.reading import Failure, file_bytes, read_files
from youju.work.record import record_of
from youju.work.workspace import DOSSIER, RECORD, Workspace, keep, lost, note_opened, now, opened


@dataclass(frozen=True, slots=True)
class Declared:
    """One form put into its dossier; ``act`` None: the same version was there already."""

    stream: str
    declaration: Declaration
    act: Act | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Declaring:
    """What became of the files."""

    declared: tuple[Declared, ...]
    failed: tuple[Failure, ...]


def declare_files(
    workspace: Workspace,
    paths: Sequence[Path],
    person: Person,
    settlements: Sequence[Settlement] = (),
    standing: Standing | None = None,
) -> Declaring:
    """Declares every form of the files. Raises YoujuError when none could be read; nothing is then stored."""
    reading = read_files(paths)
    unknown = {s.project for s in settlements} - {
        s.project
        for s in settlements
        for document in reading.documents
        if name_key(document.project.name or "") == name_key(s.project)
    }
    if unknown:
        raise RefusedError(f"答复里的项目“{min(unknown)}”不在这些文件中。", "请核对答复文件中的项目名称。")
    declared = declare_documents(workspace, reading.documents, person, settlements, standing)
    return Declaring(declared, reading.failed)


def declare_documents(  # noqa: PLR0913, PLR0917 (what, by whom, on what they saw)
    workspace: Workspace,
    documents: Sequence[Declaration],
    person: Person,
    settlements: Sequence[Settlement] = (),
    standing: Standing | None = None,
    seen: Mapping[str, Dossier] | None = None,
) -> tuple[Declared, ...]:
    """Declares documents already read. All are checked before the first is stored.

    ``seen``: dossiers as the caller looked at them; whoever wrote since wins. Raises RefusedError when the person may
    not declare, or a form would change a project that is locked.
    """
    streams = [stream_of(document) for document in documents]
    settled = [settle(document, settlements) for document in documents]
    held = {stream: Dossier(stream, workspace.store.acts(stream)) for stream in streams} | dict(seen or {})
    for stream, document in zip(streams, documents, strict=True):
        changed = declare(held[stream], document, settlements, person, now()) is not None
        require(Deed.DECLARE, person, standing or alone(person), held[stream] if changed else None)
    for document in documents:
        _keep_source(workspace, document)
    record = record_of(workspace)
    result: list[Declared] = []
    for stream, document, final in zip(streams, documents, settled, strict=True):
        dossier = held[stream]
        draft = declare(dossier, document, settlements, person, now())
        act = None if draft is None else _append(workspace, dossier, draft, len(result))
        if act is not None:
            held[stream] = Dossier(stream, (*dossier.acts, act))
        if not dossier.acts:
            note_opened(workspace, DOSSIER, dossier.stream, person)
        measured = {
            row.name: measure.label
            for row in final.indicators
            if row.name and (measure := record.measure(row.name) or packs.binding(workspace.pack, row.name))
        }
        result.append(Declared(stream, final, act, findings_of(final, measured, workspace.jurisdiction)))
    return tuple(result)


def _keep_source(workspace: Workspace, document: Declaration) -> None:
    """Keeps the file the document was read from; a file of that name which is another one is left alone."""
    source = document.source
    if source is None or not Path(source.path).is_file():
        return
    data = file_bytes(Path(source.path))
    if hashlib.sha256(data).hexdigest() == source.sha256:
        keep(workspace, data)


def _append(workspace: Workspace, dossier: Dossier, draft: Draft, before: int) -> Act:
    """Appends the act; of two writers the second is told who was first and what it had stored before."""
    try:
        return workspace.store.append(dossier.stream, draft, after=len(dossier.acts))
    except ConflictError as fault:
        stored = f"此前的 {before} 份已经存入，再次申报时会显示“未变”。" if before else "这一次没有存入任何表。"
        raise ConflictError(fault.message, f"{fault.remedy}{stored}") from None


def answers_from(path: Path) -> tuple[Settlement, ...]:
    """The answers of a JSON file ``{"answers": [{"project", "indicator", "field", "value"}]}``."""
    try:
        data = json.loads(file_bytes(path).decode())
        return tuple(
            Settlement(str(item["project"]), item.get("indicator"), str(item["field"]), str(item["value"]))
            for item in data["answers"]
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UnreadableError(
            f"答复文件“{path.name}”读不懂。",
            '请写成 {"answers": [{"project": "…", "indicator": "…", "field": "level2", "value": "…"}]}。',
            {"path": str(path)},
        ) from None


def dossiers(workspace: Workspace) -> tuple[Dossier, ...]:
    """All dossiers of the workspace, by year and then in the order in which they were first declared."""
    streams = [stream for stream in workspace.store.streams() if stream != RECORD]
    gone = opened(workspace, DOSSIER).difference(streams)
    if gone:
        raise lost("项目", min(gone).partition("/")[2])
    return tuple(sorted((Dossier(stream, workspace.store.acts(stream)) for stream in streams), key=_declared_first))


def _declared_first(dossier: Dossier) -> tuple[str, str, int, str]:
    first = dossier.acts[0]
    source = first.body.get("source")
    part = source.get("part") if isinstance(source, dict) else None
    return dossier.stream.partition("/")[0], first.at, part if isinstance(part, int) else 0, dossier.stream


def current(dossier: Dossier) -> Declaration:
    """The version that counts: the latest declared one (approval is a later stage)."""
    act = dossier.latest(DECLARED)
    if act is None:
        raise NotFoundError(f"“{dossier.stream}”还没有申报表。", "请先用 youju declare 申报。")
    return declaration_from(act.body)


def dossier_of(workspace: Workspace, project: str) -> Dossier:
    """The dossier of PROJECT: its code, its name, or NAME@2021; blanks and quotation marks are ignored.

    Raises NotFoundError with the names there are, RefusedError when several years match.
    """
    everything = dossiers(workspace)
    name, year = _name_and_year(project)
    same = [dossier for dossier in everything if dossier.stream.partition("/")[2] in (project, name)]
    found = [
        dossier
        for dossier in same or everything
        if (not year or dossier.stream.startswith(f"{year}/")) and (same or _is_named(dossier, name))
    ]
    if not found:
        names = "、".join(dossier.stream.partition("/")[2] for dossier in everything)
        raise NotFoundError(f"没有项目“{project}”。", f"现有项目：{names or '无'}。")
    if len(found) > 1:
        years = "、".join(f"{name}@{dossier.stream.partition('/')[0]}" for dossier in found)
        raise RefusedError(f"“{project}”有{len(found)}个年度。", f"请写明年度：{years}。")
    return found[0]


def _name_and_year(project: str) -> tuple[str, str]:
    name, _, year = project.rpartition("@")
    return (name, year) if name and year.isdigit() else (project, "")


def _is_named(dossier: Dossier, name: str) -> bool:
    project = current(dossier).project
    return name_key(name) in {name_key(project.name or ""), name_key(project.code or "-")}


def declared_document(declared: Declared) -> dict[str, Data]:
    """One form as ``declare --json`` prints it."""
    form, act = declared.declaration, declared.act
    doubts: list[Data] = [
        {
            "indicator": row.name,
            "field": doubt,
            "value": str(getattr(row, doubt, None) or ""),
            "alternatives": list(row.alternatives.get(doubt, ())),
        }
        for row in form.indicators
        for doubt in row.doubts
    ]
    doubts += [
        {"indicator": None, "field": doubt, "alternatives": list(form.alternatives.get(doubt, ()))}
        for doubt in form.doubts
    ]
    return {
        "project": form.project.name,
        "year": form.year,
        "stream": declared.stream,
        "unchanged": act is None,
        "sequence": None if act is None else act.sequence,
        "digest": None if act is None else act.digest,
        "indicators": len(form.indicators),
        "open_doubts": len(doubts),
        "doubts": doubts,
        **counts(declared.findings),
        "findings": [finding_document(finding, form) for finding in declared.findings],
    }
