"""A pack may come from a file."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policies", "0002_standings")]

    operations = [
        migrations.AlterField(
            model_name="pack",
            name="act",
            field=models.CharField(
                choices=[
                    ("set", "Set"),
                    ("ended", "Ended"),
                    ("adopted", "Adopted"),
                    ("rejected", "Rejected"),
                    ("imported", "Imported"),
                ],
                max_length=20,
            ),
        ),
    ]
