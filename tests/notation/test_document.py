"""The plain shape of a document: what is written is read back, and it is what the contract says."""

import json
from datetime import date
from decimal import Decimal

import pytest

from youju.model.declaration import Declaration, Execution, Funds, Kind, Note, Objectives, Project, Source, Totals
from youju.model.finding import Severity
from youju.model.indicator import Indicator, Monitoring
from youju.model.place import Place
from youju.model.target import Comparator, Deadline, Interval, NoTarget, Quality, Quantity, Span, Target
from youju.notation.canonical import canonical
from youju.notation.document import document_of, target_document
from youju.notation.document_reader import declaration_from, target_from

TARGETS: list[tuple[Target, dict[str, object]]] = [
    (
        Quantity(">=29000家", Comparator.AT_LEAST, Decimal(29000), "家"),
        {"kind": "quantity", "comparator": ">=", "implied": False, "value": "29000", "upper": None, "unit": "家"},
    ),
    (
        Quantity("190人次", Comparator.EQUAL, Decimal(190), "人次", implied=True),
        {"kind": "quantity", "comparator": "=", "implied": True, "value": "190", "unit": "人次"},
    ),
    (
        Interval("2-6小时", Decimal(2), Decimal(6), "小时"),
        {"kind": "interval", "comparator": None, "value": "2", "upper": "6", "unit": "小时"},
    ),
    (
        Interval("-5–5度", Decimal(-5), Decimal(5), "度"),
        {"kind": "interval", "value": "-5", "upper": "5", "unit": "度"},
    ),
    (
        Span("2023.06-2024.03", date(2023, 6, 1), date(2024, 3, 31)),
        {"kind": "interval", "value": "2023-06-01", "upper": "2024-03-31", "unit": None},
    ),
    (
        Deadline("6月底前", date(2021, 6, 30)),
        {"kind": "deadline", "comparator": "<=", "value": "2021-06-30"},
    ),
    (
        Quality("及时性", "及时"),
        {"kind": "quality", "word": "及时", "raw": "及时性", "comparator": None, "value": None},
    ),
    (NoTarget(None), {"kind": "none", "raw": None, "value": None}),
    (NoTarget("——"), {"kind": "none", "raw": "——"}),
]


@pytest.mark.parametrize(("target", "shape"), TARGETS, ids=lambda item: str(getattr(item, "raw", "")))
def test_a_target_has_the_shape_of_the_contract_and_is_read_back(target: Target, shape: dict[str, object]) -> None:
    written = target_document(target)
    assert {key: written[key] for key in shape} == shape
    assert target_from(written) == target


def full() -> Declaration:
    """A document that fills every field."""
    child = Indicator(None, None, "子项", NoTarget("/"), weight=Decimal("1.5"))
    indicator = Indicator(
        level1="产出指标",
        level2="数量指标",
        name="样例数量",
        target=TARGETS[0][0],
        actual=Quantity("30000家", Comparator.EQUAL, Decimal(30000), "家", implied=True),
        weight=Decimal("6.25"),
        points=Decimal("6.25"),
        reason="超额",
        children=(child,),
        monitoring=Monitoring("15000家", "30000家", ("经费保障",), "说明", "确定能"),
        place=Place(table=1, row=17, column=5, line=21),
        doubts=("level2",),
        alternatives={"level2": ("质量指标",)},
    )
    return Declaration(
        kind=Kind.SELF_EVALUATION,
        layout="shanghai-2021",
        project=Project("样例", "P1", "经常性项目", "新增", "样例局", "样例中心", date(2021, 1, 1), date(2021, 12, 31)),
        source=Source("a.txt", "ab" * 32, "text", 2),
        title="财政项目支出绩效自评表",
        year=2021,
        funds=Funds(
            printed_unit="万元",
            unit_declared=True,
            total=Decimal(1),
            fiscal=Decimal(2),
            other=Decimal(3),
            annual=Decimal(4),
            appropriation=Decimal(5),
            carry_over=Decimal(6),
            annual_other=Decimal(7),
            by_origin={"中央": Decimal(5)},
        ),
        execution=Execution(
            initial=Decimal(1),
            budget=Decimal(2),
            spent=Decimal(3),
            forecast=Decimal(4),
            rate=Decimal("0.8618"),
            weight=Decimal(10),
            points=Decimal("8.62"),
            parts=(Execution(label="其他资金", spent=Decimal(0)),),
        ),
        objectives=Objectives("总", "2021-2021", "年", "果"),
        indicators=(indicator,),
        level_weights={"产出指标": Decimal(50)},
        totals=Totals(Decimal(100), Decimal("98.62"), "优"),
        notes=(Note("orphan_text", Severity.WARNING, "有一处文字不属于任何行", Place(line=3)),),
        places={"project.name": Place(row=1, column=2)},
        doubts=("funds.annual",),
        alternatives={"funds.annual": ("1", "2")},
    )


@pytest.mark.parametrize(
    "declaration",
    [full(), Declaration(Kind.DECLARATION, "unknown", Project()), Declaration(Kind.UNKNOWN, "x", Project("名"))],
    ids=["全部字段", "空表", "只有名称"],
)
def test_a_document_is_read_back_as_it_was_written(declaration: Declaration) -> None:
    written = document_of(declaration)
    again = json.loads(canonical(written))
    assert declaration_from(again) == declaration


def test_blank_is_null_and_a_printed_zero_is_zero() -> None:
    funds = document_of(Declaration(Kind.DECLARATION, "x", Project(), funds=Funds(other=Decimal("0.00"))))["funds"]
    assert isinstance(funds, dict)
    assert funds["other"] == "0"
    assert funds["total"] is None


def test_a_monitoring_total_row_keeps_its_forecast_and_parts_keep_their_label() -> None:
    execution = document_of(full())["execution"]
    assert isinstance(execution, dict)
    assert execution["forecast"] == "4"
    parts = execution["parts"]
    assert isinstance(parts, list)
    assert parts[0] == {"label": "其他资金", "initial": None, "budget": None, "spent": "0", "rate": None}


def test_a_document_we_did_not_write_reads_as_absent_where_it_says_nothing() -> None:
    read = declaration_from({"project": None, "indicators": [{"name": "甲"}, "不是对象"], "notes": [{}]})
    assert read.indicators[0].name == "甲"
    assert read.indicators[0].target == NoTarget(None)
    assert read.notes[0].severity is Severity.HINT
