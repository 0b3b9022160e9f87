"""Telling an article from the page around it, line by line.

A rule speaks only where such furniture stands: before the first paragraph (head), between the first
and the second (lead: a paragraph in bold often comes before date and byline), after the last one
(tail), or, for a few that no sentence resembles, anywhere.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from typing import Final

from annotations.domain.text import fold
from annotations.intake.bylines import Credits, is_full_name, read_credits
from annotations.intake.dates import FoundDate
from annotations.intake.extracted import Dropped
from annotations.intake.furniture_words import BOXES, glued
from annotations.intake.paragraphs import is_prose, width
from annotations.intake.scraped_rules import (
    ANYWHERE,
    BESIDE_TITLE,
    HEAD,
    TAIL,
    Rule,
    ends_sentence,
    footer_link,
    related_label,
    share_menu_words,
    subscribe_prompt,
)

_LEAD_LINES: Final = 10
_EDGE_LINES: Final = 300
"""No page has more lines than this before or after its article; the work stays bounded."""
_MENU_LINES: Final = 4
_BOX_LINES: Final = 5
_CAPTION: Final = 300
_INVITATION: Final = 160
_SITE_NAME: Final = 40
_COULD_BE_TITLE: Final = frozenset(
    ("share_menu_words", "section_label", "menu_run", "navigation_line")
)
_BARE_NUMBER: Final = re.compile(r"\d[\d.,]{0,8}\s?[km]?", re.IGNORECASE)
_CAPTION_BELOW: Final = re.compile(r"(?:image|photo|picture) caption\s?[,:]?", re.IGNORECASE)
_BEHIND_TITLE: Final = re.compile(r"[|–—·-]\s*(?P<site>[^|–—·-]+)$")


class _Zone(Enum):
    HEAD = auto()
    LEAD = auto()
    BODY = auto()
    TAIL = auto()


_RULES: Final[dict[_Zone, tuple[Rule, ...]]] = {
    _Zone.HEAD: (*ANYWHERE, *HEAD),
    _Zone.LEAD: (*ANYWHERE, *BESIDE_TITLE),
    _Zone.BODY: ANYWHERE,
    _Zone.TAIL: (*ANYWHERE, *TAIL),
}


@dataclass(frozen=True, slots=True)
class Sorted:
    """The article's own lines, how many of them stand before its first paragraph, and the rest."""

    kept: list[str]
    ahead: int
    dropped: list[Dropped]
    byline: str
    published: FoundDate | None


def sort_lines(lines: list[str], *, titled: bool) -> Sorted:
    """Sort the lines of a page. `titled` says that its title is known from elsewhere."""
    page = _Page(lines)
    page.apply_rules()
    page.mark_captions()
    page.read_credits()
    page.read_bare_name()
    page.mark_menus()
    page.mark_boxes()
    page.mark_linked_headlines()
    page.mark_numbers()
    page.mark_site_name()
    if not titled:
        page.restore_title()
    return page.result()


