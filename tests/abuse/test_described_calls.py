"""The API does what its own description says, whatever is sent: no error of ours, no answer that is not described.

Calls are made up from the description, valid ones and broken ones, and go to the product as a web server would
send them. FACTCHECK_SOAK=1 makes many times as many.
"""

import os
from typing import Any, Final
from wsgiref.types import WSGIApplication

import pytest
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.abuse.conftest import ROLES, AtWork

pytestmark = pytest.mark.django_db

SOAK: Final = bool(os.environ.get("FACTCHECK_SOAK"))
CALLS: Final = 400 if SOAK else 14
"""Made-up calls an operation."""
ANSWERED: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
NOUNS: Final = {
    "articles": "article",
    "claims": "claim",
    "evidence": "evidence",
    "verdicts": "verdict",
    "exports": "export",
    "imports": "import",
}
"""What the id of an address is the id of."""
OPERATIONS: Final = 35
"""As many as the description has at least: a test without calls would pass."""


def test_every_answer_is_one_that_the_description_names(
    app: WSGIApplication, at_work: AtWork
) -> None:
    described = schemathesis.openapi.from_wsgi("/api/v1/schema/", app, base_url="http://testserver")
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) >= OPERATIONS
    surprises, succeeded = [], 0
    for operation in operations:
        try:
            succeeded += called(operation, at_work, app)
        except FailureGroup as found:
            surprises.append(f"{operation.label}\n{found}")
    assert not surprises, "\n".join(surprises)
    assert succeeded > len(operations), "hardly any call got past the door"


def called(operation: Any, at_work: AtWork, app: WSGIApplication) -> int:
    """Call one operation many times; how often it did what it was asked. Raises FailureGroup."""
    succeeded = 0
    made_up = st.one_of(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)
    who_calls = st.sampled_from([*ROLES, *ROLES, "nobody"])

    @seed(20260301)
    @settings(
        max_examples=CALLS,
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(made_up, who_calls, st.data())
    def call(case: Any, who: str, data: st.DataObject) -> None:
        nonlocal succeeded
        wrong_on_purpose = not lead_somewhere(case, at_work, data)
        checks = [*ANSWERED, negative_data_rejection] if wrong_on_purpose else ANSWERED
        with transaction.atomic():  # what a call did is undone, so that the ids stay good
            response = case.call(app=app, headers=at_work.headers[who])
            transaction.set_rollback(True)
        succeeded += response.status_code < 300
        case.validate_response(response, checks=checks)

    call()
    return succeeded


def lead_somewhere(case: Any, at_work: AtWork, data: st.DataObject) -> bool:
    """Put real ids and versions into most of the calls; whether anything was mended that was broken on purpose."""
    mended = "" in (case.query or {}).values()  # a parameter without a value counts as not sent
    noun = NOUNS.get(case.operation.path.split("/")[3], "")
    if noun and "id" in case.path_parameters and data.draw(st.integers(0, 6)):
        mended, case.path_parameters["id"] = True, at_work.ids[noun]
    if "slug" in case.path_parameters and data.draw(st.integers(0, 3)):
        mended, case.path_parameters["slug"] = True, "review"
    if case.method in {"PATCH", "DELETE"} and data.draw(st.integers(0, 5)):
        mended, case.headers["If-Match"] = True, data.draw(st.sampled_from(['"1"', '"1"', '"2"']))
    if not isinstance(case.body, dict):
        return mended
    for name in sorted(case.body.keys() & at_work.ids.keys()):
        if data.draw(st.integers(0, 3)):
            mended, case.body[name] = True, at_work.ids[name]
    if {"start", "end"} <= case.body.keys() and data.draw(st.integers(0, 3)):
        mended = True
        case.body |= {"start": 0, "end": 7}
        for rival in ("exact", "media_url"):
            if data.draw(st.booleans()):
                case.body.pop(rival, None)
    return mended
