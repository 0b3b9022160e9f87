"""What is measured on: services of their own, a desk, and articles in the database. Gone at the end."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import django
from django.core.management import call_command

from benchmarks.corpus import Writer, spans
from devservices.holding import Holder
from devservices.places import CHECKOUT, find_place

ARTICLES = 2_000
ARTICLE_SIZE = 3_000
PASSWORD = "only on the ground of a measurement"  # noqa: S105  (nobody else signs in there)


@dataclass
class Ground:
    """A desk with its editor and articles; `environment` holds the addresses for servers."""

    environment: dict[str, str]
    token: str = ""
    editor: object = None
    articles: list[tuple[UUID, str]] = field(default_factory=list)
    """Id and canonical text of each."""
    ten: UUID | None = None
    """An article with 10 claims."""
    many: UUID | None = None
    """An article of 100 kB with 500 claims."""

    @property
    def authorization(self) -> dict[str, str]:
        """The header of the editor's calls."""
        return {"Authorization": f"Token {self.token}"}


@contextmanager
def ground(*, articles: int = ARTICLES) -> Iterator[Ground]:
    """Services with fsync on, a migrated database, a desk with `articles` articles."""
    parent = CHECKOUT / ".data"
    parent.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=parent))
    os.environ["FACTCHECK_DATA_DIR"] = str(folder)
    place = find_place(fast=False)
    holder = Holder(place)
    try:
        addresses = {**holder.environment, "FACTCHECK_DATA_DIR": str(folder)}
        os.environ.update(addresses)
        os.environ["DJANGO_SETTINGS_MODULE"] = "factcheck.settings.dev"
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        made = Ground(environment=addresses)
        _settle(made, articles)
        yield made
    finally:
        django.db.connections.close_all()
        holder.release()
        shutil.rmtree(place.base, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def _settle(made: Ground, count: int) -> None:
    # Django must be set up before its models are imported.
    from benchmarks import desk  # noqa: PLC0415

    desk.floor_table()
    made.editor, made.token = desk.editor_and_token()
    writer = Writer()
    for _ in range(count):
        made.articles.append(desk.article_of(made.editor, writer.article(ARTICLE_SIZE)))
    made.ten, text = desk.article_of(made.editor, writer.article(ARTICLE_SIZE))
    desk.claims_on(made.editor, made.ten, spans(text, 10))
    made.many, text = desk.article_of(made.editor, writer.article(100_000))
    desk.claims_on(made.editor, made.many, spans(text, 500))
    desk.analysed()
