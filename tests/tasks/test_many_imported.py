"""Two thousand articles through a real worker that dies twice: with FACTCHECK_SOAK=1 only."""

import os
import time
from datetime import timedelta
from functools import partial
from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from annotations.actions.imports import request_import
from annotations.models import Article, ArticleImport, AuditEvent, JobAttempts
from factcheck.celery import app
from tests.bundles import archive, page, text
from tests.tasks.workers import Worker, eventually

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
SOAK: Final = bool(os.environ.get("FACTCHECK_SOAK"))
ARTICLES: Final = 2000


@pytest.mark.skipif(not SOAK, reason="long: FACTCHECK_SOAK=1 runs it")
def test_two_thousand_articles_come_in_once_though_the_worker_dies_twice(editor: Any) -> None:
    app.control.purge()
    files = {
        f"{n}.html" if n % 2 else f"{n}.txt": page(n) if n % 2 else text(n) for n in range(ARTICLES)
    }
    job = request_import(actor=editor, files=[SimpleUploadedFile("a.zip", archive(files))])
    began = time.monotonic()
    seen: list[int] = []
    rows = ArticleImport.objects.filter(pk=job.pk)

    def reached(articles: float) -> bool:
        seen.append(rows.get().percent)
        return rows.get().done >= articles

    for share in (0.2, 0.6, 1.0):
        worker, wanted = Worker(), share * ARTICLES
        app.send_task("sweep")
        eventually(partial(reached, wanted), seconds=300)
        worker.kill() if share < 1 else worker.stop()
        JobAttempts.objects.update(next_try_at=timezone.now())
        rows.filter(state="running").update(lease_until=timezone.now() - timedelta(seconds=1))
    job.refresh_from_db()
    assert (job.state, job.added, job.known, job.refused) == ("done", ARTICLES, 0, 0)
    assert Article.objects.count() == ARTICLES
    assert AuditEvent.objects.filter(act="article.added").count() == ARTICLES
    assert seen == sorted(seen), "the bar never goes back"
    print(f"\n{ARTICLES} articles in {time.monotonic() - began:.0f} s, two deaths included")  # noqa: T201
