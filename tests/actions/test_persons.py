"""People: entered once, put right, never renamed behind what was judged, and matched without moving a quote."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from annotations.actions.claims import highlight_claim
from annotations.actions.persons import add_person, change_person, mark_same_person
from annotations.domain.errors import (
    DuplicateError,
    InvalidError,
    NotFoundError,
    NotPermittedError,
    StaleError,
    WrongStateError,
)
from annotations.models import AuditEvent, OccurrenceSpeaker, Person, PersonRole
from annotations.queries.verification import Progress, findings

pytestmark = pytest.mark.django_db

WIKIDATA = "https://www.wikidata.org/wiki/Q42"
MASTER = {"title": "harbour master", "organisation": "Port", "starts_on": date(2019, 4, 1)}


@pytest.fixture
def jon(editor: Any) -> Person:
    """Somebody nobody has quoted yet."""
    return add_person(
        actor=editor, fields={"name": "Jón  Brandt", "links": [WIKIDATA], "roles": [MASTER]}
    )


@pytest.fixture
def ilse(claim: Any) -> Person:
    """Somebody who is quoted."""
    return OccurrenceSpeaker.objects.get().person


def told() -> list[str]:
    of_people = AuditEvent.objects.filter(subject_kind__startswith="person").order_by("id")
    return list(of_people.values_list("act", flat=True))


def changed(actor: Any, person: Person, **changes: Any) -> Person:
    return change_person(
        actor=actor, person_id=person.pk, expected_version=person.row_version, changes=changes
    )


def test_a_person_comes_with_links_and_roles(jon: Person) -> None:
    assert (jon.name, jon.folded, jon.links) == ("Jón Brandt", "jon brandt", [WIKIDATA])
    assert jon.roles.get().title == "harbour master"
    assert told() == ["person.added", "role.added"]
    assert list(findings(Progress())) == []


def test_a_second_person_of_the_name_is_a_namesake_in_so_many_words(
    jon: Person, editor: Any
) -> None:
    with pytest.raises(DuplicateError) as refusal:
        add_person(actor=editor, fields={"name": "JON BRANDT"})
    assert refusal.value.extra["people"] == [str(jon.pk)]
    other = add_person(actor=editor, fields={"name": "JON BRANDT"}, namesake=True)
    assert other.folded == jon.folded


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"name": " "}, "name"),
        ({"name": "A", "links": ["javascript:alert(1)"]}, "links"),
        ({"name": "A", "links": [f"https://a.example/{n}" for n in range(21)]}, "links"),
        ({"name": "A", "roles": [{"title": ""}]}, "roles"),
        ({"name": "A", "roles": [{**MASTER, "ends_on": date(2018, 1, 1)}]}, "roles"),
        ({"name": "A", "born": "1970"}, "born"),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_name(
    fields: dict[str, Any], named: str, editor: Any
) -> None:
    with pytest.raises(InvalidError) as refusal:
        add_person(actor=editor, fields=fields)
    assert list(refusal.value.extra["errors"]) == [named]  # type: ignore[call-overload]
    assert Person.objects.count() == 0


def test_roles_are_the_whole_list_and_what_left_it_stays_readable(jon: Person, editor: Any) -> None:
    first = jon.roles.get()
    kept = {"id": str(first.pk), **MASTER, "ends_on": date(2024, 5, 1)}
    jon = changed(editor, jon, roles=[kept, {"title": "mayor"}])
    assert jon.row_version == 2
    assert told()[2:] == ["person.changed", "role.changed", "role.added"]
    jon = changed(editor, jon, roles=[kept])
    gone = PersonRole.objects.get(title="mayor")
    assert (gone.removed_at is not None, told()[-1]) == (True, "role.removed")
    with pytest.raises(InvalidError, match="not there any more"):
        changed(editor, jon, roles=[{"id": str(gone.pk), "title": "mayor"}])
    with pytest.raises(IntegrityError), transaction.atomic():
        gone.delete()
    assert list(findings(Progress())) == []


def test_whoever_is_quoted_keeps_their_name_and_gains_links(ilse: Person, editor: Any) -> None:
    with pytest.raises(WrongStateError, match="with the right name"):
        changed(editor, ilse, name="Ilse Brand")
    assert changed(editor, ilse, name=ilse.name, links=[WIKIDATA]).links == [WIKIDATA]


def test_whoever_is_not_quoted_is_renamed(jon: Person, editor: Any) -> None:
    assert changed(editor, jon, name="Jon Brand").folded == "jon brand"


def test_nobody_overwrites_what_they_have_not_read(jon: Person, editor: Any) -> None:
    changed(editor, jon, links=[])
    with pytest.raises(StaleError):
        change_person(actor=editor, person_id=jon.pk, expected_version=1, changes={"name": "X"})


def test_two_entries_of_one_person_are_matched_and_no_quote_moves(
    ilse: Person, jon: Person, editor: Any, verdict: Any, approved: Any
) -> None:
    third = add_person(actor=editor, fields={"name": "I. Brandt"})

    def same(one: Person, other: Person | None) -> Person:
        return mark_same_person(
            actor=editor,
            person_id=one.pk,
            expected_version=None,
            same_as=other.pk if other else None,
        )

    same(third, jon)
    assert same(jon, ilse).same_as == ilse
    third.refresh_from_db()
    assert third.same_as == ilse, "whoever was the same as this one goes with them"
    assert OccurrenceSpeaker.objects.get().person == ilse
    approved.refresh_from_db()
    assert approved.state == "approved"
    with pytest.raises(InvalidError, match="one person already"):
        same(ilse, jon)
    same(jon, None)
    jon.refresh_from_db()
    assert jon.same_as is None
    assert list(findings(Progress())) == []


def test_the_database_keeps_matches_flat_and_on_one_desk(
    ilse: Person, jon: Person, editor: Any, stranger: Any
) -> None:
    Person.objects.filter(pk=jon.pk).update(same_as=ilse)
    theirs = add_person(actor=stranger, fields={"name": "Jon Brandt"})
    for one, other in ((ilse, jon), (ilse, ilse), (theirs, ilse)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Person.objects.filter(pk=one.pk).update(same_as=other)
    third = add_person(actor=editor, fields={"name": "Third"})
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=third.pk).update(same_as=jon)


def test_another_desk_and_guests_change_nobody(
    jon: Person, stranger: Any, desk: Any, join: Any, article: Any
) -> None:
    guest = join(desk, "guest@example.org", "guest")
    with pytest.raises(NotFoundError):
        changed(stranger, jon, links=[])
    with pytest.raises(NotPermittedError):
        changed(guest, jon, links=[])
    with pytest.raises(NotFoundError):
        mark_same_person(actor=stranger, person_id=jon.pk, expected_version=None, same_as=None)


def test_a_quote_finds_the_person_that_was_entered_before(
    jon: Person, editor: Any, article: Any
) -> None:
    fields = {"statement": "So.", "speaker": "Jon Brandt"}
    highlight_claim(actor=editor, article_id=article.pk, start=0, end=7, fields=fields)
    assert OccurrenceSpeaker.objects.get().person == jon
