"""A text that is edited comes back as it was, but for what was edited."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.domain.errors import InvalidTextError
from annotations.domain.text import canonical
from annotations.domain.vocabulary import BlockKind
from annotations.intake.marked import from_marked, to_marked


def test_kinds_are_seen_and_changed_by_their_marks():
    made = canonical(
        [
            ("heading", "What the minutes say"),
            ("paragraph", "Two things.\nOn two lines."),
            ("list_item", "tolls"),
            ("quote", "Nobody asked."),
        ]
    )
    text = to_marked(made.blocks)
    assert text == (
        "# What the minutes say\n\nTwo things.\nOn two lines.\n\n- tolls\n\n> Nobody asked."
    )
    changed = from_marked(text.replace("# What", "What").replace("> Nobody", "# Nobody"))
    assert [block.kind.value for block in changed.blocks] == [
        "paragraph", "paragraph", "list_item", "heading",
    ]  # fmt: skip
    assert changed.sha256 == made.sha256, "the words are the same"


WORDS = st.text(
    st.sampled_from(["\\", "#", "-", ">", " ", "\n", "a", "é", "🚢", "م"]), min_size=1, max_size=12
)


@given(st.lists(st.tuples(st.sampled_from(list(BlockKind)), WORDS), min_size=1))
def test_any_text_that_is_not_edited_stays_as_it_is(blocks):
    made = canonical(blocks)
    if made.text:
        assert from_marked(to_marked(made.blocks).replace("\n", "\r\n")) == made


@pytest.mark.parametrize("empty", ["", " \n\n", "a\0b"])
def test_a_text_without_words_is_refused(empty):
    with pytest.raises(InvalidTextError):
        from_marked(empty)
