"""Jobs of notices."""

from celery import shared_task

from annotations.actions import notifications
from annotations.dispatch import Job


@shared_task(name=Job.TELL_DEADLINES.value)
def tell_deadlines() -> None:
    """Tell whoever asked that a deadline has passed."""
    notifications.tell_deadlines()
