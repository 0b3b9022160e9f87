"""A pasted or scraped text to title, date, byline and paragraphs."""

from dataclasses import dataclass
from typing import Final

from annotations.domain.errors import InvalidTextError, TooLargeError
from annotations.domain.text import canonical, clean, fold, one_line
from annotations.domain.vocabulary import Precision
from annotations.domain.wording import gettext_noop
from annotations.intake.dates import FoundDate
from annotations.intake.extracted import Dropped, Extracted
from annotations.intake.furniture import sort_lines
from annotations.intake.language import detect_language
from annotations.intake.no_article import is_menu_alone
from annotations.intake.paragraphs import logical_lines, shape
from annotations.intake.scraped_rules import strip_icon_run

NO_WORDS: Final = gettext_noop(
    "No article was found in this text. Paste the words of the article and try again."
)
TOO_MANY_LINES: Final = gettext_noop(
    "This text has more than 50,000 lines. Take only the article itself, or split it, and try again."
)
MOST_LINES: Final = 50_000
_LONGEST_TITLE: Final = 200
_SHORTENED_TITLE: Final = 80


def extract_plain(
    text: str,
    *,
    title: str = "",
    url: str = "",
    language: str | None = None,
    published: FoundDate | None = None,
    zone: str = "UTC",
) -> Extracted:
    """Read a raw text. What the caller knows (title, date) wins over what the text says.

    `zone` is the IANA name of the desk's zone, for dates without one; `language` a hint as in
    `detect_language`. Raises InvalidTextError for a text without words, and TooLargeError for one of
    more than `MOST_LINES`.
    """
    title = one_line(title)
    text = clean(text)
    if text.count("\n") >= MOST_LINES:
        raise TooLargeError(TOO_MANY_LINES)
    cleaned, icons = _without_icons(text)
    page = sort_lines(logical_lines(cleaned), titled=bool(title))
    heading = take_title(page.kept, page.ahead, title)
    made = canonical((block.kind, block.text) for block in shape(heading.rest))
    if not made.text or is_menu_alone((block.text for block in made.blocks), page.dropped):
        raise InvalidTextError(NO_WORDS)
    found = published or page.published
    return Extracted(
        title=heading.title,
        canonical=made,
        language=detect_language(made.text, language),
        published_at=found.moment(zone) if found else None,
        published_precision=found.precision if found else Precision.UNKNOWN,
        zone_assumed=found.zone_assumed if found else False,
        byline=page.byline,
        url=url,
        dropped=(*icons, *heading.dropped, *page.dropped),
    )


def _without_icons(text: str) -> tuple[str, list[Dropped]]:
    lines, dropped = [], []
    for line in text.split("\n"):
        run, rest = strip_icon_run(line)
        lines.append(rest)
        if run:
            dropped.append(Dropped("run_together_icon_names", run))
    return clean("\n".join(lines)) if dropped else text, dropped


@dataclass(frozen=True, slots=True)
class Heading:
    """The title, the lines below it, and the titles of the page that were left out."""

    title: str
    rest: list[str]
    dropped: list[Dropped]


def take_title(lines: list[str], ahead: int, given: str = "") -> Heading:
    """Take the title from the head of the lines; `ahead` of them stand before the first paragraph.

    A title that is given wins, and the lines that repeat it go. Without a line that looks like a
    title the first words of the text serve as one and stay in it.
    """
    title = given or _own_title(lines, ahead)
    if not title:
        return Heading(shortened(lines[0]) if lines else "", lines, [])
    rest, dropped, taken = [], [], False
    for at, line in enumerate(lines):
        if at >= max(ahead, 1) or not _repeats(line, title):
            rest.append(line)
        elif taken or fold(line) != fold(title):
            dropped.append(Dropped("title_repeated", line))
        else:
            taken = True
    if not rest:
        return Heading(title, lines, [])
    return Heading(title, rest, dropped)


def _own_title(lines: list[str], ahead: int) -> str:
    """The first line that looks like a title; its short form where the page has both."""
    if len(lines) < 2 or not _looks_like_title(lines[0]):
        return ""
    shorter = (line for line in lines[1:ahead] if _repeats(lines[0], line))
    return next(shorter, lines[0])


def _looks_like_title(line: str) -> bool:
    if len(line) > _LONGEST_TITLE or line[-1] in ",;:":
        return False
    ends_in_stop = line[-1] in ".。" and not line.endswith("..")
    return not ends_in_stop or (line[-3:-2] == "." and line[-2].isupper())


def _repeats(line: str, title: str) -> bool:
    """Whether a line is the title, perhaps with the site's name behind it."""
    line, title = fold(line), fold(title)
    if not line.startswith(title):
        return False
    behind = line[len(title) :].strip()
    return not behind or (behind[0] in "|–—-:·»«•" and len(behind) <= 60)


def shortened(text: str) -> str:
    """The first words of a text, as many as fit a title."""
    first = text.split("\n", maxsplit=1)[0]
    if len(first) <= _SHORTENED_TITLE:
        return first
    cut = first.rfind(" ", 0, _SHORTENED_TITLE)
    return first[: cut if cut > 0 else _SHORTENED_TITLE - 1].rstrip(" ,;:–—-") + "…"
