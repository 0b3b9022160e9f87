"""Which claims an export holds: its filters checked, and the claims they choose."""

from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from annotations.domain.errors import InvalidError
from annotations.domain.names import publisher_key
from annotations.domain.text import fold, one_line
from annotations.domain.vocabulary import ClaimKind, DateField, ReviewOutcome, VerdictState
from annotations.models import Claim, Desk, Occurrence, OccurrenceSpeaker, Review, Verdict

IDS: Final = ("article", "person")
WORDS: Final = ("topic", "publisher", "language")
FILTERS: Final = {"state", "since", "until", "date_field", "kind", *IDS, *WORDS}
APPROVED: Final = "approved"
LONGEST: Final = 200


def checked_filters(filters: dict[str, Any]) -> dict[str, Any]:
    """The filters of an export with their dates read, or InvalidError naming the field."""
    errors: dict[str, list[str]] = {
        name: [_("There is no such filter.")] for name in sorted(set(filters) - FILTERS)
    }
    state = filters.get("state") or APPROVED
    if state not in {"any", "open", *(member.value for member in VerdictState)}:
        errors["state"] = [_("There is no such state.")]
    by = filters.get("date_field") or DateField.CREATED
    if by not in {member.value for member in DateField}:
        errors["date_field"] = [_("Choose said, created, approved or published.")]
    if filters.get("kind") and filters["kind"] not in {member.value for member in ClaimKind}:
        errors["kind"] = [_("There is no such kind of claim.")]
    days: dict[str, date | None] = {}
    for name in ("since", "until"):
        try:
            days[name] = date.fromisoformat(filters[name]) if filters.get(name) else None
        except (TypeError, ValueError):
            errors[name] = [_("Write the date as 2026-01-31.")]
    ids = {name: _id(filters.get(name), name, errors) for name in IDS}
    words = {name: one_line(str(filters.get(name) or ""))[:LONGEST] for name in WORDS}
    if errors:
        raise InvalidError(_("The filters cannot be used as they are."), errors=errors)
    kind = filters.get("kind") or ""
    return {"state": state, "date_field": by, "kind": kind, **ids, **words, **days}


def _id(given: Any, name: str, errors: dict[str, list[str]]) -> str | None:
    try:
        return str(UUID(str(given))) if given else None
    except ValueError:
        sentences = {
            "article": _("This is not the id of an article."),
            "person": _("This is not the id of a person."),
        }
        errors[name] = [sentences[name]]
        return None


def rows_to_export(desk_id: UUID, filters: dict[str, Any]) -> QuerySet[Claim]:
    """The claims an export holds. `approved` means an approval that stands, by the one condition for that."""
    wanted = checked_filters(filters)
    desk = Desk.objects.get(pk=desk_id)
    rows = Claim.objects.filter(desk_id=desk_id).in_earnest().order_by("id")
    verdicts = Verdict.objects.filter(claim=OuterRef("pk"))
    if wanted["state"] == APPROVED:
        rows = rows.filter(Exists(verdicts.standing()))
    elif wanted["state"] == VerdictState.WITHDRAWN:
        rows = rows.exclude(withdrawn_at=None)
    elif wanted["state"] == "open":
        rows = rows.standing().filter(~Exists(verdicts.live()))
    elif wanted["state"] != "any":
        rows = rows.standing().filter(Exists(verdicts.filter(state=wanted["state"])))
    else:
        rows = rows.standing()
    return _within(_about(rows, wanted), wanted, ZoneInfo(desk.zone))


def _about(rows: QuerySet[Claim], wanted: dict[str, Any]) -> QuerySet[Claim]:
    """Claims of this kind, language and topic, in this article or outlet, by this person or who is the same."""
    here = Occurrence.objects.filter(claim=OuterRef("pk"))
    if wanted["kind"]:
        rows = rows.filter(kind=wanted["kind"])
    if wanted["language"]:
        rows = rows.filter(statement_language=wanted["language"])
    if wanted["topic"]:
        topic = wanted["topic"]
        rows = rows.filter(topics__folded=(fold(topic) or topic)[:80])
    if wanted["article"]:
        rows = rows.filter(Exists(here.filter(article=wanted["article"])))
    if wanted["publisher"]:
        name = wanted["publisher"]
        key = publisher_key(name) or name.casefold()
        rows = rows.filter(Exists(here.filter(article__publisher__folded=key)))
    if wanted["person"]:
        one = Q(person=wanted["person"]) | Q(person__same_as=wanted["person"])
        spoke = OccurrenceSpeaker.objects.filter(one, removed_at=None)
        rows = rows.filter(Exists(spoke.filter(occurrence__claim=OuterRef("pk"))))
    return rows


def _within(rows: QuerySet[Claim], wanted: dict[str, Any], zone: ZoneInfo) -> QuerySet[Claim]:
    """Claims whose chosen date lies from `since` to `until`, both included, on the desk's calendar."""
    by = wanted["date_field"]
    for name, bound, clock in (("since", "gte", time.min), ("until", "lte", time.max)):
        day = wanted[name]
        if day is None:
            continue
        moment = datetime.combine(day, clock, zone)
        if by == DateField.SAID:
            said = Occurrence.objects.filter(claim=OuterRef("pk"), **{f"said_on__{bound}": day})
            rows = rows.filter(Exists(said))
        elif by == DateField.CREATED:
            rows = rows.filter(**{f"created_at__{bound}": moment})
        elif by == DateField.APPROVED:
            approving = Review.objects.filter(
                submission__claim=OuterRef("pk"),
                outcome=ReviewOutcome.APPROVE,
                **{f"created_at__{bound}": moment},
            )
            rows = rows.filter(Exists(approving))
        else:
            public = Verdict.objects.filter(
                claim=OuterRef("pk"), **{f"published_in__version__created_at__{bound}": moment}
            )
            rows = rows.filter(Exists(public))
    return rows


def count_rows(desk_id: UUID, filters: dict[str, Any]) -> int:
    """How many claims an export will hold."""
    return rows_to_export(desk_id, filters).count()
