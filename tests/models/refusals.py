"""Trying to break a rule of the database, and naming the rule that refuses."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import (
    IntegrityError,
    connection,
    transaction,
)

from annotations.models import (
    Verdict,
)


def refused_by(act: Callable[[], Any]) -> str:
    """The rule that refuses the act."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    return caught.value.__cause__.diag.constraint_name


def sql(statement: str, *values: Any) -> Callable[[], Any]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    return run


RAW_REVIEW = (
    "INSERT INTO annotations_review (id, created_at, round_id, submission_id, reviewer_id, kind, outcome, comment)"
    " SELECT gen_random_uuid(), now(), id, submission_id, %s, 'editorial', 'approve', '' FROM annotations_reviewround"
)


def standing() -> int:
    """How many approvals stand."""
    return Verdict.objects.standing().count()
