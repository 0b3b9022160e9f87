"""What a reviewer judges is frozen."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.domain.submission import canonical_json, freeze
from annotations.domain.text import sha256_hex
from annotations.domain.vocabulary import Stance, Visibility

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=12,
)


def content(**changed):
    return {
        "claim": {"id": "c1", "statement": "Rents rose by a tenth."},
        "occurrences": [{"id": "o2", "words": "b"}, {"id": "o1", "words": "a"}],
        "evidence": [
            {"id": "e1", "quote": "open words", "visibility": Visibility.PUBLIC},
            {"id": "e2", "quote": "hidden words", "visibility": Visibility.SEALED},
        ],
        "verdict": {"id": "v1", "summary": "It is so.", "as_of": date(2024, 3, 4)},
        **changed,
    }


def shuffled(value, random):
    if isinstance(value, dict):
        items = [(key, shuffled(item, random)) for key, item in value.items()]
        random.shuffle(items)
        return dict(items)
    return [shuffled(item, random) for item in value] if isinstance(value, list) else value


@given(st.dictionaries(st.sampled_from("abcd"), VALUES), st.randoms())
def test_the_order_of_keys_does_not_matter(value, random):
    assert freeze(shuffled(value, random)) == freeze(value)


@given(VALUES)
def test_canonical_json_reads_back_as_itself(value):
    text = canonical_json(value)
    assert canonical_json(json.loads(text)) == text


def test_the_order_of_rows_does_not_matter_but_that_of_words_does():
    turned = content(occurrences=content()["occurrences"][::-1])
    assert freeze(turned) == freeze(content())
    assert canonical_json(["b", "a"]) != canonical_json(["a", "b"])


def test_any_change_of_content_changes_the_hash():
    frozen = freeze(content())
    assert frozen.sha256 == sha256_hex(frozen.json)
    changed = content(verdict={"id": "v1", "summary": "It is not so.", "as_of": date(2024, 3, 4)})
    assert freeze(changed).sha256 != frozen.sha256


def test_sealed_words_leave_only_an_id_and_a_hash():
    frozen = freeze(content())
    assert "hidden words" not in frozen.json
    assert "open words" in frozen.json
    sealed = json.loads(frozen.json)["evidence"][1]
    assert set(sealed) == {"id", "sealed", "sha256"}
    other = content()
    other["evidence"][1]["quote"] = "other hidden words"
    assert freeze(other).sha256 != frozen.sha256


def test_each_kind_of_value_has_one_form():
    noon = datetime(2024, 3, 4, 12, tzinfo=UTC)
    east = noon.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert canonical_json([noon, east]) == '["2024-03-04T12:00:00Z","2024-03-04T12:00:00Z"]'
    assert canonical_json([Decimal("10.50"), Decimal("1E+2")]) == '["10.5","100"]'
    assert canonical_json([Stance.REFUTES, True, 1, None]) == '["refutes",true,1,null]'
    uuid = UUID(int=7)
    assert canonical_json({"e\u0301": ("e\u0301", uuid)}) == f'{{"é":["é","{uuid}"]}}'


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        datetime(2024, 3, 4, tzinfo=UTC).replace(tzinfo=None),
        Decimal("NaN"),
        {1: "a"},
        {1, 2},
        b"bytes",
    ],
)
def test_what_has_no_one_form_is_refused(value):
    with pytest.raises(TypeError):
        freeze({"claim": value})


def test_evidence_is_a_list():
    with pytest.raises(TypeError):
        freeze({"evidence": 3})
