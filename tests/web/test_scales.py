"""The pages of scales, policies, queues and the desk: what is shown, refused and kept in the form."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Desk, RatingScale, ReviewPolicy, ReviewQueue
from tests.web.filling import sent

pytestmark = pytest.mark.django_db
Visit = Callable[[Any], Client]
Words = Callable[[Any], str]


def rows_sent(page: Any, **changed: str) -> dict[str, str]:
    """What a browser sends of the form of a scale."""
    data = {**sent(page.context["form"]), **sent(page.context["rows"].management_form)}
    for row in page.context["rows"]:
        data |= sent(row)
    return {**data, **changed}


def scale_of(member: Any) -> RatingScale:
    return RatingScale.objects.get(desk=member.desk, slug="truth", retired_at=None)


def test_a_version_is_looked_at_then_made(
    lead: Any, verdict: Any, visit: Visit, words: Words
) -> None:
    client = visit(lead)
    address = reverse("web:scale-new", args=[scale_of(lead).pk])
    page = client.get(address)
    assert "1 keep the rating they have" in words(page)
    form = rows_sent(page, **{
        "rating-0-left_out": "on", "rating-1-label": "Wrong", "rating-7-label": "Satire",
        "rating-7-definition": "Meant as a joke.", "rating-7-place": "1", "rating-7-claimreview": "",
    })  # fmt: skip
    looked = client.post(address, {**form, "look": "1"})
    assert "Meant as a joke." in words(looked)
    assert scale_of(lead).number == 1, "looking makes nothing"
    client.post(address, form)
    labels = list(scale_of(lead).ratings.values_list("label", "position"))
    assert labels[:2] == [("Satire", None), ("Wrong", 1)]
    assert len(labels) == 7
    assert "Retired versions" in words(client.get(reverse("web:scales")))


def test_a_refusal_stands_at_its_row_and_keeps_what_was_typed(
    lead: Any, visit: Visit, words: Words
) -> None:
    client = visit(lead)
    address = reverse("web:scale-new", args=[scale_of(lead).pk])
    form = rows_sent(client.get(address), **{"rating-5-claimreview": "1", "rating-6-label": "Open"})
    refused = client.post(address, form)
    assert refused.status_code == 422
    assert [bool(row.non_field_errors()) for row in refused.context["rows"]].index(True) == 5
    assert 'value="Open"' in refused.content.decode()


def test_a_policy_is_read_in_plain_words_before_it_is_made(
    lead: Any, submission: Any, visit: Visit, words: Words
) -> None:
    client = visit(lead)
    policy = ReviewPolicy.objects.get(desk=lead.desk)
    address = reverse("web:policy-new", args=[policy.pk])
    page = client.get(address)
    assert "1 open round is judged under it" in words(page)
    form = sent(page.context["form"], kind_editorial="2", blind="on", due_hours="24")
    looked = words(client.post(address, {**form, "look": "1"}))
    assert "2 editorial approvals by people who did not contribute; blind;" in looked
    assert "due in 24 hours." in looked
    assert ReviewPolicy.objects.count() == 1
    client.post(address, form)
    assert "Retired versions" in words(client.get(reverse("web:policies")))
    none = client.post(reverse("web:policy-new", args=[ReviewPolicy.objects.latest("number").pk]), {**form, "kind_editorial": "0"})  # fmt: skip
    assert none.status_code == 422
    assert "at least one approval" in words(none)


def test_two_leads_change_a_queue_and_the_desk_and_overwrite_nothing(
    lead: Any, visit: Visit, words: Words
) -> None:
    client = visit(lead)
    queue = ReviewQueue.objects.get(desk=lead.desk)
    for address, changed, late in (
        (reverse("web:queue", args=[queue.pk]), {"name": "First look"}, {"name": "Second look"}),
        (reverse("web:settings-desk"), {"name": "The Post"}, {"name": "The Daily Post"}),
    ):
        first, second = (client.get(address).context["form"] for _ in range(2))
        assert client.post(address, sent(first, **changed)).status_code == 302
        overtaken = client.post(address, sent(second, **late))
        assert overtaken.status_code == 412
        assert changed["name"] in words(overtaken)
        client.post(address, sent(overtaken.context["form"]))
    queue.refresh_from_db()
    assert (queue.name, Desk.objects.get(pk=lead.desk_id).name) == ("Second look", "The Daily Post")


@pytest.mark.parametrize("name", ["scales", "policies", "settings-desk", "members"])
def test_what_leads_set_is_closed_to_others_with_the_reason(
    name: str, reviewer: Any, visit: Visit, words: Words
) -> None:
    refused = visit(reviewer).get(reverse(f"web:{name}"))
    assert refused.status_code == 403
    assert "Only leads" in words(refused)


@pytest.mark.parametrize("name", ["scales", "policies"])
def test_more_versions_and_verdicts_cost_no_more_queries(
    name: str, lead: Any, visit: Visit, cost: Any, many_submitted: Any
) -> None:
    client, address = visit(lead), reverse(f"web:{name}")
    many_submitted(1)
    before = cost(client, address)
    many_submitted(5)
    for _ in range(3):
        page = client.get(reverse("web:scale-new", args=[scale_of(lead).pk]))
        client.post(reverse("web:scale-new", args=[scale_of(lead).pk]), rows_sent(page))
        policy = ReviewPolicy.objects.get(desk=lead.desk, retired_at=None)
        again = reverse("web:policy-new", args=[policy.pk])
        client.post(again, sent(client.get(again).context["form"]))
    client.get(address)
    assert cost(client, address) == before
