"""What page furniture looks like once a page has been scraped to text.

Each rule is named after what it recognises and looks at one whole line: a sentence that merely
begins with such a word is never taken. `plain` decides where on the page a rule may speak.
"""

import re
from typing import Final, NamedTuple, Protocol

from annotations.domain.text import fold
from annotations.intake.dates import parse_date


class Matches(Protocol):
    """Whether a line is what a rule recognises."""

    def __call__(self, line: str, /) -> bool:
        """Look at one line, without spaces at its ends."""


class Rule(NamedTuple):
    """A name that people see beside what was left out, the test of a line, and the longest such line."""

    name: str
    test: Matches
    longest: int

    def matches(self, line: str) -> bool:
        """Whether the line, without spaces at its ends, is what the rule recognises."""
        return len(line) <= self.longest and self.test(line)


_SHARE_WORDS: Final = """
    share|shares|share this|share this article|share this story|share on|share via|share with|tweet
    |facebook|twitter|x|whatsapp|telegram|linkedin|pinterest|reddit|messenger|vk|vkontakte
    |instagram|youtube|tiktok|threads|bluesky|mastodon|viber|line|flipboard|pocket|ok|rss
    |email|e-mail|mail|email this|print|print this|copy link|copy|link|link copied|copied|save
    |save for later|saved|saved articles|bookmark|add bookmark|comment|comments|add a comment
    |leave a comment|like|follow|follow us|follow us on|subscribe|subscribe now|sign in|sign up
    |log in|login|register|my account|menu|close|close menu|open menu|search|home|homepage
    |skip to content|skip to main content|skip to navigation|listen|listen to this article|watch
    |play|pause|mute|unmute|download|embed|resize text|text size|font size|more|more options
    |read more|show more|load more|see more|back to top|top|next|previous|view comments|gift
    |gift this article|teilen|drucken|merken|kommentare|kommentieren|menü|suche|suchen|anmelden
    |abonnieren|startseite|partager|imprimer|commenter|rechercher|accueil|s'abonner|se connecter
    |compartir|imprimir|comentarios|buscar|inicio|suscríbete|поделиться|печать|поиск|меню|мы в
"""
_SECTIONS: Final = """
    podcast|podcasts|news|world|world news|politics|opinion|analysis|business|sport|sports|culture
    |video|videos|photos|gallery|live|breaking|breaking news|exclusive|top stories|trending
    |trending now|most read|most popular|most viewed|popular|latest|latest news|in pictures|tags
    |topics|advertisement|advertising|ad|sponsored|sponsored content|promoted|anzeige|werbung
    |publicité|publicidad|реклама|newsletter|newsletters|comments|join the conversation|dossier
"""
_RELATED: Final = """
    related|related articles|related stories|related news|related content|related topics
    |related links|more on this story|more on this topic|more from this author|more stories
    |more news|read next|read also|also read|see also|up next|recommended|recommended for you
    |recommended stories|you may also like|you might also like|around the web|from the web
    |don't miss|what to read next|editors' picks|editor's picks|most read|most popular|trending
    |trending now|top stories|latest news|mehr zum thema|das könnte sie auch interessieren
    |lesen sie auch|à lire aussi|lire aussi|sur le même sujet|te puede interesar|lea también
    |читайте также
"""
_ADVERTISEMENTS: Final = """
    advertisement|advertising|anzeige|werbung|publicité|publicidad|pubblicità|реклама
    |story continues below|article continues below|story continues below advertisement
    |article continues after advertisement|continue reading|scroll to continue
"""


def _phrases(words: str) -> frozenset[str]:
    folded = (re.sub(r"\W", "", fold(phrase)) for phrase in words.split("|"))
    return frozenset(phrase for phrase in folded if phrase)


