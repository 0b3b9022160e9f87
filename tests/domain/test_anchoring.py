"""Words are found where they stand, or they are lost; never guessed."""

import json
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotations.domain.anchoring import (
    LONGEST_FUZZY_QUOTE,
    Locator,
    check,
    describe,
    locate,
)
from annotations.domain.errors import InvalidError, QuoteMismatchError
from annotations.domain.likeness import Loose, Quote, fit, loosen, windows
from annotations.domain.selectors import TextPositionSelector, TextQuoteSelector
from annotations.domain.text import clean, grapheme_boundary
from annotations.domain.vocabulary import AnchorState

VECTORS = json.loads(
    (Path(__file__).parents[1] / "contracts" / "anchoring_vectors.json").read_text(encoding="utf-8")
)
PARAGRAPHS = (
    "The council of Tarnholm met on Monday evening to hear the harbour master's report.",
    "“We carried 412,000 passengers last year – twice as many as in 2019,” Ilse Brandt said.",
    "Opposition members doubt the figure and ask for the counts of the ticket office.",
    "A second ferry would cost eleven million crowns, to be paid over fifteen years.",
    "Shopkeepers along the quay hope for longer opening hours during the winter months.",
    "The vote was put off until the auditors have read the accounts of the last three years.",
)
ARTICLE = "\n\n".join(PARAGRAPHS)
WORDS = st.sampled_from(sorted(set(ARTICLE.split())))


def anchor(text, words):
    start = text.index(words)
    position, quote = describe(text, start, start + len(words))
    return quote, position


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_shared_vectors_are_found_by_position_and_by_quote_alone(vector):
    text, start, end = vector["text"], vector["start"], vector["end"]
    position, quote = describe(text, start, end)
    found = locate(text, quote, position)
    assert (found.state, found.start, found.end) == (AnchorState.EXACT, start, end)
    assert found.confidence == 1
    by_quote = locate(text, quote)
    assert text[by_quote.start : by_quote.end] == vector["quote"]


@given(st.data())
def test_what_is_found_in_an_unchanged_text_is_exactly_there(data):
    text = clean(data.draw(st.text(min_size=1).map(lambda s: s.replace("\0", ""))) + " x y")
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    position, quote = describe(text, start, end)
    found = locate(text, quote, position)
    assert (found.state, found.start, found.end) == (AnchorState.EXACT, start, end)


@given(st.lists(WORDS, max_size=12), st.sampled_from(PARAGRAPHS))
def test_words_that_only_moved_are_found_where_they_are_now(added, words):
    quote, position = anchor(ARTICLE, words)
    text = " ".join([*added, ARTICLE])
    assume(text.count(words) == 1)
    found = locate(text, quote, position)
    assert text[found.start : found.end] == words
    assert found.state is (AnchorState.MOVED if added else AnchorState.EXACT)


@pytest.mark.parametrize("deleted", range(len(PARAGRAPHS)))
def test_the_words_of_a_deleted_paragraph_are_lost(deleted):
    quote, position = anchor(ARTICLE, PARAGRAPHS[deleted])
    text = "\n\n".join(p for at, p in enumerate(PARAGRAPHS) if at != deleted)
    found = locate(text, quote, position)
    assert (found.state, found.start, found.end) == (AnchorState.LOST, None, None)
    assert found.confidence < 0.8


@given(st.data())
def test_what_is_found_in_any_text_is_there_and_made_of_whole_letters(data):
    words = data.draw(st.sampled_from(PARAGRAPHS))
    quote, position = anchor(ARTICLE, words)
    text = clean(" ".join(data.draw(st.lists(WORDS, min_size=1, max_size=60))))
    found = locate(text, quote, position)
    if found.start is None:
        assert found.state in (AnchorState.LOST, AnchorState.AMBIGUOUS)
        assert found.end is None
    else:
        assert 0 <= found.start < found.end <= len(text)
        assert grapheme_boundary(text, found.start)
        assert grapheme_boundary(text, found.end)
        assert (text[found.start : found.end] == words) == (found.state is not AnchorState.CHANGED)


def test_other_quotation_marks_dashes_spaces_and_case_are_a_change_but_found():
    quote, position = anchor(ARTICLE, PARAGRAPHS[1])
    text = (
        ARTICLE.replace("“", '"').replace("”", '"').replace(" – ", "  -\u00a0").replace("We", "WE")
    )
    found = locate(text, quote, position)
    assert found.state is AnchorState.CHANGED
    assert text[found.start : found.end].startswith('"WE carried')
    assert text[found.start : found.end].endswith("Ilse Brandt said.")
    assert found.confidence > 0.9


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("412,000", "421,500"),
        ("twice as many as", "almost double the number of"),
        ("Ilse Brandt said", "harbour master Ilse Brandt said"),
        ("“We carried", "“This port carried"),
        ("passengers", "pasengers"),
    ],
)
def test_words_that_changed_a_little_are_found_whole_and_called_changed(old, new):
    quote, position = anchor(ARTICLE, PARAGRAPHS[1])
    text = ARTICLE.replace(old, new)
    found = locate(text, quote, position)
    assert found.state is AnchorState.CHANGED
    assert text[found.start : found.end] == PARAGRAPHS[1].replace(old, new)
    assert found.confidence < 1


