"""One article, every door: pasted or uploaded on the page, sent to the API, imported alone or among many, by a
command from a file or a pipe: it is the same text, known again at each."""

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from annotations.actions.import_runs import run_import
from annotations.actions.imports import request_import
from annotations.models import Article, ArticleImport, ArticleRevision, ImportRow, Snapshot
from tests.bundles import archive, json_lines, upload
from tests.conftest import SCRAPED

pytestmark = pytest.mark.django_db
PAGE = """<!doctype html><html lang="en"><head><title>Storm closes pier</title></head>
<body><nav><a href="/">Home</a></nav><article><h1>Storm closes pier</h1>
<p>The western pier of Tarnholm was closed on Friday evening because of the storm, said the harbour office.</p>
<p>It counted 412 broken planks \N{SHIP} and expects “the repair to take until the spring”.</p></article></body></html>
"""


def commanded(*paths: str) -> list[dict[str, Any]]:
    """What the command says of each article."""
    told = io.StringIO()
    call_command("import_articles", *paths, stdout=told)
    return [json.loads(line) for line in told.getvalue().splitlines()]


@pytest.mark.parametrize(("kind", "words"), [("text", SCRAPED), ("html", PAGE)])
def test_every_door_gives_one_text_with_one_hash(
    kind: str,
    words: str,
    editor: Any,
    client: Client,
    client_of: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name = {"text": "scraped.txt", "html": "scraped.html"}[kind]
    client.force_login(editor.account)
    # A browser sends the line breaks of a text field as CRLF.
    pasted = client.post(f"/articles/import/?from={kind}", {kind: words.replace("\n", "\r\n")})
    assert pasted.status_code == 302
    sha256 = ArticleRevision.objects.get().sha256

    given = SimpleUploadedFile(name, words.encode())
    uploaded = client.post("/articles/import/?from=file", {"file": given})
    assert uploaded["Location"] == pasted["Location"].partition("?")[0]

    api = client_of(editor)
    for body, form in (({kind: words}, "json"), ({"file": upload(words.encode(), name)}, None)):
        sent = api.post("/api/v1/articles/", body, format=form or "multipart")
        assert (sent.status_code, sent.json()["revision"]["sha256"]) == (200, sha256)

    file = tmp_path / name
    file.write_text(words)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(words.encode())))
    lines = [*commanded(str(file)), *commanded("-")]
    assert [(line["sha256"], line["new"]) for line in lines] == [(sha256, False)] * 2

    for many in (
        upload(archive({name: words}), "a.zip"),
        upload(json_lines({kind: words}), "a.jsonl"),
    ):
        run_import(import_id=request_import(actor=editor, files=[many]).pk)
    assert [row.fate for row in ImportRow.objects.all()] == ["known"] * 2
    assert ArticleImport.objects.count() == 2
    assert (Article.objects.count(), ArticleRevision.objects.count()) == (1, 1)
    assert Snapshot.objects.get().file.read() == words.encode()
