"""Withholding by order, on the pages."""

from typing import Any

import pytest
from django.urls import reverse

from annotations.actions.redactions import redact
from annotations.models import Article, Claim, Redaction

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(claim: Any) -> dict[str, str]:
    return {
        "subject": f"claim:{claim.pk}",
        "words": "412,000",
        "order": "3 O 17/26",
        "reason": "The court of Tarnholm forbids it.",
    }


def address(claim: Any) -> str:
    return reverse("web:claim-withhold", args=[claim.pk])


def test_a_lead_sees_what_would_go_before_anything_goes(
    visit: Any, lead: Any, approved: Any, claim: Any, given: dict[str, str]
) -> None:
    browser = visit(lead)
    assert address(claim) in browser.get(reverse("web:claim", args=[claim.pk])).content.decode()
    assert "Show what would go" in browser.get(address(claim)).content.decode()
    said = browser.post(address(claim), given).content.decode()
    assert "This is what goes" in said
    assert "<li>submissions: 1</li>" in said
    assert not Redaction.objects.exists()
    answer = browser.post(address(claim), {**given, "withhold": "yes"}, follow=True)
    assert "It is withheld" in answer.content.decode()
    assert "412,000" not in Claim.objects.get().statement
    said = browser.get(reverse("web:claim", args=[claim.pk])).content.decode()
    assert "Withheld by order of" in said
    assert "Words withheld by order" in said  # on the time line


def test_a_second_person_finds_it_on_my_work_and_confirms(
    visit: Any, lead: Any, reviewer: Any, claim: Any, given: dict[str, str]
) -> None:
    made = redact(
        actor=lead, kind="claim", subject_id=claim.pk, order="3 O 17/26", reason="Forbidden."
    )
    confirm = reverse("web:redaction-confirm", args=[made.pk])
    assert "1 redaction by order waits" in visit(reviewer).get("/").content.decode()
    assert "redaction by order" not in visit(lead).get("/").content.decode()
    assert confirm not in visit(lead).get(reverse("web:redactions")).content.decode()
    assert "second person" in visit(lead).post(confirm, follow=True).content.decode()
    assert confirm in visit(reviewer).get(reverse("web:redactions")).content.decode()
    visit(reviewer).post(confirm)
    assert "redaction by order" not in visit(reviewer).get("/").content.decode()
    assert "Rosa Okafor" in visit(lead).get(reverse("web:redactions")).content.decode()


def test_what_was_typed_stays_when_the_reason_says_the_words(
    visit: Any, lead: Any, claim: Any, given: dict[str, str]
) -> None:
    given |= {"reason": "They said 412,000.", "withhold": "yes"}
    answer = visit(lead).post(address(claim), given)
    assert answer.status_code == 422
    assert "Leave that out" in answer.content.decode()
    assert "They said 412,000." in answer.content.decode()


def test_a_withheld_article_says_so_and_its_address_is_no_link(
    visit: Any, lead: Any, article: Any, given: dict[str, str]
) -> None:
    page = reverse("web:article", args=[article.pk])
    Article.objects.filter(pk=article.pk).update(url="https://tarnholm.example/ferry")
    said = visit(lead).get(page).content.decode()
    assert reverse("web:article-withhold", args=[article.pk]) in said
    assert "original page" in said
    redact(
        actor=lead, kind="article", subject_id=article.pk, order="3 O 17/26", reason="Forbidden."
    )
    said = visit(lead).get(page).content.decode()
    assert "Withheld by order of" in said
    assert "original page" not in said
    back = visit(lead).get(reverse("web:article-withhold", args=[article.pk]))
    assert f'href="{page}">Back' in back.content.decode()


def test_others_read_why_not_and_other_desks_see_nothing(
    visit: Any, editor: Any, reviewer: Any, stranger: Any, claim: Any, given: dict[str, str]
) -> None:
    for person in (editor, reviewer):
        assert visit(person).get(address(claim)).status_code == 403
        assert visit(person).post(address(claim), given).status_code == 403
    assert visit(editor).get(reverse("web:redactions")).status_code == 403
    assert visit(stranger).get(address(claim)).status_code == 404
    assert visit(stranger).post(address(claim), given).status_code == 404
