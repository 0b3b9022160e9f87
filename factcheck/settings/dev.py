"""A newsroom's own machine: embedded services, loopback only, a secret made once and kept in the data folder."""

import contextlib
import os
import secrets

from factcheck import environment
from factcheck.settings.base import *
from factcheck.settings.base import DATA_DIR, STATIC_ROOT


def _kept_secret() -> str:
    """The secret of this checkout, made at the first start (0600, in the data folder)."""
    path = DATA_DIR / "secret"
    if not path.exists():
        DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)  # two first starts agree on one secret
        fresh.unlink()
    return path.read_text()


DEBUG = False
SECRET_KEY = environment.text("SECRET_KEY") or _kept_secret()
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS")
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # nothing is collected here, but WhiteNoise looks
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
