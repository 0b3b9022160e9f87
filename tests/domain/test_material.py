"""The list of substantive fields."""

from annotations.domain.material import MATERIAL


def test_each_table_names_its_substantive_columns_once():
    assert {"claim", "occurrence", "evidence", "verdict"} <= set(MATERIAL)
    assert all(columns and len(columns) == len(set(columns)) for columns in MATERIAL.values())


def test_topics_reach_assignment_and_internal_notes_make_nobody_a_contributor():
    columns = {column for columns in MATERIAL.values() for column in columns}
    assert not columns & {"topics", "reach", "harm", "assignee_id"}
    assert "note" not in MATERIAL["claim"]


def test_the_note_on_evidence_is_judged_because_it_is_exported():
    assert "note" in MATERIAL["evidence"]
