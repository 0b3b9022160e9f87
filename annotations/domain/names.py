"""Names: addresses of public pages, and telling whether two names are the same."""

import unicodedata
from typing import Final

from annotations.domain.text import fold, grapheme_boundary

SLUG_LIMIT: Final = 80
KEY_LIMIT: Final = 200
"""Code points of a key: some letters are many once they are folded."""


def slugify(text: str, *, limit: int = SLUG_LIMIT) -> str:
    """A readable address in the text's own script: lower case, words joined by hyphens.

    At most `limit` code points, cut between words where it can. Empty where the text has no
    letters or digits: the caller then uses an id.
    """
    slug = "-".join(_words(unicodedata.normalize("NFKC", text).lower()))
    if len(slug) <= limit:
        return slug
    at = slug.rfind("-", 0, limit + 1)
    if at > 0:
        return slug[:at]
    at = limit
    while not grapheme_boundary(slug, at):
        at -= 1
    return slug[:at]


def _words(text: str) -> list[str]:
    kept = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else _gap(c) for c in text)
    return unicodedata.normalize("NFC", "".join(kept)).split()


def _gap(character: str) -> str:
    """Apostrophes, joiners and soft hyphens vanish inside a word; all else parts words."""
    invisible = unicodedata.category(character) == "Cf"
    return "" if invisible or character in "'\u2018\u2019\u02bc\u02b9" else " "


def name_key(name: str) -> str:
    """What two spellings of one person's name share: `fold` without punctuation.

    For finding who is probably meant; two people may share a key, so a key is never an identity.
    """
    return " ".join(_words(fold(name)))[:KEY_LIMIT]


def publisher_key(name: str) -> str:
    """What two spellings of one outlet share: `name_key` without a leading "the"."""
    return name_key(name).removeprefix("the ")
