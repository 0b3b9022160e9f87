"""What the app's own role may do within a session switches no rule off and leads none astray."""

from typing import Any

import pytest
from django.db import connection

from tests.models.refusals import RAW_REVIEW, refused_by, sql

pytestmark = pytest.mark.django_db


def test_no_session_can_name_rules_to_skip(submission: Any, editor: Any) -> None:
    """The library's own switch (`pgtrigger.ignore`) has no effect."""
    switch = (
        "SELECT set_config('pgtrigger.ignore', '{' || string_agg(tgname, ',') || '}', true)"
        " FROM pg_trigger WHERE NOT tgisinternal"
    )
    sql(switch)()
    assert refused_by(sql(RAW_REVIEW, editor.account.pk)) == "four_eyes"
    assert refused_by(sql("DELETE FROM annotations_contribution")) == "append_only"


def test_a_temporary_table_stands_in_for_no_real_one(submission: Any, editor: Any) -> None:
    """A rule looks at the contributions themselves, whatever a session puts before them."""
    sql("CREATE TEMP TABLE annotations_contribution (claim_id uuid, account_id uuid)")()
    assert refused_by(sql(RAW_REVIEW, editor.account.pk)) == "four_eyes"
    sql("DROP TABLE pg_temp.annotations_contribution")()


def test_every_rule_looks_its_tables_up_in_one_place(db: None) -> None:
    loose = (
        "SELECT p.proname FROM pg_proc p JOIN pg_trigger t ON t.tgfoid = p.oid"
        " WHERE NOT t.tgisinternal AND p.proname LIKE 'pgtrigger%'"
        " AND 'search_path=public, pg_temp' <> ALL (coalesce(p.proconfig, '{}'))"
    )
    with connection.cursor() as cursor:
        cursor.execute(loose)
        assert cursor.fetchall() == []
