"""Evidence by page: attached, changed, looked at; its file; and who may read it when it is sealed."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import policies, serving
from annotations.actions.evidence import attach_evidence, change_evidence
from annotations.actions.sealing import name_reader, remove_reader
from annotations.domain.errors import DomainError, NotFoundError, StaleError
from annotations.domain.locators import area, column_letters, seconds_of
from annotations.domain.vocabulary import EvidenceKind
from annotations.models import Claim
from annotations.queries import claims as claim_queries
from annotations.queries import evidence as questions
from annotations.queries import files
from annotations.queries.people import members
from annotations.web.forms.evidence import (
    FEWEST_ROWS,
    EvidenceForm,
    NewEvidenceForm,
    rows_sent,
    shown_in_form,
)
from annotations.web.forms.merging import merged
from annotations.web.forms.refusals import sentence, tell
from annotations.web.membership import MemberRequest, member_required

INVALID, STALE = 422, 412
_PICTURE = re.compile(r"(\d{1,4})-(small|large)")


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest, claim_id: UUID) -> HttpResponse:
    """The form for another piece of evidence of a claim."""
    claim = claim_queries.claim_detail(request.member, claim_id)
    policies.may_edit_claim(request.member, _row_of(request, claim_id)).require()
    begun = {"kind": request.GET.get("kind", "")} if request.GET.get("kind") in _KINDS else {}
    form = NewEvidenceForm(
        request.POST or None,
        request.FILES or None,
        initial=begun,
        rows=rows_sent(request.POST),
        others=_others(claim),
    )
    if form.is_valid():
        try:
            attach_evidence(
                actor=request.member,
                claim_id=claim_id,
                fields=form.fields_of_act(),
                file=form.cleaned_data["file"],
            )
        except DomainError as refusal:
            _tell(form, refusal)
        else:
            key = f"evidence-new-{claim_id}"
            messages.success(request, _("The evidence is attached."), extra_tags=key)
            return redirect("web:claim", claim_id)
    context = {"form": form, "claim": claim}
    return render(request, "evidence/edit.html", context, status=INVALID if form.errors else 200)


_KINDS = frozenset(EvidenceKind)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, evidence_id: UUID) -> HttpResponse:
    """The form; of one that somebody else's change has overtaken, both texts side by side."""
    row = _evidence(request, evidence_id)
    policies.may_edit_claim(request.member, _row_of(request, row["claim"])).require()
    if not row["readable"]:
        questions.readers_of(request.member, evidence_id)  # says why not
    if "theirs" in request.POST:
        return _done(request, row, _("Your changes were dropped: theirs stand."))
    form = _form(request, row, request.POST or None)
    if form.is_valid():
        try:
            change_evidence(
                actor=request.member,
                evidence_id=evidence_id,
                expected_version=form.read_version,
                changes=form.fields_of_act(),
            )
        except StaleError:
            return _both_texts(request, evidence_id, form)
        except DomainError as refusal:
            _tell(form, refusal)
        else:
            return _done(request, row, _("The evidence is saved."))
    return _page(request, row, form, status=INVALID if form.errors else 200)


@member_required
@require_safe
def preview(request: MemberRequest, evidence_id: UUID) -> HttpResponse:
    """What can be seen of the file: its pages, its tables, its text, or a player."""
    row = _evidence(request, evidence_id)
    seen = files.preview_of(request.member, evidence_id)
    context = {
        "evidence": row,
        "seen": seen,
        "pages": range(1, seen["pictures"] + 1),
        "tables": [_table(table, row["locator"]) for table in seen["tables"]],
        "moment": _moment(row["locator"]),
    }
    return render(request, "evidence/preview.html", context)


@member_required
@require_safe
def file(request: MemberRequest, evidence_id: UUID) -> HttpResponseBase:
    """The file as it came."""
    original = files.original_of(request.member, evidence_id)
    return serving.original(request, original, lost=files.lost())


@member_required
@require_safe
def picture(request: MemberRequest, evidence_id: UUID, picture: str) -> HttpResponseBase:
    """One page of the preview, small or large."""
    found = _PICTURE.fullmatch(picture)
    if found is None:
        raise Http404
    stored = files.picture_of(request.member, evidence_id, int(found[1]), found[2])
    return serving.picture(stored, lost=files.lost())


