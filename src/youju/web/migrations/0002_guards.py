"""On PostgreSQL the table of acts refuses UPDATE, DELETE and TRUNCATE: acts are appended, never edited."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GUARDS = """
CREATE FUNCTION youju_acts_stay() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'acts are appended, never edited'; END $$;
CREATE TRIGGER youju_acts_stay_row BEFORE UPDATE OR DELETE ON web_act
  FOR EACH ROW EXECUTE FUNCTION youju_acts_stay();
CREATE TRIGGER youju_acts_stay_all BEFORE TRUNCATE ON web_act
  FOR EACH STATEMENT EXECUTE FUNCTION youju_acts_stay();
"""


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 (as Django calls it)
    """Puts the triggers where the database is the truth; beside a folder the table stays empty."""
    if editor.connection.vendor == "postgresql":
        editor.execute(GUARDS)


class Migration(migrations.Migration):
    """Follows the tables."""

    dependencies = [("web", "0001_tables")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
