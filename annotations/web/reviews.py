"""The review queue, and deciding one item after the other."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import policies
from annotations.actions import queues
from annotations.actions.reviews import record_review
from annotations.domain.differences import differences
from annotations.domain.errors import (
    DomainError,
    DuplicateError,
    FourEyesError,
    NotPermittedError,
    WrongStateError,
)
from annotations.domain.vocabulary import ReviewOutcome
from annotations.queries import queues as queue_queries
from annotations.queries import reviews as review_queries
from annotations.queries.judged import changed_since, item_now
from annotations.web.forms.finding import QueueFilterForm
from annotations.web.forms.merging import Clash
from annotations.web.forms.refusals import sentence, tell
from annotations.web.forms.reviews import DecisionForm
from annotations.web.listing import Listing
from annotations.web.membership import MemberRequest, member_required

QUEUE = "review"
INVALID, REFUSED, CONFLICT, STALE = 422, 403, 409, 412

WAITING = Listing(
    name="review",
    form=QueueFilterForm,
    orders={
        "rank": (_lazy("As it should be judged"), ("rank_at", "id")),
        "due": (_lazy("Earliest due first"), ("due_at", "id")),
        "-submitted": (_lazy("Newest first"), ("-id",)),
        "submitted": (_lazy("Waiting longest first"), ("id",)),
    },
    question=queue_queries.waiting_items,
)


@member_required
@require_safe
def queue(request: MemberRequest) -> HttpResponse:
    """What waits for a review, in order, with the reasons for the order."""
    page = WAITING.page(request)
    context = {
        "page": page,
        "items": [queue_queries.item_row(item, request.member) for item in page.rows],
        "may_take": policies.may_take(request.member),
    }
    return render(request, "review/queue.html", context, status=INVALID if page.refusal else 200)


@member_required
@require_POST
def take_next(request: MemberRequest) -> HttpResponse:
    """Lease the next item that is open to this reviewer."""
    return _go_on(request)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: MemberRequest, item_id: UUID) -> HttpResponse:
    """One item: the claim in its context, the verdict, the evidence, and the decision."""
    page = review_queries.review_page(request.member, item_id)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _decide(request, page, form)
        except FourEyesError as refusal:
            return _other_eyes(
                request, page, {"code": refusal.code, "text": sentence(refusal), **refusal.extra}
            )
        except DomainError as refusal:
            page = review_queries.review_page(request.member, item_id)
            changed = [] if page["verdict"] is None else changed_since(request.member, item_id)
            if changed:
                return _changed(request, page, form, changed)
            tell(form, refusal)
    if page["refusal"] and not page["may_review"]:
        return _other_eyes(request, page, page["refusal"])
    context = {
        **page,
        "form": form,
        "lease_mine": bool(page["item"]["lease"] and page["item"]["lease"]["mine"]),
    }
    return render(request, "review/item.html", context, status=INVALID if form.errors else 200)


@member_required
@require_POST
def take(request: MemberRequest, item_id: UUID) -> HttpResponse:
    """Lease this item and open it."""
    try:
        queues.take_item(actor=request.member, item_id=item_id)
    except NotPermittedError:
        pass  # The item's own page says why, and who could.
    except (DuplicateError, WrongStateError) as refusal:
        messages.error(request, sentence(refusal))
        return redirect("web:review")
    return redirect("web:review-item", item_id)


@member_required
@require_POST
def extend(request: MemberRequest, item_id: UUID) -> HttpResponse:
    """Hold the item for another full lease."""
    try:
        queues.extend_lease(actor=request.member, item_id=item_id)
    except WrongStateError as refusal:
        messages.error(request, sentence(refusal))
    return redirect("web:review-item", item_id)


@member_required
@require_POST
def release(request: MemberRequest, item_id: UUID) -> HttpResponse:
    """Give the item back to the queue."""
    queues.release_item(actor=request.member, item_id=item_id)
    messages.success(request, _("The item is back in the queue for others."))
    return redirect("web:review")


def _decide(request: MemberRequest, page: dict[str, Any], form: DecisionForm) -> HttpResponse:
    given = form.cleaned_data
    record_review(
        actor=request.member,
        verdict_id=UUID(page["item"]["verdict"]),
        submission_id=given["submission"],
        outcome=given["outcome"],
        kind=page["item"]["kind"],
        comment=given["comment"],
    )
    approved = given["outcome"] == ReviewOutcome.APPROVE
    words = _("Approved: “%(claim)s”") if approved else _("Changes requested: “%(claim)s”")
    said = words % {"claim": page["claim"]["statement"]}
    messages.success(request, said, extra_tags=f"review-{given['submission']}")
    return _go_on(request)


def _go_on(request: MemberRequest) -> HttpResponse:
    """To the next item, or back to the queue with the news that there is none."""
    following = queues.take_next(actor=request.member, queue_slug=QUEUE)
    if following is not None:
        return redirect("web:review-item", following.pk)
    messages.info(request, _("Nothing else waits that you could review."))
    return redirect("web:review")


def _changed(
    request: MemberRequest,
    page: dict[str, Any],
    form: DecisionForm,
    changed: list[tuple[str, str, str]],
) -> HttpResponse:
    """What was read beside what stands now, and the comment; where it waits again, the decision about that."""
    waiting = item_now(request.member, page["item"]["verdict"])
    again = waiting and review_queries.review_page(request.member, waiting)
    may_decide = bool(again and again["may_review"])
    context = {
        "clashes": [Clash(name, name, *differences(then, now)) for name, then, now in changed],
        "form": form,
        "again": again if may_decide else None,
        "typed": "" if may_decide else form.cleaned_data["comment"],
    }
    return render(request, "review/changed.html", context, status=STALE)


def _other_eyes(
    request: MemberRequest, page: dict[str, Any], refusal: dict[str, Any]
) -> HttpResponse:
    """Why this member cannot decide, who could, and the comment that was typed."""
    status = CONFLICT if refusal["code"] == WrongStateError.code else REFUSED
    typed = request.POST.get("comment", "")
    context = {**page, "refusal": refusal, "status": status, "typed": typed}
    return render(request, "review/refused.html", context, status=status)
