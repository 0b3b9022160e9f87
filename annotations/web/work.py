"""My work: what waits for this person."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from annotations import policies
from annotations.queries.beginnings import first_steps
from annotations.queries.queues import SHOWN
from annotations.queries.queues import my_work as work_of
from annotations.queries.work import work_beside
from annotations.web.membership import MemberRequest, member_required

MORNING_ENDS, EVENING_BEGINS = 12, 18


@member_required
@require_safe
def my_work(request: MemberRequest) -> HttpResponse:
    """Reviews to give, changes to make, drafts to finish, submissions to wait for."""
    hour = timezone.localtime().hour
    work = work_of(request.member)
    steps = first_steps(request.member)
    context = {
        **work,
        **work_beside(request.member),
        "unrated_cut": len(work["unrated"]) == SHOWN,  # there may be more
        "today": timezone.localdate(),
        "part_of_day": "morning"
        if hour < MORNING_ENDS
        else "day"
        if hour < EVENING_BEGINS
        else "evening",
        "may_review": policies.may_take(request.member),
        "may_edit": policies.may_edit(request.member),
        "first_steps": steps,
        "steps_taken": sum(step["done"] for step in steps),
    }
    return render(request, "work/my_work.html", context)