def test_a_quote_that_stands_twice_is_told_apart_by_its_surroundings():
    text = "Taxes fell, said the mayor. Much later, taxes fell, said the clerk."
    start = text.rindex("axes fell")
    position, quote = describe(text, start, start + len("axes fell"))
    found = locate("Yes. " + text, quote, position)
    assert (found.state, found.start) == (AnchorState.MOVED, start + 5)


def test_two_equally_good_places_are_ambiguous_and_neither_is_taken():
    found = locate("Rents rose. Rents rose. Rents rose.", TextQuoteSelector("Rents rose"))
    assert (found.state, found.start, found.end) == (AnchorState.AMBIGUOUS, None, None)


def test_a_short_quote_amid_other_words_is_lost():
    quote, position = anchor(ARTICLE, "on Monday")
    text = "Prices fell sharply in all of the shops on Monday because nobody had been paid."
    assert locate(text, quote, position).state is AnchorState.LOST


def test_a_long_quote_that_stands_once_speaks_for_itself():
    quote, position = anchor(ARTICLE, PARAGRAPHS[3])
    text = "Numbers of the day, in brief and without comment: " + PARAGRAPHS[3]
    found = locate(text, quote, position)
    assert text[found.start : found.end] == PARAGRAPHS[3]


def test_a_quote_without_recorded_surroundings_is_found_if_it_stands_once():
    found = locate(ARTICLE, TextQuoteSelector("eleven million"))
    assert found.state is AnchorState.EXACT
    assert ARTICLE[found.start : found.end] == "eleven million"


def test_spaces_at_the_ends_of_a_quote_stay_with_it():
    for words in (" eleven million", "eleven million ", " eleven million "):
        found = locate("X " + ARTICLE, TextQuoteSelector(words))
        assert ("X " + ARTICLE)[found.start : found.end] == words
    found = locate("eleven million", TextQuoteSelector(" eleven million "))
    assert (found.state, found.start, found.end) == (AnchorState.CHANGED, 0, 14)


def test_a_text_without_spaces_between_words_is_searched_too():
    text = "市长在星期一的会议上说，去年全市的失业率下降了一半，反对派要求公布数字。"
    quote, position = anchor(text, "去年全市的失业率下降了一半")
    changed = text.replace("一半", "三成").replace("星期一", "星期二")
    found = locate(changed, quote, position)
    assert changed[found.start : found.end] == "去年全市的失业率下降了三成"


def test_nothing_like_it_is_lost():
    for exact in ("zzz", "qq", "\u00ad", "supercalifragilisticexpialidocious" * 2):
        assert locate(ARTICLE, TextQuoteSelector(exact)).state is AnchorState.LOST
    assert locate("", TextQuoteSelector("words")).state is AnchorState.LOST


def test_a_quote_too_long_to_compare_is_lost_unless_it_stands_there():
    words = "word " * (LONGEST_FUZZY_QUOTE // 4)
    assert locate("word " * 500, TextQuoteSelector(words)).state is AnchorState.LOST


def test_many_anchors_share_one_reading_of_the_text():
    locator = Locator("Before. " + ARTICLE)
    for words in PARAGRAPHS:
        quote, position = anchor(ARTICLE, words)
        found = locator.locate(quote, position)
        assert locator.text[found.start : found.end] == words


def test_surroundings_grow_until_they_tell_the_words_apart():
    text = ("The same sentence stands here again and again, word for word. " * 5).strip()
    start = text.index("again", 124)
    position, quote = describe(text, start, start + 5)
    whole = quote.prefix + quote.exact + quote.suffix
    assert text.count(whole) == 1
    assert position == TextPositionSelector(start, start + 5)


def test_words_at_offsets_are_checked():
    assert check("Rents rose.", 0, 5, "Rents") == "Rents"
    assert check("Rents rose.", 6, 11) == "rose."
    with pytest.raises(QuoteMismatchError) as caught:
        check("Rents rose.", 0, 5, "rents")
    assert caught.value.extra["found"] == "Rents"


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 12), (11, 12)])
def test_offsets_outside_the_text_are_refused(start, end):
    with pytest.raises(InvalidError, match="outside"):
        check("Rents rose.", start, end)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_loose_reading_knows_where_each_letter_came_from(source):
    loose = Loose.of(source)
    assert len(loose.origins) == len(loose.text)
    assert list(loose.origins) == sorted(loose.origins)
    for at in range(len(loose.text)):
        first, last = loose.span(at, at + 1)
        assert 0 <= first <= loose.origins[at] < last <= len(source)


def test_a_loose_reading_sees_past_what_editors_vary():
    one = "„Wir   zahlen nicht“ – das sei „un\u00adnötig“…"
    other = '"wir zahlen nicht" - das sei "unnötig"...'
    assert Loose.of(one).text == loosen(one) == loosen(other)


def test_windows_are_few_and_a_word_seen_too_often_opens_none():
    assert len(list(windows(loosen(ARTICLE), loosen(PARAGRAPHS[1])))) <= 8
    assert list(windows("the " * 500, "the")) == []


def test_fitting_gives_nothing_where_nothing_is_alike():
    assert fit("aaaa", Quote("zzzz", "", ""), 0, 0) == (0, 0)
