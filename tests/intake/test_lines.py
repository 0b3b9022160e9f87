"""JSON lines: each line is an article or has a refusal of its own, whatever stands in the others."""

import io
import json
import time
import tracemalloc
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.domain.errors import DomainError, InvalidError
from annotations.intake.given import MAX_ARTICLES, Given
from annotations.intake.lines import LINE_LIMIT, LineBundle, article_of
from tests.bundles import json_lines

MARK = b"\xef\xbb\xbf"


def bundle(data: bytes) -> LineBundle:
    return LineBundle(io.BytesIO(data))


def fates(data: bytes) -> dict[int, str]:
    """Line number to the article's words, or to the code of its refusal."""
    found, told = bundle(data), {}
    for item in found.items():
        try:
            told[item.number] = str(found.read(item.place).data)
        except DomainError as refused:
            told[item.number] = refused.code
    return told


def test_a_line_is_an_article_with_all_that_is_said_of_it() -> None:
    line = {
        "html": "<p>Words.</p>", "title": " A\ttitle ", "url": "https://news.example/a", "publisher": "The Post",
        "published_at": "2024-03-01T09:30:00+00:00", "language": "en", "_note": {"any": ["thing"]},
    }  # fmt: skip
    assert article_of(json.dumps(line).encode()) == Given(
        "<p>Words.</p>", kind="html", title="A title", url="https://news.example/a", publisher="The Post",
        language="en", published_at=datetime(2024, 3, 1, 9, 30, tzinfo=UTC), published_precision="minute",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given_date", "moment", "precision"),
    [
        ("2024-03-01 09:30", datetime(2024, 3, 1, 9, 30), "minute"),  # noqa: DTZ001
        ("2024-03-01", datetime(2024, 3, 1), "day"),  # noqa: DTZ001
        ("March 2024", datetime(2024, 3, 1), "month"),  # noqa: DTZ001
        (None, None, ""),
        ("", None, ""),
    ],
)
def test_a_date_is_known_as_far_as_it_was_given(
    given_date: Any, moment: Any, precision: str
) -> None:
    found = article_of(json.dumps({"text": "W.", "published_at": given_date}).encode())
    assert (found.published_at, found.published_precision) == (moment, precision)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("{", "line"), ("[]", "line"), ('"words"', "line"), ("null", "line"), ("Words of a text.", "line"),
        ('{"text": "a\nb"}'.replace("\n", "\t\x01"), "line"), ('{"text": NaN}', "line"), ("[" * 100_000, "line"),
        ('{"a":' * 5000 + "1" + "}" * 5000, "line"), ('{"text": "\\ud800"}', "line"), ("\xff", "line"),
        ("{}", "text"), ('{"text": "a", "html": "b"}', "text"), ('{"text": ""}', "text"),
        ('{"text": 7}', "text"), ('{"text": "a", "title": ["b"]}', "title"), ('{"text": "a", "title": {}}', "title"),
        ('{"text": "a", "body": "b"}', "body"), ('{"text": "a", "desk": "b"}', "desk"),
        ('{"text": "a", "url": "javascript:alert(1)"}', "url"), ('{"text": "a", "url": "http://["}', "url"),
        ('{"text": "a", "url": "https://a b"}', "url"), ('{"text": "a", "published_at": "yesterday"}', "published_at"),
        ('{"text": "a", "published_at": "0001-01-01"}', "published_at"),
        ('{"text": "a", "title": "' + "x" * 501 + '"}', "title"), ('{"text": "a", "language": "' + "x" * 13 + '"}', "language"),
    ],
)  # fmt: skip
def test_a_bad_line_is_refused_by_the_name_of_its_field(line: str, field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        article_of(line.encode("latin-1"))
    assert list(refused.value.extra["errors"]) == [field]  # type: ignore[call-overload]


@pytest.mark.parametrize("field", ["title", "url", "publisher", "language"])
def test_what_cannot_be_stored_is_refused(field: str) -> None:
    with pytest.raises(InvalidError):
        article_of(json.dumps({"text": "a", field: "https://a.example/\0"}).encode())


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    data = MARK + b'\n{"text": "One."}\r\n   \nno json\n\n{"text": "Two."}'
    assert fates(data) == {2: "One.", 4: "invalid", 6: "Two."}


def test_a_line_too_long_is_refused_alone_and_in_little_memory() -> None:
    long = json_lines({"text": "a" * (LINE_LIMIT + 10)})
    data = json_lines({"text": "One."}) + long + long + json_lines({"text": "Two."})
    tracemalloc.start()
    assert fates(data) == {1: "One.", 2: "too_large", 3: "too_large", 4: "Two."}
    assert tracemalloc.get_traced_memory()[1] < 3 * LINE_LIMIT
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "invalid", "no line"),
        (b"\n \n\r\n", "invalid", "no line"),
        ('{"text": "a"}'.encode("utf-16"), "unsupported", "UTF-8"),
        (json.dumps([{"text": "a"}], indent=1).encode(), "unsupported", "one JSON document"),
        (json.dumps({"text": "a"}, indent=1).encode(), "unsupported", "one JSON document"),
        (MARK + b'\n[{"text": "a"}]', "unsupported", "one JSON document"),
        (b'{"text":"a"}\n' * (MAX_ARTICLES + 1), "too_large", "5,000"),
    ],
)
def test_the_whole_file_is_refused_in_words(data: bytes, code: str, words: str) -> None:
    began = time.monotonic()
    with pytest.raises(DomainError) as refused:
        bundle(data)
    assert (refused.value.code, words in refused.value.detail) == (code, True)
    assert time.monotonic() - began < 2


@given(st.lists(st.one_of(st.binary(max_size=60), st.just(b'{"text": "Words."}')), max_size=12))
def test_no_line_takes_another_one_with_it(lines: list[bytes]) -> None:
    """Each good line is read, by its own number, whatever stands in the lines around it."""
    lines = [b'{"text": "Words."}', *lines]
    data = b"\n".join(lines)
    try:
        told = fates(data)
    except DomainError:
        assert b"\0" in data
        return
    numbers = [n for n, line in enumerate(data.split(b"\n"), 1) if line == b'{"text": "Words."}']
    assert [told[n] for n in numbers] == ["Words."] * len(numbers)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=20),
        lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside),
        max_leaves=8,
    )
)
def test_whatever_json_a_line_holds_is_an_article_or_a_refusal(value: Any) -> None:
    for line in (value, {"text": value}, {"text": "a", "url": value, "published_at": value}):
        with suppress(DomainError):
            assert article_of(json.dumps(line).encode()).data
