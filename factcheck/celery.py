"""The Celery app: one broker, JSON only, every job redelivered when its worker dies."""

import os

from factcheck.bell import Bell

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings.dev")

app = Bell("factcheck", task_cls="factcheck.jobs:TracedTask", log="factcheck.bell:Logging")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.steps["worker"].add("factcheck.hearts:WorkerHeart")
app.autodiscover_tasks(["annotations"])
# Celery's current app belongs to the thread that made it; web requests are answered by other threads.
app.set_default()
