"""Telling a page that has no article: its menus, lists of links and footer alone."""

from collections.abc import Iterable, Iterator
from typing import Final

from lxml import html as lxml_html

from annotations.intake.extracted import Dropped
from annotations.intake.paragraphs import is_prose

_FEW: Final = 3
"""Lines of a page around an article that a pasted text may have by chance."""
_WAYS: Final = frozenset(("a", "nav", "footer", "button", "select", "label"))
"""Elements whose words lead elsewhere or work the page."""


def is_menu_alone(blocks: Iterable[str], dropped: Iterable[Dropped]) -> bool:
    """Whether a text is more of a page's menus than of anything else, and no sentence is in it.

    A short text by itself is an article: only what stood around it tells that it is none.
    """
    kept, left_out = list(blocks), list(dropped)
    return len(left_out) > max(_FEW, len(kept)) and not any(map(is_prose, kept))


def leads_elsewhere_alone(tree: lxml_html.HtmlElement | None, blocks: Iterable[str]) -> bool:
    """Whether every word of a page stands in a link, a menu or a button, and none in a sentence."""
    body = tree.find("body") if tree is not None else None
    if body is None or any(map(is_prose, blocks)):
        return False
    return not any(letter.isalnum() for words in _beside_ways(body) for letter in words)


def _beside_ways(body: lxml_html.HtmlElement) -> Iterator[str]:
    pending = [body]
    while pending:
        element = pending.pop()
        yield element.text or ""
        for child in element:
            yield child.tail or ""
            if isinstance(child.tag, str) and child.tag not in _WAYS:
                pending.append(child)
