"""The sealed archive of a dossier: its acts, forms, proofs and evidence in one folder, with a list of all and a seal.

What is personal is masked in the rows and left out as a file, unless it is asked for by right; what is left out is
declared with its digest, so that the archive still says what the numbers rest on.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from youju.errors import RefusedError, TamperedError
from youju.evidence import lake
from youju.evidence.attachments import ATTACH
from youju.evidence.durable import FROM_BACKUP, digest_of_file
from youju.evidence.log import entries
from youju.evidence.places import folder, source_file
from youju.model.dossier import Data, Dossier
from youju.model.ledger import Ledger
from youju.model.organisation import Person
from youju.notation.canonical import act_document, canonical, digest_of
from youju.stages.self_evaluate import SELF_EVALUATED
from youju.work import answering, explaining
from youju.work.filling import fill
from youju.work.listing import holds_personal
from youju.work.masking import require_reading
from youju.work.measuring import ProjectSheet, View, measure_projects, view
from youju.work.verifying import INVENTORY, SEAL
from youju.work.workspace import RECORD, Workspace, now, today

README = "说明.txt"
OPEN = 0o755  # others may read the folder; one with persons stays the writer's own
MOST_ROWS = 10_000  # listed for one indicator
FORMS = (("declaration", "申报表"), ("self-evaluation", "自评表"))


@dataclass(frozen=True, slots=True)
class Withheld:
    """A file that the workspace keeps and the archive does not: where it would lie, its digest, its name, and why."""

    path: str
    sha256: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Archive:
    """What was written: how many files, what was left out, and the digest of the seal."""

    folder: Path
    files: int
    withheld: tuple[Withheld, ...]
    seal: str


def archive(workspace: Workspace, dossier: Dossier, to: Path, person: Person, *, personal: bool = False) -> Archive:
    """Writes the archive into the new folder ``to``, whole or not at all.

    ``personal``: with persons in clear and the files that name them. Raises RefusedError when the person may not have
    that or something lies at ``to``, TamperedError when anything is not what was stored.
    """
    if personal:
        require_reading(person)
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise RefusedError(f"“{to}”已经存在，里面有内容。", "请换一个新的文件夹。", {"path": str(to)})
    to.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".writing-", dir=to.parent))
    try:
        done = _Writing(workspace, dossier, made, personal).whole(person)
        if not personal:
            made.chmod(OPEN)
        made.replace(to)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return Archive(to, *done)


@dataclass(frozen=True, slots=True)
class _Writing:
    workspace: Workspace
    dossier: Dossier
    to: Path
    personal: bool

    def whole(self, person: Person) -> tuple[int, tuple[Withheld, ...], str]:
        """Writes everything and gives how many files, what was left out and the seal."""
        filed = self.dossier.latest(SELF_EVALUATED)
        as_of = date.fromisoformat(str(filed.body["as_of"])) if filed else today()
        seen = view(self.workspace, as_of)
        (project,) = measure_projects(seen, [self.dossier])
        questions = (asked.question for asked in (*project.asked, project.execution))
        ledgers = list({question.ledger.code: question.ledger for question in questions if question}.values())
        kept = [sha256 for ledger in ledgers for sha256, _ in _kept(self.workspace, ledger)]
        kept += [*answering.proofs(self.dossier), *self._declared()]
        withheld = (*self._rows_withheld(ledgers), *self._files_withheld(kept))
        self._acts()
        self._forms(as_of)
        self._rows(seen, project)
        self._evidence(ledgers, kept, {one.path for one in withheld})
        (self.to / README).write_text(_readme(self.workspace, self.dossier, withheld, personal=self.personal), "utf-8")
        return self._seal(person, withheld)

    def _put(self, path: str, content: bytes) -> None:
        (self.to / path).parent.mkdir(parents=True, exist_ok=True)
        (self.to / path).write_bytes(content)

    def _acts(self) -> None:
        """The acts of the dossier and of the unit's record, as they were written."""
        self._put("workspace.toml", (self.workspace.root / "workspace.toml").read_bytes())
        for stream, place in ((RECORD, "acts/unit"), (self.dossier.stream, "acts/dossier")):
            for act in self.workspace.store.acts(stream):
                document = act_document(act) | {"digest": act.digest}
                self._put(f"{place}/{act.sequence:06d}.json", canonical(document))

    def _forms(self, as_of: date) -> None:
        for form, name in FORMS:
            for suffix in ("docx", "html"):
                fill(self.workspace, self.dossier, form, self.to / "forms" / f"{name}.{suffix}", as_of)

    def _rows(self, seen: View, project: ProjectSheet) -> None:
        """The path of every number with its rows."""
        for number in range(len(project.sheet.lines) + 1):
            path = explaining.path_of(seen, project, number, MOST_ROWS)
            self._put(f"why/{number:02d}.json", _written(explaining.why_document(path, personal=self.personal)))

    def _rows_withheld(self, ledgers: Sequence[Ledger]) -> Iterator[Withheld]:
        """The stored rows of ledgers that have personal columns."""
        for ledger in ledgers:
            if not self.personal and holds_personal(ledger):
                for path in _stored(self.workspace.root, ledger):
                    if not _nameless(path):
                        digest = digest_of_file(self.workspace.root / path)
                        yield Withheld(path, digest, f"“{ledger.label}”的行", _reason(ledger))

    def _files_withheld(self, kept: Sequence[str]) -> Iterator[Withheld]:
        """Those of the kept files that any ledger with personal columns names as source or attachment."""
        if self.personal:
            return
        wanted = set(kept)
        for ledger in self.workspace.pack.ledgers.values():
            if holds_personal(ledger):
                for sha256, name in _kept(self.workspace, ledger):
                    if sha256 in wanted:
                        wanted.remove(sha256)
                        yield Withheld(source_file(Path(), sha256).as_posix(), sha256, name, _reason(ledger))

    def _evidence(self, ledgers: Sequence[Ledger], kept: Sequence[str], withheld: set[str]) -> None:
        """Logs and rows of the ledgers; source files, attachments, proofs and the declared file."""
        for ledger in ledgers:
            for path in _stored(self.workspace.root, ledger):
                self._copy(path, withheld)
        for sha256 in dict.fromkeys(kept):
            self._copy(source_file(Path(), sha256).as_posix(), withheld, sha256)

    def _declared(self) -> Iterator[str]:
        """Digests of the files that the forms were read from; a form that was typed has none that was kept."""
        for act in self.dossier.acts:
            source = cast("Mapping[str, Data] | None", act.body.get("source"))
            if source is not None and source_file(self.workspace.root, str(source["sha256"])).is_file():
                yield str(source["sha256"])

    def _copy(self, path: str, withheld: set[str], sha256: str | None = None) -> None:
        if path in withheld:
            return
        source, target = self.workspace.root / path, self.to / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not source.is_file():
            raise TamperedError(f"工作区里的文件不见了：{path}。", FROM_BACKUP, {"path": path})
        shutil.copyfile(source, target)
        if sha256 is not None and digest_of_file(target) != sha256:
            raise TamperedError(f"工作区里的文件被改动过：{path}。", FROM_BACKUP, {"path": path})

    def _seal(self, person: Person, withheld: Sequence[Withheld]) -> tuple[int, tuple[Withheld, ...], str]:
        """The list of all files, and the seal over it."""
        files = [file for file in sorted(self.to.rglob("*")) if file.is_file()]
        listed: list[Data] = [
            {"path": file.relative_to(self.to).as_posix(), "sha256": digest_of_file(file), "size": file.stat().st_size}
            for file in files
        ]
        missing: list[Data] = [
            {"path": one.path, "sha256": one.sha256, "name": one.name, "reason": one.reason} for one in withheld
        ]
        inventory = _written({"files": listed, "withheld": missing})
        self._put(INVENTORY, inventory)
        seal: dict[str, Data] = {
            "workspace": self.workspace.kind,
            "unit": self.workspace.name,
            "stream": self.dossier.stream,
            "acts": len(self.dossier.acts),
            "head": self.dossier.acts[-1].digest,
            "personal": self.personal,
            "at": now(),
            "by": person.name,
            "role": person.role.value,
            "inventory": hashlib.sha256(inventory).hexdigest(),
        }
        digest = digest_of(seal)
        self._put(SEAL, canonical(seal | {"digest": digest}))
        return len(files) + 2, tuple(withheld), digest


