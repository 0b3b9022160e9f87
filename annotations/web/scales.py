"""The desk's rating scales: what is in use, who pins which version, and a new version."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import policies
from annotations.actions import scales as acts
from annotations.domain.errors import DomainError, InvalidError, NotFoundError, StaleError
from annotations.domain.ratings import placed
from annotations.queries.ratings import scale_versions
from annotations.web.forms.refusals import sentence, tell
from annotations.web.forms.scales import RatingRows, ScaleForm, rows_of
from annotations.web.membership import MemberRequest, member_required

INVALID, STALE = 422, 412


@member_required
@require_safe
def scale_list(request: MemberRequest) -> HttpResponse:
    """The scales in use, each as readers see it, and the versions before."""
    policies.may_lead(request.member).require()
    versions = scale_versions(request.member)
    context = {
        "used": [version for version in versions if not version["retired_at"]],
        "retired": [version for version in versions if version["retired_at"]],
    }
    return render(request, "scales/list.html", context)


@member_required
@require_safe
def one(request: MemberRequest, scale_id: UUID) -> HttpResponse:
    """One version, with who pins it and the versions before and after."""
    policies.may_lead(request.member).require()
    scale, versions = _found(request, scale_id)
    context = {"scale": scale, "versions": versions}
    return render(request, "scales/scale.html", context)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_version(request: MemberRequest, scale_id: UUID) -> HttpResponse:
    """A new version begun from this one: looked at first, then made."""
    policies.may_lead(request.member).require()
    scale, _versions = _found(request, scale_id)
    shown = {"name": scale["name"], "definition": scale["definition"]}
    form = ScaleForm(request.POST or None, initial=shown)
    rows = rows_of(scale, request.POST or None)
    status = 200
    preview: dict[str, Any] | None = scale
    if request.method == "POST":
        status, made = _try(request, scale, form, rows)
        if made is not None:
            messages.success(
                request, _("Version %(n)d is in use.") % {"n": made}, extra_tags="scale"
            )
            return redirect("web:scales")
        preview = _preview(scale, form, rows)
    context = {"scale": scale, "form": form, "rows": rows, "preview": preview}
    return render(request, "scales/new.html", context, status=status)


def _try(
    request: MemberRequest, scale: dict[str, Any], form: ScaleForm, rows: RatingRows
) -> tuple[int, int | None]:
    """Make the version, unless it is only looked at; the status of the page, and the number of what was made."""
    if not (form.is_valid() & rows.is_valid()):
        return INVALID, None
    if "look" in request.POST:
        return 200, None
    given = rows.definitions()
    try:
        made = acts.revise_scale(
            actor=request.member,
            scale_id=UUID(scale["id"]),
            ratings=[definition for _form, definition in given],
            **form.cleaned_data,
        )
    except StaleError as refusal:
        tell(form, refusal)
        return STALE, None
    except InvalidError as refusal:
        tell(form, refusal)
        places: dict[str | None, Form] = {made.slug: row for row, made in given}
        problems: Any = refusal.extra.get("problems", [])
        for slug, words in problems:
            places.get(slug, form).add_error(None, words)
        return INVALID, None
    return 200, made.number


def _preview(scale: dict[str, Any], form: ScaleForm, rows: RatingRows) -> dict[str, Any] | None:
    """The scale as it would be, in the shape of a version; None while the form does not hold together."""
    if not (form.is_valid() and rows.is_valid()):
        return None
    ratings = placed([definition for _form, definition in rows.definitions()])
    shown = [
        {
            "label": rating.label,
            "definition": rating.definition,
            "claimreview": rating.claimreview,
            "averitec": rating.averitec.value,
            "off_scale": rating.off_scale,
            "position": rating.position,
        }
        for rating in ratings
    ]
    steps = sum(not rating.off_scale for rating in ratings)
    return {**scale, **form.cleaned_data, "ratings": shown, "steps": steps}


@member_required
@require_POST
def make_default(request: MemberRequest, scale_id: UUID) -> HttpResponse:
    """New verdicts offer this scale first."""
    return _done(request, acts.make_default_scale, scale_id, _("New verdicts take this scale now."))


@member_required
@require_POST
def retire(request: MemberRequest, scale_id: UUID) -> HttpResponse:
    """Nobody rates on this scale any more."""
    words = _("The scale is retired. Verdicts that were rated on it keep it.")
    return _done(request, acts.retire_scale, scale_id, words)


def _done(request: MemberRequest, act: Any, scale_id: UUID, words: str) -> HttpResponse:
    try:
        act(actor=request.member, scale_id=scale_id)
    except NotFoundError:
        raise
    except DomainError as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, words)
    return redirect("web:scale", scale_id)


def _found(request: MemberRequest, scale_id: UUID) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The version, and all versions of its scale."""
    every = scale_versions(request.member)
    scale = next((version for version in every if version["id"] == str(scale_id)), None)
    if scale is None:
        raise NotFoundError(_("There is no such scale on this desk."))
    return scale, [version for version in every if version["slug"] == scale["slug"]]
