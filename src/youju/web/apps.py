"""The one Django application of the project."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Named ``web``: its tables are called web_…"""

    name = "youju.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
