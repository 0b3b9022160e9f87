"""Mounts the doors."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from annotations.web.account import console_sign_in
from factcheck.banner import parts
from factcheck.health import healthz, readyz
from factcheck.metrics import metrics

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    path("parts", parts, name="parts"),
    path("api/v1/", include("annotations.api.urls")),
    # The console has no way in of its own: everybody signs in on one page, and is counted there.
    path("admin/login/", console_sign_in),
    path("admin/password_change/", RedirectView.as_view(pattern_name="web:password-change")),
    path("admin/", admin.site.urls),
    path("", include("annotations.web.urls")),
    path("", include("annotations.web.moved")),
]

handler500 = "factcheck.broken.server_error"
