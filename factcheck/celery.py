"""The Celery app: one broker, JSON only, every job redelivered when its worker dies."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings.dev")

app = Celery("factcheck", task_cls="factcheck.counted:CountedTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.steps["worker"].add("factcheck.hearts:WorkerHeart")
app.autodiscover_tasks(["annotations"])
# Celery's current app belongs to the thread that made it; web requests are answered by other threads.
app.set_default()
