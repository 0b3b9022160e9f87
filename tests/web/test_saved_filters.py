"""Filters are saved under a name, stand above their list, and are shared by leads."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from annotations.actions.saved_filters import MOST, save_filter
from annotations.domain.errors import InvalidError
from annotations.domain.list_names import ListName
from annotations.models import SavedFilter
from annotations.web.saved_filters import LISTINGS

pytestmark = pytest.mark.django_db
Visit = Callable[[Any], Client]
Read = Callable[[Any], str]
FILTERS = "/filters/"


@pytest.fixture
def save() -> Callable[..., SavedFilter]:
    """Saves a filter of the claims: save(member, name, shared=…)."""

    def saved(member: Any, name: str = "Events", **more: Any) -> SavedFilter:
        return save_filter(
            actor=member, list_name=ListName.CLAIMS, name=name, query="kind=event", **more
        )

    return saved


def test_every_list_saves_its_filters_at_its_own_address(
    editor: Any, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    assert set(LISTINGS) == set(ListName)
    for name in ListName:
        asked = {"overdue": "yes"} if name == ListName.REVIEW else {"q": "no such"}
        page = words(client.get(reverse(f"web:{name}"), asked))
        assert "Save this filter" in page, name
        assert "Save this filter" not in words(client.get(reverse(f"web:{name}"))), name


def test_a_filter_is_saved_from_its_list_and_leads_back_to_it(
    editor: Any, second: Any, article: Any, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    sent = {"list": "articles", "name": " Ferries  ", "query": "?status=new&q=ferry&cursor=x&odd=1"}
    response = client.post(FILTERS, sent, follow=True)
    assert response.redirect_chain[-1][0] == "/articles/?q=ferry&status=new"
    page = response.content.decode()
    assert 'href="?q=ferry&amp;status=new" aria-current="true"' in page
    assert "Save this filter" not in page
    assert "Ferries" in words(client.get("/articles/"))
    assert "Ferries" in words(client.get(FILTERS))
    assert "Ferries" not in words(visit(second).get("/articles/"))
    assert "Ferries" not in words(client.get("/claims/"))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": "  "}, "This field is required."),
        ({"name": "EVENTS"}, "There is a filter of this name for this list already."),
        ({"name": "x" * 61}, "at most 60"),
        ({"query": "?kind=odd", "name": "Odd"}, "there is nothing to save yet"),
        ({"list": "accounts", "name": "Odd"}, "not one of the available choices"),
    ],
)
def test_a_refusal_says_why_and_keeps_what_was_typed(
    changed: dict[str, str], said: str, editor: Any, save: Any, visit: Visit, words: Read
) -> None:
    save(editor)
    sent = {"list": "claims", "name": "Mine", "query": "?kind=event"} | changed
    response = visit(editor).post(FILTERS, sent)
    assert response.status_code == 422
    assert said in words(response)
    assert f'value="{sent["name"]}"' in response.content.decode()
    assert SavedFilter.objects.count() == 1


def test_it_is_renamed_and_removed(editor: Any, save: Any, visit: Visit, words: Read) -> None:
    client = visit(editor)
    saved = save(editor)
    save(editor, "Numbers")
    response = client.post(f"/filters/{saved.pk}/", {"name": "numbers"})
    assert response.status_code == 422
    assert "Choose another name" in words(response)
    assert 'value="numbers"' in response.content.decode()
    assert "What happened" in words(
        client.post(f"/filters/{saved.pk}/", {"name": "What happened"}, follow=True)
    )
    page = words(client.post(f"/filters/{saved.pk}/remove/", follow=True))
    assert "“What happened” is removed." in page
    assert list(SavedFilter.objects.values_list("name", flat=True)) == ["Numbers"]


def test_a_lead_shares_a_filter_with_the_desk_and_nobody_else_does(
    lead: Any, editor: Any, stranger: Any, save: Any, visit: Visit, words: Read
) -> None:
    sent = {"list": "claims", "name": "Desk", "query": "?kind=event", "shared": "1"}
    response = visit(editor).post(FILTERS, sent)
    assert "Only leads share filters with the desk." in words(response)
    own = save(editor, "Mine")
    visit(lead).post(FILTERS, sent)
    shared = SavedFilter.objects.get(shared=True)
    page = visit(editor).get("/claims/").content.decode()
    assert "shared by Lena Fischer" in page
    assert "Desk" not in words(visit(stranger).get("/claims/"))
    refused = visit(editor).post(f"/filters/{shared.pk}/remove/")
    assert (refused.status_code, SavedFilter.objects.count()) == (403, 2)
    assert visit(lead).post(f"/filters/{own.pk}/remove/").status_code == 404
    visit(lead).post(f"/filters/{shared.pk}/share/", {"shared": "no"})
    assert "Desk" not in words(visit(editor).get("/claims/"))


def test_thirty_filters_of_a_list_are_enough(editor: Any, save: Any) -> None:
    for number in range(MOST):
        save(editor, f"Number {number}")
    with pytest.raises(InvalidError, match="Remove one first"):
        save(editor, "One more")


def test_the_page_costs_the_same_for_two_and_for_twenty(
    editor: Any, save: Any, visit: Visit, cost: Callable[[Client, str], int]
) -> None:
    client = visit(editor)
    for number in range(2):
        save(editor, f"Number {number}")
    few, list_few = cost(client, FILTERS), cost(client, "/claims/")
    for number in range(2, 20):
        save(editor, f"Number {number}")
    assert (cost(client, FILTERS), cost(client, "/claims/")) == (few, list_few)
