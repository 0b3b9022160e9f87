"""What was submitted for review, as it was frozen."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations.queries.versions import submission_page
from annotations.web.membership import MemberRequest, member_required


@member_required
@require_safe
def one(request: MemberRequest, submission_id: UUID) -> HttpResponse:
    """The frozen words, what changed since the submission before, and the reviews of it."""
    return render(request, "claims/submission.html", submission_page(request.member, submission_id))
