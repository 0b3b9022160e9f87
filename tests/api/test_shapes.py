"""Bodies are strict: what is not of the right kind, unknown, or not to be stored is refused by field."""

from typing import Any

import pytest

from annotations.models import Article, Claim

pytestmark = pytest.mark.django_db
NUL, HALF = "a\x00b", "a\ud800b"


def errors_of(response: Any) -> set[str]:
    assert (response.status_code, response.json()["code"]) == (422, "invalid"), response.content
    assert all(sentences for sentences in response.json()["errors"].values())
    return set(response.json()["errors"])


@pytest.fixture
def base(article: Any) -> dict[str, Any]:
    return {"article": str(article.pk), "start": 0, "end": 7}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("start", "0"), ("start", 0.0), ("start", True), ("start", -1), ("start", None), ("start", 2**31),
        ("end", "7"), ("end", 0), ("article", 7), ("article", "x"), ("article", None), ("article", ["a"]),
        ("revision", "x"), ("exact", 7), ("exact", ""), ("statement", 7), ("statement", True), ("statement", ["a"]),
        ("statement", None), ("statement", NUL), ("statement", HALF), ("statement", "x" * 5001), ("kind", "rumour"),
        ("kind", ""), ("kind", ["quantity"]), ("kind", None), ("topics", "one"), ("topics", [""]), ("topics", [7]),
        ("topics", ["a"] * 31), ("topics", [NUL]), ("topics", {"a": 1}), ("harm", "extreme"), ("reach", 3),
        ("speaker", NUL), ("speaker", "x" * 201), ("speaker", 7), ("said_on", "yesterday"), ("said_on", "2026-02-30"),
        ("said_on", 20260201), ("said_precision", "hour"), ("form", "shouted"), ("outlet_position", "likes"),
        ("quantity", "412"), ("quantity", []), ("parent", "x"), ("assignee", 7), ("note", HALF),
        ("statement_language", ""), ("statement_language", "x" * 13), ("place", "x" * 201),
    ],
)  # fmt: skip
def test_a_claim_s_field_of_the_wrong_kind_is_named(
    field: str, value: Any, api: Any, base: dict[str, Any]
) -> None:
    assert {
        name.partition(".")[0] for name in errors_of(api.post("claims/", {**base, field: value}))
    } == {field}
    assert Claim.objects.count() == 0


@pytest.mark.parametrize("part", ["value", "unit", "period", "place"])
def test_inner_fields_are_named_by_their_path(part: str, api: Any, base: dict[str, Any]) -> None:
    assert errors_of(api.post("claims/", {**base, "quantity": {part: "x" * 121}})) == {
        f"quantity.{part}"
    }
    assert errors_of(api.post("claims/", {**base, "quantity": {"vaule": "1"}})) == {
        "quantity.vaule"
    }


@pytest.mark.parametrize(
    "field",
    ["id", "desk", "version", "etag", "row_version", "state", "created_by", "made_by", "changed_by", "withdrawn",
     "withdrawn_at", "contributors", "verdict", "created_at", "may", "satement", "\x00", "__class__"],
)  # fmt: skip
def test_nothing_but_the_fields_offered_can_be_set(
    field: str, api: Any, base: dict[str, Any], claim: Any
) -> None:
    shown = field.replace("\x00", "\ufffd")
    assert errors_of(api.post("claims/", {**base, field: "x"})) == {shown}
    address = f"claims/{claim.pk}/"
    assert errors_of(api.patch(address, {field: "x"}, api.get(address)["ETag"])) == {shown}


@pytest.mark.parametrize(
    ("noun", "field"),
    [
        ("article", "intake_key"), ("article", "desk"), ("article", "archived_at"), ("article", "text"),
        ("article", "revision"), ("evidence", "claim"), ("evidence", "made_by"), ("evidence", "detached_at"),
        ("evidence", "sealed"), ("evidence", "file"), ("verdict", "state"), ("verdict", "author"), ("verdict", "claim"),
        ("verdict", "stands"),
    ],
)  # fmt: skip
def test_changes_reach_only_what_may_be_changed(
    noun: str, field: str, api: Any, article: Any, evidence: Any, verdict: Any
) -> None:
    row = {"article": article, "evidence": evidence, "verdict": verdict}[noun]
    plural = {"article": "articles", "evidence": "evidence", "verdict": "verdicts"}[noun]
    address = f"{plural}/{row.pk}/"
    before = api.get(address)
    assert errors_of(api.patch(address, {field: "approved"}, before["ETag"])) == {field}
    assert api.get(address).json() == before.json()


