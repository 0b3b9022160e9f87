"""The floor: Django with one view that inserts a row, one that reads a row, and nothing else around them.

No session, no middleware, no permission, no template. What the product takes beyond this is what the
product does. As Django comes, a request opens a connection to the database; with `FLOOR=kept` in the
environment it keeps one, as the product does. Run as `gunicorn benchmarks.floor:application`.
"""

import os
from uuid import uuid4

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import path

from factcheck.settings.base import database

TABLE = """
CREATE TABLE IF NOT EXISTS floor_row (
    id uuid PRIMARY KEY, article uuid NOT NULL, starts integer NOT NULL, ends integer NOT NULL, words text NOT NULL
)
"""

KEPT = 600 if os.environ.get("FLOOR") == "kept" else 0

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES={"default": {**database(os.environ["DATABASE_URL"]), "CONN_MAX_AGE": KEPT}},
        ROOT_URLCONF=__name__,
        SECRET_KEY="floor" * 20,
        MIDDLEWARE=[],
    )


def insert(request: HttpRequest) -> JsonResponse:
    """One INSERT and its commit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO floor_row VALUES (%s, %s, %s, %s, %s)",
            [uuid4(), uuid4(), 10, 60, "as many words as a highlighted claim may well have"],
        )
    return JsonResponse({"ok": True}, status=201)


def select(request: HttpRequest) -> JsonResponse:
    """One row, by the order of its key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, words FROM floor_row ORDER BY id LIMIT 1")
        found = cursor.fetchone()
    return JsonResponse({"id": str(found[0]), "words": found[1]})


def bare(request: HttpRequest) -> JsonResponse:
    """An answer without the database."""
    return JsonResponse({"ok": True})


urlpatterns = [path("insert", insert), path("select", select), path("bare", bare)]
application = get_wsgi_application()
