"""The list of notices, where each leads, and how somebody chooses to be told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from annotations.actions.claims import highlight_claim, reword_claim
from annotations.actions.notifications import tell
from annotations.domain.vocabulary import NoticeKind
from annotations.models import Notification
from annotations.queries.notifications import ways_of

pytestmark = pytest.mark.django_db
Visit = Callable[[Any], Client]
Read = Callable[[Any], str]
LIST = "/notifications/"
CHOICES = "/settings/notifications/"


def assigned(editor: Any, claim: Any, to: Any) -> Notification:
    reword_claim(
        actor=editor,
        claim_id=claim.pk,
        expected_version=None,
        changes={"assignee": to.account_id},
    )
    return Notification.objects.filter(account=to.account).latest("created_at")


def test_a_notice_leads_to_its_claim_and_is_read_then(
    editor: Any, second: Any, claim: Any, visit: Visit, words: Read
) -> None:
    client = visit(second)
    assert "Nothing new" in words(client.get(LIST))
    notice = assigned(editor, claim, second)
    page = words(client.get(LIST))
    for part in ("A claim was assigned to you", claim.statement, "by Edda Lund", "Mark as read"):
        assert part in page, part
    assert 'href="/notifications/"' in client.get("/").content.decode()
    followed = client.post(f"{LIST}{notice.pk}/")
    assert followed.headers["Location"] == reverse("web:claim", args=[claim.pk])
    assert "Nothing new" in words(client.get(LIST))


def test_notices_are_marked_as_read_one_by_one_or_all(
    editor: Any, second: Any, claim: Any, visit: Visit, words: Read
) -> None:
    client = visit(second)
    notice = assigned(editor, claim, second)
    assert client.post(f"{LIST}{notice.pk}/", {"stay": "1"}).headers["Location"] == LIST
    assert Notification.objects.unread().count() == 0
    for _ in range(2):
        tell(NoticeKind.REPLY, [second.account_id], desk_id=claim.desk_id, subject_id=claim.pk)
    assert "All notices are marked as read" in words(client.post(f"{LIST}read/", follow=True))
    assert Notification.objects.unread().count() == 0


def test_replies_lead_to_the_contacts_and_reviews_to_the_queue(
    second: Any, claim: Any, visit: Visit
) -> None:
    client = visit(second)
    page = reverse("web:claim", args=[claim.pk])
    places = {
        "reply": f"{page}#contacts", "deadline": f"{page}#contacts", "approved": page, "disputed": page,
        "changes_requested": page, "to_review": "/review/", "export_ended": "/exports/",
        "import_ended": "/articles/import/", "assigned": page,
    }  # fmt: skip
    assert set(places) == set(NoticeKind)
    for kind, place in places.items():
        about = {"subject_id": claim.pk, "claim_id": claim.pk}
        tell(NoticeKind(kind), [second.account_id], desk_id=claim.desk_id, **about)
        notice = Notification.objects.get(kind=kind)
        assert client.post(f"{LIST}{notice.pk}/").headers["Location"] == place, kind


def test_somebody_elses_notice_is_not_there(
    editor: Any, second: Any, stranger: Any, claim: Any, visit: Visit
) -> None:
    notice = assigned(editor, claim, second)
    for member in (editor, stranger):
        client = visit(member)
        assert client.post(f"{LIST}{notice.pk}/").status_code == 404
        assert client.post(f"{LIST}read/").status_code == 302
        assert claim.statement not in client.get(LIST).content.decode()
    notice.refresh_from_db()
    assert notice.read_at is None


def test_everybody_chooses_how_they_are_told_and_a_way_nobody_knows_is_refused(
    editor: Any, second: Any, visit: Visit, words: Read
) -> None:
    client = visit(second)
    chosen = dict(ways_of(second)) | {"assigned": "mail", "reply": "none"}
    assert client.post(CHOICES, chosen).status_code == 302
    assert ways_of(second) == chosen
    assert ways_of(editor)["assigned"] == "page"
    refused = client.post(CHOICES, chosen | {"deadline": "pigeon", "assigned": "none"})
    assert refused.status_code == 422
    assert refused.context["form"]["assigned"].value() == "none"
    assert ways_of(second) == chosen


def test_the_list_costs_the_same_for_two_notices_and_for_twenty(
    editor: Any, second: Any, article: Any, visit: Visit, cost: Callable[[Client, str], int]
) -> None:
    client = visit(second)

    def more(count: int) -> None:
        for number in range(count):
            made = highlight_claim(
                actor=editor, article_id=article.pk, start=0, end=7,
                fields={"statement": f"Statement {number}."},
            )  # fmt: skip
            assigned(editor, made, second)

    more(2)
    few = cost(client, LIST), cost(client, "/api/v1/notifications/")
    more(18)
    assert (cost(client, LIST), cost(client, "/api/v1/notifications/")) == few


def test_the_api_lists_what_is_unread_and_marks_it(
    editor: Any, second: Any, claim: Any, client_of: Callable[[Any], Any]
) -> None:
    notice = assigned(editor, claim, second)
    mine, theirs = client_of(second), client_of(editor)
    (row,) = mine.get("/api/v1/notifications/?unread=yes").json()["results"]
    assert (row["id"], row["kind"]) == (str(notice.pk), "assigned")
    assert theirs.get("/api/v1/notifications/").json()["results"] == []
    ids = {"ids": [str(notice.pk)]}
    read = "/api/v1/notifications/read/"
    assert theirs.post(read, ids, format="json").json() == {"read": 0}
    assert mine.post(read, ids, format="json").json() == {"read": 1}
    assert mine.get("/api/v1/notifications/?unread=yes").json()["results"] == []
