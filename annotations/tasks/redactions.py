"""Jobs of redactions."""

from celery import shared_task

from annotations.actions import redactions
from annotations.dispatch import Job


@shared_task(name=Job.ERASE_FILES.value)
def erase_files() -> int:
    """Delete the bytes of what was withheld."""
    return redactions.erase_files()
