"""Schemes are official texts as data: complete by extension, cited parameter by parameter, chosen by place and year."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files

import pytest

from youju import scoring
from youju.errors import NotFoundError
from youju.model.citation import Status
from youju.scoring import settings
from youju.scoring.scheme_file import scheme_of

CODES = ("central-2020", "central-2021", "hubei-2020", "shanghai-2021", "shanghai-2025")


def test_the_five_schemes_are_there() -> None:
    assert tuple(scheme.code for scheme in scoring.schemes()) == CODES


def test_an_unknown_scheme_is_refused_with_the_list_of_codes() -> None:
    with pytest.raises(NotFoundError, match="central-1999") as refused:
        scoring.scheme("central-1999")
    assert all(code in refused.value.remedy for code in CODES)


@pytest.mark.parametrize(
    ("place", "year", "code"),
    [
        ("上海市", 2021, "shanghai-2021"),
        ("上海", 2024, "shanghai-2021"),
        ("上海市松江区", 2021, "shanghai-2021"),
        ("上海市", 2025, "shanghai-2025"),
        ("上海市", 2031, "shanghai-2025"),
        ("湖北省", 2022, "hubei-2020"),
        ("全国", 2021, "central-2020"),
        ("全国", 2022, "central-2021"),
        ("云南省", 2020, "central-2020"),
        ("上海市", 2019, "central-2020"),
        ("全国", 2016, "central-2020"),
        ("全国", 0, "central-2020"),
    ],
)
def test_the_scheme_follows_the_place_and_the_year_of_the_form(place: str, year: int, code: str) -> None:
    assert scoring.scheme_for(place, year).code == code


def test_a_scheme_that_is_no_longer_valid_is_not_chosen() -> None:
    old = scheme_of({**_raw("central-2020"), "code": "old", "valid_to": 2021}, {})
    assert old.valid_to == 2021
    assert scoring.scheme_file.in_force(old, 2021)
    assert not scoring.scheme_file.in_force(old, 2022)
    assert not scoring.scheme_file.in_force(old, 2019)


def test_an_extended_scheme_keeps_what_it_does_not_change_and_says_where_each_setting_comes_from() -> None:
    shanghai = scoring.scheme("shanghai-2021")
    assert shanghai.extends == "central-2020"
    assert settings.text(shanghai, "money_unit") == "元"
    assert shanghai.parameters["money_unit"].origin == "shanghai-2021"
    assert settings.text(shanghai, "at_most") == "ratio"
    assert shanghai.parameters["at_most"].origin == "central-2020"
    assert set(shanghai.parameters) >= set(scoring.scheme("central-2020").parameters)


@pytest.mark.parametrize(
    ("code", "key", "value", "status"),
    [
        ("central-2020", "execution.weight", "10", Status.SEEN),
        ("central-2020", "execution.rule", "linear", Status.SEEN),
        ("central-2021", "execution.rule", "banded", Status.REMEMBERED),
        ("shanghai-2021", "execution.rule", "linear", Status.SEEN),
        ("shanghai-2025", "execution.rule", "linear", Status.OURS),
        ("hubei-2020", "execution.weight", "20", Status.SEEN),
        ("central-2020", "satisfaction.rule", "proportional", Status.REMEMBERED),
        ("central-2021", "satisfaction.rule", "bands", Status.REMEMBERED),
        ("shanghai-2025", "satisfaction.rule", "proportional", Status.OURS),
        ("central-2020", "at_least", "ratio", Status.REMEMBERED),
        ("central-2020", "at_most", "ratio", Status.SEEN),
        ("central-2020", "exact", "symmetric", Status.OURS),
        ("central-2020", "zero", "all_or_nothing", Status.OURS),
        ("central-2020", "deadline", "proportional", Status.OURS),
        ("shanghai-2025", "missing_cost", "error", Status.SEEN),
        ("hubei-2020", "weights.at_declaration", "80", Status.SECONDARY),
        ("hubei-2020", "monitoring.through_month", "6", Status.SEEN),
    ],
)
def test_a_parameter_has_the_value_and_the_status_of_the_rule_book(
    code: str, key: str, value: str, status: Status
) -> None:
    scheme = scoring.scheme(code)
    assert settings.text(scheme, key) == value
    assert scheme.parameters[key].citation.status is status


def test_weights_of_shanghai_2025_are_ours_because_the_guide_is_not_known() -> None:
    assert scoring.scheme("shanghai-2025").parameters["weights"].citation.status is Status.OURS
    assert scoring.scheme("central-2021").parameters["weights"].citation.status is Status.REMEMBERED
    assert scoring.scheme("hubei-2020").parameters["weights"].citation.status is Status.SECONDARY


@pytest.mark.parametrize("code", CODES)
def test_first_level_weights_and_execution_make_a_hundred(code: str) -> None:
    scheme = scoring.scheme(code)
    weights = [Decimal(str(weight)) for weight in settings.table(scheme, "weights").values()]
    declared = settings.decimal(scheme, "weights.at_declaration")
    assert sum(weights) == declared
    assert declared + settings.decimal(scheme, "execution.weight") == 100


@pytest.mark.parametrize("code", CODES)
def test_every_parameter_is_cited(code: str) -> None:
    for parameter in scoring.scheme(code).parameters.values():
        assert parameter.citation.reference
        assert "://" not in parameter.citation.reference


def _raw(code: str) -> dict[str, object]:
    return tomllib.loads(files("youju.scoring").joinpath("schemes", f"{code}.toml").read_text(encoding="utf-8"))


def _leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        yield value
        return
    for item in value:
        yield from _leaves(item)


@pytest.mark.parametrize("code", CODES)
def test_no_scheme_file_holds_a_floating_point_number(code: str) -> None:
    assert not [leaf for leaf in _leaves(_raw(code)) if isinstance(leaf, float)]


def test_a_floating_point_number_in_a_scheme_is_a_fault_of_the_program() -> None:
    raw = _raw("hubei-2020")
    entry = {"value": 0.8, "reference": "鄂自评表", "status": "seen"}
    with pytest.raises(TypeError, match="float"):
        scheme_of({**raw, "parameters": {"word.edges": entry}}, {})
    with pytest.raises(TypeError, match="table"):
        scheme_of({**raw, "parameters": "none"}, {})


def test_a_setting_of_another_shape_is_a_fault_of_the_program() -> None:
    scheme = scoring.scheme("central-2020")
    with pytest.raises(TypeError, match="list"):
        settings.items(scheme, "at_least")
    with pytest.raises(TypeError, match="table"):
        settings.table(scheme, "grades")
