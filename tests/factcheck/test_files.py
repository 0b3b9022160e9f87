"""Files of the product are for its own account alone."""

import stat
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def test_a_kept_file_opens_to_its_account_alone() -> None:
    name = default_storage.save("probe/words.txt", ContentFile(b"sealed"))
    path = Path(default_storage.path(name))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    default_storage.delete(name)
