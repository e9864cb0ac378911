"""How long what is personal in the records of each ledger is kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_day_ends")]

    operations = [
        migrations.CreateModel(
            name="Retention",
            fields=[
                ("ledger", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("days", models.PositiveIntegerField()),
            ],
            options={"ordering": ("ledger",)},
        ),
    ]
