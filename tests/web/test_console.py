"""The console of operators: every table is there to be read, nothing can be changed, and no secret is shown."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from annotations.actions.evidence import attach_evidence
from annotations.actions.tokens import issue_token
from annotations.models import Account, ApiToken, BrowserSession, SealedEvidence
from annotations.models.base import new_id

pytestmark = pytest.mark.django_db
TABLES = [model for model in admin.site._registry if model._meta.app_label == "annotations"]


@pytest.fixture
def operator(db: None) -> Client:
    """A browser of somebody who runs the installation."""
    account = Account.objects.create_superuser(
        "root@example.org", "correct horse battery", name="R"
    )
    client = Client()
    client.force_login(account)
    return client


def lists(model: Any) -> str:
    return reverse(f"admin:annotations_{model._meta.model_name}_changelist")


def test_every_table_is_on_the_console() -> None:
    every = set(apps.get_app_config("annotations").get_models())
    assert every == set(TABLES)


def test_an_operator_reads_every_table_and_row_and_changes_none(
    operator: Client, waiting: Any, lead: Any
) -> None:
    issue_token(actor=lead, name="one")
    for model in TABLES:
        assert operator.get(lists(model)).status_code == 200, model
        assert operator.get(lists(model), {"q": "a"}).status_code == 200, model
        assert operator.get(lists(model) + "add/").status_code == 403, model
        row = model._default_manager.first()
        if row is not None:
            one = f"{lists(model)}{row.pk}/"
            assert operator.get(f"{one}change/").status_code == 200, model
            assert operator.get(f"{one}delete/").status_code == 403, model
            assert operator.post(f"{one}change/", {"name": "x"}).status_code == 403, model
    assert operator.get("/admin/").status_code == 200


def test_secrets_and_sealed_words_are_not_shown(
    operator: Client, editor: Any, claim: Any, lead: Any
) -> None:
    sealed = {
        "stance": "context",
        "visibility": "sealed",
        "quote": "zq sealed words",
        "note": "zq why",
    }
    attach_evidence(actor=editor, claim_id=claim.pk, fields=sealed)
    token, secret = issue_token(actor=lead, name="nightly")
    session = BrowserSession.objects.filter(account__is_superuser=True).latest("id")
    kept = [secret, token.digest, session.digest, session.content, lead.account.password, "zq "]
    for row in (SealedEvidence.objects.get(), ApiToken.objects.get(), session, lead.account):
        for address in (lists(type(row)), f"{lists(type(row))}{row.pk}/change/"):
            page = operator.get(address).content.decode()
            assert [word for word in kept if word in page] == [], address


def test_a_list_costs_the_same_for_two_rows_and_for_more(
    operator: Client, cost: Callable[..., int], many_submitted: Callable[[int], None], waiting: Any
) -> None:
    many_submitted(1)
    before = {model: cost(operator, lists(model)) for model in TABLES}
    many_submitted(4)
    assert {model: cost(operator, lists(model)) for model in TABLES} == before


def test_nobody_else_opens_it_whatever_they_lead(lead: Any, visit: Callable[[Any], Client]) -> None:
    Account.objects.filter(pk=lead.account_id).update(is_staff=True)
    client = visit(lead)
    for model in TABLES:
        assert client.get(lists(model)).status_code == 302, model
        assert client.get(f"{lists(model)}{new_id()}/change/").status_code == 302, model
    assert client.get("/admin/", follow=True).status_code == 403
