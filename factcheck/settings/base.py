"""Settings shared by development, tests and production. Everything that differs comes from the environment."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from factcheck import counts, environment, languages, logs
from factcheck.networks import is_network
from factcheck.schedule import TIMETABLE

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(environment.text("FACTCHECK_DATA_DIR") or BASE_DIR / ".data")


def database(url: str) -> dict[str, object]:
    """One entry of DATABASES from `postgresql://user:password@host:port/name?host=/socket/folder`."""
    parts = urlsplit(url)
    host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, "application_name": "factcheck"},
    }


def mail_server(url: str) -> dict[str, Any]:
    """The EMAIL_… settings from `smtp://user:password@host:587`, or `smtps://…:465` for TLS from the first byte.

    `smtp` goes over to TLS before it says anything, unless the address ends in `?tls=0`.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL looks like smtp://user:password@host:587 or smtps://user:password@host:465."
        )
    whole = parts.scheme == "smtps"
    later = not whole and parse_qs(parts.query).get("tls", ["1"])[0] != "0"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if whole else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": whole,
        "EMAIL_USE_TLS": later,
    }


DATABASE_URL = environment.text("DATABASE_URL") or "postgresql://factcheck_app@localhost/factcheck"
DATABASES = {
    "default": database(DATABASE_URL),
    "owner": database(environment.text("DATABASE_OWNER_URL") or DATABASE_URL),
}
DATABASES["default"]["TEST"] = {"MIRROR": "owner"}
DATABASES["owner"]["CONN_MAX_AGE"] = 0
DATABASE_ROUTERS = ["factcheck.databases.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "annotations.apps.AnnotationsConfig",
    "annotations.apps.ConsoleConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "django_htmx",
    "csp",
]
MIDDLEWARE = [
    "factcheck.access.AccessMiddleware",
    "factcheck.proxies.ProxyMiddleware",
    "annotations.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "factcheck.bodies.BodyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "annotations.middleware.DeskMiddleware",
    "annotations.middleware.LanguageMiddleware",
]
ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "annotations.context_processors.masthead",
            ],
        },
    },
]

AUTH_USER_MODEL = "annotations.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "web:login"
LOGIN_REDIRECT_URL = "web:my-work"
LOGOUT_REDIRECT_URL = "web:login"
SESSION_ENGINE = "annotations.sessions"  # a cache that is away ends no session, nor keeps one alive
SESSION_LIFE = timedelta(days=14)  # then everybody signs in again
SESSION_IDLE = timedelta(days=3)  # long enough for a weekend
SESSION_COOKIE_AGE = int(SESSION_LIFE.total_seconds())
PASSWORD_LINK_LIFE = timedelta(hours=1)
INVITATION_LIFE = timedelta(days=7)
# Calls a minute, of one token or of one account: enough for any import, too few to busy the whole server. 0: no limit.
API_CALLS_PER_MINUTE = environment.count("API_CALLS_PER_MINUTE")

# Without a mail server mails are kept as files, so that nothing that was sent is lost.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(DATA_DIR / "mails")
EMAIL_TIMEOUT = 10
if environment.text("EMAIL_URL"):
    globals().update(mail_server(environment.text("EMAIL_URL")))
DEFAULT_FROM_EMAIL = environment.text("EMAIL_FROM")

LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGES = languages.offered(LOCALE_PATHS[0])
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
# Many files may come side by side: what is larger than this waits on the disk, not in the memory.
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 201  # one more than an import takes, so that it says so

CACHE_URL = environment.text("CACHE_URL")
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 0.5},
    }
}

# What is counted at the doors, kept apart from the cache; and the same for one process, while the cache is away.
CACHES["throttle"] = {**CACHES["default"], "KEY_PREFIX": "throttle"}
CACHES["alone"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "OPTIONS": {"MAX_ENTRIES": 10_000},
}

CELERY_BROKER_URL = environment.text("BROKER_URL")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 0.5
CELERY_TASK_PUBLISH_RETRY = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_SOFT_TIME_LIMIT = 840
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = TIMETABLE
CELERY_BEAT_SCHEDULER = "factcheck.hearts:BeatingScheduler"
# A connection that lay idle may be closed; a second try opens another. A bell that does not ring then is
# rung by the sweep: nobody waits for a broker that is away.
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {}
if CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        # Must exceed the hard time limit, or a job that still runs is delivered twice.
        "visibility_timeout": 960,
        "unacked_restore_interval": 2,
        "unacked_restore_throttle": 1,
        "socket_timeout": 5,
        "socket_connect_timeout": 0.5,
        **CELERY_TASK_PUBLISH_RETRY_POLICY,
    }