_SHARE: Final = _phrases(_SHARE_WORDS)
_SHARE_BEGINNINGS: Final = frozenset(
    re.split(r"\W", fold(phrase.strip()), maxsplit=1)[0] for phrase in _SHARE_WORDS.split("|")
)
_SECTION: Final = _phrases(_SECTIONS)
_RELATED_LABELS: Final = _phrases(_RELATED)
_ADVERTISING: Final = _phrases(_ADVERTISEMENTS)
_BETWEEN_SHARE: Final = frozenset(("and", "und", "et", "or", "via", "on", "to"))
_WORD: Final = re.compile(r"\d+|[^\W\d_]+")
_FIRST_WORD: Final = re.compile(r"\d+|[^\W\d_](?:[^\W\d_A-Z]+|[^\W\d_a-z]*)")
_CAMEL: Final = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_LONGEST_PHRASE: Final = 5
_ICON_MARK: Final = re.compile(
    r"(?<![^\W\d_])(?:icon|svg|glyph|ico)[ _-](?=[a-z0-9])", re.IGNORECASE
)
_ICON_RUN: Final = re.compile(r"[a-z0-9 _-]+")
_ICON_TOKEN: Final = re.compile(
    r"(?:icons?|ico|ic|svg|fa|fas|fab|glyphicon|bi|mdi)[-_][a-z0-9]+(?:[-_][a-z0-9]+)*"
    r"|[a-z]+(?:_[a-z]+)+"
)
_CLOCK: Final = re.compile(r"-?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[/|]?\s*-?\d{1,2}:\d{2}(?::\d{2})?)?")
_RELATIVE_TIME: Final = re.compile(
    r"(?:(?:published|posted|updated|last updated)\s+)?(?:(?:about |an? |\d+\s*)(?:s|m|h|d|w"
    r"|sec(?:ond)?s?|min(?:ute)?s?|hrs?|hours?|days?|weeks?|months?|years?) ago"
    r"|just now|yesterday|today)(?:\s+at\s+\d{1,2}[:.]\d{2})?"
    r"|vor \d+ (?:sekunden|minuten?|stunden?|tag(?:en)?|wochen?)|il y a \d+ \w+|hace \d+ \w+"
    r"|\d+ \w+ назад"
)
_READING_TIME: Final = re.compile(
    r"(?:(?:reading time|read time|lesezeit|temps de lecture|lectura)\W*)?"
    r"(?:about |~)?\d+[ -]?(?:min(?:ute)?s?|minuten)(?: (?:read|listen|watch|lesezeit))?"
)
_COUNTER: Final = re.compile(
    r"\d[\d.,]*\s?[km]?\s(?:shares?|comments?|views?|likes?|reads?|retweets?|replies|reactions?"
    r"|followers?|kommentare?|commentaires?|comentarios?)"
)
_CREDIT: Final = re.compile(
    r"(?:(?:file )?(?:photo|image|picture|photograph|foto|bild|фото)s?(?: (?:credit|source|by"
    r"|courtesy(?: of)?))?\s?:|(?:photo|image|picture)s? (?:by|credit|source|courtesy|caption)\b"
    r"|image (?:source|caption),|\((?:photo|ap photo|image)|ap photo/|credit:|getty images"
    r"|©\s?(?!\d{4})\w)",
    re.IGNORECASE,
)
_AGENCY: Final = re.compile(
    r"(?:© ?)?(?:reuters|ap|afp|getty(?: images)?|epa|dpa|tass|ria novosti|sputnik|shutterstock"
    r"|istock|alamy)(?:\s?[/|]\s?[^\W\d_][\w .'’-]{1,40})?",
    re.IGNORECASE,
)
_COPYRIGHT: Final = re.compile(
    r"(?:©|\(c\)|copyright)\s?(?:©\s?)?(?:\d{4}|by|the)\b|.{0,80}\ball rights reserved\b"
    r"|.{0,40}\balle rechte vorbehalten\b|.{0,40}\btous droits réservés\b",
    re.IGNORECASE,
)
_COOKIES: Final = re.compile(
    r"(?:we(?: and our partners)?|this (?:web)?site|our (?:web)?site|by (?:using|continuing)"
    r"|wir|diese (?:web)?seite|ce site|nous|este sitio)\b(?=.{0,200}\bcookies?\b)"
    r"(?=.*\b(?:accept|agree|consent|settings|us(?:e|es|ing) (?:of )?(?:[\w-]+ )?cookies"
    r"|(?:verwende[nt]|utilis\w+|utiliza\w*) .{0,20}cookies)\b)",
    re.IGNORECASE,
)
_PROMPT: Final = re.compile(
    r"(?:(?:please )?(?:sign up|subscribe|register|log in|sign in|join)\b.{0,60}\b(?:newsletters?"
    r"|to (?:comment|continue|read|our)|for free|updates|inbox|channel|telegram)\b"
    r"|(?:follow|like|find) us on\b|follow .{1,40} on (?:twitter|facebook|x|instagram|telegram)\b"
    r"|get (?:the )?(?:latest|breaking|our)\b.{0,60}\b(?:inbox|newsletter|alerts?|updates)\b"
    r"|download our app\b|support (?:our|independent) journalism\b|(?:abonnieren|folgen) sie\b"
    r"|abonnez-vous\b|suscríbete\b|подпис(?:ывай|ать)\w*\b)",
    re.IGNORECASE,
)
_INLINE_LINK: Final = re.compile(
    r"(?:read (?:more|also|next)|also read|see also|related|watch(?: also)?|more|lesen sie auch"
    r"|lire aussi|à lire aussi|lea también|читайте также)\s?:\s?\S",
    re.IGNORECASE,
)
_TAGS: Final = re.compile(
    r"(?:tags|topics|filed under|more on|keywords|schlagwörter|thèmes|etiquetas|теги)\s?:",
    re.IGNORECASE,
)
_CRUMB: Final = re.compile(r"\s?[>»›]\s?|\s/\s")
_ENDS_SENTENCE: Final = re.compile(r"[.!?…。！？؟۔।][\"'”’»)\]]*$")


