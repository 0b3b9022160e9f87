"""Tests: the same product on services of its own, quick password hashing, a temporary file store."""

import os
import tempfile

import devservices

if not os.environ.get("DATABASE_URL"):
    os.environ.update(devservices.attach(fast=True))
    # Each process of a run that is split up has a broker and a cache of its own.
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    os.environ["BROKER_URL"] += f"?virtual_host={2 * number + 2}"
    os.environ["CACHE_URL"] = os.environ["CACHE_URL"].replace("db=1", f"db={2 * number + 3}")
os.environ.setdefault("FACTCHECK_DATA_DIR", tempfile.mkdtemp(prefix="factcheck-test-"))

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
    "NAME": os.environ.get("FACTCHECK_TEST_DATABASE", "test_factcheck"),
    "DEPENDENCIES": [],
}
