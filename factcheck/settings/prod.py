"""Production: everything from the environment; it refuses to start with a secret that is missing or weak."""

from django.core.exceptions import ImproperlyConfigured

from factcheck import environment, logs
from factcheck.settings.base import *

DEBUG = False
SECRET_KEY = environment.needed("SECRET_KEY")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
    raise ImproperlyConfigured("SECRET_KEY must be random and at least 50 characters long.")
for _name in ("DATABASE_URL", "BROKER_URL", "CACHE_URL", "PUBLIC_BASE_URL", "ALLOWED_HOSTS"):
    environment.needed(_name)
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [FACTCHECK_PUBLIC_BASE_URL.rstrip("/")]
SECURE_SSL_REDIRECT = FACTCHECK_PUBLIC_BASE_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REDIRECT_EXEMPT = [
    r"^healthz$",
    r"^readyz$",
    r"^metrics$",
]  # asked by machines beside this one
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True

if METRICS_TOKEN and len(METRICS_TOKEN) < 20:
    raise ImproperlyConfigured("METRICS_TOKEN must be random and at least 20 characters long.")
LOGGING = logs.configuration(
    environment.one_of("LOG_FORMAT", logs.FORMATS, "json"),
    environment.one_of("LOG_LEVEL", logs.LEVELS, "INFO"),
)
