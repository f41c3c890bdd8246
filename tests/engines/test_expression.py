"""The whitelist of user-written expressions: what is refused, what is taken apart, what is finished exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from conformance import LEDGER

from youju.engines.expression import columns_of, finish, formula, written
from youju.errors import RefusedError
from youju.measures.contract import Number

HOSTILE = (
    "(SELECT password FROM auth_user LIMIT 1)",
    "SUM(uses); DROP TABLE x",
    "COUNT(*) FROM read_csv('/etc/passwd')",
    "SUM(getenv('HOME'))",
    "COUNT(*) FILTER (WHERE EXISTS (SELECT 1 FROM pg_shadow))",
    "SUM(1) OVER ()",
    "pg_sleep(100)",
    "COUNT(*) UNION SELECT 1",
    "repeat('x', 1000000000)",
    "SUM(length(repeat('x', 1000000000)))",
    "list_sum(list_transform(range(1000000000), lambda x: x))",
    "SUM(CAST('x' AS REGCLASS))",
    "COLUMNS('.*')",
    "MAX(query_table('samples'))",
    "SUM(uses) AS x INTO t",
    "SUM(" + "(" * 5000 + "uses" + ")" * 5000 + ")",
    "COUNT(*)\u00a0FROM\u3000x",
    "SUM(uses) -- comment",
    "SUM(uses) /* comment */",
    "SUM(uses)\x00",
    "SUM(samples.uses)",
    "SUM(main.samples.uses)",
    "SUM(nix)",
    "SUM(_row)",
    "COUNT(_file)",
    "uses",
    "1",
    "'x'",
    "*",
    "SUM(*)",
    "COUNT(samples.*)",
    "SUM(SUM(uses))",
    "SUM(uses) FILTER (WHERE COUNT(*) > 1)",
    "COUNT(*), COUNT(*)",
    "COUNT(*) WHERE uses > 1",
    "COUNT(*) LIMIT 1",
    "COUNT(*) ORDER BY 1",
    "DISTINCT COUNT(*)",
    "SUM(DISTINCT uses)",
    "SUM(uses ORDER BY uses)",
    "MIN(uses, 1000000)",
    "COUNT()",
    "SUM(uses / 2)",
    "COUNT(*) FILTER (WHERE uses / 2 > 1)",
    "SUM(uses // 2)",
    "SUM(uses % 2)",
    "SUM(uses ^ 99)",
    "SUM(uses ** 99)",
    "SUM(CAST(uses AS DOUBLE))",
    "SUM(uses::DOUBLE)",
    "SUM(CAST(uses AS DECIMAL(38, 37)))",
    "SUM(TRY_CAST(hall AS INTEGER))",
    "SUM(uses * 1e300)",
    "SUM(uses * 12345678901234567890)",
    "SUM(uses) > 3",
    "CASE WHEN COUNT(*) = 0 THEN 0 ELSE SUM(uses) END",
    "ABS(SUM(uses))",
    "COUNT(*) FILTER (WHERE hall LIKE '%')",
    "COUNT(*) FILTER (WHERE hall IN (SELECT hall FROM x))",
    "COUNT(*) FILTER (WHERE hall = ANY(['x']))",
    "COUNT(*) FILTER (WHERE hall = E'\\x41')",
    "COUNT(*) FILTER (WHERE hall = $$x$$)",
    "COUNT(*) FILTER (WHERE hall = current_user)",
    "COUNT(*) FILTER (WHERE uses = ?)",
    "COUNT(*) FILTER (WHERE uses = $1)",
    "COUNT(*) FILTER (WHERE at > now())",
    "COUNT(*) FILTER (WHERE at + INTERVAL 1 DAY > done)",
    "COUNT(hall || person)",
    "COUNT({'a': hall})",
    "COUNT([hall])",
    "string_agg(person)",
    "array_agg(person)",
    "quantile_cont(uses, 0.5)",
    "count_if(ok)",
    "current_setting('temp_directory')",
    "SUM(CASE WHEN random() > 0.5 THEN 1 END)",
    "SUM(uses) IS NULL",
    "(COUNT(*), 1)",
    "COALESCE(SUM(uses), 0) FILTER (WHERE ok)",
    "ABS(uses) FILTER (WHERE ok)",
    "SUM(uses) + " + " + ".join(["uses"] * 200),
    "SUM(" + " + ".join(["uses"] * 150) + ")",
    "x" * 2001,
    "",
    "SUM(",
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_not_on_the_whitelist_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(RefusedError) as refused:
        formula(text, LEDGER)
    assert refused.value.message.endswith("。")
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SUM(uses / 2)", "聚合函数里面不能用除法"),
        ("SUM(nix)", "没有列“nix”"),
        ("uses", "列“uses”要放在聚合函数里"),
        ("SUM(CAST(uses AS DOUBLE))", "DOUBLE"),
        ("SUM(uses * 1e300)", "科学计数"),
        ("SUM(getenv('HOME'))", "GETENV"),
        ("SUM(SUM(uses))", "不能再套聚合函数"),
        ("COUNT(*) FROM x", "不能带 FROM"),
        ("1", "没有聚合函数"),
        ("SUM(uses) > 3", "聚合函数之外只能用加减乘除"),
        ("SUM(uses); SUM(uses)", "不能有“;”"),
    ],
)
def test_the_refusal_says_what_is_wrong(text: str, words: str) -> None:
    with pytest.raises(RefusedError, match=words):
        formula(text, LEDGER)


# The aggregates an engine is asked for, written anew.
GOOD = {
    "COUNT(*)": ["COUNT(*)"],
    "sum(USES)": ["SUM(uses)"],
    "SUM(次数) / COUNT(次数)": ["SUM(uses)", "COUNT(uses)"],
    "AVG(金额)": ["SUM(amount)", "COUNT(amount)"],
    "AVG(金额) FILTER (WHERE 是否合格)": ["SUM(amount) WHERE ok", "COUNT(amount) WHERE ok"],
    "MAX(uses) - MIN(uses)": ["MAX(uses)", "MIN(uses)"],
    "COUNT(*) FILTER (WHERE kind = '重大')": ["COUNT(*) WHERE kind = '重大'"],
    "COUNT(DISTINCT hall)": ["COUNT(DISTINCT hall)"],
    "COUNT(DISTINCT hall, kind)": ["COUNT(DISTINCT hall, kind)"],
    "COUNT(DISTINCT at::DATE)": ["COUNT(DISTINCT CAST(at AS DATE))"],
    'SUM("大厅" IS NULL)': ["SUM(CASE WHEN hall IS NULL THEN 1 WHEN NOT (hall IS NULL) THEN 0 END)"],
    "SUM(是否合格)": ["SUM(CASE WHEN ok THEN 1 WHEN NOT (ok) THEN 0 END)"],
    "SUM(COALESCE(ok, uses = 1))": [
        "SUM(CASE WHEN COALESCE(ok, uses = 1) THEN 1 WHEN NOT (COALESCE(ok, uses = 1)) THEN 0 END)"
    ],
    "AVG(CASE WHEN ok THEN NOT ok END)": [
        f"{function}(CASE WHEN CASE WHEN ok THEN NOT ok END THEN 1 WHEN NOT (CASE WHEN ok THEN NOT ok END) THEN 0 END)"
        for function in ("SUM", "COUNT")
    ],
    "COUNT(ok)": ["COUNT(ok)"],
    "SUM(CASE WHEN ok AND NOT uses <> 1 THEN -uses ELSE 0 END)": [
        "SUM(CASE WHEN ok AND NOT uses <> 1 THEN -uses ELSE 0 END)"
    ],
    "SUM(COALESCE(uses, 0)) * 0.5": ["SUM(COALESCE(uses, 0))"],
    "COUNT(NULLIF(hall, '西''厅'))": ["COUNT(NULLIF(hall, '西''厅'))"],
    "COUNT(*) FILTER (WHERE day >= DATE '2021-07-01')": ["COUNT(*) WHERE day >= CAST('2021-07-01' AS DATE)"],
    "COUNT(*) FILTER (WHERE uses BETWEEN 1 AND 7 OR uses IN (9, 10))": [
        "COUNT(*) WHERE uses BETWEEN 1 AND 7 OR uses IN (9, 10)"
    ],
    "COUNT(*) FILTER (WHERE TRUE)": ["COUNT(*) WHERE TRUE"],
}


def bare(_code: str, _reckoned: bool) -> None:  # noqa: FBT001 (as written calls it)
    """Nothing stands for a column."""


def asked_for(text: str) -> list[str]:
    """The leaves of a formula as they read."""
    found = []
    for leaf in formula(text, LEDGER).leaves:
        argument = "*" if leaf.argument is None else written(leaf.argument, bare)
        if leaf.distinct:
            argument = "DISTINCT " + ", ".join(written(part, bare) for part in leaf.distinct)
        where = "" if leaf.where is None else f" WHERE {written(leaf.where, bare)}"
        found.append(f"{leaf.function}({argument}){where}".replace('"', ""))
    return found


@pytest.mark.parametrize("text", GOOD)
def test_an_expression_is_taken_apart_into_aggregates_written_anew(text: str) -> None:
    assert asked_for(text) == GOOD[text]


FINISHED: dict[str, tuple[tuple[Number | None, ...], Fraction | None]] = {
    "SUM(uses) / COUNT(*)": ((Decimal("2.5"), 3), Fraction(5, 6)),
    "(SUM(uses) - COUNT(*)) * 2": ((5, 3), Fraction(4)),
    "SUM(uses) - COUNT(*) * 2": ((5, 3), Fraction(-1)),
    "-SUM(uses) + 0.1": ((5,), Fraction(-49, 10)),
    "SUM(uses) / NULLIF(COUNT(*), 3)": ((5, 3), None),
    "NULLIF(SUM(uses), 4)": ((5,), Fraction(5)),
    "COALESCE(SUM(uses), MAX(uses), 7)": ((None, None), Fraction(7)),
    "COALESCE(SUM(uses), MAX(uses))": ((None, None), None),
    "COALESCE(SUM(uses), 7) / 2": ((4,), Fraction(2)),
    "SUM(uses) / (COUNT(*) - 3)": ((5, 3), None),
    "SUM(uses) * COUNT(*)": ((None, 3), None),
    "AVG(uses)": ((0, 0), None),
    "-MAX(uses)": ((None,), None),
}


@pytest.mark.parametrize("text", FINISHED)
def test_the_arithmetic_above_the_aggregates_is_exact(text: str) -> None:
    values, expected = FINISHED[text]
    assert finish(formula(text, LEDGER), values) == expected


def test_a_masked_column_is_replaced_wherever_it_stands() -> None:
    (leaf,) = formula("COUNT(CASE WHEN done > at THEN done END)", LEDGER).leaves
    assert leaf.argument is not None
    seen = written(leaf.argument, lambda code, _: "X" if code == "done" else None)
    assert seen == 'CASE WHEN (X) > "at" THEN (X) END'


def test_the_columns_a_leaf_reads_are_named_once_each() -> None:
    (leaf,) = formula("SUM(uses) FILTER (WHERE hall = 'x' AND uses > 1)", LEDGER).leaves
    assert columns_of(leaf) == ("uses", "hall")
