"""The members of the desk, for its leads."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import policies
from annotations.actions import members as acts
from annotations.domain.errors import DomainError, NotFoundError
from annotations.domain.vocabulary import Role
from annotations.models import Membership
from annotations.queries.people import staff_of
from annotations.web.forms.members import EndForm, InviteForm, MemberForm
from annotations.web.forms.refusals import sentence, tell
from annotations.web.membership import MemberRequest, member_required

INVALID = 422


@member_required
@require_safe
def member_list(request: MemberRequest) -> HttpResponse:
    """Everybody on the desk."""
    policies.may_manage_members(request.member).require()
    return render(request, "members/list.html", {"members": staff_of(request.member)})


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: MemberRequest) -> HttpResponse:
    """Invite somebody by mail."""
    policies.may_manage_members(request.member).require()
    form = InviteForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            acts.invite_member(
                actor=request.member,
                email=given["email"],
                name=given["name"],
                role=Role(given["role"]),
                scope=given["scope"],
            )
        except NotFoundError as refusal:
            form.add_error("scope", sentence(refusal))
        except DomainError as refusal:
            tell(form, refusal)
        else:
            words = _("An invitation is on its way to %(email)s.") % {"email": given["email"]}
            messages.success(request, words, extra_tags="invite")
            return redirect("web:members")
    status = INVALID if form.errors else 200
    return render(request, "members/invite.html", {"form": form}, status=status)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    """One member: their role, and the end of their place."""
    policies.may_manage_members(request.member).require()
    member = _member(request, membership_id)
    form = MemberForm(request.POST) if request.method == "POST" else MemberForm.of(member)
    if form.is_bound and form.is_valid():
        try:
            acts.change_role(
                actor=request.member,
                membership_id=membership_id,
                role=Role(form.cleaned_data["role"]),
                expected_version=form.cleaned_data["version"],
            )
        except DomainError as refusal:
            tell(form, refusal)
        else:
            words = _("%(name)s has the role you chose.") % {"name": member.shown_name}
            messages.success(request, words)
            return redirect("web:members")
    status = INVALID if form.errors else 200
    context = {"member": member, "form": form, "end": EndForm()}
    return render(request, "members/member.html", context, status=status)


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
    """End somebody's place, now or with a day."""
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The last day is no date. Nothing was changed."))
        return redirect("web:member", membership_id)
    try:
        acts.end_membership(
            actor=request.member,
            membership_id=membership_id,
            ends_at=_end_of(form.cleaned_data["last_day"]),
        )
    except NotFoundError:
        raise
    except DomainError as refusal:
        messages.error(request, sentence(refusal))
        return redirect("web:member", membership_id)
    messages.success(request, _("The place ends as you said. What was contributed stays."))
    return redirect("web:members")


def _end_of(day: date | None) -> datetime | None:
    """The moment after the day, in the zone of the desk."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _member(request: MemberRequest, membership_id: UUID) -> Membership:
    found = next((row for row in staff_of(request.member) if row.pk == membership_id), None)
    if found is None:
        raise NotFoundError(_("There is no such member on this desk."))
    return found
