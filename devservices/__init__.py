"""PostgreSQL and Valkey for a checkout, out of Python packages, for development and tests."""

from devservices.errors import ServicesError
from devservices.holding import attach

__all__ = ["ServicesError", "attach"]
