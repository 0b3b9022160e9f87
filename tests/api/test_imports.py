"""Many articles by REST: sent in three ways, watched row by row, cancelled, gone on with."""

from collections.abc import Callable
from typing import Any

import pytest

from annotations.actions.import_runs import run_import
from annotations.models import ArticleImport
from tests.bundles import archive, json_lines, text, upload

pytestmark = pytest.mark.django_db
LINES = "application/x-ndjson"


def lines(api: Any, data: bytes, **headers: str) -> Any:
    """Send JSON lines as the body."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return api.client.generic("POST", "/api/v1/imports/", data, content_type=LINES, headers=named)


@pytest.fixture
def ways(api: Any) -> dict[str, Callable[[], Any]]:
    """The three ways to send the same two articles."""
    articles = [{"text": text(1)}, {"text": text(2)}]
    zipped = archive({"a.txt": text(1), "b.txt": text(2)})
    files = [upload(text(n).encode(), f"{n}.txt") for n in (1, 2)]
    return {
        "json": lambda: api.post("imports/", {"articles": articles}),
        "lines": lambda: lines(api, json_lines(*articles)),
        "zip": lambda: api.post("imports/", {"files": [upload(zipped, "a.zip")]}, form=True),
        "files": lambda: api.post("imports/", {"files": files}, form=True),
    }


@pytest.mark.parametrize("way", ["json", "lines", "zip", "files"])
def test_articles_are_sent_watched_and_counted(way: str, ways: Any, api: Any) -> None:
    made = ways[way]()
    job = made.json()
    assert (made.status_code, job["state"], job["total"], job["may_cancel"]) == (
        202, "queued", None, True,
    )  # fmt: skip
    assert made["Location"] == f"/api/v1/imports/{job['id']}/"
    run_import(import_id=job["id"])
    done = api.get(f"imports/{job['id']}/").json()
    assert (done["state"], done["progress"], done["added"], done["waiting"]) == ("done", 100, 2, 0)
    rows = api.get(f"imports/{job['id']}/rows/").json()["results"]
    assert [(row["number"], row["fate"], row["article"]["title"]) for row in rows] == [
        (1, "added", "Rain stops regatta 1"), (2, "added", "Rain stops regatta 2"),
    ]  # fmt: skip
    assert api.get(f"articles/{rows[0]['article']['id']}/").status_code == 200


def test_rows_are_shown_by_fate(api: Any) -> None:
    job = lines(api, json_lines({"text": text(1)}, "no json", {"text": text(1)})).json()
    run_import(import_id=job["id"])
    address = f"imports/{job['id']}/rows/"
    found = {
        fate: [row["number"] for row in api.get(address, {"fate": fate}).json()["results"]]
        for fate in ("waiting", "added", "known", "refused")
    }
    assert found == {"waiting": [], "added": [1], "known": [3], "refused": [2]}
    (refused,) = api.get(address, {"fate": "refused"}).json()["results"]
    assert (refused["code"], refused["article"]) == ("invalid", None)
    assert "no JSON object" in refused["reason"]
    assert "fate" in api.send("get", f"{address}?fate=lost").json()["errors"]


def test_rows_come_page_by_page(api: Any) -> None:
    job = lines(api, json_lines(*({"text": f"Words {n}."} for n in range(7)))).json()
    run_import(import_id=job["id"])
    seen, address = [], f"imports/{job['id']}/rows/?limit=3"
    while address:
        page = api.get(address).json()
        seen.append([row["number"] for row in page["results"]])
        address = (page["next"] or "").partition("/api/v1/")[2]
    assert seen == [[1, 2, 3], [4, 5, 6], [7]]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "articles"), ({"articles": []}, "articles"), ({"articles": "words"}, "articles"),
        ({"articles": ["words"]}, "articles.0"), ({"articles": [{"text": "a"}], "language": 7}, "language"),
        ({"articles": [{"text": "a"}], "publisher": "x" * 201}, "publisher"), ({"files": ["a"]}, "files.0"),
        ({"articles": [{"text": "a"}], "path": "/etc"}, "path"), ({"articles": [{}] * 5001}, "articles"),
    ],
)  # fmt: skip
def test_a_body_that_is_not_understood_is_refused_by_its_field(
    body: dict[str, Any], field: str, api: Any
) -> None:
    refused = api.post("imports/", body)
    assert (refused.status_code, list(refused.json()["errors"])) == (422, [field])
    assert not ArticleImport.objects.exists()


def test_an_article_that_is_wrong_is_refused_by_itself_and_later(api: Any) -> None:
    articles = [{"text": text(1)}, {"text": text(2), "desk": "x"}, {}, {"text": "\ud800"}]
    job = api.post("imports/", {"articles": articles}).json()
    run_import(import_id=job["id"])
    rows = api.get(f"imports/{job['id']}/rows/").json()["results"]
    assert [row["fate"] for row in rows] == ["added", "refused", "refused", "refused"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (archive({f"{n}.txt": b"0" * 5_000_000 for n in range(10)}), "too_large"),
        (b"PK\x03\x04 no more", "unsupported"),
    ],
    ids=["bomb", "damaged"],
)
def test_an_archive_is_refused_at_once(data: bytes, code: str, api: Any) -> None:
    refused = api.post("imports/", {"files": [upload(data, "a.zip")]}, form=True)
    assert refused.json()["code"] == code
    assert not ArticleImport.objects.exists()


def test_the_same_lines_with_the_same_key_are_one_import(api: Any) -> None:
    data = json_lines({"text": text(1)})
    first = lines(api, data, Idempotency_Key="k-1")
    again = lines(api, data, Idempotency_Key="k-1")
    assert (again.status_code, again.json()) == (202, first.json())
    assert again["Idempotency-Replayed"] == "true"
    other = lines(api, data + b"\n{}", Idempotency_Key="k-1")
    assert other.json()["code"] == "idempotency_mismatch"
    assert ArticleImport.objects.count() == 1


def test_an_import_is_cancelled_and_gone_on_with(api: Any) -> None:
    job = lines(api, json_lines({"text": text(1)})).json()
    address = f"imports/{job['id']}/"
    assert api.post(f"{address}cancel/", If_Match='"999"').status_code == 412
    cancelled = api.post(f"{address}cancel/").json()
    assert (cancelled["state"], cancelled["may_resume"]) == ("cancelled", True)
    assert api.post(f"{address}cancel/").json()["code"] == "wrong_state"
    assert api.post(f"{address}resume/").json()["state"] == "queued"
    run_import(import_id=job["id"])
    assert api.get(address).json()["state"] == "done"
    assert api.post(f"{address}resume/").json()["code"] == "wrong_state"


def test_the_bell_rings_for_the_worker(
    api: Any, silent_bell: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = lines(api, json_lines({"text": text(1)})).json()
    assert ("run_import", {"import_id": job["id"]}) in silent_bell


def test_lists_and_rows_cost_the_same_for_two_and_for_twenty(
    api: Any, queries_of: Callable[[Callable[[], Any]], int]
) -> None:
    def sent(count: int) -> str:
        job = lines(api, json_lines(*({"text": f"Words {n} of {count}."} for n in range(count))))
        run_import(import_id=job.json()["id"])
        return f"imports/{job.json()['id']}/rows/"

    few = sent(2)
    before = queries_of(lambda: api.get("imports/")), queries_of(lambda: api.get(few))
    many = [sent(20 + n) for n in range(10)][-1]
    assert (queries_of(lambda: api.get("imports/")), queries_of(lambda: api.get(many))) == before


def test_a_body_of_lines_goes_nowhere_else(api: Any) -> None:
    answer = api.client.generic("POST", "/api/v1/articles/", b"{}", content_type=LINES)
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")
