"""What the demo desk begins with: an invented article as a page gives it, and the work on it."""

from datetime import date
from typing import Any, Final

ARTICLE: Final = "\n\n".join(
    (
        (
            "icon searchicon closeicon shareicon mailicon fbicon twicon printicon menu\n"
            "14 May, 2026 07:40"
        ),
        "Quillhaven council agrees to close the mill bridge to cars",
        (
            "The council of Quillhaven voted late on Tuesday to close the old mill bridge "
            "to cars for two years, after an evening in which more than sixty residents "
            "asked to speak."
        ),
        (
            "“Traffic over the mill bridge has doubled since the ring road opened in 2021,” "
            "said Petra Vance, who heads the roads committee. She called the stone arches "
            "“tired, but not beyond saving”."
        ),
        (
            "The town’s engineers had counted vehicles on the bridge in April of every "
            "year. Their table, pinned up in the foyer of the town hall, was photographed "
            "more often than the councillors."
        ),
        (
            "Opponents of the closure fear for the shops on the far bank. “No town of our "
            "size has ever closed a bridge and kept its high street,” said Gregor Amsel of "
            "the traders’ guild."
        ),
        (
            "The repair is expected to cost 3.4 million, of which the region has promised "
            "to pay half. The rest will come from a fund that was set aside for a swimming "
            "pool."
        ),
        (
            "Buses, bicycles and walkers may go on using the bridge. The first barriers "
            "will go up on the first Monday of July."
        ),
    )
)

CLAIMS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    (
        "Traffic over the mill bridge has doubled since the ring road opened in 2021",
        {
            "statement": "Car traffic over the mill bridge in Quillhaven doubled between 2021 and 2026.",
            "kind": "quantity",
            "topics": ["Transport"],
            "speaker": "Petra Vance",
            "speaker_role": "head of the roads committee",
            "said_on": date(2026, 5, 12),
            "quantity": {
                "value": "2",
                "unit": "times",
                "period": "2021–2026",
                "place": "Quillhaven",
            },
            "harm": "low",
            "reach": "medium",
        },
    ),
    (
        "No town of our size has ever closed a bridge and kept its high street",
        {"kind": "comparison", "topics": ["Transport", "Trade"], "speaker": "Gregor Amsel"},
    ),
)

EVIDENCE: Final[dict[str, Any]] = {
    "kind": "dataset",
    "title": "Vehicle counts on the mill bridge, April of each year",
    "publisher": "Town of Quillhaven",
    "quote": "April 2021: 4,120 a day. April 2026: 6,390 a day.",
    "quote_language": "en",
    "stance": "refutes",
    "note": "Up by 55 per cent: a clear rise, but not twice as many.",
}

VERDICT: Final[dict[str, Any]] = {
    "summary": "Traffic rose by about half, not to double.",
    "justification": (
        "The town counted 4,120 vehicles a day in April 2021 and 6,390 in April 2026. That is a rise "
        "of 55 per cent. It is right that traffic grew strongly after the ring road opened; it did "
        "not double."
    ),
}
