"""The peer: a bare Django page as a new project has it, with one query for twenty rows, served as the workspace is."""

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
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
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

from django.db import models  # noqa: E402 (after the set-up)


class Row(models.Model):
    """One row of the page."""

    name = models.CharField(max_length=40)
    number = models.IntegerField()
    objects: models.Manager[Row] = models.Manager()

    class Meta:
        """A table without an application."""

        app_label = "bare"

    def __str__(self) -> str:
        return self.name


PAGE = (
    "<!doctype html><title>bare</title><table>{% for row in rows %}"
    "<tr><td>{{ row.name }}</td><td>{{ row.number }}</td></tr>{% endfor %}</table>"
)
TEMPLATE = engines["django"].from_string(PAGE)


def fill() -> None:
    """Twenty rows to ask for."""
    with connection.schema_editor() as editor:
        editor.create_model(Row)
    Row.objects.bulk_create(Row(name=f"项目{n}", number=n) for n in range(20))


def page(request: HttpRequest) -> HttpResponse:
    """The page."""
    return HttpResponse(TEMPLATE.render({"rows": Row.objects.all()}, request))


urlpatterns = [path("", page)]
application = get_wsgi_application()
if __name__ == "__main__":
    fill()
