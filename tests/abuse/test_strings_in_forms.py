"""Every nasty string through the forms of the pages, through the commands, and as the text of an article."""

import io
import json
import sys
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import pytest
from django.core.management import call_command
from django.test import Client

from annotations.actions.articles import add_article
from annotations.domain.text import canonical, clean, one_line
from annotations.models import Account, ApiToken, Article, Redaction, Review
from tests.abuse.conftest import AtWork
from tests.abuse.strings import KEPT, bundled

pytestmark = pytest.mark.django_db

PIECES: Final = bundled(100)
WORDS: Final = (
    "The quay number {} is new, and nobody knows who will pay for the stones that it is made of."
)


def test_forms_keep_every_string(people: dict[str, Any], client: Client) -> None:
    client.force_login(people["lead"].account)
    for number, piece in enumerate(PIECES):
        article = {"text": WORDS.format(number), "title": piece, "publisher": piece}
        assert client.post("/articles/import/?from=text", article).status_code == 302, piece
        made = Article.objects.latest("created_at")
        assert (made.title, made.publisher.name) == (one_line(piece).strip(), clean(piece))
        token = {"name": piece, "scopes": "read", "days": "7"}
        assert client.post("/settings/tokens/new/", token).status_code == 201, piece
        assert ApiToken.objects.latest("created_at").name == one_line(piece)
        invited = {"name": piece, "email": f"p{number}@example.org", "role": "editor"}
        assert client.post("/members/invite/", invited).status_code == 302, piece
        assert Account.objects.get(email=invited["email"]).name == one_line(piece)


def test_names_that_grow_when_they_are_normalised_are_cut(
    people: dict[str, Any], client: Client
) -> None:
    client.force_login(people["lead"].account)
    token = {"name": "\ufb2c" * 100, "scopes": "read", "days": "7"}
    assert client.post("/settings/tokens/new/", token).status_code == 201
    invited = {"name": "\ufb2c" * 200, "email": "grown@example.org", "role": "editor"}
    assert client.post("/members/invite/", invited).status_code == 302
    assert len(Account.objects.get(email="grown@example.org").name) == 200


def test_the_forms_of_a_review_and_of_withholding_keep_every_string(
    at_work: AtWork, people: dict[str, Any], client: Client
) -> None:
    everything = "\n".join(KEPT)
    client.force_login(people["reviewer"].account)
    decision = {
        "submission": at_work.ids["submission"],
        "outcome": "request_changes",
        "comment": everything,
    }
    assert client.post(f"/review/{at_work.ids['item']}/", decision).status_code == 302
    assert Review.objects.get().comment == clean(everything)
    client.force_login(people["lead"].account)
    order = {
        "subject": f"claim:{at_work.ids['claim']}",
        "order": "1",
        "reason": everything[:900],
        "withhold": "1",
    }
    assert client.post(f"/claims/{at_work.ids['claim']}/withhold/", order).status_code == 302
    assert Redaction.objects.get().reason == clean(everything[:900])


def test_commands_keep_every_string(
    at_work: AtWork, people: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, piece in enumerate(PIECES[::4]):
        (tmp_path / "a.txt").write_text(WORDS.format(number))
        monkeypatch.setattr(
            sys, "stdin", SimpleNamespace(buffer=io.BytesIO(WORDS.format(-number - 1).encode()))
        )
        for source in (str(tmp_path / "a.txt"), "-"):
            out = io.StringIO()
            call_command("import_articles", source, title=piece, publisher=piece, stdout=out)
            assert json.loads(out.getvalue())["title"] == one_line(piece)
    reason = "\n".join(KEPT)[:900]
    email = people["lead"].account.email
    options = {"by": email, "order": "1", "reason": reason, "yes": True}
    silent = {"stdout": io.StringIO(), "stderr": io.StringIO()}
    call_command("redact", "claim", at_work.ids["claim"], **options, **silent)
    assert Redaction.objects.get().reason == clean(reason)


@pytest.mark.parametrize("kind", ["text", "html"])
def test_the_text_of_an_article_holds_every_string_in_its_canonical_form(
    kind: str, editor: Any
) -> None:
    told = [f"{WORDS.format(number)} {string}." for number, string in enumerate(KEPT)]
    data = "\n\n".join(told)
    if kind == "html":
        told = [
            f"{WORDS.format(number)} {' '.join(string.split())}."
            for number, string in enumerate(KEPT)
        ]
        data = "".join(f"<p>{escape(one)}</p>" for one in told)
    article, _new = add_article(actor=editor, data=data, kind=kind, title="Strings")
    revision = article.revisions.get()
    blocks = list(revision.blocks.order_by("start"))
    assert "\n\n".join(block.text for block in blocks) == revision.text
    assert all(block.text == revision.text[block.start : block.end] for block in blocks)
    assert canonical([("paragraph", revision.text)]).text == revision.text
    standing = " ".join(revision.text.split())
    for one in told:
        assert " ".join(clean(one).split()) in standing
