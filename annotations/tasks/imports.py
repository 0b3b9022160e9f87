"""Jobs of imports."""

from uuid import UUID

from celery import shared_task

from annotations.actions import import_runs
from annotations.dispatch import Job


@shared_task(name=Job.RUN_IMPORT.value)
def run_import(import_id: str) -> None:
    """Read one import, or the next part of it."""
    import_runs.run_import(import_id=UUID(import_id))
