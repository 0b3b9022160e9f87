"""People who are quoted or who are sources: one person's page, entering them, putting them right."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import policies
from annotations.actions.persons import add_person, change_person, mark_same_person
from annotations.domain.errors import DomainError, DuplicateError, InvalidError, StaleError
from annotations.queries import persons as questions
from annotations.web.forms.merging import merged
from annotations.web.forms.persons import NewPersonForm, PersonForm, roles_shown, shown_in_form
from annotations.web.forms.refusals import sentence, tell
from annotations.web.membership import MemberRequest, member_required, version_seen

INVALID, DUPLICATE, STALE = 422, 409, 412
LONGEST_SEARCH = 200


@member_required
@require_safe
def person_page(request: MemberRequest, person_id: UUID) -> HttpResponse:
    """Who somebody is, what they said, what they are a source of, and who may be the same person."""
    page = questions.person_page(request.member, person_id)
    alike = request.GET.get("alike", "").replace("\x00", "")[:LONGEST_SEARCH].strip()
    context = {
        **page,
        "may_edit": policies.may_edit(request.member),
        "alike": alike,
        "matches": questions.others_named(request.member, person_id, alike) if alike else None,
    }
    return render(request, "people/person.html", context)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: MemberRequest) -> HttpResponse:
    """Enter somebody; where the desk has the name already, ask whether this is another person."""
    policies.may_edit(request.member).require()
    form = NewPersonForm(request.POST or None, initial={"name": request.GET.get("name", "")[:200]})
    known: list[Any] = []
    if form.is_valid():
        namesake = form.cleaned_data["namesake"]
        try:
            person = add_person(
                actor=request.member, fields=form.fields_of_act(), namesake=namesake
            )
        except DuplicateError as refusal:
            tell(form, refusal)
            known = questions.likely_the_same(request.member, form.cleaned_data["name"])
        except DomainError as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The person is entered."), extra_tags="person-new")
            return redirect("web:person", person.pk)
    status = DUPLICATE if known else INVALID if form.errors else 200
    return render(request, "people/edit.html", {"form": form, "known": known}, status=status)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_person(request: MemberRequest, person_id: UUID) -> HttpResponse:
    """The form; of one that somebody else's change has overtaken, both texts side by side."""
    policies.may_edit(request.member).require()
    if "theirs" in request.POST:
        return _done(request, person_id, _("Your changes were dropped: theirs stand."))
    person = questions.person_detail(request.member, person_id)
    form = _form(person, request.POST or None)
    if form.is_valid():
        try:
            change_person(
                actor=request.member,
                person_id=person_id,
                expected_version=form.read_version,
                changes=form.fields_of_act(),
            )
        except StaleError:
            return _both_texts(request, person_id, form)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            return _done(request, person_id, _("Saved."))
    status = INVALID if form.errors else 200
    return render(request, "people/edit.html", {"form": form, "person": person}, status=status)


@member_required
@require_POST
def same_person(request: MemberRequest, person_id: UUID) -> HttpResponse:
    """Mark this person as the same as another, or take it back; then to the page of that other."""
    other = request.POST.get("same_as", "")
    back = request.POST.get("back", "") or other
    try:
        same_as = UUID(other) if other else None
        back_to = UUID(back) if back else person_id
    except ValueError:
        same_as, back_to = None, person_id
    try:
        mark_same_person(
            actor=request.member,
            person_id=person_id,
            expected_version=version_seen(request),
            same_as=same_as,
        )
    except (StaleError, InvalidError) as refusal:
        messages.error(request, sentence(refusal))
    else:
        words = (
            _("They are one person now. What each was quoted by stays.")
            if same_as
            else _("They are two people again.")
        )
        messages.success(request, words)
    return redirect("web:person", back_to)


def _form(person: dict[str, Any], data: Any = None) -> PersonForm:
    """The form with the person's roles; one that was read at an older version, with the roles it showed then."""
    roles = [role["id"] for role in person["roles"]]
    if data and data.get("version") != person["etag"]:
        roles = roles_shown(data)
    return PersonForm(data, initial=shown_in_form(person), roles=roles, quoted=person["quoted"])


def _both_texts(request: MemberRequest, person_id: UUID, form: PersonForm) -> HttpResponse:
    """What was typed on top of what stands now: roles others entered meanwhile are in the form too."""
    person = questions.person_detail(request.member, person_id)
    theirs = shown_in_form(person)
    data, clashes = merged(form, {**dict.fromkeys(form.texts, ""), **theirs})
    for name in theirs.keys() - data.keys():
        data[name] = data[form.add_initial_prefix(name)] = theirs[name]
    data["version"] = person["etag"]
    context = {"form": _form(person, data), "person": person, "stale": True, "clashes": clashes}
    return render(request, "people/edit.html", context, status=STALE)


def _done(request: MemberRequest, person_id: UUID, words: str) -> HttpResponse:
    messages.success(request, words, extra_tags=f"person-{person_id}")
    return redirect("web:person", person_id)
