"""The article that newcomers try things on, and what they are asked to do in it.

The town is invented. The words are English and marked for translation.
"""

from dataclasses import dataclass
from typing import Final

from annotations.domain.wording import gettext_noop

TITLE: Final = gettext_noop("Practice: forty years of the library of Saltmarsh")
PUBLISHER: Final = gettext_noop("Practice")
PARAGRAPHS: Final = (
    gettext_noop(
        "The public library of Saltmarsh celebrates its fortieth year on Saturday, with music, cake and "
        "an open attic."
    ),
    gettext_noop(
        "“We lend three times as many books as ten years ago,” its head, Oda Fenwick, told the town hall "
        "on 3 March 2026."
    ),
    gettext_noop(
        "It is the oldest library on the coast, the mayor added, and next year it will be the finest."
    ),
    gettext_noop(
        "The yearbook of the town counts 41,200 loans in 2015 and 96,800 in 2025. About one loan in five "
        "is a film or a game."
    ),
)


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: a stable code, what it is called, and how it is done."""

    code: str
    title: str
    text: str


TASKS: Final = (
    Task(
        "highlight",
        gettext_noop("Highlight a claim"),
        gettext_noop(
            "Select the words “We lend three times as many books as ten years ago” and press c, or choose "
            "“Make a claim”."
        ),
    ),
    Task(
        "state",
        gettext_noop("State it so that it stands alone"),
        gettext_noop(
            "Who lends, how much, since when? For example: “The library of Saltmarsh lent three times as "
            "many books in 2025 as "
            "in 2015.”"
        ),
    ),
    Task(
        "speaker",
        gettext_noop("Say who said it"),
        gettext_noop("Oda Fenwick, head of the library, on 3 March 2026."),
    ),
    Task(
        "evidence",
        gettext_noop("Attach evidence"),
        gettext_noop(
            "A document without an address: “Yearbook of Saltmarsh”, with the quote “41,200 loans in 2015 "
            "and 96,800 in 2025”. "
            "Does it support the claim, refute it, or give context?"
        ),
    ),
    Task(
        "verdict",
        gettext_noop("Reach a verdict"),
        gettext_noop(
            "Choose a rating, sum it up, and say how the evidence leads there: 96,800 is 2.3 times 41,200, "
            "and one loan in five "
            "is no book."
        ),
    ),
    Task(
        "submit",
        gettext_noop("Submit it for review"),
        gettext_noop(
            "A second person must approve it: you worked on it, so you cannot. They see that it is practice."
        ),
    ),
)
