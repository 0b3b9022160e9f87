"""The SQL a trigger is installed with: rules that nobody can switch off or lead astray within a session.

The library's own template lets a session name triggers to skip (`pgtrigger.ignore`), and its functions
look tables up along the session's search path, where a temporary table of the same name comes first.
For rules that hold against the app's own role neither may be.
"""

from django.db import models
from pgtrigger import compiler, core


class FirmTriggerSql(compiler.UpsertTriggerSql):
    """A trigger without a switch, whose tables are those of the schema `public`. Migrations refer to it."""

    def get_template(self) -> str:
        """The installation template. Migrations that were applied depend on it: never change it, add another."""
        return """
            CREATE OR REPLACE FUNCTION {pgid}()
            RETURNS TRIGGER AS $$
                {declare}
                BEGIN
                    {func}
                END;
            $$ LANGUAGE plpgsql SET search_path = public, pg_temp;

            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE {constraint} TRIGGER {pgid}
                {when} {operation} ON {table}
                {timing}
                {referencing}
                FOR EACH {level} {condition}
                EXECUTE PROCEDURE {execute};

            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class FirmTrigger(core.Trigger):
    """A trigger of the library, installed by `FirmTriggerSql`."""

    def compile(self, model: models.Model) -> compiler.Trigger:
        """The trigger as migrations hold it."""
        made = super().compile(model)
        return compiler.Trigger(name=made.name, sql=FirmTriggerSql(**made.sql.kwargs))
