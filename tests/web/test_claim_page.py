"""The claim page and its forms without scripts: what is shown, what is kept, what is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from annotations.actions.claims import add_occurrence, highlight_claim, reword_claim
from annotations.actions.contacts import log_contact
from annotations.actions.evidence import attach_evidence
from annotations.actions.relations import relate_claims
from annotations.actions.reviews import record_review
from annotations.actions.verdicts import revise_verdict
from annotations.domain.vocabulary import RelationKind
from annotations.models import Relation
from tests.web.filling import sent

pytestmark = pytest.mark.django_db
Visit = Callable[[Any], Client]
Read = Callable[[Any], str]
MINE = "The ferries of Tarnholm carried 412,000 people in 2023, twice as many as in 2019."
THEIRS = "The ferries of Tarnholm carried 411,870 passengers in 2023, twice as many as in 2019."


def page_of(claim: Any) -> str:
    return reverse("web:claim", args=[claim.pk])


@pytest.fixture
def other(editor: Any, article: Any) -> Any:
    fields = {"statement": "The ferries carried 410,000 passengers."}
    return highlight_claim(actor=editor, article_id=article.pk, start=0, end=7, fields=fields)


def test_the_edit_form_saves_what_was_changed_and_says_what_follows(
    editor: Any, claim: Any, reviewer: Any, visit: Visit, words: Read
) -> None:
    client, address = visit(editor), reverse("web:claim-edit", args=[claim.pk])
    shown = client.get(address)
    assert "voids what was submitted or approved" in words(shown)
    assert "Rosa Okafor" in words(shown)
    form = sent(shown.context["form"], statement=MINE, topics="ferries, winter", harm="high")
    assert client.post(address, form).headers["Location"] == page_of(claim)
    claim.refresh_from_db()
    assert (claim.statement, claim.harm) == (MINE, "high")
    page = words(client.get(page_of(claim)))
    assert "ferries, winter" in page
    assert "What changed in the words" in page


def test_who_was_overtaken_reads_both_texts_and_keeps_what_they_typed(
    editor: Any, second: Any, claim: Any, visit: Visit, words: Read
) -> None:
    client, address = visit(editor), reverse("web:claim-edit", args=[claim.pk])
    form = sent(client.get(address).context["form"], statement=MINE)
    reword_claim(
        actor=second, claim_id=claim.pk, expected_version=None,
        changes={"statement": THEIRS, "note": "Counted anew."},
    )  # fmt: skip
    stale = client.post(address, form)
    assert stale.status_code == 412
    page = words(stale)
    for part in ("Somebody changed this while you had it open", "people", "411,870", "Take theirs"):
        assert part in page, part
    assert stale.context["form"]["statement"].value() == MINE
    assert stale.context["form"]["note"].value() == "Counted anew."
    claim.refresh_from_db()
    assert claim.statement == THEIRS
    again = sent(stale.context["form"])
    assert client.post(address, again | {"theirs": "1"}).status_code == 302
    claim.refresh_from_db()
    assert claim.statement == THEIRS
    assert client.post(address, again).status_code == 302
    claim.refresh_from_db()
    assert (claim.statement, claim.note) == (MINE, "Counted anew.")


def test_what_was_typed_stays_when_the_form_is_refused(
    editor: Any, claim: Any, other: Any, visit: Visit, words: Read
) -> None:
    client, address = visit(editor), reverse("web:claim-edit", args=[claim.pk])
    form = sent(client.get(address).context["form"], statement=MINE, statement_language="")
    refused = client.post(address, form)
    assert refused.status_code == 422
    assert MINE in refused.content.decode()
    triage = reverse("web:claim-triage", args=[claim.pk])
    kept = client.post(triage, {"decision": "not_selected", "reason": ""})
    assert kept.status_code == 422
    relate = reverse("web:claim-relate", args=[claim.pk])
    unsaid = client.post(relate, {"kind": "variant_of", "differs": "Its number.", "q": "ferries"})
    assert unsaid.status_code == 422
    assert "Its number." in unsaid.content.decode()


def test_a_post_or_video_is_another_place_where_it_was_made(
    editor: Any, claim: Any, visit: Visit, words: Read
) -> None:
    client, address = visit(editor), reverse("web:occurrence-new", args=[claim.pk])
    video = {
        "media_url": "https://video.example/council", "timecode": "00:01:30", "words": "Twice as many.",
        "speaker": "Ilse Brandt",
    }  # fmt: skip
    form = sent(client.get(address).context["form"], **video)
    answer = client.post(address, form)
    assert answer.status_code == 302, words(answer)
    page = words(client.get(page_of(claim)))
    for part in ("https://video.example/council", "00:01:30", "Twice as many."):
        assert part in page
    place = claim.occurrences.get(article=None)
    assert (place.said_precision, place.outlet_position) == ("unknown", "reports")
    edit = reverse("web:occurrence-edit", args=[place.pk])
    form = sent(client.get(edit).context["form"], said_on="2024-03-02")
    assert client.post(edit, form).status_code == 302
    place.refresh_from_db()
    assert (str(place.said_on), place.said_precision) == ("2024-03-02", "day")


def test_claims_are_related_and_the_relation_is_taken_back(
    editor: Any, claim: Any, other: Any, visit: Visit, words: Read
) -> None:
    client, address = visit(editor), reverse("web:claim-relate", args=[claim.pk])
    assert "No other claim holds these words" in words(client.get(address, {"q": "zebra"}))
    assert other.statement in words(client.get(address, {"q": "ferries 410,000"}))
    form = {"other": str(other.pk), "kind": "variant_of", "differs": "The number.", "q": "ferries"}
    assert client.post(address, form).headers["Location"] == page_of(claim)
    assert "The number." in words(client.get(page_of(claim)))
    assert "Has this variant" in words(client.get(page_of(other)))
    relation = Relation.objects.get()
    dissolve = reverse("web:relation-dissolve", args=[relation.pk])
    assert client.post(dissolve, {"version": "99"}).status_code == 412
    assert client.post(dissolve, {"version": relation.etag}).status_code == 302
    assert "The number." not in words(client.get(page_of(other))).partition("What happened")[0]
    part = {"other": str(other.pk), "kind": "part_of", "q": "ferries"}
    assert client.post(address, part).status_code == 302
    assert "This is a part of" in words(client.get(page_of(claim)))
    assert "A part of this" in words(client.get(page_of(other)))
    version = client.get(page_of(claim)).context["claim"]["etag"]
    end = reverse("web:part-end", args=[claim.pk])
    assert client.post(end, {"version": "1"}).status_code == 412
    assert client.post(end, {"version": version}).status_code == 302
    assert "This is a part of" not in words(client.get(page_of(claim)))


def test_a_submitted_version_is_read_as_it_was_with_what_differs_from_the_one_before(
    editor: Any, reviewer: Any, verdict: Any, submission: Any, visit: Visit, words: Read
) -> None:
    record_review(
        actor=reviewer, verdict_id=verdict.pk, submission_id=submission.pk, outcome="request_changes",
        comment="Which months?",
    )  # fmt: skip
    revise_verdict(
        actor=editor, verdict_id=verdict.pk, expected_version=None, changes={"summary": "Not so."}
    )
    client = visit(editor)
    page = words(client.get(page_of(verdict.claim)))
    assert "Which months?" in page
    assert "Changes requested" in page
    old = words(client.get(reverse("web:submission", args=[submission.pk])))
    assert "The number is right, the comparison is not." in old
    assert "The claim has changed since." in old


def test_the_forms_are_closed_to_other_desks_and_guests(
    editor: Any, stranger: Any, desk: Any, join: Any, claim: Any, other: Any, visit: Visit
) -> None:
    relation = relate_claims(
        actor=editor, claim_id=claim.pk, other_id=other.pk, kind=RelationKind.SAME
    )
    place = claim.occurrences.get().pk
    forms = [
        reverse("web:claim-edit", args=[claim.pk]),
        reverse("web:occurrence-new", args=[claim.pk]),
        reverse("web:occurrence-edit", args=[place]),
        reverse("web:claim-relate", args=[claim.pk]),
        reverse("web:contact-new", args=[claim.pk]),
    ]
    acts = [
        reverse("web:relation-dissolve", args=[relation.pk]),
        reverse("web:part-end", args=[claim.pk]),
        reverse("web:claim-triage", args=[claim.pk]),
    ]
    guest = visit(join(desk, "guest@example.org", "guest"))
    for client, status in ((visit(stranger), 404), (guest, 403)):
        assert [client.get(address).status_code for address in forms] == [status] * len(forms)
        answers = [
            client.post(address, {"statement": MINE, "version": "1", "decision": "to_check"})
            for address in forms + acts
        ]
        assert [answer.status_code for answer in answers] == [status] * len(answers)
    page = guest.get(page_of(claim))
    assert page.status_code == 200
    assert [address for address in forms + acts if address in page.content.decode()] == []


def test_the_page_costs_the_same_with_two_of_everything_and_with_twenty(
    editor: Any, claim: Any, article: Any, visit: Visit, cost: Callable[[Client, str], int]
) -> None:
    client = visit(editor)
    more(editor, claim, article, range(2))
    few = cost(client, page_of(claim))
    more(editor, claim, article, range(2, 20))
    assert cost(client, page_of(claim)) == few


def more(editor: Any, claim: Any, article: Any, numbers: range) -> None:
    """Evidence, contacts, places and relations, one of each for every number."""
    for number in numbers:
        evidence = {"title": f"Source {number}", "stance": "refutes", "kind": "web"}
        attach_evidence(actor=editor, claim_id=claim.pk, fields=evidence)
        log_contact(actor=editor, claim_id=claim.pk, fields={"none_because": f"Dead {number}."})
        add_occurrence(
            actor=editor, claim_id=claim.pk, media_url=f"https://video.example/{number}",
            fields={"speaker": f"Speaker {number}"},
        )  # fmt: skip
        other = highlight_claim(
            actor=editor,
            article_id=article.pk,
            start=0,
            end=7,
            fields={"statement": f"S {number}."},
        )
        relate_claims(actor=editor, claim_id=claim.pk, other_id=other.pk, kind=RelationKind.SAME)
