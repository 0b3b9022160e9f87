"""Production: everything from the environment; it refuses to start with a secret that is missing or weak."""

import os

from django.core.exceptions import ImproperlyConfigured

from factcheck.settings.base import *


def _needed(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set {name}: production takes it from the environment.")
    return value


DEBUG = False
SECRET_KEY = _needed("SECRET_KEY")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
    raise ImproperlyConfigured("SECRET_KEY must be random and at least 50 characters long.")
for _name in ("DATABASE_URL", "BROKER_URL", "CACHE_URL", "PUBLIC_BASE_URL"):
    _needed(_name)
ALLOWED_HOSTS = _needed("ALLOWED_HOSTS").split(",")
CSRF_TRUSTED_ORIGINS = [os.environ["PUBLIC_BASE_URL"].rstrip("/")]
SECURE_SSL_REDIRECT = os.environ["PUBLIC_BASE_URL"].startswith("https://")
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("TRUSTED_PROXIES") else None
)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked by machines beside this one
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
