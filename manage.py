#!/usr/bin/env python
"""Django's entry point. Where no database is named, the embedded services are attached first."""

import os
import sys

from django.core.management import execute_from_command_line

WITHOUT_SERVICES = {
    "makemessages",
    "compilemessages",
    "collectstatic",
    "help",
    "--help",
    "version",
    "--version",
}


ADDRESSES = ("DATABASE_URL", "BROKER_URL", "CACHE_URL")


def attach_services() -> None:
    """Use the embedded services for whatever the environment does not name."""
    from devservices import ServicesError, attach  # noqa: PLC0415  production has none
    from devservices.run import complete  # noqa: PLC0415

    try:
        os.environ.update(complete(os.environ, attach()))
    except ServicesError as error:
        sys.exit(str(error))


def main() -> None:
    """Run a management command with the services it needs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings.dev")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    embedded = os.environ["DJANGO_SETTINGS_MODULE"] == "factcheck.settings.dev"
    if embedded and command not in WITHOUT_SERVICES and not all(map(os.environ.get, ADDRESSES)):
        attach_services()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
