"""The peer: a bare Django page with one query and twenty rows, served as the workspace is."""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

settings.configure(
    SECRET_KEY="bench",  # noqa: S106 (of a page that keeps nothing)
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(Path(os.environ["YOUJU_ROOT"]) / "bare.sqlite3"),
            "CONN_MAX_AGE": None,
        }
    },
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)
django.setup()
PAGE = (
    "<!doctype html><title>bare</title><table>{% for name, number in rows %}"
    "<tr><td>{{ name }}</td><td>{{ number }}</td></tr>{% endfor %}</table>"
)
TEMPLATE = engines["django"].from_string(PAGE)


def fill() -> None:
    """Twenty rows to ask for."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS row (name TEXT, number INTEGER)")
        cursor.execute("DELETE FROM row")
        cursor.executemany("INSERT INTO row VALUES (%s, %s)", [(f"项目{n}", n) for n in range(20)])


def page(request: HttpRequest) -> HttpResponse:
    """The page."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, number FROM row")
        rows = cursor.fetchall()
    return HttpResponse(TEMPLATE.render({"rows": rows}, request))


urlpatterns = [path("", page)]
application = get_wsgi_application()
if __name__ == "__main__":
    fill()
