"""What an export tells of evidence: what can be checked, and no name or id that is to stay on the desk."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from annotations.actions.evidence import attach_evidence
from annotations.queries.exports import claim_rows

pytestmark = pytest.mark.django_db


def told(claim: Any) -> Any:
    """The evidence of the one claim, as every format gets it."""
    (row,) = claim_rows(claim.desk_id, {"state": "any"})
    return list(row.evidence)


def test_a_calculation_leaves_without_the_ids_of_evidence_behind_it(
    claim: Any, editor: Any
) -> None:
    inner = attach_evidence(
        actor=editor, claim_id=claim.pk,
        fields={"stance": "context", "title": "Count", "visibility": "internal"},
    )  # fmt: skip
    number = {"name": "Passengers", "value": "411,870", "evidence": str(inner.pk)}
    attach_evidence(
        actor=editor, claim_id=claim.pk,
        fields={
            "stance": "refutes", "kind": "calculation", "visibility": "public",
            "calculation": {"formula": "A / 2", "inputs": [number], "result": "205,935"},
        },
    )  # fmt: skip
    (piece,) = told(claim)
    assert piece.calculation["inputs"] == [{"name": "Passengers", "value": "411,870"}]
    assert (piece.calculation["formula"], piece.calculation["result"]) == ("A / 2", "205,935")


@pytest.mark.parametrize(("terms", "name"), [("on_record", "Ilse Brandt"), ("background", "")])
def test_only_who_speaks_on_the_record_is_named(
    terms: str, name: str, claim: Any, editor: Any
) -> None:
    attach_evidence(
        actor=editor, claim_id=claim.pk,
        fields={
            "stance": "refutes", "kind": "interview", "visibility": "public", "terms": terms,
            "informant": "Ilse Brandt", "note": "She counted.", "channel": "call",
        },
    )  # fmt: skip
    (piece,) = told(claim)
    assert piece.informant == name


def test_a_file_is_named_with_its_hash(claim: Any, editor: Any) -> None:
    evidence = attach_evidence(
        actor=editor, claim_id=claim.pk,
        fields={"stance": "context", "visibility": "public"},
        file=SimpleUploadedFile("tickets.csv", b"Year;Passengers\n2023;411870\n"),
    )  # fmt: skip
    assert evidence.snapshot is not None
    (piece,) = told(claim)
    assert (piece.file, piece.file_sha256) == ("tickets.csv", evidence.snapshot.sha256)
