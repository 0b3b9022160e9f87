"""Dates as articles print them: whole lines and metadata, in several languages.

Nothing is guessed: 3/4/2010 is known to the year only, and a zone abbreviation that two continents
share counts as none.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from annotations.domain.vocabulary import Precision

_MONTHS: Final = (
    (
        "january jan januar janvier janv enero ene gennaio gen januari января янв يناير"
        " stycznia sty ocak tammikuuta січня ledna ינואר ιανουαρίου"
    ),
    (
        "february feb februar février févr febrero febbraio februari fevereiro fev февраля фев فبراير"
        " lutego şubat helmikuuta лютого února פברואר φεβρουαρίου شباط"
    ),
    (
        "march mar märz maerz mars marzo maart mrt março марта мар مارس"
        " marca marts mart maaliskuuta березня března מרץ מרס μαρτίου آذار"
    ),
    (
        "april apr avril avr abril abr aprile апреля апр أبريل ابريل"
        " kwietnia nisan huhtikuuta квітня dubna אפריל απριλίου نيسان"
    ),
    (
        "may mai mayo maggio mag mei maio мая مايو"
        " maja mayıs maj toukokuuta травня května מאי μαΐου أيار"
    ),
    (
        "june jun juni juin junio giugno giu junho июня июн يونيو"
        " czerwca haziran kesäkuuta червня června יוני ιουνίου حزيران"
    ),
    (
        "july jul juli juillet juil julio luglio lug julho июля июл يوليو"
        " lipca temmuz heinäkuuta липня července יולי ιουλίου تموز"
    ),
    (
        "august aug août aout agosto ago augustus августа авг أغسطس"
        " sierpnia ağustos augusti elokuuta серпня srpna אוגוסט αυγούστου agustus آب"
    ),
    (
        "september sept sep septembre septiembre settembre set setembro сентября сен سبتمبر"
        " września eylül syyskuuta вересня září ספטמבר σεπτεμβρίου أيلول"
    ),
    (
        "october oct oktober okt octobre octubre ottobre ott outubro октября окт أكتوبر"
        " października ekim lokakuuta жовтня října אוקטובר οκτωβρίου"
    ),
    (
        "november nov novembre noviembre novembro ноября ноя نوفمبر"
        " kasım marraskuuta listopadu נובמבר νοεμβρίου"
    ),
    (
        "december dec dezember dez décembre déc diciembre dic dicembre dezembro декабря дек ديسمبر"
        " grudnia aralık desember joulukuuta грудня prosince דצמבר δεκεμβρίου"
    ),
)
_MONTH_NUMBERS: Final = {
    name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()
}
_MONTH: Final = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
_WEEKDAY: Final = (
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
    r"|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
    r"|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|domingo"
    r"|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica"
    r"|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    r"|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela"
    r"|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar)\b|星期[一二三四五六日天]"
)
_DAY: Final = r"\b(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.|º)?"
_DATES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?=\D|$)",
        r"(?P<y>\d{4})[年년]\s?(?P<m>\d{1,2})[月월]\s?(?P<d>\d{1,2})[日일]",
        rf"{_DAY}\s+(?:de\s+|of\s+)?ב?(?P<name>{_MONTH})\b\.?,?\s+(?:del?\s+)?(?P<y>\d{{4}})\b",
        rf"\b(?P<name>{_MONTH})\b\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b",
        r"\b(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})\b",
        rf"\b(?P<name>{_MONTH})\b\.?,?\s+(?:del?\s+)?(?P<y>\d{{4}})\b",
    )
)
_TIME: Final = re.compile(
    r"\b(?P<h>\d{1,2})(?:[:.h](?P<min>\d{2})(?::\d{2}(?:[.,]\d+)?)?)?\s?(?P<half>[ap]\.?m\b\.?)"
    r"|\b(?P<h24>\d{1,2})[:.h](?P<min24>\d{2})(?::\d{2}(?:[.,]\d+)?)?\b"
)
_OFFSET: Final = re.compile(
    r"(?:\b(?:utc|gmt)\s?)?(?P<sign>[+\u2212-])(?P<h>\d{1,2})(?::?(?P<m>\d{2}))?(?=\W|$)"
)
_FIXED_ZONES: Final = (
    "utc=0 gmt=0 z=0 wet=0 bst=1 west=1 cet=1 mez=1 wat=1 cest=2 mesz=2 eet=2 sast=2 eest=3 eat=3 "
    "hkt=8 sgt=8 jst=9 kst=9 aest=10 aedt=11 nzst=12 nzdt=13 edt=-4 est=-5 cdt=-5 mdt=-6 mst=-7 "
    "pdt=-7 pst=-8"
)
_FIXED: Final = {
    name: int(hours) for name, hours in (pair.split("=") for pair in _FIXED_ZONES.split())
}
_NAMED: Final = {
    "msk": "Europe/Moscow",
    "мск": "Europe/Moscow",
    "et": "America/New_York",
    "pt": "America/Los_Angeles",
}
_UNCLEAR: Final = ("ist", "cst", "ast")
_ZONE: Final = re.compile(r"\b(?:" + "|".join([*_FIXED, *_NAMED, *_UNCLEAR]) + r")\b")
_FILLER: Final = re.compile(
    rf"{_WEEKDAY}|\b(?:at|on|um|uhr|le|à|a las|el|am|alle|ore|op|om|às|h|в|г)\b|[\s,.;:|·•()–—-]"
)
_LABEL: Final = re.compile(
    r"^\W*(?:(?P<later>(?:last |first )?(?:updated|modified|edited)|last update|update"
    r"|aktualisiert|stand|zuletzt aktualisiert|mise? à jour|actualizado|atualizado|aggiornato"
    r"|bijgewerkt|aktualizacja|güncelleme|обновлено|оновлено|עודכן)"
    r"|(?:first |originally )?published|posted|issued|created|date|publication date"
    r"|veröffentlicht|erschienen|publiée?|publicado|pubblicato|gepubliceerd|opublikowano|data"
    r"|yayınlanma|опубликовано|опубліковано|פורסם|发布时间|发布于)\b\W*"
)


_PART: Final = re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d{2}))?", re.ASCII)
"""A year, or a year and a month. In an article that is a number; from somebody who was asked it is a date."""
YEARS: Final = range(1600, 9999)
"""Years an article can be from. Others are blanks (0001-01-01), and may fall off the calendar of a zone."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as far as the source gives it. `updated` marks a date of a later change."""

    year: int
    month: int | None = None
    day: int | None = None
    clock: time | None = None
    zone: tzinfo | None = None
    updated: bool = False

    @property
    def precision(self) -> Precision:
        """How much of the date is known."""
        if self.clock is not None:
            return Precision.MINUTE
        if self.day is not None:
            return Precision.DAY
        return Precision.YEAR if self.month is None else Precision.MONTH

    @property
    def zone_assumed(self) -> bool:
        """Whether `moment` has to borrow a zone."""
        return self.zone is None

    def moment(self, zone: str) -> datetime:
        """The first moment the date can mean; `zone` is the IANA name used if it has none."""
        tz = self.zone if self.zone is not None else ZoneInfo(zone)
        day = date(self.year, self.month or 1, self.day or 1)
        return datetime.combine(day, self.clock or time(), tzinfo=tz)


