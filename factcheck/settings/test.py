"""Tests: the same product on services of its own, quick password hashing, a temporary file store."""

import os
import tempfile
from pathlib import Path

import devservices

if not os.environ.get("DATABASE_URL"):
    os.environ.update(devservices.attach(fast=True))
os.environ.setdefault("FACTCHECK_DATA_DIR", tempfile.mkdtemp(prefix="factcheck-test-"))
os.environ.setdefault("PYTEST_XDIST_WORKER", "")
# Each process of a run that is split up has files of its own, and so have the programs it starts.
if Path(os.environ["FACTCHECK_DATA_DIR"]).name.startswith("factcheck-test-"):
    os.environ["FACTCHECK_DATA_DIR"] = str(
        Path(os.environ["FACTCHECK_DATA_DIR"]) / os.environ["PYTEST_XDIST_WORKER"]
    )

from factcheck import environment
from factcheck.settings.base import *

DEBUG = False
SECRET_KEY = "only-for-tests-" + "x" * 40
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
CONN_MAX_AGE = 0
# Two runs side by side need databases of their own.
DATABASES["owner"]["TEST"] = {
    "NAME": environment.text("FACTCHECK_TEST_DATABASE"),
    "DEPENDENCIES": [],
}
# Each process of a run that is split up has a broker and a cache of its own, and so has its worker.
_number = int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw") or 0)
if CELERY_BROKER_URL.startswith("redis+socket") and "?" not in CELERY_BROKER_URL:
    CELERY_BROKER_URL += f"?virtual_host={2 * _number + 2}"
CACHES["default"]["LOCATION"] = CACHE_URL.replace("db=1", f"db={2 * _number + 3}")
CACHES["throttle"]["LOCATION"] = CACHES["default"]["LOCATION"]
