"""Two desks with the same kinds of rows: by no address, filter, id or method does one learn of the other.

Every address of the resolver and every operation of the API's description is asked, as every role, as a guest
with a scope, as somebody who left, and as nobody.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone

from annotations.actions.desks import found_desk
from annotations.actions.exports import request_export, run_export
from annotations.models import ApiToken, AuditEvent, BrowserSession, ExportJob, Membership, Snapshot
from tests.api.routes import BODIES
from tests.flows.crawling import (
    Answer,
    Filled,
    Route,
    all_ids,
    answer,
    fill,
    ids_in_bodies,
    query_parameters,
    routes,
)

pytestmark = pytest.mark.django_db

INSIDE = ("editor", "reviewer", "lead", "visitor", "guest")
OUTSIDE = ("left", "nobody")
# Open to everybody, and the same for everybody.
PUBLIC = {
    "login/", "password/forgotten/", "password/link/<str:link>/", "address/<str:link>/", "admin/login/", "admin/jsi18n/", "api/v1/schema/",
    "api/v1/docs/",
}  # fmt: skip
# What these tell is how the machine does at the moment.
LIVE = {"healthz", "readyz", "metrics", "parts"}


@pytest.fixture(autouse=True)
def one_moment() -> Any:
    """The clock stands: answers differ by what is on the desks alone."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


def leave(member: Membership) -> None:
    """The membership began yesterday and ended an hour ago."""
    now = timezone.now()
    Membership.objects.filter(pk=member.pk).update(
        starts_at=now - timedelta(days=1), ends_at=now - timedelta(hours=1)
    )


class House:
    """A desk with its people, a part a guest may see, and a part they may not."""

    def __init__(self, join: Callable[..., Any], name: str) -> None:
        self.name = name
        self.desk = found_desk(name=f"{name} desk", slug=name.lower())
        roles = {
            "editor": "editor",
            "reviewer": "reviewer",
            "lead": "lead",
            "visitor": "guest",
            "guest": "guest",
        }
        self.people = {
            who: join(self.desk, f"{who}@{name.lower()}.example", role, f"{name} {who}")
            for who, role in roles.items()
        }
        self.people["left"] = join(
            self.desk, f"left@{name.lower()}.example", "lead", f"{name} left"
        )
        self.scoped = self.filled(export=False)
        leave(self.people["left"])
        Membership.objects.filter(pk=self.people["guest"].pk).update(
            scope_kind="article", scope_id=self.scoped("article")
        )

    def filled(self, **options: Any) -> Filled:
        """More rows on the desk."""
        return fill(editor=self.people["editor"], reviewer=self.people["reviewer"], **options)

    def clients(self, *who: str) -> dict[str, Client]:
        """Browsers of these people; `nobody` is not signed in."""
        clients = {one: Client() for one in who}
        for one, client in clients.items():
            if one in self.people:
                client.force_login(self.people[one].account)
        return clients


def other_house(join: Callable[..., Any]) -> tuple[House, Filled, set[str], list[str]]:
    """Another desk, its rows, all its ids, and the words it is known by."""
    before = all_ids()
    house = House(join, "Zqother")
    filled = house.filled()
    words = [filled.word, house.scoped.word, "Zqother", "zqother"]
    return house, filled, all_ids() - before, words


@pytest.fixture
def house(db: None, join: Callable[..., Any]) -> House:
    return House(join, "Ours")


def readable(filled: Filled) -> list[tuple[Route, str]]:
    """Every address with the ids of these rows in it."""
    return [(route, path_of(route, filled)) for route in routes() if route.pattern not in LIVE]


def path_of(route: Route, filled: Filled) -> str:
    known = {
        "slug": "review",
        "app_label": "auth",
        "url": "nothing",
        "content_type": "1",
        "link": "nothing",
        "picture": "1-small",
    }

    def id_of(parameter: str) -> str:
        kind = route.kind(parameter)
        return known.get(kind) or filled(kind)

    return route.path(id_of)


def test_another_desk_changes_no_byte_of_what_is_read(
    house: House, join: Callable[..., Any]
) -> None:
    """Nor does what a guest may not see: counts, lists, ETags and pages are the same with it as without it."""
    ours = house.scoped
    ours.ids["export"] = house.filled().ids["export"]
    clients = house.clients(*INSIDE)
    paths = [path for route, path in readable(ours) if route.pattern not in PUBLIC]
    paths += [
        f"{path}?{name}={ours.word}"
        for path in paths
        for name in ("q", "publisher")
        if path.endswith("s/")
    ]

    def read() -> dict[tuple[str, str], Answer]:
        """Ask for everything, and take back what asking left: an export tells who took it."""
        with transaction.atomic():
            told = {
                (who, path): answer(client, "get", path)
                for who, client in clients.items()
                for path in paths
            }
            transaction.set_rollback(True)
        return told

    before = read()
    _house, _filled, _ids, _words = other_house(join)
    differ = [key for key, now in read().items() if now != before[key]]
    assert differ == []
    guests = {key: told for key, told in before.items() if key[0] == "guest"}
    more = house.filled()
    now = {key: answer(clients["guest"], "get", key[1]) for key in guests}
    assert [key for key in now if now[key] != guests[key] or now[key].holds([more.word])] == []
    assert sum(told.status == 200 for told in before.values()) > 120


