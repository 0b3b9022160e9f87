"""The one way in: bytes or text of any kind to an article."""

from dataclasses import replace
from datetime import date, datetime

from annotations.domain.errors import InvalidError
from annotations.domain.wording import gettext_noop
from annotations.intake.dates import given_date
from annotations.intake.detect import Detected, Kind, detect
from annotations.intake.extracted import Extracted
from annotations.intake.html import extract_html
from annotations.intake.plain import extract_plain


def extract(
    data: bytes | str,
    *,
    kind: Kind | None = None,
    charset: str | None = None,
    title: str = "",
    url: str = "",
    language: str | None = None,
    published_at: str | date | datetime | None = None,
    zone: str = "UTC",
) -> Extracted:
    """Read an article. The same words give the same canonical text by whatever way they came.

    What the caller knows (title, url, published_at) wins over what the source says; `language` is
    a hint. `zone` is the IANA name of the desk's zone, for dates that have none. Raises
    UnsupportedError, TooLargeError, InvalidTextError (no words, or such as cannot be stored), and
    InvalidError for a `published_at` that is no date.
    """
    published = given_date(published_at)
    if published_at and published is None:
        text = gettext_noop(
            "This date cannot be read. Write it like 2010-02-19 or 2010-02-19 18:53."
        )
        raise InvalidError(text, errors={"published_at": [text]})
    found = detect(data, kind=kind, charset=charset)
    read = extract_html if found.kind == "html" else extract_plain
    made = read(found.text, title=title, url=url, language=language, published=published, zone=zone)
    return replace(made, media_type=_media_type(found), notes=(*found.notes, *made.notes))


def _media_type(found: Detected) -> str:
    return (
        "text/html" if found.kind == "html" else f"text/plain; charset={found.charset or 'utf-8'}"
    )
