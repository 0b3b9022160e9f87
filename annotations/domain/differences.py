"""Where two texts differ, word by word: for people who have to choose between them."""

import re
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"\w+|\s+|[^\w\s]")
MOST_STEPS: Final = 4_000_000
"""Comparing costs up to words times words; beyond this the texts are shown as different altogether."""


class Part(NamedTuple):
    """A stretch of one text; `differs` when the other text has other words there."""

    text: str
    differs: bool


def differences(one: str, other: str) -> tuple[list[Part], list[Part]]:
    """Both texts in stretches; put together each is the text it was."""
    ours, theirs = _WORD.findall(one), _WORD.findall(other)
    if len(ours) * len(theirs) > MOST_STEPS:
        return [Part(one, differs=True)], [Part(other, differs=True)]
    same = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    kept_ours = {block.a + n for block in same for n in range(block.size)}
    kept_theirs = {block.b + n for block in same for n in range(block.size)}
    return _parts(ours, kept_ours), _parts(theirs, kept_theirs)


def _parts(words: list[str], kept: set[int]) -> list[Part]:
    marked = [(word, place not in kept) for place, word in enumerate(words)]
    stretches = groupby(marked, key=lambda pair: pair[1])
    return [Part("".join(word for word, _ in pairs), differs) for differs, pairs in stretches]
