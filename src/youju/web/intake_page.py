"""Files that wait, as the pages of 读表 show them: forms as answered so far, what is open, what declaring would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from youju.errors import YoujuError
from youju.model.declaration import Declaration
from youju.model.finding import Finding, Severity
from youju.model.grid import Cell, Grid, Paragraph
from youju.stages.doubts import Doubt
from youju.stages.echo import target_words
from youju.stages.fields import HEAD_LABELS, row_field, row_path, text_of
from youju.stages.permissions import Standing
from youju.web import accounts, search, units
from youju.web.models import Account, Upload
from youju.work import intake
from youju.work.intake import Foreseen, Intake, Outcome
from youju.work.linting import findings_of
from youju.work.measuring import View, measured_names, view
from youju.work.workspace import today

MOST_SHOWN = 1_000  # rows of one form on the page; all of them are declared
_EVIDENT = 2  # choices that show by themselves what is in doubt
_ROW_DOUBTS = ("level1", "level2", "name", "target", "weight")


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt on the page. ``answer`` None: still open; ``fields`` are the cells it may be marked at."""

    key: str
    number: int
    doubt: Doubt
    answer: str | None
    fields: str
    fault: str = ""

    @property
    def choices(self) -> list[tuple[int, str]]:
        """What was read and what else it could be, numbered as on the keyboard."""
        read = [self.doubt.value] if self.doubt.value else []
        return list(enumerate(dict.fromkeys([*read, *self.doubt.alternatives]), start=1))

    @property
    def why(self) -> str:
        """Why it is asked, where the choices do not show it."""
        return intake.why_open(self.doubt) if len(self.choices) < _EVIDENT else ""


@dataclass(frozen=True, slots=True)
class Blank:
    """What a dossier needs and the form does not say. ``answer`` None: nobody filled it in; ``text`` is in the box."""

    key: str
    field: str
    label: str
    answer: str | None
    text: str
    suggested: bool


