"""What page furniture looks like once a page has been scraped to text.

Each rule is named after what it recognises and looks at one whole line: a sentence that merely
begins with such a word is never taken. `plain` decides where on the page a rule may speak.
"""

import re
from typing import Final, NamedTuple, Protocol

from annotations.domain.text import fold
from annotations.intake.dates import parse_date
from annotations.intake.furniture_words import (
    ADVERTISEMENTS,
    BEGINNINGS,
    FOOTER,
    MENU,
    RELATED,
    SECTIONS,
    SHARE,
    glued,
)


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


_BETWEEN: Final = frozenset(("and", "und", "et", "or", "via", "on", "to"))
_WORD: Final = re.compile(r"\d+|[^\W\d_]+")
_FIRST_WORD: Final = re.compile(r"\d+|[^\W\d_](?:[^\W\d_A-Z]+|[^\W\d_a-z]*)")
_CAMEL: Final = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_LONGEST_PHRASE: Final = 5
_FEWEST_IN_MENU: Final = 3
_MENU_SEPARATOR: Final = re.compile(r"\s*[|·•/]\s*")
_SENTENCE_MARK: Final = re.compile(r"[.,:;!?…“”„«»\"]")
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
    r"(?:(?:published|posted|updated|last updated):?\s+)?(?:(?:about |an? |\d+\s*)(?:s|m|h|d|w"
    r"|sec(?:ond)?s?|min(?:ute)?s?|hrs?|hours?|days?|weeks?|months?|years?) ago"
    r"|just now|yesterday|today)(?:\s+at\s+\d{1,2}[:.]\d{2})?(?: by [^\W\d_][\w .'’-]{1,40})?"
    r"|vor \d+ (?:sekunden|minuten?|stunden?|tag(?:en)?|wochen?)|il y a \d+ \w+|hace \d+ \w+"
    r"|\d+ \w+ (?:назад|тому)|\d+ \w+ (?:fa|atrás|geleden|temu|sedan|siden|önce)"
    r"|לפני \d+ \w+|منذ \d+ \w+|\d+\s?(?:分钟|小时|天|分|時間|日)前"
)
_READING_TIME: Final = re.compile(
    r"(?:(?:reading time|read time|lesezeit|temps de lecture|(?:tiempo de )?lectura|tempo di lettura"
    r"|tempo de leitura|leestijd|czas czytania|время чтения|час читання)\W*)?(?:about |ca\.? |~)?"
    r"\d+[ -]?(?:min(?:ute)?s?|minuten|minuti|minutos?|minuty?|мин(?:ут\w?)?|хв)\.?"
    r"(?: (?:read|listen|watch|lesezeit|de lecture|de lectura|de leitura|di lettura|leestijd))?"
)
_COUNTER: Final = re.compile(
    r"\d[\d.,]*\s?[km]?\s(?:shares?|comments?|views?|likes?|reads?|retweets?|replies|reactions?"
    r"|followers?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties?"
    r"|komentarz[ey]|komentarzy|kommentarer?|yorum|просмотр\w*|комментари\w+|коментар\w*|תגובות)"
)
_PICTURE: Final = (
    r"(?:photo(?:graph)?s?|images?|pictures?|illustrations?|fotos?|bild(?:er)?|fotografía|imagen"
    r"|imagem|zdjęci[ea]|foto|fot|фото|צילום|تصوير|صورة|图|摄影|图片来源|写真|사진)"
)
_CREDIT: Final = re.compile(
    rf"(?:(?:file )?{_PICTURE}(?: (?:credit|source|by|courtesy(?: of)?))?\s?[:：]"
    r"(?-i:(?!\s?[a-zß-öø-ÿа-яё]))"
    r"|(?:photo|image|picture)s? (?:by|credit|source|courtesy|caption)\b"
    r"|image (?:source|caption),|\((?:photo|ap photo|image)|ap photo/"
    r"|(?:credit|crédits?(?: photo)?|quelle|bildquelle|fonte|zdroj)\s?:|getty images"
    r"|©\s?(?!\d{4})\w)",
    re.IGNORECASE,
)
_CAPTION: Final = re.compile(
    rf".{{1,260}}[.!?»”\"'’)]\s*\(?(?:{_PICTURE}|credit|crédit(?: photo)?)\s?[:：]\s?\S.{{1,60}}",
    re.IGNORECASE,
)
_AGENCY: Final = re.compile(
    r"(?:© ?)?(?:reuters|ap|afp|getty(?: images)?|epa|dpa|tass|ria novosti|sputnik|shutterstock"
    r"|istock|alamy)(?:\s?[/|]\s?[^\W\d_][\w .'’-]{1,40})?",
    re.IGNORECASE,
)
_COPYRIGHT: Final = re.compile(
    r"(?:©|\(c\)|copyright)\s?(?:©\s?)?(?:\d{4}|by|the)\b|.{0,80}\ball rights reserved\b"
    r"|.{0,60}\b(?:alle rechte vorbehalten|tous droits réservés|todos los derechos reservados"
    r"|tutti i diritti riservati|todos os direitos reservados|alle rechten voorbehouden"
    r"|wszelkie prawa zastrzeżone|все права защищены|всі права захищені)\b"
    r"|.{0,40}(?:כל הזכויות שמורות|جميع الحقوق محفوظة|版权所有)",
    re.IGNORECASE,
)
_COOKIES: Final = re.compile(
    r"(?:we(?: and our partners)?|this (?:web)?site|our (?:web)?site|by (?:using|continuing)"
    r"|wir|diese (?:web)?seite|ce site|nous|este sitio)\b(?=.{0,200}\bcookies?\b)"
    r"(?=.*\b(?:accept|agree|consent|settings|us(?:e|es|ing) (?:of )?(?:[\w-]+ )?cookies"
    r"|(?:verwende[nt]|utilis\w+|utiliza\w*) .{0,20}cookies)\b)",
    re.IGNORECASE,
)
_NETWORK: Final = (
    "(?:facebook|twitter|x|instagram|telegram|whatsapp|youtube|linkedin|tiktok|bluesky|threads"
    "|mastodon|google news|social media)"
)
_PROMPT: Final = re.compile(
    r"(?:(?:please )?(?:sign up|subscribe|register|log in|sign in|join)\b.{0,60}\b(?:newsletters?"
    r"|to (?:comment|continue|read|our)|for free|updates|inbox|channel|telegram)\b"
    rf"|(?:follow|like|find) us on (?:our )?{_NETWORK}\b|follow .{{1,40}} on {_NETWORK}\b"
    r"|get (?:the )?(?:latest|breaking|our|most important|best|top)\b.{0,60}\b(?:inbox|newsletter"
    r"|alerts?|updates)\b|thank you for (?:subscribing|signing up)\b|download our app\b"
    r"|(?:your )?email address will not be published\b|required fields are marked\b"
    r"|support (?:our|independent) journalism\b"
    r"|(?:abonnieren|folgen) sie\b.{0,60}\b(?:newsletter|uns|kanal)\b"
    r"|(?:jetzt|unseren|den) .{0,30}newsletter\b"
    r"|(?:abonnez-vous|recevez|inscrivez-vous)\b.{0,60}\b(?:newsletter|actualité|boîte|essentiel"
    r"|lettre|chaîne)\b"
    r"|(?:suscríbete|regístrate|recibe|síguenos)\b.{0,60}\b(?:boletín|noticias|newsletter|correo|canal"
    rf"|{_NETWORK})\b|(?:iscriviti|ricevi)\b.{{0,60}}newsletter\b"
    r"|(?:assine|receba)\b.{0,60}\b(?:newsletter|notícias)\b|zapisz się\b.{0,60}newsletter"
    r"|подпис(?:ывай|ать)\w*\b.{0,60}\b(?:канал|рассылк|новости|нас)\w*"
    r"|підпис(?:уй|ат)\w*\b.{0,60}\b(?:канал|розсилк|новини|нас)\w*)",
    re.IGNORECASE,
)
_INLINE_LINK: Final = re.compile(
    r"(?:read (?:more|also|next)|also read|see also|related|watch(?: also)?|more|lesen sie auch"
    r"|lesen sie hier|mehr dazu|lire aussi|à lire aussi|(?:lea|lee) también|(?:también )?te puede"
    r" interesar|leggi anche|leia também|veja também|lees ook|czytaj także|zobacz także|läs också"
    r"|läs mer|les også|læs også|читайте также|по теме|читайте також|ראו גם|اقرأ أيضا|相关阅读)"
    r"\s?[:：]\s?\S",
    re.IGNORECASE,
)
_TAGS: Final = re.compile(
    r"(?:tags|tagged|topics|filed under|more on|keywords|schlagwörter|schlagworte|themen|thèmes"
    r"|mots-clés|etiquetas|tagi|temat|теги|תגיות|标签|关键词)\s?[:：]",
    re.IGNORECASE,
)
_EDITOR: Final = re.compile(
    r"(?:(?:edited|editing) by|(?:redaktion|redakteur(?:in)?|redactie|edición|редактор|责任编辑|编辑"
    r"|责编)\s?[:：])\s?\S.{0,60}",
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
    words = _menu_words(line)
    if all(word.isdigit() or word in _BETWEEN for word in words):
        return False
    return _most_phrases(words, SHARE) > 0


def navigation_line(line: str) -> bool:
    """A menu on one line: ``Home News Sport``, ``News | Elk Valley | Sport``."""
    parts = _MENU_SEPARATOR.split(line)
    if len(parts) >= _FEWEST_IN_MENU:
        others = [part for part in parts if glued(part) not in MENU]
        known = len(parts) - len(others)
        return known >= 2 and known >= len(others) and all(len(o.split()) <= 3 for o in others)
    if _SENTENCE_MARK.search(line):
        return False
    return _most_phrases(_menu_words(line), MENU) >= _FEWEST_IN_MENU


def _menu_words(line: str) -> list[str]:
    """The words of a line that may be a menu; none where its first word begins no phrase of one."""
    first = _FIRST_WORD.search(line)
    word = fold(first.group()) if first else ""
    if not (word.isdigit() or word in _BETWEEN or word in BEGINNINGS):
        return []
    return _WORD.findall(fold(_CAMEL.sub(" ", line)))


def _most_phrases(words: list[str], phrases: frozenset[str]) -> int:
    """Of how many phrases the words are made, at most; 0 where others are among them."""
    most = {0: 0}
    for start in range(len(words)):
        if start not in most:
            continue
        for end in range(start + 1, min(start + _LONGEST_PHRASE, len(words)) + 1):
            part = words[start:end]
            filler = len(part) == 1 and (part[0].isdigit() or part[0] in _BETWEEN)
            if filler or "".join(part) in phrases:
                most[end] = max(most.get(end, 0), most[start] + (not filler))
    return most.get(len(words), 0)


def section_label(line: str) -> bool:
    """The name of a section or of a box on the page: ``Podcasts``, ``World news``."""
    return glued(line) in SECTIONS


def related_label(line: str) -> bool:
    """The title of a list of other articles: ``Related stories``, ``Read next``."""
    return glued(line) in RELATED


def footer_link(line: str) -> bool:
    """A link at the foot of a site: ``Terms of use``, ``Impressum``."""
    return glued(line) in FOOTER


def advertisement_label(line: str) -> bool:
    """What stands over an advertisement: ``Advertisement``, ``Story continues below``."""
    return glued(line) in ADVERTISEMENTS


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
    return bool(_CREDIT.match(line) or _AGENCY.fullmatch(line) or _CAPTION.fullmatch(line))


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


def editor_line(line: str) -> bool:
    """Who edited the article: ``Edited by A. Name``, ``Redaktion: A. Name``."""
    return bool(_EDITOR.fullmatch(line)) and not ends_sentence(line)


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
    Rule("navigation_line", navigation_line, 200),
    Rule("section_label", section_label, 60),
    Rule("related_label", related_label, 60),
    Rule("icon_name_tokens", icon_name_tokens, 300),
    Rule("cookie_notice", cookie_notice, 600),
    Rule("subscribe_prompt", subscribe_prompt, 160),
    Rule("copyright_line", copyright_line, 300),
)
"""Furniture before the first and after the last paragraph."""

HEAD: Final = (*EDGES, Rule("breadcrumb_line", breadcrumb_line, 300))
TAIL: Final = (
    *EDGES,
    Rule("tag_line", tag_line, 300),
    Rule("footer_link", footer_link, 60),
    Rule("editor_line", editor_line, 100),
)
