"""Many articles at once: each has a fate of its own, and all cost a few statements."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from annotations.actions import arrivals, snapshots
from annotations.actions.articles import add_article, add_articles, correct_metadata
from annotations.actions.redactions import erase_files, redact
from annotations.domain.errors import NotPermittedError
from annotations.intake.extract import extract
from annotations.intake.given import Given
from annotations.models import Article, ArticleRevision, AuditEvent, Publisher, Snapshot
from annotations.queries.verification import Progress, findings
from tests.conftest import SCRAPED

pytestmark = pytest.mark.django_db

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def words(number: int) -> str:
    return (
        f"Report number {number}\n\nThe quay was dredged {number} times last winter, the port says."
    )


def files() -> set[Path]:
    return {path for path in Path(default_storage.location).rglob("*") if path.is_file()}


def test_each_of_many_has_its_own_fate_in_their_order(article: Any, editor: Any) -> None:
    given = [
        Given(words(1), title="First", publisher="The Post", byline="Ada Lund"),
        Given(PICTURE, name="photo.txt"),
        Given(SCRAPED, url="https://news.example/ferry"),
        Given(words(2), published_at="2024-05", publisher="the post"),
        Given(""),
        Given(words(1), title="The same again"),
        Given(words(3), published_at="yesterday"),
    ]
    fates = add_articles(actor=editor, articles=given)
    assert [fate.new for fate in fates] == [True, False, False, True, False, False, False]
    codes = [fate.refusal and fate.refusal.code for fate in fates]
    assert codes == [None, "unsupported", None, None, "invalid", None, "invalid"]
    assert fates[2].article_id == article.pk
    assert fates[5].article_id == fates[0].article_id
    first, fourth = (Article.objects.get(pk=fates[at].article_id) for at in (0, 3))
    assert (first.title, first.byline, first.publisher.name) == ("First", "Ada Lund", "The Post")
    assert fourth.publisher_id == first.publisher_id
    assert (fourth.published_precision, str(fourth.published_at)) == (
        "month",
        "2024-04-30 22:00:00+00:00",
    ), "the first moment of May in Copenhagen"
    assert (
        Article.objects.count() == Snapshot.objects.count() == ArticleRevision.objects.count() == 3
    )


def test_many_come_out_as_each_by_itself(editor: Any, stranger: Any) -> None:
    given = [SCRAPED, words(1), "<h1>Quay</h1><p>The quay was dredged.</p><ul><li>twice</li></ul>"]
    fates = add_articles(actor=editor, articles=[Given(text) for text in given])
    for text, fate in zip(given, fates, strict=True):
        alone, _new = add_article(actor=stranger, data=text)
        ours, theirs = fate.article.revisions.get(), alone.revisions.get()
        assert (ours.sha256, ours.dropped) == (theirs.sha256, theirs.dropped)
        assert list(ours.blocks.values_list("start", "end", "kind", "text")) == list(
            theirs.blocks.values_list("start", "end", "kind", "text")
        )
        assert ours.snapshot.file.read() == text.encode()


def test_what_the_database_refuses_is_refused_alone(editor: Any) -> None:
    given = [Given(words(number)) for number in range(4)]
    given[2] = Given(words(2), published_at="2024-05-01", published_precision="rumour")
    given[3] = Given(words(3), url="https://news.example/" + "x" * 3000)
    before = files()
    fates = add_articles(actor=editor, articles=given)
    assert [fate.new for fate in fates] == [True, True, False, False]
    assert [fate.refusal.code for fate in fates[2:]] == ["invalid", "invalid"]
    assert Snapshot.objects.count() == len(files() - before) == 2, (
        "what was refused left bytes behind"
    )


def test_bytes_that_an_order_withheld_are_refused_alone(
    article: Any, editor: Any, lead: Any
) -> None:
    redact(actor=lead, kind="article", subject_id=article.pk, order="Court 7", reason="Privacy")
    erase_files()
    given = [Given(SCRAPED, url="https://mirror.example/ferry"), Given(words(1))]
    fates = add_articles(actor=editor, articles=given)
    assert fates[0].refusal.code == "gone"
    assert fates[1].new


def test_twenty_cost_as_many_statements_as_two(editor: Any) -> None:
    counts = []
    for numbers in (range(2), range(100, 120)):
        given = [Given(words(number), publisher="The Post") for number in numbers]
        with CaptureQueriesContext(connection) as seen:
            add_articles(actor=editor, articles=given)
        counts.append(len(seen))
    assert counts[1] < counts[0], "the publisher was new the first time"
    assert counts[1] <= 20


def test_the_log_tells_of_each(editor: Any) -> None:
    fates = add_articles(
        actor=editor, articles=[Given(words(number), publisher="Post") for number in range(3)]
    )
    for act, count in (("article.added", 3), ("revision.made", 3), ("snapshot.kept", 3)):
        assert AuditEvent.objects.filter(act=act).count() == count
    assert (
        AuditEvent.objects.filter(act="publisher.added").count() == Publisher.objects.count() == 1
    )
    event = AuditEvent.objects.get(act="article.added", subject_id=fates[1].article_id)
    assert event.data["sha256"] == fates[1].article.revisions.get().sha256
    assert list(findings(Progress())) == []


def test_nothing_stays_where_the_whole_batch_breaks_off(
    editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError("disk full")

    before = files()
    monkeypatch.setattr(snapshots.audit, "record_lines", full)
    with pytest.raises(OSError, match="disk full"), transaction.atomic():
        add_articles(actor=editor, articles=[Given(words(1)), Given(words(2))])
    assert files() == before


def test_guest_adds_none(desk: Any, join: Any) -> None:
    guest = join(desk, "guest@example.org", "guest")
    with pytest.raises(NotPermittedError):
        add_articles(actor=guest, articles=[Given(words(1))])


def test_same_bytes_read_by_newer_rules_are_the_same_article_with_its_corrections(
    article: Any, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    correct_metadata(
        actor=editor, article_id=article.pk, expected_version=1, changes={"title": "Ferry vote"}
    )

    def newer(data: Any, **known: Any) -> Any:
        return extract(f"{data}\nA line that older rules left out, and which ends here.", **known)

    monkeypatch.setattr(arrivals, "extract", newer)
    again, new = add_article(
        actor=editor, data=SCRAPED, kind="text", url="https://news.example/ferry"
    )
    assert (again.pk, new, again.title) == (article.pk, False, "Ferry vote")
    _other, new = add_article(
        actor=editor, data=SCRAPED, kind="html", url="https://news.example/ferry"
    )
    assert new, "read as another kind it is another text"
