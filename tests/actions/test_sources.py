"""Sources: entered once, and put right as far as what was cited allows."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from annotations.actions.evidence import attach_evidence
from annotations.actions.persons import add_person
from annotations.actions.sources import add_source, change_source
from annotations.domain.errors import InvalidError, NotFoundError, StaleError, WrongStateError
from annotations.models import Source
from annotations.queries.sources import independent, source_page, voice_of
from annotations.queries.verification import Progress, findings

pytestmark = pytest.mark.django_db

LEAFLET = {"title": "Leaflet", "url": "https://port.example/leaflet", "publisher": "Port"}


@pytest.fixture
def leaflet(editor: Any) -> Source:
    return add_source(actor=editor, fields=LEAFLET)[0]


def changed(actor: Any, source: Source, **changes: Any) -> Source:
    return change_source(
        actor=actor, source_id=source.pk, expected_version=source.row_version, changes=changes
    )


def test_the_same_title_and_address_is_the_same_source(leaflet: Source, editor: Any) -> None:
    assert add_source(actor=editor, fields=LEAFLET) == (leaflet, False)
    other, new = add_source(actor=editor, fields={**LEAFLET, "published_on": date(2026, 1, 1)})
    assert new
    assert other != leaflet


def test_an_address_stands_for_a_title(editor: Any) -> None:
    source, _new = add_source(actor=editor, fields={"url": "https://port.example/"})
    assert source.title == "https://port.example/"
    for nothing in ({}, {"title": " "}, {"title": "A", "url": "ftp://port.example/"}):
        with pytest.raises(InvalidError):
            add_source(actor=editor, fields=nothing)


def test_a_source_that_is_not_cited_may_be_put_right(leaflet: Source, editor: Any) -> None:
    person = add_person(actor=editor, fields={"name": "Ilse Brandt"})
    source = changed(editor, leaflet, title="The leaflet", person=person.pk, publisher="")
    assert (source.title, source.person, source.publisher) == ("The leaflet", person, None)
    with pytest.raises(StaleError):
        change_source(actor=editor, source_id=source.pk, expected_version=1, changes={"owner": "x"})
    assert list(findings(Progress())) == []


def test_of_a_source_that_is_cited_only_the_owner_is_put_right(
    evidence: Any, editor: Any, approved: Any
) -> None:
    source = evidence.source
    with pytest.raises(WrongStateError, match="another source"):
        changed(editor, source, title="Other")
    same = changed(editor, source, title=source.title, owner="City of Tarnholm")
    assert same.owner == "City of Tarnholm"
    approved.refresh_from_db()
    assert approved.state == "approved"


def test_rows_of_another_desk_are_no_sources_of_ours(
    leaflet: Source, editor: Any, stranger: Any
) -> None:
    theirs = add_person(actor=stranger, fields={"name": "Olaf"})
    with pytest.raises(NotFoundError):
        changed(editor, leaflet, person=theirs.pk)
    with pytest.raises(NotFoundError):
        changed(stranger, leaflet, owner="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.filter(pk=leaflet.pk).update(person=theirs)


def test_sister_titles_and_wire_copies_are_one_voice(
    claim: Any, leaflet: Source, editor: Any
) -> None:
    def cited(**fields: Any) -> Source:
        found = {"stance": "supports", **fields}
        return attach_evidence(actor=editor, claim_id=claim.pk, fields=found).source

    wire = cited(title="Wire copy", publisher="Courier", owner="Agency")
    sister = cited(title="The same", publisher="Post", owner="Agency")
    own = cited(title="Port, yearbook", publisher="Port")
    assert [voice_of(one) for one in (wire, sister, own)] == ["Agency", "Agency", "Port"]
    assert independent([wire, sister, own, leaflet]) == 2
    page = source_page(editor, wire.pk)
    assert (page["same_voice"], page["uses_total"]) == ([sister], 1)
    assert source_page(editor, own.pk)["same_voice"] == [leaflet]
