"""The desk itself, for its leads: name, zone, language, public addresses."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations import policies
from annotations.actions.desks import change_desk
from annotations.domain.errors import DomainError, StaleError
from annotations.models import Desk
from annotations.web.forms.desk import DeskForm
from annotations.web.forms.merging import merged
from annotations.web.forms.refusals import tell
from annotations.web.membership import MemberRequest, member_required

INVALID, STALE = 422, 412


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_settings(request: MemberRequest) -> HttpResponse:
    """The form; of one that another lead's change has overtaken, both texts side by side."""
    policies.may_lead(request.member).require()
    if "theirs" in request.POST:
        messages.success(request, _("Your changes were dropped: theirs stand."))
        return redirect("web:settings-desk")
    form = DeskForm(request.POST or None, initial=DeskForm.shown(request.member.desk))
    status, context = 200, dict[str, Any](form=form)
    if form.is_valid():
        try:
            change_desk(
                actor=request.member, expected_version=form.read_version, changes=form.changes()
            )
        except StaleError:
            now = Desk.objects.get(pk=request.member.desk_id)
            data, clashes = merged(form, DeskForm.shown(now))
            status = STALE
            context = {"form": DeskForm(data), "clashes": clashes, "stale": True}
        except DomainError as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The desk is changed."), extra_tags="desk")
            return redirect("web:settings-desk")
    status = INVALID if form.errors else status
    return render(request, "settings/desk.html", context, status=status)
