"""The undone rows of every job: what the sweep rings for. A job without such a query cannot exist."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef

from annotations.domain.vocabulary import QueueItemState
from annotations.domain.workflow import REVIEWABLE
from annotations.models import ExportJob, QueueItem, ReviewRound

AT_ONCE = 100


def unqueued_rounds() -> Iterator[dict[str, Any]]:
    """Open rounds that have no item in any queue: one call fills them all."""
    items = QueueItem.objects.filter(round=OuterRef("pk")).exclude(state=QueueItemState.CANCELLED)
    waiting = ReviewRound.objects.open().filter(~Exists(items), verdict__state__in=REVIEWABLE)
    if waiting.difference(ReviewRound.objects.void()).exists():
        yield {}


def void_rounds() -> Iterator[dict[str, Any]]:
    """Open rounds whose submission no longer stands: one call closes them all."""
    if ReviewRound.objects.void().exists():
        yield {}


def unwritten_exports() -> Iterator[dict[str, Any]]:
    """Exports nobody works on."""
    for pk in ExportJob.objects.undone().order_by("id").values_list("pk", flat=True)[:AT_ONCE]:
        yield {"export_id": pk}


UNDONE: dict[str, Callable[[], Iterator[dict[str, Any]]]] = {
    "fill_review_queue": unqueued_rounds,
    "close_void_rounds": void_rounds,
    "run_export": unwritten_exports,
}
"""Name of a job to the calls that are still to be made."""
