"""Words withheld by an order are nowhere any more, and everything else stays true."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from annotations.actions.articles import add_article
from annotations.actions.audit import seal_audit
from annotations.actions.claims import highlight_claim, reword_claim, triage_claim
from annotations.actions.contacts import log_contact
from annotations.actions.evidence import attach_evidence, change_evidence
from annotations.actions.exports import request_export, run_export, take_export
from annotations.actions.redactions import confirm_redaction, erase_files, redact
from annotations.domain.errors import (
    FourEyesError,
    GoneError,
    InvalidError,
    NotFoundError,
    NotPermittedError,
)
from annotations.models import (
    Anchor,
    Article,
    AuditEvent,
    Claim,
    Contribution,
    Evidence,
    ExportJob,
    IdempotencyKey,
    Occurrence,
    Payload,
    Person,
    Redaction,
    Snapshot,
    Verdict,
)
from annotations.queries.undone import withheld_files
from annotations.queries.verification import Finding, Progress, findings
from tests.models.refusals import refused_by, sql

pytestmark = pytest.mark.django_db
ORDER = {"order": "3 O 17/26", "reason": "The court of Tarnholm forbids it."}


def everything() -> str:
    """Every row of every table, and every file that is kept, as one text."""
    texts = []
    for model in apps.get_app_config("annotations").get_models():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT to_jsonb(t)::text FROM {model._meta.db_table} t")
            texts += [json.dumps(json.loads(row[0]), ensure_ascii=False) for row in cursor]
    for row in [*Snapshot.objects.exclude(file=""), *ExportJob.objects.exclude(file="")]:
        if row.file.storage.exists(row.file.name):
            texts.append(row.file.read().decode(errors="replace"))
    return "\n".join(texts)


def what_is_wrong() -> list[Finding]:
    """What `verify_audit` would name."""
    seal_audit()
    return list(findings(Progress()))


@pytest.fixture
def story(editor: Any, claim: Any, approved: Any, reviewer: Any) -> Any:
    """The approved claim, with words of the harbour master in every corner."""
    triage_claim(
        actor=editor, claim_id=claim.pk, decision="to_check", reason="Ilse Brandt said it twice."
    )
    fields = {"whom": "Ilse Brandt", "none_because": "Ilse  brandt does not answer."}
    log_contact(actor=editor, claim_id=claim.pk, fields=fields)
    IdempotencyKey.objects.create(
        account=editor.account, desk=editor.desk, key="k", route="x", body_sha256="x", status=201,
        answer={"body": {"note": "as Ilse Brandt said"}},
    )  # fmt: skip
    job = request_export(actor=editor, format="jsonl", filters={"state": "any"})
    run_export(export_id=job.pk)
    seal_audit()
    return claim


def test_named_words_are_blocked_out_wherever_they_stand(story: Any, lead: Any) -> None:
    assert everything().count("Brandt") > 3
    article = Article.objects.get()
    before = article.revisions.get()
    redact(actor=lead, kind="article", subject_id=article.pk, words="ilse brandt", **ORDER)
    erase_files()
    left = [line for line in everything().splitlines() if "brandt" in line.lower()]
    stay = [
        Person.objects.get().pk,
        story.pk,
    ]  # the person, and the claim that is found by its speaker
    assert all('"links": []' in line or json.loads(line)["id"] in map(str, stay) for line in left)
    assert not any("█" not in line for line in left if '"statement"' in line), left
    after = article.revisions.get()
    assert after.text == before.text.replace("Ilse Brandt", "█" * 11)
    assert after.sha256 == before.sha256
    assert what_is_wrong() == []


def test_anchors_stand_at_their_offsets_also_where_a_highlight_cuts_through(
    editor: Any, article: Any, lead: Any
) -> None:
    text = article.revisions.get().text
    start = text.index("Brandt told the council")
    highlight_claim(
        actor=editor, article_id=article.pk, start=start, end=start + len("Brandt told the council")
    )
    before = text.index("twice as many as in 2019,”")
    highlight_claim(actor=editor, article_id=article.pk, start=before, end=before + 22)
    redact(actor=lead, kind="article", subject_id=article.pk, words="Ilse Brandt", **ORDER)
    revision = article.revisions.get()
    for anchor in Anchor.objects.all():
        assert revision.text[anchor.start : anchor.end] == anchor.exact
        assert revision.text[: anchor.start].endswith(anchor.prefix)
        assert revision.text[anchor.end :].startswith(anchor.suffix)
    words = set(Occurrence.objects.values_list("words", flat=True))
    assert words == {"██████ told the council", "twice as many as in 20"}
    assert "Brandt" not in "".join(Anchor.objects.values_list("suffix", flat=True))
    assert what_is_wrong() == []


def test_an_article_as_a_whole_goes_with_its_bytes_and_the_copies_of_its_words(
    story: Any, lead: Any
) -> None:
    article = Article.objects.get()
    redact(actor=lead, kind="article", subject_id=article.pk, **ORDER)
    assert list(withheld_files()) == [{}]
    assert erase_files() == 2
    assert list(withheld_files()) == []
    said = everything()
    for words in ("We carried", "second ferry", "harbour master Ilse", "opposition doubts"):
        assert words not in said
    revision = article.revisions.get()
    assert set(revision.text) <= {"█", "\n"}
    article.refresh_from_db()
    assert set(article.title) == {"█"}
    assert article.withheld_on == timezone.localdate()
    assert what_is_wrong() == []


def test_a_claim_as_a_whole_goes_with_what_was_judged(story: Any, lead: Any) -> None:
    redact(actor=lead, kind="claim", subject_id=story.pk, **ORDER)
    erase_files()
    said = everything()
    for words in ("The ferries of Tarnholm carried", "411,870", "comparison is not", "by month"):
        assert words not in said
    claim = Claim.objects.get()
    assert set(claim.statement) == {"█"}
    assert "We carried 412,000" in Article.objects.get().revisions.get().text
    assert what_is_wrong() == []


def test_evidence_goes_with_its_file_and_its_source(editor: Any, story: Any, lead: Any) -> None:
    file = ContentFile(b"Tally of the night watch", "tally.txt")
    fields = {"title": "Tally of the night watch", "stance": "refutes", "quote": "Ninety boats."}
    row = attach_evidence(actor=editor, claim_id=story.pk, fields=fields, file=file)
    redact(actor=lead, kind="evidence", subject_id=row.pk, **ORDER)
    erase_files()
    said = everything()
    assert "night watch" not in said
    assert "Ninety boats" not in said
    assert "tally.txt" not in said
    assert "The ferries of Tarnholm carried" in said
    assert Evidence.objects.get(pk=row.pk).withheld_on is not None
    assert what_is_wrong() == []
    again = ContentFile(b"Tally of the night watch", "tally.txt")
    with pytest.raises(GoneError):
        attach_evidence(actor=editor, claim_id=story.pk, fields={"stance": "refutes"}, file=again)


def test_a_source_that_another_claim_cites_is_left_to_it(
    editor: Any, claim: Any, evidence: Any, article: Any, lead: Any
) -> None:
    start = article.revisions.get().text.index("second ferry")
    other = highlight_claim(actor=editor, article_id=article.pk, start=start, end=start + 12)
    attach_evidence(
        actor=editor,
        claim_id=other.pk,
        fields={
            "title": evidence.source.title,
            "publisher": "Port of Tarnholm",
            "stance": "context",
        },
    )
    redact(actor=lead, kind="evidence", subject_id=evidence.pk, **ORDER)
    evidence.source.refresh_from_db()
    assert evidence.source.title == "Ticket office, passengers by month"
    assert what_is_wrong() == []


def test_an_approval_stands_and_nobody_becomes_a_contributor(story: Any, lead: Any) -> None:
    version = story.version
    redact(actor=lead, kind="claim", subject_id=story.pk, words="412,000", **ORDER)
    story.refresh_from_db()
    assert Verdict.objects.standing().exists()
    assert not Contribution.objects.filter(account=lead.account).exists()
    assert Claim.objects.get().version == max(version, story.version)


def test_files_that_held_it_are_listed_and_can_no_longer_be_taken(
    story: Any, lead: Any, editor: Any
) -> None:
    job = ExportJob.objects.get()
    redaction = redact(actor=lead, kind="claim", subject_id=story.pk, words="412,000", **ORDER)
    assert redaction.exports == [str(job.pk)]
    with pytest.raises(GoneError):
        take_export(actor=editor, export_id=job.pk)
    path = Path(job.file.path)
    assert path.exists()
    erase_files()
    assert not path.exists()


def test_a_file_without_the_claim_stays(editor: Any, story: Any, lead: Any) -> None:
    ExportJob.objects.update(claim_ids=[])
    redaction = redact(actor=lead, kind="claim", subject_id=story.pk, words="412,000", **ORDER)
    assert redaction.exports == []


def test_a_file_that_is_being_written_meanwhile_is_not_kept(
    editor: Any, claim: Any, lead: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = request_export(actor=editor, format="jsonl", filters={"state": "any"})

    def late(*_args: Any) -> int:
        redact(actor=lead, kind="claim", subject_id=claim.pk, words="412,000", **ORDER)
        return 1

    monkeypatch.setattr("annotations.actions.exports.count_rows", late)
    run_export(export_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.file.name) == ("failed", "")


def test_the_log_keeps_who_when_why_and_by_which_order(story: Any, lead: Any) -> None:
    redaction = redact(actor=lead, kind="claim", subject_id=story.pk, **ORDER)
    event = AuditEvent.objects.get(act="redaction.made")
    assert event.actor == lead.account
    assert event.payload is not None
    assert event.payload.content["order"] == "3 O 17/26"
    assert AuditEvent.objects.filter(act="claim.redacted", claim_id=story.pk).count() == 1
    blanked = Payload.objects.exclude(erased_at=None)
    assert blanked.count() > 3
    assert set(blanked.values_list("content", "erased_reason", "erased_by")) == {
        (None, ORDER["reason"], lead.account_id)
    }
    assert story.pk in map(type(story.pk), redaction.rows["claim"])


def test_a_second_person_confirms_and_never_the_first(
    story: Any, lead: Any, reviewer: Any, editor: Any, stranger: Any
) -> None:
    redaction = redact(actor=lead, kind="claim", subject_id=story.pk, **ORDER)
    for person, refusal in (
        (lead, FourEyesError), (editor, NotPermittedError), (stranger, NotFoundError),
    ):  # fmt: skip
        with pytest.raises(refusal):
            confirm_redaction(actor=person, redaction_id=redaction.pk)
    assert list(Redaction.objects.pending()) == [redaction]
    confirm_redaction(actor=reviewer, redaction_id=redaction.pk)
    confirm_redaction(actor=reviewer, redaction_id=redaction.pk)
    assert not Redaction.objects.pending().exists()
    assert AuditEvent.objects.filter(act="redaction.confirmed").count() == 1
    assert what_is_wrong() == []


def test_the_database_refuses_confirming_ones_own(story: Any, lead: Any) -> None:
    redact(actor=lead, kind="claim", subject_id=story.pk, **ORDER)
    rows = Redaction.objects.all()
    own = {"confirmed_by": lead.account, "confirmed_at": timezone.now()}
    assert refused_by(lambda: rows.update(**own)) == "redaction_second_person"
    assert refused_by(lambda: rows.update(reason="x")) == "append_only"


def test_only_leads_withhold_and_only_on_their_desk(
    story: Any, editor: Any, reviewer: Any, stranger: Any
) -> None:
    for person in (editor, reviewer):
        with pytest.raises(NotPermittedError):
            redact(actor=person, kind="claim", subject_id=story.pk, **ORDER)
    with pytest.raises(NotFoundError):
        redact(actor=stranger, kind="claim", subject_id=story.pk, **ORDER)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"order": " "}, "order"),
        ({"reason": ""}, "reason"),
        ({"reason": "They carried 412,000 people."}, "reason"),
        ({"words": "nowhere to be found"}, "words"),
        ({"words": "4"}, "words"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    story: Any, lead: Any, given: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidError) as caught:
        redact(
            actor=lead, kind="claim", subject_id=story.pk, **{"words": "412,000", **ORDER, **given}
        )
    assert field in caught.value.extra["errors"]
    assert not Redaction.objects.exists()


def test_the_app_blocks_nothing_out_without_a_redaction(story: Any) -> None:
    for table, column in (
        ("articlerevision", "text"), ("revisionblock", "text"), ("triage", "reason"),
    ):  # fmt: skip
        change = (
            f"UPDATE annotations_{table} SET {column} = regexp_replace({column}, '.', '█', 'g')"
        )
        assert refused_by(sql(change)) == "append_only"
    for change in ("content = NULL, erased_at = now(), erased_reason = 'x'", "content = '{}'"):
        assert refused_by(sql(f"UPDATE annotations_payload SET {change}")) == "append_only"
    change = "UPDATE annotations_snapshot SET erased_at = now(), erased_reason = 'x'"
    assert refused_by(sql(change)) == "append_only"
    assert refused_by(sql("UPDATE annotations_snapshot SET file = ''")) == "append_only"


def test_a_redaction_blocks_out_and_never_writes(story: Any, lead: Any) -> None:
    redact(actor=lead, kind="claim", subject_id=story.pk, words="412,000", **ORDER)
    for change in ("'x' || substr(text, 2)", "text || '█'", "substr(text, 2)"):
        rewrite = f"UPDATE annotations_articlerevision SET text = {change}"
        assert refused_by(sql(rewrite)) == "append_only"
    sql("UPDATE annotations_articlerevision SET text = '█' || substr(text, 2)")()


def test_a_material_edit_in_the_same_transaction_still_voids(
    story: Any, lead: Any, editor: Any
) -> None:
    redact(actor=lead, kind="claim", subject_id=story.pk, words="412,000", **ORDER)
    reword_claim(
        actor=editor, claim_id=story.pk, expected_version=None, changes={"statement": "It is so."}
    )
    assert not Verdict.objects.standing().exists()


def test_sealing_still_blanks_what_the_log_held(editor: Any, claim: Any, evidence: Any) -> None:
    change_evidence(
        actor=editor,
        evidence_id=evidence.pk,
        expected_version=None,
        changes={"visibility": "sealed"},
    )
    events = AuditEvent.objects.filter(subject_id=evidence.pk).order_by("id")
    assert [event.payload.content is None for event in events if event.payload] == [True, False]
    assert not Redaction.objects.pending().exists()
    assert what_is_wrong() == []


def test_doing_it_again_finds_nothing_left(story: Any, lead: Any) -> None:
    redact(actor=lead, kind="claim", subject_id=story.pk, words="412,000", **ORDER)
    with pytest.raises(InvalidError):
        redact(actor=lead, kind="claim", subject_id=story.pk, words="412,000", **ORDER)


def test_a_text_of_a_megabyte_is_blocked_out_within_seconds(editor: Any, lead: Any) -> None:
    text = "\n\n".join(f"Paragraph {number} of the minutes. " * 30 for number in range(1000))
    article, _new = add_article(actor=editor, data=text)
    begun = timezone.now()
    redact(actor=lead, kind="article", subject_id=article.pk, words="Paragraph 7 of", **ORDER)
    assert timezone.now() - begun < timedelta(seconds=10)
    assert "Paragraph 7 of" not in article.revisions.get().text
