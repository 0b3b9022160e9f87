"""Imports of many articles: asked for, given up, gone on with, and their files forgotten."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import IO, Any, Final, TypeAlias, cast
from uuid import UUID

from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions import audit
from annotations.actions.acts import Versions, act, locked, refreshed, step
from annotations.dispatch import Job, enqueue
from annotations.domain.errors import InvalidError, TooLargeError
from annotations.domain.text import one_line
from annotations.domain.vocabulary import ImportKind, ImportState
from annotations.intake.bundles import kind_of, opened
from annotations.intake.zips import cleaned_name, packed
from annotations.models import ArticleImport, JobAttempts, Membership
from annotations.models.base import new_id

Upload: TypeAlias = "File[bytes]"
MAX_SIZE: Final = 100 * 1024 * 1024
MAX_FILES: Final = 200
"""Files sent side by side; more of them come in a zip."""
KEPT: Final = timedelta(days=30)
"""How long the bytes of an import are kept after its end."""
AT_ONCE: Final = 100


@act
def request_import(
    *, actor: Membership, files: Sequence[Upload], publisher: str = "", language: str = ""
) -> ArticleImport:
    """Take many articles in: files, one zip, or one file of JSON lines. A worker reads them.

    The whole is looked at now, so that a bomb, a lock or a damaged archive is refused and leaves nothing;
    each file or line is looked at later, and has a fate of its own.
    """
    policies.may_add_article(actor).require()
    job = ArticleImport(
        id=new_id(),
        desk=actor.desk,
        requested_by=actor.account,
        name=_name(files),
        publisher=_short(publisher, "publisher", 200),
        language=_short(language, "language", 12),
        size=sum(file.size for file in files),
    )
    with _bundled(files, job) as bundle:
        job.file.save(f"{job.pk}.{job.kind}", bundle, save=False)
    try:
        job.save(force_insert=True)
        audit.record("import.requested", actor=actor, subject=job)
    except BaseException:
        job.file.delete(save=False)
        raise
    enqueue(Job.RUN_IMPORT, import_id=job.pk)
    return job


@contextmanager
def _bundled(files: Sequence[Upload], job: ArticleImport) -> Iterator[Upload]:
    """The one file an import is read from, looked at; says in `job` what it is."""
    _check_sizes(files)
    kinds = [kind_of(file.name or "", _head(file)) for file in files]
    alone = len(files) == 1 and kinds[0] is not None
    if any(kinds) and not alone:
        words = _("Send a zip or a file of JSON lines by itself, and other files side by side.")
        raise InvalidError(words, errors={"files": [words]})
    if alone:
        job.kind = kinds[0] or ImportKind.ZIP
        opened(job.kind, _raw(files[0]))
        files[0].seek(0)
        yield files[0]
        return
    job.kind = ImportKind.ZIP
    with packed((file.name or "", _raw(file)) for file in files) as archive:
        opened(job.kind, archive)
        yield File(archive, "files.zip")


def _check_sizes(files: Sequence[Upload]) -> None:
    if not files:
        words = _("No file is chosen yet. Choose the files, a zip or a file of JSON lines.")
        raise InvalidError(words, errors={"files": [words]})
    if len(files) > MAX_FILES:
        words = _("At most %(most)d files come side by side. Put them into a zip, and send that.")
        raise TooLargeError(words % {"most": MAX_FILES}, limit=MAX_FILES)
    if sum(file.size for file in files) > MAX_SIZE:
        words = _("An import has at most %(most)d MB. Split it, and send one part after the other.")
        raise TooLargeError(words % {"most": MAX_SIZE // 1024 // 1024}, limit=MAX_SIZE)


def _head(file: Upload) -> bytes:
    file.seek(0)
    head: bytes = file.read(16)
    file.seek(0)
    return head


def _raw(file: Upload) -> IO[bytes]:
    return cast("IO[bytes]", file.file)


def _name(files: Sequence[Upload]) -> str:
    names = ", ".join(cleaned_name(file.name or "") for file in files[:20])
    return names if len(names) <= 255 else f"{names[:254]}…"


def _short(value: str, field: str, most: int) -> str:
    value = one_line(value)
    if len(value) > most:
        words = _("This has at most %(most)d characters.") % {"most": most}
        raise InvalidError(words, errors={field: [words]})
    return value


@act
def cancel_import(
    *, actor: Membership, import_id: UUID, expected_version: Versions = None
) -> ArticleImport:
    """Give an import up. What has come in stays; one that runs stops after the articles it has in hand."""
    job = locked(
        ArticleImport.objects.visible_to(actor), import_id, expected_version=expected_version
    )
    policies.may_cancel_import(actor, job).require()
    now = timezone.now()
    if ArticleImport.objects.undone().filter(pk=job.pk).exists():  # nobody reads it
        job.state, job.finished_at, job.lease_until = ImportState.CANCELLED, now, None
    job.cancel_requested_at = job.cancel_requested_at or now
    job.save(update_fields=["state", "finished_at", "lease_until", "cancel_requested_at"])
    audit.record("import.cancelled", actor=actor, subject=refreshed(job))
    return job


@act
def resume_import(
    *, actor: Membership, import_id: UUID, expected_version: Versions = None
) -> ArticleImport:
    """Let an import go on that was cancelled or failed: what has its fate keeps it. Raises GoneError without a file."""
    job = locked(
        ArticleImport.objects.visible_to(actor), import_id, expected_version=expected_version
    )
    policies.may_resume_import(actor, job).require()
    reopened(job)
    audit.record("import.resumed", actor=actor, subject=refreshed(job))
    JobAttempts.objects.filter(job=Job.RUN_IMPORT.value, ids={"import_id": str(job.pk)}).delete()
    enqueue(Job.RUN_IMPORT, import_id=job.pk)
    return job


def reopened(job: ArticleImport) -> None:
    """The import waits for a worker again."""
    anew: dict[str, Any] = {"state": ImportState.QUEUED, "problem": ""}
    anew |= dict.fromkeys(("lease_until", "finished_at", "cancel_requested_at"))
    ArticleImport.objects.filter(pk=job.pk).update(**anew)
    job.refresh_from_db()


def forget_import_files() -> int:
    """Delete the bytes of imports that ended long ago; returns how many. What became of each row stays."""
    ended = ArticleImport.objects.filter(finished_at__lt=timezone.now() - KEPT).exclude(file="")
    forgotten = 0
    for job in ended.order_by("finished_at")[:AT_ONCE]:
        job.file.storage.delete(str(job.file.name))
        forget_import_file(job=job)
        forgotten += 1
    return forgotten


@step
def forget_import_file(*, job: ArticleImport) -> None:
    """The bytes are gone: so goes their name."""
    ArticleImport.objects.filter(pk=job.pk).update(file="")
