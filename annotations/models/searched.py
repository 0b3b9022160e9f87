"""Triggers that keep what is found by words in step with the rows."""

import pgtrigger

from annotations.models.triggers import rule

UPDATE = pgtrigger.Update
WRITTEN = pgtrigger.Insert | pgtrigger.Update


def searched(
    kind: str, *columns: str, rows: str = "SELECT NEW.id", on: pgtrigger.Operation = WRITTEN
) -> pgtrigger.Trigger:
    """When one of the columns changes, the search entries of rows of this kind are made anew.

    `rows` is the SQL that gives their ids. The SQL functions `annotations_search_<kind>` stand in the migrations.
    """
    new = ", ".join(f"NEW.{column}" for column in columns)
    old = ", ".join(f"OLD.{column}" for column in columns)
    body = f"""
    IF TG_OP = 'INSERT' OR ROW({new}) IS DISTINCT FROM ROW({old}) THEN
        PERFORM annotations_search_{kind}(touched.id) FROM ({rows}) AS touched (id);
    END IF;
    RETURN NULL;"""
    return rule(f"searched_{kind}", body, when=pgtrigger.After, on=on)
