"""The first demo article: a text scraped with its icon names, about an interview of 2010 on Russia and NATO.

The words are ours; what they report was in the papers that day. Every address is that of a document we know.
"""

from datetime import date
from typing import Final

from annotations.management.demo.shapes import DemoArticle, DemoClaim, DemoVerdict

TEXT: Final = "\n\n".join(
    (
        (
            "icon searchicon closeicon menuicon chevron downicon bookmarkicon shareicon fbicon twicon tgicon mailicon "
            "printicon v-playicon v-pauseicon okicon trash\n"
            "19 Feb, 2010 18:53"
        ),
        "Russia in NATO? A former head of the alliance would not rule it out",
        "Share\nTweet\nE-mail\nPrint",
        (
            "Russia could one day have a seat in NATO itself. George Robertson, a former Secretary General of the "
            "alliance, said so in an interview with the Moscow newspaper Kommersant."
        ),
        (
            "If the alliance goes on growing as it does now, he argued, nothing need keep Moscow out for good. In sixty "
            "years NATO has grown from twelve members to twenty-eight; the last two, Albania and Croatia, joined in the "
            "spring of 2009."
        ),
        (
            "Andrey Nesterov, who speaks for the foreign ministry in Moscow, called NATO a very close partner the same "
            "day, above all in questions of security. Both sides gain from working together, he said, as long as the "
            "alliance keeps to what was agreed in Rome in 2002."
        ),
        (
            "Since that declaration, it is often said, NATO may decide nothing about the security of Europe without "
            "Moscow."
        ),
        "Advertisement",
        (
            "Ruslan Pukhov, who heads a centre for the study of strategies in Moscow, is not convinced. There is no "
            "trust between the two, he said, and least of all between Russia and the newer members in the east; NATO "
            "will have to choose between them. Russia may become a member, he thinks, but only in a very distant "
            "future."
        ),
        (
            "The first Secretary General said in the fifties what the alliance was for, Pukhov added: to keep the "
            "Russians out of Europe and the Americans in."
        ),
        (
            "The idea is older than it looks. In the spring of 1954 the Soviet Union offered to join NATO, and was "
            "turned down. It was this refusal that made Moscow found the Warsaw Pact a year later."
        ),
        (
            "No other treaty has kept the peace in Europe for so long, say its friends; no other has divided it so "
            "deeply, say its critics."
        ),
        "Related stories\nWhat the envoys said in Brussels\nTen years of talks in pictures",
        "© Quillhaven Courier 2010. All rights reserved.",
    )
)

_ISMAY: Final = {
    "kind": "web",
    "url": "https://www.nato.int/cps/en/natohq/declassified_137930.htm",
    "title": "Lord Ismay",
    "publisher": "NATO",
    "owner": "NATO",
    "quote": "keep the Soviet Union out, the Americans in, and the Germans down",
    "quote_language": "en",
    "stance": "supports",
    "note": "The alliance itself ascribes the sentence to its first Secretary General, and calls it famous.",
}
_NOTE_OF_1954: Final = {
    "kind": "document",
    "url": "https://history.state.gov/historicaldocuments/frus1952-54v05p1/d252",
    "title": "Foreign Relations of the United States, 1952–1954, volume V, part 1, document 252",
    "publisher": "Office of the Historian, United States Department of State",
    "owner": "United States Department of State",
    "quote": (
        "Foreign Minister Molotov had also raised the possibility of Soviet membership in the North Atlantic Treaty "
        "Organization."
    ),
    "quote_language": "en",
    "stance": "supports",
    "note": "The editorial note sums up the telegram of 31 March 1954 and how three governments answered.",
}
_TREATY_OF_1955: Final = {
    "kind": "document",
    "url": "https://digitalarchive.wilsoncenter.org/document/123891",
    "title": "Warsaw Pact Treaty, 14 May 1955",
    "publisher": "Wilson Center Digital Archive",
    "owner": "Wilson Center",
    "published_on": date(1955, 5, 14),
    "quote": (
        "the situation created in Europe by the ratification of the Paris agreements, which envisage the formation of a "
        "new military alignment"
    ),
    "quote_language": "en",
    "stance": "refutes",
    "note": "The treaty gives its own reason, and it is another one: the rearming of West Germany and its entry into NATO.",
}
_ROME: Final = {
    "kind": "web",
    "url": "https://www.nato.int/docu/update/2002/05-may/e0528a.htm",
    "title": "Rome Summit lays the foundations for a stronger NATO-Russia relationship",
    "publisher": "NATO",
    "owner": "NATO",
    "published_on": date(2002, 5, 28),
    "quote": (
        "a mechanism for consultation, consensus-building, cooperation, joint decision, and joint action for the member "
        "states of NATO and Russia on a wide spectrum of security issues"
    ),
    "quote_language": "en",
    "stance": "refutes",
    "note": "A council in which both sit. Nothing in it ties what the members decide among themselves.",
}
_MEMBERS: Final = {
    "kind": "document",
    "url": "https://www.nato.int/cps/en/natohq/official_texts_17120.htm",
    "title": "The North Atlantic Treaty",
    "publisher": "NATO",
    "owner": "NATO",
    "published_on": date(1949, 4, 4),
    "stance": "context",
    "note": "Signed by twelve states; article 10 says how others are invited.",
}

