"""Jobs that keep the others going."""

from celery import shared_task

from annotations.actions import upkeep


@shared_task(name="sweep")
def sweep() -> dict[str, int]:
    """Ring for what was not done."""
    return upkeep.sweep()
