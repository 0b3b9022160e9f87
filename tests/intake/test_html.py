"""Web pages become articles."""

import json

import pytest

from annotations.domain.errors import InvalidError, InvalidTextError
from annotations.domain.vocabulary import Precision
from annotations.intake.extract import extract

FIRST = (
    "The council of Tarnholm has put off its vote on a second ferry until the auditors have read "
    "the accounts of the port, the mayor said after a meeting that lasted until midnight."
)
SECOND = (
    "Harbour master Ilse Brandt told the council that 412,000 passengers were carried last year, "
    "twice as many as four years before, and that people were left standing on the quay."
)
QUOTE = "We left ninety people standing on the quay last week, and nobody came back for them."
LAST = "The opposition doubts the figure and asks for the counts of the ticket office, day by day."


def page(head="", *, lang="en"):
    return f"""<!doctype html><html lang="{lang}"><head><title>Ferry vote put off | The Post</title>
{head}</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Ferry vote put off</h1><p>{FIRST}</p><p>{SECOND}</p><h2>What the   port
says</h2><blockquote><p>{QUOTE}</p></blockquote><ul><li>One ferry, built in 1987, for all of it</li>
<li>Two crews, of six people each</li></ul><p>{LAST}</p></article>
<footer><p>© 2024 The Post</p></footer></body></html>"""


def json_ld(**fields):
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


def texts(made):
    return [(block.kind.value, block.text) for block in made.blocks]


def test_headings_lists_and_quotes_keep_their_kind_and_the_menu_goes():
    made = extract(page())
    assert texts(made) == [
        ("paragraph", FIRST),
        ("paragraph", SECOND),
        ("heading", "What the port says"),
        ("quote", QUOTE),
        ("list_item", "One ferry, built in 1987, for all of it"),
        ("list_item", "Two crews, of six people each"),
        ("paragraph", LAST),
    ]
    assert made.language == "en"


def test_json_ld_speaks_first():
    head = (
        json_ld(
            **{
                "@context": "https://schema.org",
                "@graph": [
                    {"@type": "WebSite", "name": "The Post"},
                    {
                        "@type": ["NewsArticle"],
                        "headline": "Ferry &amp; port: vote put off",
                        "datePublished": "2024-03-04T18:05:00+01:00",
                        "author": [
                            {"name": "Maren Oyelaran"},
                            "Piet de Vries",
                            "https://x.example/p",
                        ],
                        "mainEntityOfPage": {"@id": "https://post.example/ferry"},
                        "inLanguage": {"alternateName": "en"},
                    },
                ],
            }
        )
        + '<meta property="og:title" content="Another title">'
    )
    made = extract(page(head), zone="UTC")
    assert made.title == "Ferry & port: vote put off"
    assert made.published_at.isoformat() == "2024-03-04T18:05:00+01:00"
    assert made.published_precision is Precision.MINUTE
    assert not made.zone_assumed
    assert made.byline == "Maren Oyelaran, Piet de Vries"
    assert made.url == "https://post.example/ferry"


def test_meta_elements_speak_next():
    made = extract(
        page(
            '<meta property="og:title" content="Vote put off"><meta name="author" content="M. O.">'
            '<meta property="article:published_time" content="2024-03-04">'
            '<meta property="og:url" content="https://post.example/b">'
            '<link rel="canonical" href="/relative">'
            '<script type="application/ld+json">{broken</script>'
            '<script type="application/ld+json">[{"@type": "NewsArticle", "author": 3}, 4]</script>'
        ),
        zone="Europe/Copenhagen",
    )
    assert (made.title, made.byline, made.url) == (
        "Vote put off",
        "M. O.",
        "https://post.example/b",
    )
    assert made.published_at.isoformat() == "2024-03-04T00:00:00+01:00"
    assert (made.published_precision, made.zone_assumed) == (Precision.DAY, True)


def test_a_page_that_says_nothing_has_its_heading_as_title_and_no_date():
    made = extract(page())
    assert (made.title, made.published_at, made.byline, made.url) == (
        "Ferry vote put off",
        None,
        "",
        "",
    )
    assert "title_repeated" in {dropped.rule for dropped in made.dropped}


def test_what_the_caller_knows_wins():
    made = extract(
        page('<meta property="og:url" content="https://post.example/b">'),
        title="My title",
        url="https://post.example/mine",
        published_at="2024-03-05 10:00",
    )
    assert (made.title, made.url) == ("My title", "https://post.example/mine")
    assert made.published_at.isoformat() == "2024-03-05T10:00:00+00:00"


def test_the_language_is_that_of_the_words_not_of_the_template():
    assert extract(page(lang="de-AT")).language == "en"


def test_pieces_of_a_page_are_taken_whole():
    made = extract(
        "<h2>Ferry</h2>Some <b>bold</b> words<p>One<br>two &amp; three</p><ul><li>a<ul><li>b</li></ul></li></ul><table><tr><td>4</td><td>5</td></tr></table><script>x()</script>"
    )
    assert texts(made) == [
        ("heading", "Ferry"),
        ("paragraph", "Some bold words"),
        ("paragraph", "One\ntwo & three"),
        ("list_item", "a"),
        ("list_item", "b"),
        ("paragraph", "4 5"),
    ]
    assert made.title == "Ferry"


@pytest.mark.parametrize(
    "empty", ["<html></html>", "<p> </p>", "<!-- nothing -->", "<script>x()</script>"]
)
def test_a_page_without_words_is_refused(empty):
    with pytest.raises(InvalidTextError, match="No article was found on this page"):
        extract(empty, kind="html")


def test_half_a_surrogate_pair_is_refused_and_a_nul_is_left_out():
    with pytest.raises(InvalidTextError, match="surrogate"):
        extract("<p>\ud800 words</p>")
    assert extract("<p>wo\0rds</p>").canonical.text == "words"


def test_a_page_of_a_thousand_open_elements_is_survived():
    assert extract("<p>words</p>" + "<div>" * 5000).canonical.text == "words"


def test_notes_of_the_decoding_come_along():
    assert extract("<p>Größe</p>".encode("latin-1")).notes == ("charset_guessed",)


def test_a_date_that_cannot_be_read_is_refused_by_name():
    with pytest.raises(InvalidError) as caught:
        extract("words", published_at="the other day")
    assert "published_at" in caught.value.extra["errors"]
