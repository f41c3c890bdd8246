"""The folder store: acts appended, chained, never overwritten; every change to a file is noticed."""

import json
import os
from pathlib import Path

import pytest

from youju.errors import ConflictError, TamperedError
from youju.model.dossier import Draft
from youju.stores import folder
from youju.stores.folder import FolderStore, create_exclusively, folder_name

DRAFT = Draft("declared", "经办人甲", "clerk", "2021-01-04T09:00:00+08:00", {"year": 2021, "name": "样例"})


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "acts", "real")


def test_acts_come_back_in_order_and_each_names_the_digest_before_it(store: FolderStore) -> None:
    first = store.append("2021/样例", DRAFT)
    second = store.append("2021/样例", DRAFT)
    assert store.acts("2021/样例") == (first, second)
    assert (first.sequence, second.sequence) == (1, 2)
    assert first.previous is None
    assert second.previous == first.digest


def test_streams_are_listed_by_their_own_names_however_odd(store: FolderStore) -> None:
    names = ["unit", "2021/深化“一网通办”", "2021/a/b:c", "2021/" + "很长" * 200]
    for name in names:
        store.append(name, DRAFT)
    assert store.streams() == tuple(sorted(names))
    assert [len(store.acts(name)) for name in names] == [1, 1, 1, 1]


def test_an_empty_store_has_no_streams_and_no_acts(store: FolderStore) -> None:
    assert store.streams() == ()
    assert store.acts("2021/没有") == ()


def test_the_second_of_two_writers_is_told_who_was_first(store: FolderStore) -> None:
    store.append("2021/样例", DRAFT, after=0)
    with pytest.raises(ConflictError, match="经办人甲"):
        store.append("2021/样例", DRAFT, after=0)
    assert len(store.acts("2021/样例")) == 1


def test_a_conflict_before_any_act_says_that_the_record_changed(store: FolderStore) -> None:
    with pytest.raises(ConflictError, match="记录已被改变"):
        store.append("2021/样例", DRAFT, after=3)


def test_a_file_is_created_whole_or_not_at_all_and_never_over_another(tmp_path: Path) -> None:
    create_exclusively(tmp_path / "1", b"one")
    with pytest.raises(FileExistsError):
        create_exclusively(tmp_path / "1", b"two")
    assert (tmp_path / "1").read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["1"]


def file(store: FolderStore, number: int) -> Path:
    """The file of that act."""
    return store.root / "2021" / "样例" / f"{number:06}.json"


def test_a_changed_word_is_noticed(store: FolderStore) -> None:
    store.append("2021/样例", DRAFT)
    path = file(store, 1)
    path.write_text(path.read_text(encoding="utf-8").replace('"样例"', '"别的"'), encoding="utf-8")
    with pytest.raises(TamperedError, match="改动过"):
        store.acts("2021/样例")


def test_a_removed_act_is_noticed(store: FolderStore) -> None:
    for _ in range(3):
        store.append("2021/样例", DRAFT)
    file(store, 2).unlink()
    with pytest.raises(TamperedError, match=r"000002\.json"):
        store.acts("2021/样例")


def test_a_broken_file_is_noticed(store: FolderStore) -> None:
    store.append("2021/样例", DRAFT)
    file(store, 1).write_text("{", encoding="utf-8")
    with pytest.raises(TamperedError, match="已损坏"):
        store.acts("2021/样例")


@pytest.mark.parametrize("body", ['"x"', "[]"])
def test_a_body_that_is_no_object_is_noticed(store: FolderStore, body: str) -> None:
    store.append("2021/样例", DRAFT)
    shape = json.loads(file(store, 1).read_text(encoding="utf-8"))
    shape["body"] = json.loads(body)
    file(store, 1).write_text(json.dumps(shape), encoding="utf-8")
    with pytest.raises(TamperedError, match="已损坏"):
        store.acts("2021/样例")


def test_acts_of_a_demo_do_not_pass_as_real(store: FolderStore) -> None:
    store.append("2021/样例", DRAFT)
    with pytest.raises(TamperedError, match="接不上"):
        FolderStore(store.root, "demo").acts("2021/样例")


