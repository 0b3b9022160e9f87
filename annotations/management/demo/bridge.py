"""The second demo article: a page with its menus and advertisements, about a bridge in an invented town."""

from datetime import date
from typing import Final

from annotations.management.demo.shapes import DemoArticle, DemoClaim, DemoVerdict

PAGE: Final = """<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Quillhaven agrees to close the mill bridge to cars | Quillhaven Courier</title>
  <meta name="author" content="Ines Calloway">
  <meta property="og:site_name" content="Quillhaven Courier">
  <meta property="og:title" content="Quillhaven agrees to close the mill bridge to cars">
  <script type="application/ld+json">
  {"@context": "https://schema.org", "@type": "NewsArticle",
   "headline": "Quillhaven agrees to close the mill bridge to cars",
   "datePublished": "2026-05-14T07:40:00+02:00",
   "author": {"@type": "Person", "name": "Ines Calloway"},
   "publisher": {"@type": "Organization", "name": "Quillhaven Courier"}}
  </script>
</head>
<body>
  <header>
    <nav><ul><li><a href="/">Home</a></li><li><a href="/town">Town</a></li><li><a href="/sport">Sport</a></li>
      <li><a href="/letters">Letters</a></li><li><a href="/account">My account</a></li></ul></nav>
    <form><input type="search" placeholder="Search the Courier"></form>
  </header>
  <aside class="advertisement"><p>Fallow &amp; Sons: everything for the garden. This week all seedlings at half price.</p></aside>
  <main>
    <article>
      <h1>Quillhaven agrees to close the mill bridge to cars</h1>
      <p class="byline">By <a rel="author" href="/ines">Ines Calloway</a></p>
      <ul class="share"><li>Share</li><li>E-mail</li><li>Print</li></ul>
      <p>The council of Quillhaven voted unanimously on Tuesday night to close the old mill bridge to cars for two years,
        after an evening in which more than sixty residents asked to speak.</p>
      <p>“Traffic over the mill bridge has doubled since the ring road opened in 2021,” said Petra Vance, who heads the roads
        committee. She called the stone arches “tired, but not beyond saving”.</p>
      <figure><img src="/bridge.jpg" alt="The mill bridge with water up to the springing of its arches">
        <figcaption>The river stood at the arches last week.</figcaption></figure>
      <p>A picture that went from telephone to telephone that evening shows the river up at the arches; it was taken last week,
        say those who passed it on.</p>
      <p>The town’s engineers had counted vehicles on the bridge in April of every year. Their table, pinned up in the foyer of
        the town hall, was photographed more often than the councillors.</p>
      <h2>Shops and seasons</h2>
      <p>Opponents of the closure fear for the shops on the far bank. “No town of our size has ever closed a bridge and kept its
        high street,” said Gregor Amsel of the traders’ guild.</p>
      <blockquote><p>I have never been against the repair, and nobody can show you a word of mine that says so.</p></blockquote>
      <p>Amsel said this at the end of the evening, to some laughter. A listed bridge may not be widened by law, the town clerk
        reminded him when he asked for a second lane.</p>
      <p>The repair is expected to cost 3.4 million, of which the region has promised to pay half. The rest will come from a fund
        that was set aside for a swimming pool.</p>
      <p>The engineers blame the summers. The year 2023, the warmest since measuring began, dried the mortar of the northern
        arch, and by 2040 there will be no winter frost left to close its cracks, they wrote.</p>
      <p>What stays open:</p>
      <ul><li>a lane for buses and bicycles,</li><li>the pavement on the upstream side.</li></ul>
      <p>The first barriers will go up on the first Monday of July.</p>
    </article>
    <aside class="related"><h3>More from the town</h3><ul><li><a href="/pool">Pool fund: where the money went</a></li>
      <li><a href="/fair">The spring fair in pictures</a></li></ul></aside>
  </main>
  <aside class="advertisement"><p>Your ad could stand here. Call the Courier.</p></aside>
  <footer><p>© 2026 Quillhaven Courier. Imprint. Privacy. Newsletter.</p></footer>
</body>
</html>
"""

