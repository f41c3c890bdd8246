"""How often a page asked the database, told in a header: only where the tests ask for it (YOUJU_COUNT_QUERIES)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponseBase

HEADER = "X-Queries"
Respond = Callable[[HttpRequest], HttpResponseBase]


def counted(respond: Respond) -> Respond:
    """Adds the number of statements to every answer."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        asked = 0

        def count(execute: Callable[..., Any], *statement: object) -> Any:  # noqa: ANN401 (as Django passes it on)
            nonlocal asked
            asked += 1
            return execute(*statement)

        with connection.execute_wrapper(count):
            response = respond(request)
        response.headers[HEADER] = str(asked)
        return response

    return answer
