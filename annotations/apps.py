"""The composition root of the app."""

from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    """Registers nothing by signal; Celery finds `annotations.tasks` by autodiscovery."""

    name = "annotations"
    default_auto_field = "django.db.models.BigAutoField"
