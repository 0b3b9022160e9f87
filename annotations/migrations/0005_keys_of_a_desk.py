"""A key belongs to a desk too. What was kept of an account goes to the desk its tokens open: the one it joined first."""

import django.db.models.deletion
from django.db import migrations, models

TO_THE_FIRST_DESK = """
UPDATE annotations_idempotencykey k SET desk_id = (
    SELECT m.desk_id FROM annotations_membership m WHERE m.account_id = k.account_id
    ORDER BY m.starts_at, m.id LIMIT 1)
"""


class Migration(migrations.Migration):
    dependencies = [("annotations", "0004_job_attempts")]

    operations = [
        migrations.AddField(
            model_name="idempotencykey",
            name="desk",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, to="annotations.desk"
            ),
        ),
        migrations.RunSQL(TO_THE_FIRST_DESK, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="idempotencykey",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="annotations.desk"
            ),
        ),
        migrations.RemoveConstraint(model_name="idempotencykey", name="idempotency_key_unique"),
        migrations.AddConstraint(
            model_name="idempotencykey",
            constraint=models.UniqueConstraint(
                fields=("account", "desk", "key"), name="idempotency_key_unique"
            ),
        ),
    ]
