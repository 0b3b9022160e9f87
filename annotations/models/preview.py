"""What can be seen of a file without opening it. Made from the bytes at any time, so it is deleted with them."""

from django.db import models

from annotations.domain import vocabulary as v
from annotations.models import walls
from annotations.models.base import Row, known, word
from annotations.models.evidence import SealedFile
from annotations.models.snapshot import Snapshot


class Preview(Row):
    """The preview of one file, or why there is none. A file without a row waits for the worker.

    Pictures, tables and texts lie in the store, in a folder of the file's id: no word of a file is in this row.
    `pages` counts all pages or sheets of the file, `pictures` those that were drawn.
    """

    snapshot = models.OneToOneField(
        Snapshot, null=True, on_delete=models.PROTECT, related_name="preview"
    )
    sealed_file = models.OneToOneField(
        SealedFile, null=True, on_delete=models.PROTECT, related_name="preview"
    )
    family = word(v.FileFamily, blank=True)
    problem = word(v.PreviewProblem, blank=True)
    pages = models.PositiveIntegerField(default=0)
    pictures = models.PositiveIntegerField(default=0)
    words = models.BooleanField(default=False)

    class Meta:
        constraints = [
            known("preview", "family", v.FileFamily, empty=True),
            known("preview", "problem", v.PreviewProblem, empty=True),
            models.CheckConstraint(
                condition=models.Q(snapshot=None) ^ models.Q(sealed_file=None),
                name="preview_of_one_file",
            ),
        ]
        triggers = [walls.shows_in_claims()]

    @property
    def folder(self) -> str:
        """Where its files lie in the store."""
        if self.sealed_file_id is not None:
            return f"sealed/previews/{self.sealed_file_id}"
        return f"previews/{self.snapshot_id}"
