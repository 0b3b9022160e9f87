"""The third demo article: written from right to left, with emoji, flags of one person's job and combining marks."""

from datetime import UTC, date, datetime
from typing import Final

from annotations.management.demo.shapes import DemoArticle, DemoClaim, DemoVerdict

TEXT: Final = "\n\n".join(
    (
        "ليلةُ القمر في مرصد وادي الريحان 🌕",
        (
            "اجتمع أكثر من ثلاثمئة زائر مساء السبت في مرصد وادي الريحان لمشاهدة البدر، ووقف الأطفال في الصفّ أمام المناظير "
            "حتى منتصف الليل 👩‍🚀🔭."
        ),
        (
            "قالت مديرة المرصد سلمى الحدّاد إنّ أوّل إنسانٍ وطئ سطح القمر في العشرين من تموز عام 1969، وإنّ الأرض كلّها "
            "شاهدته على الشاشات."
        ),
        "وقال أحد الزوّار: «سورُ الصين العظيم يُرى من القمر بالعين المجرّدة»، فابتسمت المرشدة ولم تُجِب 🙂.",
        "وعلى القمر فوّهةٌ تحمل اسم ابن الهيثم، العالِم الذي كتب في البصريات قبل ألف عام.",
        "ووعد رئيس البلدية بأن يُفتتح المرصد الجديد قبل نهاية السنة 🎉.",
        "المرصد مفتوح كلّ يوم جمعة، والدخول مجّاني للأطفال.",
    )
)

MOON: Final = DemoArticle(
    data=TEXT,
    given={
        "kind": "text",
        "publisher": "صحيفة وادي الريحان",
        "language": "ar",
        "published_at": datetime(2026, 10, 25, 17, 30, tzinfo=UTC),
        "published_precision": "minute",
    },
    claims=(
        DemoClaim(
            "أوّل إنسانٍ وطئ سطح القمر في العشرين من تموز عام 1969",
            {
                "statement": "وطئ أوّل إنسان سطح القمر في 20 تموز 1969.",
                "statement_language": "ar",
                "kind": "event",
                "topics": ["Space"],
                "speaker": "سلمى الحدّاد",
                "speaker_role": "مديرة المرصد",
                "said_on": date(2026, 10, 24),
                "said_precision": "day",
                "form": "paraphrase",
            },
            triage=("to_check", ""),
            evidence=(
                {
                    "kind": "web",
                    "url": "https://www.nasa.gov/mission/apollo-11/",
                    "title": "Apollo 11",
                    "publisher": "NASA",
                    "owner": "NASA",
                    "stance": "supports",
                    "note": "في هيوستن كان اليوم العشرين من تموز؛ وبالتوقيت العالمي كانت الخطوة الأولى في ساعات الحادي والعشرين.",
                },
            ),
            contacts=(
                {
                    "whom": "سلمى الحدّاد",
                    "channel": "telephone",
                    "question": "بأيّ توقيتٍ كان العشرون من تموز؟",
                    "reply": "بتوقيت هيوستن، كما في كتاب المرصد.",
                },
            ),
            verdict=DemoVerdict(
                "mostly-true",
                "صحيح بتوقيت هيوستن؛ أمّا بالتوقيت العالمي فكانت الخطوة الأولى في الحادي والعشرين من تموز.",
                "هبطت المركبة في العشرين من تموز 1969، وخرج أرمسترونغ بعد ساعات، حين كان التاريخ قد تغيّر بالتوقيت العالمي.",
                stage="submitted",
            ),
        ),
        DemoClaim(
            "سورُ الصين العظيم يُرى من القمر بالعين المجرّدة",
            {
                "statement": "يمكن رؤية سور الصين العظيم من القمر بالعين المجرّدة.",
                "statement_language": "ar",
                "kind": "other",
                "topics": ["Space"],
                "said_on": date(2026, 10, 24),
                "said_precision": "day",
                "reach": "high",
                "harm": "low",
            },
            triage=("to_check", ""),
            evidence=(
                {
                    "kind": "calculation",
                    "title": "Angle under which a wall ten metres wide is seen from the Moon",
                    "calculation": {
                        "words": "The angle in seconds of arc under which ten metres are seen over that distance.",
                        "formula": "A / B * 206265",
                        "inputs": [
                            {"name": "Width of the wall, at most", "value": "10", "unit": "m"},
                            {"name": "Distance of the Moon", "value": "384400000", "unit": "m"},
                        ],
                        "result": "0.005",
                        "unit": "seconds of arc; the eye tells 60 apart",
                    },
                    "stance": "refutes",
                    "note": "أصغر بنحو عشرة آلاف مرّة ممّا تميّزه العين.",
                },
            ),
            verdict=DemoVerdict(
                "false",
                "السور أضيق بنحو عشرة آلاف مرّة من أن تراه العين من القمر.",
                (
                    "عرض السور أمتار قليلة، والقمر يبعد نحو 384 ألف كيلومتر. الزاوية التي يُرى بها أصغر بكثير من أصغر زاوية "
                    "تميّزها العين."
                ),
                stage="approved",
                comment="The sum is right: I did it again.",
            ),
        ),
        DemoClaim(
            "وعلى القمر فوّهةٌ تحمل اسم ابن الهيثم",
            {
                "statement": "تحمل فوّهة على القمر اسم ابن الهيثم.",
                "statement_language": "ar",
                "kind": "other",
                "topics": ["Space", "History"],
                "outlet_position": "asserts",
            },
            by="second",
            evidence=(
                {
                    "kind": "dataset",
                    "url": "https://planetarynames.wr.usgs.gov/",
                    "title": "Gazetteer of Planetary Nomenclature",
                    "publisher": "United States Geological Survey",
                    "owner": "International Astronomical Union",
                    "stance": "supports",
                    "note": "The crater is listed under the Latin form of his name, Alhazen.",
                },
            ),
        ),
        DemoClaim(
            "يُفتتح المرصد الجديد قبل نهاية السنة",
            {"kind": "prediction", "topics": ["Town hall"]},
            by="second",
            triage=("not_selected", "A promise: we look again in January."),
        ),
    ),
)
