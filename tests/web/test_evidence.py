"""Evidence by page, without scripts; its file and pictures, sent safely and only to those who may."""

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from annotations.actions.evidence import attach_evidence, change_evidence
from annotations.actions.previews import make_preview
from annotations.models import Evidence
from annotations.queries.undone import UNDONE
from tests.intake import made_files as made

pytestmark = pytest.mark.django_db
SAFE = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


@pytest.fixture
def filed(editor: Any, claim: Any) -> Any:
    """Attaches a file and lets the worker look into it."""

    def attach(data: bytes, name: str = "a", **fields: Any) -> Evidence:
        given = {"stance": "context", "visibility": "internal", **fields}
        file = SimpleUploadedFile(name, data)
        evidence = attach_evidence(actor=editor, claim_id=claim.pk, fields=given, file=file)
        for ids in list(UNDONE["make_preview"]()):
            make_preview(**ids)
        return evidence

    return attach


def sent(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_a_form_without_scripts_attaches_a_file(visit: Any, editor: Any, claim: Any) -> None:
    client = visit(editor)
    address = f"/claims/{claim.pk}/evidence/new/"
    assert b'enctype="multipart/form-data"' in client.get(address).content
    form = {
        "stance": "refutes", "kind": "dataset", "terms": "on_record", "visibility": "public",
        "place": "Table!b4", "file": SimpleUploadedFile("counts.csv", b"a,b\n1,2\n"),
    }  # fmt: skip
    assert client.post(address, form).status_code == 302
    evidence = Evidence.objects.get()
    assert (evidence.locator, evidence.snapshot.name) == (
        {"sheet": "Table", "cell": "B4"},
        "counts.csv",
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"file": SimpleUploadedFile("a.svg", b"<svg/>")}, "SVG drawings"),
        ({"place": "p. 5-3"}, "the first before the last"),
        ({"calc_formula": "1 + 1"}, "at least one number"),
        ({"stance": ""}, "supports, refutes or gives context"),
        ({"terms": "off_record"}, "cannot be public"),
    ],
)
def test_a_refusal_stands_in_the_form_with_what_was_typed(
    visit: Any, words: Any, editor: Any, claim: Any, wrong: dict[str, Any], said: str
) -> None:
    form = {
        "stance": "context", "kind": "web", "terms": "on_record", "visibility": "public", "note": "A long remark.",
    }  # fmt: skip
    response = visit(editor).post(f"/claims/{claim.pk}/evidence/new/", {**form, **wrong})
    assert response.status_code == 422
    assert said in words(response)
    assert "A long remark." in words(response)
    assert not Evidence.objects.exists()


def test_a_calculation_is_entered_and_changed_by_page(visit: Any, editor: Any, claim: Any) -> None:
    client = visit(editor)
    form = {
        "stance": "refutes", "kind": "calculation", "terms": "on_record", "visibility": "public",
        "calc_0_name": "Passengers", "calc_0_value": "411,870", "calc_formula": "A / 2", "calc_result": "205,935",
    }  # fmt: skip
    address = f"/claims/{claim.pk}/evidence/new/"
    folded = client.get(address).context["form"]
    assert not folded.reckons, "its fields are folded away until a calculation is asked for"
    refused = client.post(address, {**form, "calc_result": ""})
    assert refused.context["form"].reckons
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["calc_result"], "said where it is to be mended"
    assert client.post(address, form).status_code == 302
    evidence = Evidence.objects.get()
    assert evidence.calculation["inputs"][0]["value"] == "411,870"
    page = client.get(f"/evidence/{evidence.pk}/edit/")
    shown = {field.html_name: field.value() or "" for field in page.context["form"]}
    before = {f"initial-{name}": value for name, value in shown.items()}
    changed = {**shown, **before, "version": "1", "calc_result": "200,000"}
    changed.pop("quote_typed"), changed.pop("initial-quote_typed")
    assert client.post(f"/evidence/{evidence.pk}/edit/", changed).status_code == 302
    evidence.refresh_from_db()
    assert (evidence.calculation["result"], evidence.row_version) == ("200,000", 2)
    stale = client.post(f"/evidence/{evidence.pk}/edit/", {**changed, "calc_result": "1"})
    assert stale.status_code == 412
    assert b"200,000" in stale.content


HOSTILE = b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script></html>"


@pytest.mark.parametrize("door", ["/evidence/{}/file/", "/api/v1/evidence/{}/file/"])
def test_an_original_is_a_download_of_a_fixed_type(
    visit: Any, editor: Any, filed: Any, door: str
) -> None:
    evidence = filed(HOSTILE, 'x"\r\n.html')
    response = visit(editor).get(door.format(evidence.pk))
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert response["Content-Disposition"].endswith('.png"')
    assert {name: response[name] for name in SAFE} == SAFE
    assert response["ETag"] == f'"{hashlib.sha256(HOSTILE).hexdigest()}"'
    assert sent(response) == HOSTILE


