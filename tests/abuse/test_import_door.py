"""What no newspaper sends: files that are something else, and pages that are made to keep their readers busy.

Each is refused with a sentence, or read, within two seconds of the processor, and a refusal leaves nothing behind.
"""

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client

from annotations.intake.detect import MAX_BYTES
from annotations.models import Article, AuditEvent, Snapshot
from tests.abuse.conftest import AtWork

pytestmark = pytest.mark.django_db

SECONDS: Final = 2
"""Of the processor's time, within which a door answers: what else the machine does costs none of it."""


def archive(*names: str, size: int = 20) -> bytes:
    """A zip with such files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, b"0" * size)
    return made.getvalue()


PICTURE: Final = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
PAGE: Final = b"<html><body><p>A page with words in it.</p></body></html>"
OTHER_KINDS: Final[dict[str, bytes]] = {
    "zip bomb": archive("a.txt", size=30_000_000),
    "zip that climbs": archive("../../../etc/cron.d/x", "/etc/passwd", "..\\..\\boot.ini"),
    "page with a zip behind it": PAGE + archive("a.txt"),
    "page with a picture behind it": PAGE + PICTURE,
    "picture": PICTURE,
    "picture that is a script": b"GIF89a/*" + b"x" * 100 + b"*/=1;<script>alert(1)</script>",
    "PDF": b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n",
    "PDF after a line": b"\n%PDF-1.7\n" + bytes(range(256)) * 40,
    "program": b"\x7fELF" + bytes(range(256)) * 40,
    "gzip": b"\x1f\x8b\x08\x00" + b"\x00" * 400,
    "bytes of no kind": bytes(number * 7919 % 256 for number in range(50_000)),
    "NUL alone": b"\x00" * 1000,
}
EMPTY: Final[dict[str, bytes]] = {
    "nothing": b"",
    "white space": b" \r\n\t" * 1000,
    "byte order mark": b"\xef\xbb\xbf",
    "page without words": b"<html><body><script>alert(1)</script></body></html>",
}
MENUS: Final[dict[str, bytes]] = {
    "page of links": b"<!doctype html><html><head><title>The Fennick Herald</title></head><body><nav><ul>"
    b"<li><a href=/>Home</a></li><li><a href=/news>News</a></li></ul></nav><div class=s><a href=/b>Buses</a> | "
    b"<button>Sign in</button></div><footer>\xc2\xa9 2023 The Fennick Herald</footer></body></html>",
    "menus of a page": b"Home News Sport Weather Podcasts Menu\nSubscribe | Sign in\nMost read\n1\n"
    b"Bakery fined over flour weights\n2\nRiver path closed until autumn\nFollow us on Facebook\n"
    b"Cookie settings\n\xc2\xa9 2023 The Fennick Herald. All rights reserved.\n",
}
"""What is copied where an article was meant: what stands around it."""
BOMBS: Final[dict[str, bytes]] = {
    "nested tags": b"<html><body>" + b"<div>" * 100_000 + b"words" + b"</div>" * 100_000,
    "nested tags of text": b"<html><body><p>" + b"<b>" * 100_000 + b"words",
    "nested quotes": b"<blockquote>" * 100_000 + b"words",
    "attributes": b"<p " + b" ".join(b"a%d='x'" % number for number in range(60_000)) + b">words</p>",
    "the same attribute": b"<html><body><p " + b"a='x' " * 800_000 + b">words</p>",
    "a long attribute": b"<p title='" + b"x" * 4_000_000 + b"'>words</p>",
    "references": b"<p>" + b"&amp;" * 300_000,
    "comments before": b"<!-- -->" * 500 + b"words",
    "elements": b"<html><body>" + b"<p>a" * 200_000,
    "cells": b"<html><body><table>" + b"<tr><td>a<td>b" * 80_000,
    "line breaks": b"<html><body><p>" + b"a<br>" * 200_000,
    "comments within": b"<html>" + b"<!--" * 300_000 + b"words",
}  # fmt: skip
TEXTS: Final[dict[str, bytes]] = {
    "empty lines": b"a" + b"\n" * 400_000 + b"b",
    "other empty lines": b"a" + b"\r \n" * 200_000 + b"b",
    "many lines": b"a\n\n" * 300_000,
    "one line": b"a" * 2_000_000,
    "letters that grow": "\ufdfa".encode() * 100_000,
}
ENTITIES: Final = (
    b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "lol">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + step, b"&%c;" % (97 + step) * 10) for step in range(9))
    + b'<!ENTITY file SYSTEM "file:///etc/passwd">]><html><body><p>words &j; &file; end</p></body></html>'
)
"""Entities that grow to a billion, and one that asks for a file of the server."""


@pytest.fixture
def take_in(client: Client, at_work: AtWork) -> Callable[[bytes, str], Any]:
    """Sends a file to the API; how it was answered, and that it was in time."""

    def sent(data: bytes, name: str) -> Any:
        began = time.process_time()
        file = io.BytesIO(data)
        file.name = name
        response = client.post("/api/v1/articles/", {"file": file}, headers=at_work.headers["lead"])
        assert time.process_time() - began < SECONDS, name
        return response

    return sent


def kept() -> list[object]:
    """What a file that is taken in leaves behind, in tables and in the folder of files."""
    rows = [model.objects.count() for model in (Article, Snapshot, AuditEvent)]
    return [*rows, sorted(Path(default_storage.location).rglob("*"))]


def test_what_is_no_text_is_refused_and_leaves_nothing(take_in: Any) -> None:
    before = kept()
    for name, data in OTHER_KINDS.items():
        for called in ("a.txt", "a.html", "a.zip", "../../a"):
            response = take_in(data, called)
            assert (response.status_code, response.json()["code"]) == (422, "unsupported"), name
            assert "paste" in response.json()["detail"]
    assert kept() == before


def test_what_is_empty_is_refused_and_leaves_nothing(take_in: Any) -> None:
    before = kept()
    for name, data in EMPTY.items():
        response = take_in(data, "a.html")
        assert (response.status_code, response.json()["code"]) == (422, "invalid"), name
    assert kept() == before


def test_menus_without_an_article_are_refused_with_what_to_do(take_in: Any) -> None:
    before = kept()
    for name, data in MENUS.items():
        response = take_in(data, "a.html" if name == "page of links" else "a.txt")
        assert (response.status_code, response.json()["code"]) == (422, "invalid"), name
        assert "No article was found" in response.json()["detail"]
        assert "the words of the article" in response.json()["detail"], "and what to do"
    assert kept() == before


def test_no_character_makes_words_read_otherwise_than_they_are_written(take_in: Any) -> None:
    """Overrides show 21 where 12 is written; isolates, embeddings and marks of direction only order words."""
    lines = (
        "Ships sold: \u202e12\u202c, she said.",
        "\u2067עברית\u2069 \u200f(\u202b12\u202c)\u200e \u061cعربي",
    )
    for name, start, end in (("a.txt", "", "\n\n"), ("a.html", "<p>", "</p>")):
        data = "".join(f"{start}{line}{end}" for line in lines).encode()
        revision = take_in(data, name).json()["revision"]
        assert revision["text"] == f"{lines[0]}\n\n{lines[1]}".replace("\u202e", "")
    sent = "".join(f"{line}\n\n" for line in lines)
    snapshots = [snapshot.file.read().decode() for snapshot in Snapshot.objects.all()]
    assert sent in snapshots, "the bytes are kept as they came"


def test_pages_made_to_keep_their_readers_busy_are_answered_in_time(take_in: Any) -> None:
    for name, data in (BOMBS | TEXTS).items():
        before = kept()
        response = take_in(data[:MAX_BYTES], "a.txt" if name in TEXTS else "a.html")
        assert response.status_code in {200, 201, 413, 422}, name
        if response.status_code >= 400:
            assert kept() == before, name


def test_an_entity_neither_grows_nor_brings_a_file_of_the_server(take_in: Any) -> None:
    response = take_in(ENTITIES, "a.html")
    text = response.json()["revision"]["text"]
    assert "words" in text
    assert len(text) < len(ENTITIES)
    assert "root:" not in text


def test_the_page_and_the_command_refuse_the_same(
    people: dict[str, Any], client: Client, tmp_path: Path
) -> None:
    client.force_login(people["lead"].account)
    before = kept()
    for name, data in (OTHER_KINDS | EMPTY | MENUS).items():
        file = io.BytesIO(data)
        file.name = "a.txt"
        response = client.post("/articles/import/?from=file", {"file": file})
        assert response.status_code == 422, name
        called = tmp_path / ("a.txt" if name == "menus of a page" else "a.html")
        called.write_bytes(data)
        with pytest.raises(CommandError, match="1 of 1 could not be imported"):
            call_command("import_articles", str(called), stdout=io.StringIO())
    assert kept() == before
