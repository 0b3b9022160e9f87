"""What a web page says of itself: JSON-LD first, then its meta elements, then what is marked in its body."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

from lxml.html import HtmlElement

from annotations.domain.text import fold
from annotations.intake.dates import FoundDate, given_date, parse_date

_ARTICLE_TYPE: Final = re.compile(r"\w*Article|Report|BlogPosting|LiveBlogPosting")
_OTHER_TYPE: Final = re.compile(r"ClaimReview|\w*WebPage|Review|Recipe|CreativeWork")
_TITLES: Final = ("og:title", "twitter:title", "dc.title", "headline", "parsely-title")
_DATES: Final = (
    *("article:published_time", "article:published", "og:article:published_time"),
    *("datepublished", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.created"),
    *("dcterms.date", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate"),
    *("publish-date", "publish_date", "publication_date", "published_at", "pdate"),
    *("citation_publication_date", "date", "datecreated"),
)
_AUTHORS: Final = (
    *("author", "byl", "dc.creator", "dcterms.creator", "article:author", "parsely-author"),
    *("sailthru.author", "citation_author"),
)
_SITES: Final = (
    "og:site_name",
    "application-name",
    "publisher",
    "dc.publisher",
    "twitter:app:name",
)
_MOST_SCRIPTS: Final = 50
_MOST_MARKED: Final = 200
_LONGEST_DATE: Final = 80
_LONGEST_NAME: Final = 80
_MOST_AUTHORS: Final = 5
_NOBODY: Final = re.compile(
    r"(?:admin(?:istrator)?|editor|webmaster|root|user|guest|staff|\S+@\S+)?", re.IGNORECASE
)
_BY: Final = re.compile(r"(?:by|von|par|por|di|door)\s*:?\s+(?-i:(?=[^\W\d_a-z]))", re.IGNORECASE)
_COMPACT: Final = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)", re.ASCII)
_DATED: Final = re.compile(
    r"(?:publish(?:ed)?|pub|post(?:ed)?|entry|article|story|news|single|meta)[-_]{0,2}(?:date|time|on)"
    r"|date[-_]{0,2}(?:published|posted|publication|time|line)|dateline|timestamp|publishe?d?",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    r"related|recommend|sidebar|promo|teaser|trending|popular|latest|comment|footer|widget|more[-_]",
    re.IGNORECASE,
)
_SEPARATOR: Final = r"\s*[|–—·:»-]\s*"


@dataclass(frozen=True, slots=True)
class Metadata:
    """Empty strings and None mean that the page does not say."""

    title: str = ""
    byline: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    published: FoundDate | None = None


def read_metadata(tree: HtmlElement) -> Metadata:
    """Read the metadata of a parsed page. What cannot be read is left out, never raised."""
    nodes = list(_nodes_of(tree))
    article = next((node for node in nodes if _is(node, _ARTICLE_TYPE)), {})
    other = next((node for node in nodes if _is(node, _OTHER_TYPE)), {})
    meta = _meta(tree)
    site = _people(article.get("publisher")) or _first(meta, _SITES)
    headings = [
        text for element in tree.xpath("//h1")[:5] if (text := _text(element.text_content()))
    ]
    title = _text(article.get("headline")) or _first(meta, _TITLES) or _heading(tree)
    authors = (_people(article.get("author")), _first(meta, _AUTHORS), _people(other.get("author")))
    return Metadata(
        title=_without_site(title, headings, (_first(meta, _SITES), site)),
        byline=next((name for name in map(_named, authors) if name), "") or _marked_authors(tree),
        publisher=site,
        url=_address(tree, article, meta),
        language=_language(tree, article, meta),
        published=_published(tree, (article, other), meta),
    )


def _nodes_of(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.xpath("//script[contains(@type,'ld+json')]")[:_MOST_SCRIPTS]:
        try:
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _nodes(found)


def _nodes(found: object) -> Iterator[dict[str, Any]]:
    """The nodes a script holds at its top, in a list or in a graph."""
    for node in found if isinstance(found, list) else [found]:
        if isinstance(node, dict):
            yield node
            graph = node.get("@graph")
            parts = graph if isinstance(graph, list) else []
            yield from (part for part in parts if isinstance(part, dict))


def _is(node: dict[str, Any], kind: re.Pattern[str]) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and kind.fullmatch(name) for name in names)


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]"):
        names = (element.get("property"), element.get("name"), *element.get("itemprop", "").split())
        for name in names:
            if name:
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


def _without_site(title: str, headings: list[str], sites: tuple[str, ...]) -> str:
    """The title without the name of the site or of a section beside it."""
    for other in headings:
        own = re.escape(other)
        if re.fullmatch(
            rf"{own}{_SEPARATOR}.{{1,60}}|.{{1,60}}{_SEPARATOR}{own}", title, re.IGNORECASE
        ):
            return other
    for site in filter(None, sites):
        found = re.fullmatch(rf"(?P<title>.+?){_SEPARATOR}{re.escape(site)}", title, re.IGNORECASE)
        if found:
            return found["title"]
    return title


def _published(
    tree: HtmlElement, nodes: tuple[dict[str, Any], ...], meta: dict[str, str]
) -> FoundDate | None:
    said = [_text(node.get("datePublished")) for node in nodes]
    said += [meta.get(name, "") for name in _DATES]
    said += [str(found) for found in tree.xpath("//time[@pubdate or @itemprop]/@datetime")]
    said += _times(tree)
    found = (_dated(text) for text in said)
    return next((date for date in found if date), None) or _marked_date(tree)


def _dated(text: str) -> FoundDate | None:
    compact = _COMPACT.fullmatch(text)
    return given_date("{}-{}-{}".format(*compact.groups()) if compact else text)


def _times(tree: HtmlElement) -> list[str]:
    """The moments of `time` elements in the article; of the page, where it has but one."""
    inside = tree.xpath("(//article|//main|//header)//time[@datetime]")
    anywhere = tree.xpath("//time[@datetime]")
    chosen = inside[:_MOST_MARKED] if inside else anywhere if len(anywhere) == 1 else []
    return [
        str(element.get("datetime"))
        for element in chosen
        if not re.search("updat|modif", element.get("class") or "") and not _elsewhere(element)
    ]


def _marked_date(tree: HtmlElement) -> FoundDate | None:
    """The first element named as the date of publication whose words are one."""
    marked = tree.xpath("//*[@itemprop='datePublished' or @class or @id]")
    looked_at = 0
    for element in marked:
        named = f"{element.get('class', '')} {element.get('id', '')}"
        if element.get("itemprop") != "datePublished" and not _DATED.search(named):
            continue
        looked_at += 1
        text = _text(element.text_content()) if looked_at <= _MOST_MARKED else ""
        found = parse_date(text) if 0 < len(text) <= _LONGEST_DATE else None
        if found and found.day and not found.updated and not _elsewhere(element):
            return found
    return None


def _elsewhere(element: Any) -> bool:
    """Whether an element stands among other articles, comments, or at the foot of the page."""
    above = [element, *element.iterancestors()][:12]
    names = (f"{one.get('class', '')} {one.get('id', '')} {one.tag}" for one in above)
    return any(_ELSEWHERE.search(name) for name in names)


def _marked_authors(tree: HtmlElement) -> str:
    """Who is marked as an author in the body."""
    names: dict[str, str] = {}
    marked = tree.xpath("//*[@rel='author' or @itemprop='author']")[:_MOST_MARKED]
    for element in marked:
        inner = element.xpath(".//*[@itemprop='name']")
        name = _named(_text((inner[0] if inner else element).text_content()))
        if name and len(name) <= _LONGEST_NAME and not _elsewhere(element):
            names.setdefault(fold(name), name)
    return ", ".join(list(names.values())[:_MOST_AUTHORS])


def _named(text: str) -> str:
    """A by-line without its first word; empty where it names nobody."""
    name = _BY.sub("", text, count=1)
    return "" if _NOBODY.fullmatch(name) else name


def _text(value: object) -> str:
    return " ".join(unescape(value).split()) if isinstance(value, str) else ""


def _people(value: object) -> str:
    people = value if isinstance(value, list) else [value]
    names = [_text(one.get("name") if isinstance(one, dict) else one) for one in people]
    return ", ".join(dict.fromkeys(name for name in names if name and not name.startswith("http")))


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
