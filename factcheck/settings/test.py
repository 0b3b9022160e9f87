"""Tests: the same product on services of its own, quick password hashing, a temporary file store."""

import os
import tempfile

import devservices

if not os.environ.get("DATABASE_URL"):
    os.environ.update(devservices.attach(fast=True))
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
