"""The desk's review policies and queues: what a verdict needs, whom it binds, and a new version."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import policies
from annotations.actions import policies as acts
from annotations.domain.errors import DomainError, NotFoundError, StaleError
from annotations.queries.policies import policy_versions, queues_of
from annotations.web.forms.merging import merged
from annotations.web.forms.policies import PolicyForm, QueueForm
from annotations.web.forms.refusals import sentence, tell
from annotations.web.membership import MemberRequest, member_required

INVALID, STALE = 422, 412


@member_required
@require_safe
def policy_list(request: MemberRequest) -> HttpResponse:
    """The policies in words, the rounds each one binds, and the queues."""
    policies.may_lead(request.member).require()
    versions = policy_versions(request.member)
    context = {
        "used": [version for version in versions if not version["retired_at"]],
        "retired": [version for version in versions if version["retired_at"]],
        "queues": queues_of(request.member),
    }
    return render(request, "policies/list.html", context)


@member_required
@require_safe
def one(request: MemberRequest, policy_id: UUID) -> HttpResponse:
    """One version, with the rounds it binds and the versions before and after."""
    policies.may_lead(request.member).require()
    policy, versions = _found(request, policy_id)
    context = {"policy": policy, "versions": versions}
    return render(request, "policies/policy.html", context)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_version(request: MemberRequest, policy_id: UUID) -> HttpResponse:
    """A new version begun from this one: read in plain words first, then made."""
    policies.may_lead(request.member).require()
    policy, _versions = _found(request, policy_id)
    form = PolicyForm(request.POST or None, initial=PolicyForm.shown(policy))
    status = 200
    preview: dict[str, Any] | None = policy
    if form.is_valid():
        preview = {**policy, **form.fields_of_act}
        if "look" not in request.POST:
            status, made = _made(request, policy_id, form)
            if made:
                messages.success(request, _("Version %(n)d is in use.") % {"n": made})
                return redirect("web:policies")
    elif form.is_bound:
        status, preview = INVALID, None
    context = {"policy": policy, "form": form, "preview": preview}
    return render(request, "policies/new.html", context, status=status)


def _made(request: MemberRequest, policy_id: UUID, form: PolicyForm) -> tuple[int, int]:
    """Make the version; the status of the page, and the number of what was made (0: nothing)."""
    try:
        made = acts.revise_policy(actor=request.member, policy_id=policy_id, **form.fields_of_act)
    except StaleError as refusal:
        tell(form, refusal)
        return STALE, 0
    except DomainError as refusal:
        tell(form, refusal)
        return INVALID, 0
    return 200, made.number


@member_required
@require_POST
def make_default(request: MemberRequest, policy_id: UUID) -> HttpResponse:
    """Rounds that begin from now on take this policy."""
    words = _("New rounds take this policy now. Those that are open keep theirs.")
    return _done(request, acts.make_default_policy, policy_id, words)


@member_required
@require_POST
def retire(request: MemberRequest, policy_id: UUID) -> HttpResponse:
    """No round begins under this policy any more."""
    words = _("The policy is retired. Rounds that began under it end under it.")
    return _done(request, acts.retire_policy, policy_id, words)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: MemberRequest, queue_id: UUID) -> HttpResponse:
    """What a queue is called, and how long a lease in it lasts."""
    policies.may_lead(request.member).require()
    if "theirs" in request.POST:
        return redirect("web:policies")
    form = QueueForm(request.POST or None, initial=QueueForm.shown(_queue(request, queue_id)))
    context: dict[str, Any] = {"queue": _queue(request, queue_id), "form": form}
    status = 200
    if form.is_valid():
        try:
            acts.change_queue(
                actor=request.member,
                queue_id=queue_id,
                expected_version=form.read_version,
                changes=form.changes(),
            )
        except StaleError:
            data, clashes = merged(form, QueueForm.shown(_queue(request, queue_id)))
            status = STALE
            context |= {"form": QueueForm(data), "clashes": clashes, "stale": True}
        except DomainError as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The queue is changed."))
            return redirect("web:policies")
    status = INVALID if form.errors else status
    return render(request, "policies/queue.html", context, status=status)


def _done(request: MemberRequest, act: Any, policy_id: UUID, words: str) -> HttpResponse:
    try:
        act(actor=request.member, policy_id=policy_id)
    except NotFoundError:
        raise
    except DomainError as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, words)
    return redirect("web:policy", policy_id)


def _queue(request: MemberRequest, queue_id: UUID) -> Any:
    found = next((row for row in queues_of(request.member) if row.pk == queue_id), None)
    if found is None:
        raise NotFoundError(_("There is no such queue on this desk."))
    return found


def _found(request: MemberRequest, policy_id: UUID) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The version, and all versions of its policy."""
    every = policy_versions(request.member)
    policy = next((version for version in every if version["id"] == str(policy_id)), None)
    if policy is None:
        raise NotFoundError(_("There is no such policy on this desk."))
    return policy, [version for version in every if version["slug"] == policy["slug"]]