def test_an_act_that_names_its_algorithm_is_checked_by_it(store: FolderStore) -> None:
    store.append("2021/样例", DRAFT)
    shape = json.loads(file(store, 1).read_text(encoding="utf-8"))
    shape["algorithm"] = "sm3"
    file(store, 1).write_text(json.dumps(shape, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(TamperedError, match="摘要不符"):
        store.acts("2021/样例")


@pytest.mark.parametrize(
    ("part", "name"),
    [("a/b", "a%2Fb"), ("..", "%2E%2E"), ("a%b", "a%25b"), ("名.", "名%2E"), ("窗口业务", "窗口业务")],
)
def test_a_stream_name_becomes_a_folder_name_that_every_system_takes(part: str, name: str) -> None:
    assert folder_name(part) == name


def test_a_last_act_that_is_removed_is_noticed(store: FolderStore) -> None:
    store.append("2021/样例", DRAFT)
    store.append("2021/样例", DRAFT)
    file(store, 2).unlink()
    with pytest.raises(TamperedError, match="最后写入的记录不见了"):
        store.acts("2021/样例")


@pytest.mark.parametrize("content", [None, "{", '{"sequence":1,"digest":"x"}', '{"sequence":0,"digest":"x"}'])
def test_a_head_that_is_gone_or_changed_is_noticed(store: FolderStore, content: str | None) -> None:
    store.append("2021/样例", DRAFT)
    store.append("2021/样例", DRAFT)
    head = file(store, 1).with_name("head.json")
    head.unlink() if content is None else head.write_text(content, encoding="utf-8")
    with pytest.raises(TamperedError):
        store.acts("2021/样例")


def test_a_head_that_lags_by_a_crash_is_no_fault(store: FolderStore) -> None:
    store.append("2021/样例", DRAFT)
    head = file(store, 1).with_name("head.json")
    before = head.read_bytes()
    store.append("2021/样例", DRAFT)
    head.write_bytes(before)
    assert len(store.acts("2021/样例")) == 2
    head.unlink()
    file(store, 2).unlink()
    assert len(store.acts("2021/样例")) == 1


def test_a_name_in_decomposed_letters_is_the_same_stream(store: FolderStore) -> None:
    store.append("2021/Cafe\u0301", DRAFT)
    assert store.streams() == ("2021/Caf\u00e9",)
    assert len(store.acts("2021/Cafe\u0301")) == len(store.acts("2021/Caf\u00e9")) == 1


def test_a_file_of_brackets_without_end_is_noticed(store: FolderStore) -> None:
    store.append("2021/样例", DRAFT)
    file(store, 1).write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(TamperedError, match="已损坏"):
        store.acts("2021/样例")


def test_an_act_that_did_not_change_is_read_once_and_any_change_is_still_noticed(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "SETTLED", 0)
    store.append("2021/样例", DRAFT)
    known = store.acts("2021/样例")
    assert store.acts("2021/样例")[0] is known[0]
    path = file(store, 1)
    content, state = path.read_bytes(), path.stat()
    path.write_bytes(content.replace("样例".encode(), "别的".encode()))
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    with pytest.raises(TamperedError, match="改动过"):
        store.acts("2021/样例")
    path.write_bytes(content)
    assert store.acts("2021/样例") == known


def test_of_an_act_that_was_written_just_now_nothing_is_remembered(store: FolderStore) -> None:
    store.append("2021/样例", DRAFT)
    assert store.acts("2021/样例")[0] is not store.acts("2021/样例")[0]


def test_two_crashes_before_the_first_mark_leave_a_sound_stream(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.append("2021/样例", DRAFT)
    head = next(store.root.rglob("head.json"))
    head.unlink()  # as if the machine had stopped after the first act
    write = folder.replace_whole

    def stopped(path: Path, data: bytes) -> None:
        if b'"sequence":2' in data:
            raise KeyboardInterrupt
        write(path, data)

    monkeypatch.setattr(folder, "replace_whole", stopped)
    with pytest.raises(KeyboardInterrupt):
        store.append("2021/样例", DRAFT)
    assert len(store.acts("2021/样例")) == 2
