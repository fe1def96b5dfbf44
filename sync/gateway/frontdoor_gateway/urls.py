"""Include these under any prefix of the desk's own addresses: `path("", include("frontdoor_gateway.urls"))`."""

from __future__ import annotations

from django.urls import path, re_path

from frontdoor_gateway import views

app_name = "frontdoor_gateway"
urlpatterns = [
    path("kiosk/v1/entries/<uuid:key>", views.entry, name="entry"),
    path("kiosk/v1/entries", views.entries, name="entries"),
    path("kiosk/v1/changes", views.changes, name="changes"),
    re_path(r"^kiosk/v1/content/(?P<name>pack\.dsse\.json|pack-[0-9a-f]{32}\.zip)$", views.content, name="content"),
    path("kiosk/v1/knowledge", views.knowledge, name="knowledge"),
    path("kiosk/v1/health", views.health, name="health"),
]
