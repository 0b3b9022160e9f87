"""The settings of a product with bugs: pages and a job that break while they hold what nobody may log."""

from factcheck.settings.test import *  # noqa: F403

ROOT_URLCONF = "tests.factcheck.faulty_pages"
CELERY_IMPORTS = ["tests.factcheck.faulty_jobs"]