def _kept(workspace: Workspace, ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Digest and name of every source file and attachment that the ledger's log names."""
    for entry in entries(workspace.root.resolve(), ledger.code):
        if entry.kind == lake.BATCH:
            yield str(entry.body["source"]), str(entry.body["name"])
        elif entry.kind == ATTACH:
            yield str(entry.body["sha256"]), str(entry.body["name"])


def _stored(root: Path, ledger: Ledger) -> Iterator[str]:
    """Every file of the ledger's folder by its path in the workspace; drafts, which are hidden, left out."""
    own = folder(root, ledger.code)
    for file in sorted(own.rglob("*")) if own.is_dir() else ():
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(root).parts):
            yield file.relative_to(root).as_posix()


def _nameless(path: str) -> bool:
    """Whether a file of a ledger holds no cell of a row: entries of the log, and lists of positions."""
    return "/log/" in path or path.endswith(("/head.json", ".superseded.parquet"))


def _reason(ledger: Ledger) -> str:
    labels = "、".join(column.label for column in ledger.columns if column.personal)
    return f"台账“{ledger.label}”有个人信息（{labels}）"


def _written(document: Mapping[str, Data]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _readme(workspace: Workspace, dossier: Dossier, withheld: Sequence[Withheld], *, personal: bool) -> str:
    year, _, name = dossier.stream.partition("/")
    lines = [
        workspace.titled(f"封存档案：{name}（{year}年度）"),
        "",
        "acts 是项目和单位的全部记录，forms 是官方表格，why 是每个数的来路，",
        "ledgers 是台账日志和各批次的行，blobs 是原始文件、附件和佐证（以 sha256 摘要为名）。",
        f"{INVENTORY} 列出每个文件的摘要，{SEAL} 封住这份清单。核验：youju verify 本文件夹。",
        "",
    ]
    if personal:
        lines.append("本档案含未遮盖的个人信息，请按规定保管，不得对外提供。")
    else:
        lines.append("个人信息：列出的行里已遮盖。")
    if withheld:
        lines += ["下列文件因有个人信息没有收入，只列摘要；原件仍在原工作区：", ""]
        lines += [f"{one.path}　{one.name}　sha256 {one.sha256}　{one.reason}" for one in withheld]
    return "\n".join(lines) + "\n"
