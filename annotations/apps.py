"""The composition root of the app."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class AnnotationsConfig(AppConfig):
    """Registers nothing by signal; Celery finds `annotations.tasks` by autodiscovery."""

    name = "annotations"
    default_auto_field = "django.db.models.BigAutoField"


class ConsoleConfig(AdminConfig):
    """Django's admin with a site of our own."""

    default_site = "annotations.console.ConsoleSite"
