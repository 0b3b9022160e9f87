"""The OpenAPI document in docs/ is the one the code makes, and it is made without a warning."""

import re
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

SNAPSHOT = Path(__file__).parents[2] / "docs" / "openapi.yaml"


def test_the_snapshot_is_current(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = tmp_path / "openapi.yaml"
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(made))
    assert capsys.readouterr().err == ""
    assert made.read_text() == SNAPSHOT.read_text(), (
        "Run make snapshots and commit docs/openapi.yaml."
    )


def test_every_reference_leads_somewhere() -> None:
    document = yaml.safe_load(SNAPSHOT.read_text())
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    used = set(re.findall(r"#/components/schemas/\w+", SNAPSHOT.read_text()))
    assert used - known == set()
