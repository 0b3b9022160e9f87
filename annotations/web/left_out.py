"""What was left out of an article's text, and why, in words."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from annotations.models.labels import Words

RULES: Final[dict[str, Words]] = {
    "run_together_icon_names": _("Names of icons, run together"),
    "icon_name_tokens": _("Names of icons"),
    "dateline_line": _("Date"),
    "byline_line": _("By-line"),
    "title_repeated": _("The title once more"),
    "share_menu_words": _("Buttons and networks"),
    "navigation_line": _("Menu on one line"),
    "menu_run": _("Menu"),
    "breadcrumb_line": _("Path to the page"),
    "section_label": _("Name of a section"),
    "site_name": _("Name of the site"),
    "media_player_times": _("Times of a player"),
    "relative_time": _("How long ago"),
    "reading_time": _("Reading time"),
    "counter_line": _("Counter"),
    "bare_number": _("Counter"),
    "photo_credit": _("Picture credit"),
    "photo_caption": _("Caption"),
    "advertisement_label": _("Advertisement"),
    "inline_link_line": _("Link to another article"),
    "related_label": _("Heading of other articles"),
    "linked_headlines": _("Other articles"),
    "subscribe_prompt": _("Invitation to subscribe"),
    "cookie_notice": _("Notice of cookies"),
    "copyright_line": _("Copyright"),
    "tag_line": _("Tags"),
    "footer_link": _("Link at the foot of the page"),
    "editor_line": _("Editor"),
    "page_around": _("The page around the article"),
}


class LeftOut(NamedTuple):
    """A rule in words, and what it took, in the order of the page."""

    rule: Words
    texts: list[str]


def left_out(dropped: Iterable[Mapping[str, Any]]) -> list[LeftOut]:
    """What a revision says was dropped, by rule."""
    by_rule: dict[Words, list[str]] = {}
    for one in dropped:
        words = RULES.get(one["rule"], one["rule"])
        by_rule.setdefault(words, []).append(one["text"])
    return [LeftOut(rule, texts) for rule, texts in by_rule.items()]
