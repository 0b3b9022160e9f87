"""One text, three doors: pasted into the page, sent to the API, imported by the command, it is the same text."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from annotations.models import Article, ArticleRevision, Snapshot
from tests.conftest import SCRAPED

pytestmark = pytest.mark.django_db


def test_paste_api_and_command_give_one_text_with_one_hash(
    editor: Any, client: Client, client_of: Any, tmp_path: Path
) -> None:
    client.force_login(editor.account)
    # A browser sends the line breaks of a text field as CRLF.
    pasted = {"text": SCRAPED.replace("\n", "\r\n")}
    assert client.post("/articles/import/", pasted).status_code == 302
    by_page = ArticleRevision.objects.get()

    sent = client_of(editor).post("/api/v1/articles/", {"text": SCRAPED}, format="json")
    assert (sent.status_code, sent.json()["revision"]["sha256"]) == (200, by_page.sha256)

    file = tmp_path / "scraped.txt"
    file.write_text(SCRAPED)
    told = io.StringIO()
    call_command("import_articles", str(file), stdout=told)
    line = json.loads(told.getvalue())
    assert (line["sha256"], line["new"]) == (by_page.sha256, False)
    assert (Article.objects.count(), Snapshot.objects.count()) == (1, 1)
    assert Snapshot.objects.get().file.read() == SCRAPED.encode()
