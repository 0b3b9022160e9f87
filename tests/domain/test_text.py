"""Canonical text and offsets."""

import json
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotations.domain.errors import InvalidTextError
from annotations.domain.text import (
    SEPARATOR,
    canonical,
    clean,
    codepoint_offset,
    context,
    direction,
    fold,
    grapheme_boundary,
    sha256_hex,
    utf16_offset,
)
from annotations.domain.vocabulary import BlockKind

VECTORS = json.loads(
    (Path(__file__).parents[1] / "contracts" / "anchoring_vectors.json").read_text(encoding="utf-8")
)
AWKWARD = st.sampled_from(
    [
        "e\u0301",
        "👩‍👩‍👧",
        "🇩🇰",
        "👍🏽",
        "مُحَ",
        "\r\n",
        "\r",
        "\n\n\n",
        "\t",
        "  ",
        "\u00a0",
        "\u00ad",
        "\ufeff",
        "\x07",
        "\u2029",
        "𝄞",
        " \u0301",
    ]
)
TEXTS = st.lists(
    st.one_of(AWKWARD, st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
).map("".join)
KINDS = st.sampled_from(list(BlockKind))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_shared_vectors_agree_on_words_and_both_kinds_of_offset(vector):
    text, start, end = vector["text"], vector["start"], vector["end"]
    assert text[start:end] == vector["quote"]
    assert canonical([("paragraph", text)]).text == text
    assert utf16_offset(text, start) == vector["utf16_start"]
    assert utf16_offset(text, end) == vector["utf16_end"]
    assert codepoint_offset(text, vector["utf16_start"]) == start
    assert codepoint_offset(text, vector["utf16_end"]) == end


@given(st.lists(st.tuples(KINDS, TEXTS)))
def test_canonical_text_of_canonical_text_is_itself(blocks):
    once = canonical(blocks)
    again = canonical((block.kind, block.text) for block in once.blocks)
    assert again == once


@given(st.lists(st.tuples(KINDS, TEXTS)))
def test_every_block_stands_where_it_says_and_blocks_stand_apart_by_one_blank_line(blocks):
    made = canonical(blocks)
    assert all(made.text[b.start : b.end] == b.text and b.text for b in made.blocks)
    assert made.text == SEPARATOR.join(b.text for b in made.blocks)
    assert all(SEPARATOR not in b.text for b in made.blocks)
    assert made.sha256 == sha256_hex(made.text)


@given(TEXTS)
@example("e\x07\u0301")
def test_canonical_text_is_nfc_without_tabs_control_characters_or_double_spaces(raw):
    text = canonical([("paragraph", raw)]).text
    assert unicodedata.is_normalized("NFC", text)
    assert not any(unicodedata.category(c) == "Cc" and c != "\n" for c in text)
    assert "  " not in text
    assert "\ufeff" not in text
    assert text == text.strip(" \n")


@pytest.mark.parametrize("refused", ["a\0b", "a\ud800", "\udc00b"])
def test_what_cannot_be_stored_is_refused_with_its_position(refused):
    with pytest.raises(InvalidTextError) as caught:
        clean(refused)
    assert refused[caught.value.extra["position"]] in "\0\ud800\udc00"


def test_line_breaks_of_every_system_are_one_line_feed():
    assert clean("a\r\nb\rc\u2028d\x0ce\u0085f") == "a\nb\nc\nd\ne\nf"
    assert clean("a\u2029b") == "a\n\nb"


def test_blank_lines_inside_a_block_make_two_blocks_of_its_kind():
    made = canonical([("quote", "one\n \n\ntwo\nstill two"), ("paragraph", " \n ")])
    assert [(b.kind, b.text) for b in made.blocks] == [
        (BlockKind.QUOTE, "one"),
        (BlockKind.QUOTE, "two\nstill two"),
    ]


def test_a_single_no_break_space_is_kept_and_a_run_of_spaces_is_one():
    assert clean("10\u00a0% of \u00a0 it") == "10\u00a0% of it"


def test_an_unknown_kind_of_block_is_refused():
    with pytest.raises(ValueError, match="footnote"):
        canonical([("footnote", "words")])


@given(TEXTS, st.data())
def test_offsets_go_to_utf16_and_back(text, data):
    at = data.draw(st.integers(0, len(text)))
    assert codepoint_offset(text, utf16_offset(text, at)) == at


def test_offsets_outside_the_text_or_inside_a_pair_are_refused():
    for at in (-1, 3):
        with pytest.raises(ValueError, match="outside"):
            utf16_offset("🚢a", at)
    for at in (-1, 4):
        with pytest.raises(ValueError, match="outside"):
            codepoint_offset("🚢a", at)
    with pytest.raises(ValueError, match="surrogates"):
        codepoint_offset("🚢a", 1)


@given(TEXTS)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ångström", "ANGSTROM"),
        ("Łódź", "lodz"),
        ("Straße", "STRASSE"),
        ("Œuvre", "oeuvre"),
        ("İstanbul", "istanbul"),
        ("مُحَمَّد", "محمد"),
        ("Ёлка", "елка"),
        ("un\u00adem\u00adployed  people", "unemployed people"),
    ],
)
def test_search_looks_past_case_accents_and_vowel_points(one, other):
    assert fold(one) == fold(other)


def test_folding_keeps_marks_that_make_another_word():
    assert fold("कि") != fold("क")
    assert fold("が") != fold("か")


@given(TEXTS, st.data())
def test_context_stands_beside_the_span_and_splits_no_letter(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    prefix, suffix = context(text, start, end, 5)
    assert text[:start].endswith(prefix)
    assert text[end:].startswith(suffix)
    assert max(len(prefix), len(suffix)) <= 5
    assert not prefix or grapheme_boundary(text, start - len(prefix))
    assert not suffix or grapheme_boundary(text, end + len(suffix))


def test_context_gives_up_a_mark_whose_letter_it_cannot_hold():
    assert context("q\u0303 word q\u0303", 3, 7, 2) == (" ", " ")
    assert context("q\u0303 word q\u0303", 3, 7, 3) == ("q\u0303 ", " q\u0303")


@pytest.mark.parametrize(
    ("text", "at", "boundary"),
    [
        ("ab", 1, True),
        ("e\u0301b", 1, False),
        ("👩‍👧", 1, False),
        ("👩‍👧", 2, False),
        ("👍🏽", 1, False),
        ("🏴\U000e0067", 1, False),
        ("🇩🇰🇸🇪", 1, False),
        ("🇩🇰🇸🇪", 2, True),
        ("🇩🇰🇸🇪", 3, False),
        ("🇩", 0, True),
        ("🇩", 1, True),
    ],
)
def test_marks_and_joined_emoji_are_never_cut(text, at, boundary):
    assert grapheme_boundary(text, at) is boundary


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", "rtl"),
        ("fa-IR", "rtl"),
        ("he", "rtl"),
        ("ckb", "rtl"),
        ("az-Arab", "rtl"),
        ("uz_arab_AF", "rtl"),
        ("ar-Latn", "ltr"),
        ("en", "ltr"),
        ("und", "ltr"),
        ("", "ltr"),
        ("de-1996", "ltr"),
    ],
)
def test_direction_follows_the_script_and_else_the_language(language, expected):
    assert direction(language) == expected


def test_a_text_of_empty_lines_is_read_as_fast_as_any_other():
    began = time.monotonic()
    assert clean("a" + "\n" * 300_000 + "b") == "a" + "\n" * 300_000 + "b"
    assert time.monotonic() - began < 5
