"""Sources: one source's page with its uses, entering one, putting it right."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from annotations import policies
from annotations.actions.sources import add_source, change_source
from annotations.domain.errors import DomainError, StaleError
from annotations.queries import sources as questions
from annotations.web.forms.merging import merged
from annotations.web.forms.refusals import tell
from annotations.web.forms.sources import SourceForm, shown_in_form
from annotations.web.membership import MemberRequest, member_required

INVALID, STALE = 422, 412


@member_required
@require_safe
def source_page(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """What the source is, where it is used, and what else speaks with its voice."""
    context = {
        **questions.source_page(request.member, source_id),
        "may_edit": policies.may_edit(request.member),
    }
    return render(request, "sources/source.html", context)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_source(request: MemberRequest) -> HttpResponse:
    """Enter a source; one the desk has already is shown instead."""
    policies.may_edit(request.member).require()
    form = SourceForm(request.POST or None, member=request.member)
    if form.is_valid():
        try:
            source, new = add_source(actor=request.member, fields=form.fields_of_act())
        except DomainError as refusal:
            tell(form, refusal)
        else:
            words = (
                _("The source is entered. Attach it to a claim as evidence.")
                if new
                else _("The desk has this source already: here it is. Nothing was added.")
            )
            messages.success(request, words, extra_tags="source-new")
            return redirect("web:source", source.pk)
    status = INVALID if form.errors else 200
    return render(request, "sources/edit.html", {"form": form}, status=status)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_source(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """The form; of one that somebody else's change has overtaken, both texts side by side."""
    policies.may_edit(request.member).require()
    if "theirs" in request.POST:
        return _done(request, source_id, _("Your changes were dropped: theirs stand."))
    source = questions.source_detail(request.member, source_id)
    form = _form(request, source, request.POST or None)
    if form.is_valid():
        try:
            change_source(
                actor=request.member,
                source_id=source_id,
                expected_version=form.read_version,
                changes=form.fields_of_act(),
            )
        except StaleError:
            return _both_texts(request, source_id, form)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            return _done(request, source_id, _("Saved."))
    status = INVALID if form.errors else 200
    return render(request, "sources/edit.html", {"form": form, "source": source}, status=status)


def _form(request: MemberRequest, source: dict[str, Any], data: Any = None) -> SourceForm:
    shown = shown_in_form(source)
    return SourceForm(data, initial=shown, member=request.member, cited=source["cited"])


def _both_texts(request: MemberRequest, source_id: UUID, form: SourceForm) -> HttpResponse:
    source = questions.source_detail(request.member, source_id)
    data, clashes = merged(form, shown_in_form(source))
    context = {"form": _form(request, source, data), "source": source, "stale": True}
    return render(request, "sources/edit.html", {**context, "clashes": clashes}, status=STALE)


def _done(request: MemberRequest, source_id: UUID, words: str) -> HttpResponse:
    messages.success(request, words, extra_tags=f"source-{source_id}")
    return redirect("web:source", source_id)
