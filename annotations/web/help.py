"""Help: how a check goes, the words, the keys, and the article newcomers try things on."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import policies
from annotations.actions.accounts import hide_first_steps
from annotations.actions.practice import begin_practice
from annotations.queries.beginnings import practice_article, progress_of
from annotations.web.membership import MemberRequest, member_required


@member_required
@require_safe
def help_page(request: MemberRequest) -> HttpResponse:
    """How a check goes, what the words mean, and which keys there are."""
    return render(
        request, "help/help.html", {"may_practise": policies.may_add_article(request.member)}
    )


@member_required
@require_http_methods(["GET", "POST"])
def practice(request: MemberRequest) -> HttpResponse:
    """The tasks of the practice article; asking for it brings it in."""
    if request.method == "POST":
        return redirect("web:article", begin_practice(actor=request.member).pk)
    article = practice_article(request.member)
    context = {
        "permit": policies.may_add_article(request.member),
        **progress_of(request.member, article.pk if article else None),
    }
    return render(request, "help/practice.html", context)


@member_required
@require_safe
def practice_guide(request: MemberRequest) -> HttpResponse:
    """The guide beside the practice article, as it stands now."""
    article = practice_article(request.member)
    context = progress_of(request.member, article.pk if article else None)
    return render(request, "help/guide.html", context)


@member_required
@require_POST
def put_first_steps_away(request: MemberRequest) -> HttpResponse:
    """The list of first steps is not shown again."""
    hide_first_steps(account=request.user)
    return redirect("web:my-work")
