"""The index that the table of projects is listed by."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index."""

    dependencies: ClassVar = [("web", "0002_guards")]
    operations: ClassVar = [
        migrations.AddIndex("projectrow", models.Index(fields=["-year", "name", "id"], name="project_listed")),
    ]