def test_a_change_that_changes_nothing_is_refused(api: Any, claim: Any) -> None:
    address = f"claims/{claim.pk}/"
    assert errors_of(api.patch(address, {}, api.get(address)["ETag"])) == {"body"}


def test_lengths_are_counted_in_code_points(api: Any, claim: Any, rating: Any) -> None:
    summary = "🚢" * 280
    made = api.post(
        f"claims/{claim.pk}/verdicts/",
        {"summary": summary, "rating": str(rating("mostly-false").pk)},
    )
    assert made.json()["summary"] == summary
    address = f"verdicts/{made.json()['id']}/"
    assert errors_of(api.patch(address, {"summary": summary + "x"}, made["ETag"])) == {"summary"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", NUL), ("text", HALF), ("text", 7), ("title", "x" * 501), ("url", "ftp://news.example/"),
        ("url", "news.example"), ("url", "javascript:alert(1)"), ("url", "https://"), ("url", "https://[x"),
        ("url", "https://a b/"), ("published_at", "soon"), ("published_at", "2026-13-01"), ("published_at", 2026),
        ("published_at", "2026-02-01T25:00"), ("published_precision", "hour"), ("language", "x" * 13),
    ],
)  # fmt: skip
def test_an_article_s_field_of_the_wrong_kind_is_named(field: str, value: Any, api: Any) -> None:
    assert errors_of(api.post("articles/", {"text": "Words of an article.", field: value})) == {
        field
    }
    assert Article.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "rumour"), ("stance", "maybe"), ("stance", None), ("url", "file:///etc/passwd"), ("locator", []),
        ("locator", "{"), ("locator", {"a": NUL}), ("locator", {NUL: "a"}), ("locator", {"a": HALF}),
        ("locator", {"a": "x" * 20_000}), ("locator", {"a": {"b": {"c": {"d": {"e": {"f": {}}}}}}}), ("quote", NUL),
        ("quote_typed", "perhaps"), ("terms", "secret"), ("visibility", "hidden"), ("obtained_on", "2026"),
    ],
)  # fmt: skip
def test_evidence_of_the_wrong_kind_is_named(field: str, value: Any, api: Any, claim: Any) -> None:
    body = {"title": "A source", "stance": "supports", field: value}
    assert errors_of(api.post(f"claims/{claim.pk}/evidence/", body)) == {field}


def test_words_keep_their_spaces_and_marks(api: Any, claim: Any) -> None:
    quote = "“Zwölf  Fähren” — \u2067שלום\u2069 🚢"
    made = api.post(f"claims/{claim.pk}/evidence/", {"stance": "context", "quote": quote})
    assert made.json()["quote"].endswith("🚢")
    assert "\u2067שלום\u2069" in made.json()["quote"]


@pytest.mark.parametrize(
    "query", ["articles/?status=old", "articles/?ordering=id", "claims/?state=lost", "claims/?q=%00", "claims/?limit=0",
              "claims/?limit=x", "claims/?limit=-1", "claims/?cursor=nonsense", "articles/?q=" + "x" * 201]
)  # fmt: skip
def test_query_parameters_are_as_strict(query: str, api: Any) -> None:
    errors_of(api.send("get", query))


@pytest.mark.parametrize("since", ["", "x", "-1", "1.5", "9" * 20, "٣"])
def test_a_counter_is_a_whole_number(since: str, api: Any, article: Any) -> None:
    assert errors_of(api.send("get", f"articles/{article.pk}/changes/?since={since}")) == {"since"}


def test_calls_without_a_body_take_no_fields(api: Any, verdict: Any) -> None:
    assert errors_of(api.post(f"verdicts/{verdict.pk}/submit/", {"state": "approved"})) == {"state"}
    assert errors_of(api.post("queues/review/next/", {"item": "x"})) == {"item"}
    assert api.client.post(f"/api/v1/verdicts/{verdict.pk}/submit/").status_code == 200
