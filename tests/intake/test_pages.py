"""Pages in the manner of different sites, scraped to text: what must come out of each, and what is left out by which rule.

Beside each page lies a file that says so. Words are our own.
"""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.intake import furniture_words as words
from annotations.intake.detect import detect
from annotations.intake.extract import extract
from annotations.intake.scraped_rules import strip_icon_run

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
BODY = (
    "The council of Tarnholm has given the port until Monday to repair the ferry, which broke down."
)


def short(text):
    return text if len(text) <= 60 else f"{text[:28]} … {text[-28:]}"


def test_there_are_many_kinds_of_pages():
    assert len(PAGES) >= 18


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_comes_out_as_its_article(path):
    made = extract(path.read_bytes(), zone="Europe/Copenhagen")
    dropped: dict[str, list[str]] = {}
    for one in made.dropped:
        dropped.setdefault(one.rule, []).append(one.text)
    assert {
        "title": made.title,
        "byline": made.byline,
        "language": made.language,
        "published": made.published_at.isoformat() if made.published_at else "",
        "precision": made.published_precision.value,
        "zone_assumed": made.zone_assumed,
        "blocks": [f"{block.kind.value}: {short(block.text)}" for block in made.blocks],
        "dropped": dropped,
    } == tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_line_is_in_the_article_or_reported_as_left_out(path):
    made = extract(path.read_bytes(), zone="Europe/Copenhagen")
    kept = "\n".join([made.title, made.canonical.text, *(one.text for one in made.dropped)])
    for line in detect(path.read_bytes()).text.splitlines():
        for part in strip_icon_run(line):
            assert part.removeprefix("- ").removeprefix("• ").removeprefix("> ") in kept


PHRASES = sorted(
    {
        phrase.strip()
        for group in (words._SHARE, words._SECTIONS, words._RELATED, words._FOOTER)
        for phrase in group.split("|")
    }
)


@given(st.sampled_from(PHRASES), st.sampled_from(["", ":", ",", " –"]))
def test_a_paragraph_that_begins_with_such_words_is_kept_whole(phrase, mark):
    first = f"{phrase.capitalize()}{mark} is a word that stands here because the article begins with it."
    made = extract(f"Ferry must sail\n\n{first}\n\n{BODY}", language="en")
    assert made.title == "Ferry must sail"
    assert [block.text for block in made.blocks] == [first, BODY]
    assert made.dropped == ()


@given(st.sampled_from(PHRASES), st.sampled_from(["prices fell", "of the lost ship", "& sons sue"]))
def test_a_title_that_begins_with_such_words_is_kept_whole(phrase, rest):
    title = f"{phrase.capitalize()} {rest}"
    made = extract(f"{title}\n\n{BODY}\n\n{BODY}", language="en")
    assert made.title == title
    assert made.dropped == ()


@given(st.lists(st.sampled_from(PHRASES), min_size=3, max_size=6))
def test_a_line_of_nothing_but_menu_words_is_never_the_title(line):
    made = extract(f"{' | '.join(line)}\nFerry must sail\n{BODY}\n{BODY}", language="en")
    assert made.title == "Ferry must sail"
