"""The page of a source: where it is used, whose voice it is, and what may still be put right."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from annotations.actions.persons import add_person
from annotations.actions.sources import add_source, change_source
from annotations.models import Source

pytestmark = pytest.mark.django_db
Visit = Callable[[Any], Client]


def page(source: Source, part: str = "") -> str:
    return f"/sources/{source.pk}/{part}"


def form_of(client: Client, source: Source) -> dict[str, Any]:
    form = client.get(page(source, "edit/")).context["form"]
    sent = {field.html_name: str(field.value() or "") for field in form}
    return sent | {
        field.html_initial_name: sent[field.html_name]
        for field in form
        if field.field.show_hidden_initial
    }


def test_the_page_tells_where_it_is_used_and_what_else_speaks_with_its_voice(
    evidence: Any, claim: Any, editor: Any, visit: Visit, words: Any
) -> None:
    sister, _new = add_source(
        actor=editor, fields={"title": "Timetable", "publisher": "Port of Tarnholm"}
    )
    answer = visit(editor).get(page(evidence.source))
    said = words(answer)
    for part in (claim.statement, "Refutes", "cited on 1 claim", "411,870 passengers", "Timetable"):
        assert part in said
    assert page(sister) in answer.content.decode()


def test_of_a_source_that_is_cited_the_form_changes_the_owner_alone(
    evidence: Any, editor: Any, visit: Visit, words: Any
) -> None:
    client, source = visit(editor), evidence.source
    assert "stays as it was cited" in words(client.get(page(source, "edit/")))
    sent = form_of(client, source) | {"title": "Another", "owner": "City of Tarnholm"}
    assert client.post(page(source, "edit/"), sent).status_code == 302
    source.refresh_from_db()
    assert (source.owner, source.title) == (
        "City of Tarnholm",
        "Ticket office, passengers by month",
    )


def test_a_source_is_entered_once_and_may_be_somebody(
    editor: Any, visit: Visit, words: Any
) -> None:
    client = visit(editor)
    sent = {"title": "Talk with the harbour master", "person": "Ilse Brandt"}
    answer = client.post("/sources/new/", sent)
    assert answer.status_code == 422
    assert "The desk has nobody of this name" in words(answer)
    ilse = add_person(actor=editor, fields={"name": "Ilse Brandt"})
    first = client.post("/sources/new/", sent)
    assert client.post("/sources/new/", sent)["Location"] == first["Location"]
    assert Source.objects.get().person == ilse
    add_person(actor=editor, fields={"name": "Ilse Brandt"}, namesake=True)
    other = {"title": "Letter", "person": "Ilse Brandt"}
    assert "several people" in words(client.post("/sources/new/", other))
    by_page = other | {"person": f"http://testserver/people/{ilse.pk}/"}
    assert client.post("/sources/new/", by_page).status_code == 302


def test_an_overtaken_form_shows_both_texts(
    editor: Any, second: Any, visit: Visit, words: Any
) -> None:
    source, _new = add_source(actor=editor, fields={"title": "Leaflet"})
    client = visit(editor)
    sent = form_of(client, source) | {"owner": "Mine"}
    change_source(
        actor=second, source_id=source.pk, expected_version=None, changes={"owner": "Theirs"}
    )
    answer = client.post(page(source, "edit/"), sent)
    assert answer.status_code == 412
    assert "Theirs" in words(answer)
    assert 'value="Mine"' in answer.content.decode()


def test_another_desk_finds_no_source(evidence: Any, stranger: Any, visit: Visit) -> None:
    client = visit(stranger)
    assert client.get(page(evidence.source)).status_code == 404
    assert client.post(page(evidence.source, "edit/"), {"owner": "x"}).status_code == 404
