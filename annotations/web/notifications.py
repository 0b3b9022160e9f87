"""What somebody was told of, and how they want to be told."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.actions.notifications import choose_notices, read_notices
from annotations.domain.errors import NotFoundError
from annotations.domain.vocabulary import NoticeKind
from annotations.queries.notifications import notice_rows, notices_of, ways_of
from annotations.web.forms.notifications import ChoiceForm
from annotations.web.membership import MemberRequest, member_required

SHOWN = 50


@member_required
@require_safe
def notification_list(request: MemberRequest) -> HttpResponse:
    """The notices, those not read first; older ones than are shown are counted."""
    rows = notices_of(request.member)
    unread = notice_rows(rows.unread()[:SHOWN], request.member)
    read = notice_rows(rows.exclude(read_at=None)[:SHOWN], request.member)
    waiting = rows.unread().count()
    context = {"unread": unread, "read": read, "more": max(waiting - len(unread), 0)}
    return render(request, "notifications/list.html", context)


@member_required
@require_POST
def follow(request: MemberRequest, notice_id: UUID) -> HttpResponse:
    """Mark one as read, and go where it leads; `stay` marks it alone."""
    notice = notices_of(request.member).filter(pk=notice_id).first()
    if notice is None:
        raise NotFoundError(_("There is no such notice."))
    read_notices(actor=request.member, ids=[notice_id])
    if "stay" in request.POST:
        return redirect("web:notifications")
    (row,) = notice_rows([notice], request.member)
    return redirect(_place(row))


@member_required
@require_POST
def read(request: MemberRequest) -> HttpResponse:
    """Mark all as read."""
    read_notices(actor=request.member)
    messages.success(request, _("All notices are marked as read."))
    return redirect("web:notifications")


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: MemberRequest) -> HttpResponse:
    """On the page, by mail too, or not at all, for each kind."""
    form = ChoiceForm(request.POST or None, initial=ways_of(request.member))
    if form.is_valid():
        choose_notices(actor=request.member, ways=form.cleaned_data)
        messages.success(request, _("You are told as you chose from now on."))
        return redirect("web:settings-notifications")
    status = 422 if form.errors else 200
    return render(request, "settings/notifications.html", {"form": form}, status=status)


def _place(row: dict[str, Any]) -> str:
    """Where a notice leads."""
    if row["kind"] == NoticeKind.EXPORT_ENDED:
        return reverse("web:exports")
    if row["kind"] == NoticeKind.IMPORT_ENDED:
        return reverse("web:article-import")
    if row["claim"] is None:
        return reverse("web:notifications")
    if row["kind"] == NoticeKind.TO_REVIEW:
        return reverse("web:review")
    place = reverse("web:claim", args=[row["claim"]["id"]])
    parts = {NoticeKind.REPLY: "#contacts", NoticeKind.DEADLINE: "#contacts"}
    return place + parts.get(row["kind"], "")
