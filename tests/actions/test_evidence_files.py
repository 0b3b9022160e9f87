"""Files of evidence: kept, looked into, sealed, withheld; and who reads what is sealed."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from annotations.actions import previews
from annotations.actions.evidence import attach_evidence, change_evidence
from annotations.actions.previews import make_preview
from annotations.actions.redactions import erase_files, redact
from annotations.actions.sealing import name_reader, remove_reader
from annotations.domain.errors import (
    DuplicateError,
    GoneError,
    InvalidError,
    NotFoundError,
    NotPermittedError,
    UnsupportedError,
    WrongStateError,
)
from annotations.models import AuditEvent, Evidence, Preview, SealedFile, Snapshot
from annotations.queries.audit import kind_of
from annotations.queries.evidence import evidence_detail, readers_of
from annotations.queries.files import original_of, picture_of, preview_of
from annotations.queries.undone import UNDONE
from annotations.queries.verification import Progress, findings
from tests.intake import made_files as made

pytestmark = pytest.mark.django_db
TABLE = b"year,passengers\n2023,411870\n"


@pytest.fixture
def attach(editor: Any, claim: Any) -> Any:
    """Attaches a file to the claim."""

    def attached(data: bytes = TABLE, name: str = "counts.csv", **fields: Any) -> Evidence:
        file = SimpleUploadedFile(name, data)
        given = {"stance": "context", "visibility": "internal", **fields}
        return attach_evidence(actor=editor, claim_id=claim.pk, fields=given, file=file)

    return attached


def look() -> None:
    """The worker makes every preview that waits."""
    for ids in list(UNDONE["make_preview"]()):
        make_preview(**ids)


def test_a_file_is_named_and_typed_by_what_it_is(attach: Any) -> None:
    evidence = attach(made.image(), "../../chart.html")
    assert (evidence.snapshot.name, evidence.snapshot.media_type) == ("chart.png", "image/png")
    assert evidence.source.title == "chart.png"


def test_what_is_not_taken_leaves_nothing(attach: Any) -> None:
    kept = Snapshot.objects.count()
    with pytest.raises(UnsupportedError):
        attach(b"<svg onload='alert(1)'/>", "chart.svg")
    assert (Evidence.objects.count(), Snapshot.objects.count()) == (0, kept)


def test_a_preview_is_made_after_the_act(attach: Any, editor: Any, silent_bell: Any) -> None:
    evidence = attach()
    assert evidence_detail(editor, evidence.pk)["file"]["preview"]["state"] == "waiting"
    assert list(UNDONE["make_preview"]()) == [{"snapshot_id": evidence.snapshot.pk}]
    look()
    assert list(UNDONE["make_preview"]()) == []
    seen = preview_of(editor, evidence.pk)
    assert (seen["state"], seen["tables"][0]["rows"]) == (
        "made",
        [["year", "passengers"], ["2023", "411870"]],
    )


def test_a_file_without_a_preview_says_why(attach: Any, editor: Any) -> None:
    broken = attach(b"%PDF-1.7 counted", "counts.pdf")
    lost = attach()
    lost.snapshot.file.storage.delete(lost.snapshot.file.name)
    look()
    said = [evidence_detail(editor, one.pk)["file"]["preview"] for one in (broken, lost)]
    assert [row["state"] for row in said] == ["none", "none"]
    assert "damaged" in said[0]["why"]
    assert "not in the store" in said[1]["why"]


def test_a_file_that_is_withheld_while_it_is_looked_into_gets_no_preview(
    attach: Any, lead: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence = attach()
    real = previews.preview_of

    def slow(*args: Any) -> Any:
        found = real(*args)
        withhold(lead, evidence)
        erase_files()
        return found

    monkeypatch.setattr(previews, "preview_of", slow)
    look()
    assert not Preview.objects.exists()
    assert not default_storage.exists(f"previews/{evidence.snapshot.pk}/words.json")


def withhold(lead: Any, evidence: Evidence) -> None:
    redact(
        actor=lead, kind="evidence", subject_id=evidence.pk, order="3 O 17", reason="By a court."
    )


@pytest.mark.parametrize("visibility", ["internal", "sealed"])
def test_withholding_erases_file_and_preview(
    attach: Any, editor: Any, lead: Any, visibility: str
) -> None:
    evidence = attach(made.image(), "chart.png", visibility=visibility)
    look()
    file = evidence.snapshot or SealedFile.objects.get()
    folder = Preview.objects.get().folder
    assert default_storage.exists(f"{folder}/1-small.webp")
    withhold(lead, evidence)
    for question in (original_of, preview_of):
        with pytest.raises(GoneError):
            question(editor, evidence.pk)
    assert erase_files() == 1
    assert not default_storage.exists(file.file.name)
    assert not default_storage.exists(folder)
    assert not Preview.objects.exists()
    file.refresh_from_db()
    assert (file.name, file.file.name) == ("", "")
    assert list(findings(Progress())) == []


def test_sealing_moves_the_file_apart_and_deletes_the_open_one(
    attach: Any, editor: Any, second: Any
) -> None:
    evidence = attach(informant="A clerk", place="row 2023")
    look()
    before = evidence.snapshot
    change_evidence(
        actor=editor, evidence_id=evidence.pk, expected_version=1, changes={"visibility": "sealed"}
    )
    assert erase_files() == 1
    look()
    evidence.refresh_from_db()
    assert (evidence.snapshot, evidence.informant, evidence.locator) == (None, "", {})
    assert not default_storage.exists(before.file.name)
    assert not default_storage.exists(f"previews/{before.pk}")
    row = evidence_detail(editor, evidence.pk)
    assert (row["file"]["name"], row["informant"], row["place"]) == (
        "counts.csv",
        "A clerk",
        "row 2023",
    )
    assert preview_of(editor, evidence.pk)["tables"][0]["rows"][1] == ["2023", "411870"]
    hidden = evidence_detail(second, evidence.pk)
    assert (hidden["file"], hidden["informant"], hidden["place"]) == (None, "", "")
    assert list(findings(Progress())) == []


def test_a_file_that_is_used_openly_elsewhere_is_not_sealed(attach: Any, editor: Any) -> None:
    evidence, _other = attach(), attach(note="The same file again")
    with pytest.raises(InvalidError) as refusal:
        change_evidence(
            actor=editor,
            evidence_id=evidence.pk,
            expected_version=1,
            changes={"visibility": "sealed"},
        )
    assert "used" in refusal.value.extra["errors"]["visibility"][0]
    evidence.refresh_from_db()
    assert (evidence.visibility, evidence.snapshot.name) == ("internal", "counts.csv")
    assert not SealedFile.objects.exists()


def test_a_sealed_file_is_for_those_named_on_it(
    attach: Any, editor: Any, second: Any, lead: Any
) -> None:
    evidence = attach(made.image(), "chart.png", visibility="sealed")
    look()
    for member in (second, lead):
        for question in (
            lambda m: original_of(m, evidence.pk),
            lambda m: preview_of(m, evidence.pk),
            lambda m: picture_of(m, evidence.pk, 1, "small"),
            lambda m: readers_of(m, evidence.pk),
        ):
            with pytest.raises(NotPermittedError):
                question(member)
    name_reader(actor=editor, evidence_id=evidence.pk, account_id=second.account_id)
    assert original_of(second, evidence.pk).name == "chart.png"
    assert [row["account"]["name"] for row in readers_of(second, evidence.pk)] == [
        "Edda Lund",
        "Sami Koskinen",
    ]
    remove_reader(actor=second, evidence_id=evidence.pk, account_id=second.account_id)
    with pytest.raises(NotPermittedError):
        original_of(second, evidence.pk)
    told = AuditEvent.objects.filter(act__startswith="reader.").order_by("id")
    assert [event.act for event in told] == ["reader.named", "reader.removed"]
    assert list(findings(Progress())) == []


def test_a_list_of_readers_stays_a_list_of_readers(
    attach: Any, editor: Any, second: Any, stranger: Any
) -> None:
    sealed, unsealed = attach(visibility="sealed"), attach()
    who = {"actor": editor, "evidence_id": sealed.pk}
    with pytest.raises(WrongStateError):
        remove_reader(**who, account_id=editor.account_id)
    with pytest.raises(DuplicateError):
        name_reader(**who, account_id=editor.account_id)
    with pytest.raises(NotFoundError):
        name_reader(**who, account_id=stranger.account_id)
    with pytest.raises(NotFoundError):
        remove_reader(**who, account_id=second.account_id)
    with pytest.raises(WrongStateError):
        name_reader(actor=editor, evidence_id=unsealed.pk, account_id=second.account_id)
    with pytest.raises(NotPermittedError):
        name_reader(actor=second, evidence_id=sealed.pk, account_id=second.account_id)


def test_the_database_keeps_sealed_files_with_sealed_evidence(attach: Any) -> None:
    evidence, sealed = attach(), attach(visibility="sealed")
    file = SealedFile.objects.get(evidence=sealed)
    with pytest.raises(IntegrityError, match="Sealed words belong"), transaction.atomic():
        SealedFile.objects.create(
            evidence=evidence,
            sha256="0" * 64,
            size=1,
            media_type="text/csv",
            taken_by=file.taken_by,
        )
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        SealedFile.objects.filter(pk=file.pk).update(sha256="0" * 64)


def test_the_log_keeps_a_hash_of_a_sealed_file_and_no_name(attach: Any) -> None:
    attach(name="secret name.csv", visibility="sealed")
    event = AuditEvent.objects.get(subject_kind=kind_of(SealedFile))
    assert set(event.payload.content) == {"sha256"}


def test_a_calculation_takes_numbers_from_evidence_of_its_claim(
    attach: Any, editor: Any, claim: Any
) -> None:
    counts = attach()

    def reckoned(**entry: str) -> Evidence:
        calculation = {
            "formula": "A / 2", "result": "205,935", "inputs": [{"name": "Passengers", "value": "411,870", **entry}],
        }  # fmt: skip
        fields = {"stance": "refutes", "kind": "calculation", "calculation": calculation}
        return attach_evidence(actor=editor, claim_id=claim.pk, fields=fields)

    made_of = reckoned(evidence=str(counts.pk))
    row = evidence_detail(editor, made_of.pk)
    assert row["calculation"]["check"] == {"value": "205935", "agrees": True}
    assert row["source"]["title"] == "Own calculation"
    with pytest.raises(InvalidError, match="not attached to this claim"):
        reckoned(evidence=str(claim.pk))


def test_an_interview_needs_no_address(editor: Any, claim: Any) -> None:
    fields = {
        "stance": "supports", "kind": "interview", "informant": "Ilse\nBrandt, harbour master", "channel": "call",
        "obtained_on": "2026-02-03", "terms": "background",
    }  # fmt: skip
    evidence = attach_evidence(actor=editor, claim_id=claim.pk, fields=fields)
    evidence.refresh_from_db()
    row = evidence_detail(editor, evidence.pk)
    assert (row["informant"], row["channel"]) == ("Ilse Brandt, harbour master", "call")
    assert row["source"]["title"] == "Interview with Ilse Brandt, harbour master"
    assert (row["obtained_by"]["name"], row["obtained_on"]) == ("Edda Lund", "2026-02-03")
