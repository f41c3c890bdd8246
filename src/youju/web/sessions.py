"""Sessions as Django keeps them in its table, read by one short statement: every page asks for its session first."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as TableStore
from django.db import connection
from django.utils import timezone

_FIND = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(TableStore):
    """Differs from Django's only in how a session is read: composing its query took ten times as long as running it."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing when it does not exist or has expired, and then it gets another key."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(_FIND, [self.session_key, now])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        return self.decode(found[0])
