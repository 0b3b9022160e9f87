"""Asking for an export, seeing it grow, and taking the file away."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotations.actions.claims import reword_claim
from annotations.actions.exports import request_export, run_export, take_export
from annotations.actions.redactions import erase_files
from annotations.models import ExportDownload, ExportJob, OccurrenceSpeaker
from annotations.queries.undone import UNDONE

pytestmark = pytest.mark.django_db
Visit = Callable[[Any], Client]
Read = Callable[[Any], str]
POLLS = 'hx-trigger="every 1s"'


def test_without_an_export_the_page_says_how_to_make_one(
    editor: Any, visit: Visit, words: Read
) -> None:
    assert "No export yet" in words(visit(editor).get(reverse("web:exports")))


def test_an_export_is_asked_for_with_the_chosen_filters(
    editor: Any, visit: Visit, words: Read
) -> None:
    asked = {
        "format": "csv",
        "state": "approved",
        "date_field": "said",
        "since": "2024-01-01",
        "until": "2024-12-31",
    }
    response = visit(editor).post(reverse("web:exports"), asked, follow=True)
    job = ExportJob.objects.get()
    assert job.format == "csv"
    assert job.filters == {name: asked[name] for name in asked if name != "format"}
    page = words(response)
    assert "The export has begun" in page
    assert "CSV table" in page
    assert "Approved · Said on from 1 January 2024 until 31 December 2024" in page


def test_a_span_that_ends_before_it_begins_is_refused_at_its_field(
    editor: Any, visit: Visit, words: Read
) -> None:
    asked = {"format": "csv", "since": "2024-02-01", "until": "2024-01-01"}
    response = visit(editor).post(reverse("web:exports"), asked)
    assert response.status_code == 422
    assert "This is before the first day" in words(response)
    assert 'value="2024-02-01"' in response.content.decode()
    assert not ExportJob.objects.exists()


def test_the_list_asks_again_only_while_an_export_runs(
    editor: Any, approved: Any, visit: Visit, words: Read
) -> None:
    job = request_export(actor=editor, format="csv", filters={})
    client = visit(editor)
    waiting = client.get(reverse("web:export-jobs"))
    assert POLLS in waiting.content.decode()
    assert "Waits for a worker" in words(waiting)
    run_export(export_id=job.pk)
    done = client.get(reverse("web:export-jobs"))
    assert POLLS not in done.content.decode()
    assert "Ready" in words(done)
    assert "1 claim ·" in words(done)


def test_a_file_without_claims_says_that_none_matched(
    editor: Any, visit: Visit, words: Read
) -> None:
    job = request_export(actor=editor, format="csv", filters={})
    run_export(export_id=job.pk)
    page = words(visit(editor).get(reverse("web:export-jobs")))
    assert "No claim matched, so the file holds none" in page
    assert "Download" in page


def test_a_finished_file_is_taken_away_whole_and_noted(
    editor: Any, approved: Any, visit: Visit
) -> None:
    job = request_export(actor=editor, format="csv", filters={})
    run_export(export_id=job.pk)
    job.refresh_from_db()
    response = visit(editor).get(reverse("web:export-download", args=[job.pk]))
    data = b"".join(response.streaming_content)
    assert hashlib.sha256(data).hexdigest() == job.sha256
    assert response["Content-Disposition"].startswith('attachment; filename="claims-')
    assert response["Content-Disposition"].endswith('.csv"')
    assert ExportDownload.objects.filter(export=job, account=editor.account).exists()


def test_a_file_that_is_not_ready_says_so(editor: Any, visit: Visit, words: Read) -> None:
    job = request_export(actor=editor, format="csv", filters={})
    response = visit(editor).get(reverse("web:export-download", args=[job.pk]), follow=True)
    assert response.redirect_chain[-1][0] == reverse("web:exports")
    assert 'role="alert"' in response.content.decode()


def test_a_file_that_is_lost_is_refused_with_what_to_do(
    editor: Any, approved: Any, visit: Visit, words: Read
) -> None:
    job = request_export(actor=editor, format="csv", filters={})
    run_export(export_id=job.pk)
    job.refresh_from_db()
    job.file.storage.delete(job.file.name)
    response = visit(editor).get(reverse("web:export-download", args=[job.pk]))
    assert response.status_code == 410
    assert "Make a new export" in words(response)
    assert not ExportDownload.objects.exists(), "nobody took a file that is not there"


def test_an_export_is_cancelled(editor: Any, visit: Visit, words: Read) -> None:
    job = request_export(actor=editor, format="csv", filters={})
    response = visit(editor).post(reverse("web:export-cancel", args=[job.pk]), follow=True)
    assert "Cancelled" in words(response)
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_guests_read_why_they_cannot_export(
    desk: Any, join: Callable[..., Any], visit: Visit, words: Read
) -> None:
    client = visit(join(desk, "guest@example.org", "guest"))
    assert "Guests cannot export" in words(client.get(reverse("web:exports")))
    response = client.post(reverse("web:exports"), {"format": "csv"})
    assert "Guests cannot export" in words(response)
    assert not ExportJob.objects.exists()


def test_the_list_costs_the_same_for_two_and_for_twenty(
    editor: Any, lead: Any, visit: Visit, cost: Callable[[Client, str], int]
) -> None:
    client = visit(editor)
    for _ in range(2):
        request_export(actor=editor, format="csv", filters={})
    few = cost(client, reverse("web:exports"))
    for _ in range(18):
        request_export(actor=lead, format="csv", filters={})
    assert cost(client, reverse("web:exports")) == few


def test_the_page_counts_what_the_filters_match_before_a_file_is_made(
    editor: Any, claim: Any, approved: Any, visit: Visit, words: Read
) -> None:
    reword_claim(
        actor=editor, claim_id=claim.pk, expected_version=None, changes={"topics": ["Ferries"]}
    )
    client = visit(editor)
    asked = {"format": "csv", "state": "approved", "count": "1"}

    def counted(**more: str) -> str:
        return words(client.post(reverse("web:exports"), asked | more))

    assert "1 claim matches." in counted()
    about = {"topic": "FERRIES", "person": "ilse brandt", "kind": "quantity", "language": "en"}
    assert "1 claim matches." in counted(**about)
    assert "0 claims match. The file would hold none" in counted(kind="event")
    for wrong, sentence in (
        ({"topic": "Bridges"}, "No claim has this topic."),
        ({"publisher": "Nobody’s"}, "no article of this publisher"),
        ({"person": "Somebody else"}, "nobody of this name"),
    ):
        assert sentence in counted(**wrong)
    assert not ExportJob.objects.exists()
    alone = client.get(reverse("web:export-count"), {"format": "csv", "topic": "ferries"})
    assert words(alone) == "1 claim matches."
    made = asked | about
    del made["count"]
    shown = words(client.post(reverse("web:exports"), made, follow=True))
    assert "Number or amount · topic FERRIES · said by Ilse Brandt · en" in shown
    assert ExportJob.objects.get().filters["person"] == str(
        OccurrenceSpeaker.objects.get().person_id
    )


def test_an_export_is_made_again_with_its_filters(
    editor: Any, approved: Any, visit: Visit, words: Read, stranger: Any
) -> None:
    job = request_export(actor=editor, format="csv", filters={"state": "any"})
    ExportJob.objects.filter(pk=job.pk).update(state="failed", problem="The disk filled up.")
    client = visit(editor)
    assert "The disk filled up." in words(client.get(reverse("web:exports")))
    assert "Try again" in words(client.get(reverse("web:exports")))
    client.post(reverse("web:export-again", args=[job.pk]))
    again = ExportJob.objects.exclude(pk=job.pk).get()
    assert (again.format, again.filters, again.state) == ("csv", {"state": "any"}, "queued")
    assert visit(stranger).post(reverse("web:export-again", args=[job.pk])).status_code == 404


def test_the_list_tells_who_took_a_file_and_until_when_it_is_kept(
    editor: Any, lead: Any, approved: Any, visit: Visit, words: Read
) -> None:
    job = request_export(actor=editor, format="csv", filters={})
    run_export(export_id=job.pk)
    for member in (editor, lead):
        take_export(actor=member, export_id=job.pk).file.close()
    shown = words(visit(editor).get(reverse("web:exports")))
    assert f"Taken by {lead.account.name}" in shown
    assert "and 1 time before" in shown
    assert "kept until" in shown


def test_a_file_goes_when_its_time_is_over_and_the_page_says_so(
    editor: Any, approved: Any, visit: Visit, words: Read, settings: Any
) -> None:
    job = request_export(actor=editor, format="csv", filters={})
    run_export(export_id=job.pk)
    job.refresh_from_db()
    name, storage = job.file.name, job.file.storage
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        settings.FACTCHECK_EXPORT_DAYS = 0
        assert list(UNDONE["erase_files"]()) == [], "0 keeps files for ever"
        settings.FACTCHECK_EXPORT_DAYS = 30
        assert list(UNDONE["erase_files"]()) == [{}]
        assert erase_files() == 1
        assert list(UNDONE["erase_files"]()) == []
        assert not storage.exists(name)
        client = visit(editor)
        shown = words(client.get(reverse("web:exports")))
        assert "The file was kept its time and is deleted." in shown
        assert "Download" not in shown
        assert client.get(reverse("web:export-download", args=[job.pk])).status_code == 410
