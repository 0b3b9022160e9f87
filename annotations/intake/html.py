"""A web page to title, date, byline and blocks."""

import contextlib
import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree
from lxml import html as lxml_html

from annotations.domain.errors import InvalidTextError, UnsupportedError
from annotations.domain.text import UNSTORABLE, canonical, clean, fold, one_line
from annotations.domain.vocabulary import BlockKind, Precision
from annotations.domain.wording import gettext_noop
from annotations.intake.around import around, credits_beside
from annotations.intake.dates import FoundDate
from annotations.intake.extracted import Dropped, Extracted
from annotations.intake.language import detect_language
from annotations.intake.metadata import Metadata, read_metadata
from annotations.intake.no_article import leads_elsewhere_alone
from annotations.intake.plain import shortened

NO_ARTICLE: Final = gettext_noop(
    "No article was found on this page. Copy the words of the article and paste them instead."
)
BOMB: Final = gettext_noop(
    "This page is made of more elements or attributes than any article needs, and is not read. "
    "Copy the words of the article and paste them instead."
)
MOST_ATTRIBUTES: Final = 500
"""Of one element. A tree of elements is built in a time that grows with the square of their attributes."""
MOST_ELEMENTS: Final = 50_000
_KINDS: Final = {
    "head": BlockKind.HEADING,
    "item": BlockKind.LIST_ITEM,
    "quote": BlockKind.QUOTE,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    "li": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTE,
}
_CONTAINERS: Final = re.compile(
    "body|list|table|tbody|quote|blockquote|ul|ol|dl|div|section|article|main|header|footer|figure"
    "|nav|aside|address|form|fieldset|details|center"
)
_BLOCKS: Final = re.compile("p|head|item|row|h[1-6]|li|tr|dt|dd|pre|ab|figcaption")
_CELLS: Final = frozenset(("cell", "td", "th"))
_WHOLE_PAGE: Final = re.compile(r"<(?:!doctype|html|head|body|title|meta)\b", re.IGNORECASE)
_LINE_BREAKS: Final = frozenset(("lb", "br"))


def extract_html(
    text: str,
    *,
    title: str = "",
    url: str = "",
    language: str | None = None,
    published: FoundDate | None = None,
    zone: str = "UTC",
) -> Extracted:
    """Read a page. What the caller knows (title, url, date) wins over what the page says.

    `zone` and `language` are as for plain texts. Raises InvalidTextError for a page without words, and
    UnsupportedError for more than `MOST_ELEMENTS`, or `MOST_ATTRIBUTES` of one of them.
    """
    text = _storable(text)
    _refuse_bombs(text)
    tree = _parse(text)
    about = read_metadata(tree) if tree is not None else Metadata()
    article = _article(text) if _WHOLE_PAGE.search(text[:4096]) else []
    page = _everything(tree) if tree is not None else []
    title = one_line(title or about.title)
    blocks, dropped = _without_title(article or page, title)
    made = canonical(blocks)
    if not made.text or leads_elsewhere_alone(tree, (block.text for block in made.blocks)):
        raise InvalidTextError(NO_ARTICLE)
    beside = credits_beside(title, [words for _kind, words in page])
    found = published or about.published or beside.published
    return Extracted(
        title=title or shortened(made.blocks[0].text),
        canonical=made,
        language=detect_language(made.text, language or about.language),
        published_at=found.moment(zone) if found else None,
        published_precision=found.precision if found else Precision.UNKNOWN,
        zone_assumed=found.zone_assumed if found else False,
        byline=one_line(about.byline) or beside.byline,
        publisher=one_line(about.publisher),
        url=url or about.url,
        dropped=(*dropped, *(around(page, made.text) if article else ())),
    )


def _storable(text: str) -> str:
    """The page without NUL characters, which browsers leave out too."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InvalidTextError(UNSTORABLE, position=error.start) from None
    return text.replace("\0", "")


class _Counting:
    """Looks at each element as it comes, before anything builds a tree of them."""

    elements = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS or len(attributes) > MOST_ATTRIBUTES:
            raise UnsupportedError(BOMB)

    def close(self) -> None:
        """Nothing is built."""


def _refuse_bombs(text: str) -> None:
    parser = etree.HTMLParser(target=_Counting(), encoding="utf-8")  # type: ignore[arg-type]
    with contextlib.suppress(etree.ParserError, etree.XMLSyntaxError):  # `_parse` tells of those
        etree.fromstring(text.encode(), parser=parser)


def _parse(text: str) -> lxml_html.HtmlElement | None:
    """The page as a tree; None where there is no element in it."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _article(text: str) -> list[tuple[str, str]]:
    """The blocks of the article as trafilatura sees it; empty where it sees none."""
    # Loading it costs about a second; most processes never need it.
    from trafilatura import bare_extraction  # noqa: PLC0415

    found = bare_extraction(text, include_comments=False, include_formatting=False)
    body = getattr(found, "body", None)
    return list(_blocks(body, BlockKind.PARAGRAPH)) if body is not None else []


def _blocks(element: Any, kind: BlockKind) -> Iterator[tuple[str, str]]:
    """Blocks of a container: each block in it, and the words between them as blocks of `kind`."""
    between = [_squeezed(element.text)]
    for child in element:
        own = _KINDS.get(child.tag, kind)
        if _is(child, _CONTAINERS):
            yield kind, "".join(between)
            yield from _blocks(child, own)
            between = []
        elif _is(child, _BLOCKS):
            yield from ((kind, "".join(between)), (own, _words(child)))
            between = []
        else:
            between.append(_inline(child))
        between.append(_squeezed(child.tail))
    yield kind, "".join(between)


def _words(element: Any) -> str:
    """The words of a block; line breaks stay, other white space is layout."""
    parts = [_squeezed(element.text)]
    for child in element:
        parts += (_inline(child), _squeezed(child.tail))
    return "".join(parts)


def _inline(element: Any) -> str:
    """The words of an element inside a block. A block in a block stands apart as its own."""
    if element.tag in _LINE_BREAKS:
        return "\n"
    if not isinstance(element.tag, str):
        return ""
    words = _words(element)
    if element.tag in _CELLS:
        return f"{words} "
    apart = _is(element, _CONTAINERS) or _is(element, _BLOCKS)
    return f"\n\n{words}\n\n" if apart else words


def _is(element: Any, tags: re.Pattern[str]) -> bool:
    """Whether the element is one of these; comments have no name."""
    return isinstance(element.tag, str) and tags.fullmatch(element.tag) is not None


def _squeezed(text: str | None) -> str:
    """The text with each run of white space as one space, also at its ends."""
    if not text:
        return ""
    inner = " ".join(text.split())
    return f"{' ' * text[0].isspace()}{inner}{' ' * (text[-1].isspace() and bool(inner))}"


def _everything(tree: lxml_html.HtmlElement) -> list[tuple[str, str]]:
    """Every block of a piece of a page, or of one too small to tell the article from the rest."""
    etree.strip_elements(tree, "script", "style", "noscript", "template", with_tail=False)
    body = tree.find("body")
    return list(_blocks(body, BlockKind.PARAGRAPH)) if body is not None else []


def _without_title(
    blocks: list[tuple[str, str]], title: str
) -> tuple[list[tuple[str, str]], tuple[Dropped, ...]]:
    """Leave out a heading of the article that repeats its title, unless it is all there is."""
    rest = [(kind, text) for kind, text in blocks if text.strip()]
    first = clean(rest[0][1]) if rest else ""
    if len(rest) > 1 and first and fold(first) == fold(title):
        return rest[1:], (Dropped("title_repeated", first),)
    return rest, ()
