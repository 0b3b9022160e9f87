"""`fill_review_queues`: makes the queue items that open rounds of review lack."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.actions.queues import fill_review_queue


class Command(BaseCommand):
    """What beat does every minute, now."""

    help = _("Make the queue items that open rounds of review lack.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill, and say how many are new."""
        made = fill_review_queue()
        words = ngettext("%(made)d new item.", "%(made)d new items.", made)
        self.stdout.write(words % {"made": made})
