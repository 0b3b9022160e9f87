"""Articles to measure on: invented by a seed, so that every run reads the same words."""

import random
from typing import Final

SEED: Final = 20_240_603
SYLLABLES: Final = [
    "ba",
    "den",
    "far",
    "gil",
    "hom",
    "ist",
    "jor",
    "kel",
    "lun",
    "mer",
    "nor",
    "os",
    "pel",
    "quin",
    "ros",
    "sal",
    "tor",
    "um",
    "vel",
    "wen",
    "yar",
    "zin",
    "al",
    "bre",
    "cor",
    "dun",
    "el",
    "fen",
    "gar",
    "hal",
    "in",
    "kar",
]


class Writer:
    """Writes articles of made-up words."""

    def __init__(self, seed: int = SEED) -> None:
        self.dice = random.Random(seed)  # noqa: S311  (the same words each time are meant)
        self.words = sorted({self._word() for _ in range(4_000)})

    def _word(self) -> str:
        return "".join(self.dice.choices(SYLLABLES, k=self.dice.randint(1, 3)))

    def sentence(self) -> str:
        """One sentence of 6 to 18 words, some with a number."""
        words = self.dice.choices(self.words, k=self.dice.randint(6, 18))
        if self.dice.random() < 0.3:
            words[self.dice.randrange(1, len(words))] = f"{self.dice.randint(2, 99_999):,}"
        return " ".join(words).capitalize() + "."

    def article(self, size: int) -> str:
        """About `size` characters: a headline and paragraphs of three to six sentences."""
        blocks = [self.sentence().rstrip(".")]
        while sum(map(len, blocks)) < size:
            blocks.append(" ".join(self.sentence() for _ in range(self.dice.randint(3, 6))))
        return "\n\n".join(blocks)


def spans(text: str, count: int) -> list[tuple[int, int]]:
    """`count` places of three words each, spread over the text (code points, half open)."""
    found: list[tuple[int, int]] = []
    position, step = 0, max(1, len(text) // (count + 1))
    while len(found) < count:
        start = text.index(" ", position) + 1
        end = start
        for _ in range(3):
            end = text.find(" ", end + 1)
        if end == -1 or "\n" in text[start:end]:
            position = start + 1
        else:
            found.append((start, end))
            position = start + step if start + step < len(text) - 200 else start + 1
    return found
