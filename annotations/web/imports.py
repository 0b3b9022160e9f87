"""Many articles at once: sending them, watching them come in, and taking back what was refused."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import policies
from annotations.actions.imports import cancel_import, request_import, resume_import
from annotations.domain.errors import DomainError, GoneError, WrongStateError
from annotations.domain.vocabulary import RowFate
from annotations.exports import refused
from annotations.models.importing import UNFINISHED
from annotations.models.labels import label
from annotations.queries import imports as questions
from annotations.queries.keyset import CursorError, KeysetPage, page_by_keys
from annotations.web.forms.imports import ImportManyForm
from annotations.web.forms.refusals import sentence, tell
from annotations.web.membership import MemberRequest, member_required

ON_A_PAGE: Final = 25
ROWS_ON_A_PAGE: Final = 50
INVALID: Final = 422
SAMPLE: Final = """\
{"text": "Second ferry for Tarnholm\\n\\nThe council of Tarnholm decides on Monday whether a second ferry is bought.", \
"title": "Second ferry for Tarnholm", "url": "https://news.example/ferry", "publisher": "The Tarnholm Post", \
"published_at": "2026-03-02T09:15:00+01:00", "language": "en"}
{"html": "<html><body><article><h1>Pier closed</h1><p>A storm closed the pier on Friday evening.</p></article>\
</body></html>", "published_at": "2026-03-06"}
{"text": "The title may be left out: then it is the first line.\\n\\nSo may all the rest but text or html."}
"""
SHOWN: Final = (RowFate.ADDED, RowFate.KNOWN, RowFate.REFUSED, RowFate.WAITING)
"""Fates in the order in which a page counts them."""
REFUSED: Final = {
    "jsonl": (refused.as_lines, "application/x-ndjson"),
    "csv": (refused.as_table, "text/csv; charset=utf-8"),
}


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_many(request: MemberRequest) -> HttpResponse:
    """The form for many articles, with what their files look like."""
    policies.may_add_article(request.member).require()
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportManyForm(*given)
    if form.is_valid():
        try:
            job = request_import(actor=request.member, **form.cleaned_data)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            words = _("The import has begun. You may leave this page: it goes on by itself.")
            messages.success(request, words, extra_tags="import-many")
            return redirect("web:import", job.pk)
    status = INVALID if form.errors else 200
    return render(request, "imports/many.html", {"form": form, "sample": SAMPLE}, status=status)


@member_required
@require_safe
def sample(request: MemberRequest) -> HttpResponse:
    """Three articles as JSON lines, to begin from."""
    return HttpResponse(SAMPLE, headers=_attached("sample.jsonl", "application/x-ndjson"))


@member_required
@require_safe
def import_list(request: MemberRequest) -> HttpResponse:
    """The desk's imports, newest first."""
    policies.may_add_article(request.member).require()
    page = _page(request, questions.import_list(request.member), "-id", ON_A_PAGE)
    rows = [questions.import_row(job) for job in page.rows]
    return render(request, "imports/list.html", {"page": page, "rows": rows})


@member_required
@require_safe
def one_import(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """How far an import is, and what became of each file or line."""
    job = questions.import_of(request.member, import_id)
    fate = request.GET.get("fate", "")
    fate = fate if fate in set(RowFate) else ""
    page = _page(request, questions.rows_of(job, fate), "number", ROWS_ON_A_PAGE)
    rows = [questions.fate_row(row) for row in page.rows]
    context = {**_progress(job, fate), "page": page, "rows": rows}
    return render(request, "imports/one.html", context)


@member_required
@require_safe
def progress(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """The bar alone, asked for again and again while the import runs; at its end the page loads anew."""
    job = questions.import_of(request.member, import_id)
    answer = render(request, "imports/progress.html", _progress(job, request.GET.get("fate", "")))
    if job.state not in UNFINISHED:
        answer["HX-Refresh"] = "true"
    return answer


@member_required
@require_POST
def cancel(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """Stop an import. Its progress moves its version, so the version seen is not compared."""
    try:
        cancel_import(actor=request.member, import_id=import_id)
    except (GoneError, WrongStateError) as refusal:
        messages.error(request, sentence(refusal))
    return redirect("web:import", import_id)


@member_required
@require_POST
def resume(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """Let a stopped import go on with what is unfinished."""
    try:
        resume_import(actor=request.member, import_id=import_id)
    except (GoneError, WrongStateError) as refusal:
        messages.error(request, sentence(refusal))
    return redirect("web:import", import_id)


@member_required
@require_safe
def take_refused(request: MemberRequest, import_id: UUID, form: str) -> StreamingHttpResponse:
    """What was refused, to be mended and sent again."""
    job = questions.import_of(request.member, import_id)
    write, kind = REFUSED[form]
    name = f"refused-{job.created_at:%Y-%m-%d}.{form}"
    return StreamingHttpResponse(write(job), headers=_attached(name, kind))


def _attached(name: str, kind: str) -> dict[str, str]:
    return {"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"'}


def _progress(job: Any, chosen: str) -> dict[str, Any]:
    row = questions.import_row(job)
    fates = [(fate.value, label(RowFate, fate), row[fate]) for fate in SHOWN]
    running = job.state in UNFINISHED
    return {"job": row, "fates": fates, "fate": chosen, "running": running}


def _page(request: HttpRequest, rows: "QuerySet[Any]", key: str, limit: int) -> KeysetPage:
    """The page that the address names; the first one where it names none of ours."""
    try:
        return page_by_keys(
            rows, ordering=(key,), limit=limit, cursor=request.GET.get("cursor", "")
        )
    except CursorError:
        return page_by_keys(rows, ordering=(key,), limit=limit)
