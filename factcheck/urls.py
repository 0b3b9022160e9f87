"""Mounts the doors."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from factcheck.health import healthz, readyz
from factcheck.metrics import metrics

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    path("api/v1/", include("annotations.api.urls")),
    path("admin/", admin.site.urls),
    path("", include("annotations.web.urls")),
]

handler500 = "annotations.web.broken.server_error"