class _Page:
    """The lines, where each stands, and the rule that took it (None: it stays)."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.taken: list[str | None] = [None] * len(lines)
        self.credits: list[Credits] = []
        prose = [at for at, line in enumerate(lines) if is_prose(line) and not _known(line)]
        self.first = prose[0] if prose else len(lines)
        self.second = prose[1] if len(prose) > 1 else self.first
        self.last = prose[-1] if prose else len(lines)

    def zone(self, at: int) -> _Zone:
        if at < self.first:
            return _Zone.HEAD if at < _EDGE_LINES else _Zone.BODY
        if at > self.last:
            return _Zone.TAIL if len(self.lines) - at <= _EDGE_LINES else _Zone.BODY
        return _Zone.LEAD if at < self.second and at - self.first < _LEAD_LINES else _Zone.BODY

    def apply_rules(self) -> None:
        for at, line in enumerate(self.lines):
            self.taken[at] = _first_match(line, _RULES[self.zone(at)])

    def read_credits(self) -> None:
        """Datelines and bylines. Several dates between paragraphs are a chronology and stay."""
        last = min(self.last, self.first + _EDGE_LINES)
        inside = [read_credits(line) for line in self.lines[self.first : last]]
        chronology = sum(found is not None and bool(found.dates) for found in inside) > 1
        for at, line in enumerate(self.lines):
            zone = self.zone(at)
            if self.taken[at] or zone is _Zone.BODY or (zone is _Zone.LEAD and chronology):
                continue
            found = read_credits(line)
            if found is None or (zone is not _Zone.HEAD and self._has(found)):
                continue
            if found.byline and not self._title_beside(at):
                continue
            self.credits.append(found)
            self.taken[at] = "dateline_line" if found.dates else "byline_line"

    def read_bare_name(self) -> None:
        """A name alone beside the dateline, if the page names nobody else; whom the article names is no author."""
        if any(found.byline for found in self.credits):
            return
        text = fold("\n".join(self.lines[self.first :]))
        for at in range(self.first):
            beside = [other for other in (at - 1, at + 1) if 0 <= other < self.first]
            dated = any(self.taken[other] == "dateline_line" for other in beside)
            line = self.lines[at]
            if not dated or self.taken[at] or not is_full_name(line) or fold(line) in text:
                continue
            if self._title_beside(at):
                self.credits.append(Credits(byline=line))
                self.taken[at] = "byline_line"
                return

    def _has(self, found: Credits) -> bool:
        """Whether the page gave such a date or name before: then the words may be the article's."""
        if any(date.updated for date in found.dates):
            return False
        return any(known.dates if found.dates else known.byline for known in self.credits)

    def _title_beside(self, at: int) -> bool:
        """Whether the head has another line that could be the title."""
        others = (other for other in range(self.first) if other != at)
        return any(
            self.taken[other] is None and read_credits(self.lines[other]) is None
            for other in others
        )

    def mark_menus(self) -> None:
        """Runs of short lines of which some are known furniture: the others are more of it."""
        for zone, ats in groupby(range(len(self.lines)), self._menu_zone):
            run = list(ats)
            known = sum(self.taken[at] is not None for at in run)
            if zone is not None and len(run) >= _MENU_LINES and known >= 2:
                for at in run:
                    self.taken[at] = self.taken[at] or "menu_run"

    def _menu_zone(self, at: int) -> _Zone | None:
        line, zone = self.lines[at], self.zone(at)
        short = width(line) <= 30 and len(line.split()) <= 3 and not ends_sentence(line)
        edge = zone in (_Zone.HEAD, _Zone.TAIL) and self.first < len(self.lines)
        return zone if short and edge else None

    def mark_captions(self) -> None:
        """What follows the words “Image caption”."""
        for at in range(1, len(self.lines)):
            if _CAPTION_BELOW.fullmatch(self.lines[at - 1]) and len(self.lines[at]) <= _CAPTION:
                self.taken[at] = self.taken[at] or "photo_caption"

    def mark_boxes(self) -> None:
        """Invitations to subscribe, with their buttons, between paragraphs and after the last one.

        In the tail such a box has a label; what stands in it and is no sentence goes with it.
        """
        for at, line in enumerate(self.lines):
            zone = self.zone(at)
            labelled = zone is _Zone.TAIL and glued(line) in BOXES
            inside = zone in (_Zone.BODY, _Zone.LEAD) and _opens_box(line)
            if self.taken[at] != "subscribe_prompt" and not labelled and not inside:
                continue
            self.taken[at] = self.taken[at] or "subscribe_prompt"
            for below in range(at + 1, min(at + 1 + _BOX_LINES, len(self.lines))):
                other = self.lines[below]
                loose = labelled and not ends_sentence(other)
                if related_label(other) or not (_in_box(other) or loose):
                    break
                self.taken[below] = self.taken[below] or "subscribe_prompt"

    def mark_numbers(self) -> None:
        """Counters without words, below a button or a label of the page."""
        for at in range(1, len(self.lines)):
            beside = self.zone(at) in (_Zone.HEAD, _Zone.TAIL) and self.taken[at - 1] is not None
            if beside and _BARE_NUMBER.fullmatch(self.lines[at]):
                self.taken[at] = self.taken[at] or "bare_number"

    def mark_site_name(self) -> None:
        """The name of the site above the title: it stands at the foot too, or behind the title."""
        heads = [at for at in range(self.first) if self.taken[at] is None]
        names = [
            fold(line)
            for line, taken in zip(self.lines, self.taken, strict=True)
            if taken == "copyright_line" or line.startswith("©")
        ]
        behind = (_BEHIND_TITLE.search(self.lines[at]) for at in heads)
        names += [fold(found["site"]) for found in behind if found]
        for at in heads[:-1]:
            own = fold(self.lines[at])
            if len(own) <= _SITE_NAME and any(own in name for name in names):
                self.taken[at] = "site_name"

    def mark_linked_headlines(self) -> None:
        """What follows the title of a list of other articles."""
        tail = range(self.last + 1, len(self.lines))
        label = next((at for at in tail if related_label(self.lines[at])), len(self.lines))
        for at in range(label + 1, len(self.lines)):
            self.taken[at] = self.taken[at] or "linked_headlines"

    def restore_title(self) -> None:
        """A page has a title: where every line of the head was taken, give back the likely one.

        That is the last one whose words return in the first paragraph, or a line of several words
        at the end of a menu.
        """
        if any(taken is None for taken in self.taken[: self.first]):
            return
        if self.first == len(self.lines):
            self.taken = [None] * len(self.lines)
            return
        words = set(fold(self.lines[self.first]).split())
        for at in reversed(range(self.first)):
            own = fold(self.lines[at]).split()
            menu_end = self.taken[at] == "menu_run" and len(own) > 1
            if self.taken[at] in _COULD_BE_TITLE and (menu_end or words.issuperset(own)):
                self.taken[at] = None
                return

    def result(self) -> Sorted:
        kept = [at for at, taken in enumerate(self.taken) if taken is None]
        dates = [date for found in self.credits for date in found.dates if not date.updated]
        return Sorted(
            kept=[self.lines[at] for at in kept],
            ahead=sum(at < self.first for at in kept),
            dropped=[
                Dropped(taken, self.lines[at]) for at, taken in enumerate(self.taken) if taken
            ],
            byline=next((found.byline for found in self.credits if found.byline), ""),
            # A page may print the day it was looked at above the moment the article was published.
            published=next((found for found in dates if found.clock), dates[0] if dates else None),
        )


def _first_match(line: str, rules: tuple[Rule, ...]) -> str | None:
    return next((rule.name for rule in rules if rule.matches(line)), None)


def _opens_box(line: str) -> bool:
    """Whether the line invites to subscribe and is no sentence of the article."""
    return len(line) <= _INVITATION and subscribe_prompt(line) and not ends_sentence(line)


def _in_box(line: str) -> bool:
    short = len(line) <= _INVITATION
    return short and (subscribe_prompt(line) or share_menu_words(line) or footer_link(line))


def _known(line: str) -> bool:
    return _first_match(line, (*ANYWHERE, *HEAD, *TAIL)) is not None
