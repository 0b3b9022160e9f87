"""Finding by words: in the row's own language, without accents, in parts, nearly right; never what is sealed."""

from typing import Any

import pytest
from django.db import connection

from annotations.actions.articles import add_article
from annotations.actions.claims import highlight_claim, reword_claim
from annotations.actions.evidence import attach_evidence
from annotations.actions.redactions import redact
from annotations.models import Article, Claim, Evidence, Person, SearchEntry
from annotations.queries.search import matching, ranked, resembling, snippets

pytestmark = pytest.mark.django_db


def found(member: Any, q: str) -> set[str]:
    rows = matching(Article.objects.visible_to(member), member, "article", q)
    return set(rows.values_list("title", flat=True))


@pytest.fixture
def shelf(editor: Any) -> None:
    texts = {
        "en": ("Boats of the bay", "The ministers counted three hundred running ferries in the harbour."),
        "de": ("Die Häuser der Stadt", "Der Bürgermeister verkaufte zwölf Häuser an die Stadtwerke."),
        "fr": ("Les élections", "Les électeurs ont voté deux fois pour la même mairesse à Besançon."),
        "es": ("La niñez", "Los niños comieron manzanas en la estación de Logroño ayer por la tarde."),
        "ar": ("العبّارة", "حملت العبّارة أربعمئة ألف راكب في العام الماضي."),
    }  # fmt: skip
    for language, (title, text) in texts.items():
        add_article(actor=editor, data=text, kind="text", title=title, language=language)


@pytest.mark.parametrize(
    ("q", "title"),
    [
        ("ferry", "Boats of the bay"),
        ("minister run", "Boats of the bay"),
        ("the of", "Boats of the bay"),
        ("haus", "Die Häuser der Stadt"),
        ("hauser burgermeister", "Die Häuser der Stadt"),
        ("BÜRGERMEISTER", "Die Häuser der Stadt"),
        ("electeur besancon", "Les élections"),
        ("niño manzana logrono", "La niñez"),
        ("العبارة", "العبّارة"),
        ('"running ferries"', "Boats of the bay"),
        ("ferries -submarine", "Boats of the bay"),
        ("submarine or ferries", "Boats of the bay"),
        ("oats of", "Boats of the bay"),
        ("ections", "Les élections"),
    ],
)
def test_words_are_found_in_their_own_language_without_accents(
    q: str, title: str, editor: Any, shelf: None
) -> None:
    assert found(editor, q) == {title}


@pytest.mark.parametrize("q", ['"ferries running"', "ferries -harbour", "submarine", "%", "_oats"])
def test_what_does_not_match_is_not_found(q: str, editor: Any, shelf: None) -> None:
    assert found(editor, q) == set()


@pytest.mark.parametrize(
    "q", ["'", '"', "!!!", "a & | b", ":*", "((", "\\", "%%%", "-", "or", "<->", "'; --", "é" * 300, "x'y:ab*"]
)  # fmt: skip
def test_odd_signs_do_no_harm(q: str, editor: Any, shelf: None) -> None:
    assert len(found(editor, q)) <= 5


def test_another_desk_finds_nothing(stranger: Any, shelf: None) -> None:
    assert found(stranger, "ferry") == set()


def test_a_corrected_article_is_found_by_its_new_words_only(editor: Any, article: Any) -> None:
    Article.objects.filter(pk=article.pk).update(title="Quokka parade")
    assert found(editor, "quokkas") == {"Quokka parade"}
    assert found(editor, article.title) == set()


def test_a_claim_is_found_by_statement_words_and_speaker(editor: Any, article: Any) -> None:
    claim = highlight_claim(
        actor=editor, article_id=article.pk, start=4, end=11,
        fields={"statement": "Zebras cost less than ferries.", "speaker": "Ottilie Brandvold"},
    )  # fmt: skip

    def claims(q: str) -> list[Any]:
        return list(matching(Claim.objects.visible_to(editor), editor, "claim", q))

    assert claims("zebra") == claims("councils") == claims("brandv") == [claim]
    reword_claim(
        actor=editor, claim_id=claim.pk, expected_version=None, changes={"statement": "Mules do."}
    )
    assert claims("zebra") == []
    assert claims("mule") == [claim]


def test_a_misspelt_name_is_offered(editor: Any, article: Any) -> None:
    highlight_claim(
        actor=editor,
        article_id=article.pk,
        start=4,
        end=11,
        fields={"speaker": "Ottilie Brandvold"},
    )
    people = Person.objects.visible_to(editor)
    assert list(matching(people, editor, "person", "brandwold")) == []
    assert [person.name for person in resembling(people, "Brandwold")] == ["Ottilie Brandvold"]


def test_withheld_words_leave_the_search(editor: Any, lead: Any, article: Any) -> None:
    word = article.revisions.get().text.split()[2]
    assert found(editor, word) == {article.title}
    redact(actor=lead, kind="article", subject_id=article.pk, order="Order 1", reason="By law.")
    assert found(editor, word) == set()
    kept = str(SearchEntry.objects.filter(pk=article.pk).values_list("words", "names")[0])
    assert word.lower() not in kept


def test_sealed_words_never_enter_it(editor: Any, claim: Any) -> None:
    sealed = {"stance": "supports", "title": "Wombat papers", "quote": "Wombats sign.", "note": "From W.",
              "url": "https://wombat.example/", "visibility": "sealed"}  # fmt: skip
    attach_evidence(actor=editor, claim_id=claim.pk, fields=sealed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(words::text || names, ' ') FROM annotations_searchentry")
        assert "wombat" not in cursor.fetchone()[0]
    attach_evidence(actor=editor, claim_id=claim.pk, fields={**sealed, "visibility": "internal"})
    assert matching(Evidence.objects.all(), editor, "evidence", "wombats").count() == 1


def test_the_best_match_comes_first(editor: Any) -> None:
    add_article(actor=editor, data="A ferry, a ferry, and nothing but a ferry.", title="Ferry")
    add_article(actor=editor, data="A long tale of which one word is ferry." * 3, title="Tale")
    best = ranked(Article.objects.visible_to(editor), editor, "article", "ferry")
    assert [article.title for article in best] == ["Ferry", "Tale"]


def test_snippets_show_what_was_found_and_no_markup(editor: Any) -> None:
    texts = [
        ("en", "It was said & done that ferries <script>run</script>, 3 < 4."),
        ("de", "Viele Häuser."),
    ]
    first, second = snippets("ferry or haus", texts)
    assert "<mark>ferries</mark>" in first
    assert "&amp;" in first
    assert "<script" not in first
    assert "<b>" not in first
    assert second == "Viele <mark>Häuser</mark>"


def test_a_text_of_very_many_words_is_found_by_its_beginning(editor: Any) -> None:
    text = "Aardvark begins. " + " ".join(f"w{n:x}q{n * 7919:x}" for n in range(120_000))
    add_article(actor=editor, data=text, kind="text", title="Long")
    assert found(editor, "aardvark") == {"Long"}
