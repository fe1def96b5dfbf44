"""What the gateway remembers: kiosks with their hashed tokens, and which entry became which ticket."""

from __future__ import annotations

from django.db import models
from helpdesk.models import Ticket


class Kiosk(models.Model):
    """A kiosk that may file requests. Its token is known here as a hash only."""

    code = models.CharField("code", max_length=2, unique=True, help_text="The beginning of its references.")
    token_hash = models.CharField(max_length=64, editable=False)
    token_issued = models.DateTimeField("token issued", editable=False)
    active = models.BooleanField("active", default=True, help_text="Whether its token is taken.")

    class Meta:
        verbose_name = "kiosk"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class KioskEntry(models.Model):
    """One delivered entry of a kiosk's outbox. Its key makes a repetition harmless; it outlives its ticket."""

    id = models.UUIDField(primary_key=True, editable=False)
    kiosk = models.ForeignKey(Kiosk, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=16)
    reference = models.CharField("reference", max_length=16, db_index=True)
    ticket = models.ForeignKey(Ticket, on_delete=models.SET_NULL, null=True, related_name="kiosk_entries")
    ticket_number = models.PositiveBigIntegerField(null=True)
    """Kept when an agent deletes the ticket, so that a late repetition is answered and files nothing."""
    received = models.DateTimeField(auto_now_add=True)
    change = models.PositiveBigIntegerField(default=0, db_index=True)
    """Number of the latest change of its ticket; see `ChangeCounter`."""
    worked_on = models.PositiveBigIntegerField(null=True)
    """The ticket it was merged into, however often; empty where it never was."""
    own_notes = models.JSONField(default=list)
    """Numbers of the follow-ups that its ticket had before each merge."""
    notes_since = models.DateTimeField(null=True)
    """When the last merge was: later follow-ups are for all whose tickets were merged."""

    class Meta:
        verbose_name = "kiosk entry"
        verbose_name_plural = "kiosk entries"

    def __str__(self) -> str:
        return self.reference


class ChangeCounter(models.Model):
    """The one row that numbers changes. It stays locked until its transaction ends, so that numbers become visible
    in their order and a kiosk that has read up to one misses none below it."""

    last = models.PositiveBigIntegerField(default=0)
