"""Claim reports as files: asking for one, seeing it grow, taking it away."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import policies
from annotations.actions.exports import cancel_export, request_export, take_export
from annotations.domain.errors import DomainError, NotReadyError, WrongStateError
from annotations.domain.vocabulary import ExportState
from annotations.exports import FORMATS
from annotations.models import Membership, Publisher, Topic
from annotations.queries import exports as export_queries
from annotations.web.forms.exports import ExportForm
from annotations.web.forms.refusals import sentence, tell
from annotations.web.membership import MemberRequest, member_required

ON_A_PAGE = 25
OFFERED = 200
INVALID = 422
UNFINISHED = {ExportState.QUEUED, ExportState.RUNNING}


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def export_page(request: MemberRequest) -> HttpResponse:
    """The form for a new export above the list of those made. Filters in the address stand in the form."""
    first = {name: request.GET[name] for name in ExportForm.base_fields if request.GET.get(name)}
    form = ExportForm(request.POST or None, member=request.member, initial=first)
    matching = None
    if request.method == "POST" and form.is_valid():
        if "count" in request.POST:
            matching = _matching(request, form)
        else:
            try:
                request_export(
                    actor=request.member,
                    format=form.cleaned_data["format"],
                    filters=form.filters(),
                )
            except DomainError as refusal:
                tell(form, refusal)
            else:
                return _begun(request)
    context = {
        **_jobs(request),
        **_offered(request.member),
        "form": form,
        "matching": matching,
    }
    return render(request, "exports/page.html", context, status=INVALID if form.errors else 200)


@member_required
@require_safe
def count(request: MemberRequest) -> HttpResponse:
    """How many claims the filters in the address match, asked while somebody chooses them."""
    policies.may_export(request.member).require()
    form = ExportForm(request.GET or None, member=request.member)
    matching = _matching(request, form) if form.is_valid() else None
    return render(request, "exports/count.html", {"matching": matching})


@member_required
@require_POST
def again(request: MemberRequest, export_id: UUID) -> HttpResponse:
    """The same format and filters once more, on the claims as they stand now."""
    job = export_queries.export_of(request.member, export_id)
    request_export(actor=request.member, format=job.format, filters=job.filters)
    return _begun(request)


@member_required
@require_safe
def jobs(request: MemberRequest) -> HttpResponse:
    """The list alone, asked for again and again while an export runs."""
    return render(request, "exports/jobs.html", _jobs(request))


@member_required
@require_POST
def cancel(request: MemberRequest, export_id: UUID) -> HttpResponse:
    """Stop an export. Its progress moves its version, so the version seen is not compared."""
    try:
        cancel_export(actor=request.member, export_id=export_id)
    except WrongStateError as refusal:
        messages.error(request, sentence(refusal))
    return redirect("web:exports")


@member_required
@require_safe
def download(request: MemberRequest, export_id: UUID) -> HttpResponse | FileResponse:
    """The file, once it is whole; who took it is noted."""
    try:
        job = take_export(actor=request.member, export_id=export_id)
    except (NotReadyError, WrongStateError) as refusal:
        messages.error(request, sentence(refusal))
        return redirect("web:exports")
    kind = FORMATS[job.format]
    name = f"claims-{job.created_at:%Y-%m-%d}-{job.format}.{kind.extension}"
    return FileResponse(
        job.file.open("rb"), as_attachment=True, filename=name, content_type=kind.media_type
    )


def _begun(request: MemberRequest) -> HttpResponse:
    words = _("The export has begun. You may leave this page: it goes on by itself.")
    messages.success(request, words, extra_tags="export")
    return redirect("web:exports")


def _matching(request: MemberRequest, form: ExportForm) -> int:
    return export_queries.count_rows(request.member.desk_id, form.filters())


def _offered(member: Membership) -> dict[str, object]:
    """Topics and publishers to choose from, as far as a list of them helps."""
    topics = Topic.objects.visible_to(member).order_by("folded")
    publishers = Publisher.objects.visible_to(member).order_by("folded")
    return {
        "topics": topics.values_list("name", flat=True)[:OFFERED],
        "publishers": publishers.values_list("name", flat=True)[:OFFERED],
    }


def _jobs(request: MemberRequest) -> dict[str, object]:
    pages = Paginator(export_queries.export_list(request.member), ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    rows = export_queries.exports_shown(request.member, page.object_list)
    return {
        "page": page,
        "rows": rows,
        "running": any(row["state"] in UNFINISHED for row in rows),
        "may_export": policies.may_export(request.member),
    }
