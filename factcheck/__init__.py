"""The project: wiring only. Importing it loads the Celery app, so that `enqueue` finds it everywhere."""

from factcheck.celery import app as celery_app

__all__ = ["celery_app"]
