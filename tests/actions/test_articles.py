"""Articles come in as they are and keep their bytes."""

from typing import Any

import pytest

from annotations.actions.articles import (
    add_article,
    archive_article,
    correct_metadata,
    correct_text,
)
from annotations.domain.errors import (
    DomainError,
    InvalidError,
    NotFoundError,
    NotPermittedError,
    StaleError,
    WrongStateError,
)
from annotations.intake.marked import to_marked
from annotations.models import Article, AuditEvent, Snapshot
from annotations.queries.verification import Progress, findings
from tests.conftest import SCRAPED

pytestmark = pytest.mark.django_db


def test_scraped_text_becomes_an_article(article: Any) -> None:
    article.refresh_from_db()
    revision = article.revisions.get()
    assert article.title == "Harbour town votes on a second ferry"
    assert article.published_at.isoformat() == "2024-03-03T08:15:00+00:00"
    assert (article.published_precision, article.zone_assumed, article.language) == (
        "minute",
        True,
        "en",
    )
    assert [block.kind for block in revision.blocks.all()] == ["paragraph"] * 3
    assert revision.text.startswith("The council of Tarnholm")
    assert "icon" not in revision.text


def test_blocks_and_text_agree(article: Any) -> None:
    revision = article.revisions.get()
    assert "\n\n".join(block.text for block in revision.blocks.all()) == revision.text
    assert all(
        revision.text[block.start : block.end] == block.text for block in revision.blocks.all()
    )


def test_raw_bytes_are_kept_as_they_came(article: Any) -> None:
    snapshot = article.revisions.get().snapshot
    assert snapshot.file.read() == SCRAPED.encode()
    assert snapshot.size == len(SCRAPED.encode())


def test_same_text_under_same_address_is_one_article(article: Any, second: Any) -> None:
    again, new = add_article(
        actor=second, data=SCRAPED, kind="text", url="https://news.example/ferry"
    )
    assert (again.pk, new) == (article.pk, False)
    assert Article.objects.count() == 1


def test_same_text_under_another_address_is_another_article(article: Any, second: Any) -> None:
    other, new = add_article(
        actor=second, data=SCRAPED, kind="text", url="https://mirror.example/ferry"
    )
    assert new
    assert other.pk != article.pk
    assert other.revisions.get().sha256 == article.revisions.get().sha256
    assert Snapshot.objects.count() == 1, "the same bytes are kept once"


def test_two_desks_share_nothing(article: Any, stranger: Any) -> None:
    theirs, new = add_article(
        actor=stranger, data=SCRAPED, kind="text", url="https://news.example/ferry"
    )
    assert new
    assert theirs.desk_id != article.desk_id
    with pytest.raises(NotFoundError):
        archive_article(actor=stranger, article_id=article.pk, expected_version=None)


@pytest.mark.parametrize("data", ["", "   \n\n ", "a\x00b", "half \ud83d"])
def test_text_without_words_or_that_cannot_be_stored_is_refused(editor: Any, data: str) -> None:
    with pytest.raises(DomainError) as refusal:
        add_article(actor=editor, data=data, kind="text")
    assert refusal.value.code in {"invalid", "unsupported"}
    assert Article.objects.count() == 0
    assert Snapshot.objects.count() == 0


def test_corrected_title_stays_and_is_logged(article: Any, second: Any) -> None:
    correct_metadata(
        actor=second,
        article_id=article.pk,
        expected_version=1,
        changes={"title": "Ferry vote", "publisher": "The Post"},
    )
    article.refresh_from_db()
    assert (article.title, article.publisher.name, article.row_version) == (
        "Ferry vote",
        "The Post",
        2,
    )
    event = AuditEvent.objects.get(act="article.corrected")
    assert event.data == {"fields": ["publisher", "title"]}
    assert (event.actor_id, event.subject_version) == (second.account_id, 2)


def test_stale_correction_is_refused(article: Any, editor: Any) -> None:
    correct_metadata(
        actor=editor, article_id=article.pk, expected_version=1, changes={"title": "First"}
    )
    with pytest.raises(StaleError):
        correct_metadata(
            actor=editor, article_id=article.pk, expected_version=1, changes={"title": "Second"}
        )
    article.refresh_from_db()
    assert article.title == "First"


def test_text_of_an_article_cannot_be_corrected(article: Any, editor: Any) -> None:
    with pytest.raises(InvalidError):
        correct_metadata(
            actor=editor, article_id=article.pk, expected_version=None, changes={"text": "x"}
        )


def test_guest_adds_no_article(desk: Any, join: Any) -> None:
    guest = join(desk, "guest@example.org", "guest")
    with pytest.raises(NotPermittedError):
        add_article(actor=guest, data=SCRAPED, kind="text")


def test_archived_article_is_archived_once(article: Any, editor: Any) -> None:
    archive_article(actor=editor, article_id=article.pk, expected_version=None)
    archive_article(actor=editor, article_id=article.pk, expected_version=None)
    assert AuditEvent.objects.filter(act="article.archived").count() == 1


@pytest.mark.parametrize(
    ("data", "name", "kept"),
    [
        (b"<html><body><p>Words of a page.</p></body></html>", "page.html", "text/html"),
        (b"Words of a page, plain.", "page.txt", "text/plain; charset=utf-8"),
        ("Wörter einer Seite.".encode("cp1252"), "alt.txt", "text/plain; charset=windows-1252"),
    ],
)
def test_the_bytes_are_kept_as_what_they_were_read_as(
    editor: Any, data: bytes, name: str, kept: str
) -> None:
    """Whoever brings a file in does not say what it is: the bytes do."""
    article, _new = add_article(actor=editor, data=data, name=name)
    assert article.revisions.get().snapshot.media_type == kept


def test_corrected_text_is_a_new_revision_from_the_same_bytes(article: Any, second: Any) -> None:
    first = article.revisions.get()
    made = correct_text(
        actor=second,
        article_id=article.pk,
        expected_version=1,
        text="icon bookmark-bicon bookmarkicon cameraicon checkicon closeicon searchicon twicon fm\n\nNew.",
    )
    article.refresh_from_db()
    assert (made.number, made.snapshot_id, made.made_by_id) == (
        2,
        first.snapshot_id,
        second.account_id,
    )
    assert [dropped["rule"] for dropped in made.dropped] == ["dateline_line"], (
        "the other is back in"
    )
    assert (article.row_version, article.revisions.count()) == (2, 2)
    event = AuditEvent.objects.get(act="article.text_corrected")
    assert (event.actor_id, event.subject_version, event.data["number"]) == (
        second.account_id,
        2,
        2,
    )
    assert list(findings(Progress())) == []


def test_text_that_was_not_changed_makes_no_revision(article: Any, editor: Any) -> None:
    blocks = article.revisions.get().blocks.all()
    same = correct_text(
        actor=editor, article_id=article.pk, expected_version=1, text=to_marked(blocks)
    )
    assert same.number == 1
    article.refresh_from_db()
    assert article.row_version == 1


def test_text_that_a_claim_quotes_is_not_corrected(claim: Any, article: Any, editor: Any) -> None:
    with pytest.raises(WrongStateError, match="Claims quote this text"):
        correct_text(actor=editor, article_id=article.pk, expected_version=None, text="Other.")
    assert article.revisions.count() == 1


def test_stale_correction_of_the_text_is_refused(article: Any, editor: Any) -> None:
    correct_text(actor=editor, article_id=article.pk, expected_version=1, text="First.")
    with pytest.raises(StaleError):
        correct_text(actor=editor, article_id=article.pk, expected_version=1, text="Second.")
