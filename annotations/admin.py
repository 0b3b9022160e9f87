"""The operators' console: read mostly. Its few changes call acts."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations.actions.attempts import try_again
from annotations.models import JobAttempts

if TYPE_CHECKING:
    Console = admin.ModelAdmin[JobAttempts]
else:
    Console = admin.ModelAdmin


@admin.register(JobAttempts)
class JobAttemptsAdmin(Console):
    """Jobs that were begun and not finished; the stopped ones can be tried again."""

    list_display = ("job", "key", "attempts", "last_error", "next_try_at", "stopped_at")
    list_filter = ("job", ("stopped_at", admin.EmptyFieldListFilter))
    ordering = ("-began_at",)
    actions = ("try_jobs_again",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=_("Try the selected jobs again"), permissions=["view"])
    def try_jobs_again(self, request: HttpRequest, queryset: QuerySet[JobAttempts]) -> None:
        """Begin the selected jobs anew."""
        chosen = [row.pk for row in queryset]
        for pk in chosen:
            try_again(attempts_id=pk)
        words = ngettext("%(n)d job is tried again.", "%(n)d jobs are tried again.", len(chosen))
        self.message_user(request, words % {"n": len(chosen)})