ALLIANCE: Final = DemoArticle(
    data=TEXT,
    given={"kind": "text", "publisher": "Quillhaven Courier"},
    claims=(
        DemoClaim(
            "Russia could one day have a seat in NATO itself",
            {
                "statement": "Russia will become a member of NATO.",
                "kind": "prediction",
                "topics": ["Security", "Europe"],
                "speaker": "George Robertson",
                "speaker_role": "former Secretary General of NATO",
                "said_on": date(2010, 2, 19),
                "said_precision": "day",
                "form": "paraphrase",
            },
            triage=(
                "not_checkable",
                "A prediction without a date: nothing yet could show it right or wrong.",
            ),
        ),
        DemoClaim(
            "In sixty years NATO has grown from twelve members to twenty-eight",
            {
                "statement": "Between 1949 and 2009 NATO grew from twelve member states to twenty-eight.",
                "kind": "quantity",
                "topics": ["Security"],
                "outlet_position": "asserts",
                "quantity": {
                    "value": "12 to 28",
                    "unit": "member states",
                    "period": "1949–2009",
                    "place": "NATO",
                },
                "harm": "low",
                "reach": "high",
            },
            triage=("to_check", ""),
            evidence=(
                _MEMBERS,
                {
                    "kind": "web",
                    "title": "Albania and Croatia Join NATO",
                    "publisher": "United States Department of State",
                    "owner": "United States Department of State",
                    "published_on": date(2009, 4, 1),
                    "quote": (
                        "representatives from Albania and Croatia deposited instruments of accession to the North Atlantic "
                        "Treaty, becoming the 27th and 28th members of the alliance"
                    ),
                    "quote_language": "en",
                    "stance": "supports",
                },
            ),
            verdict=DemoVerdict(
                "true",
                "Twelve states signed in 1949; Albania and Croatia became the 27th and 28th members on 1 April 2009.",
                (
                    "The treaty of 1949 names the twelve that signed it. The depositary, the United States, counted Albania "
                    "and Croatia as members 27 and 28 when they joined in April 2009."
                ),
                stage="approved",
                comment="Both ends of the count are from the depositary. Good.",
            ),
        ),
        DemoClaim(
            "called NATO a very close partner the same day",
            {
                "statement": "In February 2010 the Russian foreign ministry called NATO a very close partner.",
                "kind": "position",
                "topics": ["Diplomacy"],
                "speaker": "Andrey Nesterov",
                "speaker_role": "spokesman of the Russian foreign ministry",
                "said_on": date(2010, 2, 19),
                "said_precision": "day",
                "form": "paraphrase",
            },
            by="second",
            triage=("not_selected", "Nobody disputes that he said it, and little hangs on it."),
        ),
        DemoClaim(
            "NATO may decide nothing about the security of Europe without Moscow",
            {
                "statement": (
                    "Under the Rome declaration of 2002 NATO needs Russia’s consent for decisions about the security of Europe."
                ),
                "kind": "rule",
                "topics": ["Security", "Law"],
                "harm": "medium",
                "reach": "high",
            },
            by="second",
            triage=("to_check", ""),
            evidence=(_ROME,),
            verdict=DemoVerdict(
                "mostly-false",
                "The declaration made a council in which both sit. It gives Russia a voice there, not a veto over NATO.",
                (
                    "The Rome declaration of 28 May 2002 set up the NATO–Russia Council for consultation and joint decisions on "
                    "subjects both choose to bring there. What the members decide among themselves stays theirs."
                ),
                stage="submitted",
            ),
        ),
        DemoClaim(
            "There is no trust between the two",
            {
                "statement": "A lack of trust between Russia and newer members is the main obstacle to Russia’s joining NATO.",
                "kind": "causal",
                "topics": ["Security"],
                "speaker": "Ruslan Pukhov",
                "speaker_role": "head of a centre for the study of strategies, Moscow",
                "said_on": date(2010, 2, 19),
                "said_precision": "day",
            },
            contacts=(
                {
                    "whom": "Ruslan Pukhov, by his centre’s press office",
                    "channel": "e-mail",
                    "question": "Which obstacle do you mean by “main”, and compared with which others?",
                },
            ),
            assigned="second",
        ),
        DemoClaim(
            "to keep the Russians out of Europe and the Americans in",
            {
                "statement": (
                    "NATO’s first Secretary General, Lord Ismay, said the alliance was there to keep the Russians out, the "
                    "Americans in and the Germans down."
                ),
                "kind": "quotation",
                "topics": ["History"],
                "speaker": "Ruslan Pukhov",
                "speaker_role": "head of a centre for the study of strategies, Moscow",
                "said_on": date(2010, 2, 19),
                "said_precision": "day",
                "reach": "medium",
            },
            triage=("to_check", ""),
            evidence=(_ISMAY,),
            verdict=DemoVerdict(
                "mostly-true",
                "NATO ascribes the sentence to Ismay, with “the Soviet Union” for “the Russians”. No written source is known to us.",
                (
                    "NATO’s own page on Lord Ismay quotes it. The article leaves the third part out, and says “Russians” where "
                    "the page says “the Soviet Union”. When and where he said it is not told there."
                ),
                stage="changes_requested",
                comment=(
                    "Please look for a source of the fifties before we say “said”. If there is none, say in the summary that "
                    "the sentence is ascribed to him."
                ),
            ),
        ),
        DemoClaim(
            "In the spring of 1954 the Soviet Union offered to join NATO, and was turned down",
            {
                "statement": "In March 1954 the Soviet Union offered to join NATO, and the Western powers turned the offer down.",
                "kind": "event",
                "topics": ["History", "Security"],
                "outlet_position": "asserts",
                "harm": "low",
                "reach": "medium",
            },
            triage=("to_check", ""),
            evidence=(
                _NOTE_OF_1954,
                {
                    "kind": "document",
                    "url": (
                        "https://www.wilsoncenter.org/publication/"
                        "e-dossier-no-27-molotovs-proposal-the-ussr-join-nato-march-1954"
                    ),
                    "title": "Molotov’s Proposal that the USSR Join NATO, March 1954",
                    "publisher": "Wilson Center",
                    "owner": "Wilson Center",
                    "stance": "supports",
                    "note": "Molotov’s memorandum to the Presidium, translated. It shows what he hoped the offer would prevent.",
                },
            ),
            verdict=DemoVerdict(
                "mostly-true",
                "Moscow raised the possibility of joining in a note of 31 March 1954; three Western governments refused.",
                (
                    "The note spoke of considering membership, together with a treaty for all of Europe. Washington, London "
                    "and Paris answered with the same doubts. “Offered to join” is a little more than the note said."
                ),
                stage="in_review",
                comment="Well sourced. I would keep “raised the possibility”.",
            ),
        ),
        DemoClaim(
            "It was this refusal that made Moscow found the Warsaw Pact a year later",
            {
                "statement": "The Soviet Union founded the Warsaw Pact because it had been refused membership of NATO.",
                "kind": "causal",
                "topics": ["History"],
                "outlet_position": "asserts",
                "harm": "medium",
                "reach": "medium",
            },
            triage=("to_check", ""),
            evidence=(_TREATY_OF_1955,),
            verdict=DemoVerdict(
                "mostly-false",
                "The treaty itself names another reason: West Germany’s rearming and its entry into NATO in May 1955.",
                (
                    "The preamble of the treaty of 14 May 1955 speaks of the Paris agreements, by which West Germany was armed "
                    "and joined NATO days before. The refusal of 1954 came first, but the treaty does not mention it."
                ),
                stage="disputed",
                comment=(
                    "The preamble is a public text, not a motive. Historians name the refusal as one reason among several: to "
                    "me that is half true."
                ),
                second_rating="mostly-true",
            ),
        ),
        DemoClaim(
            "no other has divided it so deeply",
            {"kind": "comparison", "topics": ["Europe"]},
            by="second",
            triage=(
                "not_checkable",
                "An opinion: there is no measure of how deeply a treaty divides.",
            ),
        ),
    ),
)
