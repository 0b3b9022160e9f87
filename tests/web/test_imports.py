"""Sending many articles, watching them come in, and taking back what was refused."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from annotations.actions.import_runs import run_import
from annotations.actions.imports import cancel_import, request_import
from annotations.models import Article, ArticleImport
from tests.bundles import archive, json_lines, text, upload

pytestmark = pytest.mark.django_db
Visit = Callable[[Any], Client]
Read = Callable[[Any], str]
POLLS = 'hx-trigger="every 1s"'
MANY = "/articles/import/many/"


@pytest.fixture
def job(editor: Any) -> ArticleImport:
    """Two good files, one of them twice, and one that is none."""
    files = {"a.txt": text(1), "b.txt": text(2), "c.txt": text(1), "d.png": b"\x89PNG\r\n\x1a\n"}
    return request_import(actor=editor, files=[upload(archive(files), "week.zip")])


def address(job: ArticleImport, what: str = "") -> str:
    return f"/articles/imports/{job.pk}/{what}"


def test_the_page_of_one_article_leads_to_many(editor: Any, visit: Visit, words: Read) -> None:
    client = visit(editor)
    assert f'href="{MANY}"' in client.get("/articles/import/").content.decode()
    page = words(client.get(MANY))
    for said in ("Up to 5,000", "as many as 200", "published_at", "Download this sample"):
        assert said in page


def test_the_sample_comes_in_as_it_is(editor: Any, visit: Visit) -> None:
    client = visit(editor)
    sample = client.get("/articles/import/sample.jsonl")
    assert sample["Content-Disposition"] == 'attachment; filename="sample.jsonl"'
    answer = client.post(MANY, {"files": [upload(sample.content, "sample.jsonl")]})
    sent = ArticleImport.objects.get()
    assert answer["Location"] == address(sent)
    run_import(import_id=sent.pk)
    sent.refresh_from_db()
    assert (sent.state, sent.added, sent.refused) == ("done", 3, 0)


def test_several_files_are_sent_with_what_holds_for_all(
    editor: Any, visit: Visit, words: Read
) -> None:
    files = [upload(text(n).encode(), f"{n}.txt") for n in range(3)]
    body = {"files": files, "publisher": "The Post", "language": "en"}
    page = words(visit(editor).post(MANY, body, follow=True))
    job = ArticleImport.objects.get()
    assert (job.publisher, job.language, job.kind) == ("The Post", "en", "zip")
    assert "The import has begun. You may leave this page" in page
    assert "Waits for a worker" in page


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "No file is chosen yet"),
        ([(b"PK\x03\x04 half", "a.zip")], "damaged or was cut short"),
        ([(archive({"a.txt": "x"}), "a.zip"), (b"x", "b.txt")], "by itself"),
        ([(b'[{"text": 1}]', "a.jsonl")], "one JSON document"),
        ([(b"Words.", "a.txt")] * 201, "Put them into a zip"),
    ],
    ids=["none", "damaged", "mixed", "document", "many"],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(
    files: Any, said: str, editor: Any, visit: Visit, words: Read
) -> None:
    body = {"files": [upload(*file) for file in files], "publisher": "The Post"}
    response = visit(editor).post(MANY, body)
    assert response.status_code == 422
    assert said in words(response)
    assert 'value="The Post"' in response.content.decode()
    assert not ArticleImport.objects.exists()


def test_more_files_than_a_form_takes_are_refused_in_words(
    editor: Any, visit: Visit, words: Read
) -> None:
    body = {"files": [upload(b"Words.", "a.txt") for _ in range(202)]}
    response = visit(editor).post(MANY, body)
    assert (response.status_code, "Put them into a zip" in words(response)) == (413, True)


def test_the_bar_asks_again_until_all_have_their_fates(
    job: ArticleImport, editor: Any, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    waiting = client.get(address(job, "progress/"))
    assert (POLLS in waiting.content.decode(), "HX-Refresh" in waiting) == (True, False)
    assert "Waits for a worker" in words(waiting)
    run_import(import_id=job.pk)
    done = client.get(address(job, "progress/"))
    assert (POLLS in done.content.decode(), done["HX-Refresh"]) == (False, "true")
    page = words(client.get(address(job)))
    assert "Done All 4 Added 2 On the desk already 1 Refused 1" in page
    assert "Waiting" not in page


def test_each_row_leads_to_its_article_or_says_why_not(
    job: ArticleImport, editor: Any, visit: Visit, words: Read
) -> None:
    run_import(import_id=job.pk)
    client = visit(editor)
    page = client.get(address(job)).content.decode()
    for article in Article.objects.all():
        assert f'href="/articles/{article.pk}/"' in page
    refused = client.get(address(job), {"fate": "refused"})
    assert "neither text nor a web page" in words(refused)
    assert "a.txt" not in words(refused)
    assert "None of these" in words(client.get(address(job), {"fate": "waiting"}))
    assert client.get(address(job), {"fate": "no such"}).status_code == 200


def test_refused_rows_are_taken_away_to_be_mended(editor: Any, visit: Visit) -> None:
    data = json_lines({"text": text(1)}, {"text": text(2), "url": "=nowhere"})
    job = request_import(actor=editor, files=[upload(data, "a.jsonl")])
    run_import(import_id=job.pk)
    client = visit(editor)
    lines = client.get(address(job, "refused.jsonl"))
    assert lines["Content-Disposition"].endswith('.jsonl"')
    (line,) = b"".join(lines.streaming_content).splitlines()  # type: ignore[arg-type]
    assert (json.loads(line)["text"], json.loads(line)["_number"]) == (text(2), 2)
    table = b"".join(client.get(address(job, "refused.csv")).streaming_content)  # type: ignore[arg-type]
    assert len(table.splitlines()) == 2


def test_an_import_is_cancelled_and_gone_on_with(
    job: ArticleImport, editor: Any, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    cancelled = client.post(address(job, "cancel/"), follow=True)
    assert "Cancelled" in words(cancelled)
    again = client.post(address(job, "cancel/"), follow=True)
    assert "there is nothing to cancel" in words(again)
    resumed = client.post(address(job, "resume/"), follow=True)
    assert "Waits for a worker" in words(resumed)
    run_import(import_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.done) == ("done", 4)


def test_what_stopped_says_why_and_how_much_is_left(
    job: ArticleImport, editor: Any, visit: Visit, words: Read
) -> None:
    ArticleImport.objects.filter(pk=job.pk).update(
        state="failed", problem="The disk filled up.", total=4, added=1
    )
    page = words(visit(editor).get(address(job)))
    assert "Failed 3 articles were not looked at yet. Go on with the rest" in page
    assert "The disk filled up." in page


def test_guests_neither_send_nor_see_imports(
    job: ArticleImport, desk: Any, join: Callable[..., Any], visit: Visit, words: Read
) -> None:
    client = visit(join(desk, "guest@example.org", "guest"))
    for page in (MANY, "/articles/imports/"):
        assert "Guests cannot add articles" in words(client.get(page))
    assert client.get(address(job)).status_code == 404


def test_without_an_import_the_list_says_how_to_begin(
    editor: Any, visit: Visit, words: Read
) -> None:
    assert "No import yet" in words(visit(editor).get("/articles/imports/"))


def test_lists_go_page_by_page(editor: Any, visit: Visit, words: Read) -> None:
    lines = json_lines(*({"text": f"Words {n}."} for n in range(120)))
    job = request_import(actor=editor, files=[upload(lines, "a.jsonl")])
    run_import(import_id=job.pk)
    client, seen = visit(editor), []
    place: str | None = address(job)
    while place:
        body = client.get(place).content.decode()
        seen.append(body.count("<tr>") - 1)
        found = body.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
        place = address(job) + found if found else None
    assert seen == [50, 50, 20]
    assert client.get(address(job), {"cursor": "made up"}).status_code == 200


def test_the_pages_cost_the_same_for_two_and_for_twenty(
    editor: Any, lead: Any, visit: Visit, cost: Callable[[Client, str], int]
) -> None:
    client = visit(editor)

    def sent(member: Any, count: int) -> ArticleImport:
        lines = json_lines(*({"text": f"Words {n} of {count}."} for n in range(count)))
        made = request_import(actor=member, files=[upload(lines, "a.jsonl")])
        run_import(import_id=made.pk)
        return made

    few = sent(editor, 2)
    before = cost(client, "/articles/imports/"), cost(client, address(few))
    many = [sent(lead if n % 2 else editor, 20) for n in range(12)][-1]
    assert (cost(client, "/articles/imports/"), cost(client, address(many))) == before


def test_an_import_of_another_desk_is_not_there(
    job: ArticleImport, stranger: Any, visit: Visit
) -> None:
    client = visit(stranger)
    for what in ("", "progress/", "refused.jsonl", "refused.csv"):
        assert client.get(address(job, what)).status_code == 404
    for what in ("cancel/", "resume/"):
        assert client.post(address(job, what)).status_code == 404
    assert reverse("web:import", args=[job.pk]) == address(job)


def test_a_cancelled_import_stays_in_the_list(
    job: ArticleImport, editor: Any, visit: Visit, words: Read
) -> None:
    cancel_import(actor=editor, import_id=job.pk)
    page = words(visit(editor).get("/articles/imports/"))
    assert "week.zip Cancelled" in page
    assert "by Edda Lund" in page
