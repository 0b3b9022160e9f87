"""Exports by REST: asked for, watched, cancelled, taken."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from annotations.actions.exports import run_export
from annotations.models import ExportDownload, ExportJob

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["claimreview", "webannotation", "csv", "jsonl", "html"])
def test_an_export_is_asked_for_watched_and_taken(
    kind: str, api: Any, approved: Any, silent_bell: Any
) -> None:
    made = api.post("exports/", {"format": kind})
    job = made.json()
    assert (made.status_code, job["state"], job["progress"], job["may_cancel"]) == (
        202,
        "queued",
        0,
        True,
    )
    assert made["Location"] == f"/api/v1/exports/{job['id']}/"
    run_export(export_id=job["id"])
    done = api.get(f"exports/{job['id']}/").json()
    assert (done["state"], done["progress"], done["rows"], done["losses"]) == ("done", 100, 1, [])
    download = api.get(f"exports/{job['id']}/download/")
    raw = b"".join(download.streaming_content)
    assert (len(raw), hashlib.sha256(raw).hexdigest()) == (done["size"], done["sha256"])
    assert download["Content-Disposition"].startswith('attachment; filename="claims-')
    assert "\n" not in download["Content-Disposition"]
    assert download["X-Content-Type-Options"] == "nosniff"
    assert ExportDownload.objects.get().account.email == "editor@example.org"


def test_filters_are_kept_in_plain_words(api: Any, article: Any) -> None:
    filters = {
        "state": "any",
        "article": str(article.pk),
        "since": "2026-01-01",
        "until": "2026-02-01",
        "date_field": "said",
    }
    job = api.post("exports/", {"format": "csv", "filters": filters}).json()
    assert job["filters"] == filters
    assert api.get(f"exports/{job['id']}/").json()["filters"] == filters


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "format"), ({"format": "docx"}, "format"), ({"format": "csv", "filters": []}, "filters"),
        ({"format": "csv", "filters": {"state": "lost"}}, "filters.state"),
        ({"format": "csv", "filters": {"desk": "x"}}, "filters.desk"),
        ({"format": "csv", "filters": {"since": "2026"}}, "filters.since"),
        ({"format": "csv", "filters": {"article": "x"}}, "filters.article"),
        ({"format": "csv", "path": "/etc"}, "path"),
    ],
)  # fmt: skip
def test_formats_and_filters_are_known_ones(body: dict[str, Any], field: str, api: Any) -> None:
    errors = api.post("exports/", body).json()["errors"]
    assert {name.removesuffix(".body") for name in errors} == {field}
    assert ExportJob.objects.count() == 0


def test_a_file_that_is_lost_is_gone(api: Any, approved: Any) -> None:
    made = api.post("exports/", {"format": "csv"}).json()
    run_export(export_id=made["id"])
    job = ExportJob.objects.get()
    job.file.storage.delete(job.file.name)
    response = api.send("get", f"exports/{job.pk}/download/")
    assert (response.status_code, response.json()["code"]) == (410, "gone")
    assert not ExportDownload.objects.exists(), "nobody took a file that is not there"


def test_an_export_is_cancelled_once(api: Any) -> None:
    job = api.post("exports/", {"format": "csv"}).json()
    assert api.post(f"exports/{job['id']}/cancel/", If_Match='"999"').status_code == 412
    cancelled = api.post(f"exports/{job['id']}/cancel/").json()
    assert cancelled["may_cancel"] is False
    run_export(export_id=job["id"])
    assert api.get(f"exports/{job['id']}/").json()["state"] == "cancelled"
    assert api.send("get", f"exports/{job['id']}/download/").json()["code"] == "not_ready"
    assert api.post(f"exports/{job['id']}/cancel/").json()["code"] == "wrong_state"


def test_the_desk_sees_its_exports_newest_first(
    api: Any, calls: Callable[[Any], Any], second: Any
) -> None:
    made = [api.post("exports/", {"format": kind}).json()["id"] for kind in ("csv", "jsonl")]
    rows = calls(second).get("exports/").json()["results"]
    assert [row["id"] for row in rows] == made[::-1]


def test_the_bell_rings_for_the_worker(
    api: Any, silent_bell: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = api.post("exports/", {"format": "csv"}, Idempotency_Key="k-1").json()
    assert ("run_export", {"export_id": job["id"]}) in silent_bell