@member_required
@require_POST
def readers(request: MemberRequest, evidence_id: UUID) -> HttpResponse:
    """Name somebody who may read sealed evidence, or take somebody away."""
    row = _evidence(request, evidence_id)
    taken = request.POST.get("remove", "")
    act = remove_reader if taken else name_reader
    try:
        account = UUID(taken or request.POST.get("account", ""))
    except ValueError:
        messages.error(request, _("Choose a person first."))
        return redirect("web:evidence-edit", evidence_id)
    try:
        access = act(actor=request.member, evidence_id=evidence_id, account_id=account)
    except NotFoundError as refusal:
        if not row["sealed"]:
            raise
        messages.error(request, sentence(refusal))
    except DomainError as refusal:
        messages.error(request, sentence(refusal))
    else:
        name = access.account.name
        said = _("%(name)s may no longer read it.") if taken else _("%(name)s may read it now.")
        messages.success(request, said % {"name": name})
        if taken and account == request.member.account_id:
            return redirect("web:claim", access.evidence.claim_id)
    return redirect("web:evidence-edit", evidence_id)


def _evidence(request: MemberRequest, evidence_id: UUID) -> dict[str, Any]:
    row = questions.evidence_detail(request.member, evidence_id)
    if row is None:
        raise NotFoundError(_("There is no such evidence on this desk, or it was detached."))
    return row


def _row_of(request: MemberRequest, claim_id: UUID | str) -> Claim:
    return Claim.objects.visible_to(request.member).get(pk=claim_id)


def _others(claim: dict[str, Any], but: str = "") -> list[tuple[str, str]]:
    """The pieces of evidence a number may come from."""
    return [
        (row["id"], row["source"]["title"] or row["url"] if row["source"] else _("Sealed evidence"))
        for row in claim["evidence"]
        if row["id"] != but
    ]


def _form(request: MemberRequest, row: dict[str, Any], data: Any) -> EvidenceForm:
    claim = claim_queries.claim_detail(request.member, row["claim"])
    rows = rows_sent(data) if data else len((row["calculation"] or {}).get("inputs", [])) + 1
    others = _others(claim, but=row["id"])
    return EvidenceForm(
        data, initial=shown_in_form(row), rows=max(rows, FEWEST_ROWS), others=others
    )


def _both_texts(request: MemberRequest, evidence_id: UUID, form: EvidenceForm) -> HttpResponse:
    row = _evidence(request, evidence_id)
    data, clashes = merged(form, shown_in_form(row))
    return _page(request, row, _form(request, row, data), status=STALE, clashes=clashes)


def _page(
    request: MemberRequest, row: dict[str, Any], form: EvidenceForm, *, status: int, **more: Any
) -> HttpResponse:
    context: dict[str, Any] = {"evidence": row, "form": form, "stale": status == STALE, **more}
    context["claim"] = claim_queries.claim_detail(request.member, row["claim"])
    if row["sealed"]:
        context["readers"] = questions.readers_of(request.member, row["id"])
        named = {one["account"]["id"] for one in context["readers"]}
        people = members(request.member)
        context["people"] = [one for one in people if one["id"] not in named]
    return render(request, "evidence/edit.html", context, status=status)


def _done(request: MemberRequest, row: dict[str, Any], words: str) -> HttpResponse:
    messages.success(request, words, extra_tags=f"evidence-{row['id']}")
    return redirect("web:claim", row["claim"])


def _tell(form: EvidenceForm, refusal: DomainError) -> None:
    """Put the refusal at its field; what is wrong with a file or a calculation at those."""
    named = refusal.extra.get("errors")
    part = next(iter(named), "") if isinstance(named, dict) else ""
    if part.startswith("calculation"):
        field = f"calc_{part.removeprefix('calculation').removeprefix('.')}"
        form.add_error(field if field in form.fields else "calc_words", sentence(refusal))
    elif refusal.code in {"unsupported", "too_large", "gone"} and "file" in form.fields:
        form.add_error("file", sentence(refusal))
    else:
        tell(form, refusal)


def _table(table: dict[str, Any], locator: dict[str, Any]) -> dict[str, Any]:
    """The table with its letters and numbers, and the cells of the locator marked."""
    named = locator.get("sheet") in (None, "", table["name"])
    marked = area(locator) if named else None
    width = max((len(row) for row in table["rows"]), default=0)
    return {
        **table,
        "letters": [column_letters(number) for number in range(1, width + 1)],
        "rows": [
            {"number": number, "cells": _cells(row, number, marked)}
            for number, row in enumerate(table["rows"], 1)
        ],
    }


def _cells(
    row: list[str], number: int, marked: tuple[int, int, int, int] | None
) -> list[dict[str, Any]]:
    left, top, right, bottom = marked or (0, 0, -1, -1)
    return [
        {
            "text": text,
            "marked": left <= at <= right and top <= number <= bottom,
            "first": (at, number) == (left, top),
        }
        for at, text in enumerate(row, 1)
    ]


def _moment(locator: dict[str, Any]) -> str:
    """What to put behind the address of a recording so that it begins there."""
    try:
        return "#t=" + ",".join(map(str, seconds_of(str(locator.get("time") or ""))))
    except DomainError:
        return ""
