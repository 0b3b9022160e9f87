"""From the lines of a raw text to its paragraphs."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from annotations.intake.scraped_rules import ends_sentence

_WIDEST_WRAP: Final = 100
_NARROWEST_WRAP: Final = 40
_BULLET: Final = re.compile(r"(?:[•‣▪●◦]|[-*–](?=\s))\s*")
_NUMBER: Final = re.compile(r"(?:\d{1,3}[.)]|\(?[a-z]\))\s+\S")
_WIDE: Final = re.compile("[\u3000-\u9fff]")
_QUOTED: Final = re.compile(r"(?:>\s?)+")


def logical_lines(text: str) -> list[str]:
    """The paragraphs of a text: its chunks between blank lines where an editor or mail program
    wrapped the lines, else its lines. Expects clean text (see `domain.text.clean`)."""
    chunks = [chunk.split("\n") for chunk in re.split(r"\n{2,}", text) if chunk]
    if is_hard_wrapped(chunks):
        return [line for chunk in chunks for line in _unwrap(chunk)]
    return [line for chunk in chunks for line in chunk]


def is_hard_wrapped(chunks: list[list[str]]) -> bool:
    """Whether line ends are those of a fixed width and not of paragraphs.

    They are when hardly any line had room for the first word of the next, and many stop in the
    middle of a sentence.
    """
    width = max((len(line) for chunk in chunks if len(chunk) > 1 for line in chunk), default=0)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return False
    pairs = [pair for chunk in chunks if len(chunk) > 2 for pair in pairwise(chunk)]
    full = sum(len(line) + 1 + len(after.split()[0]) > width - 3 for line, after in pairs)
    open_ended = sum(not ends_sentence(line) for line, _ in pairs)
    return len(pairs) >= 3 and full >= 0.8 * len(pairs) and open_ended >= 0.5 * len(pairs)


def _unwrap(chunk: list[str]) -> list[str]:
    joined: list[str] = []
    for line in chunk:
        if joined and not (_BULLET.match(line) or _NUMBER.match(line)):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


@dataclass(frozen=True, slots=True)
class Shaped:
    """A paragraph, and the kind of block its look makes it."""

    kind: str
    text: str


def shape(lines: list[str]) -> list[Shaped]:
    """Give each paragraph its kind. Bullets and quote marks at its head go with that."""
    bulleted = [bool(_BULLET.match(line) and _BULLET.sub("", line, count=1)) for line in lines]
    numbered = [bool(_NUMBER.match(line)) for line in lines]
    shaped: list[Shaped] = []
    for at, line in enumerate(lines):
        if bulleted[at] and _beside(bulleted, at):
            shaped.append(Shaped("list_item", _BULLET.sub("", line, count=1)))
        elif numbered[at] and _beside(numbered, at) and len(line) <= 300:
            shaped.append(Shaped("list_item", line))
        elif _QUOTED.match(line) and _QUOTED.sub("", line):
            shaped.append(Shaped("quote", _QUOTED.sub("", line)))
        else:
            shaped.append(Shaped("heading" if _is_heading(lines, at) else "paragraph", line))
    return shaped


def _beside(flags: list[bool], at: int) -> bool:
    """Whether a neighbour is flagged too: one dash alone is a dash."""
    return any(flags[at + step] for step in (-1, 1) if 0 <= at + step < len(flags))


def _is_heading(lines: list[str], at: int) -> bool:
    line = lines[at]
    short = len(line) <= 80 and len(line.split()) <= 12 and not ends_sentence(line)
    if not short or line[-1] in ",;:-–—" or at + 1 == len(lines):
        return False
    return is_prose(lines[at + 1]) and (at == 0 or is_prose(lines[at - 1]))


def is_prose(line: str) -> bool:
    """Whether a line is so long, or so much of a sentence, that it belongs to the article."""
    length = width(line)
    return (length >= 60 and ends_sentence(line)) or length >= 160


def width(line: str) -> int:
    """How long a line is to the eye: characters of Chinese and Japanese count twice."""
    return len(line) if line.isascii() else len(line) + len(_WIDE.findall(line))
