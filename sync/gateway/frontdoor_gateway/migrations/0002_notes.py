"""Which notes are for the customer of an entry whose ticket was merged."""

from django.db import migrations, models
from django.utils import timezone


def draw_the_line(apps, schema_editor):
    """Of tickets merged before this, nobody knows what was written to whom: only what comes from now on is told."""
    entries = apps.get_model("frontdoor_gateway", "KioskEntry").objects.filter(ticket__merged_to__isnull=False)
    now = timezone.now()
    for entry in entries.select_related("ticket"):
        ticket = entry.ticket
        for _ in range(20):
            if ticket.merged_to_id is None:
                break
            ticket = ticket.merged_to
        entry.worked_on = ticket.pk
        entry.notes_since = now
        entry.save(update_fields=["worked_on", "notes_since"])


class Migration(migrations.Migration):
    """Where the ticket went at its last merge, and where the line between two customers' notes runs."""

    dependencies = [("frontdoor_gateway", "0001_initial")]

    operations = [
        migrations.AddField("kioskentry", "worked_on", models.PositiveBigIntegerField(null=True)),
        migrations.AddField("kioskentry", "own_notes", models.JSONField(default=list)),
        migrations.AddField("kioskentry", "notes_since", models.DateTimeField(null=True)),
        migrations.RunPython(draw_the_line, migrations.RunPython.noop),
    ]
