"""Evidence: attached, changed, detached; sealed words live apart."""

import json
import secrets
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from annotations.actions.claims import highlight_claim
from annotations.actions.evidence import attach_evidence, change_evidence, detach_evidence
from annotations.domain.errors import InvalidError, NotFoundError, NotPermittedError, TooLargeError
from annotations.models import Evidence, SealedEvidence, SealedFile, Source
from annotations.queries.claims import claim_detail

pytestmark = pytest.mark.django_db


def test_evidence_makes_its_source_once(claim: Any, evidence: Any, second: Any) -> None:
    again = {
        "title": "Ticket office, passengers by month",
        "stance": "context",
        "owner": "Port of Tarnholm",
    }
    attach_evidence(actor=second, claim_id=claim.pk, fields=again)
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [{"publisher": "Somebody else"}, {"publisher": ""}, {"published_on": date(2024, 2, 1)}],
)
def test_another_publisher_or_day_of_the_source_voids_the_approval(
    approved: Any, evidence: Any, second: Any, change: dict[str, Any]
) -> None:
    """They stand in every report, and the source is substantive."""
    cited = evidence.source
    change_evidence(actor=second, evidence_id=evidence.pk, expected_version=None, changes=change)
    approved.refresh_from_db()
    assert approved.state == "draft"
    evidence.refresh_from_db()
    assert evidence.source != cited
    assert evidence.source.title == cited.title


def test_source_of_an_approved_claim_stays_as_it_was_cited(
    approved: Any, evidence: Any, claim: Any, editor: Any, article: Any
) -> None:
    """Also when another claim cites the same title with another publisher, day or owner."""
    text = article.revisions.get().text
    start = text.index("a second ferry")
    other = highlight_claim(actor=editor, article_id=article.pk, start=start, end=start + 14)
    title = "Ticket office, passengers by month"
    told = {"publisher": "Somebody else", "published_on": date(2024, 2, 1), "owner": "Others"}
    attach_evidence(
        actor=editor, claim_id=other.pk, fields={"title": title, "stance": "context", **told}
    )
    source = Source.objects.get(pk=evidence.source_id)
    assert (source.publisher.name, source.published_on) == ("Port of Tarnholm", None)
    assert source.owner == ""


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "x"}, "stance"),
        ({"stance": "supports"}, "url"),
        ({"stance": "supports", "url": "javascript:alert(1)"}, "url"),
        ({"stance": "supports", "url": "file:///etc/passwd"}, "url"),
        ({"stance": "supports", "title": "x", "claim": "y"}, "claim"),
    ],
)
def test_unusable_evidence_is_refused_by_field(
    claim: Any, editor: Any, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidError) as refusal:
        attach_evidence(actor=editor, claim_id=claim.pk, fields=fields)
    assert field in refusal.value.extra["errors"]
    assert Evidence.objects.count() == 0


def test_off_the_record_is_never_public(claim: Any, editor: Any) -> None:
    fields = {"stance": "context", "note": "a talk", "terms": "off_record", "visibility": "public"}
    with pytest.raises(InvalidError):
        attach_evidence(actor=editor, claim_id=claim.pk, fields=fields)


def test_file_is_kept_by_its_hash(claim: Any, editor: Any) -> None:
    file = SimpleUploadedFile("counts.pdf", b"%PDF-1.7 counted")
    evidence = attach_evidence(
        actor=editor,
        claim_id=claim.pk,
        fields={"stance": "supports", "kind": "document"},
        file=file,
    )
    assert evidence.snapshot.file.read() == b"%PDF-1.7 counted"
    large = SimpleUploadedFile("large.txt", b"Counts")
    large.size = 26 * 1024 * 1024
    with pytest.raises(TooLargeError):
        attach_evidence(actor=editor, claim_id=claim.pk, fields={"stance": "supports"}, file=large)


