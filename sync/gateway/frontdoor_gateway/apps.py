"""How Django finds the gateway."""

from __future__ import annotations

from django.apps import AppConfig


class GatewayConfig(AppConfig):
    """The gateway among a desk's installed apps."""

    name = "frontdoor_gateway"
    verbose_name = "Frontdoor kiosks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Watch tickets for changes that kiosks want to hear of."""
        from frontdoor_gateway import changes

        changes.watch()
