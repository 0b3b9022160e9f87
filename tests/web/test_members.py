"""Members: found, invited for a time and a part, changed, and ended with what goes back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotations.actions.members import invite_member
from annotations.actions.queues import take_item
from annotations.actions.tokens import issue_token
from annotations.models import Mail, Membership
from tests.web.filling import sent

pytestmark = pytest.mark.django_db
Visit = Callable[[Any], Client]
Words = Callable[[Any], str]
ALL = "/members/"


def test_members_are_found_by_words_role_and_state(
    lead: Any, editor: Any, reviewer: Any, visit: Visit, words: Words
) -> None:
    invite_member(actor=lead, email="nia@example.org", name="Nia New", role="editor")
    client = visit(lead)

    def found(**asked: str) -> set[str]:
        page = words(client.get(ALL, asked))
        return {name for name in ("Edda", "Rosa", "Nia") if name in page}

    assert found() == {"Edda", "Rosa", "Nia"}
    assert found(q="rosa") == {"Rosa"}
    assert found(role="editor") == {"Edda", "Nia"}
    assert found(state="invited") == {"Nia"}
    assert "Nobody like that" in words(client.get(ALL, {"q": "nobody"}))
    assert client.get(ALL, {"role": "king", "page": "x"}).status_code == 200


def test_a_guest_is_invited_to_one_claim_that_was_searched_for(
    lead: Any, claim: Any, visit: Visit, words: Words
) -> None:
    client = visit(lead)
    address = reverse("web:member-invite")
    form = {
        "name": "Gil", "email": "gil@example.org", "role": "guest", "first_day": "2026-12-01",
        "last_day": "2026-12-31", "scope": "", "find": "ferries",
    }  # fmt: skip
    looked = client.post(address, {**form, "look": "1"})
    assert looked.status_code == 200
    assert claim.statement in words(looked)
    assert 'value="Gil"' in looked.content.decode()
    assert not Mail.objects.exists(), "looking invites nobody"
    client.post(address, {**form, "scope": f"claim:{claim.pk}"})
    place = Membership.objects.get(account__email="gil@example.org")
    assert (place.scope_kind, place.scope_id) == ("claim", claim.pk)
    assert place.starts_at.isoformat() == "2026-11-30T23:00:00+00:00", "midnight on the desk"
    assert place.ends_at is not None
    assert place.ends_at.isoformat() == "2026-12-31T23:00:00+00:00"


@pytest.mark.parametrize(
    "scope", ["claim:nonsense", "desk:1", "article:01900000-0000-7000-8000-000000000000"]
)
def test_what_was_not_found_cannot_be_chosen(scope: str, lead: Any, visit: Visit) -> None:
    form = {"name": "Gil", "email": "gil@example.org", "role": "guest", "scope": scope}
    assert visit(lead).post(reverse("web:member-invite"), form).status_code == 422
    assert not Mail.objects.exists()


def test_days_the_wrong_way_round_are_refused_at_their_field(lead: Any, visit: Visit) -> None:
    form = {
        "name": "Gil", "email": "gil@example.org", "role": "editor",
        "first_day": "2026-12-05", "last_day": "2026-12-01",
    }  # fmt: skip
    refused = visit(lead).post(reverse("web:member-invite"), form)
    assert refused.status_code == 422
    assert refused.context["form"].errors["last_day"]


def test_a_member_is_made_a_guest_of_one_article_in_one_form(
    lead: Any, editor: Any, article: Any, visit: Visit
) -> None:
    client = visit(lead)
    address = reverse("web:member", args=[editor.pk])
    form = sent(client.get(address).context["form"], role="guest", scope=f"article:{article.pk}")
    client.post(address, form)
    editor.refresh_from_db()
    assert (editor.role, editor.scope_id) == ("guest", article.pk)
    late = client.post(address, {**form, "scope": ""})
    assert late.status_code == 422, "at the version that was read"


def test_ending_a_place_tells_before_and_after_what_goes_back(
    lead: Any, reviewer: Any, waiting: Any, visit: Visit, words: Words
) -> None:
    take_item(actor=reviewer, item_id=waiting.pk)
    issue_token(actor=reviewer, name="script")
    client = visit(lead)
    before = words(client.get(reverse("web:member", args=[reviewer.pk])))
    assert "1 review that is held goes back to the queue" in before
    assert "1 token of this desk stops working" in before
    after = words(client.post(reverse("web:member-end", args=[reviewer.pk]), follow=True))
    assert "1 review went back to the queue; 1 token stopped working" in after
    assert "Rosa Okafor" in words(client.get(ALL, {"state": "ended"}))


def test_an_invitation_is_sent_again_or_withdrawn(lead: Any, visit: Visit, words: Words) -> None:
    place = invite_member(actor=lead, email="nia@example.org", name="Nia New", role="editor")
    client = visit(lead)
    assert "Invitations that wait" in words(client.get(ALL))
    client.post(reverse("web:member-invite-again", args=[place.pk]))
    assert Mail.objects.count() == 2
    gone = words(client.post(reverse("web:member-end", args=[place.pk]), follow=True))
    assert "The invitation is withdrawn" in gone
    assert "Nia New" not in words(client.get(ALL))


def test_more_members_cost_no_more_queries(
    lead: Any, visit: Visit, cost: Any, join: Callable[..., Any]
) -> None:
    client = visit(lead)
    invite_member(actor=lead, email="first@example.org", name="First", role="editor")
    before = cost(client, ALL)
    for number in range(12):
        join(lead.desk, f"m{number}@example.org", "editor")
        invite_member(actor=lead, email=f"i{number}@example.org", name="I", role="guest")
    assert cost(client, ALL) == before


def test_a_place_that_begins_later_opens_nothing_before(
    lead: Any, visit: Visit, editor: Any
) -> None:
    Membership.objects.filter(pk=editor.pk).update(starts_at=timezone.now() + timedelta(days=1))
    assert visit(editor).get("/").status_code == 403
    assert "Edda" in visit(lead).get(ALL, {"state": "to_come"}).content.decode()
