"""Canonical bytes and digests against literal samples."""

import hashlib
import json
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from youju.model.dossier import Act
from youju.notation.canonical import act_document, canonical, digest_of

CASES = tomllib.loads((Path(__file__).parent / "cases" / "canonical.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_canonical_bytes_and_digest_are_the_literal_sample(case: dict[str, str]) -> None:
    document = json.loads(case["json"])
    assert canonical(document).decode() == case["bytes"]
    assert digest_of(document) == case["sha256"]


@pytest.mark.parametrize("value", [0.1, Decimal("0.1")])
def test_floats_and_decimals_have_no_canonical_form(value: object) -> None:
    with pytest.raises(TypeError, match="no canonical form"):
        canonical({"value": value})


def test_a_document_that_names_sm3_is_digested_by_sm3() -> None:
    document = {"algorithm": "sm3", "t": "有据"}
    assert digest_of(document) == hashlib.new("sm3", '{"algorithm":"sm3","t":"有据"}'.encode()).hexdigest()


def test_an_act_is_digested_over_everything_but_its_digest() -> None:
    act = Act("demo", "2021/样例", 1, "declared", "甲", "clerk", "2021-01-01T09:00:00+08:00", {"year": 2021}, None, "d")
    assert "digest" not in act_document(act)
    assert act_document(act)["body"] == {"year": 2021}
    assert set(act_document(act)) == {
        "workspace", "stream", "sequence", "kind", "by", "role", "at", "body", "previous",
    }  # fmt: skip
