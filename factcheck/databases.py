"""Which role does what: the owner of the tables migrates, the app's role reads and writes."""

from typing import Any


class OwnerMigrates:
    """Database router: queries go to `default`, migrations to `owner` (the same database)."""

    def db_for_read(self, model: type[Any], **hints: Any) -> str:
        return "default"

    def db_for_write(self, model: type[Any], **hints: Any) -> str:
        return "default"

    def allow_relation(self, obj1: Any, obj2: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "owner"
