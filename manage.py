#!/usr/bin/env python
"""Django's entry point. Where no database is named, the embedded services are attached first."""

import os
import sys

from django.core.management import execute_from_command_line

WITHOUT_SERVICES = {"makemessages", "compilemessages", "collectstatic", "help", "--help", "version", "--version"}


def main() -> None:
    """Run a management command with the services it needs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings.dev")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    embedded = os.environ["DJANGO_SETTINGS_MODULE"] != "factcheck.settings.prod"
    if embedded and command not in WITHOUT_SERVICES and not os.environ.get("DATABASE_URL"):
        from devservices import attach  # noqa: PLC0415  (production has no embedded services)

        for name, value in attach().items():
            os.environ.setdefault(name, value)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
