"""Dates as articles print them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.domain.vocabulary import Precision
from annotations.intake.dates import given_date, parse_date

ZONE = "Europe/Copenhagen"


@pytest.mark.parametrize(
    ("text", "moment", "precision", "assumed"),
    [
        ("19 Feb, 2010 18:53", "2010-02-19T18:53:00+01:00", "minute", True),
        ("February 19, 2010 6:53 PM ET", "2010-02-19T18:53:00-05:00", "minute", False),
        ("July 4th, 2010 12:05 a.m. ET", "2010-07-04T00:05:00-04:00", "minute", False),
        ("Published: 19 February 2010, 18:53 GMT", "2010-02-19T18:53:00+00:00", "minute", False),
        ("Fri 19 Feb 2010 18.53 EST", "2010-02-19T18:53:00-05:00", "minute", False),
        ("19.02.2010, 18.53 Uhr", "2010-02-19T18:53:00+01:00", "minute", True),
        ("2010-02-19T18:53:07Z", "2010-02-19T18:53:00+00:00", "minute", False),
        ("2010-02-19 18:53", "2010-02-19T18:53:00+01:00", "minute", True),
        ("19 février 2010 à 18h53", "2010-02-19T18:53:00+01:00", "minute", True),
        ("Viernes, 19 de febrero de 2010", "2010-02-19T00:00:00+01:00", "day", True),
        ("2010年2月19日 18:53", "2010-02-19T18:53:00+01:00", "minute", True),
        ("19 фев, 2010 18:53", "2010-02-19T18:53:00+01:00", "minute", True),
        ("19 Feb 2010 18:53 (UTC+3)", "2010-02-19T18:53:00+03:00", "minute", False),
        ("19 Feb 2010 18:53 \u22125:30", "2010-02-19T18:53:00-05:30", "minute", False),
        ("19 Feb 2010 18:53 CST", "2010-02-19T18:53:00+01:00", "minute", True),
        ("03.04.2010", "2010-04-03T00:00:00+02:00", "day", True),
        ("19/02/2010", "2010-02-19T00:00:00+01:00", "day", True),
        ("02/19/2010", "2010-02-19T00:00:00+01:00", "day", True),
        ("05/05/2010", "2010-05-05T00:00:00+02:00", "day", True),
        ("03/04/2010", "2010-01-01T00:00:00+01:00", "year", True),
        ("May 2010", "2010-05-01T00:00:00+02:00", "month", True),
        ("May 2010, 18:53", "2010-05-01T00:00:00+02:00", "month", True),
    ],
)
def test_a_date_is_read_as_far_as_it_goes(text, moment, precision, assumed):
    found = parse_date(text)
    assert found.moment(ZONE).isoformat() == moment
    assert found.precision == precision
    assert found.zone_assumed is assumed


@pytest.mark.parametrize(
    "text",
    [
        "RT News - February 21 2023 (09:00 MSK)",
        "31 Feb 2010",
        "19 Feb 2010 25:00",
        "19 Feb 2010 12:75",
        "2010-02-31T10:00:00",
        "in 2010",
        "2010",
        "18:53",
        "19 Feb",
        "32.01.2010",
        "0001-01-01",
        "",
        "19 Feb 2010 " + "x" * 200,
    ],
)
def test_what_is_not_a_whole_date_is_none(text):
    assert parse_date(text) is None


def test_a_date_of_a_change_is_marked():
    assert parse_date("Last updated on 3 May 2021").updated
    assert parse_date("Mis à jour le 3 mai 2021 à 10:05").updated
    assert not parse_date("Published 3 May 2021").updated


def test_given_dates_keep_what_they_say():
    assert given_date(date(2010, 2, 19)).precision is Precision.DAY
    assert given_date(datetime(2010, 2, 19, 18, 53, 7, tzinfo=UTC)).moment(ZONE) == datetime(
        2010, 2, 19, 18, 53, tzinfo=UTC
    )
    assert given_date("2010-02-19").precision is Precision.DAY
    assert given_date("2010-02").precision is Precision.MONTH
    assert given_date("2010").precision is Precision.YEAR
    assert parse_date("2010") is None, "in an article that is a number"
    assert given_date("2010-13") is None
    assert given_date("") is None
    assert given_date("0001-01-01T00:00:00Z") is None
    assert given_date(date(9999, 12, 31)) is None
    assert given_date(None) is None


@given(st.text())
def test_any_text_is_a_date_or_none(text):
    found = parse_date(text)
    assert found is None or found.moment(ZONE).year == found.year
