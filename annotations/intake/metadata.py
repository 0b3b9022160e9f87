"""What a web page says of itself: JSON-LD first, then its meta elements."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

from lxml.html import HtmlElement

from annotations.intake.dates import FoundDate, parse_date

_ARTICLE_TYPE: Final = re.compile(r"\w*Article|Report|BlogPosting|\w*NewsArticle|LiveBlogPosting")
_TITLES: Final = ("og:title", "twitter:title", "dc.title", "headline")
_DATES: Final = (
    *("article:published_time", "datepublished", "dc.date.issued", "dc.date", "dcterms.created"),
    *("parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "date"),
)
_AUTHORS: Final = ("author", "byl", "dc.creator", "article:author", "parsely-author")
_MOST_SCRIPTS: Final = 50


@dataclass(frozen=True, slots=True)
class Metadata:
    """Empty strings and None mean that the page does not say."""

    title: str = ""
    byline: str = ""
    url: str = ""
    language: str = ""
    published: FoundDate | None = None


def read_metadata(tree: HtmlElement) -> Metadata:
    """Read the metadata of a parsed page. What cannot be read is left out, never raised."""
    article = next(_articles(tree), {})
    meta = _meta(tree)
    title = _text(article.get("headline")) or _first(meta, _TITLES) or _heading(tree)
    dates = (_text(article.get("datePublished")), *(meta.get(name, "") for name in _DATES))
    times = (str(found) for found in tree.xpath("//time[@pubdate or @itemprop]/@datetime"))
    return Metadata(
        title=title,
        byline=_people(article.get("author")) or _first(meta, _AUTHORS),
        url=_address(tree, article, meta),
        language=_language(tree, article, meta),
        published=next((date for date in map(parse_date, (*dates, *times)) if date), None),
    )


def _articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.xpath("//script[@type='application/ld+json']")[:_MOST_SCRIPTS]:
        try:
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(found):
            types = node.get("@type")
            names = types if isinstance(types, list) else [types]
            if any(isinstance(name, str) and _ARTICLE_TYPE.fullmatch(name) for name in names):
                yield node


def _nodes(found: object) -> Iterator[dict[str, Any]]:
    """The nodes a script holds at its top, in a list or in a graph."""
    for node in found if isinstance(found, list) else [found]:
        if isinstance(node, dict):
            yield node
            graph = node.get("@graph")
            parts = graph if isinstance(graph, list) else []
            yield from (part for part in parts if isinstance(part, dict))


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        found.setdefault(name.strip().lower(), _text(element.get("content")))
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str:
    found = (meta.get(name, "") for name in names)
    return next((text for text in found if text and not text.startswith("http")), "")


def _heading(tree: HtmlElement) -> str:
    for path in ("//h1", "//title"):
        for element in tree.xpath(path):
            text = _text(element.text_content())
            if text:
                return text
    return ""


def _text(value: object) -> str:
    return " ".join(unescape(value).split()) if isinstance(value, str) else ""


def _people(value: object) -> str:
    people = value if isinstance(value, list) else [value]
    names = [_text(one.get("name") if isinstance(one, dict) else one) for one in people]
    return ", ".join(name for name in names if name and not name.startswith("http"))


def _address(tree: HtmlElement, article: dict[str, Any], meta: dict[str, str]) -> str:
    page = article.get("mainEntityOfPage")
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    candidates = (
        _text(str(canonical[0])) if canonical else "",
        meta.get("og:url", ""),
        _text(article.get("url")),
        _text(page.get("@id") if isinstance(page, dict) else page),
    )
    return next((url for url in candidates if re.match(r"https?://\S+$", url)), "")


def _language(tree: HtmlElement, article: dict[str, Any], meta: dict[str, str]) -> str:
    spoken = article.get("inLanguage")
    if isinstance(spoken, dict):
        spoken = spoken.get("alternateName") or spoken.get("name")
    declared = tree.xpath("/html/@lang")
    candidates = (
        _text(str(declared[0])) if declared else "",
        _text(spoken),
        meta.get("og:locale", ""),
        meta.get("language", ""),
    )
    return next((tag for tag in candidates if tag), "")