def test_the_id_of_another_desk_is_the_id_of_nothing(
    house: House, join: Callable[..., Any]
) -> None:
    """Byte for byte, by every address and method, and nothing is done."""
    _house, theirs, ids, words = other_house(join)
    clients = house.clients(*INSIDE, *OUTSIDE)
    events = AuditEvent.objects.count()
    asked = 0
    for route in routes():
        kinds = [route.kind(name) for name in route.parameters if route.kind(name) in theirs.ids]
        if not kinds:
            continue
        nothing = Filled("", dict.fromkeys(theirs.ids, str(uuid.uuid4())))
        there, nowhere = path_of(route, theirs), path_of(route, nothing)
        for method in route.methods:
            for who, client in clients.items():
                told = answer(client, method, there, body_for(route, theirs), **{"If-Match": '"1"'})
                none = answer(
                    client, method, nowhere, body_for(route, theirs), **{"If-Match": '"1"'}
                )
                asked_for = theirs(kinds[0])
                assert told.about(asked_for) == none.about(nothing(kinds[0])), (who, method, there)
                assert told.status in {302, 401, 403, 404, 405}, (who, method, there, told)
                assert told.holds(words + sorted(ids - {asked_for})) == []
                asked += 1
    assert asked > 300
    assert BrowserSession.objects.filter(pk=theirs("session")).exists()
    assert ApiToken.objects.get(pk=theirs("token")).revoked_at is None
    assert AuditEvent.objects.count() == events


def body_for(route: Route, theirs: Filled) -> dict[str, Any] | None:
    """A body that is accepted, so that the row is looked for."""
    if route.name == "verdict-reviews":
        return {"submission": theirs("submission"), "outcome": "approve"}
    if route.name == "article-changes":
        return {"since": "0"}
    return BODIES.get(route.name) if route.pattern.startswith("api/") else None


# Where an id in a body leads only from a body that is otherwise in order.
SPAN = {"article": "article", "start": 0, "end": 6}
AROUND: dict[str, dict[str, Any]] = {
    "/api/v1/claims/": SPAN,
    "/api/v1/claims/{id}/occurrences/": SPAN,
    "/api/v1/claims/{id}/contacts/": {"none_because": "Nobody to ask."},
    "/api/v1/members/": {"email": "x@example.org", "name": "X", "role": "guest"},
    "/api/v1/members/{id}/": {"role": "guest"},
    "/api/v1/verdicts/{id}/reviews/": {"submission": "submission", "outcome": "approve"},
}
KINDS = {"speaker": "person", "same_as": "person", "parent": "claim", "assignee": "account"}


def around(path: str) -> list[tuple[str, Any]]:
    """The rest of the body; a kind stands for the id of our row of this kind."""
    return list(AROUND.get(path, {}).items())


def kind_of(path: str) -> str:
    """The row an operation is tried on: a verdict is drafted on a claim without one."""
    return "bare" if path.endswith("/verdicts/") else path.split("/")[3].removesuffix("s")


def test_an_id_of_another_desk_in_a_body_is_the_id_of_nothing(
    house: House, join: Callable[..., Any]
) -> None:
    """For every id that the API's description says a body may hold."""
    ours = house.filled()
    _house, theirs, ids, words = other_house(join)
    clients = house.clients("lead", "reviewer")
    events = AuditEvent.objects.count()
    asked = 0
    for path, method, field in ids_in_bodies():
        client = clients["reviewer" if path.endswith("reviews/") else "lead"]
        address = path.replace("{id}", ours(kind_of(path))) if "{id}" in path else path
        body = {name: ours(value) if value in ours.ids else value for name, value in around(path)}
        match = {}
        if method == "patch":
            match["If-Match"] = dict(answer(client, "get", address).headers)["etag"]
        foreign, nothing = theirs(KINDS.get(field, field)), str(uuid.uuid4())
        told = answer(client, method, address, {**body, field: foreign}, **match)
        none = answer(client, method, address, {**body, field: nothing}, **match)
        assert told.about(foreign) == none.about(nothing), (path, method, field)
        assert told.status in {404, 409, 422}, (path, method, field, told)
        assert told.holds(words + sorted(ids - {foreign})) == [], (path, method, field)
        asked += 1
    assert asked >= 15
    assert AuditEvent.objects.count() == events


