"""Jobs of the audit log."""

from celery import shared_task

from annotations.actions import audit
from annotations.dispatch import Job


@shared_task(name=Job.SEAL_AUDIT.value)
def seal_audit() -> int:
    """Chain the events that are not sealed yet."""
    return audit.seal_audit()
