"""The lists of the product by name."""

from enum import StrEnum


class ListName(StrEnum):
    """The lists whose filters can be saved."""

    ARTICLES = "articles"
    CLAIMS = "claims"
    PEOPLE = "people"
    SOURCES = "sources"
    EVIDENCE = "evidence"
    VERDICTS = "verdicts"
    REVIEWS = "reviews"
    REVIEW = "review"
