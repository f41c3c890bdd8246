"""One contract for whatever keeps the acts: files in a folder, rows in a real PostgreSQL; and what guards the rows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import dj_database_url
import postgres
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from youju.errors import ConflictError, TamperedError
from youju.model.dossier import Draft
from youju.stores.contract import Store
from youju.stores.folder import FolderStore
from youju.web.models import Act
from youju.web.store import DatabaseStore, HeldStore

DRAFT = Draft("declared", "经办人甲", "经办人", "2021-03-01T09:00:00+08:00", {"name": "样例"})
STREAM = "2021/深化“一网通办”"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a PostgreSQL."""
    with postgres.running() as address:
        yield address


@pytest.fixture(scope="module")
def database(server: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The web shell on that PostgreSQL, with its tables, instead of on SQLite."""
    parsed = ConnectionHandler({"default": {**dj_database_url.parse(server)}})
    before, settings = connections["default"], connections.settings["default"]
    with django_db_blocker.unblock():
        connections.settings["default"] = parsed.settings["default"]  # for other threads
        connections["default"] = parsed["default"]
        call_command("migrate", verbosity=0, interactive=False)
        yield
        connections["default"].close()
    connections.settings["default"] = settings
    connections["default"] = before


@pytest.fixture(params=["folder", "rows"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str, str], Store]:
    """Opens the store of a unit for a kind of workspace, on the one or the other ground."""
    if request.param == "folder":
        return lambda unit, kind: FolderStore(tmp_path / unit / "acts", kind)
    request.getfixturevalue("database")
    name = request.node.name
    return lambda unit, kind: DatabaseStore(f"{hash(name) % 10**8}-{unit}", kind)


@pytest.fixture
def store(kept: Callable[[str, str], Store]) -> Store:
    """The store of a real unit."""
    return kept("main", "real")


def test_the_head_changes_with_every_act_and_there_is_none_before_the_first(kept: Callable[[str, str], Store]) -> None:
    store = kept("main", "real")
    heads = [store.head(STREAM)]
    for _ in range(2):
        store.append(STREAM, DRAFT)
        heads.append(store.head(STREAM))
    assert heads[0] is None
    assert len(set(heads)) == 3


def test_acts_come_back_in_order_and_each_names_the_digest_before_it(store: Store) -> None:
    first, second = (store.append(STREAM, DRAFT) for _ in range(2))
    assert store.acts(STREAM) == (first, second)
    assert (first.sequence, second.sequence) == (1, 2)
    assert (first.previous, second.previous) == (None, first.digest)


def test_the_same_act_has_the_same_digest_on_both_grounds(store: Store, tmp_path: Path) -> None:
    elsewhere = FolderStore(tmp_path / "elsewhere", "real")
    assert store.append(STREAM, DRAFT) == elsewhere.append(STREAM, DRAFT)


def test_an_empty_store_has_no_streams_and_no_acts(store: Store) -> None:
    assert store.streams() == ()
    assert store.acts("2021/没有") == ()


def test_streams_are_listed_by_their_own_names_however_odd(store: Store) -> None:
    names = ["unit", STREAM, "2021/a/b:c", "2021/" + "很长" * 200, "2021/x'); DROP TABLE web_act; --"]
    for name in names:
        store.append(name, DRAFT)
    assert store.streams() == tuple(sorted(names))
    assert [len(store.acts(name)) for name in names] == [1] * len(names)


def test_a_name_in_decomposed_letters_is_the_same_stream(store: Store) -> None:
    store.append("2021/Cafe\u0301", DRAFT)
    assert store.streams() == ("2021/Caf\u00e9",)
    assert len(store.acts("2021/Cafe\u0301")) == len(store.acts("2021/Caf\u00e9")) == 1


def test_whoever_writes_after_another_is_told_who_was_first(store: Store) -> None:
    store.append(STREAM, DRAFT, after=0)
    with pytest.raises(ConflictError, match="经办人甲"):
        store.append(STREAM, DRAFT, after=0)
    assert len(store.acts(STREAM)) == 1


def test_of_many_who_write_at_once_one_wins_and_the_others_are_told(store: Store) -> None:
    start = threading.Barrier(4)
    ends: list[str] = []

    def write() -> None:
        start.wait()
        try:
            store.append(STREAM, DRAFT, after=0)
            ends.append("won")
        except ConflictError:
            ends.append("told")
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(ends) == ["told", "told", "told", "won"]
    assert len(store.acts(STREAM)) == 1


def test_units_do_not_see_each_others_acts(kept: Callable[[str, str], Store]) -> None:
    kept("main", "real").append(STREAM, DRAFT)
    assert kept("u2", "real").acts(STREAM) == ()
    assert kept("u2", "real").streams() == ()


def test_acts_of_a_demo_do_not_pass_as_real(kept: Callable[[str, str], Store]) -> None:
    kept("main", "demo").append(STREAM, DRAFT)
    with pytest.raises(TamperedError, match="接不上"):
        kept("main", "real").acts(STREAM)


@pytest.mark.parametrize(
    "command",
    [
        "UPDATE web_act SET document = ''",
        "UPDATE web_act SET sequence = sequence + 1",
        "DELETE FROM web_act",
        "TRUNCATE web_act",
        "TRUNCATE web_act CASCADE",
    ],
)
@pytest.mark.usefixtures("database")
def test_the_database_refuses_to_change_or_remove_a_row(command: str) -> None:
    store = DatabaseStore("guarded", "real")
    if not store.streams():
        store.append(STREAM, DRAFT)
    before = store.acts(STREAM)
    with pytest.raises(DatabaseError, match="appended, never edited"), transaction.atomic():
        connection.cursor().execute(command)
    assert store.acts(STREAM) == before


def guards_off(command: str, *values: str) -> None:
    """Runs a command as the owner of the database who first takes the guards away."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE web_act DISABLE TRIGGER USER")
        cursor.execute(command, values)
        cursor.execute("ALTER TABLE web_act ENABLE TRIGGER USER")


