"""The acts of one organisation in the order of the chain; what came of verifying the chain."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_retention")]

    operations = [
        migrations.CreateModel(
            name="Verification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("number", models.BigIntegerField()),
                ("count", models.PositiveIntegerField()),
                ("faults", models.JSONField(default=list)),
            ],
        ),
        migrations.AlterField(
            model_name="detail", name="organisation", field=models.BigIntegerField(null=True)
        ),
        migrations.AddIndex(
            model_name="detail",
            index=models.Index(fields=["organisation", "-entry"], name="what_an_organisation_did"),
        ),
    ]