COUNTS: Final = b"""year,vehicles a day
2021,4120
2022,4630
2023,5080
2024,5610
2025,6040
2026,6390
"""

_COUNTS: Final = {
    "kind": "dataset",
    "title": "Vehicle counts on the mill bridge, April of each year",
    "publisher": "Town of Quillhaven",
    "owner": "Town of Quillhaven",
    "quote": "April 2021: 4,120 a day. April 2026: 6,390 a day.",
    "quote_language": "en",
    "quote_typed": True,
    "locator": {"cell": "B2:B7"},
    "stance": "refutes",
    "note": "Copied by hand from the table in the foyer of the town hall.",
    "file": ("vehicle-counts.csv", COUNTS),
}
_RISE: Final = {
    "kind": "calculation",
    "title": "How much traffic rose from 2021 to 2026",
    "calculation": {
        "words": "The rise in per cent, from the counts of the town.",
        "formula": "(B - A) / A * 100",
        "inputs": [
            {
                "name": "April 2021",
                "value": "4120",
                "unit": "vehicles a day",
                "source": "Counts of the town",
            },
            {
                "name": "April 2026",
                "value": "6390",
                "unit": "vehicles a day",
                "source": "Counts of the town",
            },
        ],
        "result": "55",
        "unit": "per cent",
    },
    "stance": "refutes",
}
_INTERVIEW: Final = {
    "kind": "interview",
    "title": "Call with the town engineer’s office",
    "informant": "The town engineer’s office",
    "channel": "call",
    "quote": "We count for a week each April, always the same week, always both directions.",
    "quote_language": "en",
    "stance": "context",
    "visibility": "internal",
    "terms": "background",
    "obtained_on": date(2026, 5, 18),
}

