"""The WSGI entry point."""

import logging
import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings.dev")
logging.captureWarnings(True)  # warnings may quote values
application = get_wsgi_application()
resolve("/healthz")  # loads the pages now, and not while the first person waits
