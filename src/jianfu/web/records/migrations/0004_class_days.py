"""What the engine asks of a class's day is found by an index."""

from django.db import migrations, models

from jianfu.web.records.together import Together


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_promotions_pupil_rules"),
        ("records", "0003_withdrawn"),
    ]

    operations = [
        Together(
            [
                migrations.AddIndex(
                    model_name="classchanges",
                    index=models.Index(
                        fields=["organisation", "grade", "class_no", "changed_on"],
                        name="class_chang_organis_559ae0_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="educationcharges",
                    index=models.Index(
                        fields=["organisation", "grade", "class_no", "charged_on"],
                        name="education_c_organis_d23a32_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="homework",
                    index=models.Index(
                        fields=["organisation", "grade", "class_no", "done_on"],
                        name="homework_organis_775b7d_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="homeworkchecks",
                    index=models.Index(
                        fields=["organisation", "grade", "class_no", "checked_on"],
                        name="homework_ch_organis_ee610d_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="lessonlog",
                    index=models.Index(
                        fields=["organisation", "grade", "class_no", "taught_on"],
                        name="lesson_log_organis_1e4762_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="swaps",
                    index=models.Index(
                        fields=["organisation", "grade", "class_no", "lesson_on"],
                        name="swaps_organis_c7aaf4_idx",
                    ),
                ),
            ]
        ),
    ]