elif CELERY_BROKER_URL.startswith("amqp"):
    CELERY_BROKER_HEARTBEAT = 30  # seconds; a line that is cut without a word is found after two
    # RabbitMQ says that it has the message. Without that, a broker that just died swallows a bell unseen.
    CELERY_BROKER_TRANSPORT_OPTIONS = {"confirm_publish": True}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "annotations.api.authentication.TokenAuthentication",
        "annotations.api.authentication.ProblemSessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "annotations.api.authentication.IsMember",
        "annotations.api.scopes.InScope",
    ],
    "DEFAULT_THROTTLE_CLASSES": ["annotations.api.throttling.CallsPerMinute"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "rest_framework.parsers.JSONParser",
        "rest_framework.parsers.FormParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "annotations.api.pagination.Pages",
    "EXCEPTION_HANDLER": "annotations.api.errors.problem",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Factcheck",
    "DESCRIPTION": "Articles, claims, evidence, verdicts, reviews and exports of a fact-checking desk.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "annotations.api.schema.add_promises",
    ],
    "ENUM_NAME_OVERRIDES": {
        "Role": "annotations.api.schema.Words.ROLE",
        "Scope": "annotations.api.schema.Words.SCOPE",
        "ClaimKind": "annotations.api.schema.Words.CLAIM_KIND",
        "Level": "annotations.api.schema.Words.LEVEL",
        "Form": "annotations.api.schema.Words.FORM",
        "OutletPosition": "annotations.api.schema.Words.OUTLET_POSITION",
        "Precision": "annotations.api.schema.Words.PRECISION",
        "AnchorState": "annotations.api.schema.Words.ANCHOR_STATE",
        "TriageDecision": "annotations.api.schema.Words.TRIAGE_DECISION",
        "TriageGround": "annotations.api.schema.Words.TRIAGE_GROUND",
        "EvidenceKind": "annotations.api.schema.Words.EVIDENCE_KIND",
        "Stance": "annotations.api.schema.Words.STANCE",
        "Terms": "annotations.api.schema.Words.TERMS",
        "Visibility": "annotations.api.schema.Words.VISIBILITY",
        "Channel": "annotations.api.schema.Words.CHANNEL",
        "FileFamily": "annotations.api.schema.Words.FILE_FAMILY",
        "PreviewState": "annotations.api.schema.Words.PREVIEW_STATE",
        "VerdictState": "annotations.api.schema.Words.VERDICT_STATE",
        "ReviewKind": "annotations.api.schema.Words.REVIEW_KIND",
        "ReviewOutcome": "annotations.api.schema.Words.REVIEW_OUTCOME",
        "QueueItemState": "annotations.api.schema.Words.QUEUE_ITEM_STATE",
        "ExportFormat": "annotations.api.schema.Words.EXPORT_FORMAT",
        "ExportState": "annotations.api.schema.Words.EXPORT_STATE",
        "ImportKind": "annotations.api.schema.Words.IMPORT_KIND",
        "ImportState": "annotations.api.schema.Words.IMPORT_STATE",
        "RowFate": "annotations.api.schema.Words.ROW_FATE",
        "DateField": "annotations.api.schema.Words.DATE_FIELD",
        "NoticeKind": "annotations.api.schema.Words.NOTICE_KIND",
        "ArticleStatus": "annotations.api.schema.Words.ARTICLE_STATUS",
        "ClaimState": "annotations.api.schema.Words.CLAIM_STATE",
        "ExportedState": "annotations.api.schema.Words.EXPORTED_STATE",
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}
SECURE_PROXY_SSL_HEADER = (
    "HTTP_X_FORWARDED_PROTO",
    "https",
)  # of a trusted proxy, see ProxyMiddleware
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "publickey-credentials-get",
        "screen-wake-lock",
        "usb",
        "xr-spatial-tracking",
    )
)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "annotations.web.account.csrf_failure"

FACTCHECK_EXPORT_DAYS = environment.count("EXPORT_DAYS")
FACTCHECK_JOB_TRIES = environment.number("JOB_TRIES")
TRUSTED_PROXIES = environment.words("TRUSTED_PROXIES")
for _name in TRUSTED_PROXIES:
    if not is_network(_name):
        raise ImproperlyConfigured(
            f"TRUSTED_PROXIES: “{_name}” is neither an address nor a network nor “unix”."
        )
FACTCHECK_PUBLIC_BASE_URL = (
    environment.text("PUBLIC_BASE_URL") or f"http://127.0.0.1:{environment.text('PORT')}"
)
# The folder of pg_dump, pg_restore and psql, where those found by themselves do not fit.
FACTCHECK_POSTGRES_PROGRAMS = environment.text("FACTCHECK_POSTGRES_PROGRAMS")

METRICS_TOKEN = environment.text("METRICS_TOKEN")
METRICS_NETWORKS = environment.words("METRICS_NETWORKS")
METRICS = bool(METRICS_TOKEN or METRICS_NETWORKS)
METRICS_DIR = Path(environment.text("METRICS_DIR") or DATA_DIR / "metrics")
if METRICS:  # prometheus_client reads the variable when it is imported, which is after this
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(counts.own_folder(METRICS_DIR))

LOGGING = logs.configuration(
    environment.one_of("LOG_FORMAT", logs.FORMATS, "lines"),
    environment.one_of("LOG_LEVEL", logs.LEVELS, "WARNING"),
)
