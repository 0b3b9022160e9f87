"""Rows to measure on, made by the product's own acts."""

from uuid import UUID

from django.db import connections
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from annotations.actions.articles import add_article
from annotations.actions.claims import highlight_claim
from annotations.actions.desks import found_desk
from annotations.actions.members import add_member
from annotations.actions.tokens import issue_token
from annotations.domain.vocabulary import Role
from annotations.management.commands._desks import system_member
from annotations.models import Membership
from benchmarks.floor import TABLE


def floor_table() -> None:
    """The table of the floor, with the row it reads."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(TABLE)
        cursor.execute(
            "INSERT INTO floor_row SELECT gen_random_uuid(), gen_random_uuid(), 1, 2, 'words'"
        )


def analysed() -> None:
    """Tell the planner what is there, as autovacuum does a minute later."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def editor_and_token() -> tuple[Membership, str]:
    """A desk with one editor, and the secret of a token."""
    desk = found_desk(name="Measured", slug="measured")
    editor = add_member(
        actor=system_member(desk), email="bench@example.org", name="Bench", role=Role.EDITOR
    )
    return editor, issue_token(actor=editor, name="bench", days=1)[1]


def article_of(editor: Membership, text: str) -> tuple[UUID, str]:
    """An article with this text: its id and canonical text."""
    article, _new = add_article(actor=editor, data=text, kind="text")
    return article.pk, article.revisions.get().text


def claims_on(editor: Membership, article: UUID, places: list[tuple[int, int]]) -> None:
    """A claim at each place."""
    for start, end in places:
        highlight_claim(actor=editor, article_id=article, start=start, end=end)


def statements(token: str, method: str, path: str, body: object = None) -> int:
    """SQL statements of one warm call by token, without BEGIN and COMMIT."""
    client = APIClient(HTTP_AUTHORIZATION=f"Token {token}", HTTP_HOST="127.0.0.1")
    send = getattr(client, method.lower())
    with CaptureQueriesContext(connections["default"]) as seen:
        answer = send(path, body, format="json") if body is not None else send(path)
    if answer.status_code >= 400:
        raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.content[:300]!r}")
    asides = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SET ")
    return sum(not query["sql"].lstrip().startswith(asides) for query in seen.captured_queries)
