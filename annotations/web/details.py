"""What is known of an article, and its text: put right. And the article archived."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations import policies
from annotations.actions.articles import archive_article, correct_metadata, correct_text
from annotations.domain.errors import DomainError, StaleError
from annotations.queries.articles import article_of, current_revision
from annotations.web.forms.details import DetailsForm, TextForm, details_of, text_of
from annotations.web.forms.merging import merged
from annotations.web.forms.refusals import tell
from annotations.web.left_out import left_out
from annotations.web.membership import MemberRequest, member_required, version_seen

INVALID, STALE = 422, 412


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def article_details(request: MemberRequest, article_id: UUID) -> HttpResponse:
    """The form; of one that somebody else's change has overtaken, both texts side by side."""
    policies.may_add_article(request.member).require()
    if "theirs" in request.POST:
        return _done(request, article_id, _("Your changes were dropped: theirs stand."))
    article = article_of(request.member, article_id)
    zone = request.member.desk.zone
    form = DetailsForm(request.POST or None, initial=details_of(article, zone))
    if form.is_valid():
        try:
            correct_metadata(
                actor=request.member,
                article_id=article_id,
                expected_version=form.read_version,
                changes=form.fields_of_act(zone),
            )
        except StaleError:
            return _both_texts(request, article_id, form)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            return _done(request, article_id, _("The details of the article are saved."))
    return _page(request, article_id, form, status=INVALID if form.errors else 200)


@member_required
@require_POST
def archive(request: MemberRequest, article_id: UUID) -> HttpResponse:
    """Take the article off the daily list; it stays readable."""
    try:
        archive_article(
            actor=request.member, article_id=article_id, expected_version=version_seen(request)
        )
    except StaleError:
        shown = details_of(article_of(request.member, article_id), request.member.desk.zone)
        return _page(request, article_id, DetailsForm(initial=shown), status=STALE)
    messages.success(request, _("The article was archived. It can still be read here."))
    return redirect("web:article", article_id)


def _both_texts(request: MemberRequest, article_id: UUID, form: DetailsForm) -> HttpResponse:
    theirs = details_of(article_of(request.member, article_id), request.member.desk.zone)
    data, clashes = merged(form, theirs)
    return _page(request, article_id, DetailsForm(data), status=STALE, clashes=clashes)


def _page(
    request: MemberRequest, article_id: UUID, form: DetailsForm, *, status: int, **more: Any
) -> HttpResponse:
    article = article_of(request.member, article_id)
    revision = current_revision(article)
    context = {
        "article": article,
        "form": form,
        "stale": status == STALE,
        "left_out": left_out(revision.dropped),
        "may_correct_text": policies.may_correct_text(request.member, article),
        "revision": revision,
        **more,
    }
    return render(request, "articles/details.html", context, status=status)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def article_text(request: MemberRequest, article_id: UUID) -> HttpResponse:
    """The text as people edit it; of one that was overtaken, both texts side by side."""
    policies.may_add_article(request.member).require()
    if "theirs" in request.POST:
        return _done(request, article_id, _("Your changes were dropped: theirs stand."), "text")
    article = article_of(request.member, article_id)
    form = TextForm(request.POST or None, initial=text_of(article))
    if form.is_valid():
        try:
            correct_text(
                actor=request.member,
                article_id=article_id,
                expected_version=form.read_version,
                text=form.cleaned_data["text"],
            )
        except StaleError:
            return _both_versions_of_text(request, article_id, form)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            return _done(request, article_id, _("The text of the article is saved."), "text")
    return _text_page(request, article_id, form, status=INVALID if form.errors else 200)


def _both_versions_of_text(
    request: MemberRequest, article_id: UUID, form: TextForm
) -> HttpResponse:
    data, clashes = merged(form, text_of(article_of(request.member, article_id)))
    return _text_page(request, article_id, TextForm(data), status=STALE, clashes=clashes)


def _text_page(
    request: MemberRequest, article_id: UUID, form: TextForm, *, status: int, **more: Any
) -> HttpResponse:
    article = article_of(request.member, article_id)
    dropped = current_revision(article).dropped
    context = {
        "article": article,
        "form": form,
        "stale": status == STALE,
        "permit": policies.may_correct_text(request.member, article),
        "left_out": left_out(dropped),
        "left_out_count": len(dropped),
        **more,
    }
    return render(request, "articles/text.html", context, status=status)


def _done(
    request: MemberRequest, article_id: UUID, words: str, what: str = "details"
) -> HttpResponse:
    messages.success(request, words, extra_tags=f"{what}-{article_id}")
    return redirect("web:article", article_id)
