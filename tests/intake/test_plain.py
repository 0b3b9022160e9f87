"""Pasted and scraped texts become articles, without the page around them and without loss."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.domain.errors import InvalidTextError
from annotations.domain.vocabulary import BlockKind, Precision
from annotations.intake.extract import extract
from annotations.intake.paragraphs import is_hard_wrapped, logical_lines
from annotations.intake.plain import shortened

PAGES = Path(__file__).parent / "pages"
BODY = (
    "The council of Tarnholm has given the port until Monday to repair the ferry, which broke down."
)


def page(name, **known):
    return extract((PAGES / f"{name}.txt").read_bytes(), zone="Europe/Copenhagen", **known)


def texts(made, kind=None):
    return [block.text for block in made.blocks if kind in (None, block.kind)]


def rules(made):
    return {dropped.rule for dropped in made.dropped}


def test_a_page_with_its_icon_names_in_front_comes_out_as_its_article():
    made = page("harbour_icons")
    assert made.title == "Tarnholm council puts off vote on second ferry"
    assert made.published_at.isoformat() == "2011-11-07T06:40:00+01:00"
    assert made.published_precision is Precision.MINUTE
    assert made.zone_assumed
    assert made.language == "en"
    assert len(made.blocks) == 4
    assert texts(made)[0].startswith("The council of Tarnholm has put off")
    assert texts(made)[-1] == "He declined to comment."
    assert rules(made) == {
        "run_together_icon_names",
        "dateline_line",
        "section_label",
        "media_player_times",
    }
    assert "chevron" not in made.canonical.text


def test_a_page_full_of_menus_comes_out_as_its_article():
    made = page("dated_menu")
    assert made.title == "Bridge tolls doubled after audit, ministry admits"
    assert made.byline == "Maren Oyelaran and Piet de Vries, Transport correspondent"
    assert made.published_at == datetime(2021, 5, 3, 10, 5, tzinfo=UTC)
    assert not made.zone_assumed
    assert texts(made, BlockKind.HEADING) == ["What the minutes say"]
    assert len(texts(made, BlockKind.PARAGRAPH)) == 4
    assert rules(made) >= {
        "share_menu_words",
        "section_label",
        "menu_run",
        "breadcrumb_line",
        "title_repeated",
        "dateline_line",
        "byline_line",
        "counter_line",
        "reading_time",
        "photo_credit",
        "inline_link_line",
        "tag_line",
        "related_label",
        "linked_headlines",
        "copyright_line",
        "cookie_notice",
    }


def test_lines_wrapped_at_a_width_are_joined_to_paragraphs():
    made = page("agency_wrapped")
    assert made.title == "Hospital beds: minister corrects figure"
    assert len(made.blocks) == 2
    assert "corrected the number of hospital beds she gave" in made.canonical.text
    assert made.published_at.isoformat() == "2022-02-14T18:53:00-05:00"
    assert not made.zone_assumed


def test_date_and_byline_after_a_first_paragraph_in_bold_are_read():
    made = page("lead_before_date")
    assert made.title == "Wie viele Wohnungen stehen leer?"
    assert made.byline == "Jule Hartwig"
    assert made.published_at.isoformat() == "2023-09-03T18:30:00+02:00"
    assert made.language == "de"
    assert len(made.blocks) == 3
    assert "linked_headlines" in rules(made)


def test_the_dates_of_a_chronology_stay_in_the_article():
    made = page("chronology")
    assert texts(made, BlockKind.HEADING) == ["3 March 2019", "9 April 2019", "15 April 2019"]
    assert made.published_at is None
    assert made.published_precision is Precision.UNKNOWN
    assert made.dropped == ()


def test_an_article_that_begins_with_such_words_keeps_them():
    made = page("share_prices")
    assert made.title.startswith("Share prices fell")
    assert made.dropped == ()
    assert [b.kind for b in made.blocks[3:6]] == ["list_item", "list_item", "quote"]
    assert texts(made)[2].startswith("Related: the word")


def test_arabic_text_and_digits_are_read():
    made = page("arabic")
    assert (made.language, len(made.blocks)) == ("ar", 2)
    assert made.published_precision is Precision.DAY
    assert made.published_at.date().isoformat() == "2022-02-20"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_same_words_have_the_same_hash_by_whatever_way_they_come(newline):
    raw = (PAGES / "harbour_icons.txt").read_text(encoding="utf-8")
    expected = page("harbour_icons").canonical.sha256
    other = raw.replace("\n", newline)
    assert extract(other, zone="UTC").canonical.sha256 == expected
    assert extract(other.encode("utf-8-sig"), zone="UTC").canonical.sha256 == expected
    assert extract(other.encode("utf-16"), kind="text").canonical.sha256 == expected


def test_a_given_title_wins_and_the_line_that_repeats_it_goes():
    made = extract(f"Ferry must sail\n\n{BODY}", title=" Ferry  must sail ")
    assert (made.title, texts(made)) == ("Ferry must sail", [BODY])
    made = extract(f"Ferry must sail\n\n{BODY}", title="Another title")
    assert (made.title, texts(made)) == ("Another title", ["Ferry must sail", BODY])


def test_a_text_that_is_its_title_keeps_its_words():
    made = extract("Ferry must sail", title="Ferry must sail")
    assert (made.title, texts(made)) == ("Ferry must sail", ["Ferry must sail"])
    assert texts(extract("Share")) == ["Share"]


def test_without_a_title_the_first_words_serve_and_stay():
    made = extract(BODY)
    assert (
        made.title == "The council of Tarnholm has given the port until Monday to repair the ferry…"
    )
    assert texts(made) == [BODY]
    assert shortened("x" * 200) == "x" * 79 + "…"


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        (f"Share\n\nThe share of letters rose. {BODY}", "Share"),
        (f"By Monday the ferry must sail\n\n{BODY}", "By Monday the ferry must sail"),
        (f"Icons, icon cranes and icon bridges\n\n{BODY}", "Icons, icon cranes and icon bridges"),
        (f"Facebook and the ferry\n\n{BODY}", "Facebook and the ferry"),
        (f"Ferry sails for the U.S.\n\n{BODY}", "Ferry sails for the U.S."),
        (f"Home\nWorld\nSport\nFerry must sail\n{BODY}", "Ferry must sail"),
    ],
)
def test_a_title_made_of_such_words_is_kept(raw, title):
    assert extract(raw).title == title


def test_a_date_that_is_given_wins_over_the_page():
    made = page("harbour_icons", published_at="2012-01-02")
    assert made.published_at.isoformat() == "2012-01-02T00:00:00+01:00"
    assert made.published_precision is Precision.DAY


def test_a_date_of_an_update_alone_is_not_the_date_of_publication():
    made = extract(f"Ferry must sail\nUpdated: 4 May 2021 08:00\n{BODY}")
    assert made.published_at is None
    assert rules(made) == {"dateline_line"}


def test_a_date_at_the_end_stays_where_the_page_has_one_already():
    made = extract(f"Ferry must sail\n4 May 2021\n{BODY}\n{BODY}\n3 May 2021")
    assert made.published_at.day == 4
    assert texts(made)[-1] == "3 May 2021"


@pytest.mark.parametrize("empty", ["", " \n\t", "\ufeff", "icon aicon bicon c"])
def test_a_text_without_words_is_refused(empty):
    with pytest.raises(InvalidTextError, match="No article was found"):
        extract(empty, kind="text")


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_any_text_is_read_or_refused_and_reading_it_again_changes_no_character(raw):
    try:
        made = extract(raw, kind="text", language="en")
    except InvalidTextError:
        return
    assert made.title
    for block in made.blocks:
        assert made.canonical.text[block.start : block.end] == block.text


def test_numbered_lines_are_a_list_and_one_dash_is_a_dash():
    made = extract(f"{BODY}\n1. the ferry\n2. the port\n– said nobody\n{BODY}", title="Lists")
    kinds = [block.kind.value for block in made.blocks]
    assert kinds[1:3] == ["list_item", "list_item"]
    assert texts(made)[1] == "1. the ferry"
    assert texts(made)[3] == "– said nobody"


def test_short_lines_and_lines_of_sentences_are_not_joined():
    assert not is_hard_wrapped([["One.", "Two.", "Three.", "Four."]])
    verse = "a rose\nis a rose\nis a rose"
    assert logical_lines(verse) == verse.split("\n")
    assert logical_lines(f"{BODY}\n{BODY}\n{BODY}\n{BODY}") == [BODY] * 4
