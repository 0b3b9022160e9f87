"""Names and addresses."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.domain.names import SLUG_LIMIT, name_key, publisher_key, slugify

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS)
def test_an_address_has_words_of_letters_and_digits_and_bounded_length(text):
    slug = slugify(text)
    assert len(slug) <= SLUG_LIMIT
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert "--" not in slug
    assert all(c.isalnum() or c == "-" or unicodedata.category(c)[0] == "M" for c in slug)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Harbour master’s figures: 412,000?", "harbour-masters-figures-412-000"),
        ("Größe & Maß", "größe-maß"),
        ("ارتفعت الأسعار", "ارتفعت-الأسعار"),
        ("हिन्दी में", "हिन्दी-में"),
        ("市长说，去年", "市长说-去年"),
        ("un\u00adem\u00adployed", "unemployed"),
        ("🚢 — !", ""),
    ],
)
def test_an_address_keeps_the_script_of_its_words(text, slug):
    assert slugify(text) == slug


def test_a_long_address_is_cut_between_words_where_it_can():
    assert slugify("one two three", limit=8) == "one-two"
    assert slugify("one two three", limit=7) == "one-two"
    assert slugify("incomprehensible", limit=5) == "incom"
    assert slugify("abcdq\u0303", limit=5) == "abcd"


def test_spellings_of_a_name_share_a_key():
    assert name_key("  José  María O'Brien-Núñez ") == name_key("JOSE MARIA O’Brien Nunez")
    assert name_key("Иван Ёлкин") == name_key("иван елкин")
    assert name_key("Ilse Brandt") != name_key("Ilse Brand")
    assert name_key("—") == ""


def test_spellings_of_an_outlet_share_a_key():
    assert publisher_key("The Tarnholm Post") == publisher_key("Tarnholm Post") == "tarnholm post"
    assert publisher_key("The") == "the"
