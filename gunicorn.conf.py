"""How gunicorn serves the product. It reads this file in the folder it starts in; its command line goes before."""

import os
import tempfile
from typing import Any

from django.conf import settings

from factcheck import counts, environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings.dev")

wsgi_app = "factcheck.wsgi:application"
bind = f"127.0.0.1:{environment.number('PORT')}"
worker_class = "factcheck.patience.PatientWorker"  # threads that give up on who is too slow
workers = environment.number("WEB_CONCURRENCY")
threads = environment.number("WEB_THREADS")
keepalive = 75  # longer than a proxy keeps its connections, or it is told that they are closed
timeout = 60  # for a request with its body and its answer, too
limit_request_line = 4094
limit_request_fields = 64
limit_request_field_size = 8190
graceful_timeout = 30
# A sign of life on a busy disk can stall a worker; this folder is memory.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else tempfile.gettempdir()  # noqa: S108
control_socket_disable = True
logconfig_dict = settings.LOGGING


def on_starting(server: Any) -> None:
    """Counts begin anew with the web server."""
    if settings.METRICS:
        counts.clean(settings.METRICS_DIR)