def test_words_of_another_desk_find_nothing(house: House, join: Callable[..., Any]) -> None:
    """In every filter, search, order and cursor of every address: the same as words that nobody wrote."""
    others, theirs, ids, words = other_house(join)
    clients = house.clients("lead", "guest")
    tried = [("lead", *place, theirs.word) for place in filters(house.filled())]
    tried += [("guest", *tried[at][1:]) for at in range(0, len(tried), 3)]
    tried += [("lead", "/exports/", "article", theirs("article"))]
    for who, path, name, known in tried:
        unknown = nonsense(known)
        told = answer(clients[who], "get", f"{path}?{name}={known}").about(known)
        none = answer(clients[who], "get", f"{path}?{name}={unknown}").about(unknown)
        assert told == none, (who, path, name)
        assert told.holds(words + sorted(ids)) == [], (who, path, name)
    assert len(tried) > 90
    found = answer(others.clients("lead")["lead"], "get", f"/api/v1/claims/?q={theirs.word}")
    assert found.holds([theirs.word]), "their own desk must find them"


def nonsense(known: str) -> str:
    """A word, or an id, of the same length that nothing bears."""
    return str(uuid.uuid4()) if "-" in known else "zq" + uuid.uuid4().hex[: len(known) - 2]


def filters(ours: Filled) -> list[tuple[str, str]]:
    """Every address that may take a filter, with each filter: of the API those it describes, of the pages all."""
    places = query_parameters()
    names = sorted({name for _path, name in places} | {"page", "from", "next", "article"})
    pages = [
        path
        for route, path in readable(ours)
        if not route.parameters and not route.pattern.startswith(("admin/", "api/"))
    ]
    of_api = [
        (path.replace("{slug}", "review").replace("{id}", ours("article")), name)
        for path, name in places
        if "{id}" not in path or path.startswith("/api/v1/articles/")
    ]
    return sorted([*of_api, *((path, name) for path in pages for name in names)])


def test_an_export_of_another_desks_article_is_empty(
    house: House, join: Callable[..., Any]
) -> None:
    _house, theirs, _ids, words = other_house(join)
    for article in (theirs("article"), str(uuid.uuid4())):
        wanted = {"article": article, "state": "any"}
        job = request_export(actor=house.people["lead"], format="jsonl", filters=wanted)
        run_export(export_id=job.pk)
    first, second = ExportJob.objects.order_by("-id")[:2]
    assert (first.state, first.rows, first.total, first.losses) == (second.state, 0, 0, [])
    with first.file.open("rb") as file:
        assert [word for word in words if word in file.read().decode()] == []


def test_who_left_and_who_never_came_read_nothing(house: House) -> None:
    """Beyond the pages that are open to everybody every address sends them away, with no word of the desk."""
    more = house.filled()
    for who, client in house.clients(*OUTSIDE).items():
        for route, path in readable(more):
            for method in ("get", "post"):
                told = answer(client, method, path)
                words = [more.word, house.scoped.word, "Ours desk", "Ours editor"]
                assert told.holds(words) == [], (who, method, path)
                shut = told.status in {302, 401, 403, 404, 405} or route.pattern in PUBLIC
                assert shut or (told.status, path) == (200, "/logout/"), (
                    who,
                    method,
                    path,
                    told.status,
                )


def test_no_address_serves_what_is_kept_in_files(house: House) -> None:
    names = [row.file.name for row in Snapshot.objects.all()]
    names += [job.file.name for job in ExportJob.objects.exclude(file="")]
    client = house.clients("lead")["lead"]
    assert names
    for name in names:
        for before in (
            "/",
            "/static/",
            "/media/",
            "/files/",
            "/static/../files/",
            "/static/%2e%2e/files/",
        ):
            told = answer(client, "get", before + name)
            assert told.status in {302, 404}, before + name
            assert told.holds([house.scoped.word]) == []


def test_an_answer_kept_for_a_repeated_request_stays_on_its_desk(
    house: House, join: Callable[..., Any]
) -> None:
    """Somebody who changed desks repeats a request of their old desk: its answer is not given again."""
    theirs = House(join, "Zqother")
    member = house.people["lead"]
    client = house.clients("lead")["lead"]
    body = {"article": house.scoped("article"), "start": 0, "end": len(house.scoped.word)}
    first = answer(client, "post", "/api/v1/claims/", body, **{"Idempotency-Key": "k"})
    assert first.status == 201
    leave(member)
    Membership.objects.create(account=member.account, desk=theirs.desk, role="lead")
    again = answer(client, "post", "/api/v1/claims/", body, **{"Idempotency-Key": "k"})
    assert (again.status, again.holds([house.scoped.word])) == (404, [])
