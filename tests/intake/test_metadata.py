"""What a page says of itself, wherever it says so: title, by-line, publisher, date."""

import pytest

from annotations.intake.extract import extract

WORDS = (
    "The council of Tarnholm has given the port until Monday to repair the ferry, which broke down "
    "last week with ninety people on board, two of them musicians on their way to a wedding."
)
ARTICLE = f"<article><p>{WORDS}</p><p>{WORDS.replace('Monday', 'Friday')}</p></article>"


def page(head="", above="", below=""):
    html = f"<html><head>{head}</head><body>{above}{ARTICLE}{below}</body></html>"
    return extract(html, kind="html", zone="Europe/Copenhagen")


@pytest.mark.parametrize(
    ("head", "above"),
    [
        ("<title>Ferry must sail | The Elk Post</title>", "<h1>Ferry must sail</h1>"),
        (
            '<meta property="og:title" content="Opinion | Ferry must sail">',
            "<h1>Ferry must sail</h1>",
        ),
        (
            (
                '<meta property="og:title" content="Ferry must sail - The Elk Post">'
                '<meta property="og:site_name" content="The Elk Post">'
            ),
            "",
        ),
        (
            (
                '<script type="application/ld+json">{"@type": "NewsArticle", "headline": '
                '"Ferry must sail – Elk", "publisher": {"name": "Elk"}}</script>'
            ),
            "",
        ),
    ],
)
def test_a_title_stands_without_the_name_of_site_or_section(head, above):
    assert page(head, above).title == "Ferry must sail"


def test_a_title_with_a_dash_of_its_own_keeps_it():
    head = '<meta property="og:title" content="Ferry must sail – or swim">'
    assert page(head, "<h1>News</h1>").title == "Ferry must sail – or swim"


@pytest.mark.parametrize(
    ("head", "above", "byline"),
    [
        ('<meta name="author" content="By Ada Lund">', "", "Ada Lund"),
        ('<meta name="author" content="admin">', '<a rel="author">Ada Lund</a>', "Ada Lund"),
        ("", '<span itemprop="author"><b itemprop="name">Ada Lund</b> Elk</span>', "Ada Lund"),
        ("", "<h1>Ferry</h1><p>By Ada Lund</p>", "Ada Lund"),
        ('<meta name="author" content="Byron Case">', "", "Byron Case"),
        ("", '<div class="related"><a rel="author">Ada Lund</a></div>', ""),
    ],
)
def test_a_by_line_is_found_and_names_somebody(head, above, byline):
    assert page(f"<title>Ferry</title>{head}", above).byline == byline


def test_the_publisher_is_who_the_page_says_it_is():
    head = '<meta property="og:site_name" content="The  Elk Post">'
    assert page(head).publisher == "The Elk Post"
    assert page().publisher == ""


MOMENT = "2019-11-18T20:28:55+00:00"


@pytest.mark.parametrize(
    ("head", "above", "found"),
    [
        ('<meta property="x" itemprop="datePublished dateCreated" content="2019-11-18T20:28:55Z">', "",
         "2019-11-18T20:28:00+00:00"),
        ('<meta name="pdate" content="20191118">', "", "2019-11-18T00:00:00+01:00"),
        (('<script type="application/ld+json">{"@type": "ClaimReview", "datePublished": '
         f'"{MOMENT}"}}</script>'), "", "2019-11-18T20:28:00+00:00"),
        ("", f'<header><time datetime="{MOMENT}">yesterday</time></header>', "2019-11-18T20:28:00+00:00"),
        ("", f'<div><time datetime="{MOMENT}">yesterday</time></div>', "2019-11-18T20:28:00+00:00"),
        (('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": '
         '"0001-01-01T00:00:00Z"}</script>'),
         '<p class="publish-date">Published 10:02 AM EST Nov 19, 2019</p>', "2019-11-19T10:02:00-05:00"),
        ("", "<h1>Ferry</h1><div>18 NOV 2019</div>", "2019-11-18T00:00:00+01:00"),
        ("", f'<article><time class="updated" datetime="{MOMENT}">x</time></article>', None),
        ("", '<div class="sidebar"><div class="post-date">Nov 19, 2019</div></div>', None),
        ("", f'<time datetime="{MOMENT}">x</time><time datetime="{MOMENT}">y</time>', None),
    ],
)  # fmt: skip
def test_a_date_is_found_where_pages_put_it(head, above, found):
    made = page(f"<title>Ferry</title>{head}", above)
    assert (made.published_at.isoformat() if made.published_at else None) == found


def test_what_stands_around_the_article_is_reported_once_and_within_bounds():
    menu = "".join(f"<li>Entry {'x' * number}</li>" for number in range(150)) + "<li>Entry x</li>"
    last = f"<footer><p>Long {'y' * 300}</p></footer>"
    made = page("<title>Ferry</title>", f"<nav><ul>{menu}</ul></nav>", last)
    around = [one.text for one in made.dropped if one.rule == "page_around"]
    assert len(around) == len(set(around)) == 100
    assert max(map(len, around)) == 200
    assert not any("council of Tarnholm" in text for text in around)
