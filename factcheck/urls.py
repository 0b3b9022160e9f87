"""Mounts the doors."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from factcheck.banner import parts
from factcheck.health import healthz, readyz
from factcheck.metrics import metrics

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    path("parts", parts, name="parts"),
    path("api/v1/", include("annotations.api.urls")),
    path("admin/", admin.site.urls),
    path("", include("annotations.web.urls")),
]

handler500 = "factcheck.broken.server_error"
