"""A session is found by its key until it ends, and a key that is unknown or over opens nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from youju.web.sessions import SessionStore

pytestmark = pytest.mark.django_db


def kept() -> str:
    """The key of a session that holds something."""
    store = SessionStore()
    store["seen"] = "台账"
    store.save()
    assert store.session_key
    return store.session_key


def test_what_was_kept_is_found_by_its_key() -> None:
    assert SessionStore(kept())["seen"] == "台账"


@pytest.mark.parametrize("key", ["unknown0unknown0unknown0unknown0", "' OR 1=1 --"])
def test_an_unknown_key_opens_nothing_and_is_not_taken_over(key: str) -> None:
    kept()
    store = SessionStore(key)
    assert store.load() == {}
    assert store.session_key is None


def test_a_session_that_is_over_opens_nothing() -> None:
    key = kept()
    Session.objects.filter(session_key=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert SessionStore(key).load() == {}
