"""Pieces of list pages."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def sort_head(page: Any, column: str, words: str, css: str = "") -> SafeString:
    """The head of a column that sorts: a link, and which way it sorts now."""
    sort = page.sort(column)
    aria = format_html(' aria-sort="{}"', sort["aria"]) if sort["aria"] else ""
    kind = format_html(' class="{}"', css) if css else ""
    return format_html(
        '<th scope="col"{}{}><a class="sort" href="{}">{}</a></th>', kind, aria, sort["href"], words
    )
