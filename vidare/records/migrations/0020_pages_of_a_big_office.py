"""What a big office's pages look up: events by their kind, and people in the order their names are read in."""

from django.db import migrations, models


def put_in_order(apps, schema_editor):
    """PostgreSQL reads the first page of people without sorting all; SQLite has its order from the program."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX person_in_swedish_order ON records_person "
            '(family_name COLLATE "sv-x-icu", given_name COLLATE "sv-x-icu", id)'
        )


def leave_order(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX person_in_swedish_order")


class Migration(migrations.Migration):
    dependencies = [("records", "0019_the_whole_team")]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["verb", "at"], name="event_by_verb"),
        ),
        migrations.RunPython(put_in_order, leave_order),
    ]
