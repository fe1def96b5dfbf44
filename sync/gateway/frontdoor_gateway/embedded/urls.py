"""Addresses of the embedded desk: agents at the top, the administration, the kiosks."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("frontdoor_gateway.urls")),
    path("admin/", admin.site.urls),
    path("", include("helpdesk.urls", namespace="helpdesk")),
]