@pytest.mark.parametrize(
    ("asked", "status", "part", "told"),
    [
        ("bytes=0-3", 206, slice(0, 4), "bytes 0-3/52"),
        ("bytes=48-", 206, slice(48, 52), "bytes 48-51/52"),
        ("bytes=-4", 206, slice(48, 52), "bytes 48-51/52"),
        ("bytes=40-900", 206, slice(40, 52), "bytes 40-51/52"),
        ("bytes=52-", 416, slice(0, 0), "bytes */52"),
        ("bytes=0-1,3-4", 200, slice(0, 52), None),
        ("lines=1-2", 200, slice(0, 52), None),
        ("bytes=-", 200, slice(0, 52), None),
    ],
)
def test_a_player_gets_the_part_it_asks_for(
    visit: Any, editor: Any, filed: Any, asked: str, status: int, part: slice, told: str | None
) -> None:
    evidence = filed(made.WAV)
    response = visit(editor).get(f"/evidence/{evidence.pk}/file/", headers={"Range": asked})
    assert response.status_code == status
    body = sent(response) if response.streaming else response.content
    assert body == made.WAV[part]
    assert response.get("Content-Range") == told
    if status == 206:
        assert response["Content-Length"] == str(len(body))


def test_a_part_of_another_state_of_the_file_is_the_whole(
    visit: Any, editor: Any, filed: Any
) -> None:
    headers = {"Range": "bytes=0-3", "If-Range": '"other"'}
    response = visit(editor).get(f"/evidence/{filed(made.WAV).pk}/file/", headers=headers)
    assert (response.status_code, len(sent(response))) == (200, 52)


def test_pictures_are_shown_in_the_page_and_nothing_else_is(
    visit: Any, editor: Any, filed: Any
) -> None:
    evidence = filed(made.photograph("Leica of N. L."))
    client = visit(editor)
    response = client.get(f"/evidence/{evidence.pk}/pictures/1-large/")
    assert (response["Content-Type"], response["Content-Disposition"]) == ("image/webp", "inline")
    assert {name: response[name] for name in SAFE} == SAFE
    assert b"Leica" not in sent(response)
    for wrong in ("2-large", "0-small", "1-huge", "words.json", "1-large.webp"):
        assert client.get(f"/evidence/{evidence.pk}/pictures/{wrong}/").status_code == 404


def test_what_stands_in_a_file_is_shown_as_text(visit: Any, editor: Any, filed: Any) -> None:
    evidence = filed(b"name,x\n<script>alert(1)</script>,=cmd|calc\n")
    page = visit(editor).get(f"/evidence/{evidence.pk}/preview/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("door", ["file/", "pictures/1-small/", "preview/", "edit/", "readers/"])
def test_no_door_of_a_file_opens_for_others(
    visit: Any, editor: Any, second: Any, stranger: Any, filed: Any, door: str
) -> None:
    evidence = filed(made.image(), visibility="sealed")
    method = "post" if door == "readers/" else "get"
    address = f"/evidence/{evidence.pk}/{door}"
    data = {"account": str(second.account_id)} if method == "post" else {}
    refused = getattr(visit(second), method)(address, data)
    assert refused.status_code == (302 if method == "post" else 403)
    assert getattr(visit(stranger), method)(address, data).status_code == 404
    assert getattr(visit(editor), method)(address, data).status_code in {200, 302}


def test_a_file_that_is_gone_says_so(visit: Any, words: Any, editor: Any, filed: Any) -> None:
    evidence = filed(made.image())
    evidence.snapshot.file.storage.delete(evidence.snapshot.file.name)
    response = visit(editor).get(f"/evidence/{evidence.pk}/file/")
    assert response.status_code == 410
    assert "not in the store any more" in words(response)


def test_a_claim_with_many_files_costs_no_more(
    visit: Any, cost: Any, editor: Any, claim: Any, filed: Any
) -> None:
    def add(number: int) -> None:
        filed(b"Counts %d" % number)
        sealed = filed(b"Sealed counts %d" % number, visibility="sealed", note="x")
        change_evidence(
            actor=editor, evidence_id=sealed.pk, expected_version=1, changes={"note": "y"}
        )

    client = visit(editor)
    add(1)
    few = cost(client, f"/claims/{claim.pk}/")
    for number in range(2, 6):
        add(number)
    assert cost(client, f"/claims/{claim.pk}/") == few
