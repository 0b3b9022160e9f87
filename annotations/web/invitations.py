"""Places on desks one is invited to: accepted or declined."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations.actions.accounts import accept_invitation
from annotations.actions.acts import found
from annotations.actions.members import end_membership
from annotations.queries.people import invitations_of
from annotations.sessions import DESK_KEY
from annotations.web.membership import AccountRequest, account_required


@account_required
@require_safe
def pending(request: AccountRequest) -> HttpResponse:
    """What one is invited to and has not answered yet."""
    return render(request, "account/invitations.html", {"places": invitations_of(request.user)})


@account_required
@require_POST
def answer(request: AccountRequest, membership_id: UUID) -> HttpResponse:
    """Accept, and go on to that desk; or decline, and the place ends."""
    place = found(invitations_of(request.user), membership_id)
    if "decline" in request.POST:
        end_membership(actor=place, membership_id=place.pk)
        messages.success(request, _("The invitation is declined. The desk learns nothing of you."))
        return redirect("web:invitations")
    accept_invitation(account=request.user, membership_id=place.pk)
    request.session[DESK_KEY] = str(place.desk_id)
    words = _("You work at %(desk)s now.") % {"desk": place.desk.name}
    messages.success(request, words)
    return redirect("web:my-work")
