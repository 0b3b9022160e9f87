"""Production: everything from the environment; it refuses to start on what is missing, guessable or open to all."""

from typing import Final

from django.core.exceptions import ImproperlyConfigured

from factcheck import environment, logs
from factcheck.settings.base import *

SECRET_LENGTH: Final = 50
# Secrets that stand in examples, and those this project uses elsewhere.
KNOWN_SECRETS: Final = ("django-insecure", "only-for-tests", "types-only", "change", "secret")


def _secret(name: str) -> str:
    value = environment.needed(name)
    how = 'This makes one: python -c "import secrets; print(secrets.token_urlsafe(60))"'
    if len(value) < SECRET_LENGTH or len(set(value)) < 10:
        raise ImproperlyConfigured(
            f"{name} must be random and at least {SECRET_LENGTH} characters long. {how}"
        )
    if value.lower().startswith(KNOWN_SECRETS):
        raise ImproperlyConfigured(f"{name} is one that everybody can read in an example. {how}")
    return value


def _hosts(name: str) -> list[str]:
    environment.needed(name)
    hosts = environment.words(name)
    if "*" in hosts:
        raise ImproperlyConfigured(f"{name} lists the host names of this site; “*” is every name.")
    return hosts


def _address(name: str) -> str:
    address = environment.needed(name).rstrip("/")
    if address.startswith("http://") and not PLAIN_HTTP:
        raise ImproperlyConfigured(
            f"{name} must begin with https://, or passwords and sessions can be read on the way. "
            "For a closed network without TLS set ALLOW_HTTP=1 as well."
        )
    if not address.startswith(("https://", "http://")):
        raise ImproperlyConfigured(f"{name} is the whole address of the site: https://…")
    return address


DEBUG = False
PLAIN_HTTP = environment.text("ALLOW_HTTP") == "1"
SECRET_KEY = _secret("SECRET_KEY")
for _name in ("DATABASE_URL", "BROKER_URL", "CACHE_URL"):
    environment.needed(_name)
ALLOWED_HOSTS = _hosts("ALLOWED_HOSTS")
FACTCHECK_PUBLIC_BASE_URL = _address("PUBLIC_BASE_URL")
CSRF_TRUSTED_ORIGINS = [FACTCHECK_PUBLIC_BASE_URL]

SECURE_REDIRECT_EXEMPT = [
    r"^healthz$",
    r"^readyz$",
    r"^metrics$",
]  # asked by machines beside this one
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not PLAIN_HTTP
if not PLAIN_HTTP:
    # A name that begins so is set by this host alone, over TLS: no neighbour of its domain can plant one.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

if METRICS_TOKEN and len(METRICS_TOKEN) < 20:
    raise ImproperlyConfigured("METRICS_TOKEN must be random and at least 20 characters long.")
LOGGING = logs.configuration(
    environment.one_of("LOG_FORMAT", logs.FORMATS, "json"),
    environment.one_of("LOG_LEVEL", logs.LEVELS, "INFO"),
)
