"""Every table of the product, its constraints and its triggers."""

import annotations.domain.vocabulary
import annotations.models.base
import annotations.models.desk
import annotations.models.trigger_sql
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(),
        django.contrib.postgres.operations.UnaccentExtension(),
        migrations.CreateModel(
            name="Desk",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "zone",
                    models.CharField(
                        default="UTC", max_length=64, validators=[annotations.models.desk.a_zone]
                    ),
                ),
                ("language", models.CharField(default="en", max_length=12)),
                ("public_url", models.URLField(blank=True)),
                ("corrections_policy_url", models.URLField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "email",
                    models.EmailField(max_length=254, unique=True, verbose_name="e-mail address"),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("language", models.CharField(default="en", max_length=12)),
                ("is_active", models.BooleanField(default=True)),
                ("is_staff", models.BooleanField(default=False)),
                ("is_system", models.BooleanField(default=False, editable=False)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "account",
                "verbose_name_plural": "accounts",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="account_email_unique"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_system", True)),
                        fields=("is_system",),
                        name="account_one_system",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("name", models.CharField(max_length=80)),
                ("folded", models.CharField(editable=False, max_length=80)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="annotations.desk"
                    ),
                ),
            ],
            options={
                "ordering": ["folded"],
                "constraints": [
                    models.UniqueConstraint(fields=("desk", "folded"), name="topic_name_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                ("statement", models.TextField(blank=True)),
                ("statement_language", models.CharField(max_length=12)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("quantity", "Number or amount"),
                            ("quotation", "Quotation"),
                            ("event", "Event"),
                            ("comparison", "Comparison"),
                            ("causal", "Cause and effect"),
                            ("rule", "Law or rule"),
                            ("prediction", "Prediction"),
                            ("position", "Somebody’s position"),
                            ("visual", "Image or video"),
                            ("other", "Other"),
                        ],
                        default=annotations.domain.vocabulary.ClaimKind["OTHER"],
                        max_length=24,
                    ),
                ),
                (
                    "harm",
                    models.CharField(
                        blank=True,
                        choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                        default="",
                        max_length=24,
                    ),
                ),
                (
                    "reach",
                    models.CharField(
                        blank=True,
                        choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                        default="",
                        max_length=24,
                    ),
                ),
                ("quantity_value", models.CharField(blank=True, max_length=60)),
                ("quantity_unit", models.CharField(blank=True, max_length=60)),
                ("quantity_period", models.CharField(blank=True, max_length=60)),
                ("quantity_place", models.CharField(blank=True, max_length=120)),
                ("note", models.TextField(blank=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="annotations.claim",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="annotations.desk"
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True, related_name="claims", to="annotations.topic"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["desk", "-id"], name="claim_by_age"),
                    models.Index(fields=["changed_xid"], name="claim_by_change"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "quantity",
                                    "quotation",
                                    "event",
                                    "comparison",
                                    "causal",
                                    "rule",
                                    "prediction",
                                    "position",
                                    "visual",
                                    "other",
                                ],
                            )
                        ),
                        name="claim_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("harm__in", ["low", "medium", "high", ""])),
                        name="claim_harm_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reach__in", ["low", "medium", "high", ""])),
                        name="claim_reach_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="claim_not_own_part",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.BigIntegerField()),
                ("media_type", models.CharField(max_length=100)),
                ("name", models.CharField(blank=True, max_length=255)),
                ("file", models.FileField(max_length=300, upload_to="snapshots/")),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                ("erased_reason", models.TextField(blank=True)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="annotations.desk"
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("desk", "sha256"), name="snapshot_bytes_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=200)),
                ("folded", models.CharField(editable=False, max_length=200)),
                ("links", models.JSONField(default=list)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="annotations.desk"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "people",
                "indexes": [models.Index(fields=["desk", "folded"], name="person_by_name")],
            },
        ),
        migrations.CreateModel(
            name="Publisher",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=200)),
                ("folded", models.CharField(editable=False, max_length=200)),
                ("domain", models.CharField(blank=True, max_length=253)),
                ("owner", models.CharField(blank=True, max_length=200)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="annotations.desk"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("desk", "folded"), name="publisher_name_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=500)),
                ("url", models.URLField(blank=True, max_length=2000)),
                ("owner", models.CharField(blank=True, max_length=200)),
                ("published_on", models.DateField(blank=True, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="annotations.desk"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="annotations.person",
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="annotations.publisher",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["desk", "url"], name="source_by_url")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="source_has_title"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("web", "Web page"),
                            ("document", "Document"),
                            ("dataset", "Data set"),
                            ("email", "E-mail"),
                            ("interview", "Call or interview"),
                            ("recording", "Video or audio"),
                            ("image", "Image"),
                            ("calculation", "Own calculation"),
                        ],
                        default=annotations.domain.vocabulary.EvidenceKind["WEB"],
                        max_length=24,
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=2000)),
                ("locator", models.JSONField(blank=True, default=dict)),
                ("quote", models.TextField(blank=True)),
                ("quote_language", models.CharField(blank=True, max_length=12)),
                ("quote_typed", models.BooleanField(default=False)),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("supports", "Supports"),
                            ("refutes", "Refutes"),
                            ("context", "Context"),
                        ],
                        max_length=24,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("obtained_on", models.DateField(blank=True, null=True)),
                (
                    "terms",
                    models.CharField(
                        choices=[
                            ("on_record", "On the record"),
                            ("background", "Background"),
                            ("off_record", "Off the record"),
                        ],
                        default=annotations.domain.vocabulary.Terms["ON_RECORD"],
                        max_length=24,
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("internal", "Desk only"),
                            ("sealed", "Sealed: named people only"),
                        ],
                        default=annotations.domain.vocabulary.Visibility["PUBLIC"],
                        max_length=24,
                    ),
                ),
                ("detached_at", models.DateTimeField(blank=True, null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="annotations.claim",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "obtained_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="annotations.snapshot",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="annotations.source",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "web",
                                    "document",
                                    "dataset",
                                    "email",
                                    "interview",
                                    "recording",
                                    "image",
                                    "calculation",
                                ],
                            )
                        ),
                        name="evidence_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stance__in", ["supports", "refutes", "context"])),
                        name="evidence_stance_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("terms__in", ["on_record", "background", "off_record"])
                        ),
                        name="evidence_terms_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("visibility__in", ["public", "internal", "sealed"])),
                        name="evidence_visibility_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("visibility", annotations.domain.vocabulary.Visibility["SEALED"]),
                                _negated=True,
                            ),
                            models.Q(
                                ("locator", {}),
                                ("note", ""),
                                ("quote", ""),
                                ("snapshot", None),
                                ("source", None),
                                ("url", ""),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_sealed_apart",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("terms", annotations.domain.vocabulary.Terms["OFF_RECORD"]),
                                _negated=True,
                            ),
                            models.Q(
                                ("visibility", annotations.domain.vocabulary.Visibility["PUBLIC"]),
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="evidence_off_record_not_public",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExportJob",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("claimreview", "ClaimReview (JSON-LD)"),
                            ("webannotation", "W3C Web Annotation (JSON-LD)"),
                            ("csv", "CSV table"),
                            ("jsonl", "JSON lines"),
                            ("html", "Claim report (printable)"),
                        ],
                        max_length=24,
                    ),
                ),
                ("filters", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting for a worker"),
                            ("running", "Running"),
                            ("done", "Ready"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default=annotations.domain.vocabulary.ExportState["QUEUED"],
                        max_length=24,
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(null=True)),
                ("rows", models.PositiveIntegerField(null=True)),
                ("losses", models.JSONField(default=list)),
                ("file", models.FileField(blank=True, max_length=300, upload_to="exports/%Y/%m/")),
                ("size", models.BigIntegerField(null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("cancel_requested_at", models.DateTimeField(blank=True, null=True)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("problem", models.TextField(blank=True)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="annotations.desk"
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["desk", "-created_at"], name="export_by_age"),
                    models.Index(
                        condition=models.Q(("state__in", ["queued", "running"])),
                        fields=["state"],
                        name="export_unfinished",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("format__in", ["claimreview", "webannotation", "csv", "jsonl", "html"])
                        ),
                        name="exportjob_format_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["queued", "running", "done", "failed", "cancelled"])
                        ),
                        name="exportjob_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", annotations.domain.vocabulary.ExportState["DONE"]),
                                _negated=True,
                            ),
                            models.Q(
                                models.Q(("sha256", ""), _negated=True),
                                models.Q(("file", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="exportjob_done_has_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExportDownload",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "export",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="downloads",
                        to="annotations.exportjob",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("key", models.CharField(max_length=128)),
                ("route", models.CharField(max_length=300)),
                ("body_sha256", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField()),
                ("answer", models.JSONField(default=dict)),
                ("etag", models.CharField(blank=True, max_length=64)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["created_at"], name="idempotency_by_age")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "key"), name="idempotency_key_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("editor", "Editor"),
                            ("reviewer", "Reviewer"),
                            ("lead", "Lead"),
                            ("guest", "Guest"),
                        ],
                        max_length=24,
                    ),
                ),
                ("starts_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "scope_kind",
                    models.CharField(
                        blank=True,
                        choices=[("article", "article"), ("claim", "claim")],
                        default="",
                        max_length=8,
                    ),
                ),
                ("scope_id", models.UUIDField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="annotations.desk",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["editor", "reviewer", "lead", "guest"])),
                        name="membership_role_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_at", None)),
                        fields=("account", "desk"),
                        name="membership_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at", None),
                            ("ends_at__gt", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="membership_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scope_id", None), ("scope_kind", "")),
                            models.Q(
                                ("scope_id__isnull", False),
                                ("scope_kind__in", ["article", "claim"]),
                            ),
                            _connector="OR",
                        ),
                        name="membership_scope_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scope_kind", ""),
                            ("role", annotations.domain.vocabulary.Role["GUEST"]),
                            _connector="OR",
                        ),
                        name="membership_scope_for_guests",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=500)),
                ("url", models.URLField(blank=True, max_length=2000)),
                ("byline", models.CharField(blank=True, max_length=300)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "published_precision",
                    models.CharField(
                        choices=[
                            ("minute", "to the minute"),
                            ("day", "to the day"),
                            ("month", "to the month"),
                            ("year", "to the year"),
                            ("unknown", "unknown"),
                        ],
                        default=annotations.domain.vocabulary.Precision["UNKNOWN"],
                        max_length=24,
                    ),
                ),
                ("zone_assumed", models.BooleanField(default=False)),
                ("language", models.CharField(max_length=12)),
                ("intake_key", models.CharField(editable=False, max_length=64)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="annotations.desk"
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="annotations.publisher",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["desk", "-id"], name="article_by_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("desk", "intake_key"), name="article_once"),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="article_has_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "published_precision__in",
                                ["minute", "day", "month", "year", "unknown"],
                            )
                        ),
                        name="article_published_precision_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at__isnull", False),
                            (
                                "published_precision",
                                annotations.domain.vocabulary.Precision["UNKNOWN"],
                            ),
                            _connector="OR",
                        ),
                        name="article_date_with_precision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Occurrence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                ("media_url", models.URLField(blank=True, max_length=2000)),
                ("timecode", models.CharField(blank=True, max_length=20)),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("verbatim", "Word for word"),
                            ("paraphrase", "Paraphrase"),
                            ("visual", "In a picture"),
                            ("omission", "By leaving out"),
                        ],
                        default=annotations.domain.vocabulary.Form["VERBATIM"],
                        max_length=24,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("language", models.CharField(max_length=12)),
                ("translation", models.TextField(blank=True)),
                (
                    "outlet_position",
                    models.CharField(
                        choices=[
                            ("asserts", "The outlet says so itself"),
                            ("reports", "The outlet reports that it was said"),
                        ],
                        default=annotations.domain.vocabulary.OutletPosition["REPORTS"],
                        max_length=24,
                    ),
                ),
                ("said_on", models.DateField(blank=True, null=True)),
                (
                    "said_precision",
                    models.CharField(
                        choices=[
                            ("minute", "to the minute"),
                            ("day", "to the day"),
                            ("month", "to the month"),
                            ("year", "to the year"),
                            ("unknown", "unknown"),
                        ],
                        default=annotations.domain.vocabulary.Precision["UNKNOWN"],
                        max_length=24,
                    ),
                ),
                ("published_on", models.DateField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=200)),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occurrences",
                        to="annotations.article",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occurrences",
                        to="annotations.claim",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("form__in", ["verbatim", "paraphrase", "visual", "omission"])
                        ),
                        name="occurrence_form_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outlet_position__in", ["asserts", "reports"])),
                        name="occurrence_outlet_position_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("said_precision__in", ["minute", "day", "month", "year", "unknown"])
                        ),
                        name="occurrence_said_precision_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("article__isnull", False),
                            models.Q(("media_url", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="occurrence_somewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("said_on__isnull", False),
                            ("said_precision", annotations.domain.vocabulary.Precision["UNKNOWN"]),
                            _connector="OR",
                        ),
                        name="occurrence_date_with_precision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OccurrenceSpeaker",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                ("role", models.CharField(blank=True, max_length=200)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "occurrence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="speakers",
                        to="annotations.occurrence",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="annotations.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("occurrence", "person"),
                        name="speaker_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Payload",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.JSONField(null=True)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                ("erased_reason", models.TextField(blank=True)),
                (
                    "erased_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_at", None),
                            models.Q(
                                ("content", None), models.Q(("erased_reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="payload_tombstone_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonRole",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("title", models.CharField(max_length=200)),
                ("organisation", models.CharField(blank=True, max_length=200)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="annotations.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on", None),
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="personrole_ends_after_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                ("slug", models.SlugField(allow_unicode=True, max_length=80)),
                ("headline", models.CharField(max_length=300)),
                ("language", models.CharField(max_length=12)),
                ("not_before", models.DateTimeField(blank=True, null=True)),
                ("withheld_at", models.DateTimeField(blank=True, null=True)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="annotations.desk"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "translation_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="annotations.publication",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="publication_slug_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicationVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("payload", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="annotations.publication",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("publication", "number"), name="publication_number_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RatingScale",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("slug", models.SlugField()),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=100)),
                ("definition", models.TextField(blank=True)),
                ("is_default", models.BooleanField(default=False)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="annotations.desk"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-is_default", "name", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("desk", "slug", "number"), name="ratingscale_version_unique"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("desk",),
                        name="ratingscale_one_default",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("slug", models.SlugField()),
                ("label", models.CharField(max_length=60)),
                ("definition", models.TextField(blank=True)),
                ("order", models.PositiveSmallIntegerField()),
                ("position", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("claimreview", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "averitec",
                    models.CharField(
                        choices=[
                            ("Supported", "Supported"),
                            ("Refuted", "Refuted"),
                            ("Not Enough Evidence", "Not Enough Evidence"),
                            (
                                "Conflicting Evidence/Cherrypicking",
                                "Conflicting Evidence/Cherrypicking",
                            ),
                        ],
                        max_length=40,
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="annotations.ratingscale",
                    ),
                ),
            ],
            options={
                "ordering": ["order"],
                "constraints": [
                    models.UniqueConstraint(fields=("scale", "slug"), name="rating_slug_unique"),
                    models.UniqueConstraint(fields=("scale", "order"), name="rating_order_unique"),
                    models.UniqueConstraint(
                        fields=("scale", "position"), name="rating_position_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("claimreview", None), ("position", None)),
                            models.Q(
                                ("claimreview__gte", 1),
                                ("claimreview__lte", 5),
                                ("position__gte", 1),
                            ),
                            _connector="OR",
                        ),
                        name="rating_on_or_off_scale",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "averitec__in",
                                [
                                    "Supported",
                                    "Refuted",
                                    "Not Enough Evidence",
                                    "Conflicting Evidence/Cherrypicking",
                                ],
                            )
                        ),
                        name="rating_averitec_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                ("summary", models.CharField(blank=True, max_length=280)),
                ("justification", models.TextField(blank=True)),
                ("language", models.CharField(max_length=12)),
                ("as_of", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Waiting for review"),
                            ("in_review", "In review"),
                            ("changes_requested", "Changes requested"),
                            ("disputed", "Two verdicts differ"),
                            ("approved", "Approved"),
                            ("published", "Published"),
                            ("corrected", "Corrected"),
                            ("retracted", "Retracted"),
                            ("withheld", "Withheld"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default=annotations.domain.vocabulary.VerdictState["DRAFT"],
                        max_length=24,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to="annotations.claim",
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="annotations.rating",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "-id"], name="verdict_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "submitted",
                                    "in_review",
                                    "changes_requested",
                                    "disputed",
                                    "approved",
                                    "published",
                                    "corrected",
                                    "retracted",
                                    "withheld",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="verdict_state_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    annotations.domain.vocabulary.VerdictState["WITHDRAWN"],
                                    annotations.domain.vocabulary.VerdictState["RETRACTED"],
                                ],
                            ),
                            _negated=True,
                        ),
                        fields=("claim",),
                        name="verdict_one_live",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    annotations.domain.vocabulary.VerdictState["DRAFT"],
                                    annotations.domain.vocabulary.VerdictState["WITHDRAWN"],
                                ],
                            ),
                            ("rating__isnull", False),
                            _connector="OR",
                        ),
                        name="verdict_rated",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="annotations.claim",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verdict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="annotations.verdict",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("verdict", "number"), name="submission_number_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedVerdict",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to="annotations.publicationversion",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="annotations.submission",
                    ),
                ),
                (
                    "verdict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_in",
                        to="annotations.verdict",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "verdict"), name="published_verdict_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewQueue",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                ("slug", models.SlugField()),
                ("name", models.CharField(max_length=100)),
                ("lease_minutes", models.PositiveSmallIntegerField(default=20)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="annotations.desk"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("desk", "slug"), name="queue_slug_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewPolicy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("slug", models.SlugField()),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=100)),
                ("kinds", models.JSONField(default=dict)),
                ("blind", models.BooleanField(default=False)),
                ("adjudication_steps", models.PositiveSmallIntegerField(default=2)),
                ("due_hours", models.PositiveIntegerField(default=24)),
                ("is_default", models.BooleanField(default=False)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="annotations.desk"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("desk", "slug", "number"), name="reviewpolicy_version_unique"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("desk",),
                        name="reviewpolicy_one_default",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_hours__gte", 1)), name="reviewpolicy_due_later"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewRound",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                ("due_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("approved", "Approved"),
                            ("changes_requested", "Changes requested"),
                            ("disputed", "Disputed"),
                            ("void", "Void: what was judged changed"),
                        ],
                        default="",
                        max_length=24,
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="annotations.reviewpolicy"
                    ),
                ),
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="round",
                        to="annotations.submission",
                    ),
                ),
                (
                    "verdict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="annotations.verdict",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                ["approved", "changes_requested", "disputed", "void", ""],
                            )
                        ),
                        name="reviewround_outcome_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("verdict",),
                        name="round_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("outcome", "")),
                            models.Q(
                                ("closed_at__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="round_closed_with_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QueueItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("editorial", "Editorial"),
                            ("legal", "Legal"),
                            ("copy", "Copy"),
                            ("standards", "Standards"),
                        ],
                        default=annotations.domain.vocabulary.ReviewKind["EDITORIAL"],
                        max_length=24,
                    ),
                ),
                ("seat", models.PositiveSmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("leased", "With a reviewer"),
                            ("done", "Done"),
                            ("cancelled", "Cancelled"),
                        ],
                        default=annotations.domain.vocabulary.QueueItemState["WAITING"],
                        max_length=24,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("rank_at", models.DateTimeField()),
                ("reasons", models.JSONField(default=list)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "queue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="annotations.reviewqueue",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="queue_items",
                        to="annotations.reviewround",
                    ),
                ),
                (
                    "verdict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="queue_items",
                        to="annotations.verdict",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    annotations.domain.vocabulary.QueueItemState["WAITING"],
                                    annotations.domain.vocabulary.QueueItemState["LEASED"],
                                ],
                            )
                        ),
                        fields=["queue", "rank_at"],
                        name="queueitem_in_order",
                    ),
                    models.Index(fields=["round"], name="queueitem_by_round"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["editorial", "legal", "copy", "standards"])
                        ),
                        name="queueitem_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "leased", "done", "cancelled"])
                        ),
                        name="queueitem_state_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    annotations.domain.vocabulary.QueueItemState["WAITING"],
                                    annotations.domain.vocabulary.QueueItemState["LEASED"],
                                ],
                            )
                        ),
                        fields=("verdict", "queue", "seat"),
                        name="queueitem_one_live",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("holder__isnull", False),
                                ("lease_until__isnull", False),
                                ("state", annotations.domain.vocabulary.QueueItemState["LEASED"]),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "state",
                                        annotations.domain.vocabulary.QueueItemState["LEASED"],
                                    ),
                                    _negated=True,
                                ),
                                ("lease_until", None),
                            ),
                            _connector="OR",
                        ),
                        name="queueitem_lease_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at", None),
                                (
                                    "state__in",
                                    [
                                        annotations.domain.vocabulary.QueueItemState["WAITING"],
                                        annotations.domain.vocabulary.QueueItemState["LEASED"],
                                    ],
                                ),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "state__in",
                                        [
                                            annotations.domain.vocabulary.QueueItemState["WAITING"],
                                            annotations.domain.vocabulary.QueueItemState["LEASED"],
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("closed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="queueitem_closed_dated",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Relation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("same", "Same claim"),
                            ("variant_of", "Variant of"),
                            ("part_of", "Part of"),
                            ("contradicts", "Contradicts"),
                        ],
                        max_length=24,
                    ),
                ),
                ("dissolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations",
                        to="annotations.claim",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="related_from",
                        to="annotations.claim",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["same", "variant_of", "part_of", "contradicts"])
                        ),
                        name="relation_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("claim", models.F("other")), _negated=True),
                        name="relation_two_claims",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("dissolved_at", None)),
                        fields=("claim", "other", "kind"),
                        name="relation_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("editorial", "Editorial"),
                            ("legal", "Legal"),
                            ("copy", "Copy"),
                            ("standards", "Standards"),
                        ],
                        default=annotations.domain.vocabulary.ReviewKind["EDITORIAL"],
                        max_length=24,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("approve", "Approved"), ("request_changes", "Changes requested")],
                        max_length=24,
                    ),
                ),
                ("comment", models.TextField(blank=True)),
                (
                    "rating",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="annotations.rating",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="annotations.reviewround",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="annotations.submission",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["editorial", "legal", "copy", "standards"])
                        ),
                        name="review_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["approve", "request_changes"])),
                        name="review_outcome_known",
                    ),
                    models.UniqueConstraint(
                        fields=("round", "reviewer", "kind"), name="review_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", annotations.domain.vocabulary.ReviewOutcome["APPROVE"]),
                            models.Q(("comment", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="review_says_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticleRevision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("length", models.PositiveIntegerField()),
                ("dropped", models.JSONField(default=list)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="annotations.article",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="annotations.snapshot"
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "number"), name="revision_number_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("length", django.db.models.functions.text.Length("text"))
                        ),
                        name="revision_length_true",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RevisionBlock",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("paragraph", "Paragraph"),
                            ("heading", "Heading"),
                            ("list_item", "List item"),
                            ("quote", "Quote"),
                        ],
                        max_length=24,
                    ),
                ),
                ("text", models.TextField()),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blocks",
                        to="annotations.articlerevision",
                    ),
                ),
            ],
            options={
                "ordering": ["start"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("revision", "start"), name="block_start_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "end",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("start"),
                                    "+",
                                    django.db.models.functions.text.Length("text"),
                                ),
                            )
                        ),
                        name="block_length_true",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["paragraph", "heading", "list_item", "quote"])
                        ),
                        name="revisionblock_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedAccess",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="access",
                        to="annotations.evidence",
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("evidence", "account"),
                        name="sealed_access_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedEvidence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                ("source_title", models.CharField(blank=True, max_length=500)),
                ("url", models.URLField(blank=True, max_length=2000)),
                ("quote", models.TextField(blank=True)),
                ("locator", models.JSONField(blank=True, default=dict)),
                ("note", models.TextField(blank=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "evidence",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sealed",
                        to="annotations.evidence",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Triage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("to_check", "To check"),
                            ("not_checkable", "Not checkable"),
                            ("not_selected", "Not selected"),
                        ],
                        max_length=24,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="triages",
                        to="annotations.claim",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decision__in", ["to_check", "not_checkable", "not_selected"])
                        ),
                        name="triage_decision_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decision", annotations.domain.vocabulary.TriageDecision["TO_CHECK"]),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="triage_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("name", models.CharField(max_length=100)),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("scopes", models.JSONField(default=list)),
                ("expires_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Anchor",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("start", models.PositiveIntegerField(null=True)),
                ("end", models.PositiveIntegerField(null=True)),
                ("exact", models.TextField()),
                ("prefix", models.CharField(blank=True, max_length=64)),
                ("suffix", models.CharField(blank=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("exact", "Exact"),
                            ("moved", "Moved"),
                            ("changed", "Changed"),
                            ("ambiguous", "Ambiguous"),
                            ("lost", "Lost"),
                        ],
                        default=annotations.domain.vocabulary.AnchorState["EXACT"],
                        max_length=24,
                    ),
                ),
                ("confidence", models.FloatField(default=1.0)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="anchors",
                        to="annotations.articlerevision",
                    ),
                ),
                (
                    "occurrence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="anchors",
                        to="annotations.occurrence",
                    ),
                ),
            ],
            options={
                "ordering": ["start", "-end"],
                "indexes": [
                    models.Index(fields=["revision", "start"], name="anchor_in_reading_order")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["exact", "moved", "changed", "ambiguous", "lost"])
                        ),
                        name="anchor_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end", None),
                                ("start", None),
                                (
                                    "state__in",
                                    [
                                        annotations.domain.vocabulary.AnchorState["LOST"],
                                        annotations.domain.vocabulary.AnchorState["AMBIGUOUS"],
                                    ],
                                ),
                            ),
                            models.Q(
                                (
                                    "end",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("start"),
                                        "+",
                                        django.db.models.functions.text.Length("exact"),
                                    ),
                                ),
                                ("end__gt", models.F("start")),
                                (
                                    "state__in",
                                    [
                                        annotations.domain.vocabulary.AnchorState["EXACT"],
                                        annotations.domain.vocabulary.AnchorState["MOVED"],
                                        annotations.domain.vocabulary.AnchorState["CHANGED"],
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="anchor_placed_or_not",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)),
                        fields=("occurrence", "revision", "start"),
                        name="anchor_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                ("whom", models.CharField(blank=True, max_length=200)),
                ("channel", models.CharField(blank=True, max_length=60)),
                ("question", models.TextField(blank=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("deadline", models.DateTimeField(blank=True, null=True)),
                ("reply", models.TextField(blank=True)),
                ("replied_at", models.DateTimeField(blank=True, null=True)),
                ("none_because", models.TextField(blank=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="annotations.claim",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="annotations.person",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("sent_at__isnull", False),
                                models.Q(("question", ""), _negated=True),
                            ),
                            models.Q(("none_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="contact_or_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reply", ""), ("replied_at__isnull", False), _connector="OR"
                        ),
                        name="contact_reply_dated",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="annotations.claim"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("claim", "account"), name="contribution_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("clarification", "Clarification"),
                            ("update", "Update"),
                            ("correction", "Correction"),
                            ("retraction", "Retraction"),
                            ("withholding", "Withholding"),
                        ],
                        max_length=24,
                    ),
                ),
                ("reason", models.TextField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="annotations.publication",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="annotations.publicationversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "clarification",
                                    "update",
                                    "correction",
                                    "retraction",
                                    "withholding",
                                ],
                            )
                        ),
                        name="correction_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="correction_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Credit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("role", models.CharField(max_length=100)),
                ("is_withheld", models.BooleanField(default=False)),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credits",
                        to="annotations.publication",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_withheld", True),
                            models.Q(("name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="credit_named_or_withheld",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("act", models.CharField(max_length=64)),
                ("subject_kind", models.CharField(max_length=32)),
                ("subject_id", models.UUIDField()),
                ("subject_version", models.PositiveIntegerField(null=True)),
                ("claim_id", models.UUIDField(null=True)),
                ("data", models.JSONField(default=dict)),
                ("payload_sha256", models.CharField(blank=True, max_length=64)),
                ("sealed_sequence", models.BigIntegerField(null=True, unique=True)),
                ("sealed_previous", models.CharField(blank=True, max_length=64)),
                ("sealed_hash", models.CharField(blank=True, max_length=64)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="annotations.desk"
                    ),
                ),
                (
                    "payload",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="annotations.payload",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject_id", "id"], name="audit_by_subject"),
                    models.Index(fields=["claim_id", "id"], name="audit_by_claim"),
                    django.contrib.postgres.indexes.BrinIndex(
                        fields=["created_at"], name="audit_by_time"
                    ),
                    models.Index(
                        condition=models.Q(("sealed_sequence", None)),
                        fields=["id"],
                        name="audit_unsealed",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="claim",
            name="contributors",
            field=models.ManyToManyField(
                related_name="+", through="annotations.Contribution", to=settings.AUTH_USER_MODEL
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="desk",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_versions",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END; RETURN NEW;",
                    hash="2041ee9e23892a67b6c910b41291bdff742c55c7",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_versions_9a005",
                    table="annotations_desk",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="desk",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted', MESSAGE = 'These rows are never deleted.';",
                    hash="77f37d31deb70024ec07ad9c67e0d3b6f4ccf6e7",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_a7e63",
                    table="annotations_desk",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contribution",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.';",
                    hash="c43afdc3f592162517bc8389de748d150b51f66e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_aeda9",
                    table="annotations_contribution",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exportjob",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_versions",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END; RETURN NEW;",
                    hash="122eb7db6c8e2baf46d43fbca119dd77ae24b864",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_versions_d96d8",
                    table="annotations_exportjob",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exportdownload",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.';",
                    hash="d9e0882d0af07c2924dc696195bbdbf84ed4b534",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e7a4d",
                    table="annotations_exportdownload",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_versions",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END; RETURN NEW;",
                    hash="337d83ddd45a5c51a8b1011808ce0478af3dd299",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_versions_db192",
                    table="annotations_membership",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted', MESSAGE = 'These rows are never deleted.';",
                    hash="daa1414c1fb34a69423e92fb23994b4b40ee19ec",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_4719a",
                    table="annotations_membership",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrence",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted', MESSAGE = 'These rows are never deleted.';",
                    hash="1f6a68c02dcb9b6429136a7afbe33326488605c8",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_fa781",
                    table="annotations_occurrence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrence",
            trigger=pgtrigger.compiler.Trigger(
                name="fixed",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n    IF ROW(NEW.claim_id) IS DISTINCT FROM ROW(OLD.claim_id) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'fixed_columns', MESSAGE = 'This row cannot be moved.';\n    END IF;\n    RETURN NEW;",
                    hash="cd5889125e484733671e39dc02f3143f2a4028e6",
                    operation="UPDATE",
                    pgid="pgtrigger_fixed_6a992",
                    table="annotations_occurrence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrence",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_versions",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END; RETURN NEW;",
                    hash="0f2ac58bfbcb2622463509db2153860bc25d24ac",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_versions_212dd",
                    table="annotations_occurrence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrence",
            trigger=pgtrigger.compiler.Trigger(
                name="same_desk_article",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n    IF NEW.article_id IS NOT NULL AND\n       (SELECT desk_id FROM annotations_article WHERE id = NEW.article_id) IS DISTINCT FROM\n       (SELECT desk_id FROM annotations_claim WHERE id = NEW.claim_id) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'same_desk', MESSAGE = 'Both rows must belong to one desk.';\n    END IF;\n    RETURN NEW;",
                    hash="c1dd352fe7c5230453f33d5aaa183f75c6d52c82",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_same_desk_article_6663d",
                    table="annotations_occurrence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrence",
            trigger=pgtrigger.compiler.Trigger(
                name="material",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    declare="DECLARE touched uuid;",
                    func="\n    SELECT id INTO touched FROM annotations_claim WHERE id = (NEW.claim_id) FOR UPDATE;\n    IF TG_OP = 'INSERT' OR (ROW(NEW.article_id, NEW.media_url, NEW.timecode, NEW.form, NEW.words, NEW.language, NEW.translation, NEW.outlet_position, NEW.said_on, NEW.said_precision) IS DISTINCT FROM ROW(OLD.article_id, OLD.media_url, OLD.timecode, OLD.form, OLD.words, OLD.language, OLD.translation, OLD.outlet_position, OLD.said_on, OLD.said_precision)) THEN\n        \n    INSERT INTO annotations_contribution (claim_id, account_id, created_at)\n    VALUES (touched, NEW.changed_by_id, clock_timestamp()) ON CONFLICT DO NOTHING;\n        UPDATE annotations_claim SET version = version + 1 WHERE id = touched;\n        \n    UPDATE annotations_verdict SET state = 'draft'\n    WHERE claim_id = touched AND state IN ('submitted', 'in_review', 'disputed', 'approved');\n    ELSE\n        UPDATE annotations_claim SET changed_xid = 0 WHERE id = touched;\n    END IF;\n    RETURN NULL;",
                    hash="5f7f74740e80a632632e7476c1ac1974c54f7d3f",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_material_25117",
                    table="annotations_occurrence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="anchor",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.'; END IF;\n        IF (to_jsonb(NEW) - ARRAY['superseded_at']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['superseded_at']) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.'; END IF;\n        RETURN NEW;",
                    hash="b5fe1c255f3e13271ae704f4568b83dc8e8851b0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_619bf",
                    table="annotations_anchor",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="anchor",
            trigger=pgtrigger.compiler.Trigger(
                name="anchored",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    declare="DECLARE standing text;",
                    func="\n    IF NEW.start IS NULL THEN RETURN NEW; END IF;\n    SELECT string_agg(\n        substr(b.text, greatest(NEW.start, b.start) - b.start + 1,\n               least(NEW.\"end\", b.\"end\") - greatest(NEW.start, b.start)),\n        E'\\n\\n' ORDER BY b.start)\n    INTO standing FROM annotations_revisionblock b\n    WHERE b.revision_id = NEW.revision_id AND b.start < NEW.\"end\" AND b.\"end\" > NEW.start;\n    IF standing IS DISTINCT FROM NEW.exact THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'anchor_words', MESSAGE = 'The words of an anchor must stand at its offsets.';\n    END IF;\n    RETURN NEW;",
                    hash="6259ee01eec9c63da65c233b1ec83772aa4454a0",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_anchored_9afc2",
                    table="annotations_anchor",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="anchor",
            trigger=pgtrigger.compiler.Trigger(
                name="touches_claim",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="UPDATE annotations_claim SET changed_xid = 0 WHERE id = (SELECT claim_id FROM annotations_occurrence WHERE id = NEW.occurrence_id); RETURN NULL;",
                    hash="0fa480ea509ade0d1b0067855038a4170992ca45",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_touches_claim_6842b",
                    table="annotations_anchor",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="payload",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.'; END IF;\n        IF (to_jsonb(NEW) - ARRAY['content', 'erased_at', 'erased_by_id', 'erased_reason']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['content', 'erased_at', 'erased_by_id', 'erased_reason']) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.'; END IF;\n        RETURN NEW;",
                    hash="7ce2990d0fe1a70e2918ed51d164604d31d5030b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4beff",
                    table="annotations_payload",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="auditevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.'; END IF;\n        IF (to_jsonb(NEW) - ARRAY['sealed_sequence', 'sealed_previous', 'sealed_hash']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['sealed_sequence', 'sealed_previous', 'sealed_hash']) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.'; END IF;\n        RETURN NEW;",
                    hash="31e547fa89c26f16e4f17bcb34cc5c9824928b84",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a996c",
                    table="annotations_auditevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_versions",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END; RETURN NEW;",
                    hash="b9febecf6b62b53784eb8071096ed0fced3a0675",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_versions_aab0f",
                    table="annotations_person",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted', MESSAGE = 'These rows are never deleted.';",
                    hash="d26c10b154e760b62f404dec6518afc88fb2290e",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_5762a",
                    table="annotations_person",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrencespeaker",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted', MESSAGE = 'These rows are never deleted.';",
                    hash="cce31d3c14bab1f8e5bbbef4141899e4e3625fc3",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_b82ed",
                    table="annotations_occurrencespeaker",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrencespeaker",
            trigger=pgtrigger.compiler.Trigger(
                name="fixed",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n    IF ROW(NEW.occurrence_id) IS DISTINCT FROM ROW(OLD.occurrence_id) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'fixed_columns', MESSAGE = 'This row cannot be moved.';\n    END IF;\n    RETURN NEW;",
                    hash="78e6eaff29704c1103c4e7934f808d4ceb920d76",
                    operation="UPDATE",
                    pgid="pgtrigger_fixed_5fa2c",
                    table="annotations_occurrencespeaker",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrencespeaker",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_versions",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END; RETURN NEW;",
                    hash="b1c0757a72676af3bba763eb46cc00dea5a5e16c",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_versions_90413",
                    table="annotations_occurrencespeaker",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrencespeaker",
            trigger=pgtrigger.compiler.Trigger(
                name="material",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    declare="DECLARE touched uuid;",
                    func="\n    SELECT id INTO touched FROM annotations_claim WHERE id = (SELECT claim_id FROM annotations_occurrence WHERE id = NEW.occurrence_id) FOR UPDATE;\n    IF TG_OP = 'INSERT' OR (ROW(NEW.person_id, NEW.role, NEW.removed_at) IS DISTINCT FROM ROW(OLD.person_id, OLD.role, OLD.removed_at)) THEN\n        \n    INSERT INTO annotations_contribution (claim_id, account_id, created_at)\n    VALUES (touched, NEW.changed_by_id, clock_timestamp()) ON CONFLICT DO NOTHING;\n        UPDATE annotations_claim SET version = version + 1 WHERE id = touched;\n        \n    UPDATE annotations_verdict SET state = 'draft'\n    WHERE claim_id = touched AND state IN ('submitted', 'in_review', 'disputed', 'approved');\n    ELSE\n        UPDATE annotations_claim SET changed_xid = 0 WHERE id = touched;\n    END IF;\n    RETURN NULL;",
                    hash="e6028a1797871e283e3ce64c5b49d945f47b4e7b",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_material_61a21",
                    table="annotations_occurrencespeaker",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted', MESSAGE = 'These rows are never deleted.';",
                    hash="11f0418776e0f1c5f6e9753a03855e5d47c44c1b",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_343f0",
                    table="annotations_contact",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="fixed",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n    IF ROW(NEW.claim_id) IS DISTINCT FROM ROW(OLD.claim_id) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'fixed_columns', MESSAGE = 'This row cannot be moved.';\n    END IF;\n    RETURN NEW;",
                    hash="86660862e502bc32cd040d737f655899f310e789",
                    operation="UPDATE",
                    pgid="pgtrigger_fixed_f411b",
                    table="annotations_contact",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_versions",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END; RETURN NEW;",
                    hash="55a5e80eeccf8eab2e6b53ddf6d345510617112b",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_versions_a3796",
                    table="annotations_contact",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="touches_claim",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="UPDATE annotations_claim SET changed_xid = 0 WHERE id = (NEW.claim_id); RETURN NULL;",
                    hash="bf3b17e432a63e2086285ac39cbaf3e52556b512",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_touches_claim_a7d99",
                    table="annotations_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted', MESSAGE = 'These rows are never deleted.';",
                    hash="2e6394a0d3d441ff87cd1e2e756c926b3c0cb51c",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_efc91",
                    table="annotations_publication",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_versions",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END; RETURN NEW;",
                    hash="b53f324b937e11f2af1f3b53bd25e63482122fb0",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_versions_dd8b2",
                    table="annotations_publication",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credit",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_versions",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END; RETURN NEW;",
                    hash="3a86ca337363916125ce0932df2e7ed588f34d77",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_versions_5c00c",
                    table="annotations_credit",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicationversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.';",
                    hash="a0d8e42bfd9c6e76ee334b6e749869a6f97298bb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_59138",
                    table="annotations_publicationversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.';",
                    hash="c8a232da58b6974a8eae5222e1d504251ebf8c1d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_97fab",
                    table="annotations_correction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publisher",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_versions",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END; RETURN NEW;",
                    hash="adf83206f98a8632d3582b92acd9f8f2bbe48043",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_versions_82116",
                    table="annotations_publisher",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publisher",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted', MESSAGE = 'These rows are never deleted.';",
                    hash="dea59165b38eae63218edb62ecf435dfc777984f",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_56cbc",
                    table="annotations_publisher",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_versions",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END; RETURN NEW;",
                    hash="0e7d3bf593842014ba739216ef5a28f573b00946",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_versions_1f7de",
                    table="annotations_article",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted', MESSAGE = 'These rows are never deleted.';",
                    hash="0d4627c906f3648911de86c7a206ba6bf07c7a35",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_0fb2b",
                    table="annotations_article",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratingscale",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.'; END IF;\n        IF (to_jsonb(NEW) - ARRAY['is_default', 'retired_at']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['is_default', 'retired_at']) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.'; END IF;\n        RETURN NEW;",
                    hash="5bf367f68b76bfacb60bd698c4934f3feee6d817",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_77903",
                    table="annotations_ratingscale",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rating",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.';",
                    hash="1592bc5734e03e3afeec692b2d5b664f806dfbe4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f8416",
                    table="annotations_rating",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relation",
            trigger=pgtrigger.compiler.Trigger(
                name="fixed",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n    IF ROW(NEW.claim_id, NEW.other_id) IS DISTINCT FROM ROW(OLD.claim_id, OLD.other_id) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'fixed_columns', MESSAGE = 'This row cannot be moved.';\n    END IF;\n    RETURN NEW;",
                    hash="7e62794f4088ad8b4a31580c8b570df1acd3a2dd",
                    operation="UPDATE",
                    pgid="pgtrigger_fixed_313d6",
                    table="annotations_relation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relation",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_versions",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END; RETURN NEW;",
                    hash="02acab528e87205e0f7799f8a51d9a4b3202ec4c",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_versions_8645c",
                    table="annotations_relation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relation",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted', MESSAGE = 'These rows are never deleted.';",
                    hash="8d9a57ac1a9d658909e2d1a2ec3d064613b08f60",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_9005f",
                    table="annotations_relation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relation",
            trigger=pgtrigger.compiler.Trigger(
                name="same_desk_claim",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n    IF NEW.other_id IS NOT NULL AND\n       (SELECT desk_id FROM annotations_claim WHERE id = NEW.other_id) IS DISTINCT FROM\n       (SELECT desk_id FROM annotations_claim WHERE id = NEW.claim_id) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'same_desk', MESSAGE = 'Both rows must belong to one desk.';\n    END IF;\n    RETURN NEW;",
                    hash="01efc5dd940f7ba76b8a0a8a4a1660edbfd0aad0",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_same_desk_claim_6242d",
                    table="annotations_relation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewpolicy",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.'; END IF;\n        IF (to_jsonb(NEW) - ARRAY['is_default', 'retired_at']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['is_default', 'retired_at']) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.'; END IF;\n        RETURN NEW;",
                    hash="3cd2a920bffd0aba84f7a622f75b974b3627549d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_18f44",
                    table="annotations_reviewpolicy",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewqueue",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted', MESSAGE = 'These rows are never deleted.';",
                    hash="07679446b1b33c5fd2d8f4f54a49cb56fc64fde5",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_cee7a",
                    table="annotations_reviewqueue",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewqueue",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_versions",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END; RETURN NEW;",
                    hash="9762a250c932576ee21eacba85305997af49b78c",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_versions_b8f0f",
                    table="annotations_reviewqueue",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="revisionblock",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.';",
                    hash="734db5d1950c4119d2576fd6075abced8492c0f1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a9bb8",
                    table="annotations_revisionblock",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sealedevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted', MESSAGE = 'These rows are never deleted.';",
                    hash="386334d0338f098c4a77c0d0cedef09d1bd90004",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_ffb27",
                    table="annotations_sealedevidence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sealedevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="fixed",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n    IF ROW(NEW.evidence_id) IS DISTINCT FROM ROW(OLD.evidence_id) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'fixed_columns', MESSAGE = 'This row cannot be moved.';\n    END IF;\n    RETURN NEW;",
                    hash="5ba5ec12b1c2e43b9b6ff4ede9e7b9ec816139e4",
                    operation="UPDATE",
                    pgid="pgtrigger_fixed_31cfd",
                    table="annotations_sealedevidence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sealedevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_versions",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END; RETURN NEW;",
                    hash="0eb5de67222835e9b7c138ed5ec7f4c4a140d3d5",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_versions_bddae",
                    table="annotations_sealedevidence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sealedevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="material",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    declare="DECLARE touched uuid;",
                    func="\n    SELECT id INTO touched FROM annotations_claim WHERE id = (SELECT claim_id FROM annotations_evidence WHERE id = NEW.evidence_id) FOR UPDATE;\n    IF TG_OP = 'INSERT' OR (ROW(NEW.quote, NEW.url, NEW.source_title, NEW.locator, NEW.note) IS DISTINCT FROM ROW(OLD.quote, OLD.url, OLD.source_title, OLD.locator, OLD.note)) THEN\n        \n    INSERT INTO annotations_contribution (claim_id, account_id, created_at)\n    VALUES (touched, NEW.changed_by_id, clock_timestamp()) ON CONFLICT DO NOTHING;\n        UPDATE annotations_claim SET version = version + 1 WHERE id = touched;\n        \n    UPDATE annotations_verdict SET state = 'draft'\n    WHERE claim_id = touched AND state IN ('submitted', 'in_review', 'disputed', 'approved');\n    ELSE\n        UPDATE annotations_claim SET changed_xid = 0 WHERE id = touched;\n    END IF;\n    RETURN NULL;",
                    hash="d11724e632c4c7686af3babb7e9203fece65c1db",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_material_3ab66",
                    table="annotations_sealedevidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="snapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.'; END IF;\n        IF (to_jsonb(NEW) - ARRAY['file', 'erased_at', 'erased_reason']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['file', 'erased_at', 'erased_reason']) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.'; END IF;\n        RETURN NEW;",
                    hash="2635dd6894c2157688428b97c79497f1192c9e7d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0391e",
                    table="annotations_snapshot",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="articlerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.';",
                    hash="4019d61012709f4fe2a0336e8d3decb06c9bc2d9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_86d78",
                    table="annotations_articlerevision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_versions",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END; RETURN NEW;",
                    hash="9498805f6f3f706b8aede90872aea7a6a5bd7598",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_versions_fecc0",
                    table="annotations_source",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted', MESSAGE = 'These rows are never deleted.';",
                    hash="be622b4c99dd0baf13711f0ec193d5dfd9c33f7b",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_2ad17",
                    table="annotations_source",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted', MESSAGE = 'These rows are never deleted.';",
                    hash="bb9a1266e8d5c78ab022cb7ac6d50e4ed93472f3",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_76221",
                    table="annotations_evidence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="fixed",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n    IF ROW(NEW.claim_id, NEW.made_by_id) IS DISTINCT FROM ROW(OLD.claim_id, OLD.made_by_id) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'fixed_columns', MESSAGE = 'This row cannot be moved.';\n    END IF;\n    RETURN NEW;",
                    hash="ebbac1c6e5a09ec14a9ab20c7780aa6855330928",
                    operation="UPDATE",
                    pgid="pgtrigger_fixed_002dc",
                    table="annotations_evidence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_versions",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END; RETURN NEW;",
                    hash="09c658c635379be328296949e2bb378c4cc900b5",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_versions_ce695",
                    table="annotations_evidence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="same_desk_source",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n    IF NEW.source_id IS NOT NULL AND\n       (SELECT desk_id FROM annotations_source WHERE id = NEW.source_id) IS DISTINCT FROM\n       (SELECT desk_id FROM annotations_claim WHERE id = NEW.claim_id) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'same_desk', MESSAGE = 'Both rows must belong to one desk.';\n    END IF;\n    RETURN NEW;",
                    hash="d19c1cc604e54f33c03dd5e4dbd3ed2b84b53886",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_same_desk_source_180d9",
                    table="annotations_evidence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="material",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    declare="DECLARE touched uuid;",
                    func="\n    SELECT id INTO touched FROM annotations_claim WHERE id = (NEW.claim_id) FOR UPDATE;\n    IF TG_OP = 'INSERT' OR (ROW(NEW.source_id, NEW.kind, NEW.url, NEW.snapshot_id, NEW.locator, NEW.quote, NEW.quote_language, NEW.stance, NEW.note, NEW.visibility, NEW.detached_at) IS DISTINCT FROM ROW(OLD.source_id, OLD.kind, OLD.url, OLD.snapshot_id, OLD.locator, OLD.quote, OLD.quote_language, OLD.stance, OLD.note, OLD.visibility, OLD.detached_at)) THEN\n        \n    INSERT INTO annotations_contribution (claim_id, account_id, created_at)\n    VALUES (touched, NEW.changed_by_id, clock_timestamp()) ON CONFLICT DO NOTHING;\n        UPDATE annotations_claim SET version = version + 1 WHERE id = touched;\n        \n    UPDATE annotations_verdict SET state = 'draft'\n    WHERE claim_id = touched AND state IN ('submitted', 'in_review', 'disputed', 'approved');\n    ELSE\n        UPDATE annotations_claim SET changed_xid = 0 WHERE id = touched;\n    END IF;\n    RETURN NULL;",
                    hash="27190fa411541ab36ca4e58568f11c7c301d2b61",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_material_1a8b6",
                    table="annotations_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.';",
                    hash="c121c4e554b5b5d9112361089774a652e9cdd8cd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9c927",
                    table="annotations_review",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="four_eyes",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    declare="DECLARE judged uuid; judged_version integer; standing integer;",
                    func="\n    SELECT s.claim_id, s.version INTO judged, judged_version FROM annotations_submission s WHERE s.id = NEW.submission_id;\n    SELECT version INTO standing FROM annotations_claim WHERE id = judged FOR UPDATE;\n    IF EXISTS (SELECT 1 FROM annotations_contribution WHERE claim_id = judged AND account_id = NEW.reviewer_id) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'four_eyes', MESSAGE = 'Whoever contributed to a claim cannot review its verdict.';\n    END IF;\n    IF standing <> judged_version THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'stale_submission', MESSAGE = 'What was submitted has changed since.';\n    END IF;\n    IF NOT EXISTS (SELECT 1 FROM annotations_reviewround r WHERE r.id = NEW.round_id AND r.submission_id = NEW.submission_id\n                   AND r.closed_at IS NULL) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'round_open', MESSAGE = 'A review belongs to the open round of its submission.';\n    END IF;\n    RETURN NEW;",
                    hash="fb520fa4d83bd39c7b389e44117a1237ba4b1e12",
                    operation="INSERT",
                    pgid="pgtrigger_four_eyes_12177",
                    table="annotations_review",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="touches_claim",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="UPDATE annotations_claim SET changed_xid = 0 WHERE id = (SELECT claim_id FROM annotations_submission WHERE id = NEW.submission_id); RETURN NULL;",
                    hash="7c1d890578e295320a4a7a051fa342fcd62a964a",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_touches_claim_b9a45",
                    table="annotations_review",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted', MESSAGE = 'These rows are never deleted.';",
                    hash="b5788cfcfff342fa93af5954ad06b0416523d955",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_6eb30",
                    table="annotations_claim",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="fixed",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n    IF ROW(NEW.desk_id, NEW.made_by_id) IS DISTINCT FROM ROW(OLD.desk_id, OLD.made_by_id) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'fixed_columns', MESSAGE = 'This row cannot be moved.';\n    END IF;\n    RETURN NEW;",
                    hash="998c977f1f42ca471fb82438c09e52f42c25a7ff",
                    operation="UPDATE",
                    pgid="pgtrigger_fixed_b90df",
                    table="annotations_claim",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="claim_created",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="NEW.changed_xid := pg_current_xact_id()::text::bigint; NEW.version := 1; RETURN NEW;",
                    hash="4b42a69e44f4412316c4668e3a9bd3cb5d08387f",
                    operation="INSERT",
                    pgid="pgtrigger_claim_created_6f688",
                    table="annotations_claim",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="claim_changed",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n    IF NEW.version <> OLD.version AND (pg_trigger_depth() < 2 OR NEW.version <> OLD.version + 1) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'version_by_trigger', MESSAGE = 'The version of a claim is counted by the database.';\n    END IF;\n    NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END;\n    NEW.changed_xid := pg_current_xact_id()::text::bigint;\n    IF (ROW(NEW.statement, NEW.statement_language, NEW.quantity_value, NEW.quantity_unit, NEW.quantity_period, NEW.quantity_place, NEW.withdrawn_at) IS DISTINCT FROM ROW(OLD.statement, OLD.statement_language, OLD.quantity_value, OLD.quantity_unit, OLD.quantity_period, OLD.quantity_place, OLD.withdrawn_at)) THEN NEW.version := OLD.version + 1; END IF;\n    RETURN NEW;",
                    hash="b5170ad6c9880a09a7a7709f389f0074e61e2518",
                    operation="UPDATE",
                    pgid="pgtrigger_claim_changed_6f529",
                    table="annotations_claim",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="claim_material",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    declare="DECLARE touched uuid;",
                    func="\n    touched := NEW.id;\n    IF TG_OP = 'INSERT' OR (ROW(NEW.statement, NEW.statement_language, NEW.quantity_value, NEW.quantity_unit, NEW.quantity_period, NEW.quantity_place, NEW.withdrawn_at) IS DISTINCT FROM ROW(OLD.statement, OLD.statement_language, OLD.quantity_value, OLD.quantity_unit, OLD.quantity_period, OLD.quantity_place, OLD.withdrawn_at)) THEN\n        \n    INSERT INTO annotations_contribution (claim_id, account_id, created_at)\n    VALUES (touched, NEW.changed_by_id, clock_timestamp()) ON CONFLICT DO NOTHING;\n    END IF;\n    IF TG_OP = 'UPDATE' AND (ROW(NEW.statement, NEW.statement_language, NEW.quantity_value, NEW.quantity_unit, NEW.quantity_period, NEW.quantity_place, NEW.withdrawn_at) IS DISTINCT FROM ROW(OLD.statement, OLD.statement_language, OLD.quantity_value, OLD.quantity_unit, OLD.quantity_period, OLD.quantity_place, OLD.withdrawn_at)) THEN\n        \n    UPDATE annotations_verdict SET state = 'draft'\n    WHERE claim_id = touched AND state IN ('submitted', 'in_review', 'disputed', 'approved');\n    END IF;\n    RETURN NULL;",
                    hash="357f2618700a92a61d4f1b5242c12e2c39c0c3cd",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_claim_material_b5e5e",
                    table="annotations_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="triage",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.';",
                    hash="96ad97c3109041d237f3d26071de61d77bd11372",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6b784",
                    table="annotations_triage",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="triage",
            trigger=pgtrigger.compiler.Trigger(
                name="touches_claim",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="UPDATE annotations_claim SET changed_xid = 0 WHERE id = (NEW.claim_id); RETURN NULL;",
                    hash="4d17e20e51ee2f44c05056b6496bf2d3f8efdc5f",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_touches_claim_b0286",
                    table="annotations_triage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdict",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted', MESSAGE = 'These rows are never deleted.';",
                    hash="47fb14f09da50164bcbd0334edd48e0378386c20",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_98422",
                    table="annotations_verdict",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdict",
            trigger=pgtrigger.compiler.Trigger(
                name="fixed",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n    IF ROW(NEW.claim_id, NEW.author_id) IS DISTINCT FROM ROW(OLD.claim_id, OLD.author_id) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'fixed_columns', MESSAGE = 'This row cannot be moved.';\n    END IF;\n    RETURN NEW;",
                    hash="a213f0d536ea48212ed70c8a963103df24b3f2cb",
                    operation="UPDATE",
                    pgid="pgtrigger_fixed_e2f5e",
                    table="annotations_verdict",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdict",
            trigger=pgtrigger.compiler.Trigger(
                name="approval_earned",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n    IF NEW.state IN ('approved', 'published', 'corrected')\n       AND (TG_OP = 'INSERT' OR OLD.state NOT IN ('approved', 'published', 'corrected')) THEN\n        PERFORM 1 FROM annotations_claim WHERE id = NEW.claim_id FOR UPDATE;\n        IF NOT EXISTS (\n            SELECT 1 FROM annotations_submission s\n            JOIN annotations_claim c ON c.id = s.claim_id AND c.version = s.version\n            JOIN annotations_reviewround r ON r.submission_id = s.id\n            JOIN annotations_reviewpolicy p ON p.id = r.policy_id AND p.kinds <> '{}'\n            WHERE s.verdict_id = NEW.id AND EXISTS (\n                SELECT 1 FROM annotations_review v\n                WHERE v.submission_id = s.id AND v.outcome = 'approve'\n                  AND NOT EXISTS (SELECT 1 FROM annotations_contribution k\n                                  WHERE k.claim_id = c.id AND k.account_id = v.reviewer_id))\n            AND NOT EXISTS (\n                SELECT 1 FROM jsonb_each_text(p.kinds) need WHERE need.value::int > (\n                    SELECT count(DISTINCT v.reviewer_id) FROM annotations_review v\n                    WHERE v.submission_id = s.id AND v.kind = need.key AND v.outcome = 'approve'\n                      AND NOT EXISTS (SELECT 1 FROM annotations_contribution k\n                                      WHERE k.claim_id = c.id AND k.account_id = v.reviewer_id)))) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_earned', MESSAGE = 'A verdict is approved by the review of a second person.';\n        END IF;\n    END IF;\n    RETURN NEW;",
                    hash="ff1bb54e0187a6eee563195fe579d27fad14968e",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_approval_earned_2202f",
                    table="annotations_verdict",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdict",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_versions",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END; RETURN NEW;",
                    hash="8ef503356a500b90cfce30e6a2f9dc0ae70b9919",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_versions_16595",
                    table="annotations_verdict",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdict",
            trigger=pgtrigger.compiler.Trigger(
                name="material",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    declare="DECLARE touched uuid;",
                    func="\n    SELECT id INTO touched FROM annotations_claim WHERE id = (NEW.claim_id) FOR UPDATE;\n    IF TG_OP = 'INSERT' OR (ROW(NEW.rating_id, NEW.summary, NEW.justification, NEW.as_of) IS DISTINCT FROM ROW(OLD.rating_id, OLD.summary, OLD.justification, OLD.as_of)) THEN\n        \n    INSERT INTO annotations_contribution (claim_id, account_id, created_at)\n    VALUES (touched, NEW.changed_by_id, clock_timestamp()) ON CONFLICT DO NOTHING;\n        UPDATE annotations_claim SET version = version + 1 WHERE id = touched;\n        \n    UPDATE annotations_verdict SET state = 'draft'\n    WHERE claim_id = touched AND state IN ('submitted', 'in_review', 'disputed', 'approved');\n    ELSE\n        UPDATE annotations_claim SET changed_xid = 0 WHERE id = touched;\n    END IF;\n    RETURN NULL;",
                    hash="423488253a65b081d70fa76f1d226d4f60b947a2",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_material_c099b",
                    table="annotations_verdict",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submission",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.';",
                    hash="2ff2c51eca131020f7b46c77a4c0f8fcd5b3d5f1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4fcf1",
                    table="annotations_submission",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submission",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_submission",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    declare="DECLARE standing integer;",
                    func="\n    SELECT version INTO standing FROM annotations_claim WHERE id = NEW.claim_id FOR UPDATE;\n    IF standing IS DISTINCT FROM NEW.version\n       OR NOT EXISTS (SELECT 1 FROM annotations_verdict WHERE id = NEW.verdict_id AND claim_id = NEW.claim_id) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'submission_current', MESSAGE = 'A submission freezes the claim as it stands now.';\n    END IF;\n    RETURN NEW;",
                    hash="240138b130b07833983f27692c7048ac221d865d",
                    operation="INSERT",
                    pgid="pgtrigger_frozen_submission_7926a",
                    table="annotations_submission",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewround",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted', MESSAGE = 'These rows are never deleted.';",
                    hash="69cf47e871571d29aa1fe444690a1cf957ebc904",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_78de4",
                    table="annotations_reviewround",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewround",
            trigger=pgtrigger.compiler.Trigger(
                name="fixed",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n    IF ROW(NEW.verdict_id, NEW.submission_id, NEW.policy_id) IS DISTINCT FROM ROW(OLD.verdict_id, OLD.submission_id, OLD.policy_id) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'fixed_columns', MESSAGE = 'This row cannot be moved.';\n    END IF;\n    RETURN NEW;",
                    hash="a9367b0aee79a5ca9c574e0ef2590b54b59be928",
                    operation="UPDATE",
                    pgid="pgtrigger_fixed_4a7e3",
                    table="annotations_reviewround",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewround",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_versions",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END; RETURN NEW;",
                    hash="d5e0a5a50c6603721b3b99b1af4f5f5278eb683b",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_versions_2db19",
                    table="annotations_reviewround",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="queueitem",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'never_deleted', MESSAGE = 'These rows are never deleted.';",
                    hash="9b99f320c2385fcb1f8defa2a267cbfc93169593",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_842c7",
                    table="annotations_queueitem",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="queueitem",
            trigger=pgtrigger.compiler.Trigger(
                name="fixed",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="\n    IF ROW(NEW.queue_id, NEW.verdict_id, NEW.round_id) IS DISTINCT FROM ROW(OLD.queue_id, OLD.verdict_id, OLD.round_id) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'fixed_columns', MESSAGE = 'This row cannot be moved.';\n    END IF;\n    RETURN NEW;",
                    hash="37e52ed0f7adf155017b751013134e104e02fba2",
                    operation="UPDATE",
                    pgid="pgtrigger_fixed_ae49a",
                    table="annotations_queueitem",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="queueitem",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_versions",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END; RETURN NEW;",
                    hash="62a80e44635f430fae6ebe08877198058a5e8bcb",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_versions_bf855",
                    table="annotations_queueitem",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publishedverdict",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=annotations.models.trigger_sql.FirmTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only', MESSAGE = 'These rows are append-only.';",
                    hash="ca34fb1bf3be16118bf3c31c9ceb4d8e4ea5bbfe",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5e9f9",
                    table="annotations_publishedverdict",
                    when="BEFORE",
                ),
            ),
        ),
    ]
