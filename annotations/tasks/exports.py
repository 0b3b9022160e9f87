"""Jobs of exports."""

from uuid import UUID

from celery import shared_task

from annotations.actions import exports
from annotations.dispatch import Job


@shared_task(name=Job.RUN_EXPORT.value)
def run_export(export_id: str) -> None:
    """Write the file of one export."""
    exports.run_export(export_id=UUID(export_id))
