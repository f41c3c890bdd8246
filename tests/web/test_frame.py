"""The frame around every page: sign-in, first run, language, who sees what, faults as sentences, the policy header."""

from __future__ import annotations

from offices import Office


def test_the_desk(office: Office):
    assert office.client("jingban").get("/").status_code == 200

def test_full(full_office: Office):
    assert full_office.client("shenji").get("/").status_code == 200
