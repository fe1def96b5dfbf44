"""Frontdoor: a self-service kiosk for a service desk."""

__version__ = "0.1.0"