def strip_icon_run(line: str) -> tuple[str, str]:
    """Cut a run of glued icon names (``icon closeicon menuicon share``) from the head of a line.

    Returns the run and the rest. Three names of which two are glued make a run, so that a headline
    about an icon is none. The last name ends where another kind of letter begins.
    """
    first = _ICON_MARK.match(line)
    region = _ICON_RUN.match(line, first.end()) if first else None
    if first is None or region is None:
        return "", line
    word = first.group().lower()
    names = line[first.end() : region.end()].split(word)
    glued = sum(name[-1:].isalnum() for name in names[:-1])
    if len(names) < 3 or glued < 2 or any(len(name) > 40 for name in names[:-1]):
        return "", line
    cut = region.end()
    if len(names[-1].split()) > 3:
        cut -= len(names[-1]) - len(names[-1].split()[0])
    return line[:cut].strip(), line[cut:].strip()


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does, closing quotes and brackets aside."""
    return bool(_ENDS_SENTENCE.search(line))


def dateline_line(line: str) -> bool:
    """A date, perhaps with label, weekday, time and zone, and nothing else."""
    return parse_date(line) is not None


def share_menu_words(line: str) -> bool:
    """Names of networks and buttons: ``Share Tweet Email 12``, ``FacebookTwitter``, ``Print``."""
    first = _FIRST_WORD.search(line)
    if first is None or not _may_begin(fold(first.group())):
        return False
    words = _WORD.findall(fold(_CAMEL.sub(" ", line)))
    if all(word.isdigit() or word in _BETWEEN_SHARE for word in words):
        return False
    reached = {0}
    for start in range(len(words)):
        if start in reached:
            ends = range(start + 1, min(start + _LONGEST_PHRASE, len(words)) + 1)
            reached.update(end for end in ends if _is_share_phrase(words[start:end]))
    return len(words) in reached


def _may_begin(word: str) -> bool:
    """Whether such a line can begin so: most lines are told apart by that."""
    return word.isdigit() or word in _BETWEEN_SHARE or word in _SHARE_BEGINNINGS


def _is_share_phrase(words: list[str]) -> bool:
    if len(words) == 1 and (words[0].isdigit() or words[0] in _BETWEEN_SHARE):
        return True
    return "".join(words) in _SHARE


def section_label(line: str) -> bool:
    """The name of a section or of a box on the page: ``Podcasts``, ``World news``."""
    return re.sub(r"\W", "", fold(line)) in _SECTION


def related_label(line: str) -> bool:
    """The title of a list of other articles: ``Related stories``, ``Read next``."""
    return re.sub(r"\W", "", fold(line)) in _RELATED_LABELS


def advertisement_label(line: str) -> bool:
    """What stands over an advertisement: ``Advertisement``, ``Story continues below``."""
    return re.sub(r"\W", "", fold(line)) in _ADVERTISING


def icon_name_tokens(line: str) -> bool:
    """Names of icons as style sheets write them: ``icon-share``, ``arrow_back``."""
    return all(_ICON_TOKEN.fullmatch(token) for token in line.split())


def media_player_times(line: str) -> bool:
    """Where a player stands: ``0:00``, ``1:20 / 27:33``."""
    return bool(_CLOCK.fullmatch(line))


def relative_time(line: str) -> bool:
    """How long ago, as seen by the page on that day: ``2 hours ago``."""
    return bool(_RELATIVE_TIME.fullmatch(line.casefold().rstrip(".")))


def reading_time(line: str) -> bool:
    """How long the page takes to read: ``4 min read``."""
    return bool(_READING_TIME.fullmatch(line.casefold()))


def counter_line(line: str) -> bool:
    """How often something was done: ``128 shares``, ``1.2K comments``."""
    return bool(_COUNTER.fullmatch(line.casefold()))


def photo_credit(line: str) -> bool:
    """Who took a picture, or its caption with that: ``Photo: A. Name``, ``© Agency / A. Name``."""
    return bool(_CREDIT.match(line) or _AGENCY.fullmatch(line))


def copyright_line(line: str) -> bool:
    """Who owns the page: ``© 2010 Example Ltd``, ``All rights reserved``."""
    return bool(_COPYRIGHT.match(line))


def cookie_notice(line: str) -> bool:
    """What the site says of its cookies."""
    return bool(_COOKIES.match(line))


def subscribe_prompt(line: str) -> bool:
    """Calls to subscribe, sign in or follow."""
    return bool(_PROMPT.match(line))


def inline_link_line(line: str) -> bool:
    """A link to another article between paragraphs: ``Read more: …``."""
    return bool(_INLINE_LINK.match(line)) and not ends_sentence(line)


def tag_line(line: str) -> bool:
    """Keywords of the page: ``Tags: alliance, summit``."""
    return bool(_TAGS.match(line))


def breadcrumb_line(line: str) -> bool:
    """Where on the site the page is: ``Home > World > Europe``."""
    parts = _CRUMB.split(line)
    if len(parts) < 2 or not all(0 < len(part) <= 40 for part in parts):
        return False
    return len(parts) > 2 or fold(parts[0]) in {"home", "startseite", "accueil", "inicio"}


ANYWHERE: Final = (
    Rule("inline_link_line", inline_link_line, 200),
    Rule("photo_credit", photo_credit, 300),
    Rule("advertisement_label", advertisement_label, 60),
)
"""So unlike a sentence that they are furniture between paragraphs too."""

BESIDE_TITLE: Final = (
    Rule("relative_time", relative_time, 80),
    Rule("reading_time", reading_time, 80),
    Rule("counter_line", counter_line, 60),
    Rule("share_menu_words", share_menu_words, 200),
    Rule("media_player_times", media_player_times, 40),
)
"""Furniture near a headline, also after a first paragraph in bold."""

EDGES: Final = (
    *BESIDE_TITLE,
    Rule("section_label", section_label, 60),
    Rule("related_label", related_label, 60),
    Rule("icon_name_tokens", icon_name_tokens, 300),
    Rule("cookie_notice", cookie_notice, 600),
    Rule("subscribe_prompt", subscribe_prompt, 160),
    Rule("copyright_line", copyright_line, 300),
)
"""Furniture before the first and after the last paragraph."""

HEAD: Final = (*EDGES, Rule("breadcrumb_line", breadcrumb_line, 300))
TAIL: Final = (*EDGES, Rule("tag_line", tag_line, 300))
