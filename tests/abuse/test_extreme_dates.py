"""Days at the ends of the calendar: refused by the name of their field, or kept and shown, wherever the desk's clock stands."""

import io
import json
from itertools import product
from typing import Any, Final

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from annotations.actions.exports import request_export, run_export
from annotations.domain.vocabulary import DateField
from annotations.models import Desk, ExportJob
from tests.abuse.conftest import AtWork

pytestmark = pytest.mark.django_db

DAYS: Final = ("0001-01-01", "9999-12-31")
MOMENTS: Final = (
    *DAYS,
    "0001",
    "9999",
    "9999-12",
    "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+14:00",
)
ZONES: Final = ("Pacific/Kiritimati", "Pacific/Pago_Pago")


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, desk: Any) -> str:
    """The desk, at either end of the clocks."""
    Desk.objects.filter(pk=desk.pk).update(zone=request.param)
    return str(request.param)


def test_a_day_at_the_end_of_the_calendar_is_kept_and_shown_or_refused(
    zone: str, at_work: AtWork, people: dict[str, Any], client: Client
) -> None:
    client.force_login(people["lead"].account)
    claim, article = at_work.ids["claim"], at_work.ids["article"]
    changes = [
        ("patch", f"claims/{claim}/", lambda day: {"said_on": day}, MOMENTS),
        ("patch", f"articles/{article}/", lambda day: {"published_at": day}, MOMENTS),
        ("post", f"claims/{claim}/evidence/", lambda day: {"stance": "context", "published_on": day}, DAYS),
        ("post", f"claims/{claim}/evidence/", lambda day: {"stance": "context", "obtained_on": day}, DAYS),
        ("post", f"claims/{claim}/contacts/", lambda day: {"whom": "x", "replied_at": day}, MOMENTS),
        ("patch", f"verdicts/{at_work.ids['verdict']}/", lambda day: {"as_of": day}, DAYS),
    ]  # fmt: skip
    for method, path, body, days in changes:
        for day in days:
            with transaction.atomic():
                headers = dict(at_work.headers["lead"])
                if method == "patch":
                    headers["If-Match"] = client.get(f"/api/v1/{path}", headers=headers)["ETag"]
                response = getattr(client, method)(
                    f"/api/v1/{path}", json.dumps(body(day)), content_type="application/json", headers=headers
                )  # fmt: skip
                assert response.status_code in {200, 201, 422}, (path, day, response.content)
                if response.status_code < 300:
                    shown(client, at_work, (path, day))
                transaction.set_rollback(True)


def shown(client: Client, at_work: AtWork, where: object) -> None:
    """The pages that show such a day."""
    for page in (
        f"/claims/{at_work.ids['claim']}/",
        f"/articles/{at_work.ids['article']}/",
        f"/review/{at_work.ids['item']}/",
    ):
        assert client.get(page).status_code in {200, 403}, (where, page)


def test_an_export_may_reach_to_the_ends_of_the_calendar(
    zone: str, at_work: AtWork, people: dict[str, Any]
) -> None:
    for field, day, bound in product(DateField, DAYS, ("since", "until")):
        filters = {"state": "any", "date_field": field.value, bound: day}
        job = request_export(actor=people["lead"], format="jsonl", filters=filters)
        run_export(export_id=job.pk)
        assert ExportJob.objects.get(pk=job.pk).state == "done", filters


def test_a_command_takes_such_days_or_says_that_it_does_not(zone: str, tmp_path: Any) -> None:
    (tmp_path / "a.txt").write_text("The quay is new.\n\nIt was opened on Monday.")
    for moment in (
        "9999-12-31",
        "0001-01-01",
        "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00+14:00",
    ):
        with pytest.raises(CommandError, match="1 of 1 could not be imported"):
            call_command(
                "import_articles",
                str(tmp_path / "a.txt"),
                "--published-at",
                moment,
                stdout=io.StringIO(),
            )
    silent = io.StringIO()
    options = {"state": "any", "since": "0001-01-01", "until": "9999-12-31", "stderr": silent}
    call_command("export_claims", format="jsonl", output=str(tmp_path / "out"), **options)
