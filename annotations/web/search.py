"""Everything on the desk by words: the best of each kind, and the way to all of them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations.queries.finding import found_everywhere
from annotations.queries.search import LONGEST
from annotations.web.membership import MemberRequest, member_required


@member_required
@require_safe
def search(request: MemberRequest) -> HttpResponse:
    """What was found, by kind; names that are nearly right where nothing was."""
    q = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    found: list[dict[str, Any]] = found_everywhere(request.member, q) if q else []
    return render(request, "search/page.html", {"q": q, "found": found})
