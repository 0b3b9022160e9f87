"""Jobs of the review queues."""

from celery import shared_task

from annotations.actions import queues, reviews
from annotations.dispatch import Job


@shared_task(name=Job.FILL_REVIEW_QUEUE.value)
def fill_review_queue(verdict_id: str | None = None) -> int:
    """Make the queue items that open rounds lack."""
    return queues.fill_review_queue(verdict_id=verdict_id)


@shared_task(name=Job.CLOSE_VOID_ROUNDS.value)
def close_void_rounds(claim_id: str | None = None) -> int:
    """Close the rounds of what changed since it was submitted."""
    return reviews.close_void_rounds(claim_id=claim_id)
