"""Doing the same to many rows of a list: each row by an act of its own, and each has a fate of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.domain.errors import DomainError
from annotations.web.forms.refusals import sentence
from annotations.web.listing import Listing
from annotations.web.membership import MemberRequest

MOST: Final = 500
"""Rows at once: more would keep a web process too long."""
TOLD: Final = 5
"""Refusals that are told by name."""


@dataclass
class Fates:
    """What became of the rows: those done, and the sentence of each refusal."""

    done: list[UUID] = field(default_factory=list)
    refused: list[tuple[UUID, str]] = field(default_factory=list)


def picked(request: MemberRequest, listing: Listing) -> list[UUID]:
    """The rows that were picked: by their boxes, or all that match what the list showed; MOST at most."""
    if request.POST.get("all"):
        given = QueryDict(request.POST.get("back", "").lstrip("?"))
        rows = listing.rows(request.member, given).order_by("-pk")
        return list(rows.values_list("pk", flat=True)[:MOST])
    found = []
    for value in request.POST.getlist("picked")[:MOST]:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


def carry_out(ids: Sequence[UUID], act: Callable[[UUID], Any]) -> Fates:
    """Do the act to each row, in a transaction of its own. A refusal of one stops no other."""
    fates = Fates()
    for row_id in ids:
        try:
            act(row_id)
        except DomainError as refusal:
            fates.refused.append((row_id, sentence(refusal)))
        else:
            fates.done.append(row_id)
    return fates


def told(
    request: MemberRequest,
    fates: Fates,
    done: str,
    names: Callable[[Sequence[UUID]], dict[UUID, str]],
) -> None:
    """Say on the next page what became of the rows. `done` is the sentence for those done."""
    if fates.done:
        messages.success(request, done)
    named = names([row_id for row_id, _why in fates.refused[:TOLD]])
    for row_id, why in fates.refused[:TOLD]:
        words = _("“%(row)s”: %(why)s") % {"row": named.get(row_id, row_id), "why": why}
        messages.error(request, words)
    if (more := len(fates.refused) - TOLD) > 0:
        messages.error(
            request,
            ngettext("%(n)d more was refused.", "%(n)d more were refused.", more) % {"n": more},
        )
    if not (fates.done or fates.refused):
        messages.info(request, _("No row was picked. Tick the boxes of the rows first."))


def refuse(request: MemberRequest, form: forms.Form) -> None:
    """Say on the next page what the form lacks."""
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, str(error))


def back_to(request: MemberRequest, name: str, ids: Sequence[UUID] = ()) -> HttpResponse:
    """The list as it was, at the last row that was picked."""
    back = request.POST.get("back", "")
    query = QueryDict(back.lstrip("?"))
    place = f"#row-{ids[-1]}" if len(ids) == 1 else ""
    address = redirect(name)["Location"]
    return redirect(f"{address}?{query.urlencode()}{place}" if query else f"{address}{place}")
