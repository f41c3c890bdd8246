"""What was answered before is not asked again: a new batch costs a look at its own ledger, and no other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from youju.engines.contract import Groups, RowPage
from youju.engines.embedded import EmbeddedEngine
from youju.errors import TamperedError
from youju.measures.contract import Answer, Request
from youju.model.ledger import Cut
from youju.model.organisation import Person, Role
from youju.work.declaring import answers_from, declare_files, dossiers
from youju.work.demonstrating import examples
from youju.work.grouping import grouped_projects
from youju.work.ledgers import import_bytes, ledger_of
from youju.work.measuring import ProjectSheet, View, measure_projects, view
from youju.work.remembering_results import CACHE, RememberingEngine
from youju.work.workspace import Workspace, create

CLERK = Person("张三", Role.CLERK)
AS_OF = date(2021, 12, 31)
HEAD = "运单号,收寄时间,应妥投时间,妥投时间,是否错投,是否免费,服务大厅\n"
DELIVERIES = f"{HEAD}A,2021-01-04 09:00,2021-01-06,2021-01-05 10:00,否,是,东厅\n"
MORE = f"{HEAD}B,2021-02-04 09:00,2021-02-06,2021-02-05 10:00,是,是,西厅\n"
PAYMENTS = "凭证号,项目,支付日期,金额\nP1,窗口业务管理,2021-02-01,899125.25\n"


@dataclass(frozen=True)
class CountingEngine:
    """A real engine; ``asked`` notes the ledger of every call that reads evidence."""

    engine: EmbeddedEngine = field(default_factory=EmbeddedEngine)
    asked: list[str] = field(default_factory=list)
    name: str = "counting"

    def run(self, cut: Cut, requests: Sequence[Request]) -> tuple[Answer, ...]:
        """Noted."""
        self.asked.append(cut.ledger.code)
        return self.engine.run(cut, requests)

    def groups(self, cut: Cut, requests: Sequence[Request], by: str) -> Groups:
        """Noted."""
        self.asked.append(cut.ledger.code)
        return self.engine.groups(cut, requests, by)

    def rows(self, cut: Cut, requests: Sequence[tuple[Request, str]], limit: int, offset: int = 0) -> RowPage:
        """Noted."""
        self.asked.append(cut.ledger.code)
        return self.engine.rows(cut, requests, limit, offset)

    def sql(self, cut: Cut, request: Request) -> str:
        """Not noted: nothing is read."""
        return self.engine.sql(cut, request)

    @contextmanager
    def calculation(self, cuts: Iterable[Cut]) -> Iterator[CountingEngine]:
        """The same notes."""
        with self.engine.calculation(cuts) as engine:
            yield replace(self, engine=engine)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The five forms declared, a delivery and a payment."""
    made = create(tmp_path / "unit", CLERK)
    declare_files(made, [examples() / "declarations.txt"], CLERK, answers_from(examples() / "answers.json"))
    import_bytes(made, ledger_of(made, "express_deliveries"), "寄递.csv", DELIVERIES.encode(), CLERK)
    import_bytes(made, ledger_of(made, "payments"), "支出.csv", PAYMENTS.encode(), CLERK)
    return made


def looked(workspace: Workspace, engine: CountingEngine) -> View:
    """A fresh look that remembers."""
    seen = view(workspace, AS_OF)
    return replace(seen, engine=RememberingEngine(engine, workspace.root / CACHE))


def measured(workspace: Workspace, engine: CountingEngine) -> tuple[ProjectSheet, ...]:
    return measure_projects(looked(workspace, engine), dossiers(workspace))


def test_every_ledger_is_asked_once_for_all_of_its_indicators(workspace: Workspace) -> None:
    engine = CountingEngine()
    measured(workspace, engine)
    assert len(engine.asked) == len(set(engine.asked)) > 20


def test_what_was_answered_before_is_not_asked_again_and_is_the_same(workspace: Workspace) -> None:
    first, second = CountingEngine(), CountingEngine()
    assert measured(workspace, first) == measured(workspace, second)
    assert second.asked == []
    assert measured(workspace, second) == measure_projects(view(workspace, AS_OF), dossiers(workspace))


