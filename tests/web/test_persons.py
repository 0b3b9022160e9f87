"""The page of a person: what they said, who else they may be, and a form that loses nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from annotations.actions.contacts import log_contact
from annotations.actions.persons import add_person, change_person
from annotations.models import Membership, OccurrenceSpeaker, Person

pytestmark = pytest.mark.django_db
Visit = Callable[[Any], Client]
WIKIDATA = "https://www.wikidata.org/wiki/Q42"


@pytest.fixture
def ilse(claim: Any) -> Person:
    return OccurrenceSpeaker.objects.get().person


def page(person: Person, part: str = "") -> str:
    return f"/people/{person.pk}/{part}"


def form_of(client: Client, person: Person) -> dict[str, Any]:
    """The fields of the form as a browser would send them back."""
    form = client.get(page(person, "edit/")).context["form"]
    sent = {}
    for field in form:
        value = field.value()
        sent[field.html_name] = "" if value in (None, False) else str(value)
        if field.field.show_hidden_initial:
            sent[field.html_initial_name] = sent[field.html_name]
    return {
        name: value for name, value in sent.items() if not (name.endswith("gone") and not value)
    }


def test_the_page_tells_what_they_said_and_whether_they_were_asked(
    ilse: Person, claim: Any, approved: Any, editor: Any, visit: Visit, words: Any
) -> None:
    fields = {"person": ilse.pk, "question": "Which count?", "sent_at": "2026-01-02T09:00Z"}
    log_contact(actor=editor, claim_id=claim.pk, fields=fields)
    said = words(visit(editor).get(page(ilse)))
    for part in (
        "Ilse Brandt",
        claim.statement,
        "Approved",
        "Mostly false",
        "as harbour master",
        "no reply yet",
    ):
        assert part in said
    assert "None yet. A link to Wikidata" in said


def test_a_role_and_a_link_are_added_and_the_name_of_whoever_is_quoted_stays(
    ilse: Person, editor: Any, visit: Visit, words: Any
) -> None:
    client = visit(editor)
    assert "so the name stays" in words(client.get(page(ilse, "edit/")))
    sent = form_of(client, ilse) | {
        "name": "Other", "links": "www.wikidata.org/wiki/Q42", "role-new-title": "mayor",
        "role-new-starts_on": "2024-05-01",
    }  # fmt: skip
    assert client.post(page(ilse, "edit/"), sent).status_code == 302
    ilse.refresh_from_db()
    assert (ilse.name, ilse.links) == ("Ilse Brandt", [WIKIDATA])
    said = words(client.get(page(ilse)))
    assert "mayor since 1 May 2024" in said
    assert "Wikidata Q42" in said


def test_a_role_is_changed_and_taken_away(editor: Any, visit: Visit) -> None:
    roles = [{"title": "mayor"}, {"title": "clerk"}]
    jon = add_person(actor=editor, fields={"name": "Jon", "roles": roles})
    client = visit(editor)
    mayor, clerk = (jon.roles.get(title=title) for title in ("mayor", "clerk"))
    sent = form_of(client, jon)
    sent[f"role-{mayor.pk}-organisation"] = "City"
    sent[f"role-{clerk.pk}-gone"] = "on"
    assert client.post(page(jon, "edit/"), sent).status_code == 302
    standing = jon.roles.filter(removed_at=None)
    assert [(role.title, role.organisation) for role in standing] == [("mayor", "City")]


def test_what_makes_no_sense_stands_at_its_field_with_what_was_typed(
    ilse: Person, editor: Any, visit: Visit, words: Any
) -> None:
    client = visit(editor)
    sent = form_of(client, ilse) | {
        "links": "nowhere at all", "role-new-organisation": "Port", "role-new-starts_on": "2024-05-01",
        "role-new-ends_on": "2023-05-01",
    }  # fmt: skip
    answer = client.post(page(ilse, "edit/"), sent)
    assert answer.status_code == 422
    said = words(answer)
    for part in ("nowhere at all", "Say what the person was.", "before the role begins"):
        assert part in said or part in answer.content.decode()


def test_an_overtaken_form_keeps_what_was_typed_and_shows_both(
    ilse: Person, editor: Any, second: Any, visit: Visit, words: Any
) -> None:
    client = visit(editor)
    sent = form_of(client, ilse) | {"links": "https://mine.example/"}
    theirs = {"links": ["https://theirs.example/"], "roles": [{"title": "mayor"}]}
    change_person(actor=second, person_id=ilse.pk, expected_version=None, changes=theirs)
    answer = client.post(page(ilse, "edit/"), sent)
    assert answer.status_code == 412
    shown = answer.content.decode()
    assert "https://mine.example/" in shown
    assert "theirs" in words(answer)
    again = {field.html_name: field.value() or "" for field in answer.context["form"]} | {
        field.html_initial_name: answer.context["form"].data.get(field.html_initial_name, "")
        for field in answer.context["form"]
        if field.field.show_hidden_initial
    }
    again = {name: value for name, value in again.items() if not name.endswith("gone")}
    assert client.post(page(ilse, "edit/"), again).status_code == 302
    ilse.refresh_from_db()
    assert ilse.links == ["https://mine.example/"]
    assert [role.title for role in ilse.roles.filter(removed_at=None)] == ["mayor"]
    assert client.post(page(ilse, "edit/"), sent | {"theirs": "1"}).status_code == 302


def test_a_name_the_desk_has_already_asks_first(
    ilse: Person, editor: Any, visit: Visit, words: Any
) -> None:
    client = visit(editor)
    sent = {"name": "Ílse  brandt"}
    answer = client.post("/people/new/", sent)
    assert answer.status_code == 409
    assert "Somebody of this name is on the desk already" in words(answer)
    assert page(ilse) in answer.content.decode()
    assert client.post("/people/new/", sent | {"namesake": "on"}).status_code == 302
    assert Person.objects.count() == 2


def test_who_may_be_the_same_is_hinted_and_marked_with_one_button(
    ilse: Person, editor: Any, visit: Visit, words: Any
) -> None:
    twin = add_person(actor=editor, fields={"name": "Else Brandt"})
    short = add_person(actor=editor, fields={"name": "I. B."})
    client = visit(editor)
    answer = client.get(page(ilse), {"alike": "i. b"})
    assert [row.pk for row in answer.context["likely"]] == [twin.pk]
    assert [row.pk for row in answer.context["matches"]] == [short.pk]
    same = {"same_as": str(ilse.pk), "version": short.row_version}
    assert client.post(page(short, "same/"), same)["Location"] == page(ilse)
    assert "Also entered as I. B." in words(client.get(page(ilse)))
    assert "The same person: Ilse Brandt" in words(client.get(page(short)))
    assert client.post(page(short, "same/"), same).status_code == 302, "an old version is told"
    short.refresh_from_db()
    assert short.row_version == 2
    part = {"back": str(ilse.pk), "version": "2"}
    assert client.post(page(short, "same/"), part)["Location"] == page(ilse)
    short.refresh_from_db()
    assert short.same_as is None


def test_a_guest_of_another_article_and_another_desk_find_nobody(
    ilse: Person, desk: Any, join: Any, visit: Visit, stranger: Any, article: Any
) -> None:
    guest = join(desk, "guest@example.org", "guest")
    Membership.objects.filter(pk=guest.pk).update(scope_kind="article", scope_id=desk.pk)
    for member in (guest, stranger):
        assert visit(member).get(page(ilse)).status_code == 404
    Membership.objects.filter(pk=guest.pk).update(scope_id=article.pk)
    answer = visit(guest).get(page(ilse))
    assert (answer.status_code, answer.context["likely"]) == (200, [])
    assert "Entered twice?" not in answer.content.decode()
    assert visit(guest).get(page(ilse, "edit/")).status_code == 403