@dataclass(frozen=True, slots=True)
class FormRead:
    """One form of a file: as answered so far, what is open, what the rules say, what declaring it would do."""

    part: int
    document: Declaration
    blanks: tuple[Blank, ...]
    questions: tuple[Question, ...]
    findings: tuple[Finding, ...]
    foreseen: Foreseen
    key: str | None
    viewed: bool = False

    @property
    def ready(self) -> bool:
        """Whether it is to be declared unless the person says otherwise: nothing open that nobody looked at."""
        return self.declarable and (self.viewed or not self.open)

    @property
    def open(self) -> int:
        """How many doubts nobody has answered."""
        return sum(question.answer is None for question in self.questions)

    @property
    def counted(self) -> dict[str, int]:
        """How many findings of each severity."""
        found = Counter(finding.severity for finding in self.findings)
        names = {"errors": Severity.ERROR, "warnings": Severity.WARNING, "hints": Severity.HINT}
        return {name: found[severity] for name, severity in names.items()}

    @property
    def declarable(self) -> bool:
        """Whether declaring it would add something."""
        return self.foreseen.outcome in (Outcome.NEW, Outcome.VERSION)


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file that waits: its forms, or why it cannot be read."""

    upload: Upload
    forms: tuple[FormRead, ...] = ()
    fault: YoujuError | None = None


@lru_cache(maxsize=16)
def _read(data: bytes, name: str) -> Intake:
    return intake.look(data, name)


def read_of(upload: Upload) -> Intake:
    """The file read; the same bytes once only, because a page is shown again after every answer."""
    return _read(bytes(upload.data), upload.name)


def file_of(account: Account, upload: Upload) -> FileRead:
    """The file with its forms, or with why it cannot be read."""
    try:
        return FileRead(upload, forms_of(account, upload, read_of(upload)))
    except YoujuError as fault:
        return FileRead(upload, fault=fault)


def forms_of(account: Account, upload: Upload, read: Intake) -> tuple[FormRead, ...]:
    """The forms of the file."""
    unit, person = account.organisation, accounts.person_of(account)
    workspace = units.workspace_of(unit) if units.exists(unit.code) else None
    looked = None if workspace is None else view(workspace, today())
    found = []
    filled, settled_forms = intake.filled(read, upload.answers), intake.answered(read, upload.answers)
    for part, (document, settled) in enumerate(zip(read.documents, settled_forms, strict=True), start=1):
        foreseen = intake.foresee(workspace, document, upload.answers, person, Standing.OWN)
        known = foreseen.stream is not None and foreseen.outcome is not Outcome.NEW
        key = search.key_of(unit.code, foreseen.stream) if known and foreseen.stream else None
        blanks = tuple(_blanks(read, document, upload.answers))
        questions = tuple(_questions(filled[part - 1], upload.answers, {blank.key for blank in blanks}))
        found.append(FormRead(part, settled, blanks, questions, _findings(looked, settled), foreseen, key))
    return tuple(found)


def _findings(looked: View | None, document: Declaration) -> tuple[Finding, ...]:
    if looked is None:
        return findings_of(document)
    return findings_of(document, measured_names(looked, document), looked.workspace.jurisdiction)


def _blanks(read: Intake, document: Declaration, answers: dict[str, str]) -> Iterator[Blank]:
    for field in intake.blanks(document):
        key = intake.blank_key(document, field)
        hint = intake.suggested_year(read, document) if field == intake.YEAR else ""
        yield Blank(key, field, HEAD_LABELS[field], answers.get(key), answers.get(key, hint), bool(hint))


def _questions(document: Declaration, answers: dict[str, str], filled: set[str]) -> Iterator[Question]:
    asked = [doubt for doubt in intake.doubts(document) if intake.key_of(document, doubt) not in filled]
    for number, doubt in enumerate(asked, start=1):
        key, field = intake.key_of(document, doubt), row_field(doubt.path)
        fields = doubt.path if field is None else f"{doubt.path} {row_path(field.row, 'name')}"
        yield Question(key, number, doubt, answers.get(key), fields)


def looked(account: Account, upload: Upload, asked: str) -> dict[str, Any]:
    """What the page of one file shows; ``asked`` is the form to open, else the first that leaves something open."""
    read = read_of(upload)
    forms = forms_of(account, upload, read)
    chosen = next((form for form in forms if str(form.part) == asked), None)
    form = replace(chosen or next((form for form in forms if form.open), forms[0]), viewed=True)
    forms = tuple(form if one.part == form.part else one for one in forms)
    open_fields = " ".join(question.fields for question in form.questions if question.answer is None).split()
    grid = intake.lit(read)[form.part - 1]
    return {
        "upload": upload,
        "forms": forms,
        "form": form,
        "blocks": list(_blocks(grid)),
        "doubtful": set(open_fields),
        "head": [(field, label, text_of(form.document, field)) for field, label in HEAD_LABELS.items()],
        "rows": _rows(form.document),
        "left_over": max(len(form.document.indicators) - MOST_SHOWN, 0),
        "any_declarable": any(one.declarable for one in forms),
        "any_open": any(one.open and one.declarable for one in forms),
        "following": _following(forms, form),
    }


def _following(forms: Sequence[FormRead], form: FormRead) -> FormRead | None:
    """The next form, round the end, that leaves something open."""
    return next((one for one in (*forms[form.part :], *forms[: form.part - 1]) if one.open), None)


def _blocks(grid: Grid) -> Iterator[tuple[str, object]]:
    """Paragraphs as texts and tables as rows, as far as a page can hold them."""
    left = MOST_SHOWN
    for block in grid.blocks:
        if left <= 0:
            return
        if isinstance(block, Paragraph):
            left -= 1
            yield "text", block.text
        else:
            rows: Sequence[Sequence[Cell]] = block.rows()[:left]
            left -= len(rows)
            yield "table", rows


def _rows(document: Declaration) -> list[dict[str, object]]:
    return [
        {
            "number": number + 1,
            "fields": {name: row_path(number, name) for name in _ROW_DOUBTS},
            "texts": {name: text_of(document, row_path(number, name)) for name in _ROW_DOUBTS},
            "words": target_words(row.target),
        }
        for number, row in enumerate(document.indicators[:MOST_SHOWN])
    ]