def given_date(value: str | date | datetime | None) -> FoundDate | None:
    """A date somebody typed or a program sent; None where it cannot be read."""
    if isinstance(value, date) and value.year not in YEARS:
        return None
    if isinstance(value, datetime):
        clock = value.time().replace(second=0, microsecond=0)
        return FoundDate(value.year, value.month, value.day, clock, value.tzinfo)
    if isinstance(value, date):
        return FoundDate(value.year, value.month, value.day)
    if not value:
        return None
    part = _PART.fullmatch(value.strip())
    if part is None:
        return parse_date(value)
    year, month = int(part["y"]), int(part["m"]) if part["m"] else None
    return FoundDate(year, month) if _exists(year, month, None) else None


def parse_date(text: str) -> FoundDate | None:
    """Read a text that is a date and nothing else, with or without a label, weekday, time, zone."""
    text = text.strip()
    if len(text) > 120:
        return None
    if re.match(r"\d{4}-\d\d-\d\d[T ]\d", text):
        try:
            return given_date(datetime.fromisoformat(text))
        except ValueError:
            pass
    text = text.casefold()
    label = _LABEL.match(text)
    if label:
        text = text[label.end() :]
    found = _find_date(text)
    if found is None:
        return None
    year, month, day, rest = found
    clock, zone, rest = _find_time(rest)
    if _FILLER.sub("", rest):
        return None
    if day is None:
        clock = None
    return FoundDate(year, month, day, clock, zone, bool(label and label["later"]))


def _find_date(text: str) -> tuple[int, int | None, int | None, str] | None:
    for pattern in _DATES:
        match = pattern.search(text)
        if match:
            year, month, day = _numbers(match.groupdict())
            if not _exists(year, month, day):
                return None
            return year, month, day, f"{text[: match.start()]} {text[match.end() :]}"
    return None


def _numbers(found: dict[str, str | None]) -> tuple[int, int | None, int | None]:
    year = int(found["y"] or 0)
    if found.get("a"):
        first, second = int(found["a"] or 0), int(found["b"] or 0)
        # With points the day comes first wherever they are used; with strokes it depends.
        return (year, second, first) if found["sep"] == "." else (year, *_month_day(first, second))
    name, day = found.get("name"), found.get("d")
    month = _MONTH_NUMBERS[name] if name else int(found["m"] or 0)
    return year, month, int(day) if day else None


def _month_day(first: int, second: int) -> tuple[int | None, int | None]:
    """Month and day of 19/02 or 02/19; of 03/02 neither is known."""
    if first == second or first > 12:
        return second, first
    return (first, second) if second > 12 else (None, None)


def _exists(year: int, month: int | None, day: int | None) -> bool:
    try:
        return date(year, month or 1, day or 1).year in YEARS
    except ValueError:
        return False


def _find_time(text: str) -> tuple[time | None, tzinfo | None, str]:
    match = _TIME.search(text)
    if match is None:
        return None, None, text
    hour = int(match["h"] or match["h24"])
    minute = int(match["min"] or match["min24"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].startswith("p") else 0)
    if hour > 23 or minute > 59:
        return None, None, text
    zone, rest = _find_zone(f"{text[: match.start()]} {text[match.end() :]}")
    return time(hour, minute), zone, rest


def _find_zone(text: str) -> tuple[tzinfo | None, str]:
    match = _OFFSET.search(text)
    if match and int(match["h"]) <= 14:
        offset = timedelta(hours=int(match["h"]), minutes=int(match["m"] or 0))
        zone: tzinfo | None = timezone(offset if match["sign"] == "+" else -offset)
        return zone, text[: match.start()] + text[match.end() :]
    match = _ZONE.search(text)
    if match is None:
        return None, text
    name = match.group()
    if name in _NAMED:
        zone = ZoneInfo(_NAMED[name])
    elif name in _FIXED:
        zone = timezone(timedelta(hours=_FIXED[name])) if _FIXED[name] else UTC
    else:
        zone = None
    return zone, text[: match.start()] + text[match.end() :]