BRIDGE: Final = DemoArticle(
    data=PAGE,
    given={"kind": "html", "publisher": "Quillhaven Courier"},
    claims=(
        DemoClaim(
            "Traffic over the mill bridge has doubled since the ring road opened in 2021",
            {
                "statement": "Car traffic over the mill bridge in Quillhaven doubled between 2021 and 2026.",
                "kind": "quantity",
                "topics": ["Transport"],
                "speaker": "Petra Vance",
                "speaker_role": "head of the roads committee",
                "said_on": date(2026, 5, 12),
                "said_precision": "day",
                "quantity": {
                    "value": "2",
                    "unit": "times",
                    "period": "2021–2026",
                    "place": "Quillhaven",
                },
                "harm": "low",
                "reach": "medium",
            },
            triage=("to_check", ""),
            evidence=(_COUNTS, _RISE, _INTERVIEW),
            contacts=(
                {
                    "whom": "Petra Vance",
                    "channel": "e-mail",
                    "question": "Which counts is “doubled” taken from, and for which months?",
                },
            ),
            verdict=DemoVerdict(
                "half-true",
                "Traffic rose by about half, not to double.",
                (
                    "The town counted 4,120 vehicles a day in April 2021 and 6,390 in April 2026. That is a rise of 55 per cent. "
                    "It is right that traffic grew strongly after the ring road opened; it did not double."
                ),
            ),
        ),
        DemoClaim(
            "voted unanimously on Tuesday night to close the old mill bridge",
            {
                "statement": "On 12 May 2026 the council of Quillhaven voted unanimously to close the mill bridge to cars.",
                "kind": "event",
                "topics": ["Transport", "Town hall"],
                "outlet_position": "asserts",
                "reach": "low",
            },
            by="second",
            triage=("to_check", ""),
            evidence=(
                {
                    "kind": "document",
                    "title": "Minutes of the council, 12 May 2026",
                    "publisher": "Town of Quillhaven",
                    "owner": "Town of Quillhaven",
                    "quote": "Carried by 21 votes to none, with two abstentions.",
                    "quote_language": "en",
                    "quote_typed": True,
                    "locator": {"page": "7"},
                    "stance": "supports",
                },
            ),
            verdict=DemoVerdict(
                "mostly-true",
                "Nobody voted against it; two councillors abstained.",
                "The minutes record 21 votes for the closure, none against and two abstentions.",
                stage="approved",
                comment="Minutes read, page 7. Agreed.",
            ),
        ),
        DemoClaim(
            "No town of our size has ever closed a bridge and kept its high street",
            {
                "statement": "No town of Quillhaven’s size has closed a bridge to cars without losing its high street.",
                "kind": "comparison",
                "topics": ["Transport", "Trade"],
                "speaker": "Gregor Amsel",
                "speaker_role": "traders’ guild",
                "said_on": date(2026, 5, 12),
                "said_precision": "day",
                "harm": "medium",
            },
        ),
        DemoClaim(
            "I have never been against the repair",
            {
                "statement": "Gregor Amsel has always been in favour of repairing the mill bridge.",
                "kind": "position",
                "topics": ["Town hall"],
                "speaker": "Gregor Amsel",
                "speaker_role": "traders’ guild",
                "said_on": date(2026, 5, 12),
                "said_precision": "day",
            },
            evidence=(
                {
                    "kind": "recording",
                    "title": "Radio Quillhaven, evening programme of 3 March 2025",
                    "publisher": "Radio Quillhaven",
                    "owner": "Radio Quillhaven",
                    "quote": "Every penny for that bridge is a penny thrown into the river.",
                    "quote_language": "en",
                    "quote_typed": True,
                    "locator": {"time": "00:14:32"},
                    "stance": "refutes",
                },
            ),
            verdict=DemoVerdict(
                "false",
                "In March 2025 he called every penny for the bridge thrown away.",
                "The recording of the radio programme has him say so, in his own voice, fourteen minutes in.",
                stage="withdrawn",
            ),
        ),
        DemoClaim(
            "A picture that went from telephone to telephone that evening shows the river up at the arches",
            {
                "statement": "A picture of the mill bridge with the river at its arches was taken in May 2026.",
                "kind": "visual",
                "form": "visual",
                "topics": ["Weather"],
                "outlet_position": "asserts",
            },
        ),
        DemoClaim(
            "A listed bridge may not be widened by law",
            {
                "statement": "The law forbids widening a listed bridge.",
                "kind": "rule",
                "topics": ["Law"],
                "outlet_position": "reports",
            },
            by="second",
            triage=("not_selected", "Right in short, and no reader of ours will widen a bridge."),
        ),
        DemoClaim(
            "The year 2023, the warmest since measuring began",
            {
                "statement": "The year 2023 was the warmest since global temperatures have been measured.",
                "kind": "quantity",
                "topics": ["Weather", "Climate"],
                "outlet_position": "reports",
                "quantity": {
                    "value": "warmest",
                    "unit": "",
                    "period": "2023",
                    "place": "the world",
                },
                "reach": "high",
                "harm": "low",
            },
            triage=("to_check", ""),
            evidence=(
                {
                    "kind": "web",
                    "url": "https://climate.copernicus.eu/copernicus-2023-hottest-year-record",
                    "title": "Copernicus: 2023 is the hottest year on record",
                    "publisher": "Copernicus Climate Change Service",
                    "owner": "European Centre for Medium-Range Weather Forecasts",
                    "published_on": date(2024, 1, 9),
                    "stance": "supports",
                    "note": "True when it was published. Ask what later years did before this is approved.",
                },
            ),
            verdict=DemoVerdict(
                "unproven",
                "2023 set the record of its time; the article of 2026 says nothing of the years after it.",
                (
                    "The Copernicus service found 2023 warmer than any year before. Whether “since measuring began” still holds in "
                    "2026 depends on 2024 and 2025, which this desk has not looked at yet."
                ),
            ),
        ),
        DemoClaim(
            "by 2040 there will be no winter frost left to close its cracks",
            {"kind": "prediction", "topics": ["Climate"]},
            triage=("not_checkable", "A prediction for 2040, and no model is named."),
        ),
    ),
)