def test_after_one_new_batch_only_its_ledger_is_asked(workspace: Workspace) -> None:
    before = measured(workspace, CountingEngine())
    import_bytes(workspace, ledger_of(workspace, "express_deliveries"), "续.csv", MORE.encode(), CLERK)
    engine = CountingEngine()
    after = measured(workspace, engine)
    assert engine.asked == ["express_deliveries"]
    assert after == measure_projects(view(workspace, AS_OF), dossiers(workspace)) != before


def test_another_day_is_another_question_and_the_old_answer_stays(workspace: Workspace) -> None:
    measured(workspace, CountingEngine())
    engine = CountingEngine()
    july = replace(looked(workspace, engine), as_of=date(2021, 7, 31))
    measure_projects(july, dossiers(workspace))
    assert "express_deliveries" in engine.asked
    again = CountingEngine()
    measured(workspace, again)
    assert again.asked == []


@pytest.mark.parametrize("by", ["hall", "month"])
def test_groups_are_remembered_too(workspace: Workspace, by: str) -> None:
    sheets = measured(workspace, CountingEngine())
    first, second = CountingEngine(), CountingEngine()
    found = grouped_projects(looked(workspace, first), sheets, by)
    assert first.asked
    assert grouped_projects(looked(workspace, second), sheets, by) == found
    assert second.asked == []


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"answers": {}}', '{"answers": {"x": 1}, "cut": 1}', "\x00"])
def test_a_damaged_file_counts_as_absent(workspace: Workspace, damage: str) -> None:
    before = measured(workspace, CountingEngine())
    (workspace.root / CACHE / "express_deliveries.json").write_text(damage, encoding="utf-8")
    engine = CountingEngine()
    assert measured(workspace, engine) == before
    assert engine.asked == ["express_deliveries"]


def test_an_answer_that_was_changed_is_not_believed(workspace: Workspace) -> None:
    before = measured(workspace, CountingEngine())
    path = workspace.root / CACHE / "payments.json"
    assert "899125.25" in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace("899125.25", "999999.25"), encoding="utf-8")
    assert measured(workspace, CountingEngine()) == before


def test_the_file_of_another_ledger_or_workspace_counts_as_absent(workspace: Workspace, tmp_path: Path) -> None:
    before = measured(workspace, CountingEngine())
    other = create(tmp_path / "other", CLERK)
    import_bytes(other, ledger_of(other, "payments"), "支出.csv", PAYMENTS.replace("899125", "1").encode(), CLERK)
    declare_files(other, [examples() / "declarations.txt"], CLERK, answers_from(examples() / "answers.json"))
    measured(other, CountingEngine())
    folder = workspace.root / CACHE
    (folder / "payments.json").write_bytes((other.root / CACHE / "payments.json").read_bytes())
    (folder / "accidents.json").write_bytes((folder / "express_deliveries.json").read_bytes())
    engine = CountingEngine()
    assert measured(workspace, engine) == before
    assert sorted(engine.asked) == ["accidents", "payments"]


def test_a_folder_that_cannot_be_written_costs_only_time(workspace: Workspace) -> None:
    (workspace.root / CACHE).write_text("a file where a folder should be", encoding="utf-8")
    assert measured(workspace, CountingEngine()) == measure_projects(view(workspace, AS_OF), dossiers(workspace))


def test_evidence_that_was_changed_is_noticed_although_its_answers_are_remembered(workspace: Workspace) -> None:
    measured(workspace, CountingEngine())
    (batch,) = (workspace.root / "ledgers" / "payments" / "batches").glob("*.parquet")
    batch.chmod(0o644)
    batch.write_bytes(batch.read_bytes()[:-1] + b"x")
    with pytest.raises(TamperedError):
        measured(workspace, CountingEngine())


def test_what_is_kept_is_json_and_no_more_than_the_latest_day_needs(workspace: Workspace) -> None:
    measured(workspace, CountingEngine())
    for path in (workspace.root / CACHE).iterdir():
        assert set(json.loads(path.read_text(encoding="utf-8"))) == {"cut", "sha256", "answers"}
