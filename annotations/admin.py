"""The operators' console: every table to be read, found and followed. Its few changes call acts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations import models as tables
from annotations.actions.attempts import try_again
from annotations.models import JobAttempts, Membership

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[models.Model]
else:
    ModelAdmin = admin.ModelAdmin


@dataclass(frozen=True, slots=True)
class Shown:
    """What the list of a table shows, its search looks into and it is filtered by; and what nobody reads here."""

    columns: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()


SECRET: Final = frozenset({"password", "digest"})
"""Columns that hold a secret, or a print of one, wherever they are."""
CONSOLE: Final[dict[type[models.Model], Shown]] = {
    tables.Account: Shown(
        ("email", "name", "last_login", "is_active", "is_superuser"),
        ("email", "name"),
        ("is_active", "is_superuser", "is_system"),
    ),
    tables.Anchor: Shown(("exact", "start", "end", "state", "revision_id"), ("exact",), ("state",)),
    tables.ApiToken: Shown(
        ("name", "account", "scopes", "expires_at", "last_used_at", "revoked_at"),
        ("name", "account__email"),
    ),
    tables.Article: Shown(
        ("title", "desk", "publisher", "language", "published_at", "archived_at"),
        ("title", "url"),
        ("desk", "language"),
    ),
    tables.ArticleRevision: Shown(
        ("article", "number", "length", "sha256", "created_at"),
        ("article__title", "sha256"),
        hidden=frozenset({"text", "dropped"}),
    ),
    tables.AuditEvent: Shown(
        ("created_at", "desk", "actor", "act", "subject_kind", "subject_id", "sealed_sequence"),
        ("act", "subject_id__startswith", "actor__email"),
        ("desk", "subject_kind"),
    ),
    tables.BrowserSession: Shown(
        ("account", "browser", "network", "way", "seen_at", "expires_at"),
        ("account__email", "browser"),
        hidden=frozenset({"content"}),
    ),
    tables.Claim: Shown(
        ("statement", "desk", "kind", "version", "made_by", "withdrawn_at"),
        ("statement",),
        ("desk", "kind", "harm"),
    ),
    tables.Contact: Shown(
        ("whom", "channel", "claim", "sent_at", "deadline", "replied_at"), ("whom",)
    ),
    tables.Desk: Shown(("name", "slug", "zone", "language"), ("name", "slug")),
    tables.Evidence: Shown(
        ("kind", "stance", "claim", "visibility", "terms", "detached_at"),
        ("claim__statement",),
        ("kind", "stance", "visibility"),
    ),
    tables.ExportJob: Shown(
        ("created_at", "desk", "requested_by", "format", "state", "rows", "attempts"),
        ("requested_by__email", "sha256"),
        ("desk", "state", "format"),
    ),
    tables.IdempotencyKey: Shown(
        ("key", "account", "route", "status", "created_at"),
        ("key", "route"),
        hidden=frozenset({"answer"}),
    ),
    tables.Mail: Shown(
        ("to", "kind", "created_at", "attempts", "sent_at", "given_up_at", "problem"),
        ("to",),
        ("kind",),
    ),
    tables.Membership: Shown(
        ("account", "desk", "role", "starts_at", "ends_at", "invited_as"),
        ("account__email", "account__name", "invited_as"),
        ("desk", "role"),
    ),
    tables.Payload: Shown(("created_at", "sha256", "erased_at", "erased_by"), ("sha256",)),
    tables.Person: Shown(("name", "desk", "created_at"), ("name",), ("desk",)),
    tables.Publisher: Shown(("name", "domain", "desk"), ("name", "domain"), ("desk",)),
    tables.QueueItem: Shown(
        ("queue", "kind", "state", "due_at", "rank_at", "assignee", "holder", "lease_until"),
        ("holder__email", "assignee__email"),
        ("queue", "state"),
    ),
    tables.Rating: Shown(
        ("label", "scale", "position", "claimreview", "averitec"), ("label",), ("scale",)
    ),
    tables.RatingScale: Shown(
        ("name", "number", "desk", "is_default", "made_by", "retired_at"), ("name",), ("desk",)
    ),
    tables.Redaction: Shown(
        ("order", "desk", "cause", "subject_kind", "made_by", "confirmed_by", "confirmed_at"),
        ("order",),
        ("desk", "cause"),
    ),
    tables.Review: Shown(
        ("reviewer", "kind", "outcome", "rating", "created_at"),
        ("reviewer__email",),
        ("kind", "outcome"),
    ),
    tables.ReviewPolicy: Shown(
        ("name", "number", "desk", "blind", "due_hours", "is_default", "retired_at"),
        ("name",),
        ("desk",),
    ),
    tables.ReviewQueue: Shown(("name", "desk", "lease_minutes"), ("name",), ("desk",)),
    tables.ReviewRound: Shown(
        ("policy", "due_at", "closed_at", "outcome"), ("policy__name",), ("outcome",)
    ),
    tables.RevisionBlock: Shown(
        ("revision_id", "kind", "start", "end"), filters=("kind",), hidden=frozenset({"text"})
    ),
    # Sealed words are for the people named on them, and operators are not.
    tables.SealedEvidence: Shown(
        ("created_at", "changed_by"),
        hidden=frozenset(
            field.name
            for field in tables.SealedEvidence._meta.concrete_fields
            if field.name not in {"id", "created_at", "row_version", "evidence", "changed_by"}
        ),
    ),
    tables.Snapshot: Shown(
        ("name", "desk", "media_type", "size", "taken_by", "created_at"),
        ("name", "sha256"),
        ("desk",),
    ),
    tables.Source: Shown(("title", "publisher", "desk", "owner"), ("title", "url"), ("desk",)),
    tables.Submission: Shown(
        ("claim", "number", "version", "submitted_by", "created_at"), ("claim__statement", "sha256")
    ),
    tables.Topic: Shown(("name", "desk"), ("name",), ("desk",)),
    tables.Triage: Shown(
        ("claim", "decision", "account", "created_at"), ("claim__statement",), ("decision",)
    ),
    tables.Verdict: Shown(
        ("claim", "rating", "state", "author", "created_at"),
        ("claim__statement", "summary"),
        ("state",),
    ),
}
"""Tables whose list is worth more than their columns as they come."""
FIRST_COLUMNS: Final = 6


class ReadOnly(ModelAdmin):
    """A table to be read: nothing is added, changed or deleted here."""

    show_full_result_count = False
    list_per_page = 50
    ordering = ("-pk",)
    hidden: frozenset[str] = SECRET

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rows are made by acts."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows are changed by acts."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows are never deleted by hand."""
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Every column but the hidden ones."""
        columns = self.model._meta.concrete_fields
        return [field.name for field in columns if field.name not in self.hidden]


def _columns(model: type[models.Model]) -> tuple[str, ...]:
    plain = [
        field.name
        for field in model._meta.concrete_fields
        if not isinstance(field, models.TextField | models.JSONField | models.ForeignKey)
        and field.name not in SECRET | {"id", "row_version"}
    ]
    return tuple(plain[:FIRST_COLUMNS])


def _related(model: type[models.Model], columns: tuple[str, ...]) -> list[str]:
    """What has to come with the list, so that it costs the same for two rows and for fifty."""
    found = []
    for name in columns:
        field = next((one for one in model._meta.concrete_fields if one.name == name), None)
        if isinstance(field, models.ForeignKey):
            deeper = ("account", "desk") if field.related_model is Membership else ()
            found += [name, *(f"{name}__{one}" for one in deeper)]
    return found


def register(model: type[models.Model], kind: type[ReadOnly] = ReadOnly) -> None:
    """Put a table on the console, as `CONSOLE` describes it."""
    shown = CONSOLE.get(model, Shown())
    columns = shown.columns or _columns(model)
    options = {
        "list_display": columns,
        "list_select_related": _related(model, columns) or False,
        "search_fields": shown.search,
        "list_filter": shown.filters,
        "hidden": SECRET | shown.hidden,
    }
    admin.site.register(model, type(f"{model.__name__}Table", (kind,), options))


for _table in apps.get_app_config("annotations").get_models():
    if _table is not JobAttempts:
        register(_table)
if admin.site.is_registered(Group):
    admin.site.unregister(Group)


@admin.register(JobAttempts)
class JobAttemptsAdmin(ReadOnly):
    """Jobs that were begun and not finished; the stopped ones can be tried again."""

    list_display = ("job", "key", "attempts", "last_error", "next_try_at", "stopped_at")
    list_filter = ("job", ("stopped_at", admin.EmptyFieldListFilter))
    search_fields = ("job", "key", "last_error")
    ordering = ("-began_at",)
    actions = ("try_jobs_again",)

    @admin.action(description=_("Try the selected jobs again"), permissions=["view"])
    def try_jobs_again(self, request: HttpRequest, queryset: QuerySet[JobAttempts]) -> None:
        """Begin the selected jobs anew."""
        chosen = [row.pk for row in queryset]
        for pk in chosen:
            try_again(attempts_id=pk)
        words = ngettext("%(n)d job is tried again.", "%(n)d jobs are tried again.", len(chosen))
        self.message_user(request, words % {"n": len(chosen)})
