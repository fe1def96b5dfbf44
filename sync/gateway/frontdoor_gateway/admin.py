"""Kiosks in the desk's administration: who may file, switched off in one click. Tokens are issued by command only."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from frontdoor_gateway.models import Kiosk


@admin.register(Kiosk)
class KioskAdmin(admin.ModelAdmin):
    """The kiosks that have a token."""

    list_display = ("code", "active", "token_issued")
    readonly_fields = ("code", "token_issued")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