def everything_but_the_seal() -> str:
    """All text of all tables but those that hold what is sealed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE 'annotations_%%'")
        sealed = {SealedEvidence._meta.db_table, SealedFile._meta.db_table}
        tables = [name for (name,) in cursor.fetchall() if name not in sealed]
        dumped = []
        for table in tables:
            cursor.execute(f"SELECT coalesce(json_agg(t)::text, '') FROM {table} t")
            dumped.append(cursor.fetchone()[0])
    return "".join(dumped)


SEALED_FIELDS = ("quote", "note", "title", "publisher", "owner")


def test_sealed_words_are_in_no_other_table(claim: Any, editor: Any) -> None:
    sentinels = {name: secrets.token_hex(8) for name in SEALED_FIELDS}
    address = secrets.token_hex(8)
    fields = {
        "stance": "supports",
        "visibility": "sealed",
        "url": f"https://leak.example/{address}",
        **sentinels,
    }
    made = attach_evidence(actor=editor, claim_id=claim.pk, fields=fields)
    text = everything_but_the_seal()
    assert [word for word in [*sentinels.values(), address] if word in text] == []
    shown = json.dumps(claim_detail(editor, claim.pk)["evidence"])
    assert [word for word in [*sentinels.values(), address] if word not in shown] == []
    assert made.source is None


def test_sealing_later_leaves_nothing_behind_in_the_row(
    claim: Any, evidence: Any, editor: Any
) -> None:
    change_evidence(
        actor=editor, evidence_id=evidence.pk, expected_version=1, changes={"visibility": "sealed"}
    )
    evidence.refresh_from_db()
    assert (evidence.quote, evidence.note, evidence.source, evidence.url) == ("", "", None, "")
    assert SealedEvidence.objects.get().quote.startswith("2023: 411,870")
    with pytest.raises(InvalidError):
        change_evidence(
            actor=editor,
            evidence_id=evidence.pk,
            expected_version=2,
            changes={"visibility": "public"},
        )


def test_words_sealed_later_are_blanked_wherever_they_were(claim: Any, editor: Any) -> None:
    sentinels = {name: secrets.token_hex(8) for name in SEALED_FIELDS}
    address = secrets.token_hex(8)
    fields = {"stance": "supports", "url": f"https://leak.example/{address}", **sentinels}
    evidence = attach_evidence(actor=editor, claim_id=claim.pk, fields=fields)
    assert sentinels["quote"] in everything_but_the_seal()
    seal = {"visibility": "sealed"}
    change_evidence(actor=editor, evidence_id=evidence.pk, expected_version=1, changes=seal)
    text = everything_but_the_seal()
    outlet = sentinels.pop("publisher")  # outlets are a list of names of the whole desk
    assert [word for word in [*sentinels.values(), address] if word in text] == []
    (shown,) = claim_detail(editor, claim.pk)["evidence"]
    assert (shown["source"]["publisher"], shown["source"]["owner"]) == (outlet, sentinels["owner"])


def test_what_was_submitted_cannot_be_sealed_afterwards(
    submission: Any, evidence: Any, editor: Any
) -> None:
    seal = {"visibility": "sealed"}
    with pytest.raises(InvalidError) as refusal:
        change_evidence(actor=editor, evidence_id=evidence.pk, expected_version=1, changes=seal)
    assert "submitted already" in refusal.value.detail


def test_sealed_words_are_read_by_named_accounts_only(claim: Any, editor: Any, lead: Any) -> None:
    word = secrets.token_hex(8)
    evidence = attach_evidence(
        actor=editor,
        claim_id=claim.pk,
        fields={"stance": "supports", "visibility": "sealed", "quote": word},
    )
    assert word in json.dumps(claim_detail(editor, claim.pk))
    assert word not in json.dumps(claim_detail(lead, claim.pk))
    with pytest.raises(NotPermittedError):
        change_evidence(
            actor=lead, evidence_id=evidence.pk, expected_version=1, changes={"quote": "x"}
        )


def test_detached_evidence_no_longer_counts(claim: Any, evidence: Any, editor: Any) -> None:
    detach_evidence(actor=editor, evidence_id=evidence.pk, expected_version=1)
    assert claim_detail(editor, claim.pk)["evidence"] == []
    assert Evidence.objects.filter(pk=evidence.pk).exists()
    with pytest.raises(NotFoundError):
        detach_evidence(actor=editor, evidence_id=evidence.pk, expected_version=None)
