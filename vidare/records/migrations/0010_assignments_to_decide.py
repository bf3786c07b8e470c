"""That a prepared assignment waits for the board, and since when: the day comes out of the trail."""

from zoneinfo import ZoneInfo

from django.db import migrations, models
from django.db.models.functions import Coalesce

STOCKHOLM = ZoneInfo("Europe/Stockholm")
KINDS = [
    "absence-not-spoken-about",
    "assignment-to-decide",
    "basis-fallen",
    "basis-waiting",
    "basis-withdrawn",
    "change-asked",
    "explanation-to-read",
    "first-meeting-late",
    "follow-up-due",
    "hour-disputed",
    "new-to-me",
    "no-contact",
    "no-hours",
    "no-next-step",
    "no-plan-agreed",
    "not-registered",
    "note-disputed",
    "placement-ends",
    "review-overdue",
    "step-overdue",
    "streak",
]


def find_the_days(apps, schema_editor):
    assignments = apps.get_model("records", "Assignment")._base_manager
    events = apps.get_model("records", "Event")._base_manager.filter(verb="assignment.prepared")
    for at, keys in events.order_by("pk").values_list("at", "keys"):
        assignments.filter(pk=keys.get("assignment")).update(prepared_on=at.astimezone(STOCKHOLM).date())
    assignments.filter(prepared_on=None).update(
        prepared_on=Coalesce("decided_on", "consulted_on", "start")
    )


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0009_no_facts_of_what_is_owed"),
    ]

    operations = [
        migrations.AddField(model_name="assignment", name="prepared_on", field=models.DateField(null=True)),
        migrations.RunPython(find_the_days, migrations.RunPython.noop),
        migrations.AlterField(model_name="assignment", name="prepared_on", field=models.DateField()),
        migrations.RemoveConstraint(model_name="attention", name="attention_kind_is_known"),
        migrations.AddConstraint(
            model_name="attention",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", KINDS)), name="attention_kind_is_known"
            ),
        ),
    ]