@pytest.mark.usefixtures("database")
def test_a_word_changed_behind_the_guards_is_noticed() -> None:
    store = DatabaseStore("changed", "real")
    store.append(STREAM, DRAFT)
    guards_off("UPDATE web_act SET document = replace(document, '样例', '别的') WHERE unit = %s", "changed")
    with pytest.raises(TamperedError, match="改动过"):
        store.acts(STREAM)


@pytest.mark.usefixtures("database")
def test_a_row_removed_behind_the_guards_is_noticed() -> None:
    store = DatabaseStore("removed", "real")
    for _ in range(3):
        store.append(STREAM, DRAFT)
    guards_off("DELETE FROM web_act WHERE unit = %s AND sequence = 2", "removed")
    with pytest.raises(TamperedError, match="中断"):
        store.acts(STREAM)


@pytest.mark.usefixtures("database")
def test_a_row_put_under_another_stream_is_noticed() -> None:
    store = DatabaseStore("moved", "real")
    store.append(STREAM, DRAFT)
    act = Act.objects.get(unit="moved")
    Act.objects.create(unit="moved", stream="2021/别的", sequence=1, digest=act.digest, document=act.document)
    with pytest.raises(TamperedError, match="接不上"):
        store.acts("2021/别的")


def test_a_request_reads_a_stream_once_and_again_after_its_own_act(tmp_path: Path) -> None:
    other = FolderStore(tmp_path / "acts", "real")
    held = HeldStore(other)
    assert held.acts(STREAM) == ()
    first = other.append(STREAM, DRAFT)
    assert held.acts(STREAM) == ()
    second = held.append(STREAM, DRAFT)
    assert held.acts(STREAM) == (first, second)


def test_a_request_that_lost_against_another_writer_sees_what_that_one_wrote(tmp_path: Path) -> None:
    other = FolderStore(tmp_path / "acts", "real")
    held = HeldStore(other)
    seen = held.acts(STREAM)
    first = other.append(STREAM, DRAFT)
    with pytest.raises(ConflictError, match="经办人甲"):
        held.append(STREAM, DRAFT, after=len(seen))
    assert held.acts(STREAM) == (first,)
