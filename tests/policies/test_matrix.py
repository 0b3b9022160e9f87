"""The table of permissions is what the code does: every act, by every role, in every state, on a database."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from annotations import actions
from annotations.actions.articles import (
    add_article,
    add_articles,
    archive_article,
    correct_metadata,
    correct_text,
)
from annotations.actions.claims import (
    add_occurrence,
    correct_occurrence,
    highlight_claim,
    reword_claim,
    triage_claim,
    withdraw_claim,
)
from annotations.actions.contacts import change_contact, log_contact
from annotations.actions.evidence import attach_evidence, change_evidence, detach_evidence
from annotations.actions.exports import cancel_export, request_export, take_export
from annotations.actions.imports import cancel_import, request_import, resume_import
from annotations.actions.notifications import choose_notices, read_notices
from annotations.actions.persons import add_person, change_person, mark_same_person
from annotations.actions.practice import begin_practice
from annotations.actions.queues import (
    extend_lease,
    release_item,
    take_item,
    take_next,
)
from annotations.actions.redactions import confirm_redaction, redact
from annotations.actions.relations import dissolve_relation, relate_claims
from annotations.actions.reviews import record_review, submit_for_review
from annotations.actions.saved_filters import (
    remove_filter,
    rename_filter,
    save_filter,
    share_filter,
)
from annotations.actions.sealing import name_reader, remove_reader
from annotations.actions.sources import add_source, change_source
from annotations.actions.tokens import issue_token, revoke_token
from annotations.actions.verdicts import draft_verdict, revise_verdict, withdraw_verdict
from annotations.domain.errors import DomainError
from annotations.domain.list_names import ListName
from annotations.domain.vocabulary import RelationKind
from annotations.intake.given import Given
from annotations.management.commands.document_permissions import page
from annotations.models import (
    Contact,
    ExportJob,
    Membership,
    Redaction,
    Relation,
    SealedAccess,
)
from annotations.permissions import ACTS, BY_COMMAND, SUBJECTS, Cell, cells
from tests.policies.leading import leading, on_member, on_policy, on_scale
from tests.policies.world import World

ROOT = Path(__file__).parents[2]


def test_the_page_says_what_the_policies_say() -> None:
    written = (ROOT / "docs/permissions.md").read_text()
    assert written == page(), "Write it anew: make snapshots"


def test_every_act_of_a_member_has_a_row() -> None:
    found = {
        name
        for module in pkgutil.iter_modules(actions.__path__)
        for name, function in inspect.getmembers(
            importlib.import_module(f"annotations.actions.{module.name}"), inspect.isfunction
        )
        if (hasattr(function, "is_act") or hasattr(function, "is_step"))
        and "actor" in inspect.signature(function).parameters
    }
    rows = [act.name for act in ACTS]
    assert found == {*rows, *BY_COMMAND}
    assert len(rows) == len(set(rows))
    assert set(SUBJECTS) == {act.subject for act in ACTS}


@pytest.mark.parametrize("name", sorted(BY_COMMAND))
def test_acts_by_command_only_have_no_other_door(name: str) -> None:
    doors = [*(ROOT / "annotations/api").rglob("*.py"), *(ROOT / "annotations/web").rglob("*.py")]
    assert [str(path) for path in doors if name in path.read_text()] == []


def on_desk(world: World, member: Membership, state: str) -> dict[str, Callable[[], Any]]:
    article = {"article_id": world.article.pk, "expected_version": None}
    token, _secret = issue_token(actor=member, name="own")
    person = {"actor": member, "person_id": world.person.pk, "expected_version": None}
    source = {"actor": member, "source_id": world.source.pk, "expected_version": None}
    return {
        "begin_practice": lambda: begin_practice(actor=member),
        "add_article": lambda: add_article(actor=member, data="New words.", kind="text"),
        "add_articles": lambda: add_articles(actor=member, articles=[Given("New words.")]),
        "request_import": lambda: request_import(
            actor=member, files=[SimpleUploadedFile("a.txt", b"Words.")]
        ),
        "correct_metadata": lambda: correct_metadata(
            actor=member, **article, changes={"title": "T"}
        ),
        "correct_text": lambda: correct_text(
            actor=member,
            article_id=add_article(actor=world.author, data="No claim quotes this.")[0].pk,
            expected_version=None,
            text="No claim quotes that.",
        ),
        "archive_article": lambda: archive_article(actor=member, **article),
        "highlight_claim": lambda: highlight_claim(
            actor=member, article_id=world.article.pk, start=0, end=7
        ),
        "add_person": lambda: add_person(actor=member, fields={"name": "New"}),
        "change_person": lambda: change_person(**person, changes={"name": "Other"}),
        "mark_same_person": lambda: mark_same_person(**person, same_as=None),
        "add_source": lambda: add_source(actor=member, fields={"title": "New"}),
        "change_source": lambda: change_source(**source, changes={"owner": "City"}),
        "request_export": lambda: request_export(actor=member, format="csv", filters={}),
        "take_next": lambda: take_next(actor=member, queue_slug="review"),
        **leading(world, member),
        "redact": lambda: redact(
            actor=member,
            kind="claim",
            subject_id=world.claims["without a verdict"].pk,
            words="So",
            order="Order 7",
            reason="By law",
        ),
        "save_filter": lambda: save_filter(
            actor=member, list_name=ListName.CLAIMS, name="Mine", query="kind=event"
        ),
        "read_notices": lambda: read_notices(actor=member),
        "choose_notices": lambda: choose_notices(actor=member, ways={"reply": "none"}),
        "issue_token": lambda: issue_token(actor=member, name="another"),
        "revoke_token": lambda: revoke_token(actor=member, token_id=token.pk),
    }


def on_claim(world: World, member: Membership, state: str) -> dict[str, Callable[[], Any]]:
    claim = world.claims[state]
    who = {"actor": member, "claim_id": claim.pk}
    at = {"actor": member, "expected_version": None}
    contact = Contact.objects.create(
        claim=claim, account=world.author.account, none_because="Nobody to ask."
    )
    relation = Relation.objects.create(
        claim=claim, other=world.elsewhere, kind="same", account=world.author.account
    )
    occurrence = claim.occurrences.get()
    return {
        "relate_claims": lambda: relate_claims(
            **who, other_id=world.elsewhere.pk, kind=RelationKind.CONTRADICTS
        ),
        "dissolve_relation": lambda: dissolve_relation(**at, relation_id=relation.pk),
        "change_contact": lambda: change_contact(
            **at, contact_id=contact.pk, changes={"whom": "The port"}
        ),
        "correct_occurrence": lambda: correct_occurrence(
            **at, occurrence_id=occurrence.pk, changes={"place": "Tarnholm"}
        ),
        "add_occurrence": lambda: add_occurrence(**who, media_url="https://media.example/a.mp4"),
        "reword_claim": lambda: reword_claim(
            **who, expected_version=None, changes={"statement": "X."}
        ),
        "triage_claim": lambda: triage_claim(**who, decision="to_check"),
        "log_contact": lambda: log_contact(**who, fields={"none_because": "Nobody to ask."}),
        "attach_evidence": lambda: attach_evidence(
            **who, fields={"stance": "context", "title": "A"}
        ),
        "draft_verdict": lambda: draft_verdict(**who),
        "withdraw_claim": lambda: withdraw_claim(**who, expected_version=None),
    }


def on_evidence(world: World, member: Membership, state: str) -> dict[str, Callable[[], Any]]:
    who = {"actor": member, "evidence_id": world.evidence[state].pk, "expected_version": None}
    return {
        "change_evidence": lambda: change_evidence(**who, changes={"note": "Other."}),
        "detach_evidence": lambda: detach_evidence(**who),
    }


def on_sealed(world: World, member: Membership, state: str) -> dict[str, Callable[[], Any]]:
    sealed = world.evidence["sealed, not named on it"]
    if state == "named on it":
        SealedAccess.objects.create(
            evidence=sealed, account=member.account, granted_by=world.author.account
        )
    who = {"actor": member, "evidence_id": sealed.pk}
    return {
        "name_reader": lambda: name_reader(**who, account_id=world.other.account_id),
        "remove_reader": lambda: remove_reader(**who, account_id=world.author.account_id),
    }


def on_verdict(world: World, member: Membership, state: str) -> dict[str, Callable[[], Any]]:
    verdict = world.verdicts[state]
    who = {"actor": member, "verdict_id": verdict.pk}
    frozen = verdict.submissions.first()
    return {
        "revise_verdict": lambda: revise_verdict(
            **who, expected_version=None, changes={"summary": "New."}
        ),
        "submit_for_review": lambda: submit_for_review(**who),
        "withdraw_verdict": lambda: withdraw_verdict(**who, expected_version=None),
        "record_review": lambda: record_review(
            **who, submission_id=frozen.pk if frozen else verdict.pk, outcome="approve"
        ),
    }


def on_item(world: World, member: Membership, state: str) -> dict[str, Callable[[], Any]]:
    who = {"actor": member, "item_id": world.item(state, member).pk}
    return {
        "take_item": lambda: take_item(**who),
        "extend_lease": lambda: extend_lease(**who),
        "release_item": lambda: release_item(**who),
    }


def on_export(world: World, member: Membership, state: str) -> dict[str, Callable[[], Any]]:
    who = {"actor": member, "export_id": world.exports[state].pk}
    return {
        "cancel_export": lambda: cancel_export(**who),
        "take_export": lambda: closed(take_export(**who)),
    }


def on_filter(world: World, member: Membership, state: str) -> dict[str, Callable[[], Any]]:
    shared = state == "shared by another"
    saved = save_filter(
        actor=world.other if shared else member,
        list_name=ListName.CLAIMS,
        name="Events",
        query="kind=event",
        shared=shared,
    )
    who = {"actor": member, "filter_id": saved.pk}
    return {
        "rename_filter": lambda: rename_filter(**who, name="What happened"),
        "remove_filter": lambda: remove_filter(**who),
        "share_filter": lambda: share_filter(**who, shared=not shared),
    }


def on_import(world: World, member: Membership, state: str) -> dict[str, Callable[[], Any]]:
    who = {"actor": member, "import_id": world.imports[state].pk}
    return {
        "cancel_import": lambda: cancel_import(**who),
        "resume_import": lambda: resume_import(**who),
    }


def on_redaction(world: World, member: Membership, state: str) -> dict[str, Callable[[], Any]]:
    made_by = member if state == "made by oneself" else world.other
    redaction = Redaction.objects.create(
        desk=world.desk,
        subject_kind="claim",
        subject_id=world.claims["without a verdict"].pk,
        order="Order 7",
        reason="By law",
        made_by=made_by.account,
    )
    return {"confirm_redaction": lambda: confirm_redaction(actor=member, redaction_id=redaction.pk)}


def closed(job: ExportJob) -> None:
    """An export that is taken comes with its file open."""
    job.file.close()


DOING = {
    "desk": on_desk,
    "claim": on_claim,
    "evidence": on_evidence,
    "sealed": on_sealed,
    "verdict": on_verdict,
    "item": on_item,
    "member": on_member,
    "filter": on_filter,
    "scale": on_scale,
    "policy": on_policy,
    "redaction": on_redaction,
    "export": on_export,
    "import": on_import,
}


def done(world: World, cell: Cell) -> str:
    """The code the act really refuses with, "" where it is done; the database is left as it was."""
    member = world.people[cell.role, cell.contributed]
    with transaction.atomic():
        try:
            DOING[cell.subject](world, member, cell.state)[cell.act]()
        except DomainError as refusal:
            return refusal.code
        finally:
            transaction.set_rollback(True)
    return ""


@pytest.mark.django_db
def test_every_cell_of_the_table_is_what_the_act_does(desk: Any, join: Any, article: Any) -> None:
    world = World(desk, join, article)
    matrix = list(cells())
    told = {cell: done(world, cell) for cell in matrix}
    assert {cell: code for cell, code in told.items() if code != cell.code} == {}
    assert len(matrix) > 400
    assert {cell.code for cell in matrix} >= {"", "not_permitted", "four_eyes", "wrong_state"}
