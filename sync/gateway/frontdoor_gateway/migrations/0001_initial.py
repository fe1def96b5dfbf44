"""The gateway's first tables."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Kiosks, the entries they filed, and the counter of changes."""

    initial = True

    dependencies = [("helpdesk", "0043_fix_on_delete_behaviour")]

    operations = [
        migrations.CreateModel(
            name="ChangeCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Kiosk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        help_text="The beginning of its references.", max_length=2, unique=True, verbose_name="code"
                    ),
                ),
                ("token_hash", models.CharField(editable=False, max_length=64)),
                ("token_issued", models.DateTimeField(editable=False, verbose_name="token issued")),
                (
                    "active",
                    models.BooleanField(default=True, help_text="Whether its token is taken.", verbose_name="active"),
                ),
            ],
            options={"verbose_name": "kiosk", "ordering": ("code",)},
        ),
        migrations.CreateModel(
            name="KioskEntry",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=16)),
                ("reference", models.CharField(db_index=True, max_length=16, verbose_name="reference")),
                ("ticket_number", models.PositiveBigIntegerField(null=True)),
                ("received", models.DateTimeField(auto_now_add=True)),
                ("change", models.PositiveBigIntegerField(db_index=True, default=0)),
                (
                    "kiosk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="frontdoor_gateway.kiosk",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="kiosk_entries",
                        to="helpdesk.ticket",
                    ),
                ),
            ],
            options={"verbose_name": "kiosk entry", "verbose_name_plural": "kiosk entries"},
        ),
    ]
