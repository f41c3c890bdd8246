"""Ledgers on the command line: what came in, what was refused, what is closed, and the way back to the rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

EXPRESS = (
    "面单号,收寄时间,应妥投时间,签收时间,误投,免邮,寄达省份\n"
    "A1,2021/3/1 9:12,2021/3/4 18:00,2021/3/3 10:26,否,是,上海\n"
    "A2,2021/3/1 10:40,2021/3/4 18:00,2021/3/4 18:00:01,否,是,江苏\n"
)

Json = Callable[..., tuple[int, dict[str, Any]]]


def test_the_same_dump_twice_changes_nothing(root: Path, tmp_path: Path, call: Json) -> None:
    dump = tmp_path / "快递.csv"
    dump.write_bytes(EXPRESS.encode("gb18030"))
    code, result = call("ledger", "import", root, "express_deliveries", dump)
    assert code == 0
    first = result["imports"][0]
    assert (first["read"], first["added"], first["ignored_columns"]) == (2, 2, ["寄达省份"])
    again = call("ledger", "import", root, "政务快递台账", dump)[1]["imports"][0]
    assert (again["added"], again["unchanged"], again["batch"]) == (0, 2, None)


def test_rejected_rows_are_named_and_the_others_are_kept(root: Path, tmp_path: Path, call: Json) -> None:
    dump = tmp_path / "快递.csv"
    dump.write_text(EXPRESS + "1.18760E+12,2021/3/2 9:00,,,否,是,\nA4,2021/2/30 9:00,,,否,是,\n", encoding="utf-8")
    code, result = call("ledger", "import", root, "express_deliveries", dump)
    assert code == 1
    rejected = result["imports"][0]["rejected"]
    assert [(item["row"], item["column"]) for item in rejected] == [(4, "waybill"), (5, "accepted_at")]
    assert result["imports"][0]["added"] == 2


def test_a_preview_says_what_an_import_would_do_and_stores_nothing(root: Path, tmp_path: Path, call: Json) -> None:
    dump = tmp_path / "快递.csv"
    dump.write_text(EXPRESS + "A4,2021/2/30 9:00,,,否,是,\n", encoding="utf-8")
    code, result = call("ledger", "import", root, "express_deliveries", dump, "--preview")
    seen = result["imports"][0]
    assert (code, result["preview"], seen["added"], len(seen["rejected"]), seen["batch"]) == (1, True, 2, 1, None)
    after = call("ledger", "import", root, "express_deliveries", dump)[1]["imports"][0]
    assert after["added"] == 2


def test_a_reopened_span_is_a_gap_again_until_it_is_closed_anew(root: Path, call: Json) -> None:
    call("ledger", "close", root, "accidents", "--period", "2021")
    code, result = call("ledger", "reopen", root, "accidents", "--period", "2021-03-01..2021-03-31")
    assert (code, result["reopened"]) == (0, [{"ledger": "accidents", "from": "2021-03-01", "to": "2021-03-31"}])
    ledgers = call("ledger", "status", root, "--year", "2021")[1]["ledgers"]
    (gaps,) = (item["gaps"] for item in ledgers if item["ledger"] == "accidents")
    assert gaps == [{"from": "2021-03-01", "to": "2021-03-31"}]
    assert call("ledger", "reopen", root, "accidents", "--period", "2021-03-01..2021-03-31")[0] == 2


def test_a_dump_without_its_key_column_stores_nothing(root: Path, tmp_path: Path, call: Json) -> None:
    dump = tmp_path / "别的.csv"
    dump.write_text("姓名,电话\n甲,1\n", encoding="utf-8")
    code, result = call("ledger", "import", root, "express_deliveries", dump)
    assert code == 2
    assert "运单号" in result["error"]["message"] + result["error"]["remedy"]


def test_an_unknown_ledger_is_refused_with_those_there_are(root: Path, tmp_path: Path, call: Json) -> None:
    code, result = call("ledger", "import", root, "nothing", tmp_path / "x.csv")
    assert code == 2
    assert "express_deliveries" in result["error"]["remedy"]


def test_closing_a_year_closes_whole_months_where_the_ledger_closes_by_month(root: Path, call: Json) -> None:
    code, result = call("ledger", "close", root, "all", "--period", "2021-01-15..2021-07-31")
    assert code == 0
    spans = {item["ledger"]: (item["from"], item["to"]) for item in result["closed"]}
    assert spans["accidents"] == ("2021-01-15", "2021-07-31")
    assert spans["payments"] == ("2021-02-01", "2021-07-31")
    assert "registers" not in spans


def test_a_span_without_a_whole_month_closes_only_ledgers_of_days(root: Path, call: Json) -> None:
    spans = {
        item["ledger"]
        for item in call("ledger", "close", root, "all", "--period", "2021-01-15..2021-02-10")[1]["closed"]
    }
    assert "accidents" in spans
    assert "payments" not in spans


@pytest.mark.parametrize("ledger", ["registers", "payments"])
def test_what_cannot_be_closed_says_why(root: Path, call: Json, ledger: str) -> None:
    code, result = call("ledger", "close", root, ledger, "--period", "2021-01-15..2021-02-10")
    assert code == 2
    assert result["error"]["remedy"]


def test_a_closed_ledger_without_rows_proves_its_zero(root: Path, call: Json) -> None:
    _, before = call("why", root, "窗口业务管理", "重大事故发生数", "--as-of", "2021-12-31")
    assert (before["state"], before["points"]) == ("unknown", None)
    assert before["gaps"]
    call("ledger", "close", root, "accidents", "--period", "2021")
    _, after = call("why", root, "窗口业务管理", "重大事故发生数", "--as-of", "2021-12-31")
    assert (after["value"], after["state"], after["points"]) == ("0", "value", "3.75")
    assert after["closed"] == [{"from": "2021-01-01", "to": "2021-12-31"}]
    assert after["rows"] == []


def test_why_lists_the_rows_with_their_file_row_and_key(root: Path, tmp_path: Path, call: Json) -> None:
    dump = tmp_path / "快递.csv"
    dump.write_text(EXPRESS, encoding="utf-8")
    call("ledger", "import", root, "express_deliveries", dump)
    _, path = call("why", root, "窗口业务管理", "快递邮寄及时性", "--as-of", "2021-12-31")
    assert (path["value"], path["rows_total"], path["provisional"]) == ("0.5", 2, True)
    assert (path["measure"]["numerator"], path["measure"]["denominator"]) == ("1", "2")
    assert [(row["row"], row["key"]["waybill"], row["counts"]) for row in path["rows"]] == [
        (2, "A1", "both"),
        (3, "A2", "denominator"),
    ]
    assert (root / path["rows"][0]["file"]).read_text(encoding="utf-8") == EXPRESS
    assert call("why", root, "窗口业务管理", "快递邮寄及时性", "--rows", "1")[1]["rows_total"] == 2


def test_measures_of_an_earlier_day_do_not_see_what_came_later(root: Path, tmp_path: Path, call: Json) -> None:
    dump = tmp_path / "快递.csv"
    dump.write_text(EXPRESS, encoding="utf-8")
    call("ledger", "import", root, "express_deliveries", dump)
    _, result = call("measure", root, "--as-of", "2021-03-03")
    assert result["as_of"] == "2021-03-03"
    rows = {row["name"]: row for row in result["projects"][0]["indicators"]}
    assert rows["快递邮寄及时性"]["state"] == "none"
    assert rows["政务服务免费快递业务量"]["value"] == "2"
    assert rows["政务服务免费快递业务量"]["weight"] == "6.25"
