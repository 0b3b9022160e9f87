"""Jobs of previews."""

from uuid import UUID

from celery import shared_task

from annotations.actions import previews
from annotations.dispatch import Job


@shared_task(name=Job.MAKE_PREVIEW.value)
def make_preview(snapshot_id: str | None = None, sealed_file_id: str | None = None) -> None:
    """Make the preview of one file."""
    previews.make_preview(
        snapshot_id=UUID(snapshot_id) if snapshot_id else None,
        sealed_file_id=UUID(sealed_file_id) if sealed_file_id else None,
    )
