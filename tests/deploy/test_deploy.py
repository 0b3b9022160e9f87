"""What `deploy/` holds can be run: its commands exist, and its names are those of the list of settings."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from celery.bin.celery import celery as celery_command
from django.core.management import get_commands
from gunicorn.config import Config

from factcheck import environment
from factcheck.gauges import Standing
from factcheck.metrics import own

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
OURS = {name: one for name, one in COMPOSE["services"].items() if one["image"] == "factcheck"}


def commands_of_units() -> Iterator[tuple[str, list[str]]]:
    for unit in UNITS:
        started = re.findall(r"^ExecStart=(.*)$", unit.read_text(), re.MULTILINE)
        assert len(started) == 1, unit.name
        yield unit.name, shlex.split(started[0])


def commands_of_compose() -> Iterator[tuple[str, list[str]]]:
    for name, service in OURS.items():
        words = shlex.split(service["command"])
        lines = words[2].split(" && ") if words[:2] == ["sh", "-c"] else [service["command"]]
        for line in lines:
            yield name, shlex.split(line)


@pytest.mark.parametrize(
    ("name", "command"),
    [*commands_of_units(), *commands_of_compose()],
    ids=lambda one: str(one)[:40],
)
def test_every_command_exists_and_takes_its_options(name: str, command: list[str]) -> None:
    program, *arguments = command
    program = Path(program).name
    if program == "python":
        assert arguments[0] == "manage.py"
        assert arguments[1] in get_commands()
        return
    assert (ROOT / ".venv/bin" / program).exists()
    if program == "gunicorn":
        Config().parser().parse_args(arguments)  # ends the process when it does not know one
    else:
        part = next(word for word in arguments if word in celery_command.commands)
        known = {
            option
            for one in (celery_command, celery_command.commands[part])
            for parameter in one.params
            for option in parameter.opts
        }
        given = {word.partition("=")[0] for word in arguments if word.startswith("-")}
        assert given <= known


def test_compose_gives_the_product_only_settings_it_knows() -> None:
    assert OURS
    for name, service in OURS.items():
        assert service["environment"].keys() - environment.REGISTRY.keys() == set(), name
        needed = {one.name for one in environment.VARIABLES if one.needed}
        assert needed <= service["environment"].keys(), name


def test_the_parts_beside_it_may_ask_whether_it_lives() -> None:
    """Their requests name no host of the site."""
    assert "127.0.0.1" in OURS["web"]["environment"]["ALLOWED_HOSTS"].split(",")
    assert "http://127.0.0.1:8000/healthz" in OURS["web"]["healthcheck"]["test"][-1]


def test_the_role_that_owns_the_tables_is_known_to_migrations_alone() -> None:
    with_owner = {name for name, one in OURS.items() if "DATABASE_OWNER_URL" in one["environment"]}
    assert with_owner == {"prepare"}
    assert "DATABASE_OWNER_URL=" not in (DEPLOY / "environment.example").read_text()


def test_compose_starts_every_part_and_keeps_what_must_stay() -> None:
    services = COMPOSE["services"]
    assert {"web", "worker", "beat", "database", "valkey", "proxy"} <= services.keys()
    mounted = {mount.split(":")[0] for one in services.values() for mount in one["volumes"]}
    assert set(COMPOSE["volumes"]) <= mounted
    for name in mounted - set(COMPOSE["volumes"]):
        assert (DEPLOY / name).exists()
    for name, one in services.items():
        assert set(one.get("depends_on", {})) <= services.keys()
        if name not in OURS and one.get("ports"):
            assert name == "proxy", "nothing but the proxy listens outside"
        if name != "prepare":
            assert one["restart"] == "unless-stopped"


@pytest.mark.parametrize("example", ["environment.example", "compose.env.example"])
def test_examples_name_what_is_asked_for(example: str) -> None:
    names = re.findall(r"^([A-Z_]+)=", (DEPLOY / example).read_text(), re.MULTILINE)
    if example == "environment.example":
        assert set(names) <= environment.REGISTRY.keys()
        needed = {one.name for one in environment.VARIABLES if one.needed}
        assert needed <= set(names)
    else:
        asked = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", (DEPLOY / "compose.yaml").read_text()))
        assert set(names) == asked


def test_the_image_is_made_of_what_is_there() -> None:
    text = (DEPLOY / "Dockerfile").read_text()
    settings = re.findall(r"^ENV (.*)$", text, re.MULTILINE)
    names = {word.partition("=")[0] for line in settings for word in shlex.split(line)}
    assert names - {"PATH", "PYTHONDONTWRITEBYTECODE"} <= environment.REGISTRY.keys()
    assert "--require-hashes" in text
    assert re.search(r"^USER (?!root)", text, re.MULTILINE)
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().split()
    assert {".git", ".data", ".venv"} <= set(ignored)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_are_hardened_and_know_where_settings_are(unit: Path, tmp_path: Path) -> None:
    lines = unit.read_text().splitlines()
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "User=factcheck", "UMask=0077"):
        assert line in lines
    assert "EnvironmentFile=/etc/factcheck/environment" in lines
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd here to read the unit")
    copy = tmp_path / unit.name
    # The programs are not where they will be; everything else must be understood.
    copy.write_text(unit.read_text().replace("/srv/factcheck/app/.venv/bin/", "/bin/true "))
    told = subprocess.run(
        ["systemd-analyze", "verify", str(copy)], capture_output=True, text=True, check=False
    )
    about_it = [
        line for line in told.stderr.splitlines() if unit.name.split("@")[0].split(".")[0] in line
    ]
    assert about_it == []


@pytest.mark.django_db
def test_alerts_and_page_name_the_metrics_that_there_are() -> None:
    rules = yaml.safe_load((DEPLOY / "alerts.yaml").read_text())["groups"][0]["rules"]
    known = {metric.name for metric in [*own.collect(), *Standing().collect()]}
    for rule in rules:
        assert rule["labels"]["severity"] in {"page", "ticket"}
        for name in re.findall(r"factcheck_\w+", rule["expr"]):
            assert re.sub(r"_(total|bucket)$", "", name) in known, rule["alert"]
    page = re.findall(r"`(factcheck_\w+)`", (ROOT / "docs/operations.md").read_text())
    told = {re.sub(r"_total$", "", name) for name in page} - {"factcheck_owner", "factcheck_app"}
    assert told == known


def test_proxies_let_the_largest_upload_through_and_keep_inside_what_is_for_machines(
    settings: Any,
) -> None:
    nginx, caddy = (DEPLOY / "nginx.conf").read_text(), (DEPLOY / "Caddyfile").read_text()
    sizes = [
        int(size) * 1024 * 1024
        for size in (
            *re.findall(r"client_max_body_size (\d+)m", nginx),
            *re.findall(r"max_size (\d+)MB", caddy),
        )
    ]
    assert len(sizes) == 2
    assert min(sizes) >= settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    for text in (nginx, caddy):
        assert "X-Request-Id" in text
        assert "metrics" in text
    assert "$request_uri" not in nginx.split("server {", 1)[0], "the log has no query strings"
    assert nginx.count("{") == nginx.count("}")
    assert caddy.count("{") == caddy.count("}")
