"""Rows that were withdrawn can be listed, and restored."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("records", "0002_imports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="version",
            name="kind",
            field=models.CharField(
                choices=[
                    ("entry", "Entry"),
                    ("correction", "Correction"),
                    ("withdrawal", "Withdrawal"),
                    ("import", "Import"),
                    ("undoing", "Undoing"),
                    ("restoring", "Restoring"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="earlier",
            index=models.Index(
                condition=models.Q(("withdrawn", True)),
                fields=["ledger", "kept_by", "-id"],
                name="withdrawn_by_one",
            ),
        ),
        migrations.AddIndex(
            model_name="earlier",
            index=models.Index(
                condition=models.Q(("withdrawn", True)),
                fields=["ledger", "-id", "kept_by"],
                name="withdrawn_by_several",
            ),
        ),
    ]
