"""Previews are made from files by a worker, and go with them."""

import shutil
import tempfile
from pathlib import Path
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import QuerySet

from annotations.actions.acts import step
from annotations.domain.errors import DomainError
from annotations.domain.vocabulary import FileFamily, PreviewProblem
from annotations.intake.files import kind_of
from annotations.intake.previewing import Made, preview_of
from annotations.models import Preview, SealedFile, Snapshot


def make_preview(*, snapshot_id: UUID | None = None, sealed_file_id: UUID | None = None) -> None:
    """Make the preview of one file, or note why there is none. May run again at any time: it is made once."""
    preview = Preview(snapshot_id=snapshot_id, sealed_file_id=sealed_file_id)
    row = _file_of(preview)
    if row is None:
        return
    with tempfile.TemporaryDirectory(prefix="preview-") as room:
        original, folder = Path(room, "original"), Path(room, "made")
        folder.mkdir()
        try:
            with row.file.open("rb") as stored, original.open("wb") as copy:
                shutil.copyfileobj(stored, copy)
            with original.open("rb") as copied:
                family = kind_of(copied, 0).family
        except FileNotFoundError:
            keep_preview(preview=preview, made=Made(problem=PreviewProblem.LOST), folder=folder)
            return
        except DomainError:
            keep_preview(preview=preview, made=Made(problem=PreviewProblem.UNKNOWN), folder=folder)
            return
        preview.family = family
        made = preview_of(original, FileFamily(family), folder)
        keep_preview(preview=preview, made=made, folder=folder)


@step
def keep_preview(*, preview: Preview, made: Made, folder: Path) -> None:
    """Keep what was made, unless the file was withheld meanwhile."""
    if _file_of(preview, lock=True) is None:
        return
    clear_folder(preview)
    preview.problem, preview.pages = made.problem, made.pages
    preview.pictures, preview.words = made.pictures, made.words
    if not made.problem:
        for file in sorted(folder.iterdir()):
            default_storage.save(f"{preview.folder}/{file.name}", ContentFile(file.read_bytes()))
    preview.save(force_insert=True)


@step
def forget_preview(*, preview: Preview) -> None:
    """What was seen of a file goes before its bytes do."""
    clear_folder(preview)
    _same(preview).delete()


def clear_folder(preview: Preview) -> None:
    """Delete what lies in the folder of a preview, left over by a worker that was killed too."""
    try:
        _folders, files = default_storage.listdir(preview.folder)
    except FileNotFoundError:
        return
    for name in files:
        default_storage.delete(f"{preview.folder}/{name}")
    default_storage.delete(preview.folder)


def _same(preview: Preview) -> "QuerySet[Preview]":
    """The preview of the same file, if it is made."""
    if preview.sealed_file_id is not None:
        return Preview.objects.filter(sealed_file_id=preview.sealed_file_id)
    return Preview.objects.filter(snapshot_id=preview.snapshot_id or UUID(int=0))


def _file_of(preview: Preview, *, lock: bool = False) -> Snapshot | SealedFile | None:
    """The file, where it has no preview yet and was not withheld."""
    table = SealedFile if preview.sealed_file_id else Snapshot
    pk = preview.sealed_file_id or preview.snapshot_id or UUID(int=0)
    rows = table._default_manager.filter(pk=pk, erased_at=None)
    if lock:
        rows = rows.select_for_update(of=("self",))
    row: Snapshot | SealedFile | None = rows.first()
    return None if row is None or _same(preview).exists() else row
