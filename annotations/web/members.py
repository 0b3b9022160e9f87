"""The members of the desk, for its leads."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import policies
from annotations.actions import members as acts
from annotations.actions.acts import found
from annotations.domain.errors import DomainError, NotFoundError
from annotations.domain.vocabulary import Role
from annotations.models import Membership
from annotations.queries.people import members_like, returned_by, staff_of
from annotations.web.forms.members import (
    EndForm,
    FindForm,
    InviteForm,
    MemberForm,
    end_of,
    start_of,
)
from annotations.web.forms.refusals import sentence, tell
from annotations.web.membership import MemberRequest, member_required

INVALID, A_PAGE = 422, 50


@member_required
@require_safe
def member_list(request: MemberRequest) -> HttpResponse:
    """Everybody on the desk, those invited first of all."""
    policies.may_manage_members(request.member).require()
    form = FindForm(request.GET)
    asked = form.asked
    page = Paginator(members_like(request.member, **asked), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "form": form,
        "page": page,
        "filtered": any(asked.values()),
        "waiting": []
        if any(asked.values())
        else members_like(request.member, state="invited")[:A_PAGE],
    }
    return render(request, "members/list.html", context)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: MemberRequest) -> HttpResponse:
    """Invite somebody by mail."""
    policies.may_manage_members(request.member).require()
    form = InviteForm(request.POST or None)
    looking = "look" in request.POST
    if not looking and form.is_valid() and _invited(request, form):
        words = _("An invitation is on its way to %(email)s.") % {
            "email": form.cleaned_data["email"]
        }
        messages.success(request, words, extra_tags="invite")
        return redirect("web:members")
    status = INVALID if form.errors and not looking else 200
    context = {"form": form, "offer": form.offer(request.member), "looking": looking}
    return render(request, "members/invite.html", context, status=status)


def _invited(request: MemberRequest, form: InviteForm) -> bool:
    given, zone = form.cleaned_data, request.member.desk.zone
    try:
        acts.invite_member(
            actor=request.member,
            email=given["email"],
            name=given["name"],
            role=Role(given["role"]),
            scope=given["scope"],
            starts_at=start_of(given["first_day"], zone),
            ends_at=end_of(given["last_day"], zone),
        )
    except NotFoundError as refusal:
        form.add_error("find", sentence(refusal))
    except DomainError as refusal:
        tell(form, refusal)
    return not form.errors


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    """One member: their role, what a guest sees, and the end of their place."""
    policies.may_manage_members(request.member).require()
    member = found(members_like(request.member), membership_id)
    shown = MemberForm.shown(member)
    form = MemberForm(request.POST or None, initial=shown)
    looking = "look" in request.POST
    if not looking and form.is_valid() and _changed(request, member, form):
        messages.success(
            request, _("%(name)s has the role you chose.") % {"name": member.shown_name}
        )
        return redirect("web:members")
    status = INVALID if form.errors and not looking else 200
    context = {
        "member": member,
        "form": form,
        "offer": form.offer(request.member, shown["scope"]),
        "end": EndForm(),
        "returned": returned_by(member),
    }
    return render(request, "members/member.html", context, status=status)


def _changed(request: MemberRequest, member: Membership, form: MemberForm) -> bool:
    given = form.cleaned_data
    role = Role(given["role"])
    try:
        acts.change_role(
            actor=request.member,
            membership_id=member.pk,
            role=role,
            scope=given["scope"] if role == Role.GUEST else None,
            expected_version=given["version"],
        )
    except NotFoundError as refusal:
        form.add_error("find", sentence(refusal))
    except DomainError as refusal:
        tell(form, refusal)
    return not form.errors


@member_required
@require_POST
def invite_again(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    """Send the invitation again."""
    try:
        acts.invite_again(actor=request.member, membership_id=membership_id)
    except NotFoundError:
        raise
    except DomainError as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The invitation is on its way again."))
    return redirect("web:members")


@member_required
@require_POST
def end(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    """End somebody's place, now or with a day; what is returned is told."""
    policies.may_end_membership(request.member, membership_id).require()
    member = found(staff_of(request.member), membership_id)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The last day is no date. Nothing was changed."))
        return redirect("web:member", membership_id)
    returned = returned_by(member)
    day = form.cleaned_data["last_day"]
    try:
        acts.end_membership(
            actor=request.member,
            membership_id=membership_id,
            ends_at=end_of(day, request.member.desk.zone),
        )
    except NotFoundError:
        raise
    except DomainError as refusal:
        messages.error(request, sentence(refusal))
        return redirect("web:member", membership_id)
    messages.success(request, _ended(member, returned, later=day is not None))
    return redirect("web:members")


def _ended(member: Membership, returned: dict[str, int], *, later: bool) -> str:
    """What happened, and what went back."""
    if member.invited_as:
        return _("The invitation is withdrawn: its link opens nothing any more.")
    if later:
        return _("The place ends as you said. What was contributed stays.")
    words = [
        ngettext("%(n)d review went back to the queue", "%(n)d reviews went back to the queue", n)
        % {"n": n}
        for n in [returned["leases"] + returned["assigned"]]
        if n
    ]
    words += [
        ngettext("%(n)d token stopped working", "%(n)d tokens stopped working", n) % {"n": n}
        for n in [returned["tokens"]]
        if n
    ]
    told = "; ".join(words) or _("nothing had to be given back")
    return _("The place of %(name)s has ended: %(told)s. What was contributed stays.") % {
        "name": member.shown_name,
        "told": told,
    }
