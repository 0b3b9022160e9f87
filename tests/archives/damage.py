"""Archives that somebody or something has changed."""

import hashlib
import io
import tarfile
from pathlib import Path

from annotations.archives.layout import MANIFEST, SUMS, Manifest

MANIFEST_BYTES = Manifest(
    made_at="2026-01-02T03:04:05+00:00",
    version="0.1.0",
    postgres=18,
    dumped_by=18,
    migrations={"annotations": ["0001_initial"]},
    rows={"annotations_desk": 1},
).to_bytes()


def members_of(path: Path) -> dict[str, bytes]:
    """The members of an archive, in order."""
    with tarfile.open(path) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive}  # type: ignore[union-attr]


def sums_of(members: dict[str, bytes]) -> bytes:
    """The list of checksums these members should have."""
    lines = [
        f"{hashlib.sha256(data).hexdigest()}  {name}\n"
        for name, data in members.items()
        if name != SUMS
    ]
    return "".join(lines).encode()


def write(
    path: Path, members: dict[str, bytes], *more: tarfile.TarInfo, honest: bool = True
) -> None:
    """An archive of these members; `honest` gives it the right checksums."""
    if honest:
        members = {name: data for name, data in members.items() if name != SUMS}
        members[SUMS] = sums_of(members)
    with tarfile.open(path, "w", format=tarfile.GNU_FORMAT) as archive:
        for name, data in members.items():
            if name == SUMS:
                for info in more:
                    archive.addfile(info)
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))


def small() -> dict[str, bytes]:
    """The members of an archive that is right in its form."""
    made = {MANIFEST: MANIFEST_BYTES, "database.dump": b"PGDMP" * 500}
    made["files/snapshots/å b.bin"] = bytes(range(256)) * 9
    return {**made, SUMS: sums_of(made)}


def linked(name: str, kind: bytes, target: str = "/etc/passwd") -> tarfile.TarInfo:
    """A member that is no file."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info
